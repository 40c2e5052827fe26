//! Where a Mercurial working tree and its folders are.

use std::fs;
use std::path::PathBuf;

use crate::vcs::Environment;
use crate::vcs::System;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::hg::bench::HgBench;
use crate::vcs::hg::bench::check_error;

#[test]
fn private_files_live_in_the_folder_of_hg() {
    let bench = HgBench::new();
    let vcs = bench.open(&bench.root());

    assert_eq!(vcs.shared_dir(), bench.root().join(".hg/tickets"));
    assert_eq!(vcs.worktree_dir(), vcs.shared_dir());
}

#[test]
fn a_share_has_the_folder_of_its_source_and_one_of_its_own() {
    let bench = HgBench::with_ticket();
    let source = bench.root();
    for (name, options) in [
        ("absolute share", &[][..]),
        ("relative", &["--relative"]),
        ("a/b/bookmarks ü", &["--bookmarks", "--relative"]),
    ] {
        fs::create_dir_all(bench.home().join("a/b")).unwrap();
        let root = bench.share(name, options);
        let vcs = bench.open(&root);

        assert_eq!(vcs.root(), root);
        assert_eq!(vcs.shared_dir(), source.join(".hg/tickets"));
        assert_eq!(vcs.worktree_dir(), root.join(".hg/tickets"));
        let mut expected = [source.clone(), root];
        expected.sort();
        assert_eq!(vcs.worktrees().unwrap(), expected);
        let names = vcs.names_at("default", ".tickets/tickets/00").unwrap();
        assert_eq!(names.len(), 1);
    }
    // Mercurial writes down nowhere which shares there are.
    assert_eq!(bench.open(&source).worktrees().unwrap(), [source]);
}

#[test]
fn a_share_of_a_share_has_the_folder_of_the_first_source() {
    let bench = HgBench::with_ticket();
    let first = bench.share("first", &[]);
    let second = bench.home().join("second");
    bench.hg(&["share", first.to_str().unwrap(), second.to_str().unwrap()]);

    let vcs = bench.open(&second);
    assert_eq!(vcs.shared_dir(), bench.root().join(".hg/tickets"));
}

#[test]
fn a_share_without_its_source_is_damaged() {
    let bench = HgBench::with_ticket();
    let root = bench.share("share", &[]);
    fs::rename(bench.root(), bench.home().join("moved")).unwrap();

    check_error(
        bench.discover(&root),
        &bench.home(),
        "`~/share/.hg/sharedpath` is damaged: it points to `~/main/.hg`, which is none",
    );
    fs::remove_file(root.join(".hg/sharedpath")).unwrap();
    check_error(
        bench.discover(&root),
        &bench.home(),
        "`~/share/.hg/sharedpath` is damaged: it is missing",
    );
}

#[test]
fn an_empty_folder_named_hg_is_no_repository() {
    let bench = HgBench::new();
    let inside = bench.root().join("inside");
    fs::create_dir_all(inside.join(".hg")).unwrap();

    assert_eq!(bench.open(&inside).root(), bench.root());
}

#[test]
fn a_folder_named_hg_with_something_else_in_it_is_damaged() {
    let bench = HgBench::new();
    let inside = bench.root().join("inside");
    fs::create_dir_all(inside.join(".hg/whatever")).unwrap();

    check_error(
        bench.discover(&inside),
        &bench.home(),
        "`~/main/inside/.hg` is damaged: its `requires` and `store` are missing or cannot be read",
    );
}

#[test]
fn a_broken_list_of_features_is_named() {
    let mut bench = HgBench::new();
    bench.write(".hg/requires", Some(b"share-safe\n\xff\xfe\n"));

    check_error(
        bench.discover(&bench.root()),
        &bench.home(),
        "`~/main/.hg/requires` is damaged: it is no list of features",
    );
}

#[test]
fn what_hg_does_not_know_it_says_itself() {
    let mut bench = HgBench::with_ticket();
    bench.write(".hg/requires", Some(b"share-safe\nfrom-the-future\n"));

    let vcs = bench.open(&bench.root());
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("default"));
    check_error(
        vcs.tips(),
        &bench.home(),
        "`hg serve` failed: repository requires features unknown to this Mercurial: from-the-future",
    );
}

#[test]
fn a_damaged_dirstate_is_named() {
    let mut bench = HgBench::with_ticket();
    bench.write(".hg/dirstate", Some(b"short"));

    check_error(
        bench.open(&bench.root()).head(),
        &bench.home(),
        "`~/main/.hg/dirstate` is damaged: it ends too early",
    );
}

fn fake_git(folder: PathBuf) {
    for part in ["objects", "refs"] {
        fs::create_dir_all(folder.join(".git").join(part)).unwrap();
    }
    fs::File::create(folder.join(".git/HEAD")).unwrap();
}

#[test]
fn of_two_repositories_the_nearest_wins_and_git_where_both_are() {
    let bench = HgBench::new();
    let inside = bench.root().join("inside");
    fs::create_dir_all(&inside).unwrap();
    let system = || bench.open(&inside).system();

    assert_eq!(system(), System::Mercurial);
    fake_git(bench.home());
    assert_eq!(system(), System::Mercurial);
    fake_git(inside.clone());
    assert_eq!(system(), System::Git);
    fs::remove_dir_all(inside.join(".git")).unwrap();
    fake_git(bench.root());
    assert_eq!(system(), System::Git);
}

#[test]
fn damage_further_up_does_not_matter() {
    let bench = HgBench::new();
    let inside = bench.root().join("inside");
    fs::create_dir_all(&inside).unwrap();
    fs::create_dir_all(bench.home().join(".git/broken")).unwrap();
    assert_eq!(bench.open(&inside).system(), System::Mercurial);

    fs::remove_file(bench.root().join(".hg/requires")).unwrap();
    fs::remove_dir_all(bench.root().join(".hg/store")).unwrap();
    fake_git(inside.clone());
    assert_eq!(bench.open(&inside).system(), System::Git);
}

#[test]
fn the_variable_of_git_goes_before_all() {
    let bench = HgBench::new();
    let elsewhere = bench.home().join("elsewhere");
    fake_git(elsewhere.clone());
    let environment = Environment {
        git_dir: Some(elsewhere.join(".git")),
        ..bench.environment()
    };

    let vcs = crate::vcs::discover(&bench.root(), &environment).unwrap();
    assert_eq!(vcs.system(), System::Git);
}

#[test]
fn a_folder_for_a_file_is_an_error_that_names_it() {
    let bench = HgBench::new();
    let requires = bench.root().join(".hg/requires");
    fs::remove_file(&requires).unwrap();
    fs::create_dir(&requires).unwrap();

    let error = bench.discover(&bench.root()).unwrap_err();
    assert!(matches!(error, VcsError::Read { path, .. } if path == requires));
}
