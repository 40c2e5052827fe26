//! `tickets config`, and how far the settings are obeyed.

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn later_layers_win_and_tell_where_a_value_comes_from() {
    let sandbox = Sandbox::new();
    let origin = |sandbox: &Sandbox, args: &[&str]| {
        let args = [
            &["config", "get", "defaults.type", "--format", "json"],
            args,
        ]
        .concat();
        let value = sandbox.run(&args).ok().json();
        format!("{} from {}", value["value"], value["origin"])
    };
    assert_snapshot!(origin(&sandbox, &[]), @r#""task" from "default""#);
    std::fs::create_dir_all(sandbox.root().join("home/.config/tickets")).unwrap();
    std::fs::write(
        sandbox.root().join("home/.config/tickets/config.yaml"),
        "defaults: {type: chore}\n",
    )
    .unwrap();
    assert_snapshot!(origin(&sandbox, &[]).replace(&sandbox.root().display().to_string(), "[ROOT]"), @r#""chore" from "user ([ROOT]/home/.config/tickets/config.yaml)""#);
    sandbox.run(&["config", "set", "defaults.type", "bug"]).ok();
    assert_snapshot!(origin(&sandbox, &[]), @r#""bug" from "project ([ROOT]/repo/.tickets/config.yaml)""#);
    assert_snapshot!(origin(&sandbox, &["--config", "defaults.type=spike"]), @r#""spike" from "flag""#);
    let sandbox = sandbox.with_variable("TICKETS_DEFAULTS_TYPE", "story");
    assert_snapshot!(origin(&sandbox, &[]), @r#""story" from "environment (TICKETS_DEFAULTS_TYPE)""#);
    assert_snapshot!(origin(&sandbox, &["--config", "defaults.type=spike"]), @r#""spike" from "flag""#);
}

#[test]
fn setting_and_unsetting_leaves_the_rest_of_the_file_alone() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".tickets/config.yaml",
        "# ours\nformat: 1\n\nprefix: APP # short\n\nnew_thing: {a: 1}\n",
    );

    assert_snapshot!(sandbox.run(&["config", "set", "statuses.testing", "doing"]), @r#"
    --- stderr
    statuses.testing is now "doing" (project (.tickets/config.yaml))
    "#);
    assert_snapshot!(sandbox.run(&["config", "set", "lock_timeout_ms", "100"]), @"
    --- stderr
    lock_timeout_ms is now 100 (project (.tickets/config.yaml))
    ");
    assert_snapshot!(sandbox.read(".tickets/config.yaml"), @"
    # ours
    format: 1

    prefix: APP # short

    statuses:
      open: todo
      in-progress: doing
      blocked: blocked
      in-review: doing
      closed: done
      cancelled: dropped
      testing: doing

    lock_timeout_ms: 100

    new_thing: {a: 1}
    ");
    assert_snapshot!(sandbox.run(&["config", "unset", "lock_timeout_ms"]), @"
    --- stderr
    lock_timeout_ms is now 10000 (default)
    ");
    assert_snapshot!(sandbox.run(&["config", "unset", "lock_timeout_ms"]), @"
    --- stderr
    error: the project does not set `lock_timeout_ms`
    --- exit 7
    ");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sandbox = Sandbox::new();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["config", "set", "prefx", "APP"]), @"
    --- stderr
    error: no setting `prefx`
      hint: did you mean `prefix`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["config", "set", "prefix", "a b"]), @"
    --- stderr
    error: the setting `prefix` cannot be used: `a b` is not a prefix: a letter, then up to 15 letters or digits
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["config", "set", "statuses", "{a: later}"]), @"
    --- stderr
    error: the setting `statuses` cannot be used: `a` needs a category: todo, doing, blocked, done or dropped
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["config", "set", "defaults.status", "nowhere"]), @"
    --- stderr
    error: the setting `defaults.status` cannot be used: the project has no status `nowhere`
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["config", "set", "editor", "evil"]), @"
    --- stderr
    error: `editor` is the user's own and not the project's
      hint: set it in your own settings file, or as TICKETS_EDITOR
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["config", "set", "prefix", "[unclosed"]), @"
    --- stderr
    error: the setting `prefix` cannot be used: did not find expected ',' or ']' at line 2 column 1, while parsing a flow sequence
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["config", "get", "nothing"]), @"
    --- stderr
    error: no setting `nothing`
      hint: `tickets config list` shows what there is
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["list", "--config", "prefix"]), @"
    --- stderr
    error: `prefix` is not NAME=VALUE
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn the_projects_words_are_obeyed_by_every_command() {
    let sandbox = Sandbox::new();
    sandbox.write(
        ".tickets/config.yaml",
        "format: 1\nprefix: APP\nstatuses: {new: todo, hacking: doing, stuck: blocked, shipped: done, dead: dropped}\n\
         types: [task, cat]\npriorities: [now, later]\ndefaults: {status: new, priority: later, type: cat, labels: [fresh], assignee: bob}\n",
    );
    sandbox.run(&["create", "One"]).ok();
    let one = sandbox.ticket("1");
    assert_eq!(
        json!([
            one["id"],
            one["status"],
            one["type"],
            one["priority"],
            one["labels"],
            one["assignee"]
        ]),
        json!(["APP-1", "new", "cat", "later", ["fresh"], "bob"])
    );

    sandbox.run(&["start", "1"]).ok();
    assert_eq!(sandbox.ticket("1")["status"], "hacking");
    sandbox.run(&["close", "1"]).ok();
    assert_eq!(sandbox.ticket("1")["status"], "shipped");
    sandbox.run(&["reopen", "1"]).ok();
    assert_eq!(sandbox.ticket("1")["status"], "new");
    assert_eq!(
        sandbox.run(&["update", "1", "--status", "open"]).code,
        Some(2)
    );
    assert_eq!(
        sandbox.run(&["update", "1", "--priority", "high"]).code,
        Some(2)
    );
    sandbox.run(&["create", "Two", "-p", "now"]).ok();
    assert_eq!(sandbox.keys(&["list"]), ["APP-2", "APP-1"]);
    sandbox.run(&["doctor"]).ok();
}

/// The status went out of use: the ticket stays readable and editable.
#[test]
fn a_word_that_went_out_of_use_is_reported_and_stops_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["update", "1", "--status", "in-review"]).ok();
    sandbox
        .run(&["config", "set", "statuses", "{open: todo, closed: done}"])
        .ok();

    assert_snapshot!(sandbox.run(&["list"]), @"
    ID        STATUS     PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-1  in-review  medium    One
    --- stderr
    1 ticket
    ");
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/tickets/00/TICKET-1-one.yaml`: the project has no status `in-review`
    --- stderr
    1 problem in 1 ticket
    --- exit 6
    ");
    sandbox.run(&["update", "1", "--add-label", "x"]).ok();
    sandbox.run(&["show", "1"]).ok();
    sandbox.run(&["board"]).ok();
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn a_newer_minor_format_is_kept_and_a_newer_major_one_is_refused() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.write(
        ".tickets/config.yaml",
        "format: 1.3\n\nprefix: TICKET\n\nshiny: {a: [1]}\n",
    );
    let path = sandbox.file_of("TICKET-1");
    sandbox.write(
        &path,
        format!(
            "{}\nfrom_1_3:\n  - {{a: 1, b: \"2\"}} # new\n",
            sandbox.read(&path)
        ),
    );

    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["config", "set", "prefix", "APP"]).ok();
    assert!(
        sandbox
            .read(&path)
            .contains("from_1_3:\n  - {a: 1, b: \"2\"} # new\n")
    );
    assert_snapshot!(sandbox.read(".tickets/config.yaml"), @"
    format: 1.3

    prefix: APP

    shiny: {a: [1]}
    ");

    sandbox.write(".tickets/config.yaml", "format: 2\n");
    assert_snapshot!(sandbox.run(&["list"]), @"
    --- stderr
    error: the project's files have format 2, and this program knows format 1
      hint: a newer `tickets` reads them
    --- exit 6
    ");
    let before = sandbox.project();
    assert_snapshot!(sandbox.run(&["create", "Two"]), @"
    --- stderr
    error: the project's files have format 2, and this program knows format 1
      hint: a newer `tickets` reads them
    --- exit 6
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn list_and_validate() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["config", "list"]), @r#"
    NAME                  VALUE                                                                                                                ORIGIN
    format                1                                                                                                                    project ([ROOT]/repo/.tickets/config.yaml)
    prefix                TICKET                                                                                                               project ([ROOT]/repo/.tickets/config.yaml)
    ids                   sequential                                                                                                           project ([ROOT]/repo/.tickets/config.yaml)
    statuses              {"open":"todo","in-progress":"doing","blocked":"blocked","in-review":"doing","closed":"done","cancelled":"dropped"}  default
    transitions           {}                                                                                                                   default
    types                 epic, task, bug, story, requirement, decision, question, note, feature, chore, spike                                 default
    priorities            critical, high, medium, low                                                                                          default
    labels                                                                                                                                     default
    defaults.type         task                                                                                                                 default
    defaults.status       open                                                                                                                 default
    defaults.priority     medium                                                                                                               default
    defaults.labels                                                                                                                            default
    defaults.assignee                                                                                                                          default
    required                                                                                                                                   default
    required_by_type      {}                                                                                                                   default
    required_by_status    {}                                                                                                                   default
    definition_of_done                                                                                                                         default
    score.priority        100                                                                                                                  default
    score.value           1                                                                                                                    default
    score.points          2                                                                                                                    default
    score.assumed_value   50                                                                                                                   default
    score.assumed_points  5                                                                                                                    default
    sprint.days           14                                                                                                                   default
    sprint.active         one                                                                                                                  default
    durability            full                                                                                                                 default
    lock_timeout_ms       10000                                                                                                                default
    main_branch                                                                                                                                default
    merge_driver          auto                                                                                                                 default
    auto_commit           off                                                                                                                  default
    list_limit            50                                                                                                                   default
    time.hours_per_day    8                                                                                                                    default
    time.billable         work, review, testing, meeting                                                                                       default
    user.name                                                                                                                                  default
    user.email                                                                                                                                 default
    editor                                                                                                                                     default
    pager                                                                                                                                      default
    color                 auto                                                                                                                 default
    "#);
    assert_snapshot!(sandbox.run(&["config", "validate"]), @"
    --- stderr
    The settings are valid
    ");
    sandbox.write(
        ".tickets/config.yaml",
        "format: 1\npriorites: [a]\neditor: evil\n",
    );
    assert_snapshot!(sandbox.run(&["config", "validate"]), @"
    --- stderr
    error: the project's setting `editor` is ignored: it is the user's own; no setting `priorites` (in project (.tickets/config.yaml))
    --- exit 2
    ");
    sandbox.write(".tickets/config.yaml", "format: 1\nlock_timeout_ms: soon\n");
    assert_snapshot!(sandbox.run(&["config", "validate"]), @r#"
    --- stderr
    error: the setting `lock_timeout_ms` cannot be used: invalid type: string "soon", expected u64
    --- exit 2
    "#);
}

#[test]
fn own_words_need_no_defaults_of_their_own() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["config", "set", "priorities", "p0, p1,p2"])
        .ok();
    sandbox
        .run(&["config", "set", "types", "story,defect"])
        .ok();

    sandbox.run(&["create", "One"]).ok();

    let ticket = sandbox.ticket("1");
    assert_eq!(
        json!([ticket["priority"], ticket["type"]]),
        json!(["p1", "story"])
    );
    let shown = sandbox.run(&["config", "get", "defaults.priority"]);
    assert_eq!(shown.stdout, "p1\n");
}

#[test]
fn the_prefix_of_another_kind_is_no_prefix_of_tickets() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["config", "set", "prefix", "EPIC"]), @"
    --- stderr
    error: the setting `prefix` cannot be used: `EPIC` is that of epics
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["create", "One"]), @"TICKET-1");
}
