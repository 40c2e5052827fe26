//! `tickets undo`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn the_last_change_is_taken_back_and_brought_again() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let before = sandbox.project();
    sandbox.run(&["close", "1", "2", "--comment", "Done"]).ok();
    let after = sandbox.project();

    assert_snapshot!(sandbox.run(&["undo"]), @"
    --- stderr
      .tickets/tickets/00/TICKET-1-one.yaml
      .tickets/tickets/00/TICKET-1-one/20261120T100003Z-comment-agzy.yaml
      .tickets/tickets/00/TICKET-2-two.yaml
      .tickets/tickets/00/TICKET-2-two/20261120T100003Z-comment-s1yj.yaml
    error: undoing `close TICKET-1, TICKET-2` of 2026-11-20T10:00:03Z (4 files) needs a yes
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    Undid `close TICKET-1, TICKET-2` of 2026-11-20T10:00:03Z (4 files)
    ");
    assert_eq!(sandbox.project(), before);
    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    Undid `undo close TICKET-1, TICKET-2` of 2026-11-20T10:00:05Z (4 files)
    ");
    assert_eq!(sandbox.project(), after);
}

#[test]
fn nothing_to_undo_is_said() {
    let sandbox = Sandbox::repository();
    sandbox.write(".tickets/config.yaml", "format: 1\n");

    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    error: nothing to undo: this clone remembers no change
    --- exit 7
    ");
}

#[test]
fn a_file_that_changed_since_is_not_touched() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["close", "1", "2"]).ok();
    let path = sandbox.file_of("TICKET-2");
    sandbox.write(&path, format!("{}# a remark\n", sandbox.read(&path)));
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    error: `.tickets/tickets/00/TICKET-2-two.yaml` was changed meanwhile
      hint: look at it as it is now, then try again
    --- exit 4
    ");
    assert_eq!(sandbox.project(), before);
}

#[test]
fn every_writing_command_can_be_undone() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["comment", "1", "Text"]).ok();
    let id = sandbox.ticket("1")["comments"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let before = sandbox.project();
    for args in [
        &["create", "Three"][..],
        &["update", "1", "--priority", "high"],
        &["start", "1"],
        &["close", "1"],
        &["delete", "1", "--yes"],
        &["archive", "1"],
        &["comment", "1", "More"],
        &["comment", "1", "--edit", &id, "Other"],
        &["comment", "1", "--delete", &id],
        &["depend", "1", "2"],
        &["link", "1", "x"],
        &["label", "add", "x", "1"],
        &["config", "set", "prefix", "APP"],
    ] {
        sandbox.run(args).ok();
        assert_ne!(sandbox.project(), before, "{args:?}");
        let run = sandbox.run(&["undo", "--yes"]);
        assert_eq!(run.code, Some(0), "{args:?}: {run}");
        assert_eq!(sandbox.project(), before, "{args:?}");
    }
}

#[test]
fn a_change_in_another_worktree_is_undone_there() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("begin");
    let second = sandbox.worktree("second");
    sandbox.run_in(&second, &["close", "1"]).ok();

    assert_snapshot!(sandbox.run(&["undo", "--yes"]), @"
    --- stderr
    error: the last change was made in `[ROOT]/second/.tickets`; undo it there
      hint: look at it as it is now, then try again
    --- exit 4
    ");
    sandbox.run_in(&second, &["undo", "--yes"]).ok();
}

#[test]
fn a_dry_run_shows_what_would_come_back() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["undo", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -8,7 +8,7 @@
     
     status: open
     
    -priority: high
    +priority: medium
     
     assignee:
     
    --- stderr
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.project(), before);
}

/// A journal is a file in the private folder, but nobody trusts its paths.
#[test]
fn a_journal_that_leads_out_of_the_project_is_refused() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let undo = sandbox.read(".git/tickets/undo");
    sandbox.write("victim", "kept");
    sandbox.write(
        ".git/tickets/undo",
        undo.replace("tickets/00/TICKET-1-one.yaml", "../victim"),
    );

    let run = sandbox.run(&["undo", "--yes"]);
    assert_eq!(run.code, Some(6), "{run}");
    assert_eq!(sandbox.read("victim"), "kept");
}
