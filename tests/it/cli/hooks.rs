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

    // No file of the project changes.
    assert_eq!(sandbox.run(&["hooks", "install", "--commit"]).code, Some(2));
    assert_snapshot!(sandbox.run(&["hooks", "install", "--dry-run"]), @"
    --- stderr
    Would install commit-msg in [ROOT]/repo/.git/hooks/commit-msg
    Would install post-merge in [ROOT]/repo/.git/hooks/post-merge
    dry run: nothing was changed
    ");
    assert_eq!(sandbox.files_below(".git/hooks"), Vec::<String>::new());
    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"
    --- stderr
    Installed commit-msg in [ROOT]/repo/.git/hooks/commit-msg
    Installed post-merge in [ROOT]/repo/.git/hooks/post-merge
    ");
    assert_snapshot!(hook(&sandbox, COMMIT_MSG), @r#"
    #!/bin/sh
    # >>> tickets: `tickets hooks remove` takes this part out >>>
    if command -v '[TICKETS]' >/dev/null 2>&1; then '[TICKETS]' hooks run commit-msg "$1" || exit $?; fi
    # <<< tickets <<<
    "#);
    assert_snapshot!(hook(&sandbox, ".git/hooks/post-merge"), @"
    #!/bin/sh
    # >>> tickets: `tickets hooks remove` takes this part out >>>
    if command -v '[TICKETS]' >/dev/null 2>&1; then '[TICKETS]' hooks run post-merge || :; fi
    # <<< tickets <<<
    ");
    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"
    --- stderr
    error: the hooks are installed already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["hooks", "remove", "--dry-run"]), @"
    --- stderr
    Would remove commit-msg in [ROOT]/repo/.git/hooks/commit-msg
    Would remove post-merge in [ROOT]/repo/.git/hooks/post-merge
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["hooks", "remove", "--format", "json"]), @r#"{"hooks":["commit-msg","post-merge"]}"#);
    assert_eq!(sandbox.files_below(".git/hooks"), Vec::<String>::new());
    assert_snapshot!(sandbox.run(&["hooks", "remove"]), @"
    --- stderr
    error: no hook of `tickets` is installed
    --- exit 7
    ");
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
    assert_snapshot!(said, @"
    # python
    --- stderr
    error: `[ROOT]/repo/.git/hooks/post-merge` is no shell script
      hint: call `tickets hooks run post-merge` from it
    --- exit 2
    # no shebang
    --- stderr
    error: `[ROOT]/repo/.git/hooks/post-merge` is no shell script
      hint: call `tickets hooks run post-merge` from it
    --- exit 2
    # not UTF-8
    --- stderr
    error: `[ROOT]/repo/.git/hooks/post-merge` is not UTF-8
      hint: call `tickets hooks run post-merge` from it
    --- exit 2
    # not executable
    --- stderr
    error: `[ROOT]/repo/.git/hooks/post-merge` is not executable, so git does not run it
      hint: make it executable, or move it away
    --- exit 2
    ");
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
    assert_snapshot!(sandbox.run(&["hooks", "install"]), @r#"
    --- stderr
    error: the hooks of this clone are in `[ROOT]/elsewhere`, which other repositories may use too
      hint: call `tickets hooks run commit-msg "$1"` from there
    --- exit 2
    "#);
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
    assert_snapshot!(commit(&sandbox, "Fixes TICKET-99"), @"
    --- stderr
    error: the message closes `TICKET-99`, which no branch of this clone has
      hint: `tickets list --all` shows what there is
    --- exit 1
    ");
    assert_snapshot!(commit(&sandbox, "Work\n\nRefs TICKET-98 and TICKET-1, closes TICKET-99"), @"
    --- stderr
    error: the message refers to `TICKET-98`, `TICKET-99`, which no branch of this clone has
      hint: `tickets list --all` shows what there is
    --- exit 1
    ");
}

#[test]
fn a_message_may_name_records_of_every_kind_that_somebody_has() {
    let sandbox = Sandbox::new();
    sandbox.run(&["epic", "create", "Payments"]).ok();
    sandbox.run(&["backlog", "add", "Pay by card"]).ok();
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "other"]);
    sandbox
        .run(&["requirements", "add", "EPIC-1", "It is safe"])
        .ok();
    sandbox.commit_all("created on another branch");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["hooks", "install"]).ok();

    for message in ["Fixes EPIC-1", "Refs REQ-1, item-1", "See SPRINT-less"] {
        let run = commit(&sandbox, message);
        assert_eq!(run.code, Some(0), "{message}: {run}");
    }
    assert_snapshot!(commit(&sandbox, "Fixes EPIC-2"), @"
    --- stderr
    error: the message closes `EPIC-2`, which no branch of this clone has
      hint: `tickets epic list --all` shows what there is
    --- exit 1
    ");
    assert_snapshot!(commit(&sandbox, "Refs the requirement REQ-7"), @"
    --- stderr
    error: the message refers to `REQ-7`, which no branch of this clone has
      hint: `tickets requirements list` shows what there is
    --- exit 1
    ");
}

#[test]
fn after_a_merge_double_keys_of_every_kind_are_named() {
    let sandbox = Sandbox::new();
    sandbox.commit_all("base");
    let twin = |title: &str| {
        format!("id: ITEM-1\ntitle: {title}\ntype: story\nstatus: new\npriority: medium\n")
    };
    sandbox.write(".tickets/backlog/00/ITEM-1-one.yaml", twin("One"));
    sandbox.write(".tickets/backlog/00/ITEM-1-two.yaml", twin("Two"));

    assert_snapshot!(sandbox.run(&["hooks", "run", "post-merge"]), @"
    --- stderr
    warning: `.tickets/backlog/00/ITEM-1-two.yaml`: has the key `ITEM-1`, as `.tickets/backlog/00/ITEM-1-one.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    ");
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
fn after_a_merge_double_keys_are_named() {
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
    assert_snapshot!(run, @"
    --- stderr
    warning: `.tickets/tickets/00/TICKET-2-there.yaml`: has the key `TICKET-2`, as `.tickets/tickets/00/TICKET-2-here.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    ");
}

#[test]
fn after_a_merge_what_it_lost_is_brought_back() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["comment", "1", "Still needed"]).ok();
    sandbox.commit_all("commented");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["delete", "1", "--yes"]).ok();
    sandbox.commit_all("deleted");
    sandbox.run(&["hooks", "install"]).ok();

    let run = sandbox.try_git(".", &["merge", "--quiet", "--no-edit", "theirs"]);
    assert_snapshot!(run, @"
    --- stderr
    Restored TICKET-1 One: one side deleted it and the other changed it
    ");
    assert_eq!(sandbox.ticket("1")["comments"][0]["text"], "Still needed");
}

#[test]
fn after_a_merge_a_lost_record_of_any_kind_is_brought_back() {
    let sandbox = Sandbox::new();
    sandbox.run(&["epic", "create", "One"]).ok();
    sandbox.run(&["backlog", "add", "Two"]).ok();
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    let entry = "id: a1b2\nkind: note\nat: 2026-11-20T10:11:12Z\ntext: Still needed\n";
    for folder in ["epics/EPIC-1-one", "backlog/00/ITEM-1-two"] {
        let path = format!(".tickets/{folder}/20261120T101112Z-note-a1b2.yaml");
        sandbox.write(path, entry);
    }
    sandbox.commit_all("noted");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["epic", "delete", "EPIC-1", "--yes"]).ok();
    sandbox.run(&["backlog", "delete", "ITEM-1", "--yes"]).ok();
    sandbox.commit_all("deleted");
    sandbox.run(&["hooks", "install"]).ok();

    let run = sandbox.try_git(".", &["merge", "--quiet", "--no-edit", "theirs"]);
    assert_snapshot!(run, @"
    --- stderr
    Restored ITEM-1 Two: one side deleted it and the other changed it
    Restored EPIC-1 One: one side deleted it and the other changed it
    ");
    sandbox.run(&["doctor"]).ok();
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

    assert_snapshot!(sandbox.run(&["hooks", "install"]), @"
    --- stderr
    error: there is no version control here, and so no hooks
      hint: `tickets resolve` and `tickets doctor` do by hand what they would
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["hooks", "remove"]), @"
    --- stderr
    error: there is no version control here, and so no hooks
      hint: `tickets resolve` and `tickets doctor` do by hand what they would
    --- exit 2
    ");
}
