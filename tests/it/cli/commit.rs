//! `tickets commit`, and the commits that other commands make.

use std::fs;

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// The message and the files of the last commit.
fn last(sandbox: &Sandbox) -> String {
    sandbox.git(&["show", "--format=%an <%ae>%n%B", "--name-status"])
}

/// What a command printed, without the ids of commits.
fn shown(sandbox: &Sandbox, run: &Run) -> String {
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    run.to_string()
        .replace(head.trim(), "[HEAD]")
        .replace(&head[..10], "[HEAD]")
}

fn status(sandbox: &Sandbox) -> String {
    sandbox.git(&["status", "--porcelain"])
}

#[test]
fn only_the_tickets_are_committed_and_what_is_staged_stays_staged() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.write("a.txt", "a\n");
    sandbox.write("b.txt", "b\n");
    sandbox.commit_all("base");
    sandbox.write("a.txt", "staged\n");
    sandbox.write("new.txt", "staged\n");
    sandbox.git(&["add", "a.txt", "new.txt"]);
    sandbox.git(&["rm", "--quiet", "--cached", "b.txt"]);
    sandbox.write("a.txt", "staged\nand changed\n");
    sandbox.write("unknown.txt", "");
    sandbox.run(&["close", "1"]).ok();
    let staged = || sandbox.git(&["diff", "--cached", "--", ".", ":!.tickets"]);
    let unstaged = || sandbox.git(&["diff", "--", ".", ":!.tickets"]);
    let before = (staged(), unstaged());

    let run = sandbox.run(&["commit"]);
    assert_snapshot!(shown(&sandbox, &run), @"
    --- stderr
    Committed [HEAD] tickets: closed TICKET-1 One
    ");
    assert_snapshot!(last(&sandbox), @"
    Alice Doe <alice@example.com>
    tickets: closed TICKET-1 One


    M	.tickets/tickets/00/TICKET-1-one.yaml
    ");
    assert_eq!((staged(), unstaged()), before);
    assert_snapshot!(status(&sandbox), @"
    MM a.txt
    D  b.txt
    A  new.txt
    ?? b.txt
    ?? unknown.txt
    ");
    // What was staged is what git commits next.
    sandbox.git(&["commit", "--quiet", "-m", "mine"]);
    assert_snapshot!(last(&sandbox), @"
    Alice Doe <alice@example.com>
    mine


    M	a.txt
    D	b.txt
    A	new.txt
    ");
}

/// A ticket that was staged, and changed after, is committed as it is on disk.
#[test]
fn staged_tickets_are_committed_as_they_are_on_disk() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.run(&["update", "1", "--points", "1"]).ok();
    sandbox.git(&["add", "--all"]);
    sandbox.run(&["update", "1", "--points", "2"]).ok();

    sandbox.run(&["commit"]).ok();
    assert_eq!(status(&sandbox), "");
    let path = format!("HEAD:{}", sandbox.file_of("TICKET-1"));
    assert!(sandbox.git(&["show", &path]).contains("story_points: 2\n"));
}

/// Neither was asked for, nor do other people want them.
#[test]
fn what_editors_and_merge_tools_left_is_not_committed() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    let folder = ".tickets/tickets/00";
    let left = [
        "TICKET-1-one.yaml.orig",
        ".TICKET-1-one.yaml.swp",
        "TICKET-1-one.yaml~",
    ];
    for name in left.iter().chain(&[".DS_Store", "._TICKET-1-one.yaml"]) {
        sandbox.write(format!("{folder}/{name}"), "left");
    }
    assert_eq!(sandbox.run(&["commit"]).code, Some(7));

    sandbox.write(
        format!("{folder}/TICKET-1-one/artifacts/log.txt"),
        "evidence",
    );
    sandbox.run(&["commit"]).ok();
    assert_snapshot!(last(&sandbox), @"
    Alice Doe <alice@example.com>
    tickets: settings and other files


    A	.tickets/tickets/00/TICKET-1-one/artifacts/log.txt
    ");
}

#[test]
fn the_facts_make_the_message() {
    let sandbox = Sandbox::new();
    sandbox.run(&["commit"]).ok();
    let mut messages = String::new();
    let steps: [&[&[&str]]; 8] = [
        &[&["create", "One"]],
        &[&["create", "Two"], &["create", "Three"]],
        &[&["start", "1"]],
        &[&["comment", "1", "Text"]],
        &[
            &["update", "1", "--priority", "high", "--add-label", "x"],
            &["close", "2"],
        ],
        &[&["close", "1", "--reason", "fixed"]],
        &[&["delete", "3", "--yes"]],
        &[&["config", "set", "prefix", "TASK"]],
    ];
    for commands in steps {
        for args in commands {
            sandbox.run(args).ok();
        }
        sandbox.run(&["commit"]).ok();
        messages += &sandbox.git(&["log", "-1", "--format=%B%n---"]);
    }
    assert_snapshot!(messages, @"
    tickets: created TICKET-1 One

    ---
    tickets: 2 created

    - created TICKET-2 Two
    - created TICKET-3 Three

    ---
    tickets: moved TICKET-1 One

    ---
    tickets: commented TICKET-1 One

    ---
    tickets: 1 re-prioritised, 1 closed

    - re-prioritised TICKET-1 One
    - closed TICKET-2 Two

    ---
    tickets: closed TICKET-1 One

    ---
    tickets: deleted TICKET-3 Three

    ---
    tickets: settings and other files

    ---
    ");
    assert_eq!(status(&sandbox), "");
}

#[test]
fn a_message_may_be_given_or_piped() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox
        .run(&["commit", "-m", "Fixes TICKET-1\n\nAt length."])
        .ok();
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%B"]),
        "Fixes TICKET-1\n\nAt length.\n\n"
    );
    sandbox.run(&["close", "1"]).ok();
    sandbox
        .run_with_stdin("From a pipe: ü\n", &["commit", "-m", "-"])
        .ok();
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%B"]),
        "From a pipe: ü\n\n"
    );
    sandbox.run(&["reopen", "1"]).ok();
    assert_snapshot!(sandbox.run(&["commit", "-m", " \n"]), @"
    --- stderr
    error: cannot commit: the message is empty
    --- exit 1
    ");
}

#[test]
fn the_first_commit_of_a_repository_can_be_made() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.write("mine.txt", "");
    sandbox.git(&["add", "mine.txt"]);

    let run = sandbox.run(&["commit", "--format", "json"]);
    assert_snapshot!(shown(&sandbox, &run), @r#"{"id":"[HEAD]","message":"tickets: 1 created\n\n- created TICKET-1 One","paths":[".tickets/.gitattributes",".tickets/config.yaml",".tickets/tickets/00/TICKET-1-one.yaml"]}"#);
    assert_snapshot!(status(&sandbox), @"A  mine.txt");
    assert_eq!(sandbox.git(&["rev-list", "--count", "main"]), "1\n");
}

#[test]
fn a_detached_head_moves_along_and_no_branch() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    let main = sandbox.git(&["rev-parse", "main"]);
    sandbox.git(&["checkout", "--quiet", "--detach"]);
    sandbox.run(&["close", "1"]).ok();

    sandbox.run(&["commit"]).ok();
    assert_eq!(
        sandbox.git(&["rev-parse", "main", "HEAD~1"]),
        format!("{main}{main}")
    );
    assert_eq!(status(&sandbox), "");
}

#[test]
fn a_dry_run_shows_the_commit_and_makes_none() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.run(&["comment", "1", "Text"]).ok();
    let before = (status(&sandbox), sandbox.git(&["rev-parse", "HEAD"]));

    assert_snapshot!(sandbox.run(&["commit", "--dry-run"]), @"
    --- stderr
    Would commit: tickets: commented TICKET-1 One
      .tickets/tickets/00/TICKET-1-one/20261120T100002Z-comment-d91f.yaml
    dry run: nothing was changed
    ");
    assert_snapshot!(sandbox.run(&["commit", "--dry-run", "--format", "json"]), @r#"{"id":null,"message":"tickets: commented TICKET-1 One","paths":[".tickets/tickets/00/TICKET-1-one/20261120T100002Z-comment-d91f.yaml"]}"#);
    assert_eq!(
        (status(&sandbox), sandbox.git(&["rev-parse", "HEAD"])),
        before
    );
}

#[test]
fn without_a_change_there_is_nothing_to_commit() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.write("mine.txt", "");

    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    error: nothing changed in `.tickets/` since the last commit
    --- exit 7
    ");
    assert_snapshot!(sandbox.run(&["commit", "--dry-run"]), @"
    --- stderr
    error: nothing changed in `.tickets/` since the last commit
    --- exit 7
    ");
}

#[test]
fn what_only_git_can_do_is_left_to_it() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("base");
    sandbox.run(&["close", "1"]).ok();
    sandbox.git(&["config", "commit.gpgSign", "true"]);
    let before = (status(&sandbox), sandbox.git(&["rev-parse", "HEAD"]));

    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    error: cannot commit: commits are to be signed here, which only git can do
    --- exit 1
    ");
    assert_eq!(
        (status(&sandbox), sandbox.git(&["rev-parse", "HEAD"])),
        before
    );
    fs::remove_file(sandbox.root().join("home/.gitconfig")).unwrap();
    sandbox.git(&["config", "commit.gpgSign", "false"]);
    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    error: cannot commit: nobody is named as the author
    --- exit 1
    ");
}

/// Two priorities of one ticket, in the middle of a merge.
fn merging() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["update", "1", "--priority", "low"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    sandbox.commit_all("ours");
    let run = sandbox.try_git(".", &["merge", "--quiet", "theirs"]);
    assert_eq!(run.code, Some(1), "{run}");
    sandbox
}

/// A commit of some files would end the merge with the wrong parents.
#[test]
fn a_merge_has_to_be_finished_by_git() {
    let sandbox = merging();
    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    error: cannot commit: a merge is under way: finish the merge first
    --- exit 1
    ");
    sandbox.run(&["resolve", "--theirs"]).ok();
    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    error: cannot commit: a merge is under way: finish the merge first
    --- exit 1
    ");
    // What is known beforehand is said before anything is written.
    let before = sandbox.project();
    assert_snapshot!(sandbox.run(&["close", "2", "--commit"]), @"
    --- stderr
    error: cannot commit: what is under way here has to be finished first
    --- exit 1
    ");
    assert_eq!(sandbox.project(), before);
    // Without the wish for a commit, the ticket is changed.
    sandbox.run(&["config", "set", "auto_commit", "batch"]).ok();
    assert_snapshot!(sandbox.run(&["close", "2"]), @"
    --- stderr
    Closed TICKET-2 Two
    not committed: a merge is under way: finish the merge first
    ");
}

#[test]
fn a_command_commits_what_it_changed_where_that_is_asked_for() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.commit_all("base");
    // Of another command, and to be committed by somebody else.
    sandbox.run(&["start", "2"]).ok();
    sandbox.write("mine.txt", "");
    sandbox.git(&["add", "mine.txt"]);

    let run = sandbox.run(&["close", "1", "--comment", "Done", "--commit"]);
    assert_snapshot!(shown(&sandbox, &run), @"
    --- stderr
    Closed TICKET-1 One
    committed [HEAD] tickets: closed TICKET-1 One
    ");
    assert_snapshot!(last(&sandbox), @"
    Alice Doe <alice@example.com>
    tickets: closed TICKET-1 One


    M	.tickets/tickets/00/TICKET-1-one.yaml
    A	.tickets/tickets/00/TICKET-1-one/20261120T100004Z-comment-tr75.yaml
    ");
    assert_snapshot!(status(&sandbox), @"
     M .tickets/tickets/00/TICKET-2-two.yaml
    A  mine.txt
    ");
    let run = sandbox.run(&["reopen", "1", "--commit", "--format", "json"]);
    assert_eq!(run.json()["status"], "open");
    assert_eq!(run.stderr, "");
    assert_snapshot!(sandbox.run(&["close", "1", "--commit", "--dry-run"]), @"
    --- stderr
    error: the argument '--commit' cannot be used with '--dry-run'

    Usage: tickets close --commit <TICKET>...

    For more information, try '--help'.
    --- exit 2
    ");
}

#[test]
fn every_command_makes_one_commit_where_the_project_wants_that() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.run(&["config", "set", "auto_commit", "batch"]).ok();
    sandbox.commit_all("base");
    let commands: [&[&str]; 14] = [
        &["create", "Three"],
        &["update", "1", "2", "--priority", "high"],
        &["label", "add", "x", "1"],
        &["start", "1"],
        &["comment", "1", "Text"],
        &["depend", "2", "1"],
        &["undepend", "2", "1"],
        &["link", "1", "a.txt"],
        &["close", "1", "2"],
        &["reopen", "2"],
        &["archive", "1"],
        &["delete", "3", "--yes"],
        &["undo", "--yes"],
        &["config", "set", "durability", "fast"],
    ];
    for args in commands {
        let head = sandbox.git(&["rev-parse", "HEAD"]);
        sandbox.run(args).ok();
        assert_eq!(status(&sandbox), "", "{args:?}");
        assert_eq!(sandbox.git(&["rev-parse", "HEAD~1"]), head, "{args:?}");
    }
    assert_snapshot!(sandbox.git(&["log", "--reverse", "--format=%s", "HEAD~14..HEAD"]), @"
    tickets: created TICKET-3 Three
    tickets: 2 re-prioritised
    tickets: edited TICKET-1 One
    tickets: moved TICKET-1 One
    tickets: commented TICKET-1 One
    tickets: edited TICKET-2 Two
    tickets: edited TICKET-2 Two
    tickets: edited TICKET-1 One
    tickets: 2 closed
    tickets: reopened TICKET-2 Two
    tickets: archived TICKET-1 One
    tickets: deleted TICKET-3 Three
    tickets: created TICKET-3 Three
    tickets: settings and other files
    ");
    // Reading and failing commit nothing.
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    sandbox.run(&["list"]).ok();
    assert_eq!(sandbox.run(&["close", "1", "99"]).code, Some(3));
    assert_eq!(sandbox.run(&["close", "1"]).code, Some(7));
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), head);
}

/// The ticket is written either way; a commit that fails is an error only for whoever asked for it.
#[test]
fn a_commit_that_is_refused_does_not_take_the_change_back() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.commit_all("base");
    sandbox.git(&["config", "commit.gpgSign", "true"]);

    assert_snapshot!(sandbox.run(&["close", "1", "--commit"]), @"
    --- stderr
    error: the tickets have changed, but nothing was committed: commits are to be signed here, which only git can do
      hint: `tickets commit` or `git commit` commits them
    --- exit 1
    ");
    assert_eq!(sandbox.ticket("1")["status"], "closed");
    sandbox.run(&["config", "set", "auto_commit", "batch"]).ok();
    assert_snapshot!(sandbox.run(&["close", "2"]), @"
    --- stderr
    Closed TICKET-2 Two
    not committed: commits are to be signed here, which only git can do
    ");
    assert_eq!(sandbox.ticket("2")["status"], "closed");
}

#[test]
fn a_folder_without_version_control_has_no_commits() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init"]).ok();
    sandbox.run(&["create", "One"]).ok();
    let before = sandbox.project();

    assert_snapshot!(sandbox.run(&["commit"]), @"
    --- stderr
    error: `[ROOT]/repo` is under no version control
      hint: git, Mercurial or Jujutsu keep a history
    --- exit 2
    ");
    assert_snapshot!(sandbox.run(&["close", "1", "--commit"]), @"
    --- stderr
    error: `[ROOT]/repo` is under no version control
      hint: git, Mercurial or Jujutsu keep a history
    --- exit 2
    ");
    assert_eq!(sandbox.project(), before);
    sandbox.run(&["config", "set", "auto_commit", "batch"]).ok();
    assert_snapshot!(sandbox.run(&["close", "1"]), @"
    --- stderr
    Closed TICKET-1 One
    ");
}
