//! Commits as git sees them.

use std::fs;
use std::path::Path;

use crate::vcs::NewCommit;
use crate::vcs::User;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::conformance::owned;
use crate::vcs::git::bench::GitBench;
use crate::vcs::git::bench::check_error;
use crate::vcs::git::bench::write;

fn commit_in(bench: &GitBench, root: &Path, paths: &[&str]) -> Result<String, VcsError> {
    bench.open(root).commit(&NewCommit {
        paths: &owned(paths),
        message: "tickets: two closed\n\nBody\n\n",
        author: &builder(),
        at: made_at(90),
    })
}

fn commit(bench: &GitBench, paths: &[&str]) -> Result<String, VcsError> {
    commit_in(bench, &bench.root(), paths)
}

#[track_caller]
fn check_refused(bench: &GitBench, path: &str, reason: &str) {
    let (head, status) = (bench.git(&["rev-parse", "HEAD"]), bench.status());
    check_error(
        commit(bench, &[path]),
        &bench.home(),
        &format!("cannot commit: {reason}"),
    );
    assert_eq!(bench.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(bench.status(), status);
    assert!(!bench.root().join(".git/index.lock").exists());
}

#[test]
fn git_shows_the_commit_as_one_of_its_own() {
    let bench = GitBench::with_ticket();
    write(&bench.root().join("a.txt"), "1\n");
    let id = commit(&bench, &["a.txt"]).unwrap();

    assert_eq!(bench.git(&["rev-parse", "main"]), id);
    let format = "--format=%an <%ae> %aI|%cn <%ce> %cI|%B|";
    assert_eq!(
        bench.git(&["show", "--no-patch", format]),
        "Builder <builder@example.com> 2026-01-01T01:30:00Z|Builder <builder@example.com> 2026-01-01T01:30:00Z|tickets: two closed\n\nBody\n|"
    );
    bench.check_sound(&bench.root());
}

#[test]
fn the_reflogs_tell_of_the_commit() {
    let bench = GitBench::new();
    for number in ["1", "2"] {
        write(&bench.root().join("a.txt"), number);
        commit(&bench, &["a.txt"]).unwrap();
    }

    let expected = "commit: tickets: two closed\ncommit (initial): tickets: two closed";
    for name in ["HEAD", "main"] {
        let log = bench.git(&["log", "--walk-reflogs", "--format=%gs", name]);
        assert_eq!(log, expected);
    }
}

#[test]
fn what_the_user_staged_is_the_same_difference_as_before() {
    let mut bench = GitBench::new();
    bench.commit(&["t/a.txt", "t/b.txt", "t/c.txt", "gone.txt", "old.txt"]);
    bench.write("t/b.txt", Some(b"staged"));
    bench.git(&["add", "t/b.txt"]);
    bench.write("t/b.txt", Some(b"unstaged"));
    bench.git(&["rm", "--quiet", "gone.txt"]);
    bench.git(&["mv", "old.txt", "t/moved.txt"]);
    bench.write("t/intended.txt", Some(b"intended"));
    bench.git(&["add", "--intent-to-add", "t/intended.txt"]);
    bench.git(&["update-index", "--assume-unchanged", "t/c.txt"]);
    bench.write("t/c.txt", Some(b"unnoticed"));
    let staged = bench.git(&["diff", "--cached"]);
    let unstaged = bench.git(&["diff"]);
    let status = bench.status();

    bench.write("t/a.txt", Some(b"changed"));
    bench.write("t/new/d.txt", Some(b"new"));
    commit(&bench, &["t/a.txt", "t/new/d.txt"]).unwrap();

    assert_eq!(bench.git(&["diff", "--cached"]), staged);
    assert_eq!(bench.git(&["diff"]), unstaged);
    assert_eq!(bench.status(), status);
    assert!(bench.git(&["ls-files", "-v"]).contains("h t/c.txt"));
    let shown = bench.git(&["show", "--format=", "--name-status"]);
    assert_eq!(shown, "M\tt/a.txt\nA\tt/new/d.txt");
    bench.git(&["update-index", "--no-assume-unchanged", "t/c.txt"]);
    bench.git(&["commit", "--quiet", "--all", "--message=the user's"]);
    assert_eq!(bench.status(), Vec::<String>::new());
    bench.check_sound(&bench.root());
}

/// git trusts the times of files that are older than the index; a new index must not make it trust younger ones.
#[test]
fn a_change_that_left_no_trace_in_the_times_stays_visible() {
    let mut bench = GitBench::new();
    bench.commit(&["a.txt", "b.txt"]);
    bench.write("a.txt", Some(b"aaaaa"));
    bench.write("b.txt", Some(b"bbbbb"));
    bench.git(&["add", "b.txt"]);
    bench.write("b.txt", Some(b"ccccc"));
    commit(&bench, &["a.txt"]).unwrap();

    // Plumbing believes the index without a look at the content: what was committed is not in doubt.
    assert_eq!(bench.git(&["diff-files", "--name-only"]), "b.txt");
    assert_eq!(bench.status(), ["MM b.txt"]);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let mut bench = GitBench::new();
    bench.commit(&["file", "folder/a.txt", "folder/b.txt"]);
    bench.write("file", None);
    bench.write("file/inside.txt", Some(b"1"));
    fs::remove_dir_all(bench.root().join("folder")).unwrap();
    bench.write("folder", Some(b"1"));
    commit(&bench, &["file/inside.txt", "folder"]).unwrap();

    let names = bench.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    assert_eq!(names, "file/inside.txt\nfolder");
    assert_eq!(bench.status(), Vec::<String>::new());
    bench.check_sound(&bench.root());
}

#[test]
fn a_linked_working_tree_commits_onto_its_own_branch() {
    let mut bench = GitBench::with_ticket();
    let linked = bench.add_worktree("linked").unwrap();
    let main = bench.git(&["rev-parse", "main"]);
    write(&linked.join("a.txt"), "1");
    let id = commit_in(&bench, &linked, &["a.txt"]).unwrap();

    assert_eq!(bench.git(&["rev-parse", "linked"]), id);
    assert_eq!(bench.git(&["rev-parse", "main"]), main);
    let status = bench.git_in(&linked, &["status", "--porcelain"]);
    assert_eq!(status, "");
    assert_eq!(bench.status(), Vec::<String>::new());
    let log = bench.git_in(&linked, &["log", "-g", "-1", "--format=%gs", "HEAD"]);
    assert_eq!(log, "commit: tickets: two closed");
    bench.check_sound(&linked);
}

#[test]
fn a_submodule_commits_for_itself() {
    let bench = GitBench::with_ticket();
    let outer = GitBench::with_ticket();
    let source = bench.root();
    let add = [
        "submodule",
        "--quiet",
        "add",
        source.to_str().unwrap(),
        "sub",
    ];
    outer.git(&add);
    outer.git(&["commit", "--quiet", "--message=outer"]);
    let inner = outer.root().join("sub");
    write(&inner.join("a.txt"), "1");

    check_refused(&outer, "sub/a.txt", "`sub/a.txt` lies in a submodule");
    check_refused(&outer, "sub", "`sub` lies in a submodule");
    let id = commit_in(&outer, &inner, &["a.txt"]).unwrap();
    assert_eq!(outer.git_in(&inner, &["rev-parse", "main"]), id);
    assert_eq!(outer.git_in(&inner, &["status", "--porcelain"]), "");
    assert_eq!(outer.status(), [" M sub"]);
    outer.check_sound(&inner);
}

#[test]
fn what_only_git_can_do_is_refused() {
    let bench = GitBench::with_ticket();
    write(&bench.root().join("a.txt"), "1");
    bench.git(&["config", "commit.gpgSign", "true"]);
    let expected = "commits are to be signed here, which only git can do";
    check_refused(&bench, "a.txt", expected);
    bench.git(&["config", "commit.gpgSign", "false"]);

    write(
        &bench.root().join(".gitattributes"),
        "*.txt filter=secret\n",
    );
    bench.git(&["config", "filter.secret.clean", "false"]);
    let expected = "`a.txt` needs git's filter `secret`, which only git can run";
    check_refused(&bench, "a.txt", expected);
    bench.git(&["config", "--unset", "filter.secret.clean"]);
    commit(&bench, &["a.txt"]).unwrap();
}

#[test]
fn line_ends_are_converted_as_git_converts_them() {
    let bench = GitBench::with_ticket();
    bench.git(&["config", "core.autocrlf", "true"]);
    write(&bench.root().join(".gitattributes"), "*.raw -text\n");
    write(&bench.root().join("a.txt"), "1\r\n2\r\n");
    write(&bench.root().join("a.raw"), "1\r\n2\r\n");
    commit(&bench, &["a.txt", "a.raw", ".gitattributes"]).unwrap();

    let read = |path| bench.open(&bench.root()).file_at("HEAD", path).unwrap();
    assert_eq!(read("a.txt").as_deref(), Some(&b"1\n2\n"[..]));
    assert_eq!(read("a.raw").as_deref(), Some(&b"1\r\n2\r\n"[..]));
    assert_eq!(bench.status(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn names_that_lead_elsewhere_are_refused() {
    let bench = GitBench::with_ticket();
    let outside = bench.home().join("outside");
    fs::create_dir(&outside).unwrap();
    write(&outside.join("a.txt"), "1");
    std::os::unix::fs::symlink(&outside, bench.root().join("link")).unwrap();
    let nested = bench.root().join("nested");
    bench.git(&["init", "--quiet", nested.to_str().unwrap()]);
    write(&nested.join("a.txt"), "1");

    for path in [
        "../outside/a.txt",
        "/etc/passwd",
        ".git/config",
        "a//b",
        "",
        "a/.GIT/b",
        "a/",
    ] {
        check_refused(&bench, path, &format!("`{path}` is no name for a file"));
    }
    let expected = "`link/a.txt` lies behind a symbolic link";
    check_refused(&bench, "link/a.txt", expected);
    let expected = "`nested/a.txt` lies in another repository";
    check_refused(&bench, "nested/a.txt", expected);
    check_refused(&bench, ".tickets", "`.tickets` is no file");
}

#[test]
fn programs_and_links_are_committed_as_such() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let bench = GitBench::with_ticket();
        let program = bench.root().join("program");
        write(&program, "1");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        std::os::unix::fs::symlink("program", bench.root().join("link")).unwrap();
        commit(&bench, &["program", "link"]).unwrap();

        let listed = bench.git(&["ls-tree", "HEAD"]);
        let modes: Vec<&str> = listed.lines().map(|line| &line[..6]).collect();
        assert_eq!(modes, ["040000", "120000", "100755"]);
        assert_eq!(bench.status(), Vec::<String>::new());
    }
}

#[test]
fn packed_branches_move() {
    let bench = GitBench::with_ticket();
    bench.git(&["gc", "--quiet"]);
    bench.git(&["pack-refs", "--all"]);
    write(&bench.root().join("a.txt"), "1");
    let id = commit(&bench, &["a.txt"]).unwrap();

    assert_eq!(bench.git(&["rev-parse", "refs/heads/main"]), id);
    bench.check_sound(&bench.root());
}

#[test]
fn a_lock_of_another_process_stops_the_commit() {
    let bench = GitBench::with_ticket();
    write(&bench.root().join("a.txt"), "1");
    let lock = bench.root().join(".git/refs/heads/main.lock");
    write(&lock, "");
    let (head, status) = (bench.git(&["rev-parse", "HEAD"]), bench.status());
    check_error(
        commit(&bench, &["a.txt"]),
        &bench.home(),
        "cannot write `~/main/.git/HEAD`",
    );
    assert_eq!(bench.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(bench.status(), status);
    fs::remove_file(lock).unwrap();

    let lock = bench.root().join(".git/index.lock");
    write(&lock, "");
    check_error(
        commit(&bench, &["a.txt"]),
        &bench.home(),
        "cannot commit: `~/main/.git/index.lock` exists: another git process is at work here, or one was interrupted",
    );
    assert_eq!(bench.git(&["rev-parse", "HEAD"]), head);
    fs::remove_file(lock).unwrap();
    commit(&bench, &["a.txt"]).unwrap();
}

#[test]
fn a_name_keeps_what_a_commit_can_hold() {
    let bench = GitBench::with_ticket();
    write(&bench.root().join("a.txt"), "1");
    let author = User {
        name: String::from(" Bot <7>\n"),
        email: None,
    };
    let vcs = bench.open(&bench.root());
    let commit = |message| {
        vcs.commit(&NewCommit {
            paths: &owned(&["a.txt"]),
            message,
            author: &author,
            at: made_at(1),
        })
    };

    check_error(
        commit(" \n"),
        &bench.home(),
        "cannot commit: the message is empty",
    );
    commit("text").unwrap();
    assert_eq!(bench.git(&["show", "-s", "--format=%an|%ae"]), "Bot 7|");
    assert_eq!(vcs.log(&Default::default()).unwrap()[0].author.email, None);
}
