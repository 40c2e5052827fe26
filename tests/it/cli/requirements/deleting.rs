//! `tickets requirements delete`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn what_others_follow_from_is_deleted_with_them_or_not() {
    let sandbox = Sandbox::with_tickets(&["Write the parser"]);
    sandbox.run(&["req", "add", "1", "a"]).ok();
    sandbox.run(&["req", "add", "1", "b", "--parent", "1"]).ok();
    sandbox.run(&["req", "add", "1", "c", "--parent", "2"]).ok();

    assert_snapshot!(sandbox.run(&["req", "delete", "1", "--yes"]), @"
    --- stderr
    error: cannot delete `REQ-1`: `REQ-2` refers to it
      hint: `--recursive` also deletes what follows from it, `--unlink` removes those references
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["req", "delete", "3"]), @r"
    --- stderr
      REQ-3 c
    error: to delete 1 requirement needs a yes, and there is nobody to ask
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["req", "delete", "2", "1", "--recursive"]), @"
    --- stderr
      REQ-2 b
      REQ-3 c
      REQ-1 a
    error: to delete 3 requirements needs a yes, and there is nobody to ask
      hint: `--yes` says it, `--dry-run` shows the changes
    --- exit 2
    ");
    let rehearsed = sandbox.run(&["req", "delete", "1", "--recursive", "--dry-run"]);
    assert_snapshot!(rehearsed.stderr, @"
    Would delete REQ-1 a
    Would delete REQ-2 b
    Would delete REQ-3 c
    dry run: nothing was changed
    ");
    let rehearsed = sandbox.run(&[
        "req",
        "delete",
        "1",
        "--recursive",
        "--dry-run",
        "--format",
        "json",
    ]);
    let paths = rehearsed.json();
    let paths = paths.as_array().unwrap().iter();
    let paths: Vec<&str> = paths
        .map(|change| change["path"].as_str().unwrap())
        .collect();
    assert_snapshot!(paths.join("\n"), @"
    .tickets/requirements/00/REQ-1-a.yaml
    .tickets/requirements/00/REQ-2-b.yaml
    .tickets/requirements/00/REQ-3-c.yaml
    ");
    assert_snapshot!(sandbox.run(&["req", "delete", "1", "--yes", "--recursive"]), @r"
    --- stderr
    Deleted REQ-1 a
    Deleted REQ-2 b
    Deleted REQ-3 c
    ");
    assert_eq!(sandbox.keys(&["req", "list"]), [""; 0]);
}
