//! What merges, rebases and their like leave open, and how git sees it once it is settled.

use std::fs;
use std::path::Path;

use crate::vcs::NewCommit;
use crate::vcs::Unmerged;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::conformance::owned;
use crate::vcs::git::bench::GitBench;
use crate::vcs::git::bench::check_error;
use crate::vcs::git::bench::write;

/// A repository with `a.txt` changed on `main` and on `work`, which is the current branch; returns the three commits.
fn diverged() -> (GitBench, [String; 3]) {
    let mut bench = GitBench::new();
    let base = bench.record(&[("a.txt", Some("1\n"))], "base").unwrap();
    bench.start_branch("work");
    let work = bench.record(&[("a.txt", Some("2\n"))], "work").unwrap();
    bench.switch("main");
    let main = bench.record(&[("a.txt", Some("3\n"))], "main").unwrap();
    bench.switch("work");
    (bench, [base, main, work])
}

/// Runs a git command that stops at a conflict.
#[track_caller]
fn stop(bench: &GitBench, arguments: &[&str]) {
    let output = bench.run_in(&bench.root(), arguments);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

fn only_open(bench: &GitBench) -> Unmerged {
    let mut unmerged = bench.open(&bench.root()).unmerged("").unwrap();
    assert_eq!(unmerged.len(), 1);
    unmerged.remove(0)
}

/// Checks label, revision and content of both sides, and what comes in.
#[track_caller]
fn check_sides(bench: &GitBench, sides: [(&str, Option<&str>, &str); 2], incoming: &[&String]) {
    let open = only_open(bench);
    let found: Vec<_> = open
        .sides
        .iter()
        .map(|side| {
            let content = side.content.as_deref().unwrap_or_default();
            let content = std::str::from_utf8(content).unwrap().trim_end();
            (&*side.label, side.revision.as_deref(), content)
        })
        .collect();
    assert_eq!(found, sides);
    let vcs = bench.open(&bench.root());
    assert_eq!(vcs.incoming().unwrap().iter().collect::<Vec<_>>(), incoming);
}

#[track_caller]
fn check_refused(bench: &GitBench, reason: &str) {
    let paths = owned(&["a.txt"]);
    let commit = NewCommit {
        paths: &paths,
        message: "no",
        author: &builder(),
        at: made_at(9),
    };
    let (head, status) = (bench.git(&["rev-parse", "HEAD"]), bench.status());
    check_error(
        bench.open(&bench.root()).commit(&commit),
        &bench.home(),
        &format!("cannot commit: {reason}"),
    );
    assert_eq!(bench.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(bench.status(), status);
    assert!(!bench.root().join(".git/index.lock").exists());
}

#[test]
fn a_merge_names_its_branches() {
    let (mut bench, [_, main, work]) = diverged();
    bench.merge("main");

    let sides = [("work", Some(&*work), "2"), ("main", Some(&*main), "3")];
    check_sides(&bench, sides, &[&main]);
    check_refused(&bench, "a merge is under way: finish the merge first");
}

#[test]
fn a_branch_that_the_merge_mentions_gives_the_name() {
    let (mut bench, [_, main, work]) = diverged();
    bench.git(&["branch", "another", "main"]);
    bench.merge("main");

    let sides = [("work", Some(&*work), "2"), ("main", Some(&*main), "3")];
    check_sides(&bench, sides, &[&main]);
}

#[test]
fn commits_without_a_branch_are_named_by_their_ids() {
    let (mut bench, [base, main, work]) = diverged();
    bench.leave_branch();
    bench.git(&["branch", "--force", "main", &base]);
    bench.git(&["branch", "--force", "work", &base]);
    bench.merge(&main);

    let labels = [&work[..8], &main[..8]];
    let sides = [
        (labels[0], Some(&*work), "2"),
        (labels[1], Some(&*main), "3"),
    ];
    check_sides(&bench, sides, &[&main]);
}

/// For git the branch that is rebased is "theirs", because its commits are put onto the other one.
#[test]
fn in_a_rebase_ours_is_what_the_branch_is_put_onto() {
    for backend in ["--merge", "--apply"] {
        let (bench, [_, main, work]) = diverged();
        stop(&bench, &["rebase", "--quiet", backend, "main"]);

        let sides = [("main", Some(&*main), "3"), ("work", Some(&*work), "2")];
        check_sides(&bench, sides, &[&work]);
        check_refused(&bench, "a rebase is under way: finish the rebase first");
    }
}

#[test]
fn a_rebase_that_stops_for_an_edit_brings_nothing_in() {
    let (bench, [..]) = diverged();
    let editor = "sequence.editor=sed -i s/^pick/edit/";
    bench.git(&["-c", editor, "rebase", "--quiet", "--interactive", "HEAD~1"]);

    let vcs = bench.open(&bench.root());
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
    check_refused(&bench, "a rebase is under way: finish the rebase first");
}

#[test]
fn a_cherry_pick_has_the_picked_commit_as_theirs() {
    let (bench, [_, main, work]) = diverged();
    stop(&bench, &["cherry-pick", "main"]);

    let sides = [("work", Some(&*work), "2"), ("main", Some(&*main), "3")];
    check_sides(&bench, sides, &[&main]);
    let expected = "a cherry-pick is under way: finish the cherry-pick first";
    check_refused(&bench, expected);
}

#[test]
fn a_revert_merges_what_was_before_the_reverted_commit() {
    let (mut bench, [base, _, work]) = diverged();
    let newest = bench.record(&[("a.txt", Some("4\n"))], "newest").unwrap();
    stop(&bench, &["revert", "--no-edit", &work]);

    let label = format!("parent of {}", &work[..8]);
    let sides = [("work", Some(&*newest), "4"), (&label, Some(&*base), "1")];
    check_sides(&bench, sides, &[&work]);
    assert_eq!(only_open(&bench).bases, [Some(b"2\n".to_vec())]);
    check_refused(&bench, "a revert is under way: finish the revert first");
}

#[test]
fn a_stash_is_a_side_without_a_commit() {
    let (mut bench, [_, _, work]) = diverged();
    bench.write("a.txt", Some(b"5\n"));
    bench.git(&["stash", "--quiet"]);
    let newest = bench.record(&[("a.txt", Some("4\n"))], "newest").unwrap();
    assert_ne!(newest, work);
    stop(&bench, &["stash", "pop", "--quiet"]);

    let sides = [("work", Some(&*newest), "4"), ("theirs", None, "5")];
    check_sides(&bench, sides, &[]);
    check_refused(&bench, "files are unmerged: settle them first");
}

#[test]
fn a_mailed_patch_brings_no_commit_in() {
    let (bench, [_, main, work]) = diverged();
    bench.git(&["format-patch", "--quiet", "-1", "main", "--output=../patch"]);
    let output = bench.run_in(&bench.root(), &["am", "--quiet", "-3", "../patch"]);
    assert!(!output.status.success());

    let sides = [("work", Some(&*work), "2"), ("theirs", None, "3")];
    check_sides(&bench, sides, &[]);
    assert_eq!(bench.git(&["rev-parse", "main"]), main);
}

#[test]
fn settled_files_are_what_git_commits() {
    let (mut bench, [..]) = diverged();
    bench.merge("main");
    write(&bench.root().join("a.txt"), "4\n");
    let vcs = bench.open(&bench.root());
    vcs.mark_resolved(&owned(&["a.txt"])).unwrap();

    bench.check_sound(&bench.root());
    assert_eq!(bench.status(), ["M  a.txt"]);
    bench.git(&["commit", "--quiet", "--no-edit"]);
    assert_eq!(bench.git(&["show", "HEAD:a.txt"]), "4");
    assert_eq!(bench.status(), Vec::<String>::new());
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn programs_and_links_stay_what_they_are() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::fs::symlink;

    let set = |bench: &GitBench, text: &str| {
        let program = bench.root().join("program");
        write(&program, text);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let link = bench.root().join("link");
        let _ = fs::remove_file(&link);
        symlink(text, link).unwrap();
    };
    let mut bench = GitBench::new();
    for (branch, text) in [("base", "1"), ("theirs", "2"), ("ours", "3")] {
        bench.run_in(&bench.root(), &["switch", "--quiet", "base"]);
        bench.start_branch(branch);
        set(&bench, text);
        bench.commit_all(branch);
    }
    bench.merge("theirs");
    let open = bench.open(&bench.root()).unmerged("").unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!(open[0].sides[1].content.as_deref(), Some(&b"2"[..]));

    set(&bench, "4");
    // Where the file system does not tell, the kind is the one that git knows.
    bench.git(&["config", "core.fileMode", "false"]);
    let program = bench.root().join("program");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o644)).unwrap();
    let paths = owned(&["link", "program"]);
    bench.open(&bench.root()).mark_resolved(&paths).unwrap();

    let listed = bench.git(&["ls-files", "--stage"]);
    let modes: Vec<&str> = listed.lines().map(|line| &line[..6]).collect();
    assert_eq!(modes, ["120000", "100755"]);
    assert_eq!(bench.git(&["show", ":link"]), "4");
    bench.check_sound(&bench.root());
}

#[test]
fn a_locked_index_is_left_alone() {
    let (mut bench, [..]) = diverged();
    bench.merge("main");
    let index = bench.root().join(".git/index");
    let before = fs::read(&index).unwrap();
    let lock = bench.root().join(".git/index.lock");
    write(&lock, "held");

    check_error(
        bench.open(&bench.root()).mark_resolved(&owned(&["a.txt"])),
        &bench.home(),
        "cannot mark files as resolved: `~/main/.git/index.lock` exists: another git process is at work here, or one was interrupted",
    );
    assert_eq!(fs::read(&index).unwrap(), before);
    assert_eq!(fs::read(&lock).unwrap(), b"held");
}

#[test]
fn a_conflict_in_a_linked_working_tree_is_its_own() {
    let (mut bench, [_, main, _]) = diverged();
    let linked = bench.add_worktree("linked").unwrap();
    let arguments = ["merge", "--quiet", "--no-commit", "main"];
    bench.run_in(&linked, &arguments);

    let vcs = bench.open(&linked);
    let open = vcs.unmerged("").unwrap();
    assert_eq!(open[0].sides[0].label, "linked");
    assert_eq!(vcs.incoming().unwrap(), [main]);
    assert_eq!(bench.open(&bench.root()).unmerged("").unwrap(), []);
    write(&linked.join("a.txt"), "4\n");
    vcs.mark_resolved(&owned(&["a.txt"])).unwrap();
    let status = bench.git_in(&linked, &["status", "--porcelain"]);
    assert_eq!(status, "M  a.txt");
    bench.check_sound(&linked);
}

#[test]
fn a_damaged_index_is_an_error_that_names_it() {
    let (bench, [..]) = diverged();
    let index = bench.root().join(".git/index");
    let whole = fs::read(&index).unwrap();
    let mut flipped = whole.clone();
    flipped[20] ^= 0xff;
    let empty = Vec::new();
    for damaged in [&whole[..10], &whole[..whole.len() - 1], &flipped, &empty] {
        replace(&index, damaged);
        check_error(
            bench.open(&bench.root()).unmerged(""),
            &bench.home(),
            "cannot read the index `~/main/.git/index`",
        );
    }
}

fn replace(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    let mut file = fs::File::create(path).unwrap();
    file.write_all(bytes).unwrap();
}
