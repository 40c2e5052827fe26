//! Processes killed at hundreds of random points of a transaction of fifty records.
//!
//! `cargo test -- crash --nocapture` prints where the kills fell.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::process::Child;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;

use crate::sandbox::Sandbox;

const RECORDS: usize = 50;

/// A generator of pseudo-random numbers, so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: Duration) -> Duration {
        let nanos = u64::try_from(limit.as_nanos()).unwrap().max(1);
        Duration::from_nanos(self.next() % nanos)
    }
}

type Snapshot = Vec<(String, String)>;

fn fifty() -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::new();
    let lines: Vec<String> = (1..=RECORDS).map(|n| format!("Ticket {n}")).collect();
    sandbox
        .run(&[
            "create",
            &lines[0],
            "--description",
            "Some text\nof two lines",
        ])
        .ok();
    let text = sandbox.read(sandbox.file_of("TICKET-1"));
    for number in 2..=RECORDS {
        let path = format!(".tickets/tickets/00/TICKET-{number}-ticket-{number}.yaml");
        let uid = |text: &str| {
            let line = text
                .lines()
                .find(|line| line.starts_with("uid: "))
                .unwrap()
                .to_owned();
            let last = format!("{number:03}");
            text.replace(&line, &format!("{}{last}", &line[..line.len() - 3]))
        };
        let text = text.replace("TICKET-1", &format!("TICKET-{number}"));
        sandbox.write(
            path,
            uid(&text.replace("Ticket 1", &format!("Ticket {number}"))),
        );
    }
    let keys = (1..=RECORDS).map(|n| format!("TICKET-{n}")).collect();
    sandbox.run(&["doctor"]).ok();
    (sandbox, keys)
}

/// How a crashed transaction looks before anybody has cleaned up.
fn stage(sandbox: &Sandbox, before: &Snapshot) -> &'static str {
    let folder = sandbox.repo().join(".git/tickets");
    let journal = fs::read_to_string(folder.join("journal")).unwrap_or_default();
    let now = records(sandbox);
    if journal.contains("\"stage\":\"staging\"") {
        "3 while staging"
    } else if journal.contains("\"stage\":\"renaming\"") {
        if now == *before {
            "4 staged, nothing renamed"
        } else if now.iter().filter(|file| before.contains(file)).count() <= 1 {
            "6 all renamed, journal not closed"
        } else {
            "5 while renaming"
        }
    } else if now == *before {
        let leftovers = fs::read_dir(folder).unwrap().flatten();
        let mut names = leftovers.map(|entry| entry.file_name().to_string_lossy().into_owned());
        if names.any(|name| name.ends_with(".new")) {
            "2 while the journal was written"
        } else {
            "1 before the write"
        }
    } else {
        "7 after the write"
    }
}

/// The record files, without temporary ones.
fn records(sandbox: &Sandbox) -> Snapshot {
    let mut files = sandbox.project();
    files.retain(|(path, _)| !path.ends_with(".tickets-tmp"));
    files
}

/// What a write leaves only when it is interrupted.
fn temporary_files(sandbox: &Sandbox) -> Vec<String> {
    let lasting = [
        "lock",
        "counter",
        "tips",
        "undo",
        "deleted",
        "index/tickets.snapshot",
    ];
    let lasting = lasting.map(|name| format!(".git/tickets/{name}"));
    let records = sandbox.files_below(".tickets").into_iter();
    let private = sandbox.files_below(".git/tickets").into_iter();
    let private = private.filter(|path| !lasting.contains(path));
    records
        .filter(|path| !path.ends_with(".yaml") && path != ".tickets/.gitattributes")
        .chain(private)
        .collect()
}

/// Waits without giving up the processor: kills fall at points of microseconds.
fn spin_until(mut is_reached: impl FnMut() -> bool) {
    while !is_reached() {
        std::hint::spin_loop();
    }
}

/// Kills the process some time after its start, after its journal appeared, or
/// after the journal was replaced by one that says that all files are staged.
fn kill(sandbox: &Sandbox, mut child: Child, dice: &mut Dice, times: &Times) {
    let journal = sandbox.repo().join(".git/tickets/journal");
    let inode = || fs::metadata(&journal).ok().map(|metadata| metadata.ino());
    let mut first = None;
    let limit = match dice.next() % 3 {
        0 => times.whole,
        1 => {
            spin_until(|| inode().is_some() || child.try_wait().unwrap().is_some());
            times.write
        }
        _ => {
            spin_until(|| {
                first = first.or_else(inode);
                let is_replaced = first.is_some() && inode() != first;
                is_replaced || child.try_wait().unwrap().is_some()
            });
            times.write / 20
        }
    };
    let delay = dice.below(limit);
    let start = Instant::now();
    spin_until(|| start.elapsed() >= delay);
    child.kill().ok();
    child.wait().unwrap();
}

struct Times {
    whole: Duration,
    write: Duration,
}

/// How long the command takes, and how much of that the journal is there.
fn measure(sandbox: &Sandbox, args: &[String]) -> Times {
    let journal = sandbox.repo().join(".git/tickets/journal");
    let start = Instant::now();
    let mut child = spawn(sandbox, args);
    let mut began = None;
    let mut ended = None;
    while child.try_wait().unwrap().is_none() {
        let is_there = journal.exists();
        if is_there && began.is_none() {
            began = Some(start.elapsed());
        }
        if !is_there && began.is_some() && ended.is_none() {
            ended = Some(start.elapsed());
        }
    }
    let whole = start.elapsed();
    let write = ended
        .unwrap_or(whole)
        .saturating_sub(began.unwrap_or_default());
    // A little more than the measured time, so that the ends are hit too.
    Times {
        whole: whole * 21 / 20,
        write: write * 11 / 10,
    }
}

fn spawn(sandbox: &Sandbox, args: &[String]) -> Child {
    let mut command = sandbox.command(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Runs `change` against kills; `back` takes a change back that was made whole.
fn survive(seed: u64, kills: usize, change: impl Fn(&[String], usize) -> Vec<String>) {
    survive_with(seed, kills, |_, keys, round| change(keys, round));
}

/// The same, for a change that needs a file.
fn survive_with(
    seed: u64,
    kills: usize,
    change: impl Fn(&Sandbox, &[String], usize) -> Vec<String>,
) {
    let (sandbox, keys) = fifty();
    let mut dice = Dice(seed);
    let first = records(&sandbox);
    let times = measure(&sandbox, &change(&sandbox, &keys, 0));
    sandbox.run(&["undo", "--yes"]).ok();
    assert_eq!(records(&sandbox), first);

    let mut stages: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 1..=kills {
        let before = records(&sandbox);
        let args = change(&sandbox, &keys, round);
        let child = spawn(&sandbox, &args);
        kill(&sandbox, child, &mut dice, &times);
        let stage = stage(&sandbox, &before);
        *stages.entry(stage).or_default() += 1;
        let told = format!("seed {seed}, kill {round} ({stage})");

        sandbox.run(&["show", "TICKET-nobody"]).code.unwrap();
        assert_eq!(temporary_files(&sandbox), Vec::<String>::new(), "{told}");
        let run = sandbox.run(&["doctor"]);
        assert_eq!(run.code, Some(0), "{told}: {run}");
        let after = records(&sandbox);
        if after == before {
            continue;
        }
        let kept: Vec<_> = after.iter().filter(|file| before.contains(file)).collect();
        assert_eq!(
            kept.len(),
            2,
            "{told}: all but the settings and attributes change"
        );

        let run = sandbox.run(&["undo", "--yes"]);
        assert_eq!(run.code, Some(0), "{told}: {run}");
        assert_eq!(records(&sandbox), before, "{told}");
    }
    println!(
        "seed {seed}: {kills} kills over {:?}, of which {:?} are the write",
        times.whole, times.write
    );
    for (stage, count) in &stages {
        println!("  {count:4} {stage}");
    }
}

fn update(keys: &[String], round: usize) -> Vec<String> {
    let points = ["--points".to_owned(), round.to_string()];
    let description = ["--description".to_owned(), format!("Text of round {round}")];
    ["update".to_owned()]
        .into_iter()
        .chain(keys.iter().cloned())
        .chain(points)
        .chain(description)
        .collect()
}

fn close(keys: &[String], round: usize) -> Vec<String> {
    let comment = ["--comment".to_owned(), format!("Comment of round {round}")];
    ["close".to_owned()]
        .into_iter()
        .chain(keys.iter().cloned())
        .chain(comment)
        .collect()
}

fn delete(keys: &[String], _: usize) -> Vec<String> {
    ["delete".to_owned(), "--yes".to_owned()]
        .into_iter()
        .chain(keys.iter().cloned())
        .collect()
}

/// Two hundred operations: each ticket gets a label, a comment, a new text and a child.
fn batch(sandbox: &Sandbox, keys: &[String], round: usize) -> Vec<String> {
    let lines = keys.iter().map(|key| {
        let operations = [
            json!({"op":"label","id":key,"add":[format!("round-{round}")]}),
            json!({"op":"comment","id":key,"text":format!("Comment of round {round}")}),
            json!({"op":"update","id":key,"description":format!("Text of round {round}")}),
            json!({"op":"create","title":format!("Child of {key}"),"parent":key}),
        ];
        operations
            .map(|operation| format!("{operation}\n"))
            .concat()
    });
    sandbox.write("operations.jsonl", lines.collect::<String>());
    ["batch", "operations.jsonl"].map(str::to_owned).to_vec()
}

/// The children take new numbers each round, so that they lie in ever more folders.
#[test]
fn a_batch_that_is_killed_is_done_or_undone_first_half() {
    survive_with(5, 30, batch);
}

#[test]
fn a_batch_that_is_killed_is_done_or_undone_second_half() {
    survive_with(6, 30, batch);
}

#[test]
fn an_update_of_fifty_that_is_killed_is_done_or_undone_first_half() {
    survive(1, 50, update);
}

#[test]
fn an_update_of_fifty_that_is_killed_is_done_or_undone_second_half() {
    survive(2, 50, update);
}

/// Each close changes a record and adds a comment, in a folder that is new.
#[test]
fn a_close_of_fifty_that_is_killed_is_done_or_undone() {
    survive(3, 50, close);
}

#[test]
fn a_deletion_of_fifty_that_is_killed_is_done_or_undone() {
    survive(4, 50, delete);
}

/// The reader that comes after a crash takes no number and writes no journal.
#[test]
fn a_draft_of_any_private_file_is_gone_after_the_next_command() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    for name in ["counter", "tips", "journal"] {
        sandbox.write(format!(".git/tickets/{name}.new"), "half a");
        sandbox.run(&["list"]).ok();
        assert_eq!(temporary_files(&sandbox), Vec::<String>::new(), "{name}");
    }
}

/// A power cut can leave a journal empty, cut off or full of zeros.
#[test]
fn a_torn_journal_stops_nothing_and_is_removed() {
    for torn in ["", "{\"summary\":\"upd", "\0\0\0\0"] {
        let sandbox = Sandbox::with_tickets(&["One"]);
        sandbox.write(".git/tickets/journal", torn);
        sandbox.write(".git/tickets/undo", torn);

        let undo = sandbox.run(&["undo", "--yes"]);
        assert_eq!(undo.code, Some(7), "{torn:?}: {undo}");
        sandbox.run(&["create", "Two"]).ok();

        assert_eq!(sandbox.keys(&["list"]), ["TICKET-1", "TICKET-2"]);
        assert!(!sandbox.repo().join(".git/tickets/journal").exists());
        sandbox.run(&["doctor"]).ok();
    }
}
