//! How far a process may go: in memory, in time, and in what it prints.

use std::fs;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;
use crate::sandbox::TICKETS;

/// In KiB, as `ulimit -v` counts: more than this and the process cannot allocate.
const MEMORY_MAX: usize = 200 * 1024;

/// Nothing takes anywhere near as long; the guard is there to fail rather than to hang.
const HANG: Duration = Duration::from_secs(20);

/// Runs the program with all its address space bounded, and kills it when it hangs.
pub(crate) fn run_bounded(sandbox: &Sandbox, args: &[&str]) -> Run {
    let shell = format!("ulimit -v {MEMORY_MAX} && exec \"$@\"");
    let mut command = sandbox.isolated("sh");
    command.args(["-c", &shell, "sh", TICKETS]).args(args);
    run_guarded(sandbox, command, &format!("{args:?}"))
}

fn run_guarded(sandbox: &Sandbox, mut command: Command, what: &str) -> Run {
    let (out, err) = (sandbox.root().join("out"), sandbox.root().join("err"));
    command
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > HANG {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{what} hangs");
        }
        std::thread::yield_now();
    };
    let output = std::process::Output {
        status,
        stdout: fs::read(out).unwrap(),
        stderr: fs::read(err).unwrap(),
    };
    let run = sandbox.rendered(&output);
    assert!(
        run.code.is_some_and(|code| code < 100),
        "{what} crashed: {run}"
    );
    run
}

/// Nothing in it steers a terminal.
pub(crate) fn assert_harmless(text: &str) {
    let is_harmful = |c: &char| c.is_control() && *c != '\n' && *c != '\t';
    let harmful: Vec<char> = text.chars().filter(is_harmful).collect();
    assert_eq!(harmful, Vec::<char>::new(), "{}", text.escape_debug());
}
