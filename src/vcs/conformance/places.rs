//! Places, people, branches and the names of files.

use crate::vcs::Tip;
use crate::vcs::User;
use crate::vcs::VcsError;
use crate::vcs::conformance::Support;
use crate::vcs::conformance::Workbench;
use crate::vcs::conformance::open;

/// Makes a test of each behaviour of this file.
macro_rules! conforms {
    ($bench:expr) => {
        $crate::vcs::conformance::behaviours!(places, $bench =>
            the_system_and_the_root_are_known,
            the_root_is_found_from_below,
            the_own_worktree_is_listed,
            all_worktrees_see_each_other_and_share_a_folder,
            a_deleted_worktree_is_not_listed,
            nobody_is_named_at_first,
            the_user_has_a_name_and_an_address,
            a_user_needs_no_address,
            the_branch_is_known_before_the_first_commit,
            a_started_branch_is_the_current_one,
            there_need_not_be_a_current_branch,
            an_empty_clone_has_no_tips,
            tips_are_sorted_and_stand_at_their_revisions,
            names_are_those_of_the_revision,
            a_branch_is_a_revision,
            a_folder_is_matched_whole,
            a_missing_folder_is_empty,
            an_unknown_revision_is_an_error,
        );
    };
}
pub(crate) use conforms;

/// The files of a small tracker, sorted.
const FILES: [&str; 3] = [
    ".tickets/config.yaml",
    ".tickets/tickets/00/TICKET-1-first.yaml",
    ".tickets/tickets/01/TICKET-100-hundredth.yaml",
];

pub(crate) fn the_system_and_the_root_are_known(bench: &mut impl Workbench) {
    let vcs = open(bench);

    assert_eq!(vcs.system(), bench.system());
    assert_eq!(vcs.root(), bench.root());
    assert!(vcs.shared_dir().is_absolute());
    assert!(vcs.worktree_dir().is_absolute());
}

pub(crate) fn the_root_is_found_from_below(bench: &mut impl Workbench) {
    bench.commit(&["a/b/c.txt"]);
    let below = bench.root().join("a").join("b");
    let below = if below.is_dir() { below } else { bench.root() };

    assert_eq!(bench.open(&below).root(), bench.root());
}

pub(crate) fn the_own_worktree_is_listed(bench: &mut impl Workbench) {
    assert_eq!(open(bench).worktrees().unwrap(), [bench.root()]);
}

pub(crate) fn all_worktrees_see_each_other_and_share_a_folder(bench: &mut impl Workbench) {
    bench.commit(&FILES);
    let first = open(bench);
    let Some(other_root) = bench.add_worktree("other") else {
        assert_eq!(first.worktree_dir(), first.shared_dir());
        return;
    };
    let other = bench.open(&other_root);

    let mut expected = vec![bench.root(), other_root.clone()];
    expected.sort();
    assert_eq!(other.root(), other_root);
    assert_eq!(open(bench).worktrees().unwrap(), expected);
    assert_eq!(other.worktrees().unwrap(), expected);
    assert_eq!(first.shared_dir(), other.shared_dir());
    assert_ne!(first.worktree_dir(), other.worktree_dir());
}

pub(crate) fn a_deleted_worktree_is_not_listed(bench: &mut impl Workbench) {
    bench.commit(&FILES);
    let Some(other_root) = bench.add_worktree("other") else {
        return;
    };
    bench.delete_worktree(&other_root);

    assert_eq!(open(bench).worktrees().unwrap(), [bench.root()]);
}

pub(crate) fn nobody_is_named_at_first(bench: &mut impl Workbench) {
    assert_eq!(open(bench).user().unwrap(), None);
}

pub(crate) fn the_user_has_a_name_and_an_address(bench: &mut impl Workbench) {
    let expected = match bench.set_user("Alice Doe", Some("alice@example.com")) {
        Support::Done => Some(User {
            name: String::from("Alice Doe"),
            email: Some(String::from("alice@example.com")),
        }),
        Support::Impossible => None,
    };

    assert_eq!(open(bench).user().unwrap(), expected);
}

pub(crate) fn a_user_needs_no_address(bench: &mut impl Workbench) {
    let expected = match bench.set_user("Álvaro", None) {
        Support::Done => Some(User {
            name: String::from("Álvaro"),
            email: None,
        }),
        Support::Impossible => None,
    };

    assert_eq!(open(bench).user().unwrap(), expected);
}

pub(crate) fn the_branch_is_known_before_the_first_commit(bench: &mut impl Workbench) {
    assert_eq!(
        open(bench).branch().unwrap().as_deref(),
        bench.initial_branch()
    );
}

pub(crate) fn a_started_branch_is_the_current_one(bench: &mut impl Workbench) {
    bench.commit(&FILES);
    let expected = match bench.start_branch("feature/login") {
        Support::Done => Some("feature/login"),
        Support::Impossible => None,
    };

    assert_eq!(open(bench).branch().unwrap().as_deref(), expected);
}

pub(crate) fn there_need_not_be_a_current_branch(bench: &mut impl Workbench) {
    bench.commit(&FILES);
    let expected = match bench.leave_branch() {
        Support::Done => None,
        Support::Impossible => bench.initial_branch().map(str::to_owned),
    };

    assert_eq!(open(bench).branch().unwrap(), expected);
}

pub(crate) fn an_empty_clone_has_no_tips(bench: &mut impl Workbench) {
    assert_eq!(open(bench).tips().unwrap(), []);
}

pub(crate) fn tips_are_sorted_and_stand_at_their_revisions(bench: &mut impl Workbench) {
    let mut expected = Vec::new();
    let mut expect = |name: &str, revision: Option<String>| {
        expected.extend(revision.map(|revision| Tip {
            name: name.to_owned(),
            revision,
        }));
    };
    let initial = bench.initial_branch().map(str::to_owned);
    let first = bench.commit(&FILES[..1]);
    // Where an empty clone is on no branch, none stands at the first commit.
    if let Some(initial) = initial {
        expect(&initial, first);
    }
    bench.start_branch("zebra");
    expect("zebra", bench.commit(&FILES[1..2]));
    bench.start_branch("feature/login");
    expect("feature/login", bench.commit(&FILES[2..]));

    expected.sort();
    assert_eq!(open(bench).tips().unwrap(), expected);
}

pub(crate) fn names_are_those_of_the_revision(bench: &mut impl Workbench) {
    let Some(older) = bench.commit(&["README.md", FILES[1]]) else {
        return assert_eq!(open(bench).tips().unwrap(), []);
    };
    let newer = bench
        .commit(&[FILES[0], FILES[2]])
        .expect("the first commit was possible");
    let vcs = open(bench);

    // Twice, because the second answer may come from memory.
    for _ in 0..2 {
        assert_eq!(vcs.names_at(&older, ".tickets").unwrap(), FILES[1..2]);
        assert_eq!(vcs.names_at(&newer, ".tickets").unwrap(), FILES);
        assert_eq!(
            vcs.names_at(&newer, ".tickets/tickets/").unwrap(),
            FILES[1..]
        );
        assert_eq!(vcs.names_at(&older, "").unwrap(), [FILES[1], "README.md"]);
    }
}

pub(crate) fn a_branch_is_a_revision(bench: &mut impl Workbench) {
    bench.commit(&FILES);
    let Some(branch) = bench.initial_branch() else {
        return;
    };

    assert_eq!(open(bench).names_at(branch, ".tickets").unwrap(), FILES);
}

pub(crate) fn a_folder_is_matched_whole(bench: &mut impl Workbench) {
    let Some(revision) = bench.commit(&["tickets-old/a.yaml", "tickets/b.yaml", "tickets.yaml"])
    else {
        return;
    };
    let vcs = open(bench);

    assert_eq!(
        vcs.names_at(&revision, "tickets").unwrap(),
        ["tickets/b.yaml"]
    );
    assert_eq!(
        vcs.names_at(&revision, "tick").unwrap(),
        Vec::<String>::new()
    );
    assert_eq!(
        vcs.names_at(&revision, "tickets.yaml").unwrap(),
        Vec::<String>::new()
    );
}

pub(crate) fn a_missing_folder_is_empty(bench: &mut impl Workbench) {
    let Some(revision) = bench.commit(&FILES) else {
        return;
    };

    assert_eq!(
        open(bench).names_at(&revision, ".tickets/epics").unwrap(),
        Vec::<String>::new()
    );
}

pub(crate) fn an_unknown_revision_is_an_error(bench: &mut impl Workbench) {
    bench.commit(&FILES);
    let vcs = open(bench);

    for revision in ["nowhere", "", "0123456789012345678901234567890123456789"] {
        let error = vcs.names_at(revision, ".tickets").unwrap_err();
        assert!(
            matches!(&error, VcsError::UnknownRevision { revision: named } if named == revision),
            "{error:?}"
        );
    }
}
