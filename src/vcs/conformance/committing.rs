//! Commits that the adapter makes.

use crate::domain::Timestamp;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::NewCommit;
use crate::vcs::User;
use crate::vcs::VcsError;
use crate::vcs::conformance::Support;
use crate::vcs::conformance::Workbench;
use crate::vcs::conformance::open;
use crate::vcs::conformance::owned;

/// Makes a test of each behaviour of this file.
macro_rules! conforms_committing {
    ($bench:expr) => {
        $crate::vcs::conformance::behaviours!(committing, $bench =>
            a_commit_has_its_words_and_its_past,
            the_first_commit_can_be_made,
            a_commit_moves_the_branch,
            a_commit_needs_no_branch,
            only_named_files_are_committed,
            missing_files_are_removed,
            other_changes_stay_as_they_are,
            a_commit_without_a_change_is_refused,
            a_commit_in_the_middle_of_a_merge_is_refused,
        );
    };
}
pub(crate) use conforms_committing;

const MESSAGE: &str = "Läuft — jetzt 🦀\n\nA body\n  of two lines.";

fn author() -> User {
    User {
        name: String::from("Álvaro Agent"),
        email: Some(String::from("agent@example.com")),
    }
}

fn at() -> Timestamp {
    "2026-02-03T04:05:06Z".parse().unwrap()
}

fn commit(bench: &impl Workbench, paths: &[&str]) -> Result<String, VcsError> {
    open(bench).commit(&NewCommit {
        paths: &owned(paths),
        message: MESSAGE,
        author: &author(),
        at: at(),
    })
}

/// Commits, or returns `None` where the adapter refuses to, as it says it does.
#[track_caller]
fn committed(bench: &impl Workbench, paths: &[&str]) -> Option<String> {
    match bench.commits() {
        Support::Done => Some(commit(bench, paths).unwrap()),
        Support::Impossible => {
            check_refused(bench, paths);
            None
        }
    }
}

#[track_caller]
fn check_refused(bench: &impl Workbench, paths: &[&str]) {
    let (head, status) = (open(bench).head().unwrap(), bench.status());
    let error = commit(bench, paths).unwrap_err();
    assert!(
        matches!(
            error,
            VcsError::Refused {
                action: "commit",
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(open(bench).head().unwrap(), head);
    assert_eq!(bench.status(), status);
}

fn status_of_others(bench: &impl Workbench, paths: &[&str]) -> Vec<String> {
    let mut status = bench.status();
    status.retain(|line| !paths.iter().any(|path| line.ends_with(path)));
    status
}

pub(crate) fn a_commit_has_its_words_and_its_past(bench: &mut impl Workbench) {
    let parent = bench.commit(&["a.txt"]);
    bench.write("a.txt", Some(b"changed"));
    let Some(id) = committed(bench, &["a.txt"]) else {
        return;
    };

    let expected = Commit {
        id,
        parents: vec![parent.unwrap()],
        author: author(),
        at: at(),
        message: MESSAGE.to_owned(),
    };
    assert_eq!(open(bench).log(&LogQuery::default()).unwrap()[0], expected);
    assert_eq!(bench.status(), Vec::<String>::new());
}

pub(crate) fn the_first_commit_can_be_made(bench: &mut impl Workbench) {
    bench.write("t/a.txt", Some(b"1"));
    bench.write("b.txt", Some(b"1"));
    let Some(id) = committed(bench, &["t/a.txt"]) else {
        return;
    };

    let vcs = open(bench);
    assert_eq!(vcs.head().unwrap(), Some(id));
    let log = vcs.log(&LogQuery::default()).unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].parents, Vec::<String>::new());
    assert_eq!(vcs.names_at(&log[0].id, "").unwrap(), ["t/a.txt"]);
    assert_eq!(vcs.branch().unwrap().as_deref(), bench.initial_branch());
}

pub(crate) fn a_commit_moves_the_branch(bench: &mut impl Workbench) {
    let older = bench.commit(&["a.txt"]);
    bench.start_branch("left");
    bench.start_branch("feature/login");
    bench.write("a.txt", Some(b"changed"));
    let Some(id) = committed(bench, &["a.txt"]) else {
        return;
    };

    let vcs = open(bench);
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("feature/login"));
    assert_eq!(vcs.resolve("feature/login").unwrap(), id);
    assert_eq!(vcs.resolve("left").unwrap(), older.unwrap());
}

pub(crate) fn a_commit_needs_no_branch(bench: &mut impl Workbench) {
    let older = bench.commit(&["a.txt"]);
    let tips = open(bench).tips().unwrap();
    if bench.leave_branch() == Support::Impossible {
        return;
    }
    bench.write("a.txt", Some(b"changed"));
    let Some(id) = committed(bench, &["a.txt"]) else {
        return;
    };

    let vcs = open(bench);
    assert_eq!(vcs.branch().unwrap(), None);
    assert_eq!(vcs.head().unwrap().as_ref(), Some(&id));
    assert_eq!(vcs.tips().unwrap(), tips);
    assert_eq!(vcs.merge_base(&id, &tips[0].revision).unwrap(), older);
}

pub(crate) fn only_named_files_are_committed(bench: &mut impl Workbench) {
    let first = [("t/a.txt", Some("1")), ("t/b.txt", Some("1"))];
    bench.record(&first, "base");
    for file in ["t/a.txt", "t/b.txt", "t/new/c.txt", "t/new/d.txt"] {
        bench.write(file, Some(b"\xff\0changed\r\n"));
    }
    let Some(id) = committed(bench, &["t/new/c.txt", "t/a.txt"]) else {
        return;
    };
    let vcs = open(bench);

    let names = vcs.names_at(&id, "").unwrap();
    assert_eq!(names, ["t/a.txt", "t/b.txt", "t/new/c.txt"]);
    let read = |file| vcs.file_at(&id, file).unwrap().unwrap();
    assert_eq!(read("t/a.txt"), b"\xff\0changed\r\n");
    assert_eq!(read("t/b.txt"), b"1");
    assert_eq!(read("t/new/c.txt"), b"\xff\0changed\r\n");
}

pub(crate) fn missing_files_are_removed(bench: &mut impl Workbench) {
    let files = ["t/a.txt", "t/b/c.txt", "t/b/d.txt", "t/e/f.txt"];
    bench.commit(&files);
    for file in files {
        bench.write(file, None);
    }
    let paths = ["t/b/c.txt", "t/e/f.txt", "t/never.txt"];
    let Some(id) = committed(bench, &paths) else {
        return;
    };

    let names = open(bench).names_at(&id, "").unwrap();
    assert_eq!(names, ["t/a.txt", "t/b/d.txt"]);
}

pub(crate) fn other_changes_stay_as_they_are(bench: &mut impl Workbench) {
    let names = [
        "staged.txt",
        "both.txt",
        "unstaged.txt",
        "gone.txt",
        "t/a.txt",
    ];
    bench.commit(&names);
    bench.write("staged.txt", Some(b"2"));
    bench.stage("staged.txt");
    bench.write("both.txt", Some(b"2"));
    bench.stage("both.txt");
    bench.write("both.txt", Some(b"3"));
    bench.write("unstaged.txt", Some(b"2"));
    bench.write("gone.txt", None);
    bench.stage("gone.txt");
    bench.write("t/added.txt", Some(b"2"));
    bench.stage("t/added.txt");
    bench.write("t/untracked.txt", Some(b"2"));
    bench.write("t/a.txt", Some(b"2"));
    bench.write("t/new.txt", Some(b"2"));
    let paths = ["t/a.txt", "t/new.txt"];
    let before = status_of_others(bench, &paths);
    if committed(bench, &paths).is_none() {
        return;
    }

    assert!(before.len() >= 5, "{before:?}");
    assert_eq!(bench.status(), before);
}

pub(crate) fn a_commit_without_a_change_is_refused(bench: &mut impl Workbench) {
    bench.commit(&["a.txt", "b.txt"]);
    bench.write("b.txt", Some(b"changed"));
    bench.stage("b.txt");

    check_refused(bench, &["a.txt"]);
    check_refused(bench, &["nowhere.txt"]);
    check_refused(bench, &[]);
}

pub(crate) fn a_commit_in_the_middle_of_a_merge_is_refused(bench: &mut impl Workbench) {
    bench.commit(&["a.txt"]);
    bench.start_branch("ours");
    bench.start_branch("theirs");
    bench.commit(&["b.txt"]);
    bench.switch("ours");
    bench.commit(&["c.txt"]);
    bench.merge("theirs");
    bench.write("a.txt", Some(b"changed"));
    if bench.commits() == Support::Impossible {
        return;
    }

    check_refused(bench, &["a.txt"]);
}
