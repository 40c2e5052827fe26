//! The full-text index under real processes: killed, at once, without rights, beside edits by hand.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Child;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use crate::sandbox::Sandbox;

/// More than are read without an index.
const TICKETS: usize = 150;

/// A project of many tickets; `even` stands in every second one, and `onlyN` in each.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_tickets(&["A ticket"]);
    let text = sandbox.read(sandbox.file_of("TICKET-1"));
    for number in 1..=TICKETS {
        write(&sandbox, &text, number, "");
    }
    fs::remove_file(
        sandbox
            .repo()
            .join(".tickets/tickets/00/TICKET-1-a-ticket.yaml"),
    )
    .unwrap();
    sandbox
}

fn write(sandbox: &Sandbox, text: &str, number: usize, more: &str) {
    let parity = if number.is_multiple_of(2) {
        "even"
    } else {
        "odd"
    };
    let uid = text.lines().find(|line| line.starts_with("uid: ")).unwrap();
    let own = format!("{}{number:03}", &uid[..uid.len() - 3]);
    let text = text.replace(uid, &own);
    let text = text.replace("TICKET-1", &format!("TICKET-{number}"));
    let title = format!("title: A ticket, {parity}, only{number}{more}");
    let text = text.replace("title: A ticket", &title);
    sandbox.write(path(number), text);
}

fn path(number: usize) -> String {
    let shard = number / 100;
    format!(".tickets/tickets/{shard:02}/TICKET-{number}-t.yaml")
}

fn index(sandbox: &Sandbox) -> PathBuf {
    sandbox.repo().join(".git/tickets/index")
}

fn count(sandbox: &Sandbox, word: &str) -> usize {
    sandbox.keys(&["search", word, "--limit", "0"]).len()
}

fn spawn(sandbox: &Sandbox, word: &str) -> Child {
    let mut command = sandbox.command(&["search", word, "--limit", "0", "--format", "simple"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The index's files with their times.
fn state(sandbox: &Sandbox) -> BTreeMap<String, (i64, i64)> {
    let files = fs::read_dir(index(sandbox).join("text")).unwrap();
    let state = files.map(|file| {
        let file = file.unwrap();
        let stamp = file.metadata().unwrap();
        let name = file.file_name().into_string().unwrap();
        (name, (stamp.mtime(), stamp.mtime_nsec()))
    });
    state.filter(|(name, _)| !name.ends_with(".lock")).collect()
}

/// The index when it knows all tickets: of files that were written just now it knows
/// nothing lasting, as their stamps may stay the same when they change again.
fn settled(sandbox: &Sandbox) -> BTreeMap<String, (i64, i64)> {
    let mut before = state(sandbox);
    loop {
        assert!(count(sandbox, "ticket") > 0);
        let after = state(sandbox);
        if after == before {
            return after;
        }
        before = after;
    }
}

#[test]
fn a_search_that_is_killed_while_it_builds_spoils_no_later_one() {
    let sandbox = project();
    let start = Instant::now();
    assert_eq!(count(&sandbox, "even"), TICKETS / 2);
    let whole = start.elapsed();
    let mut cut = 0;
    for round in 0..20 {
        let _ = fs::remove_dir_all(index(&sandbox));
        let mut child = spawn(&sandbox, "even");
        let start = Instant::now();
        let end = whole * round / 20 + Duration::from_micros(u64::from(round) * 77);
        while start.elapsed() < end {
            std::hint::spin_loop();
        }
        child.kill().ok();
        child.wait().unwrap();
        let names = |at: &str| fs::read_dir(index(&sandbox).join(at)).is_ok();
        cut += usize::from(names("text.new"));
        assert_eq!(count(&sandbox, "even"), TICKETS / 2, "kill {round}");
        assert_eq!(sandbox.keys(&["search", "only7"]), ["TICKET-7"]);
        assert!(names("text") && !names("text.new") && !names("text.old"));
    }
    println!("{cut} of 20 kills fell into the building, which takes part of {whole:?}");
}

#[test]
fn searches_that_begin_at_once_all_find_the_same() {
    let sandbox = project();
    for _ in 0..3 {
        let children: Vec<Child> = (0..6).map(|_| spawn(&sandbox, "even")).collect();
        for child in children {
            let run = sandbox.rendered(&child.wait_with_output().unwrap());
            assert_eq!(run.ok().stdout.lines().count(), TICKETS / 2);
        }
        fs::remove_dir_all(index(&sandbox)).unwrap();
    }
}

#[test]
fn what_changes_outside_is_seen_by_the_next_search() {
    let sandbox = project();
    assert_eq!(count(&sandbox, "only7"), 1);
    let before = settled(&sandbox);
    let text = sandbox.read(path(7));

    sandbox.write(path(7), text.replace("only7", "changed"));
    assert_eq!(count(&sandbox, "only7"), 0);
    assert_eq!(sandbox.keys(&["search", "changed"]), ["TICKET-7"]);
    fs::remove_file(sandbox.repo().join(path(8))).unwrap();
    assert_eq!(count(&sandbox, "only8"), 0);
    sandbox.run(&["comment", "9", "Seen on the quay"]).ok();
    assert_eq!(sandbox.keys(&["search", "quay"]), ["TICKET-9"]);
    sandbox.run(&["create", "A new quay"]).ok();
    assert_eq!(sandbox.keys(&["search", "quay"]).len(), 2);
    assert_eq!(state(&sandbox), before, "the index stays as it is");

    // Some editors write files in place, which the folder's time does not tell.
    let comments = sandbox.files_below(".tickets/tickets/00/TICKET-9-t");
    let [comment] = comments.as_slice() else {
        panic!("one comment and not {comments:?}");
    };
    sandbox.write(comment, sandbox.read(comment).replace("quay", "pier"));
    assert_eq!(sandbox.keys(&["search", "pier"]), ["TICKET-9"]);
    assert_eq!(sandbox.keys(&["search", "quay"]).len(), 1);

    // The same length within the same tick of the clock, as scripts write.
    for word in ["onea", "oneb", "onec", "oned"] {
        sandbox.write(path(7), text.replace("only7", word));
        assert_eq!(sandbox.keys(&["search", word]), ["TICKET-7"]);
    }
}

#[test]
fn another_branch_is_searched_as_it_is() {
    let sandbox = project();
    sandbox.commit_all("begin");
    sandbox.git(&["checkout", "--quiet", "-b", "other"]);
    for number in 1..=TICKETS {
        let text = sandbox.read(path(number));
        sandbox.write(path(number), text.replace("A ticket", "An elsewhere"));
    }
    sandbox.commit_all("elsewhere");
    assert_eq!(count(&sandbox, "elsewhere"), TICKETS);
    sandbox.git(&["checkout", "--quiet", "main"]);
    assert_eq!(count(&sandbox, "elsewhere"), 0);
    assert_eq!(count(&sandbox, "ticket"), TICKETS);
    let before = settled(&sandbox);
    assert_eq!(count(&sandbox, "ticket"), TICKETS);
    assert_eq!(state(&sandbox), before, "brought up to date once");
}

#[test]
fn only_searches_touch_the_index() {
    let sandbox = project();
    sandbox.run(&["list"]).ok();
    sandbox.run(&["update", "3", "--title", "Before"]).ok();
    assert!(!index(&sandbox).join("text").exists());
    assert_eq!(count(&sandbox, "ticket"), TICKETS - 1);
    let before = settled(&sandbox);
    sandbox.run(&["update", "4", "--title", "After"]).ok();
    sandbox.run(&["close", "5"]).ok();
    sandbox.run(&["doctor"]).ok();
    assert_eq!(state(&sandbox), before);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "?? .tickets/\n");
}

#[test]
fn each_working_tree_has_an_index_of_its_own() {
    let sandbox = project();
    sandbox.commit_all("begin");
    let other = sandbox.worktree("other");
    assert_eq!(count(&sandbox, "even"), TICKETS / 2);
    let text = fs::read_to_string(other.join(path(7))).unwrap();
    fs::write(other.join(path(7)), text.replace("only7", "there")).unwrap();

    let found = |word: &str| {
        sandbox
            .run_in(&other, &["search", word, "--format", "simple"])
            .stdout
    };
    assert_eq!(found("there"), "TICKET-7\n");
    assert_eq!(found("only7"), "");
    assert_eq!(sandbox.keys(&["search", "only7"]), ["TICKET-7"]);
    assert!(
        sandbox
            .repo()
            .join(".git/worktrees/other/tickets/index/text")
            .is_dir()
    );
}

#[test]
fn garbage_links_and_missing_rights_change_no_answer() {
    let sandbox = project();
    let check = |what: &str| {
        for _ in 0..2 {
            let run = sandbox.run(&["search", "even", "--limit", "0", "--format", "simple"]);
            assert_eq!(run.ok().stdout.lines().count(), TICKETS / 2, "{what}");
            assert_eq!(run.stderr, "", "{what}");
        }
    };
    check("nothing");
    for name in state(&sandbox).into_keys() {
        fs::write(index(&sandbox).join("text").join(&name), "garbage").unwrap();
        check(&name);
    }
    // The superuser may write all the same; the answer is the same.
    for mode in [0o500, 0o000, 0o700] {
        fs::set_permissions(index(&sandbox), fs::Permissions::from_mode(mode)).unwrap();
        check(&format!("mode {mode:o}"));
    }
    fs::remove_dir_all(index(&sandbox)).unwrap();
    fs::write(index(&sandbox), "a file").unwrap();
    check("a file in the place of the folder");
    fs::remove_file(index(&sandbox)).unwrap();
    std::os::unix::fs::symlink("/proc/nowhere", index(&sandbox)).unwrap();
    check("a link to nowhere");
}

#[test]
fn requirements_have_an_index_of_their_own_which_changes_no_answer() {
    let sandbox = Sandbox::with_tickets(&["Log in even"]);
    sandbox.run(&["req", "add", "1", "It is odd"]).ok();
    let file = sandbox.files_below(".tickets/requirements").remove(0);
    let text = sandbox.read(&file);
    for number in 2..=TICKETS {
        let text = text.replace("REQ-1", &format!("REQ-{number}"));
        let parity = ["even", "odd"][number % 2];
        let text = text.replace("It is odd", &format!("It is {parity}, only{number}"));
        let uid = text.lines().find(|line| line.starts_with("uid: "));
        let uid = uid.unwrap().to_owned();
        let text = text.replace(&uid, &format!("{}{number:03}", &uid[..uid.len() - 3]));
        let shard = number / 100;
        sandbox.write(
            format!(".tickets/requirements/{shard:02}/REQ-{number}-r.yaml"),
            text,
        );
    }
    let all = || {
        let words = [
            "even",
            "odd",
            "only7",
            "onyl7",
            "even OR only9",
            "req-12",
            "-odd it",
        ];
        let run = |word: &str| {
            let args = ["search", word, "--limit", "0", "--format", "json"];
            sandbox.run(&args).to_string()
        };
        words.map(run).concat()
    };
    let built = all();
    assert!(index(&sandbox).join("text-planned").is_dir());
    assert!(!index(&sandbox).join("text").exists());
    assert_eq!(all(), built);
    fs::remove_dir_all(index(&sandbox)).unwrap();
    fs::write(index(&sandbox), "a file").unwrap();
    assert_eq!(all(), built, "a scan finds the same");
    fs::remove_file(index(&sandbox)).unwrap();

    assert_eq!(count(&sandbox, "even"), TICKETS / 2 + 1);
    let path = ".tickets/requirements/00/REQ-8-r.yaml";
    sandbox.write(path, sandbox.read(path).replace("even", "changed"));
    assert_eq!(count(&sandbox, "even"), TICKETS / 2);
    assert_eq!(sandbox.keys(&["search", "changed"]), ["REQ-8"]);
    sandbox.run(&["comment", "REQ-9", "Seen on the quay"]).ok();
    assert_eq!(sandbox.keys(&["search", "quay"]), ["REQ-9"]);
    fs::write(sandbox.repo().join(path), "<<<<<<< ours\n").unwrap();
    let broken = sandbox.run(&["search", "only10", "--format", "simple"]);
    assert_eq!(broken.stdout, "REQ-10\n");
    assert!(broken.stderr.contains("REQ-8-r.yaml"), "{broken}");
    // A list of tickets neither needs nor spoils it.
    let before = fs::read(index(&sandbox).join("text-planned/known")).unwrap();
    assert_eq!(sandbox.keys(&["list", "even"]), ["TICKET-1"]);
    assert_eq!(
        fs::read(index(&sandbox).join("text-planned/known")).unwrap(),
        before
    );
}
