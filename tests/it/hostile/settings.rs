//! Settings files that nobody should have written.

use std::fs;
use std::os::unix::fs::symlink;

use crate::hostile::bounds::run_bounded;
use crate::sandbox::Sandbox;

/// `config.yaml` is read by every command, so nothing in its place may stop them.
#[test]
fn settings_that_cannot_be_read_are_named_and_stop_nothing() {
    let big = format!("# {}\n", "x".repeat(6 << 20));
    let deep = format!("x: {}\n", "[".repeat(200_000));
    let texts: [&[u8]; 8] = [
        b"[",
        b"prefix: [a]\n",
        b"\xff\xfe",
        b"<<<<<<< HEAD\n=======\n>>>>>>> x\n",
        b"statuses: {a: b}\n",
        b"prefix: TICKET\nprefix: APP\n",
        big.as_bytes(),
        deep.as_bytes(),
    ];
    for text in texts {
        let sandbox = Sandbox::with_tickets(&["One"]);
        sandbox.write(".tickets/config.yaml", text);
        let run = run_bounded(&sandbox, &["list"]);
        assert_eq!(run.code, Some(0), "{run}");
        assert!(run.stdout.contains("TICKET-1"), "{run}");
        assert!(
            run.stderr.contains("warning: `.tickets/config.yaml`"),
            "{run}"
        );
        assert_eq!(run_bounded(&sandbox, &["doctor"]).code, Some(6));
    }
}

#[test]
fn settings_that_are_no_regular_file_are_named_and_stop_nothing() {
    for place in ["fifo", "/dev/zero", "folder", "nowhere"] {
        let sandbox = Sandbox::with_tickets(&["One"]);
        let path = sandbox.repo().join(".tickets/config.yaml");
        fs::remove_file(&path).unwrap();
        match place {
            "fifo" => assert!(
                sandbox
                    .isolated("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            ),
            "folder" => fs::create_dir(&path).unwrap(),
            target => symlink(target, &path).unwrap(),
        }
        let run = run_bounded(&sandbox, &["list"]);
        assert_eq!(run.code, Some(0), "{place}: {run}");
        assert!(
            run.stderr.contains("warning: `.tickets/config.yaml`"),
            "{place}: {run}"
        );
    }
}
