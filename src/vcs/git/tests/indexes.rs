//! Indexes with more in them than files.

use crate::vcs::NewCommit;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::conformance::owned;
use crate::vcs::git::bench::GitBench;
use crate::vcs::git::bench::check_error;

fn commit(bench: &GitBench, paths: &[&str]) -> Result<String, VcsError> {
    bench.open(&bench.root()).commit(&NewCommit {
        paths: &owned(paths),
        message: "tickets",
        author: &builder(),
        at: made_at(90),
    })
}

/// Commits beside staged changes, in an index that the commands made special, and settles a merge.
#[track_caller]
fn check(commands: &[&[&str]]) {
    let mut bench = GitBench::new();
    let files = ["t/a.txt", "t/b.txt", "u/c.txt", "v/d.txt"];
    bench.commit(&files);
    bench.start_branch("theirs");
    bench.record(&[("t/a.txt", Some("theirs"))], "theirs");
    bench.switch("main");
    for command in commands {
        bench.git(command);
    }
    bench.write("t/b.txt", Some(b"staged"));
    bench.git(&["add", "t/b.txt"]);
    let staged = bench.git(&["diff", "--cached"]);

    bench.write("t/a.txt", Some(b"ours"));
    bench.write("t/new.txt", Some(b"new"));
    commit(&bench, &["t/a.txt", "t/new.txt"]).unwrap();
    assert_eq!(bench.git(&["diff", "--cached"]), staged);
    assert_eq!(bench.status(), ["M  t/b.txt"]);
    bench.git(&["commit", "--quiet", "--message=the user's"]);
    assert_eq!(bench.status(), Vec::<String>::new());
    bench.git(&["fsck", "--strict", "--no-dangling"]);

    bench.merge("theirs");
    bench.write("t/a.txt", Some(b"both"));
    let vcs = bench.open(&bench.root());
    assert_eq!(vcs.unmerged("t").unwrap().len(), 1);
    vcs.mark_resolved(&owned(&["t/a.txt"])).unwrap();
    assert_eq!(bench.status(), ["M  t/a.txt"]);
    bench.git(&["commit", "--quiet", "--no-edit"]);
    let names = bench.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    assert_eq!(names, "t/a.txt\nt/b.txt\nt/new.txt\nu/c.txt\nv/d.txt");
    assert_eq!(bench.git(&["show", "HEAD:t/a.txt"]), "both");
}

#[test]
fn a_plain_index() {
    check(&[]);
}

#[test]
fn a_split_index() {
    check(&[&["update-index", "--split-index"]]);
    check(&[&["config", "core.splitIndex", "true"]]);
}

#[test]
fn an_index_that_knows_untracked_files() {
    let status = ["status", "--porcelain"];
    let config = ["config", "core.untrackedCache", "true"];
    check(&[&config, &status, &["update-index", "--untracked-cache"]]);
}

#[test]
fn an_index_that_a_monitor_watches() {
    let config = ["config", "core.fsmonitor", "true --"];
    check(&[&config, &["update-index", "--fsmonitor"]]);
}

#[test]
fn an_index_with_short_names() {
    check(&[&["update-index", "--index-version", "4"]]);
}

#[test]
fn an_index_without_a_checksum() {
    check(&[
        &["config", "index.skipHash", "true"],
        &["update-index", "--force-write-index"],
    ]);
}

#[test]
fn a_sparse_working_tree() {
    check(&[&["sparse-checkout", "set", "t"]]);
    check(&[&["sparse-checkout", "set", "--sparse-index", "t"]]);
}

#[test]
fn files_outside_of_a_sparse_working_tree_are_not_taken_for_deleted() {
    for option in ["--sparse-index", "--no-sparse-index"] {
        let mut bench = GitBench::new();
        bench.commit(&["t/a.txt", "u/b.txt"]);
        bench.git(&["sparse-checkout", "set", option, "t"]);
        bench.write("t/a.txt", Some(b"changed"));

        check_error(
            commit(&bench, &["t/a.txt", "u/b.txt"]),
            &bench.home(),
            "cannot commit: `u/b.txt` is not meant to be in the working tree",
        );
        assert_eq!(bench.status(), [" M t/a.txt"]);
    }
}
