//! Verbs that take records of any kind.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A record of each kind.
pub(crate) fn of_each_kind() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Pay by card"]);
    for args in [
        &["epic", "create", "Checkout"][..],
        &["backlog", "add", "Guest checkout"],
        &["sprint", "create", "First", "--start", "2026-11-20"],
        &["requirements", "add", "TICKET-1", "Cards are checked"],
    ] {
        sandbox.run(args).ok();
    }
    sandbox
}

/// Their keys.
pub(crate) const KEYS: [&str; 5] = ["TICKET-1", "EPIC-1", "ITEM-1", "SPRINT-1", "REQ-1"];

#[test]
fn show_takes_every_key_and_mixes_kinds() {
    let sandbox = of_each_kind();
    for (key, group) in KEYS.into_iter().zip([
        &["show"][..],
        &["epic", "show"],
        &["backlog", "show"],
        &["sprint", "show"],
        &["requirements", "show"],
    ]) {
        let own = sandbox.run(&[group, &[key]].concat()).ok().to_string();
        assert_eq!(sandbox.run(&["show", key]).ok().to_string(), own);
    }
    assert_snapshot!(sandbox.run(&["show", "epic-1", "1", "REQ-1", "--format", "json", "--fields", "id,title,status"]), @r#"
    [
    {"id":"EPIC-1","title":"Checkout","status":"draft"},
    {"id":"TICKET-1","title":"Pay by card","status":"open"},
    {"id":"REQ-1","title":"Cards are checked","status":"draft"}
    ]
    "#);
}

#[test]
fn a_comment_on_any_record_is_shown_with_it() {
    let sandbox = of_each_kind();
    for key in KEYS {
        sandbox.run(&["comment", key, "Seen."]).ok();
        let shown = sandbox.run(&["show", key, "--format", "json"]).ok().json();
        assert_eq!(shown["comments"][0]["text"], "Seen.", "{key}");
        assert!(
            sandbox.run(&["show", key]).stdout.contains("Seen."),
            "{key}"
        );
    }
    let id = sandbox.run(&["show", "EPIC-1", "--format", "json"]).json()["comments"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    sandbox
        .run(&["comment", "EPIC-1", "Seen and agreed.", "--edit", &id])
        .ok();
    sandbox
        .run(&["journal", "EPIC-1", "Half of it", "--completion", "50"])
        .ok();
    assert_snapshot!(sandbox.run(&["epic", "show", "1"]), @"
    EPIC-1  Checkout

    status:       draft
    priority:     medium
    progress:     no tickets
    owner:        Alice Doe
    created:      2026-11-20T10:00:02Z
    file:         .tickets/epics/EPIC-1-checkout.yaml

    comment a6x8 by Alice Doe at 2026-11-20T10:00:09Z, edited 2026-11-20T10:00:22Z
      Seen and agreed.

    journal progress 4beq by Alice Doe at 2026-11-20T10:00:23Z
      done 50 %
      Half of it
    ");
    sandbox.run(&["comment", "EPIC-1", "--delete", &id]).ok();
    assert_snapshot!(sandbox.run(&["comment", "EPIC-1", "Once more", "--edit", &id]), @"
    --- stderr
    error: no comment `a6x8`
      hint: `tickets show KEY` shows what there is
    --- exit 3
    ");
}

#[test]
fn a_verb_of_tickets_says_where_the_verbs_of_other_kinds_are() {
    let sandbox = of_each_kind();
    assert_snapshot!(sandbox.run(&["close", "EPIC-1"]), @"
    --- stderr
    error: no ticket `EPIC-1`
      hint: that is the key of an epic; `tickets epic --help` tells what can be done with it
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["start", "ITEM-1"]), @"
    --- stderr
    error: no ticket `ITEM-1`
      hint: that is the key of a backlog item; `tickets backlog --help` tells what can be done with it
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["epic", "show", "TICKET-1"]), @"
    --- stderr
    error: no epic `TICKET-1`
      hint: that is the key of a ticket; `tickets --help` tells what can be done with it
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show", "EPIC-7"]), @"
    --- stderr
    error: no epic `EPIC-7`
      hint: did you mean `EPIC-1`?
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["sprint", "show", "7"]), @"
    --- stderr
    error: no sprint `7`
      hint: `tickets sprint list --all` shows what there is
    --- exit 3
    ");
}

#[test]
fn doctor_names_values_that_make_no_sense() {
    let sandbox = of_each_kind();
    let path = ".tickets/epics/EPIC-1-checkout.yaml";
    let text = sandbox.read(path);
    let text = text.replace("\nstart_date:\n", "\nstart_date: 2026-12-01\n");
    sandbox.write(
        path,
        text.replace("\ntarget_date:\n", "\ntarget_date: 2026-11-01\n"),
    );
    assert_snapshot!(sandbox.run(&["doctor"]), @"
    `.tickets/epics/EPIC-1-checkout.yaml`: cannot be: its target date would be before its start date
    --- stderr
    1 problem in 5 records
    --- exit 6
    ");
}
