//! Where the program is started from.

use std::fs;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

#[test]
fn a_subfolder_belongs_to_the_project() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    fs::create_dir_all(sandbox.repo().join("src/deep")).unwrap();

    assert_eq!(
        sandbox.run_in("src/deep", &["create", "Two"]).ok().stdout,
        "TICKET-2\n"
    );
    assert_eq!(
        sandbox
            .run_in("src/deep", &["list", "--format", "simple"])
            .ok()
            .stdout,
        "TICKET-1\nTICKET-2\n"
    );
    assert_eq!(
        sandbox
            .run_in("/", &["-C", &sandbox.repo().display().to_string(), "count"])
            .ok()
            .stdout,
        "2\n"
    );
    assert_eq!(sandbox.files_below("src"), Vec::<String>::new());
}

#[test]
fn outside_of_any_project_there_is_a_hint() {
    let sandbox = Sandbox::repository();

    assert_snapshot!(sandbox.run(&["list"]), @"
    --- stderr
    error: no tickets in `[ROOT]/repo` or above
      hint: `tickets init` makes a project here
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["create", "x"]), @"
    --- stderr
    error: no tickets in `[ROOT]/repo` or above
      hint: `tickets init` makes a project here
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["list", "-C", "nowhere"]), @"
    --- stderr
    error: `[ROOT]/repo/nowhere` is not a folder
    --- exit 2
    ");
    assert_snapshot!(Sandbox::plain().run(&["list", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"not-found","message":"no tickets in `[ROOT]/repo` or above","hint":"`tickets init` makes a project here","details":null}}
    --- exit 3
    "#);
}

#[test]
fn a_linked_worktree_has_its_own_files_and_the_clones_count() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("begin");
    let second = sandbox.worktree("second");

    assert_eq!(
        sandbox.run_in(&second, &["create", "Two"]).ok().stdout,
        "TICKET-2\n"
    );
    assert_eq!(sandbox.keys(&["list"]), ["TICKET-1"]);
    assert_eq!(sandbox.run_in(&second, &["count"]).ok().stdout, "2\n");
    assert_eq!(sandbox.ticket("1")["branch"], "main");
    let two = sandbox
        .run_in(&second, &["show", "2", "--format", "json"])
        .json();
    assert_eq!(two["branch"], "second");
}

#[test]
fn git_dir_and_work_tree_are_obeyed() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let mut command = sandbox.command(&["list", "--format", "simple"]);
    command
        .current_dir("/")
        .env("GIT_DIR", sandbox.repo().join(".git"))
        .env("GIT_WORK_TREE", sandbox.repo());

    assert_snapshot!(sandbox.finish(command), @"TICKET-1");
}

#[test]
fn a_submodule_is_a_project_of_its_own() {
    let inner = Sandbox::with_tickets(&["Inner"]);
    inner.commit_all("inner");
    let outer = Sandbox::with_tickets(&["Outer"]);
    let url = inner.repo().display().to_string();
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &url,
        "sub",
    ]);

    outer.run_in("sub", &["create", "Second of inner"]).ok();
    assert_eq!(
        outer
            .run_in("sub", &["list", "--format", "simple"])
            .ok()
            .stdout,
        "TICKET-1\nTICKET-2\n"
    );
    assert_eq!(outer.keys(&["list"]), ["TICKET-1"]);
}

#[test]
fn a_bare_repository_is_told_apart() {
    let sandbox = Sandbox::plain();
    sandbox.git(&["init", "--quiet", "--bare"]);

    assert_snapshot!(sandbox.run(&["list"]), @"
    --- stderr
    error: the git repository `[ROOT]/repo` has no working tree here
      hint: reading commands take `--rev`
    --- exit 6
    ");
    assert_snapshot!(sandbox.run(&["init"]), @"
    --- stderr
    error: the git repository `[ROOT]/repo` has no working tree here
      hint: reading commands take `--rev`
    --- exit 6
    ");
}

#[test]
fn a_repository_without_a_commit_or_with_a_detached_head_works() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("begin");
    sandbox.git(&["checkout", "--quiet", "--detach"]);

    sandbox.run(&["create", "Two"]).ok();
    assert!(sandbox.ticket("2")["branch"].is_null());
}

#[test]
fn a_folder_with_blanks_and_other_letters_in_its_name_works() {
    let sandbox = Sandbox::plain();
    let folder = sandbox.root().join("a b 日本 'q' \"d\" $x");
    fs::create_dir(&folder).unwrap();
    sandbox.git_in(&folder, &["init", "--quiet"]);
    sandbox.run_in(&folder, &["init"]).ok();
    sandbox.run_in(&folder, &["create", "One"]).ok();

    assert_eq!(
        sandbox
            .run_in(&folder, &["list", "--format", "simple"])
            .ok()
            .stdout,
        "TICKET-1\n"
    );
    sandbox.run_in(&folder, &["doctor"]).ok();
}

/// Where a file stands in the way of a folder, nothing is half done.
#[test]
fn a_write_that_fails_half_way_changes_nothing() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.write(
        ".tickets/tickets/00/TICKET-2-two",
        "a file where the comments' folder should be",
    );
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["close", "1", "2", "--comment", "Text"]), @"
    --- stderr
    error: cannot read `[ROOT]/repo/.tickets/tickets/00/TICKET-2-two/20261120T100003Z-comment-s1yj.yaml`
      because: Not a directory (os error 20)
    --- exit 6
    ");
    assert_eq!(sandbox.project(), before);
    let _ = sandbox.run(&["list"]);
    assert_eq!(sandbox.project(), before);
}

#[test]
fn who_one_is_comes_from_git_or_is_unknown() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    assert_eq!(
        sandbox.ticket("1")["created_by"],
        "Alice Doe <alice@example.com>"
    );
    sandbox.git(&["config", "user.name", "Local"]);
    sandbox.run(&["create", "Two"]).ok();
    assert_eq!(
        sandbox.ticket("2")["created_by"],
        "Local <alice@example.com>"
    );
    sandbox
        .run_with(("TICKETS_USER_NAME", "agent-7"), &["create", "Three"])
        .ok();
    assert_eq!(sandbox.ticket("3")["created_by"], "agent-7");

    let nobody = Sandbox::new();
    fs::remove_file(nobody.root().join("home/.gitconfig")).unwrap();
    nobody.run(&["create", "One"]).ok();
    assert!(nobody.ticket("1")["created_by"].is_null());
    assert_snapshot!(nobody.run(&["list", "--assignee", "me"]), @"
    --- stderr
    0 tickets
    ");
    assert_snapshot!(nobody.run(&["update", "1", "--assignee", "me"]), @"
    --- stderr
    error: it is not known who you are
      hint: set `user.name` in version control, or TICKETS_USER_NAME
    --- exit 2
    ");
}
