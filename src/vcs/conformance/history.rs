//! Revisions: their names, their files, what changed between them and in which order they were made.

use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::PathChange;
use crate::vcs::PathState;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::conformance::Support;
use crate::vcs::conformance::Workbench;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::conformance::open;
use crate::vcs::conformance::owned;

/// Makes a test of each behaviour of this file.
macro_rules! conforms_history {
    ($bench:expr) => {
        $crate::vcs::conformance::behaviours!(history, $bench =>
            a_revision_has_many_names,
            what_names_no_commit_is_unknown,
            the_head_is_the_newest_commit,
            a_file_is_read_at_a_revision,
            a_file_is_read_byte_for_byte,
            only_files_are_read,
            contents_have_the_names_that_git_gives_them,
            changes_are_sorted_and_below_the_folder,
            a_moved_file_is_gone_and_new,
            equal_revisions_differ_in_nothing,
            changes_go_both_ways,
            an_empty_log_is_no_error,
            a_log_tells_all_about_a_commit,
            a_log_is_newest_first,
            a_log_leaves_out_what_another_revision_has,
            a_log_has_a_limit,
            a_log_follows_files_and_folders,
            a_merge_counts_when_it_differs_from_every_parent,
            histories_have_a_base_where_they_meet,
            unrelated_histories_have_no_base,
        );
    };
}
pub(crate) use conforms_history;

/// Two branches, the first of which got the second merged.
struct Forked {
    base: String,
    theirs: String,
    ours: String,
    merged: String,
}

/// Makes the branches `ours` and `theirs`, which differ in one file each, and merges them on `ours`.
fn fork(bench: &mut impl Workbench) -> Option<Forked> {
    let base = bench.record(&[("base.txt", Some("1"))], "base")?;
    bench.start_branch("ours");
    bench.start_branch("theirs");
    let theirs = bench.record(&[("theirs/a.txt", Some("2"))], "theirs")?;
    bench.switch("ours");
    let ours = bench.record(&[("ours/a.txt", Some("3"))], "ours")?;
    bench.merge("theirs");
    let merged = bench.commit_all("merge")?;
    Some(Forked {
        base,
        theirs,
        ours,
        merged,
    })
}

#[track_caller]
fn check_log(vcs: &dyn Vcs, query: &LogQuery, expected: &[&String]) {
    let commits = vcs.log(query).unwrap();
    let ids: Vec<&String> = commits.iter().map(|commit| &commit.id).collect();
    assert_eq!(ids, expected);
}

fn log_of(paths: &[&str]) -> LogQuery {
    LogQuery {
        paths: owned(paths),
        ..LogQuery::default()
    }
}

fn change(path: &str, state: PathState) -> PathChange {
    PathChange {
        path: path.to_owned(),
        state,
    }
}

#[track_caller]
fn check_unknown<T: std::fmt::Debug>(result: Result<T, VcsError>, expected: &str) {
    let error = result.unwrap_err();
    assert!(
        matches!(&error, VcsError::UnknownRevision { revision } if revision == expected),
        "{error:?}"
    );
}

pub(crate) fn a_revision_has_many_names(bench: &mut impl Workbench) {
    let Some(older) = bench.commit(&["a.txt"]) else {
        return;
    };
    let tagged = bench.tag("v1");
    bench.start_branch("feature/login");
    let newer = bench.commit(&["b.txt"]).unwrap();
    let vcs = open(bench);

    assert_eq!(vcs.resolve(&older).unwrap(), older);
    assert_eq!(vcs.resolve(&older[..10]).unwrap(), older);
    assert_eq!(vcs.resolve("feature/login").unwrap(), newer);
    if tagged == Support::Done {
        assert_eq!(vcs.resolve("v1").unwrap(), older);
    }
    if let Some(notation) = bench.parent_of(&newer) {
        assert_eq!(vcs.resolve(&notation).unwrap(), older);
    }
}

pub(crate) fn what_names_no_commit_is_unknown(bench: &mut impl Workbench) {
    bench.commit(&["a.txt"]);
    let known = open(bench).head().unwrap();
    let vcs = open(bench);

    for name in ["nowhere", "", "0123456789012345678901234567890123456789"] {
        check_unknown(vcs.resolve(name), name);
        check_unknown(vcs.file_at(name, "a.txt"), name);
        check_unknown(vcs.changes(name, name, ""), name);
        check_unknown(vcs.merge_base(name, name), name);
        let from = LogQuery {
            from: owned(&[name]),
            ..LogQuery::default()
        };
        check_unknown(vcs.log(&from), name);
        if let Some(known) = &known {
            let without = LogQuery {
                without: owned(&[name]),
                ..LogQuery::default()
            };
            check_unknown(vcs.log(&without), name);
            check_unknown(vcs.changes(known, name, ""), name);
            check_unknown(vcs.merge_base(known, name), name);
        }
    }
}

pub(crate) fn the_head_is_the_newest_commit(bench: &mut impl Workbench) {
    assert_eq!(open(bench).head().unwrap(), None);

    let first = bench.commit(&["a.txt"]);
    assert_eq!(open(bench).head().unwrap(), first);
    let second = bench.commit(&["b.txt"]);
    assert_eq!(open(bench).head().unwrap(), second);
    bench.leave_branch();
    assert_eq!(open(bench).head().unwrap(), second);
}

pub(crate) fn a_file_is_read_at_a_revision(bench: &mut impl Workbench) {
    let Some(older) = bench.record(&[("a/b.txt", Some("one\n"))], "older") else {
        return;
    };
    bench.start_branch("feature/login");
    let newer = bench
        .record(&[("a/b.txt", Some("two\n"))], "newer")
        .unwrap();
    let newest = bench.record(&[("a/b.txt", None)], "newest").unwrap();
    bench.write("a/b.txt", Some(b"not committed"));
    let vcs = open(bench);

    let read = |revision: &str| vcs.file_at(revision, "a/b.txt").unwrap();
    assert_eq!(read(&older).as_deref(), Some(&b"one\n"[..]));
    assert_eq!(read(&newer).as_deref(), Some(&b"two\n"[..]));
    assert_eq!(read(&newest), None);
    assert_eq!(read("feature/login"), None);
}

pub(crate) fn a_file_is_read_byte_for_byte(bench: &mut impl Workbench) {
    let content = b"\xff\xfe\0\r\n\r\x80 $Id$ \n\n";
    bench.write("bytes", Some(content));
    bench.write("empty", Some(b""));
    bench.write("ünï ☃.txt", Some(b"snow"));
    let Some(revision) = bench.commit_all("bytes") else {
        return;
    };
    let vcs = open(bench);

    let read = |file| vcs.file_at(&revision, file).unwrap();
    assert_eq!(read("bytes").as_deref(), Some(&content[..]));
    assert_eq!(read("empty").as_deref(), Some(&b""[..]));
    assert_eq!(read("ünï ☃.txt").as_deref(), Some(&b"snow"[..]));
}

pub(crate) fn contents_have_the_names_that_git_gives_them(bench: &mut impl Workbench) {
    let files = [("a/one.txt", Some("hello\n")), ("b.txt", Some("hello\n"))];
    let Some(older) = bench.record(&files, "older") else {
        return;
    };
    let newer = bench.record(&[("a/two.txt", Some(""))], "newer").unwrap();
    let vcs = open(bench);

    let hello = "ce013625030ba8dba906f756967f9e9ca394464a";
    let empty = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    let contents = |revision: &str, folder| {
        let contents = vcs.contents_at(revision, folder).unwrap();
        let lines = contents.iter().map(|(path, name)| format!("{path} {name}"));
        lines.collect::<Vec<_>>()
    };
    let one = format!("a/one.txt {hello}");
    assert_eq!(contents(&older, "a"), [one.as_str()]);
    assert_eq!(
        contents(&newer, "a"),
        [one.as_str(), &format!("a/two.txt {empty}")]
    );
    assert_eq!(
        contents(&older, ""),
        [one.as_str(), &format!("b.txt {hello}")]
    );
}

pub(crate) fn only_files_are_read(bench: &mut impl Workbench) {
    let Some(revision) = bench.commit(&["a/b/c.txt", "a.txt"]) else {
        return;
    };
    let vcs = open(bench);

    for path in [
        "a",
        "a/b",
        "a/b/",
        "",
        "/",
        "a/c.txt",
        "a.txt/b",
        "b",
        "a/b/c.tx",
        "../main/a.txt",
    ] {
        assert_eq!(vcs.file_at(&revision, path).unwrap(), None, "{path}");
    }
}

pub(crate) fn changes_are_sorted_and_below_the_folder(bench: &mut impl Workbench) {
    let before = [
        ("t/kept.txt", Some("1")),
        ("t/z/changed.txt", Some("1")),
        ("t/gone.txt", Some("1")),
        ("t-other/changed.txt", Some("1")),
    ];
    let Some(from) = bench.record(&before, "before") else {
        return;
    };
    let after = [
        ("t/z/changed.txt", Some("2")),
        ("t/gone.txt", None),
        ("t/new/a.txt", Some("2")),
        ("t/new/b.txt", Some("2")),
        ("t-other/changed.txt", Some("2")),
    ];
    let to = bench.record(&after, "after").unwrap();
    let vcs = open(bench);

    let below = [
        change("t/gone.txt", PathState::Deleted),
        change("t/new/a.txt", PathState::Added),
        change("t/new/b.txt", PathState::Added),
        change("t/z/changed.txt", PathState::Modified),
    ];
    assert_eq!(vcs.changes(&from, &to, "t").unwrap(), below);
    assert_eq!(vcs.changes(&from, &to, "t/").unwrap(), below);
    assert_eq!(vcs.changes(&from, &to, "t/z").unwrap(), below[3..]);
    assert_eq!(vcs.changes(&from, &to, "t/new").unwrap(), below[1..3]);
    assert_eq!(vcs.changes(&from, &to, "nowhere").unwrap(), []);
    assert_eq!(vcs.changes(&from, &to, "t/gone.txt").unwrap(), []);
    let all = vcs.changes(&from, &to, "").unwrap();
    assert_eq!(all[0], change("t-other/changed.txt", PathState::Modified));
    assert_eq!(all[1..], below);
}

pub(crate) fn a_moved_file_is_gone_and_new(bench: &mut impl Workbench) {
    let text = "A text that is long enough\nfor anyone to see\nthat it is the same.\n";
    let Some(from) = bench.record(&[("old.txt", Some(text))], "before") else {
        return;
    };
    let moved = [("old.txt", None), ("new.txt", Some(text))];
    let to = bench.record(&moved, "after").unwrap();

    let expected = [
        change("new.txt", PathState::Added),
        change("old.txt", PathState::Deleted),
    ];
    assert_eq!(open(bench).changes(&from, &to, "").unwrap(), expected);
}

pub(crate) fn equal_revisions_differ_in_nothing(bench: &mut impl Workbench) {
    let Some(revision) = bench.commit(&["a.txt"]) else {
        return;
    };

    assert_eq!(open(bench).changes(&revision, &revision, "").unwrap(), []);
}

pub(crate) fn changes_go_both_ways(bench: &mut impl Workbench) {
    let Some(forked) = fork(bench) else {
        return;
    };

    let expected = [
        change("ours/a.txt", PathState::Added),
        change("theirs/a.txt", PathState::Deleted),
    ];
    let vcs = open(bench);
    let changes = vcs.changes(&forked.theirs, &forked.ours, "").unwrap();
    assert_eq!(changes, expected);
}

pub(crate) fn an_empty_log_is_no_error(bench: &mut impl Workbench) {
    assert_eq!(open(bench).log(&LogQuery::default()).unwrap(), []);
}

pub(crate) fn a_log_tells_all_about_a_commit(bench: &mut impl Workbench) {
    let message = "Läuft — jetzt 🦀\n\nA body\n  of two lines.";
    let Some(first) = bench.record(&[("a.txt", Some("1"))], message) else {
        return;
    };
    let second = bench.record(&[("a.txt", Some("2"))], "one line").unwrap();

    let expected = [
        Commit {
            id: second,
            parents: vec![first.clone()],
            author: builder(),
            at: made_at(2),
            message: String::from("one line"),
        },
        Commit {
            id: first,
            parents: Vec::new(),
            author: builder(),
            at: made_at(1),
            message: message.to_owned(),
        },
    ];
    let log = open(bench).log(&LogQuery::default()).unwrap();
    assert_eq!(log, expected);
    assert_eq!(log[1].subject(), "Läuft — jetzt 🦀");
}

pub(crate) fn a_log_is_newest_first(bench: &mut impl Workbench) {
    let Some(forked) = fork(bench) else {
        return;
    };
    let vcs = open(bench);

    let all = [&forked.merged, &forked.ours, &forked.theirs, &forked.base];
    check_log(&*vcs, &LogQuery::default(), &all);
    let both = LogQuery {
        from: owned(&["theirs", &forked.ours]),
        ..LogQuery::default()
    };
    check_log(&*vcs, &both, &all[1..]);
    let parents = &vcs.log(&LogQuery::default()).unwrap()[0].parents;
    assert_eq!(parents, &[forked.ours.clone(), forked.theirs.clone()]);
}

pub(crate) fn a_log_leaves_out_what_another_revision_has(bench: &mut impl Workbench) {
    let Some(forked) = fork(bench) else {
        return;
    };
    let vcs = open(bench);

    let query = |from: &str, without: &[&str]| LogQuery {
        from: owned(&[from]),
        without: owned(without),
        ..LogQuery::default()
    };
    let (ours, theirs) = (&*forked.ours, &*forked.theirs);
    check_log(&*vcs, &query(ours, &["theirs"]), &[&forked.ours]);
    let merged = &*forked.merged;
    let expected = [&forked.merged, &forked.ours];
    check_log(&*vcs, &query(merged, &["theirs"]), &expected);
    check_log(&*vcs, &query(merged, &[ours, theirs]), &[&forked.merged]);
    check_log(&*vcs, &query(ours, &[merged]), &[]);
}

pub(crate) fn a_log_has_a_limit(bench: &mut impl Workbench) {
    let Some(forked) = fork(bench) else {
        return;
    };
    let vcs = open(bench);

    let limited = |limit, paths: &[&str]| LogQuery {
        limit: Some(limit),
        ..log_of(paths)
    };
    check_log(&*vcs, &limited(0, &[]), &[]);
    let newest = [&forked.merged, &forked.ours];
    check_log(&*vcs, &limited(2, &[]), &newest);
    check_log(&*vcs, &limited(1, &["base.txt"]), &[&forked.base]);
    assert_eq!(vcs.log(&limited(9, &[])).unwrap().len(), 4);
}

pub(crate) fn a_log_follows_files_and_folders(bench: &mut impl Workbench) {
    let first = [("t/a.txt", Some("1")), ("t/b/c.txt", Some("1"))];
    let Some(added) = bench.record(&first, "added") else {
        return;
    };
    bench.record(&[("other.txt", Some("1"))], "other").unwrap();
    let changed = bench
        .record(&[("t/b/c.txt", Some("2"))], "changed")
        .unwrap();
    let gone = bench.record(&[("t/a.txt", None)], "gone").unwrap();
    let back = bench.record(&[("t/a.txt", Some("1"))], "back").unwrap();
    let vcs = open(bench);

    check_log(&*vcs, &log_of(&["t/a.txt"]), &[&back, &gone, &added]);
    check_log(&*vcs, &log_of(&["t/b/c.txt"]), &[&changed, &added]);
    check_log(&*vcs, &log_of(&["t/b"]), &[&changed, &added]);
    check_log(&*vcs, &log_of(&["t/b/"]), &[&changed, &added]);
    let either = log_of(&["t/a.txt", "t/b"]);
    check_log(&*vcs, &either, &[&back, &gone, &changed, &added]);
    check_log(&*vcs, &log_of(&["t"]), &[&back, &gone, &changed, &added]);
    check_log(&*vcs, &log_of(&["t/a.tx"]), &[]);
    check_log(&*vcs, &log_of(&["nowhere", "t/a"]), &[]);
}

pub(crate) fn a_merge_counts_when_it_differs_from_every_parent(bench: &mut impl Workbench) {
    let Some(forked) = fork(bench) else {
        return;
    };
    let vcs = open(bench);
    check_log(&*vcs, &log_of(&["theirs"]), &[&forked.theirs]);
    check_log(&*vcs, &log_of(&["ours"]), &[&forked.ours]);

    bench.switch("theirs");
    let theirs = bench.record(&[("base.txt", Some("2"))], "2").unwrap();
    bench.switch("ours");
    bench.merge("theirs");
    bench.write("base.txt", Some(b"3"));
    let merged = bench.commit_all("merge").unwrap();
    let vcs = open(bench);
    let expected = [&merged, &theirs, &forked.base];
    check_log(&*vcs, &log_of(&["base.txt"]), &expected);
}

pub(crate) fn histories_have_a_base_where_they_meet(bench: &mut impl Workbench) {
    let Some(forked) = fork(bench) else {
        return;
    };
    let vcs = open(bench);

    let base = |one: &str, other: &str| vcs.merge_base(one, other).unwrap();
    assert_eq!(base("ours", "theirs").as_ref(), Some(&forked.theirs));
    assert_eq!(
        base(&forked.ours, &forked.theirs).as_ref(),
        Some(&forked.base)
    );
    assert_eq!(base(&forked.base, "ours").as_ref(), Some(&forked.base));
    assert_eq!(base("ours", "ours").as_ref(), Some(&forked.merged));
}

pub(crate) fn unrelated_histories_have_no_base(bench: &mut impl Workbench) {
    let Some(one) = bench.commit(&["a.txt"]) else {
        return;
    };
    if bench.start_unrelated("other") == Support::Impossible {
        return;
    }
    let other = bench.commit(&["b.txt"]).unwrap();
    let vcs = open(bench);

    assert_eq!(vcs.merge_base(&one, &other).unwrap(), None);
    assert_eq!(vcs.names_at("other", "").unwrap(), ["b.txt"]);
    let query = LogQuery {
        from: vec![one.clone(), other.clone()],
        ..LogQuery::default()
    };
    check_log(&*vcs, &query, &[&other, &one]);
}
