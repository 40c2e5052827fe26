//! Finding the working tree, its folders and the other working trees.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Environment;
use crate::vcs::NewCommit;
use crate::vcs::System;
use crate::vcs::Vcs;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::discover;
use crate::vcs::git::bench::GitBench;
use crate::vcs::git::bench::check_error;
use crate::vcs::git::bench::tip_names;
use crate::vcs::git::bench::write;

#[track_caller]
fn check_layout(vcs: &dyn Vcs, root: &Path, shared_dir: &Path, worktree_dir: &Path) {
    assert_eq!(vcs.system(), System::Git);
    assert_eq!(vcs.root(), root);
    assert_eq!(vcs.shared_dir(), shared_dir);
    assert_eq!(vcs.worktree_dir(), worktree_dir);
}

#[test]
fn private_files_live_in_the_git_folders() {
    let mut bench = GitBench::with_ticket();
    let git_dir = bench.root().join(".git");
    let linked = bench.add_worktree("linked").unwrap();

    let shared = git_dir.join("tickets");
    check_layout(&*bench.open(&bench.root()), &bench.root(), &shared, &shared);
    let own = git_dir.join("worktrees/linked/tickets");
    check_layout(&*bench.open(&linked), &linked, &shared, &own);
}

#[test]
fn discovery_opens_nothing() {
    let bench = GitBench::with_ticket();
    write(&bench.root().join(".git/config"), "[broken");
    let vcs = bench.open(&bench.root());

    assert_eq!(vcs.worktrees().unwrap(), [bench.root()]);
    check_error(
        vcs.branch(),
        &bench.home(),
        "cannot open the repository `~/main/.git`",
    );
}

#[test]
fn a_nested_tracker_does_not_hide_the_repository() {
    let bench = GitBench::with_ticket();
    let nested = bench.root().join("sub/project/.tickets");
    fs::create_dir_all(&nested).unwrap();
    fs::remove_dir_all(bench.root().join(".tickets")).unwrap();

    assert_eq!(bench.open(&nested).root(), bench.root());
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_leads_to_the_real_root() {
    let bench = GitBench::with_ticket();
    let link = bench.home().join("link");
    std::os::unix::fs::symlink(bench.root().join(".tickets"), &link).unwrap();

    assert_eq!(bench.open(&link).root(), bench.root());
}

#[test]
fn a_linked_worktree_has_its_own_branch() {
    let mut bench = GitBench::with_ticket();
    let linked = bench.add_worktree("linked").unwrap();

    assert_eq!(
        bench.open(&linked).branch().unwrap().as_deref(),
        Some("linked")
    );
    assert_eq!(tip_names(&*bench.open(&linked)), ["linked", "main"]);
}

#[test]
fn linked_worktrees_of_a_bare_repository_have_no_main_one() {
    let bench = GitBench::with_ticket();
    bench.git(&["clone", "--quiet", "--bare", ".", "../store/.git"]);
    let store = bench.home().join("store");
    let linked = bench.home().join("linked");
    bench.git_in(
        &store,
        &[
            "worktree",
            "add",
            "--quiet",
            linked.to_str().unwrap(),
            "main",
        ],
    );

    let vcs = bench.open(&linked);
    assert_eq!(vcs.worktrees().unwrap(), [linked]);
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("main"));
    let git_dir = store.join(".git");
    let vcs = bench.open(&store);
    assert_eq!((vcs.root(), vcs.has_worktree()), (&*git_dir, false));
}

#[test]
fn worktrees_may_point_to_each_other_relatively() {
    let mut bench = GitBench::with_ticket();
    let linked = bench.add_worktree("linked").unwrap();
    let git_dir = bench.root().join(".git/worktrees/linked");
    write(&git_dir.join("gitdir"), "../../../../linked/.git\n");
    write(
        &linked.join(".git"),
        "gitdir: ../main/.git/worktrees/linked\n",
    );

    let vcs = bench.open(&linked);
    assert_eq!(vcs.worktree_dir(), git_dir.join("tickets"));
    assert_eq!(vcs.worktrees().unwrap(), [linked, bench.root()]);
}

#[test]
fn a_stranger_in_a_deleted_worktrees_place_is_not_listed() {
    let mut bench = GitBench::with_ticket();
    let linked = bench.add_worktree("linked").unwrap();
    bench.delete_worktree(&linked);
    bench.git(&["init", "--quiet", linked.to_str().unwrap()]);

    assert_eq!(
        bench.open(&bench.root()).worktrees().unwrap(),
        [bench.root()]
    );
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let bench = GitBench::with_ticket();
    let outer = bench.home().join("outer");
    bench.git(&["init", "--quiet", outer.to_str().unwrap()]);
    let source = bench.root();
    let add = [
        "submodule",
        "--quiet",
        "add",
        source.to_str().unwrap(),
        "lib/sub",
    ];
    bench.git_in(&outer, &add);
    bench.git_in(&outer, &["commit", "--quiet", "--message=outer"]);

    let root = outer.join("lib/sub");
    let private_dir = outer.join(".git/modules/lib/sub/tickets");
    let vcs = bench.open(&root.join(".tickets"));
    check_layout(&*vcs, &root, &private_dir, &private_dir);
    assert_eq!(vcs.worktrees().unwrap(), [root]);
    assert_eq!(tip_names(&*vcs), ["main", "origin/main"]);
    let names = bench.open(&outer).names_at("HEAD", "").unwrap();
    assert_eq!(names, [".gitmodules"], "a submodule is not a file");
}

#[test]
fn the_environment_names_the_repository_and_the_working_tree() {
    let bench = GitBench::with_ticket();
    let elsewhere = bench.home().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let environment = Environment {
        git_dir: Some(PathBuf::from("../main/.git")),
        ..bench.environment()
    };
    let with_work_tree = Environment {
        git_work_tree: Some(PathBuf::from("../main")),
        ..environment.clone()
    };
    let private_dir = bench.root().join(".git/tickets");

    let vcs = discover(&elsewhere, &environment).unwrap();
    check_layout(&*vcs, &elsewhere, &private_dir, &private_dir);
    let vcs = discover(&elsewhere, &with_work_tree).unwrap();
    check_layout(&*vcs, &bench.root(), &private_dir, &private_dir);
    assert_eq!(tip_names(&*vcs), ["main"]);
}

#[test]
fn a_working_tree_that_is_gone_is_an_error() {
    let bench = GitBench::with_ticket();
    let environment = Environment {
        git_work_tree: Some(bench.home().join("gone")),
        ..bench.environment()
    };

    check_error(
        discover(&bench.root(), &environment),
        &bench.home(),
        "cannot read `~/gone`",
    );
}

#[test]
fn a_hook_that_changes_into_a_folder_keeps_the_root() {
    let mut bench = GitBench::with_ticket();
    let linked = bench.add_worktree("linked").unwrap();
    let environment = Environment {
        git_dir: Some(bench.root().join(".git/worktrees/linked")),
        ..bench.environment()
    };

    let vcs = discover(&linked.join(".tickets/tickets"), &environment).unwrap();
    assert_eq!(vcs.root(), linked);
}

#[test]
fn a_configured_working_tree_is_the_root() {
    let bench = GitBench::with_ticket();
    let elsewhere = bench.home().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    bench.git(&["config", "core.worktree", "../../elsewhere"]);

    assert_eq!(bench.open(&bench.root()).root(), elsewhere);
}

#[test]
fn a_separate_git_folder_is_followed() {
    let bench = GitBench::with_ticket();
    let store = bench.home().join("store");
    bench.git(&[
        "init",
        "--quiet",
        "--separate-git-dir",
        store.to_str().unwrap(),
    ]);

    let private_dir = store.join("tickets");
    let vcs = bench.open(&bench.root().join(".tickets"));
    check_layout(&*vcs, &bench.root(), &private_dir, &private_dir);
}

#[test]
fn a_bare_repository_and_a_private_folder_have_no_working_tree() {
    let mut bench = GitBench::with_ticket();
    let linked = bench.add_worktree("linked").unwrap();
    let head = bench.git(&["rev-parse", "HEAD"]);
    bench.git(&["clone", "--quiet", "--bare", ".", "../store.git"]);
    let store = bench.home().join("store.git");
    let main = bench.root().join(".git");

    for (start, git_dir) in [
        (store.join("hooks"), &store),
        (main.join("objects"), &main),
        (main.clone(), &main),
        (
            main.join("worktrees/linked"),
            &main.join("worktrees/linked"),
        ),
    ] {
        let vcs = bench.open(&start);
        assert_eq!((vcs.root(), vcs.has_worktree()), (&**git_dir, false));
        assert_eq!(vcs.head().unwrap().as_deref(), Some(&*head));
        assert_eq!(vcs.names_at("HEAD", "").unwrap().len(), 1);
        assert_eq!(vcs.unmerged("").unwrap(), []);
    }
    let none = Vec::<std::path::PathBuf>::new();
    assert_eq!(bench.open(&store).worktrees().unwrap(), none);
    let both = [linked, bench.root()];
    assert_eq!(bench.open(&main).worktrees().unwrap(), both);
}

#[test]
fn nothing_is_written_without_a_working_tree() {
    let bench = GitBench::with_ticket();
    bench.git(&["clone", "--quiet", "--bare", ".", "../store.git"]);
    let vcs = bench.open(&bench.home().join("store.git"));

    let commit = NewCommit {
        paths: &[String::from("config")],
        message: "no",
        author: &builder(),
        at: made_at(1),
    };
    check_error(
        vcs.commit(&commit),
        &bench.home(),
        "cannot commit: there is no working tree here",
    );
    vcs.mark_resolved(&[String::from("config")]).unwrap();
    assert!(!bench.home().join("store.git/index").exists());
}

#[test]
fn a_broken_repository_is_named() {
    let bench = GitBench::new();
    let broken = bench.home().join("broken");
    fs::create_dir(&broken).unwrap();
    let dot_git = broken.join(".git");

    write(&dot_git, "nonsense\n");
    check_error(
        bench.discover(&broken),
        &bench.home(),
        "`~/broken/.git` is not a git repository: it does not say `gitdir: …`",
    );
    write(&dot_git, "gitdir: ../gone\n");
    check_error(
        bench.discover(&broken),
        &bench.home(),
        "`~/broken/.git` is not a git repository: it points to `~/broken/../gone`, which is none",
    );
    fs::remove_file(&dot_git).unwrap();
    fs::create_dir_all(dot_git.join("objects")).unwrap();
    check_error(
        bench.discover(&broken),
        &bench.home(),
        "`~/broken/.git` is not a git repository: its `HEAD`, `objects` or `refs` is missing",
    );
}

#[test]
fn an_empty_git_folder_is_none() {
    let bench = GitBench::with_ticket();
    let nested = bench.root().join("nested");
    fs::create_dir_all(nested.join(".git")).unwrap();

    assert_eq!(bench.open(&nested).root(), bench.root());
}

#[test]
fn a_wrong_git_dir_is_an_error() {
    let bench = GitBench::with_ticket();
    let environment = Environment {
        git_dir: Some(bench.home().join("gone")),
        ..bench.environment()
    };

    check_error(
        discover(&bench.root(), &environment),
        &bench.home(),
        "`~/gone` is not a git repository: `GIT_DIR` names it, but its `HEAD`, `objects` or `refs` is missing",
    );
}
