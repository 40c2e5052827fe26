//! Histories of all shapes, compared with what git says about them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use crate::vcs::LogQuery;
use crate::vcs::Vcs;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::owned;
use crate::vcs::git::bench::GitBench;
use crate::vcs::git::bench::check_error;

fn ids(vcs: &dyn Vcs, query: &LogQuery) -> Vec<String> {
    let commits = vcs.log(query).unwrap();
    commits.into_iter().map(|commit| commit.id).collect()
}

/// Returns numbers that look random and are the same each time.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Makes a history of 60 commits with merges, several roots and clocks that are wrong by up to an hour; each commit has
/// a tag.
fn random_history(bench: &GitBench, seed: u64) {
    let mut number = numbers(seed);
    let mut script = String::new();
    for mark in 1..=60_u64 {
        let time = 1_700_000_000 + mark * 600 + number(7_200);
        let person = format!("A <a@example.com> {time} +0000");
        let _ = write!(
            script,
            "reset refs/tags/c{mark}\ncommit refs/tags/c{mark}\nmark :{mark}\nauthor {person}\ncommitter {person}\ndata 1\nx\n"
        );
        let is_root = mark == 1 || number(20) == 0;
        if !is_root {
            let parent = mark - 1 - number(mark.min(6) - u64::from(mark <= 6));
            let _ = writeln!(script, "from :{}", parent.max(1));
            let other = mark - 1 - number((mark - 1).min(12));
            if number(3) == 0 && other >= 1 && other != parent.max(1) {
                let _ = writeln!(script, "merge :{other}");
            }
        }
        for _ in 0..number(3) {
            let path = ["a.txt", "t/b.txt", "t/u/c.txt", "t/u/d.txt", "t"];
            let path = path[usize::try_from(number(4)).unwrap()];
            if number(5) == 0 {
                let _ = writeln!(script, "D {path}");
            } else {
                let _ = write!(script, "M 100644 inline {path}\ndata 1\n{}\n", number(4));
            }
        }
        script.push('\n');
    }
    bench.import(&script);
}

#[test]
fn logs_and_bases_are_those_of_git() {
    for seed in 0..6 {
        let bench = GitBench::new();
        random_history(&bench, seed);
        let vcs = bench.open(&bench.root());
        let known = Known::new(&bench);
        let mut number = numbers(seed + 100);
        for _ in 0..12 {
            let [one, other] = [0; 2].map(|_| format!("c{}", 61 - 1 - number(59)));
            let without = format!("^{other}");
            let query = LogQuery {
                from: owned(&[&one]),
                without: owned(&[&other]),
                ..LogQuery::default()
            };
            let listed = bench.git(&["rev-list", &one, &without]);
            assert_same(&*vcs, &query, listed.lines().collect());
            for path in ["a.txt", "t", "t/u", "t/u/c.txt"] {
                let query = LogQuery {
                    from: owned(&[&one]),
                    paths: owned(&[path]),
                    ..LogQuery::default()
                };
                let listed = bench.git(&["rev-list", &one]);
                let expected = listed.lines().filter(|id| known.is_changed(id, path));
                assert_same(&*vcs, &query, expected.collect());
            }
            check_base(&bench, &*vcs, &one, &other);
        }
    }
}

/// Checks that a log has these commits, and parents after their children.
#[track_caller]
fn assert_same(vcs: &dyn Vcs, query: &LogQuery, mut expected: Vec<&str>) {
    let commits = vcs.log(query).unwrap();
    for (place, commit) in commits.iter().enumerate() {
        let before = &commits[..place];
        let is_before = |id: &String| before.iter().any(|commit| commit.id == *id);
        assert!(!commit.parents.iter().any(is_before));
    }
    let mut found: Vec<&str> = commits.iter().map(|commit| &*commit.id).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected, "{query:?}");
}

/// What git says about the parents and the files and folders of each commit.
struct Known {
    parents: HashMap<String, Vec<String>>,
    files: HashMap<String, HashMap<String, String>>,
}

impl Known {
    fn new(bench: &GitBench) -> Self {
        let listed = bench.git(&["rev-list", "--parents", "--all"]);
        let (mut parents, mut files) = (HashMap::new(), HashMap::new());
        for line in listed.lines() {
            let mut ids = line.split(' ').map(str::to_owned);
            let id = ids.next().unwrap();
            parents.insert(id.clone(), ids.collect());
            let listed = bench.git(&["ls-tree", "-r", "-t", &id]);
            let entry = |line: &str| {
                let (object, path) = line.split_once('\t').unwrap();
                (path.to_owned(), object.to_owned())
            };
            files.insert(id, listed.lines().map(entry).collect());
        }
        Self { parents, files }
    }

    fn is_changed(&self, id: &str, path: &str) -> bool {
        let here = self.files[id].get(path);
        let parents = &self.parents[id];
        let differs = |parent: &String| self.files[parent].get(path) != here;
        (!parents.is_empty() || here.is_some()) && parents.iter().all(differs)
    }
}

#[track_caller]
fn check_base(bench: &GitBench, vcs: &dyn Vcs, one: &str, other: &str) {
    let output = bench.run_in(&bench.root(), &["merge-base", "--all", one, other]);
    let expected = String::from_utf8(output.stdout).unwrap();
    match vcs.merge_base(one, other).unwrap() {
        Some(base) => assert!(expected.lines().any(|line| line == base), "{one} {other}"),
        None => assert_eq!(expected, "", "{one} {other}"),
    }
}

#[test]
fn parents_follow_their_children_whatever_the_clocks_say() {
    let bench = GitBench::new();
    let mut script = String::new();
    // The second commit was made in the future, as far as the third one knows.
    for (mark, time) in [(1, 100), (2, 900_000), (3, 300), (4, 200)] {
        let person = format!("A <a@example.com> {time} +0000");
        let _ = write!(
            script,
            "commit refs/heads/main\nmark :{mark}\ncommitter {person}\ndata 1\n{mark}\n\n"
        );
    }
    bench.import(&script);

    let log = bench.open(&bench.root()).log(&LogQuery::default()).unwrap();
    let subjects: Vec<&str> = log.iter().map(|commit| commit.subject()).collect();
    assert_eq!(subjects, ["4", "3", "2", "1"]);
}

#[test]
fn a_shallow_clone_ends_where_it_was_cut() {
    let mut bench = GitBench::new();
    for text in ["1", "2", "3", "4"] {
        bench.record(&[("a.txt", Some(text))], text);
    }
    bench.start_branch("work");
    bench.record(&[("b.txt", Some("5"))], "5");
    let source = format!("file://{}", bench.root().display());
    let clone = [
        "clone",
        "--quiet",
        "--depth=3",
        "--no-single-branch",
        &source,
        "../clone",
    ];
    bench.git(&clone);
    let vcs = bench.open(&bench.home().join("clone"));

    let log = vcs.log(&LogQuery::default()).unwrap();
    let subjects: Vec<&str> = log.iter().map(|commit| commit.subject()).collect();
    assert_eq!(subjects, ["5", "4", "3", "2"]);
    assert_eq!(log[3].parents, Vec::<String>::new());
    let of_file = LogQuery {
        paths: owned(&["a.txt"]),
        ..LogQuery::default()
    };
    assert_eq!(ids(&*vcs, &of_file).len(), 3);
    let base = vcs.merge_base("work", "origin/main").unwrap();
    assert_eq!(base.as_ref(), Some(&log[1].id));
    let end = vcs.merge_base("work", &log[3].id).unwrap();
    assert_eq!(end.as_ref(), Some(&log[3].id));
    assert!(matches!(
        vcs.resolve("work~4"),
        Err(VcsError::UnknownRevision { .. })
    ));
}

#[test]
fn packed_and_borrowed_objects_are_read() {
    let mut bench = GitBench::new();
    for text in ["1", "2", "3"] {
        bench.record(&[("t/a.txt", Some(text))], text);
    }
    bench.git(&["gc", "--quiet"]);
    bench.git(&["commit-graph", "write", "--reachable"]);
    bench.git(&["clone", "--quiet", "--shared", ".", "../clone"]);

    for root in [bench.root(), bench.home().join("clone")] {
        let vcs = bench.open(&root);
        let log = ids(&*vcs, &LogQuery::default());
        assert_eq!(log.len(), 3);
        let content = vcs.file_at(&log[1], "t/a.txt").unwrap();
        assert_eq!(content.as_deref(), Some(&b"2"[..]));
        assert_eq!(vcs.changes(&log[2], &log[0], "t").unwrap().len(), 1);
    }
}

#[test]
fn only_commits_are_revisions() {
    let bench = GitBench::with_ticket();
    bench.git(&["tag", "--annotate", "--message=tag", "v1"]);
    bench.git(&["tag", "tree", "HEAD^{tree}"]);
    let vcs = bench.open(&bench.root());

    let head = bench.git(&["rev-parse", "HEAD"]);
    let tag = bench.git(&["rev-parse", "v1"]);
    for revision in ["v1", &tag, "@", "main^0", "HEAD^{commit}"] {
        assert_eq!(vcs.resolve(revision).unwrap(), head, "{revision}");
    }
    for revision in [
        "tree",
        "HEAD:.tickets",
        "HEAD^2",
        "v1..main",
        "^main",
        "HEAD^{tree}",
    ] {
        check_error(
            vcs.resolve(revision),
            &bench.home(),
            &format!("no revision `{revision}`"),
        );
    }
}

#[test]
fn links_have_their_target_and_submodules_nothing() {
    let bench = GitBench::with_ticket();
    let head = bench.git(&["rev-parse", "HEAD"]);
    let gitlink = format!("160000,{head},sub");
    bench.git(&["update-index", "--add", "--cacheinfo", &gitlink]);
    let target = bench.git(&["rev-parse", "HEAD:.tickets/tickets/00/TICKET-1-first.yaml"]);
    let link = format!("120000,{target},link");
    bench.git(&["update-index", "--add", "--cacheinfo", &link]);
    bench.git(&["commit", "--quiet", "--message=both"]);
    let vcs = bench.open(&bench.root());

    let changes = vcs.changes("HEAD~1", "HEAD", "").unwrap();
    let paths: Vec<&str> = changes.iter().map(|change| &*change.path).collect();
    assert_eq!(paths, ["link"]);
    assert_eq!(vcs.file_at("HEAD", "sub").unwrap(), None);
    let content = vcs.file_at("HEAD", "link").unwrap().unwrap();
    assert_eq!(content, b".tickets/tickets/00/TICKET-1-first.yaml");
}

#[test]
fn missing_objects_are_errors_that_name_them() {
    let mut bench = GitBench::with_ticket();
    bench.commit(&["a.txt"]);
    let path = ".tickets/tickets/00/TICKET-1-first.yaml";
    let [parent, blob] =
        ["HEAD~1", &format!("HEAD:{path}")].map(|name| bench.git(&["rev-parse", name]));
    let vcs = bench.open(&bench.root());
    for id in [&parent, &blob] {
        let object = bench.root().join(".git/objects").join(&id[..2]);
        fs::remove_file(object.join(&id[2..])).unwrap();
    }

    let home = bench.home();
    let missing = |id: &str| format!("cannot read object `{id}` of `~/main`");
    check_error(vcs.log(&LogQuery::default()), &home, &missing(&parent));
    check_error(vcs.merge_base("main", "main~0"), &home, &missing(&parent));
    check_error(vcs.file_at("HEAD", path), &home, &missing(&blob));
}
