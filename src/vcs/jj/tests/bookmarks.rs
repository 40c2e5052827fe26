//! Bookmarks as branches.

use jj_lib::backend::CommitId;
use jj_lib::op_store::RefTarget;
use jj_lib::op_store::RemoteRef;
use jj_lib::op_store::RemoteRefState;
use jj_lib::ref_name::RefName;
use jj_lib::ref_name::RemoteName;

use crate::vcs::Tip;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::open;
use crate::vcs::jj::bench::JjBench;
use crate::vcs::jj::tests::writer::Place;

fn tip(name: &str, revision: &str) -> Tip {
    Tip {
        name: name.to_owned(),
        revision: revision.to_owned(),
    }
}

#[track_caller]
fn check_branch(bench: &JjBench, expected: Option<&str>) {
    assert_eq!(open(bench).branch().unwrap().as_deref(), expected);
}

#[test]
fn the_nearest_bookmark_is_the_branch() {
    let mut bench = JjBench::new(Place::Alone);
    let older = bench.commit(&["a.txt"]).unwrap();
    bench.jj.bookmark("main", &[&older]);
    let newer = bench.commit(&["b.txt"]).unwrap();
    bench.commit(&["c.txt"]).unwrap();
    check_branch(&bench, Some("main"));

    bench.jj.bookmark("near", &[&newer]);
    check_branch(&bench, Some("near"));
    let working_copy = bench.jj.snapshot();
    bench.jj.bookmark("here", &[&working_copy]);
    check_branch(&bench, Some("here"));
    assert_eq!(open(&bench).resolve("here").unwrap(), working_copy);
}

#[test]
fn of_several_nearest_bookmarks_none_is_the_branch() {
    let mut bench = JjBench::new(Place::Alone);
    let base = bench.commit(&["a.txt"]).unwrap();
    bench.jj.bookmark("one", &[&base]);
    bench.jj.bookmark("two", &[&base]);
    check_branch(&bench, None);

    bench.jj.bookmark("two", &[]);
    let one = bench.commit(&["b.txt"]).unwrap();
    bench.jj.new_on(&[&base]);
    let two = bench.commit(&["c.txt"]).unwrap();
    bench.jj.new_on(&[&one, &two]);
    check_branch(&bench, Some("one"));
    bench.jj.bookmark("left", &[&one]);
    check_branch(&bench, Some("left"));
    bench.jj.bookmark("right", &[&two]);
    check_branch(&bench, None);
}

#[test]
fn remote_bookmarks_are_tips_and_what_git_got_is_none() {
    let mut bench = JjBench::new(Place::BesideGit);
    let older = bench.commit(&["a.txt"]).unwrap();
    let newer = bench.commit(&["b.txt"]).unwrap();
    bench.jj.bookmark("main", &[&newer]);
    bench.jj.change("fetch", async |repository| {
        let symbol = RefName::new("main").to_remote_symbol(RemoteName::new("origin"));
        let remote = RemoteRef {
            target: RefTarget::normal(CommitId::try_from_hex(&older).unwrap()),
            state: RemoteRefState::Tracked,
        };
        repository.set_remote_bookmark(symbol, remote);
        None
    });
    let vcs = open(&bench);

    let expected = [tip("main", &newer), tip("origin/main", &older)];
    assert_eq!(vcs.tips().unwrap(), expected);
    assert_eq!(vcs.resolve("main@origin").unwrap(), older);
    assert_eq!(vcs.resolve("origin/main").unwrap(), older);
    assert_eq!(vcs.names_at("origin/main", "").unwrap(), ["a.txt"]);
}

#[test]
fn a_conflicted_bookmark_is_a_tip_on_each_side_and_no_revision() {
    let mut bench = JjBench::new(Place::Alone);
    let one = bench.commit(&["a.txt"]).unwrap();
    let two = bench.commit(&["b.txt"]).unwrap();
    bench.jj.bookmark("main", &[&one, &two]);
    let vcs = open(&bench);

    let mut expected = [tip("main", &one), tip("main", &two)];
    expected.sort();
    assert_eq!(vcs.tips().unwrap(), expected);
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("main"));
    let error = vcs.resolve("main").unwrap_err();
    assert!(
        matches!(error, VcsError::UnknownRevision { .. }),
        "{error:?}"
    );
}
