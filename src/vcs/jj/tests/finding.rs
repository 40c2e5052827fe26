//! Finding the workspace and its folders from paths alone.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Environment;
use crate::vcs::System;
use crate::vcs::Vcs;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::discover;
use crate::vcs::jj::bench::JjBench;
use crate::vcs::jj::bench::check_error;
use crate::vcs::jj::tests::writer::Place;

#[track_caller]
fn check_layout(vcs: &dyn Vcs, root: &Path, repository: &Path) {
    assert_eq!(vcs.system(), System::Jujutsu);
    assert_eq!(vcs.root(), root);
    assert_eq!(vcs.shared_dir(), repository.join("tickets"));
    assert_eq!(vcs.worktree_dir(), root.join(".jj/tickets"));
}

fn init_git(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    gix::init(folder).unwrap();
}

#[test]
fn a_workspace_is_found_from_below_and_wins_over_its_git() {
    for place in [Place::BesideGit, Place::Alone] {
        let bench = JjBench::new(place);
        let below = bench.root().join(".tickets/tickets");
        fs::create_dir_all(&below).unwrap();

        assert_eq!(
            bench.root().join(".git").exists(),
            place == Place::BesideGit
        );
        check_layout(
            &*bench.open(&below),
            &bench.root(),
            &bench.root().join(".jj/repo"),
        );
    }
}

#[test]
fn an_added_workspace_shares_the_repository_of_the_first() {
    let mut bench = JjBench::new(Place::BesideGit);
    bench.commit(&["a.txt"]);
    let root = bench.add_worktree("other").unwrap();

    assert!(root.join(".jj/repo").is_file());
    let vcs = bench.open(&root.join(".jj/.."));
    check_layout(&*vcs, &root, &bench.root().join(".jj/repo"));
}

#[test]
fn the_nearest_repository_wins_whatever_its_kind() {
    let bench = JjBench::new(Place::Alone);
    let inner_git = bench.root().join("lib/git");
    init_git(&inner_git);
    assert_eq!(bench.open(&inner_git).system(), System::Git);

    init_git(&bench.home());
    let vcs = bench.open(&bench.root().join("lib"));
    check_layout(&*vcs, &bench.root(), &bench.root().join(".jj/repo"));
}

#[test]
fn a_broken_git_repository_further_up_does_not_matter() {
    let bench = JjBench::new(Place::Alone);
    fs::create_dir_all(bench.home().join(".git/objects")).unwrap();

    assert_eq!(bench.open(&bench.root()).system(), System::Jujutsu);
}

#[test]
fn what_a_removed_repository_leaves_is_none() {
    let bench = JjBench::new(Place::BesideGit);
    fs::remove_dir_all(bench.root().join(".jj")).unwrap();
    fs::create_dir_all(bench.root().join(".jj/tickets")).unwrap();

    assert_eq!(bench.open(&bench.root()).system(), System::Git);
}

#[test]
fn a_hook_of_the_git_beside_it_stays_in_the_workspace() {
    let bench = JjBench::new(Place::BesideGit);
    let within = |git_dir: &Path| Environment {
        git_dir: Some(git_dir.to_owned()),
        ..bench.environment()
    };

    let vcs = discover(&bench.root(), &within(Path::new(".git"))).unwrap();
    assert_eq!(vcs.system(), System::Jujutsu);

    let other = bench.home().join("other");
    init_git(&other);
    let vcs = discover(&bench.root(), &within(&other.join(".git"))).unwrap();
    assert_eq!(vcs.system(), System::Git);
    assert_eq!(vcs.shared_dir(), other.join(".git/tickets"));
}

#[test]
fn a_workspace_whose_repository_is_gone_is_an_error() {
    let mut bench = JjBench::new(Place::Alone);
    bench.commit(&["a.txt"]);
    let root = bench.add_worktree("other").unwrap();
    fs::rename(bench.root(), bench.home().join("moved")).unwrap();

    check_error(
        discover(&root, &bench.environment()),
        &bench.home(),
        "cannot open the repository `~/other/.jj/repo`",
    );
}

#[test]
fn a_repository_of_another_kind_is_unsupported_and_does_not_hide_the_tracker() {
    let mut bench = JjBench::new(Place::Alone);
    bench.write(".jj/repo/store/type", Some(b"piper"));
    let vcs = bench.open(&bench.root());

    assert_eq!(vcs.root(), bench.root());
    check_error(
        vcs.tips(),
        &bench.home(),
        "the repository `~/main/.jj/repo` uses the commit store `piper`, which is not supported",
    );
}

#[test]
fn a_stranger_in_a_deleted_workspaces_place_is_not_listed() {
    let mut bench = JjBench::new(Place::Alone);
    bench.commit(&["a.txt"]);
    let root = bench.add_worktree("other").unwrap();
    let both: [PathBuf; 2] = [bench.root(), root.clone()];
    assert_eq!(bench.open(&root).worktrees().unwrap(), both);

    fs::remove_dir_all(&root).unwrap();
    init_git(&root);
    let roots = bench.open(&bench.root()).worktrees().unwrap();
    assert_eq!(roots, [bench.root()]);
}

#[test]
fn workspaces_that_jj_did_not_write_down_know_the_first() {
    let mut bench = JjBench::new(Place::Alone);
    bench.commit(&["a.txt"]);
    let root = bench.add_worktree("other").unwrap();
    fs::remove_dir_all(bench.root().join(".jj/repo/workspace_store")).unwrap();

    let both: [PathBuf; 2] = [bench.root(), root.clone()];
    assert_eq!(bench.open(&root).worktrees().unwrap(), both);
    let roots = bench.open(&bench.root()).worktrees().unwrap();
    assert_eq!(roots, [bench.root()]);
    assert!(!bench.root().join(".jj/repo/workspace_store").exists());
}
