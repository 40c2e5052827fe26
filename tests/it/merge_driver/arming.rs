//! Where the driver is registered, and who does it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;
use crate::sandbox::TICKETS;

/// What a command printed, without the place of the program under test.
fn shown(run: &Run) -> String {
    run.to_string().replace(TICKETS, "[TICKETS]")
}

fn config(sandbox: &Sandbox) -> String {
    sandbox.read(".git/config").replace(TICKETS, "[TICKETS]")
}

/// A clone of a project, fresh and unarmed.
fn fresh(sandbox: &Sandbox, name: &str) -> PathBuf {
    let path = sandbox.root().join(name);
    let shown = path.display().to_string();
    sandbox.git(&["clone", "--quiet", ".", &shown]);
    path
}

fn is_armed(sandbox: &Sandbox, clone: &Path) -> bool {
    let run = sandbox.run_in(clone, &["vcs", "status", "--format", "json"]);
    run.json()["is_armed"].as_bool().unwrap()
}

#[test]
fn status_proves_by_a_merge_that_the_clone_is_armed() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["vcs", "status"]), @"
    system      git
    driver      registered in this clone
    attributes  of `.tickets/` name it
    trial       a merge of two labels in a scratch repository is clean
    ");
    assert_snapshot!(sandbox.run(&["vcs", "status", "--format", "json"]), @r#"{"system":"git","is_armed":true,"registration":"complete","detail":null,"has_attributes":true,"proof":"armed","reason":null}"#);
    // Nothing is left of the trial.
    let left = sandbox.files_below(".git/tickets");
    assert!(
        !left.iter().any(|path| path.contains("scratch")),
        "{left:?}"
    );
}

#[test]
fn setup_and_remove_say_what_they_changed_and_can_be_repeated() {
    let sandbox = Sandbox::new();

    assert_snapshot!(sandbox.run(&["vcs", "setup"]), @"
    --- stderr
    error: the merge driver is registered already
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["vcs", "remove", "--dry-run"]), @"
    --- stderr
    Would take the registration back
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["vcs", "remove"]), @"
    --- stderr
    Changed [ROOT]/repo/.git/config
    Changed [ROOT]/repo/.git/info/attributes
    ");
    assert_snapshot!(sandbox.run(&["vcs", "remove"]), @"
    --- stderr
    error: no merge driver is registered in this clone
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["vcs", "remove", "--dry-run"]), @"
    --- stderr
    No merge driver is registered in this clone
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["vcs", "status"]), @"
    system      git
    driver      not registered; missing: `merge.tickets.driver` in `[ROOT]/repo/.git/config`, `merge=tickets` in `[ROOT]/repo/.git/info/attributes`
    attributes  of `.tickets/` name it
    trial       no driver is registered
    --- stderr
    `tickets vcs setup` registers the driver
    --- exit 1
    ");
    assert_snapshot!(sandbox.run(&["vcs", "setup", "--dry-run"]), @"
    --- stderr
    Would register `merge.tickets.driver` in `[ROOT]/repo/.git/config`
    Would register `merge=tickets` in `[ROOT]/repo/.git/info/attributes`
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["vcs", "setup", "--format", "json"]), @r#"{"changed":["[ROOT]/repo/.git/config","[ROOT]/repo/.git/info/attributes"]}"#);
    assert_eq!(sandbox.run(&["vcs", "status"]).code, Some(0));
    assert_snapshot!(config(&sandbox), @r#"
    [core]
    	repositoryformatversion = 0
    	filemode = true
    	bare = false
    	logallrefupdates = true
    [merge "tickets"]
    	name = merge tickets by what they mean
    	driver = "[TICKETS] merge-file --path %P --marker-size %L --label-ours %X --label-theirs %Y -- %O %A %B; s=$?; test $s -ne 1 || grep -q '^<<<<<<<' %A || s=2; test $s -lt 2 || { git merge-file --marker-size %L -L %X -L %S -L %Y %A %O %B; s=$?; }; exit $s"
    "#);
    assert_snapshot!(sandbox.read(".git/info/attributes"), @"/.tickets/**/*.yaml merge=tickets");
    assert_snapshot!(sandbox.read(".tickets/.gitattributes"), @"
    # Records are merged by what they mean; `tickets vcs setup` arms a clone.
    *.yaml merge=tickets
    ");
}

/// A project from before the driver gets its attributes by `tickets vcs setup`, and keeps what is in them.
#[test]
fn setup_adds_the_attributes_of_the_project() {
    let sandbox = Sandbox::new();
    sandbox.write(".tickets/.gitattributes", "*.yaml text");
    sandbox.write(".git/info/attributes", "*.png binary");
    sandbox.run(&["vcs", "remove"]).code.unwrap();

    assert_snapshot!(sandbox.run(&["vcs", "setup"]), @"
    --- stderr
    Changed [ROOT]/repo/.git/config
    Changed [ROOT]/repo/.git/info/attributes
    Changed .tickets/.gitattributes
    ");
    assert_snapshot!(sandbox.read(".tickets/.gitattributes"), @"
    *.yaml text
    *.yaml merge=tickets
    ");
    assert_snapshot!(sandbox.read(".git/info/attributes"), @"
    *.png binary
    /.tickets/**/*.yaml merge=tickets
    ");
    sandbox.run(&["vcs", "remove"]).ok();
    assert_snapshot!(sandbox.read(".git/info/attributes"), @"*.png binary");
}

#[test]
fn after_a_removal_no_write_arms_again() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["vcs", "remove"]).ok();
    let before = sandbox.read(".git/config");

    assert_snapshot!(sandbox.run(&["close", "1"]), @"
    --- stderr
    Closed TICKET-1 One
    ");
    assert_eq!(sandbox.read(".git/config"), before);
}

#[test]
fn the_first_write_in_a_fresh_clone_arms_it_and_says_so_once() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    let clone = fresh(&sandbox, "clone");

    assert!(!is_armed(&sandbox, &clone));
    // Reading and rehearsing change nothing.
    sandbox.run_in(&clone, &["list"]).ok();
    sandbox.run_in(&clone, &["close", "1", "--dry-run"]).ok();
    assert!(!is_armed(&sandbox, &clone));
    assert_snapshot!(sandbox.run_in(&clone, &["start", "1"]), @"
    --- stderr
    Started TICKET-1 One
    git now merges tickets by their fields: `.git/config`
    ");
    assert!(is_armed(&sandbox, &clone));
    assert_snapshot!(sandbox.run_in(&clone, &["close", "1"]), @"
    --- stderr
    Closed TICKET-1 One
    ");
    // Programs are not told in the middle of their answer.
    let third = fresh(&sandbox, "third");
    let run = sandbox.run_in(&third, &["close", "1", "--format", "json"]);
    assert_eq!(run.json()["id"], "TICKET-1");
    assert_eq!(run.stderr, "");
}

#[test]
fn a_project_that_wants_no_driver_is_left_alone() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["config", "set", "merge_driver", "off"]).ok();
    sandbox.commit_all("base");
    let clone = fresh(&sandbox, "clone");

    assert_snapshot!(sandbox.run_in(&clone, &["close", "1"]), @"
    --- stderr
    Closed TICKET-1 One
    ");
    assert!(!is_armed(&sandbox, &clone));
}

#[test]
fn a_linked_worktree_has_the_driver_of_its_clone() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["vcs", "remove"]).ok();
    sandbox.commit_all("base");
    let second = sandbox.worktree("second");
    sandbox.run_in(&second, &["vcs", "setup"]).ok();

    assert!(is_armed(&sandbox, &second));
    assert!(is_armed(&sandbox, sandbox.repo()));
    sandbox.run_in(&second, &["label", "add", "b", "1"]).ok();
    sandbox.git_in(&second, &["commit", "--quiet", "--all", "-m", "theirs"]);
    sandbox.run(&["label", "add", "a", "1"]).ok();
    sandbox.commit_all("ours");
    sandbox.git_in(&second, &["merge", "--quiet", "--no-edit", "main"]);
    let ticket = sandbox
        .run_in(&second, &["show", "1", "--format", "json"])
        .json();
    assert_eq!(ticket["labels"], serde_json::json!(["a", "b"]));
}

#[test]
fn what_else_is_in_the_configuration_stays_byte_for_byte() {
    let base = "# Ours, see the wiki.\n[core]\n\trepositoryformatversion = 0 ; old\n\tbare = false\n\
                [include]\n\tpath = other\n\n\n[remote \"origin\"]\n    url = \"a b\"\n\
                [alias]\n\tx = \"!f() { \\\n\t\techo 1; \\\n\t}; f\"\n";
    let tails = ["", "# the end", "# the end\n\n", "[gc]\n\tauto = 0"];
    for tail in tails {
        for text in [
            format!("{base}{tail}"),
            format!("{base}{tail}").replace('\n', "\r\n"),
        ] {
            let sandbox = Sandbox::with_tickets(&["One"]);
            sandbox.run(&["vcs", "remove"]).ok();
            sandbox.write(".git/other", "[user]\n\tname = Included\n");
            sandbox.write(".git/config", &text);

            sandbox.run(&["vcs", "setup"]).ok();
            let armed = sandbox.read(".git/config");
            assert!(armed.starts_with(&text), "{armed:?}");
            assert_eq!(sandbox.git(&["config", "user.name"]), "Included\n");
            let command = sandbox.git(&["config", "merge.tickets.driver"]);
            assert!(command.starts_with(TICKETS), "{command}");
            sandbox.run(&["vcs", "remove"]).ok();
            let after = sandbox.read(".git/config");
            assert_eq!(after.trim_end(), text.trim_end());
        }
    }
}

/// The driver's lines may stand between others, with comments around.
#[test]
fn a_removal_leaves_the_neighbours_and_their_comments() {
    let sandbox = Sandbox::new();
    let armed = sandbox.read(".git/config");
    let after = "# about colours\n[color]\n\tui = never\n";
    sandbox.write(".git/config", format!("{armed}{after}"));

    sandbox.run(&["vcs", "remove"]).ok();
    assert_snapshot!(sandbox.read(".git/config"), @"
    [core]
    	repositoryformatversion = 0
    	filemode = true
    	bare = false
    	logallrefupdates = true
    # about colours
    [color]
    	ui = never
    ");
}

#[test]
fn another_git_at_work_on_the_configuration_is_not_disturbed() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.run(&["vcs", "remove"]).ok();
    sandbox.write(".git/config.lock", "");
    let before = sandbox.read(".git/config");

    assert_snapshot!(sandbox.run(&["vcs", "setup"]), @"
    --- stderr
    error: cannot register the merge driver: another git process holds `[ROOT]/repo/.git/config.lock`
    --- exit 1
    ");
    assert_eq!(sandbox.read(".git/config"), before);
    assert_eq!(sandbox.read(".git/config.lock"), "");
}

/// The write is what was asked for; the driver can wait for the next one.
#[test]
fn a_clone_that_cannot_be_armed_is_written_to() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    let clone = fresh(&sandbox, "clone");
    fs::write(clone.join(".git/config.lock"), "").unwrap();

    assert_snapshot!(sandbox.run_in(&clone, &["start", "1"]), @"
    --- stderr
    Started TICKET-1 One
    ");
    fs::remove_file(clone.join(".git/config.lock")).unwrap();
    assert_snapshot!(sandbox.run_in(&clone, &["close", "1"]), @"
    --- stderr
    Closed TICKET-1 One
    git now merges tickets by their fields: `.git/config`
    ");
}

#[test]
fn a_plain_folder_needs_no_driver() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init"]).ok();

    assert_snapshot!(shown(&sandbox.run(&["vcs", "status"])), @"
    system      none
    driver      there is no version control here
    ");
    assert_snapshot!(sandbox.run(&["vcs", "setup"]), @"
    --- stderr
    error: there is no version control here
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["vcs", "remove"]), @"
    --- stderr
    error: no merge driver is registered in this clone
    --- exit 7
    ");
}
