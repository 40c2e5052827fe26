//! Listing by score.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["epic", "create", "Checkout"]).ok();
    for item in [
        "Newsletter|-p|low|--value|30|--points|13|-l|mail",
        "Guest checkout|-p|high|--value|95|--points|2|--epic|1|--component|shop",
        "Gift cards|-p|medium|--value|60|--points|5|--theme|growth",
        "Look around|-p|critical|-T|spike",
    ] {
        let args: Vec<&str> = ["backlog", "add"]
            .into_iter()
            .chain(item.split('|'))
            .collect();
        sandbox.run(&args).ok();
    }
    sandbox
}

/// The reference's assertion 14: high/95/2 before medium/60/5 before low/30/13.
#[test]
fn items_come_by_their_score() {
    let sandbox = shop();

    assert_snapshot!(sandbox.run(&["backlog", "list"]), @"
    ID      SCORE  STATUS  TYPE   PRIORITY  STORY POINTS  BUSINESS VALUE  TITLE           EPIC    ASSIGNEE
    ITEM-4  ~440   new     spike  critical                                Look around
    ITEM-2  391    new     story  high      2             95              Guest checkout  EPIC-1
    ITEM-3  250    new     story  medium    5             60              Gift cards
    ITEM-1  104    new     story  low       13            30              Newsletter
    --- stderr
    4 items
    ");
    assert_snapshot!(sandbox.run(&["backlog", "list", "--format", "json", "--fields", "id,score,score_parts"]), @r#"
    [
    {"id":"ITEM-4","score":440,"score_parts":{"total":440,"priority":400,"value":50,"points":-10,"assumed":["business_value","story_points"]}},
    {"id":"ITEM-2","score":391,"score_parts":{"total":391,"priority":300,"value":95,"points":-4,"assumed":[]}},
    {"id":"ITEM-3","score":250,"score_parts":{"total":250,"priority":200,"value":60,"points":-10,"assumed":[]}},
    {"id":"ITEM-1","score":104,"score_parts":{"total":104,"priority":100,"value":30,"points":-26,"assumed":[]}}
    ]
    "#);
}

#[test]
fn the_weights_of_the_score_are_settings() {
    let sandbox = shop();
    sandbox.run(&["config", "set", "score.priority", "1"]).ok();
    sandbox
        .run(&["config", "set", "score.assumed_value", "10"])
        .ok();

    assert_snapshot!(sandbox.run(&["backlog", "list", "--format", "csv", "--fields", "id,score"]), @"
    id,score
    ITEM-2,94
    ITEM-3,52
    ITEM-1,5
    ITEM-4,4
    ");
}

#[test]
fn filters_choose_and_orders_sort() {
    let sandbox = shop();
    sandbox
        .run(&["backlog", "groom", "2", "-c", "No account is asked for"])
        .ok();
    sandbox.run(&["backlog", "close", "1", "--cancel"]).ok();
    let keys = |args: &[&str]| {
        let args: Vec<&str> = ["backlog", "list"].iter().chain(args).copied().collect();
        sandbox.keys(&args).join(" ")
    };

    assert_eq!(keys(&[]), "ITEM-4 ITEM-2 ITEM-3");
    assert_eq!(keys(&["--all"]), "ITEM-4 ITEM-2 ITEM-3 ITEM-1");
    assert_eq!(keys(&["--status", "cancelled,groomed"]), "ITEM-2 ITEM-1");
    assert_eq!(keys(&["--type", "spike"]), "ITEM-4");
    assert_eq!(keys(&["--epic", "checkout"]), "ITEM-2");
    assert_eq!(keys(&["--epic", "none"]), "ITEM-4 ITEM-3");
    assert_eq!(keys(&["--sprint", "none", "--limit", "1"]), "ITEM-4");
    assert_eq!(keys(&["--priority", "medium,high"]), "ITEM-2 ITEM-3");
    assert_eq!(keys(&["--component", "Shop"]), "ITEM-2");
    assert_eq!(keys(&["--theme", "growth"]), "ITEM-3");
    assert_eq!(keys(&["--label", "mail", "--all"]), "ITEM-1");
    assert_eq!(keys(&["--ready"]), "ITEM-2");
    assert_eq!(keys(&["--min-score", "300"]), "ITEM-4 ITEM-2");
    assert_eq!(keys(&["--sort", "points"]), "ITEM-2 ITEM-3 ITEM-4");
    assert_eq!(keys(&["--sort", "-points"]), "ITEM-4 ITEM-3 ITEM-2");
    assert_eq!(keys(&["--sort", "value"]), "ITEM-2 ITEM-3 ITEM-4");
    assert_eq!(keys(&["--sort", "title"]), "ITEM-3 ITEM-2 ITEM-4");
    assert_eq!(keys(&["--sort", "key"]), "ITEM-2 ITEM-3 ITEM-4");
    assert_eq!(keys(&["--sort", "status"]), "ITEM-3 ITEM-4 ITEM-2");
}

#[test]
fn words_that_no_item_can_have_are_named() {
    let sandbox = shop();

    assert_snapshot!(sandbox.run(&["backlog", "list", "--status", "open"]), @"
    --- stderr
    error: backlog items have no status `open`
      hint: there are: new, groomed, ready, in-progress, done, cancelled
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["backlog", "list", "--type", "chore"]), @"
    --- stderr
    error: backlog items have no type `chore`
      hint: there are: story, feature, bug, epic, task, spike
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["backlog", "list", "--sort", "size"]), @"
    --- stderr
    error: backlog items cannot be sorted by `size`
      hint: there are: score, priority, value, points, status, created, title, key
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["backlog", "list", "--epic", "EPIC-7"]), @"
    --- stderr
    error: no epic `EPIC-7`
      hint: did you mean `EPIC-1`?
    --- exit 3
    ");
}

#[test]
fn a_broken_item_is_named_and_hides_no_other() {
    let sandbox = shop();
    sandbox.write(
        ".tickets/backlog/00/ITEM-1-newsletter.yaml",
        "id: ITEM-1\ntitle: [\n",
    );

    assert_snapshot!(sandbox.run(&["backlog", "list", "--format", "simple"]), @"
    ITEM-4
    ITEM-2
    ITEM-3
    --- stderr
    warning: `.tickets/backlog/00/ITEM-1-newsletter.yaml` line 3: column 1: did not find expected node content
    ");
}

#[test]
fn an_empty_backlog_is_an_empty_list() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["backlog", "list", "--format", "json"]), @"[]");
    assert_snapshot!(sandbox.run(&["backlog", "list"]), @"
    --- stderr
    0 items
    ");
}
