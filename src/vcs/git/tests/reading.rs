//! Reading branches, trees and the configuration.

use std::fs;

use crate::vcs::conformance::Workbench as _;
use crate::vcs::git::bench::GitBench;
use crate::vcs::git::bench::check_error;
use crate::vcs::git::bench::tip_names;
use crate::vcs::git::bench::write;
use crate::vcs::git::names::NamesError;
use crate::vcs::git::names::Trees;

#[test]
fn unsupported_formats_are_named_and_do_not_hide_the_tracker() {
    let mut bench = GitBench::with_ticket();
    let revision = bench.commit(&["a.txt"]).unwrap();
    bench.set_user("Alice", None);
    bench.git(&["config", "core.repositoryFormatVersion", "1"]);
    bench.git(&["config", "extensions.refStorage", "reftable"]);
    let vcs = bench.open(&bench.root());
    let expected = "the repository `~/main/.git` uses the `reftable` format for branches, which is not supported";
    check_error(vcs.branch(), &bench.home(), expected);
    check_error(vcs.tips(), &bench.home(), expected);
    assert_eq!(vcs.user().unwrap().unwrap().name, "Alice");
    assert_eq!(vcs.names_at(&revision, "").unwrap().len(), 2);

    let config = bench.root().join(".git/config");
    write(&config, "[extensions]\n\tobjectFormat = sha256\n");
    let vcs = bench.open(&bench.root());
    check_error(
        vcs.user(),
        &bench.home(),
        "the repository `~/main/.git` uses the object format `sha256`, which is not supported",
    );
}

#[test]
fn remote_branches_are_tips_and_symbolic_ones_are_not() {
    let mut bench = GitBench::with_ticket();
    bench.start_branch("feature/login");
    bench.commit(&["a.txt"]);
    bench.git(&["clone", "--quiet", ".", "../clone"]);
    let clone = bench.home().join("clone");
    bench.git_in(
        &clone,
        &[
            "symbolic-ref",
            "refs/heads/alias",
            "refs/heads/feature/login",
        ],
    );
    bench.git_in(&clone, &["tag", "v1"]);

    let vcs = bench.open(&clone);
    let expected = ["feature/login", "origin/feature/login", "origin/main"];
    assert_eq!(tip_names(&*vcs), expected);
    let head = bench.git(&["rev-parse", "HEAD"]);
    assert_eq!(vcs.tips().unwrap()[1].revision, head);
}

#[test]
fn packed_branches_are_tips_and_tags_are_peeled() {
    let bench = GitBench::with_ticket();
    let head = bench.git(&["rev-parse", "HEAD"]);
    bench.git(&["tag", "--annotate", "--message=tag", "v1"]);
    bench.git(&["update-ref", "refs/remotes/origin/tagged", "refs/tags/v1"]);
    bench.git(&["pack-refs", "--all"]);
    bench.git(&["branch", "loose"]);

    let tips = bench.open(&bench.root()).tips().unwrap();
    let shown: Vec<(&str, &str)> = tips
        .iter()
        .map(|tip| (&*tip.name, &*tip.revision))
        .collect();
    assert_eq!(
        shown,
        [
            ("loose", &*head),
            ("main", &*head),
            ("origin/tagged", &*head)
        ]
    );
}

#[test]
fn a_damaged_branch_does_not_hide_the_others() {
    let bench = GitBench::with_ticket();
    write(&bench.root().join(".git/refs/heads/damaged"), "nonsense\n");

    assert_eq!(tip_names(&*bench.open(&bench.root())), ["main"]);
}

#[test]
fn a_shallow_clone_has_its_tip() {
    let mut bench = GitBench::with_ticket();
    let revision = bench.commit(&["a.txt"]).unwrap();
    let source = format!("file://{}", bench.root().display());
    bench.git(&["clone", "--quiet", "--depth=1", &source, "../clone"]);
    let vcs = bench.open(&bench.home().join("clone"));

    assert_eq!(tip_names(&*vcs), ["main", "origin/main"]);
    assert_eq!(vcs.names_at(&revision, ".tickets").unwrap().len(), 1);
}

#[test]
fn tags_and_short_ids_are_revisions_and_files_are_not() {
    let bench = GitBench::with_ticket();
    bench.git(&["tag", "--annotate", "--message=tag", "v1"]);
    let head = bench.git(&["rev-parse", "HEAD"]);
    let tag = bench.git(&["rev-parse", "v1"]);
    let file = bench.git(&["rev-parse", "HEAD:.tickets/tickets/00/TICKET-1-first.yaml"]);
    let vcs = bench.open(&bench.root());

    for revision in ["v1", &tag, &head[..8], "main~0", "HEAD"] {
        assert_eq!(vcs.names_at(revision, "").unwrap().len(), 1, "{revision}");
    }
    check_error(
        vcs.names_at(&file, ""),
        &bench.home(),
        &format!("no revision `{file}`"),
    );
}

#[test]
fn a_missing_tree_is_an_error_that_names_it() {
    let bench = GitBench::with_ticket();
    let tree = bench.git(&["rev-parse", "HEAD:.tickets"]);
    fs::remove_file(
        bench
            .root()
            .join(".git/objects")
            .join(&tree[..2])
            .join(&tree[2..]),
    )
    .unwrap();

    check_error(
        bench.open(&bench.root()).names_at("HEAD", ".tickets"),
        &bench.home(),
        &format!("cannot read object `{tree}` of `~/main`"),
    );
}

/// gix's own way from a commit to its tree panics here.
#[test]
fn a_damaged_commit_is_an_error_that_names_it() {
    let bench = GitBench::with_ticket();
    write(&bench.home().join("commit"), "tree 12\n");
    let arguments = [
        "hash-object",
        "--literally",
        "-w",
        "-t",
        "commit",
        "../commit",
    ];
    let commit = bench.git(&arguments);

    check_error(
        bench.open(&bench.root()).names_at(&commit, ".tickets"),
        &bench.home(),
        &format!("cannot read object `{commit}` of `~/main`"),
    );
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf8_are_shown_with_replacements() {
    use std::os::unix::ffi::OsStrExt as _;

    let mut bench = GitBench::with_ticket();
    let name = std::ffi::OsStr::from_bytes(b"TICKET-2-\xff.yaml");
    write(&bench.root().join(".tickets").join(name), "");
    bench.commit(&[]);

    let names = bench
        .open(&bench.root())
        .names_at("HEAD", ".tickets")
        .unwrap();
    assert_eq!(names[0], ".tickets/TICKET-2-\u{fffd}.yaml");
}

#[test]
fn a_tree_that_unfolds_without_end_is_refused() {
    let bench = GitBench::with_ticket();
    let mut tree = bench.git(&["rev-parse", "HEAD:.tickets/tickets"]);
    for _ in 0..4 {
        bench.git(&["read-tree", "--empty"]);
        for copy in 0..8 {
            bench.git(&["read-tree", &format!("--prefix={copy}/"), &tree]);
        }
        tree = bench.git(&["write-tree"]);
    }

    let repository = gix::open_opts(bench.root(), gix::open::Options::isolated()).unwrap();
    let id = gix::ObjectId::from_hex(tree.as_bytes()).unwrap();
    let result = Trees::new(1_000).names(&repository, id, "");
    assert!(matches!(result, Err(NamesError::TooLarge { .. })));
    let names = Trees::new(1_000).names(&repository, id, "0/0").unwrap();
    assert_eq!(names.len(), 64);
}

#[test]
fn includes_and_conditions_count_for_the_user() {
    let bench = GitBench::with_ticket();
    let extra = bench.home().join("extra");
    write(&extra, "[user]\n\tname = Included\n");
    bench.git(&["config", "user.name", "Plain"]);
    bench.git(&[
        "config",
        "includeIf.onbranch:work.path",
        extra.to_str().unwrap(),
    ]);
    assert_eq!(
        bench.open(&bench.root()).user().unwrap().unwrap().name,
        "Plain"
    );

    bench.git(&["switch", "--quiet", "--create", "work"]);
    assert_eq!(
        bench.open(&bench.root()).user().unwrap().unwrap().name,
        "Included"
    );
}
