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
