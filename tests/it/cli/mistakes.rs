//! Command lines that cannot be read: the word that was mistaken is named, and not the one after it.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn an_option_that_there_is_not_is_named_also_where_a_text_could_stand() {
    let sandbox = Sandbox::new();
    let said = |line: &[&str]| {
        let run = sandbox.run(line);
        assert_eq!(run.code, Some(2), "{run}");
        run.stderr.lines().take(3).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(said(&["create", "--prioritty", "high", "Pay"]), @"
    error: unexpected argument '--prioritty' found

      tip: a similar argument exists: '--priority'
    ");
    assert_snapshot!(said(&["epic", "create", "--gaol=x", "Pay", "more"]), @"
    error: unexpected argument '--gaol' found

      tip: a similar argument exists: '--goal'
    ");
    assert_snapshot!(said(&["journal", "1", "--tpye", "risk", "It is late"]), @"
    error: unexpected argument '--tpye' found

      tip: a similar argument exists: '--type'
    ");
    assert_snapshot!(said(&["create", "-x", "Pay"]), @"
    error: unexpected argument '-x' found

    Usage: tickets create [OPTIONS] [TITLE]
    ");
    assert_snapshot!(said(&["create", "-d", "--staus", "Pay", "more"]), @"
    error: unexpected argument 'more' found

    Usage: tickets create [OPTIONS] [TITLE]
    ");
    assert_snapshot!(sandbox.run(&["create", "--format", "json", "--lable", "ui", "Pay"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"unexpected argument '--lable' found","hint":"a similar argument exists: '--labels'","details":null}}
    --- exit 2
    "#);
}

#[test]
fn a_subcommand_that_there_is_not_is_no_ticket() {
    let sandbox = Sandbox::with_tickets(&["Pay"]);
    assert_snapshot!(sandbox.run(&["time", "strat", "TICKET-1"]), @"
    --- stderr
    error: unrecognized subcommand 'strat'

      tip: a similar subcommand exists: 'start'

    Usage: tickets time [OPTIONS] [TICKET]
           tickets time <COMMAND>

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["time", "TICKET-1", "90"]), @"
    --- stderr
    error: unexpected argument '90' found

    Usage: tickets time [OPTIONS] [TICKET]
           tickets time <COMMAND>

    For more information, try '--help'.
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["journal", "TICKET-1", "It", "works"]), @"
    --- stderr
    error: unexpected argument 'works' found

    Usage: tickets journal [OPTIONS] [TICKET] [TEXT]
           tickets journal <COMMAND>

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn what_is_missing_is_told_in_the_message() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(&["epic", "create", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"usage","message":"the following required arguments were not provided: <TITLE>","hint":null,"details":null}}
    --- exit 2
    "#);
}

#[test]
fn an_update_without_a_change_is_a_mistake() {
    let sandbox = Sandbox::with_tickets(&["Pay"]);
    sandbox.run(&["epic", "create", "Shop"]).ok();
    sandbox.run(&["backlog", "add", "Cart"]).ok();
    assert_snapshot!(sandbox.run(&["epic", "update", "EPIC-1"]), @"
    --- stderr
    error: nothing to change was given
      hint: `tickets epic update --help` lists what can be changed
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["backlog", "update", "ITEM-1"]), @"
    --- stderr
    error: nothing to change was given
      hint: `tickets backlog update --help` lists what can be changed
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["epic", "update", "EPIC-1", "--status", "activ"]), @"
    --- stderr
    error: epics have no status `activ`
      hint: did you mean `active`?
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["requirements", "gherkin", "TICKET-1"]), @"
    --- stderr
    error: neither a file nor a title is given
      hint: `--file` reads a `.feature` file, a title with `--given`, `--when` and `--then` adds one scenario
    --- exit 2
    ");
}

/// A new record has no label that could be removed.
#[test]
fn what_is_only_for_changes_is_no_option_of_what_makes_records() {
    let sandbox = Sandbox::with_tickets(&["Pay"]);
    for command in [
        &["epic", "create", "Shop"][..],
        &["backlog", "add", "Cart"],
        &["requirements", "add", "TICKET-1", "Safe"],
    ] {
        for option in ["--add-label", "--remove-label"] {
            let run = sandbox.run(&[command, &[option, "ui"]].concat());
            assert_eq!(run.code, Some(2), "{run}");
        }
    }
    for command in [&["epic", "create"][..], &["backlog", "update"], &["create"]] {
        let help = sandbox.run(&[command, &["--help"]].concat()).stdout;
        let (options, fields) = help.split_once("\nFields:\n").unwrap();
        assert!(options.contains("--dry-run"), "{help}");
        assert!(!fields.contains("--dry-run"), "{help}");
    }
}
