//! When `hg` is started, and what comes of it.

use std::ffi::OsString;
use std::fs;

use crate::vcs::Environment;
use crate::vcs::LogQuery;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::discover;
use crate::vcs::hg::bench::HgBench;
use crate::vcs::hg::bench::check_error;
use crate::vcs::hg::bench::tip_names;

const MISSING: &str = "`hg serve` failed: it is not installed or not in `PATH`, \
    and Mercurial's history is only read with it";

#[test]
fn what_files_tell_needs_no_hg() {
    let mut bench = HgBench::with_ticket();
    bench.set_user("Alice", None);
    bench.hg(&["bookmark", "feature"]);
    bench.write("untracked.txt", Some(b"1"));
    let vcs = bench.open_without_hg(&bench.root());

    assert_eq!(vcs.user().unwrap().unwrap().name, "Alice");
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("feature"));
    assert_eq!(vcs.head().unwrap().unwrap().len(), 40);
    assert_eq!(vcs.worktrees().unwrap(), [bench.root()]);
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
    assert_eq!(vcs.unmerged("").unwrap(), []);
    assert_eq!(vcs.mark_resolved(&[String::from("a.txt")]).unwrap(), ());
    let nothing = LogQuery {
        limit: Some(0),
        ..LogQuery::default()
    };
    assert_eq!(vcs.log(&nothing).unwrap(), []);
}

#[test]
fn history_needs_hg_and_says_so() {
    let bench = HgBench::with_ticket();
    let vcs = bench.open_without_hg(&bench.root());

    check_error(vcs.tips(), &bench.home(), MISSING);
    check_error(vcs.resolve("default"), &bench.home(), MISSING);
    check_error(vcs.log(&LogQuery::default()), &bench.home(), MISSING);
}

#[test]
fn known_tips_need_no_hg_until_something_changes() {
    let mut bench = HgBench::with_ticket();
    bench.start_branch("feature");
    bench.commit(&["a.txt"]);
    let tips = bench.open(&bench.root()).tips().unwrap();
    assert_eq!(tips.len(), 2);

    let unchanged = bench.open_without_hg(&bench.root());
    assert_eq!(unchanged.tips().unwrap(), tips);
    bench.commit(&["b.txt"]);
    check_error(unchanged.tips(), &bench.home(), MISSING);
}

#[test]
fn every_way_to_move_a_tip_is_seen() {
    let mut bench = HgBench::new();
    let settings = b"[experimental]\nevolution = createmarkers\n";
    bench.write(".hg/hgrc", Some(settings));
    let first = bench.commit(&["a.txt"]).unwrap();
    bench.commit(&["b.txt"]);
    let root = bench.root();
    let check = |arguments: &[&str]| {
        bench.open(&root).tips().unwrap();
        bench.open_without_hg(&root).tips().unwrap();
        bench.hg(arguments);
        let missed = bench.open_without_hg(&root).tips();
        check_error(missed, &bench.home(), MISSING);
    };

    check(&["bookmark", "--rev=.", "here"]);
    check(&["bookmark", "--rev", &first, "--force", "here"]);
    check(&["bookmark", "--delete", "here"]);
    check(&["commit", "--close-branch", "--message=close", "--user=x"]);
    check(&["--config=extensions.strip=", "strip", "--no-backup", "."]);
    let second = bench.hg(&["log", "--rev=tip", "--template={node}"]);
    bench.hg(&["update", "--quiet", &first]);
    check(&["debugobsolete", &second]);
    assert_eq!(bench.open(&root).tips().unwrap()[0].revision, first);
}

#[test]
fn a_spoiled_memory_of_tips_is_made_anew() {
    let mut bench = HgBench::with_ticket();
    let tips = bench.open(&bench.root()).tips().unwrap();
    let memory = ".hg/tickets/hg-tips";
    let good = fs::read(bench.root().join(memory)).unwrap();

    let cut = &good[..good.len() - 2];
    for spoiled in [
        &b""[..],
        b"\xff",
        cut,
        b"hg-tips 9\n",
        &[&good, &b"x\n"[..]].concat(),
    ] {
        bench.write(memory, Some(spoiled));
        assert_eq!(bench.open(&bench.root()).tips().unwrap(), tips);
        assert_eq!(fs::read(bench.root().join(memory)).unwrap(), good);
    }
    let left: Vec<_> = fs::read_dir(bench.root().join(".hg/tickets"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn tips_are_told_where_they_cannot_be_remembered() {
    let mut bench = HgBench::with_ticket();
    bench.write(".hg/tickets", Some(b"a file where the folder would be"));

    assert_eq!(tip_names(&*bench.open(&bench.root())), ["default"]);
}

#[test]
#[cfg(unix)]
fn one_hg_answers_all_questions_and_ends_with_the_adapter() {
    let mut bench = HgBench::with_ticket();
    let log = bench.home().join("starts");
    let shown = log.display();
    let script = format!("echo started >> '{shown}'\nhg \"$@\"\necho ended >> '{shown}'");
    let environment = with_program(&mut bench, &script);
    let lines = || fs::read_to_string(&log).unwrap_or_default();

    let vcs = discover(&bench.root(), &environment).unwrap();
    assert_eq!(lines(), "");
    for _ in 0..2 {
        assert_eq!(vcs.names_at("default", "").unwrap().len(), 1);
        assert_eq!(vcs.log(&LogQuery::default()).unwrap().len(), 1);
        assert_eq!(vcs.file_at("default", "nowhere").unwrap(), None);
    }
    assert_eq!(lines(), "started\n");
    drop(vcs);
    assert_eq!(lines(), "started\nended\n");
}

#[test]
#[cfg(unix)]
fn an_hg_that_ends_or_talks_nonsense_is_named() {
    let mut bench = HgBench::with_ticket();
    let mut check = |script: &str, expected: &str| {
        let environment = with_program(&mut bench, script);
        let vcs = discover(&bench.root(), &environment).unwrap();
        // Twice, because nothing of a dead one is kept.
        for _ in 0..2 {
            check_error(vcs.resolve("tip"), &bench.home(), expected);
        }
    };

    check("exit 3", "`hg serve` failed: it ended without an answer");
    check("echo 'abort: no way' >&2", "`hg serve` failed: no way");
    check("echo hello", "`hg serve` failed: it is no command server");
    let hello = r"printf 'o\000\000\000\030capabilities: runcommand'";
    let after = "`hg log` failed: it ended without an answer";
    check(&format!("{hello}; read line"), after);
    let late = format!("{hello}; read line; echo 'abort: no space left' >&2");
    check(&late, "`hg log` failed: no space left");
    let endless = format!("{hello}; read line; printf 'o\\377\\377\\377\\377'; exec cat /dev/zero");
    check(
        &endless,
        "`hg log` failed: its answer has more than 256 MiB",
    );
}

#[test]
fn only_whole_paths_are_searched_for_hg() {
    let bench = HgBench::with_ticket();
    let environment = Environment {
        search_path: Some(OsString::from(".:bin")),
        ..bench.environment()
    };

    let vcs = discover(&bench.root(), &environment).unwrap();
    let error = vcs.resolve("tip").unwrap_err();
    assert!(matches!(error, VcsError::Program { .. }));
    check_error(Err::<(), _>(error), &bench.home(), MISSING);
}

#[test]
fn configured_output_changes_no_answer() {
    let mut bench = HgBench::with_ticket();
    let settings = b"[ui]\nverbose = yes\nstatuscopies = yes\ntweakdefaults = yes\nlogtemplate = x\n\
        [alias]\nlog = version\nfiles = version\n[defaults]\nlog = --rev null\n\
        [revsetalias]\ndefault = null\n[templatealias]\nnode = 'x'\n[commands]\nstatus.relative = yes\n";
    bench.write(".hg/hgrc", Some(settings));
    let vcs = bench.open(&bench.root());

    let id = vcs.resolve("default").unwrap();
    assert_eq!(vcs.head().unwrap(), Some(id.clone()));
    assert_eq!(vcs.names_at(&id, "").unwrap().len(), 1);
    assert_eq!(vcs.changes(&id, &id, "").unwrap(), []);
    assert_eq!(vcs.log(&LogQuery::default()).unwrap()[0].id, id);
}

#[test]
fn a_revision_never_is_an_option() {
    let bench = HgBench::with_ticket();
    let vcs: Box<dyn Vcs> = bench.open(&bench.root());

    let marker = bench.home().join("hacked");
    let alias = format!("--config=alias.log=!touch {}", marker.display());
    for revision in [
        &*alias,
        "-r",
        "--debugger",
        "tip\0--debugger",
        "null",
        "wdir()",
    ] {
        let error = vcs.resolve(revision).unwrap_err();
        assert!(
            matches!(&error, VcsError::UnknownRevision { revision: named } if named == revision),
            "{error:?}"
        );
        assert_eq!(vcs.file_at("tip", revision).unwrap(), None);
        assert_eq!(vcs.names_at("tip", revision).unwrap(), Vec::<String>::new());
    }
    assert!(!marker.exists());
}

/// Makes a script the only `hg` there is.
#[cfg(unix)]
fn with_program(bench: &mut HgBench, script: &str) -> Environment {
    use std::os::unix::fs::PermissionsExt as _;

    let script = format!("#!/bin/sh\n{script}\n");
    bench.write("../bin/hg", Some(script.as_bytes()));
    let folder = bench.home().join("bin");
    fs::set_permissions(folder.join("hg"), fs::Permissions::from_mode(0o755)).unwrap();
    Environment {
        search_path: Some(folder.into_os_string()),
        ..bench.environment()
    }
}
