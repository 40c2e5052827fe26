//! The lock: who waits, for how long, and what they are told.

use std::fs::File;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

fn held(sandbox: &Sandbox, holder: &str) -> File {
    let path = sandbox.repo().join(".git/tickets/lock");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, holder).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    file.lock().unwrap();
    file
}

#[test]
fn a_writer_that_waits_too_long_names_the_holder() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let before = sandbox.project();
    let lock = held(&sandbox, "pid 4711 on host: `tickets import big.jsonl`");

    let args = ["close", "1", "--config", "lock_timeout_ms=50"];
    assert_snapshot!(sandbox.run(&args), @"
    --- stderr
    error: another process holds the lock `[ROOT]/repo/.git/tickets/lock`: pid 4711 on host: `tickets import big.jsonl`
      hint: try again; `--config lock_timeout_ms=60000` waits longer
    --- exit 5
    ");
    assert_snapshot!(sandbox.run(&[&args[..], &["--format", "json"]].concat()), @r#"
    --- stderr
    {"error":{"code":"lock-timeout","message":"another process holds the lock `[ROOT]/repo/.git/tickets/lock`: pid 4711 on host: `tickets import big.jsonl`","hint":"try again; `--config lock_timeout_ms=60000` waits longer","details":{"lock":"[ROOT]/repo/.git/tickets/lock","holder":"pid 4711 on host: `tickets import big.jsonl`"}}}
    --- exit 5
    "#);
    assert_eq!(sandbox.project(), before);
    drop(lock);
    sandbox.run(&args).ok();
}

#[test]
fn the_note_in_the_lock_cannot_steer_the_terminal() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let _lock = held(&sandbox, "\u{1b}[31mpid\n1");

    assert_snapshot!(sandbox.run(&["close", "1", "--config", "lock_timeout_ms=0"]), @"
    --- stderr
    error: another process holds the lock `[ROOT]/repo/.git/tickets/lock`:  [31mpid 1
      hint: try again; `--config lock_timeout_ms=60000` waits longer
    --- exit 5
    ");
}

#[test]
fn readers_and_rehearsals_do_not_wait() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let _lock = held(&sandbox, "somebody");

    // The second time, snapshot and index are there.
    for _ in 0..2 {
        for args in [
            &["list"][..],
            &["list", "title:one", "--format", "json"],
            &["show", "1"],
            &["search", "one"],
            &["count"],
            &["ready"],
            &["stats"],
            &["doctor"],
            &["close", "1", "--dry-run"],
            &["history", "1"],
        ] {
            sandbox.run(args).ok();
        }
    }
}

#[test]
fn a_writer_in_another_worktree_waits_too() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.commit_all("begin");
    let second = sandbox.worktree("second");
    let _lock = held(&sandbox, "somebody");

    let run = sandbox.run_in(second, &["close", "1", "--config", "lock_timeout_ms=0"]);
    assert_eq!(run.code, Some(5), "{run}");
}
