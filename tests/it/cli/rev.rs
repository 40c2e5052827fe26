//! `--rev`: the tickets as they are at a revision.

use std::fs;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A ticket that is closed after the tag `v1`, one that is deleted then, and one that comes then.
fn with_past() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Drop old API"]);
    sandbox.run(&["comment", "1", "Seen on Tuesday."]).ok();
    sandbox.run(&["label", "add", "auth", "1"]).ok();
    sandbox.run(&["depend", "2", "1"]).ok();
    sandbox.commit_all("plan");
    sandbox.git(&["tag", "-a", "-m", "first", "v1"]);
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["comment", "1", "Gone on Friday."]).ok();
    sandbox.run(&["delete", "2", "--yes"]).ok();
    sandbox.run(&["create", "Write notes"]).ok();
    sandbox.run(&["label", "remove", "auth", "1"]).ok();
    sandbox.run(&["config", "set", "prefix", "JOB"]).ok();
    sandbox.commit_all("work");
    sandbox
}

fn simple<'a>(args: &[&'a str]) -> Vec<&'a str> {
    args.iter().copied().chain(["--format", "simple"]).collect()
}

#[test]
fn a_revision_is_a_branch_a_tag_a_commit_or_a_way_to_one() {
    let sandbox = with_past();
    sandbox.git(&["branch", "old", "v1"]);
    let id = sandbox.git(&["rev-parse", "v1^{commit}"]);
    let id = id.trim();

    for revision in [
        "v1",
        "old",
        "refs/heads/old",
        "HEAD~1",
        "main^",
        id,
        &id[..10],
    ] {
        let keys = sandbox.keys(&["list", "--rev", revision]);
        assert_eq!(keys, ["TICKET-1", "TICKET-2"], "{revision}");
    }
    for revision in ["HEAD", "main", "@"] {
        let keys = sandbox.keys(&["list", "--all", "--rev", revision]);
        assert_eq!(keys, ["TICKET-1", "TICKET-3"], "{revision}");
    }
}

#[test]
fn every_reading_command_answers_as_in_a_working_tree_of_that_revision() {
    let sandbox = with_past();
    let then = sandbox.root().join("then");
    let shown = then.display().to_string();
    sandbox.git(&["worktree", "add", "--quiet", "--detach", &shown, "v1"]);

    for line in [
        "list",
        "list --all --format json",
        "list --sort=-updated --format csv",
        "show 1",
        "show 1 2 --relations --format json",
        "count",
        "ready --format json",
        "blocked",
        "board",
        "search tuesday",
        "stats --format json",
        "export",
        "export --format yaml",
        "label list",
        "config get prefix",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let there = sandbox.run_in(&then, &words);
        let here: Vec<&str> = words.iter().copied().chain(["--rev", "v1"]).collect();
        assert_eq!(sandbox.run(&here), there, "{line}");
        assert_ne!(
            there.stdout,
            sandbox.run(&words).stdout,
            "{line} is the same today"
        );
    }
}

#[test]
fn a_deleted_ticket_is_seen_at_an_older_revision() {
    let sandbox = with_past();

    assert_eq!(sandbox.run(&["show", "2"]).code, Some(3));
    assert_snapshot!(sandbox.run(&["show", "2", "--rev", "v1"]), @"
    TICKET-2  Drop old API

    status:       open
    type:         task
    priority:     medium
    depends on:   TICKET-1
    waits for:    TICKET-1
    created:      2026-11-20T10:00:02Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-2-drop-old-api.yaml
    ");
    assert_snapshot!(sandbox.run(&["list", "--rev", "v1", "--format", "json", "--fields", "id,status,entry_count,path"]), @r#"
    [
    {"id":"TICKET-1","status":"open","entry_count":1,"path":".tickets/tickets/00/TICKET-1-fix-login.yaml"},
    {"id":"TICKET-2","status":"open","entry_count":0,"path":".tickets/tickets/00/TICKET-2-drop-old-api.yaml"}
    ]
    "#);
}

#[test]
fn a_ticket_has_the_comments_of_that_revision() {
    let sandbox = with_past();
    let comments = |revision: &str| {
        let args = ["show", "1", "--rev", revision, "--format", "json"];
        let ticket = sandbox.run(&args).ok().json();
        let comments = ticket["comments"].as_array().unwrap().iter();
        let texts: Vec<String> = comments
            .map(|comment| comment["text"].to_string())
            .collect();
        (texts.join(" "), ticket["updated_at"].to_string())
    };

    let (texts, updated_at) = comments("v1");
    assert_eq!(texts, "\"Seen on Tuesday.\"");
    let (texts, updated_later) = comments("HEAD");
    assert_eq!(texts, "\"Seen on Tuesday.\" \"Gone on Friday.\"");
    assert!(updated_at < updated_later);
}

#[test]
fn settings_are_those_of_the_revision() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["config", "set", "statuses.testing", "doing"])
        .ok();
    sandbox.run(&["create", "One", "--status", "testing"]).ok();
    sandbox.commit_all("with testing");
    sandbox.run(&["update", "1", "--status", "open"]).ok();
    sandbox.run(&["config", "unset", "statuses"]).ok();
    sandbox.run(&["config", "set", "prefix", "JOB"]).ok();
    sandbox.commit_all("without");

    assert_snapshot!(sandbox.run(&["list", "--status", "testing", "--rev", "HEAD~1"]), @"
    ID        STATUS   PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-1  testing  medium    One
    --- stderr
    1 ticket
    ");
    assert_eq!(sandbox.run(&["list", "--status", "testing"]).code, Some(2));
    assert_eq!(
        sandbox
            .run(&["config", "get", "prefix", "--rev", "@"])
            .ok()
            .stdout,
        "JOB\n"
    );
    let args = [
        "config",
        "get",
        "statuses.testing",
        "--rev",
        "HEAD~1",
        "--format",
        "json",
    ];
    assert_snapshot!(sandbox.run(&args), @r#"
    {"name":"statuses.testing","value":"doing","origin":"project (HEAD~1:.tickets/config.yaml)","help":"Each status with its category"}
    "#);
    // What is said today goes before what any revision says.
    let args = [
        "config",
        "get",
        "prefix",
        "--rev",
        "@",
        "--config",
        "prefix=NOW",
    ];
    assert_eq!(sandbox.run(&args).ok().stdout, "NOW\n");
}

#[test]
fn a_bare_repository_is_read() {
    let sandbox = with_past();
    let bare = sandbox.root().join("bare.git");
    sandbox.git(&[
        "clone",
        "--quiet",
        "--bare",
        ".",
        &bare.display().to_string(),
    ]);

    let list = sandbox.run_in(&bare, &simple(&["list", "--rev", "v1"]));
    assert_eq!(list.ok().stdout, "TICKET-1\nTICKET-2\n");
    let show = sandbox.run_in(&bare, &["show", "3", "--rev", "main", "--fields", "title"]);
    assert_snapshot!(show, @"
    TITLE
    Write notes
    ");
    assert_snapshot!(sandbox.run_in(&bare, &["list"]), @"
    --- stderr
    error: the git repository `[ROOT]/bare.git` has no working tree here
      hint: reading commands take `--rev`
    --- exit 6
    ");
}

#[test]
fn a_working_tree_need_not_have_tickets() {
    let sandbox = with_past();
    sandbox.git(&["checkout", "--quiet", "--orphan", "pages"]);
    sandbox.git(&["rm", "-rfq", "."]);
    fs::create_dir_all(sandbox.repo().join("deep")).unwrap();

    assert_eq!(sandbox.run(&["count"]).code, Some(3));
    let count = sandbox.run_in("deep", &["count", "--rev", "v1"]);
    assert_eq!(count.ok().stdout, "2\n");
}

#[test]
fn a_revision_that_is_not_there_is_not_found() {
    let sandbox = with_past();

    assert_snapshot!(sandbox.run(&["list", "--rev", "v2"]), @"
    --- stderr
    error: no revision `v2`
      hint: name a branch, a tag or a commit
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["show", "1", "--rev", "v2", "--format", "json"]), @r#"
    --- stderr
    {"error":{"code":"not-found","message":"no revision `v2`","hint":"name a branch, a tag or a commit","details":{"revision":"v2"}}}
    --- exit 3
    "#);
    sandbox.git(&["checkout", "--quiet", "--orphan", "empty"]);
    sandbox.git(&["rm", "-rfq", "."]);
    assert_eq!(sandbox.run(&["list", "--rev", "HEAD"]).code, Some(3));
    sandbox.commit_all("no tickets");
    assert_snapshot!(sandbox.run(&["list", "--rev", "empty"]), @"
    --- stderr
    error: no tickets at revision `empty`
    --- exit 3
    ");
}

#[test]
fn what_begins_with_a_dash_is_a_revision_only_after_an_equals_sign() {
    let sandbox = with_past();

    assert_snapshot!(sandbox.run(&["list", "--rev=--all"]), @"
    --- stderr
    error: no revision `--all`
      hint: name a branch, a tag or a commit
    --- exit 3
    ");
    assert_eq!(sandbox.run(&["list", "--rev", "--all"]).code, Some(2));
    assert_eq!(sandbox.run(&["list", "--rev", ""]).code, Some(2));
}

#[test]
fn without_version_control_there_are_no_revisions() {
    let sandbox = Sandbox::plain();
    sandbox.run(&["init", "--quiet"]).ok();

    assert_snapshot!(sandbox.run(&["list", "--rev", "HEAD"]), @"
    --- stderr
    error: `[ROOT]/repo` is under no version control, so there are no revisions
    --- exit 2
    ");
}

#[test]
fn in_the_middle_of_a_merge_both_sides_can_be_read() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("begin");
    sandbox.git(&["checkout", "--quiet", "-b", "side"]);
    sandbox.run(&["update", "1", "--title", "Theirs"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["update", "1", "--title", "Ours"]).ok();
    sandbox.commit_all("ours");
    let merge = sandbox.try_git(".", &["merge", "side"]);
    assert_ne!(merge.code, Some(0), "{merge}");

    let title = |revision: &str| {
        let args = [
            "show", "1", "--fields", "title", "--format", "csv", "--rev", revision,
        ];
        sandbox.run(&args).ok().stdout.clone()
    };
    assert_eq!(title("HEAD"), "title\nOurs\n");
    assert_eq!(title("MERGE_HEAD"), "title\nTheirs\n");
    assert_eq!(title("HEAD~1"), "title\nOne\n");
}

#[test]
fn a_broken_file_is_named_with_its_revision() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    let path = sandbox.file_of("TICKET-2");
    sandbox.write(&path, "id: TICKET-2\ntitle: [\n");
    sandbox.write(".tickets/config.yaml", "list_limit: [\n");
    sandbox.commit_all("broken");
    sandbox.git(&["tag", "broken"]);

    assert_snapshot!(sandbox.run(&["list", "--rev", "broken"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-1  open    medium    One
    --- stderr
    warning: `broken:.tickets/config.yaml` line 2: column 1: did not find expected node content
    warning: `broken:.tickets/tickets/00/TICKET-2-two.yaml` line 3: column 1: did not find expected node content
    1 ticket
    ");
    assert_snapshot!(sandbox.run(&["show", "2", "--rev", "broken"]), @"
    --- stderr
    error: `broken:.tickets/tickets/00/TICKET-2-two.yaml` line 3: column 1: did not find expected node content
    --- exit 6
    ");
    let doctor = sandbox.run(&[
        "doctor",
        "--rev",
        "broken",
        "--format",
        "csv",
        "--fields",
        "path,hint",
    ]);
    assert_snapshot!(doctor, @"
    path,hint
    broken:.tickets/config.yaml,
    broken:.tickets/tickets/00/TICKET-2-two.yaml,
    --- exit 6
    ");
    let export = sandbox.run(&["export", "--rev", "broken"]);
    assert_snapshot!(export.stderr, @"
    warning: `broken:.tickets/tickets/00/TICKET-2-two.yaml` line 3: column 1: did not find expected node content
    ");
}

#[test]
fn the_past_is_not_mended() {
    let sandbox = with_past();

    assert_snapshot!(sandbox.run(&["doctor", "--rev", "v1"]), @"
    --- stderr
    0 problems in 2 tickets
    ");
    assert_snapshot!(sandbox.run(&["doctor", "--fix", "--rev", "v1"]), @"
    --- stderr
    error: the argument '--fix' cannot be used with '--rev <REV>'

    Usage: tickets doctor --fix

    For more information, try '--help'.
    --- exit 2
    ");
    assert_eq!(sandbox.run(&["close", "1", "--rev", "v1"]).code, Some(2));
}

#[test]
fn reading_a_revision_leaves_the_working_tree_alone() {
    let sandbox = with_past();
    // What a crashed writer left, and the next command in the working tree cleans up.
    sandbox.write(".git/tickets/counter.new", "");
    let before = sandbox.project();

    sandbox.run(&["list", "--rev", "v1"]).ok();
    assert_eq!(sandbox.project(), before);
    assert!(sandbox.repo().join(".git/tickets/counter.new").exists());
    sandbox.run(&["list"]).ok();
    assert!(!sandbox.repo().join(".git/tickets/counter.new").exists());
}

#[test]
fn branches_are_completed() {
    let sandbox = with_past();
    sandbox.git(&["branch", "old", "v1"]);
    let mut command = sandbox.command(&["--", "tickets", "list", "--rev", ""]);
    command.env("COMPLETE", "fish");

    assert_eq!(sandbox.finish(command).ok().stdout, "main\nold\n");
}
