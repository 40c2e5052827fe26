//! A whole plan, as operations and as commands.

use serde_json::Value;
use serde_json::json;

/// A feature with one scenario.
pub(crate) const FEATURE: &str =
    "Feature: Paying\n\n  Scenario: With a card\n    Given a card\n    Then it is paid\n";

/// What a test run says of it.
pub(crate) const REPORT: &str =
    r#"<testsuite name="Paying"><testcase classname="Paying" name="With a card"/></testsuite>"#;

/// A whole project: each line as an operation, and as the plain command.
pub(crate) fn plan() -> Vec<(Value, &'static str)> {
    vec![
        (
            json!({"op":"epic create","ref":"pay","title":"Payments","priority":"high","owner":"bob",
                "labels":["money"],"start_date":"2026-12-01","target_date":"2026-12-31",
                "target_version":"2.0","estimated_points":40,"goals":["Sell","Earn"],
                "success_criteria":["Paid"],"description":"All about money"}),
            "epic|create|Payments|-p|high|--owner|bob|-l|money|--start-date|2026-12-01|--target-date|2026-12-31|--target-version|2.0|--estimated-points|40|--goal|Sell|--goal|Earn|--success-criterion|Paid|-d|All about money",
        ),
        (
            json!({"op":"epic update","id":"@pay","status":"active","check_goal":1,"remove_goal":[2],
                "check":[1],"add_label":"cards","owner":null}),
            "epic|update|EPIC-1|-s|active|--check-goal|1|--remove-goal|2|--check|1|--add-label|cards|--clear|owner",
        ),
        (
            json!({"op":"sprint create","ref":"next","title":"First","goal":"Money","capacity":20}),
            "sprint|create|First|-g|Money|-c|20",
        ),
        (
            json!({"op":"sprint create","ref":"later","title":"Second","start_date":"2027-01-01","days":10}),
            "sprint|create|Second|--start|2027-01-01|--days|10",
        ),
        (
            json!({"op":"sprint update","id":"@later","title":"Later","capacity":null}),
            "sprint|update|SPRINT-2|-t|Later|--clear|capacity",
        ),
        (
            json!({"op":"backlog add","ref":"card","title":"Pay by card","type":"feature","epic":"@pay",
                "story_points":5,"business_value":80,"effort_hours":6.5,"risk":"high","component":"till",
                "theme":"shop","acceptance_criteria":["It pays","It thanks"],"assignee":"me"}),
            "backlog|add|Pay by card|-T|feature|--epic|EPIC-1|--points|5|--value|80|-e|6.5|--risk|high|--component|till|--theme|shop|-c|It pays|-c|It thanks|-a|me",
        ),
        (
            json!({"op":"backlog add","ref":"cash","title":"Pay in cash","depends_on":["@card"],
                "definition_of_done":["Counted"]}),
            "backlog|add|Pay in cash|--depends-on|ITEM-1|--definition-of-done|Counted",
        ),
        (
            json!({"op":"backlog groom","id":"@cash","story_points":3,"acceptance_criteria":"Change is right"}),
            "backlog|groom|ITEM-2|--points|3|-c|Change is right",
        ),
        (
            json!({"op":"backlog update","id":"@cash","remove_dependency":"@card","check_done":1,"theme":"shop"}),
            "backlog|update|ITEM-2|--remove-dependency|ITEM-1|--check-done|1|--theme|shop",
        ),
        (
            json!({"op":"backlog groom","id":"@card"}),
            "backlog|groom|ITEM-1",
        ),
        (
            json!({"op":"backlog ready","id":"@card"}),
            "backlog|ready|ITEM-1",
        ),
        (
            json!({"op":"backlog convert","id":"@card","ref":"ticket"}),
            "backlog|convert|ITEM-1",
        ),
        (
            json!({"op":"create","ref":"plain","title":"Buy a till","sprint":"@next","story_points":2}),
            "create|Buy a till|--sprint|SPRINT-1|--points|2",
        ),
        (
            json!({"op":"epic add-ticket","id":"@pay","tickets":["@plain","@ticket"]}),
            "epic|add-ticket|EPIC-1|TICKET-2|TICKET-1",
        ),
        (
            json!({"op":"epic remove-ticket","id":"@pay","tickets":"@plain"}),
            "epic|remove-ticket|EPIC-1|TICKET-2",
        ),
        (
            json!({"op":"sprint add","id":"@next","keys":["@ticket","@cash"]}),
            "sprint|add|SPRINT-1|TICKET-1|ITEM-2",
        ),
        (
            json!({"op":"sprint remove","id":"@next","keys":["@cash"]}),
            "sprint|remove|SPRINT-1|ITEM-2",
        ),
        (
            json!({"op":"backlog ready","id":"@cash"}),
            "backlog|ready|ITEM-2",
        ),
        (
            json!({"op":"sprint plan","id":"@next"}),
            "sprint|plan|SPRINT-1|--apply",
        ),
        (
            json!({"op":"sprint start","id":"@next","days":14}),
            "sprint|start|SPRINT-1|--days|14",
        ),
        (
            json!({"op":"requirements add","ref":"safe","of":"@pay","title":"It is safe","labels":["audit"]}),
            "requirements|add|EPIC-1|It is safe|-l|audit",
        ),
        (
            json!({"op":"requirements story","ref":"story","of":"@ticket","persona":"buyer","goal":"to pay",
                "benefit":"I own it","story_points":3,"parent":"@safe"}),
            "requirements|story|TICKET-1|buyer|to pay|I own it|--points|3|--parent|REQ-3",
        ),
        (
            json!({"op":"requirements result","ref":"receipt","of":"@ticket","description":"A receipt comes out",
                "method":"review"}),
            "requirements|result|TICKET-1|A receipt comes out|--method|review",
        ),
        (
            json!({"op":"requirements gherkin","of":"@ticket","text":FEATURE,"parent":"@story"}),
            "requirements|gherkin|TICKET-1|--file|pay.feature|--parent|REQ-4",
        ),
        (
            json!({"op":"requirements gherkin","ref":"cash-case","of":"@ticket","feature":"Paying","title":"In cash",
                "steps":["Given a coin","When I pay","Then it is paid"],"tags":["cash"]}),
            "requirements|gherkin|TICKET-1|--feature|Paying|-t|In cash|-g|a coin|-w|I pay|--then|it is paid|--tags|cash",
        ),
        (
            json!({"op":"requirements update","id":"@safe","description":"Nobody steals","acceptance_criteria":["Tested"],
                "check":[],"priority":"critical"}),
            "requirements|update|REQ-3|-d|Nobody steals|-c|Tested|-p|critical",
        ),
        (
            json!({"op":"requirements approve","id":"@safe","notes":"As agreed"}),
            "requirements|approve|REQ-3|--notes|As agreed",
        ),
        (
            json!({"op":"requirements implement","id":"@safe"}),
            "requirements|implement|REQ-3",
        ),
        (
            json!({"op":"requirements verify","id":"@safe"}),
            "requirements|verify|REQ-3",
        ),
        (
            json!({"op":"requirements review","id":"@story"}),
            "requirements|review|REQ-4",
        ),
        (
            json!({"op":"requirements fail","id":"@receipt","notes":"No paper"}),
            "requirements|fail|REQ-5|--notes|No paper",
        ),
        (
            json!({"op":"requirements block","id":"@cash-case"}),
            "requirements|block|REQ-8",
        ),
        (
            json!({"op":"requirements results","report":REPORT}),
            "requirements|results|report.xml",
        ),
        (
            json!({"op":"requirements delete","id":"REQ-1"}),
            "requirements|delete|REQ-1|--yes",
        ),
        (
            json!({"op":"journal","id":"@ticket","text":"Half done","completion":50,"spent":"1h30m","estimate":"2h",
                "dependencies":["@plain","@pay"],"risks":["Fraud"],"type":"risk"}),
            "journal|TICKET-1|Half done|-c|50|-s|1h30m|-e|2h|-d|TICKET-2,EPIC-1|-r|Fraud|-t|risk",
        ),
        (
            json!({"op":"journal","id":"@pay","decisions":["Cards first"]}),
            "journal|EPIC-1|--decision|Cards first",
        ),
        (
            json!({"op":"milestone add","id":"@pay","name":"Beta","message":"At last","completion":80}),
            "milestone|add|EPIC-1|Beta|-m|At last|-c|80",
        ),
        (
            json!({"op":"time","id":"@ticket","add":"1h30m","type":"review","description":"Read it","on":"2026-11-19"}),
            "time|TICKET-1|-a|1h30m|-T|review|-d|Read it|--on|2026-11-19",
        ),
        (json!({"op":"close","id":"@ticket"}), "close|TICKET-1"),
        (
            json!({"op":"backlog close","id":"@card","reason":"Sold"}),
            "backlog|close|ITEM-1|-m|Sold",
        ),
        (
            json!({"op":"backlog reopen","id":"@card"}),
            "backlog|reopen|ITEM-1",
        ),
        (
            json!({"op":"sprint close","id":"@next","carry_over":"@later","reason":"Over"}),
            "sprint|close|SPRINT-1|--carry-over|SPRINT-2|-m|Over",
        ),
        (
            json!({"op":"epic close","id":"@pay","cancel":true,"reason":"No money"}),
            "epic|close|EPIC-1|--cancel|-m|No money",
        ),
        (
            json!({"op":"epic reopen","id":"@pay"}),
            "epic|reopen|EPIC-1",
        ),
        (
            json!({"op":"backlog add","title":"Gone soon"}),
            "backlog|add|Gone soon",
        ),
        (
            json!({"op":"backlog delete","id":"ITEM-3"}),
            "backlog|delete|ITEM-3|--yes",
        ),
        (
            json!({"op":"epic create","title":"Gone soon"}),
            "epic|create|Gone soon",
        ),
        (
            json!({"op":"epic delete","id":"EPIC-2"}),
            "epic|delete|EPIC-2|--yes",
        ),
        (
            json!({"op":"sprint create","title":"Gone soon"}),
            "sprint|create|Gone soon",
        ),
        (
            json!({"op":"sprint delete","id":"SPRINT-3"}),
            "sprint|delete|SPRINT-3|--yes",
        ),
    ]
}
