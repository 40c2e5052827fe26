//! `tickets history` where there are commits.

use insta::assert_snapshot;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// The same with the ids of commits as `[1]`, `[2]`, …, oldest first.
fn numbered(sandbox: &Sandbox, run: &Run) -> String {
    let mut text = run.to_string();
    let commits = sandbox.git(&["rev-list", "--all", "--reverse", "--topo-order"]);
    for (place, id) in commits.lines().enumerate() {
        let name = format!("[{}]", place + 1);
        text = text.replace(id, &name).replace(&id[..10], &name);
    }
    text
}

/// A ticket that commits of two branches changed or named.
fn worked_on() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["Fix login", "Write docs"]);
    sandbox.commit_all("Begin");
    sandbox.commit_all("Nothing to do with it");
    sandbox.git(&["checkout", "--quiet", "-b", "work"]);
    sandbox.run(&["close", "1", "--reason", "at last"]).ok();
    sandbox.commit_all("Log in as one should\n\nFixes TICKET-1.");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.run(&["comment", "1", "I can reproduce it"]).ok();
    sandbox.commit_all("Say so");
    sandbox.commit_all("Look into ticket-1");
    sandbox.commit_all("TICKET-10 is another one, as is TICKET-1x");
    sandbox
}

#[test]
fn commits_that_changed_or_named_a_ticket_are_told_with_their_branches() {
    let sandbox = worked_on();

    assert_snapshot!(numbered(&sandbox, &sandbox.run(&["history", "1"])), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:03Z  commit [1], Alice Doe: Begin [main, work]
    2026-11-20T10:00:04Z  comment, Alice Doe: I can reproduce it
    2026-11-20T10:00:04Z  commit [3] closes it, Alice Doe: Log in as one should [work]
    2026-11-20T10:00:05Z  commit [4], Alice Doe: Say so [main]
    2026-11-20T10:00:05Z  commit [5], Alice Doe: Look into ticket-1 [main]
    ");
    sandbox.git(&["merge", "--quiet", "--no-edit", "work"]);
    assert_snapshot!(numbered(&sandbox, &sandbox.run(&["history", "1"])), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:03Z  open → closed, Alice Doe: at last
    2026-11-20T10:00:03Z  commit [1], Alice Doe: Begin [main, work]
    2026-11-20T10:00:04Z  comment, Alice Doe: I can reproduce it
    2026-11-20T10:00:04Z  commit [6] closes it, Alice Doe: Log in as one should [main, work]
    2026-11-20T10:00:05Z  commit [3], Alice Doe: Say so [main]
    2026-11-20T10:00:05Z  commit [4], Alice Doe: Look into ticket-1 [main]
    ");
}

#[test]
fn programs_get_the_commit_and_whether_it_closes() {
    let sandbox = worked_on();

    let run = sandbox.run(&["history", "1", "--format", "json"]);
    assert_snapshot!(numbered(&sandbox, &run), @r#"
    [
    {"at":"2026-11-20T10:00:01Z","by":"Alice Doe <alice@example.com>","event":"created","id":null,"from":null,"to":null,"text":null,"subject":null,"branches":[],"closes":false,"change":null,"facts":null},
    {"at":"2026-11-20T10:00:03Z","by":"Alice Doe","event":"commit","id":"[1]","from":null,"to":null,"text":null,"subject":"Begin","branches":["main","work"],"closes":false,"change":null,"facts":null},
    {"at":"2026-11-20T10:00:04Z","by":"Alice Doe","event":"comment","id":"tr75","from":null,"to":null,"text":"I can reproduce it","subject":null,"branches":[],"closes":false,"change":null,"facts":null},
    {"at":"2026-11-20T10:00:04Z","by":"Alice Doe","event":"commit","id":"[3]","from":null,"to":null,"text":null,"subject":"Log in as one should","branches":["work"],"closes":true,"change":null,"facts":null},
    {"at":"2026-11-20T10:00:05Z","by":"Alice Doe","event":"commit","id":"[4]","from":null,"to":null,"text":null,"subject":"Say so","branches":["main"],"closes":false,"change":null,"facts":null},
    {"at":"2026-11-20T10:00:05Z","by":"Alice Doe","event":"commit","id":"[5]","from":null,"to":null,"text":null,"subject":"Look into ticket-1","branches":["main"],"closes":false,"change":null,"facts":null}
    ]
    "#);
}

#[test]
fn a_patch_tells_what_each_commit_changed() {
    let sandbox = worked_on();

    let run = sandbox.run(&["history", "1", "--patch"]);
    assert_snapshot!(numbered(&sandbox, &run), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:03Z  commit [1], Alice Doe: Begin [main, work]
      created: type task, status open, priority medium
    2026-11-20T10:00:04Z  comment, Alice Doe: I can reproduce it
    2026-11-20T10:00:04Z  commit [3] closes it, Alice Doe: Log in as one should [work]
      status open → closed (at last)
    2026-11-20T10:00:05Z  commit [4], Alice Doe: Say so [main]
      comment by Alice Doe: I can reproduce it
    2026-11-20T10:00:05Z  commit [5], Alice Doe: Look into ticket-1 [main]
    ");
    let run = sandbox.run(&[
        "history",
        "1",
        "--patch",
        "--format",
        "json",
        "--fields",
        "id,change,facts",
    ]);
    assert_snapshot!(numbered(&sandbox, &run), @r#"
    [
    {"id":null,"change":null,"facts":null},
    {"id":"[1]","change":"created","facts":[{"field":"type","change":"set","from":null,"to":"task"},{"field":"status","change":"set","from":null,"to":"open"},{"field":"priority","change":"set","from":null,"to":"medium"}]},
    {"id":"tr75","change":null,"facts":null},
    {"id":"[3]","change":"changed","facts":[{"field":"status","change":"moved","from":"open","to":"closed","by":"Alice Doe","at":"2026-11-20T10:00:03Z","reason":"at last","transitions":[{"at":"2026-11-20T10:00:03Z","from":"open","to":"closed","by":"Alice Doe","reason":"at last"}]}]},
    {"id":"[4]","change":"changed","facts":[{"field":"comment","change":"added","id":"tr75","by":"Alice Doe","at":"2026-11-20T10:00:04Z","text":"I can reproduce it"}]},
    {"id":"[5]","change":null,"facts":null}
    ]
    "#);
}

#[test]
fn a_ticket_is_followed_to_the_files_and_keys_it_had_before() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.commit_all("Begin");
    sandbox.commit_all("Think about TICKET-1");
    sandbox.run(&["update", "1", "-p", "high"]).ok();
    sandbox.commit_all("Hurry with it");
    let old = sandbox.file_of("TICKET-1");
    let text = sandbox
        .read(&old)
        .replace("id: TICKET-1", "id: TICKET-9\naliases:\n  - TICKET-1");
    let new = ".tickets/tickets/00/TICKET-9-another-name.yaml";
    sandbox.git(&["mv", &old, new]);
    sandbox.write(new, text);
    sandbox.commit_all("Renumber");
    sandbox.run(&["close", "9"]).ok();
    sandbox.commit_all("Done");

    let run = sandbox.run(&["history", "9", "--patch"]);
    assert_snapshot!(numbered(&sandbox, &run), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:02Z  commit [1], Alice Doe: Begin [main]
      created: type task, status open, priority medium
    2026-11-20T10:00:02Z  commit [2], Alice Doe: Think about TICKET-1 [main]
    2026-11-20T10:00:03Z  open → closed, Alice Doe
    2026-11-20T10:00:03Z  commit [3], Alice Doe: Hurry with it [main]
      priority medium → high
    2026-11-20T10:00:03Z  commit [4], Alice Doe: Renumber [main]
      renumbered from TICKET-1
    2026-11-20T10:00:04Z  commit [5], Alice Doe: Done [main]
      status open → closed
    ");
    // As soon as another ticket has the old key, that one is meant by it.
    sandbox.write(&old, "id: TICKET-1\ntitle: Another\n");
    let run = sandbox.run(&["history", "9"]);
    assert_snapshot!(numbered(&sandbox, &run), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:02Z  commit [1], Alice Doe: Begin [main]
    2026-11-20T10:00:03Z  open → closed, Alice Doe
    2026-11-20T10:00:03Z  commit [3], Alice Doe: Hurry with it [main]
    2026-11-20T10:00:03Z  commit [4], Alice Doe: Renumber [main]
    2026-11-20T10:00:04Z  commit [5], Alice Doe: Done [main]
    ");
}

#[test]
fn at_a_revision_there_is_only_what_led_to_it() {
    let sandbox = worked_on();

    let run = sandbox.run(&["history", "1", "--rev", "work", "--quiet"]);
    assert_snapshot!(numbered(&sandbox, &run), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:03Z  open → closed, Alice Doe: at last
    2026-11-20T10:00:03Z  commit [1], Alice Doe: Begin [main, work]
    2026-11-20T10:00:04Z  commit [3] closes it, Alice Doe: Log in as one should [work]
    ");
}

#[test]
fn a_merge_counts_where_it_says_something_of_its_own() {
    let sandbox = worked_on();
    sandbox.git(&["merge", "--quiet", "-m", "Merge branch 'TICKET-1'", "work"]);
    sandbox.git(&["checkout", "--quiet", "-b", "side", "HEAD~1"]);
    sandbox.commit_all("Elsewhere");
    sandbox.git(&["checkout", "--quiet", "main"]);
    sandbox.git(&["merge", "--quiet", "-m", "Closes TICKET-1 for good", "side"]);

    let run = sandbox.run(&["history", "1", "--quiet"]);
    assert_snapshot!(numbered(&sandbox, &run), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    2026-11-20T10:00:03Z  open → closed, Alice Doe: at last
    2026-11-20T10:00:03Z  commit [1], Alice Doe: Begin [main, side, work]
    2026-11-20T10:00:04Z  comment, Alice Doe: I can reproduce it
    2026-11-20T10:00:04Z  commit [6] closes it, Alice Doe: Log in as one should [main, work]
    2026-11-20T10:00:05Z  commit [3], Alice Doe: Say so [main, side]
    2026-11-20T10:00:05Z  commit [4], Alice Doe: Look into ticket-1 [main, side]
    2026-11-20T10:00:05Z  commit [9] closes it, Alice Doe: Closes TICKET-1 for good [main]
    ");
}

#[test]
fn a_repository_that_cannot_be_read_still_has_tickets() {
    let sandbox = Sandbox::with_tickets(&["Fix login"]);
    sandbox.commit_all("Begin");
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    let object = format!(".git/objects/{}/{}", &head[..2], head[2..].trim());
    let path = sandbox.repo().join(&object);
    std::fs::remove_file(path).unwrap();

    assert_snapshot!(numbered_head(&sandbox.run(&["history", "1"]), &head), @"
    2026-11-20T10:00:01Z  created, Alice Doe <alice@example.com>
    --- stderr
    warning: `.tickets`: the commits cannot be read: no revision `[1]`
    ");
}

fn numbered_head(run: &Run, head: &str) -> String {
    run.to_string().replace(head.trim(), "[1]")
}
