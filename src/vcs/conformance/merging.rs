//! What a merge leaves open, and how it is settled.

use crate::vcs::LogQuery;
use crate::vcs::Unmerged;
use crate::vcs::Vcs;
use crate::vcs::conformance::Support;
use crate::vcs::conformance::Workbench;
use crate::vcs::conformance::open;
use crate::vcs::conformance::owned;

/// Makes a test of each behaviour of this file.
macro_rules! conforms_merging {
    ($bench:expr) => {
        $crate::vcs::conformance::behaviours!(merging, $bench =>
            nothing_is_open_without_a_merge,
            a_merge_brings_commits_in,
            a_file_that_both_sides_changed_is_open,
            a_file_that_both_sides_added_has_no_base,
            a_file_that_we_deleted_is_open,
            a_file_that_they_deleted_is_open,
            open_files_are_sorted_and_below_the_folder,
            sides_have_names,
            a_settled_file_is_no_longer_open,
            a_file_may_be_settled_by_deleting_it,
            settling_leaves_other_files_alone,
            settling_needs_no_merge,
        );
    };
}
pub(crate) use conforms_merging;

type Files<'a> = [(&'a str, Option<&'a str>)];

/// A merge of the branch `theirs` into `ours` that is under way.
struct Merge {
    ours: String,
    theirs: String,
}

/// Commits `base`, then on a branch each the changes `ours` and `theirs`, and begins to merge.
fn merge(bench: &mut impl Workbench, base: &Files, ours: &Files, theirs: &Files) -> Option<Merge> {
    bench.record(base, "base")?;
    bench.start_branch("ours");
    bench.start_branch("theirs");
    let theirs = bench.record(theirs, "theirs")?;
    bench.switch("ours");
    let ours = bench.record(ours, "ours")?;
    (bench.merge("theirs") == Support::Done).then_some(Merge { ours, theirs })
}

/// Begins a merge that leaves `a.txt` and `t/b.txt` open.
fn clash(bench: &mut impl Workbench) -> Option<Merge> {
    let files = |text| [("a.txt", Some(text)), ("t/b.txt", Some(text))];
    merge(bench, &files("1"), &files("2"), &files("3"))
}

fn open_paths(vcs: &dyn Vcs) -> Vec<String> {
    let unmerged = vcs.unmerged("").unwrap();
    unmerged.into_iter().map(|file| file.path).collect()
}

/// Checks the base and the sides of the only open file.
#[track_caller]
fn check_open(vcs: &dyn Vcs, path: &str, base: Option<&str>, sides: [Option<&str>; 2]) {
    let unmerged = vcs.unmerged("").unwrap();
    let [
        Unmerged {
            path: named,
            bases,
            sides: found,
        },
    ] = &*unmerged
    else {
        panic!("{unmerged:?}");
    };
    let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    assert_eq!(named, path);
    assert_eq!(*bases, [bytes(base)]);
    let contents: Vec<_> = found.iter().map(|side| side.content.clone()).collect();
    assert_eq!(contents, sides.map(bytes));
}

pub(crate) fn nothing_is_open_without_a_merge(bench: &mut impl Workbench) {
    assert_eq!(open(bench).unmerged("").unwrap(), []);
    assert_eq!(open(bench).incoming().unwrap(), Vec::<String>::new());

    bench.commit(&["a.txt"]);
    bench.write("a.txt", Some(b"changed"));
    assert_eq!(open(bench).unmerged("").unwrap(), []);
    assert_eq!(open(bench).incoming().unwrap(), Vec::<String>::new());
}

pub(crate) fn a_merge_brings_commits_in(bench: &mut impl Workbench) {
    let (ours, theirs) = ([("b.txt", Some("2"))], [("c.txt", Some("3"))]);
    let Some(merge) = merge(bench, &[("a.txt", Some("1"))], &ours, &theirs) else {
        return;
    };
    let vcs = open(bench);
    assert_eq!(vcs.incoming().unwrap(), [&*merge.theirs]);
    assert_eq!(vcs.unmerged("").unwrap(), []);
    assert_eq!(vcs.head().unwrap().as_ref(), Some(&merge.ours));

    let merged = bench.commit_all("merge");
    let vcs = open(bench);
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
    assert_eq!(vcs.head().unwrap(), merged);
    let log = vcs.log(&LogQuery::default()).unwrap();
    assert_eq!(log[0].parents, [merge.ours, merge.theirs]);
}

pub(crate) fn a_file_that_both_sides_changed_is_open(bench: &mut impl Workbench) {
    let file = |text| [("t/ä.txt", Some(text))];
    let Some(merge) = merge(bench, &file("1\n"), &file("2\n"), &file("3\n")) else {
        return;
    };

    let vcs = open(bench);
    check_open(&*vcs, "t/ä.txt", Some("1\n"), [Some("2\n"), Some("3\n")]);
    assert_eq!(vcs.incoming().unwrap(), [merge.theirs]);
}

pub(crate) fn a_file_that_both_sides_added_has_no_base(bench: &mut impl Workbench) {
    let file = |text| [("b.txt", Some(text))];
    let base = [("a.txt", Some("1"))];
    let Some(_) = merge(bench, &base, &file("2\n"), &file("3\n")) else {
        return;
    };

    check_open(&*open(bench), "b.txt", None, [Some("2\n"), Some("3\n")]);
}

pub(crate) fn a_file_that_we_deleted_is_open(bench: &mut impl Workbench) {
    let base = [("a.txt", Some("1\n")), ("b.txt", Some("1"))];
    let theirs = [("a.txt", Some("3\n"))];
    let Some(_) = merge(bench, &base, &[("a.txt", None)], &theirs) else {
        return;
    };

    check_open(&*open(bench), "a.txt", Some("1\n"), [None, Some("3\n")]);
}

pub(crate) fn a_file_that_they_deleted_is_open(bench: &mut impl Workbench) {
    let base = [("a.txt", Some("1\n")), ("b.txt", Some("1"))];
    let ours = [("a.txt", Some("2\n"))];
    let Some(_) = merge(bench, &base, &ours, &[("a.txt", None)]) else {
        return;
    };

    check_open(&*open(bench), "a.txt", Some("1\n"), [Some("2\n"), None]);
}

pub(crate) fn open_files_are_sorted_and_below_the_folder(bench: &mut impl Workbench) {
    let names = ["t/b.txt", "t-other/c.txt", "t/a/d.txt", "e.txt"];
    let files = |text| names.map(|name| (name, Some(text)));
    let Some(_) = merge(bench, &files("1"), &files("2"), &files("3")) else {
        return;
    };
    let vcs = open(bench);

    let below = |folder| -> Vec<String> {
        let unmerged = vcs.unmerged(folder).unwrap();
        unmerged.into_iter().map(|file| file.path).collect()
    };
    assert_eq!(
        below(""),
        ["e.txt", "t-other/c.txt", "t/a/d.txt", "t/b.txt"]
    );
    assert_eq!(below("t"), ["t/a/d.txt", "t/b.txt"]);
    assert_eq!(below("t/a/"), ["t/a/d.txt"]);
    assert_eq!(below("e.txt"), Vec::<String>::new());
    assert_eq!(below("nowhere"), Vec::<String>::new());
}

pub(crate) fn sides_have_names(bench: &mut impl Workbench) {
    let Some(merge) = clash(bench) else {
        return;
    };

    for file in open(bench).unmerged("").unwrap() {
        let [ours, theirs] = &*file.sides else {
            panic!("{file:?}");
        };
        assert!(!ours.label.trim().is_empty());
        assert!(!theirs.label.trim().is_empty());
        assert_ne!(ours.label, theirs.label);
        for (side, revision) in [(ours, &merge.ours), (theirs, &merge.theirs)] {
            assert!(side.revision.as_ref().is_none_or(|told| told == revision));
        }
    }
}

pub(crate) fn a_settled_file_is_no_longer_open(bench: &mut impl Workbench) {
    let Some(_) = clash(bench) else {
        return;
    };
    bench.write("t/b.txt", Some(b"4"));
    open(bench).mark_resolved(&owned(&["t/b.txt"])).unwrap();
    assert_eq!(open_paths(&*open(bench)), ["a.txt"]);

    bench.write("a.txt", Some(b"5"));
    let vcs = open(bench);
    vcs.mark_resolved(&owned(&["a.txt"])).unwrap();
    assert_eq!(open_paths(&*vcs), Vec::<String>::new());
    assert_eq!(open_paths(&*open(bench)), Vec::<String>::new());

    let merged = bench.commit_all("merge").unwrap();
    let vcs = open(bench);
    let read = |file| vcs.file_at(&merged, file).unwrap();
    assert_eq!(read("a.txt").as_deref(), Some(&b"5"[..]));
    assert_eq!(read("t/b.txt").as_deref(), Some(&b"4"[..]));
}

pub(crate) fn a_file_may_be_settled_by_deleting_it(bench: &mut impl Workbench) {
    let Some(_) = clash(bench) else {
        return;
    };
    bench.write("t/b.txt", None);
    open(bench).mark_resolved(&owned(&["t/b.txt"])).unwrap();
    assert_eq!(open_paths(&*open(bench)), ["a.txt"]);

    bench.write("a.txt", Some(b"4"));
    open(bench).mark_resolved(&owned(&["a.txt"])).unwrap();
    let merged = bench.commit_all("merge").unwrap();
    assert_eq!(open(bench).names_at(&merged, "").unwrap(), ["a.txt"]);
}

pub(crate) fn settling_leaves_other_files_alone(bench: &mut impl Workbench) {
    let Some(_) = clash(bench) else {
        return;
    };
    bench.write("new.txt", Some(b"new"));
    let others = |status: Vec<String>| -> Vec<String> {
        let others = status.into_iter().filter(|line| !line.ends_with("a.txt"));
        others.collect()
    };
    let before = others(bench.status());

    bench.write("a.txt", Some(b"4"));
    open(bench).mark_resolved(&owned(&["a.txt"])).unwrap();
    assert_eq!(others(bench.status()), before);
}

pub(crate) fn settling_needs_no_merge(bench: &mut impl Workbench) {
    bench.record(&[("a.txt", Some("1")), ("b.txt", Some("1"))], "base");
    bench.write("a.txt", Some(b"changed"));
    let before = bench.status();

    let paths = owned(&["a.txt", "b.txt", "nowhere.txt"]);
    open(bench).mark_resolved(&paths).unwrap();
    open(bench).mark_resolved(&[]).unwrap();
    assert_eq!(bench.status(), before);
}
