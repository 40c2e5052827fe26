//! `tickets hooks`

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;
use crate::sandbox::TICKETS;

const COMMIT_MSG: &str = ".git/hooks/commit-msg";

fn write_hook(sandbox: &Sandbox, path: &str, text: impl AsRef<[u8]>) {
    sandbox.write(path, text);
    fs::set_permissions(sandbox.repo().join(path), fs::Permissions::from_mode(0o755)).unwrap();
}

/// A hook, without the place of the program under test.
fn hook(sandbox: &Sandbox, path: &str) -> String {
    sandbox.read(path).replace(TICKETS, "[TICKETS]")
}

/// Commits nothing with a message, as git does it.
fn commit(sandbox: &Sandbox, message: &str) -> Run {
    sandbox.try_git(".", &["commit", "--quiet", "--allow-empty", "-m", message])
}

#[test]
fn without_hooks_both_are_made_and_taken_away_again() {
    let sandbox = Sandbox::with_tickets(&["One"]);

    assert_snapshot!(sandbox.run(&["hooks", "install", "--dry-run"]), @"");
    assert_eq!(sandbox.files_below(".git/hooks"), Vec::<String>::new());
    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"");
    assert_snapshot!(hook(&sandbox, COMMIT_MSG), @"");
    assert_snapshot!(hook(&sandbox, ".git/hooks/post-merge"), @"");
    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"");
    assert_snapshot!(sandbox.run(&["hooks", "remove", "--dry-run"]), @"");
    assert_snapshot!(sandbox.run(&["hooks", "remove", "--format", "json"]), @"");
    assert_eq!(sandbox.files_below(".git/hooks"), Vec::<String>::new());
    assert_snapshot!(sandbox.run(&["hooks", "remove"]), @"");
}

#[test]
fn a_hook_that_is_there_goes_on_working_and_comes_back_byte_for_byte() {
    let hooks = [
        "#!/bin/sh\necho mine >&2\nexit 0",
        "#!/usr/bin/env bash\nset -e\n\necho mine >&2\n",
        "#! /bin/sh -e\n# only a comment\necho mine >&2\n\n\n",
    ];
    for text in hooks {
        let sandbox = Sandbox::with_tickets(&["One"]);
        write_hook(&sandbox, COMMIT_MSG, text);

        sandbox.run(&["hooks", "install"]).ok();
        let both = sandbox.read(COMMIT_MSG);
        let shebang = text.lines().next().unwrap();
        assert!(
            both.starts_with(&format!("{shebang}\n# >>> tickets")),
            "{both}"
        );
        let run = commit(&sandbox, "Refs TICKET-1");
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), "mine\n"),
            "{text}"
        );
        // Ours comes first, so that a message that is refused runs nothing else.
        let run = commit(&sandbox, "Fixes TICKET-99");
        assert_eq!(run.code, Some(1), "{text}");
        sandbox.run(&["hooks", "remove"]).ok();
        assert_eq!(sandbox.read(COMMIT_MSG), text);
        let mode = fs::metadata(sandbox.repo().join(COMMIT_MSG)).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o755);
    }
}

#[test]
fn a_hook_that_cannot_be_added_to_is_left_alone_with_all_others() {
    let cases: [(&str, &[u8], u32); 4] = [
        ("python", b"#!/usr/bin/env python3\nprint('mine')\n", 0o755),
        ("no shebang", b"echo mine\n", 0o755),
        ("not UTF-8", b"#!/bin/sh\necho \xe4\n", 0o755),
        ("not executable", b"#!/bin/sh\necho mine\n", 0o644),
    ];
    let mut said = String::new();
    for (name, bytes, mode) in cases {
        let sandbox = Sandbox::with_tickets(&["One"]);
        let path = sandbox.repo().join(".git/hooks/post-merge");
        sandbox.write(".git/hooks/post-merge", bytes);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();

        let run = sandbox.run(&["hooks", "install"]);
        said += &format!("# {name}\n{run}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(sandbox.files_below(".git/hooks").len(), 1, "{name}");
    }
    assert_snapshot!(said, @"");
}

#[test]
fn hooks_in_the_tree_are_the_projects_and_others_are_not_ours() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.git(&["config", "core.hooksPath", ".githooks"]);
    sandbox.run(&["hooks", "install"]).ok();
    assert_eq!(
        sandbox.files_below(".githooks"),
        [".githooks/commit-msg", ".githooks/post-merge"]
    );
    assert_eq!(commit(&sandbox, "Fixes TICKET-99").code, Some(1));
    sandbox.run(&["hooks", "remove"]).ok();

    let elsewhere = sandbox.root().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    sandbox.git(&["config", "core.hooksPath", &elsewhere.display().to_string()]);
    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn all_worktrees_of_a_clone_have_its_hooks() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    let second = sandbox.worktree("second");
    sandbox.run_in(&second, &["hooks", "install"]).ok();

    let run = sandbox.try_git(
        &second,
        &["commit", "--allow-empty", "-m", "Fixes TICKET-99"],
    );
    assert_eq!(run.code, Some(1), "{run}");
    assert_eq!(commit(&sandbox, "Fixes TICKET-99").code, Some(1));
}

#[test]
fn a_message_must_not_close_or_refer_to_a_ticket_that_nobody_has() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "other"]);
    sandbox.run(&["create", "Two"]).ok();
    sandbox.commit_all("created on another branch");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["hooks", "install"]).ok();

    let accepted = [
        "No ticket at all",
        "Fixes TICKET-1",
        "refs ticket-1, closes TICKET-2",
        "Speaks of TICKET-99 in passing",
        "Fixes OTHER-99 of another tracker",
        "Subject\n\n# Fixes TICKET-99, says a comment",
        "Subject\n\n# ------------------------ >8 ------------------------\nFixes TICKET-99",
    ];
    for message in accepted {
        let run = commit(&sandbox, message);
        assert_eq!(run.code, Some(0), "{message}: {run}");
    }
    assert_snapshot!(commit(&sandbox, "Fixes TICKET-99"), @"");
    assert_snapshot!(commit(&sandbox, "Work\n\nRefs TICKET-98 and TICKET-1, closes TICKET-99"), @"");
}

/// A folder of the repository that has no tickets, or a branch from before them.
#[test]
fn where_there_is_no_project_the_hooks_let_everything_pass() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["hooks", "install"]).ok();
    fs::remove_dir_all(sandbox.repo().join(".tickets")).unwrap();

    assert_eq!(commit(&sandbox, "Fixes TICKET-99").to_string(), "");
}

#[test]
fn without_the_program_the_hooks_do_nothing() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["hooks", "install"]).ok();
    for path in [COMMIT_MSG, ".git/hooks/post-merge"] {
        let text = sandbox.read(path).replace(TICKETS, "/nowhere/tickets");
        write_hook(&sandbox, path, text);
    }

    assert_eq!(commit(&sandbox, "Fixes TICKET-99").to_string(), "");
    sandbox.git(&["checkout", "--quiet", "-b", "other"]);
    sandbox.git(&["commit", "--quiet", "--allow-empty", "-m", "other"]);
    sandbox.git(&["checkout", "--quiet", "main"]);
    assert_eq!(
        sandbox
            .try_git(".", &["merge", "--quiet", "other"])
            .to_string(),
        ""
    );
}

#[test]
fn after_a_merge_what_it_lost_is_brought_back_and_double_keys_are_named() {
    let sandbox = Sandbox::new();
    sandbox.run(&["hooks", "install"]).ok();
    sandbox.run(&["create", "Old"]).ok();
    sandbox.commit_all("base");
    let other = sandbox.root().join("other");
    sandbox.git(&["clone", "--quiet", ".", &other.display().to_string()]);
    create(&sandbox, Path::new("."), "Here");
    create(&sandbox, &other, "There");
    sandbox.git(&[
        "fetch",
        "--quiet",
        &other.display().to_string(),
        "main:theirs",
    ]);

    let run = sandbox.try_git(".", &["merge", "--quiet", "--no-edit", "theirs"]);
    assert_snapshot!(run, @"");
}

fn create(sandbox: &Sandbox, clone: &Path, title: &str) {
    sandbox.run_in(clone, &["create", title]).ok();
    sandbox.git_in(clone, &["add", "--all"]);
    sandbox.git_in(clone, &["commit", "--quiet", "-m", title]);
}

#[test]
fn a_folder_without_version_control_has_no_hooks() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init"]).ok();

    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"");
    assert_snapshot!(sandbox.run(&["hooks", "remove"]), @"");
}
