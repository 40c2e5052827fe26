//! The commands of a working day, wherever a repository stands.

use std::path::Path;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// Runs each command in a folder; a line for each, with its exit code.
fn codes(sandbox: &Sandbox, folder: &Path, commands: &[&[&str]]) -> String {
    let mut codes = String::new();
    for args in commands {
        let run = sandbox.run_in(folder, args);
        let code = run.code.map_or(-1, |code| code);
        let reason = run.stderr.lines().find(|line| line.starts_with("error: "));
        let reason = reason.map(|reason| format!("  {reason}"));
        codes += &format!("{code} {}{}\n", args.join(" "), reason.unwrap_or_default());
    }
    codes
}

/// What a day is made of; the first ticket may be in a conflict, the second is not.
const DAY: &[&[&str]] = &[
    &["list"],
    &["show", "1"],
    &["show", "2"],
    &["search", "two"],
    &["diff"],
    &["history", "1"],
    &["history", "2"],
    &["list", "--all-branches"],
    &["list", "--rev", "HEAD"],
    &["doctor"],
    &["create", "Three"],
    &["update", "1", "--points", "1"],
    &["update", "2", "--points", "1"],
    &["commit"],
    &["resolve"],
    &["resolve", "--ours"],
    &["resolve"],
    &["commit"],
    &["vcs", "status"],
];

/// Two branches that contradict each other about the first ticket.
fn contradicting() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    sandbox.run(&["update", "1", "--priority", "low"]).ok();
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    sandbox.commit_all("ours");
    sandbox
}

#[test]
fn in_the_middle_of_what_git_stopped() {
    let mut days = Vec::new();
    for args in [
        &["merge", "--quiet", "theirs"][..],
        &["rebase", "--quiet", "theirs"],
        &["cherry-pick", "theirs"],
    ] {
        let sandbox = contradicting();
        let run = sandbox.try_git(".", args);
        assert_eq!(run.code, Some(1), "{args:?}: {run}");
        let codes = codes(&sandbox, sandbox.repo(), DAY);
        days.push(codes.replace(args[0], "merge"));
        // git takes it from there.
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["-c", "core.editor=true", args[0], "--continue"]);
    }
    assert_snapshot!(days[0], @"
    0 list
    4 show 1  error: `.tickets/tickets/00/TICKET-1-one.yaml` line 11: has conflict markers of an unfinished merge
    0 show 2
    0 search two
    0 diff
    4 history 1  error: `.tickets/tickets/00/TICKET-1-one.yaml` line 11: has conflict markers of an unfinished merge
    0 history 2
    0 list --all-branches
    0 list --rev HEAD
    6 doctor
    0 create Three
    4 update 1 --points 1  error: `.tickets/tickets/00/TICKET-1-one.yaml` line 11: has conflict markers of an unfinished merge
    0 update 2 --points 1
    1 commit  error: cannot commit: a merge is under way: finish the merge first
    4 resolve
    0 resolve --ours
    7 resolve  error: nothing is left to resolve
    1 commit  error: cannot commit: a merge is under way: finish the merge first
    0 vcs status
    ");
    assert_eq!(days[1..], [days[0].clone(), days[0].clone()]);
}

#[test]
fn on_a_detached_head() {
    let sandbox = contradicting();
    sandbox.git(&["checkout", "--quiet", "--detach"]);

    assert_snapshot!(codes(&sandbox, sandbox.repo(), DAY), @"
    0 list
    0 show 1
    0 show 2
    0 search two
    0 diff
    0 history 1
    0 history 2
    0 list --all-branches
    0 list --rev HEAD
    0 doctor
    0 create Three
    0 update 1 --points 1
    0 update 2 --points 1
    0 commit
    7 resolve  error: nothing is left to resolve
    7 resolve --ours  error: nothing is left to resolve
    7 resolve  error: nothing is left to resolve
    7 commit  error: nothing changed in `.tickets/` since the last commit
    0 vcs status
    ");
}

#[test]
fn in_a_shallow_clone() {
    let sandbox = contradicting();
    let clone = sandbox.root().join("shallow");
    let url = format!("file://{}", sandbox.repo().display());
    sandbox.git(&[
        "clone",
        "--quiet",
        "--depth",
        "1",
        &url,
        &clone.display().to_string(),
    ]);

    assert_snapshot!(codes(&sandbox, &clone, DAY), @"
    0 list
    0 show 1
    0 show 2
    0 search two
    0 diff
    0 history 1
    0 history 2
    0 list --all-branches
    0 list --rev HEAD
    0 doctor
    0 create Three
    0 update 1 --points 1
    0 update 2 --points 1
    0 commit
    7 resolve  error: nothing is left to resolve
    7 resolve --ours  error: nothing is left to resolve
    7 resolve  error: nothing is left to resolve
    7 commit  error: nothing changed in `.tickets/` since the last commit
    0 vcs status
    ");
    assert_snapshot!(sandbox.run_in(&clone, &["diff", "HEAD~2"]), @"
    --- stderr
    error: no revision `HEAD~2`
      hint: name a branch, a tag or a commit
    --- exit 3
    ");
    assert_snapshot!(sandbox.run_in(&clone, &["history", "1"]), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:05Z  commit 9b721475b0, Alice Doe: ours [main]
    2026-11-20T10:00:18Z  commit 57cb265a16, Alice Doe: tickets: 2 edited, 1 created [main]
    ");
}

#[test]
fn in_a_bare_repository_revisions_are_read() {
    let sandbox = contradicting();
    let bare = sandbox.root().join("bare.git");
    sandbox.git(&[
        "clone",
        "--quiet",
        "--bare",
        ".",
        &bare.display().to_string(),
    ]);

    assert_snapshot!(sandbox.run_in(&bare, &["list", "--rev", "theirs"]), @"
    ID        STATUS  PRIORITY  TITLE  LABELS  ASSIGNEE
    TICKET-2  open    medium    Two
    TICKET-1  open    low       One
    --- stderr
    2 tickets
    ");
    let commands: &[&[&str]] = &[
        &["show", "1", "--rev", "main"],
        &["search", "one", "--rev", "main"],
        &["board", "--rev", "main"],
        &["stats", "--rev", "main"],
        &["export", "--rev", "main"],
        &["list", "--rev", "nowhere"],
        &["list"],
        &["create", "Three"],
        &["commit"],
        &["resolve"],
    ];
    assert_snapshot!(codes(&sandbox, &bare, commands), @"
    0 show 1 --rev main
    0 search one --rev main
    0 board --rev main
    0 stats --rev main
    0 export --rev main
    3 list --rev nowhere  error: no revision `nowhere`
    6 list  error: the git repository `[ROOT]/bare.git` has no working tree here
    6 create Three  error: the git repository `[ROOT]/bare.git` has no working tree here
    6 commit  error: the git repository `[ROOT]/bare.git` has no working tree here
    6 resolve  error: the git repository `[ROOT]/bare.git` has no working tree here
    ");
}

#[test]
fn in_a_linked_worktree_with_a_conflict_of_its_own() {
    let sandbox = contradicting();
    let second = sandbox.root().join("second");
    let shown = second.display().to_string();
    sandbox.git(&["worktree", "add", "--quiet", &shown, "theirs"]);
    let run = sandbox.try_git(&second, &["merge", "--quiet", "main"]);
    assert_eq!(run.code, Some(1), "{run}");

    // The other worktree knows nothing of it.
    assert_snapshot!(sandbox.run(&["resolve"]), @"
    --- stderr
    error: nothing is left to resolve
    --- exit 7
    ");
    sandbox
        .run(&["update", "2", "--points", "5", "--commit"])
        .ok();
    assert_snapshot!(codes(&sandbox, &second, DAY), @"
    0 list
    4 show 1  error: `.tickets/tickets/00/TICKET-1-one.yaml` line 11: has conflict markers of an unfinished merge
    0 show 2
    0 search two
    0 diff
    4 history 1  error: `.tickets/tickets/00/TICKET-1-one.yaml` line 11: has conflict markers of an unfinished merge
    0 history 2
    0 list --all-branches
    0 list --rev HEAD
    6 doctor
    0 create Three
    4 update 1 --points 1  error: `.tickets/tickets/00/TICKET-1-one.yaml` line 11: has conflict markers of an unfinished merge
    0 update 2 --points 1
    1 commit  error: cannot commit: a merge is under way: finish the merge first
    4 resolve
    0 resolve --ours
    7 resolve  error: nothing is left to resolve
    1 commit  error: cannot commit: a merge is under way: finish the merge first
    0 vcs status
    ");
    sandbox.git_in(&second, &["commit", "--quiet", "--all", "--no-edit"]);
    let merged = sandbox.run_in(&second, &["show", "1", "--format", "json"]);
    assert_eq!(merged.json()["priority"], "low");
}

#[test]
fn in_a_submodule_and_above_it() {
    let inner = Sandbox::with_tickets(&["One", "Two"]);
    inner.commit_all("inner");
    let outer = Sandbox::repository();
    let url = inner.repo().display().to_string();
    let allow = "protocol.file.allow=always";
    outer.git(&["-c", allow, "submodule", "--quiet", "add", &url, "sub"]);
    outer.git(&["commit", "--quiet", "-m", "outer"]);
    let sub = outer.repo().join("sub");

    assert_snapshot!(codes(&outer, &sub, DAY), @"
    0 list
    0 show 1
    0 show 2
    0 search two
    0 diff
    0 history 1
    0 history 2
    0 list --all-branches
    0 list --rev HEAD
    0 doctor
    0 create Three
    0 update 1 --points 1
    0 update 2 --points 1
    0 commit
    7 resolve  error: nothing is left to resolve
    7 resolve --ours  error: nothing is left to resolve
    7 resolve  error: nothing is left to resolve
    7 commit  error: nothing changed in `.tickets/` since the last commit
    0 vcs status
    ");
    // The commit is the submodule's; the repository around it sees that it moved.
    assert_eq!(outer.git_in(&sub, &["status", "--porcelain"]), "");
    assert_snapshot!(outer.git(&["status", "--porcelain"]), @"
     M sub
    ");
    assert_snapshot!(outer.run(&["list"]), @"
    --- stderr
    error: no tickets in `[ROOT]/repo` or above
      hint: `tickets init` makes a project here
    --- exit 3
    ");
    outer.run(&["init", "--quiet"]).ok();
    outer.run(&["create", "Outer"]).ok();
    assert_snapshot!(outer.run(&["commit", "--format", "json", "--dry-run"]), @r#"{"id":null,"message":"tickets: 1 created\n\n- created TICKET-1 Outer","paths":[".tickets/.gitattributes",".tickets/config.yaml",".tickets/tickets/00/TICKET-1-outer.yaml"]}"#);
    assert_eq!(outer.keys(&["list"]), ["TICKET-1"]);
}
