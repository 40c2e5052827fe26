//! Revisions as jj writes them.

use crate::vcs::LogQuery;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::open;
use crate::vcs::jj::bench::JjBench;
use crate::vcs::jj::tests::writer::Place;

#[test]
fn a_revset_of_one_commit_is_a_revision() {
    let mut bench = JjBench::new(Place::BesideGit);
    let older = bench
        .record(&[("a.txt", Some("1"))], "older words")
        .unwrap();
    let newer = bench.commit(&["b.txt"]).unwrap();
    bench.jj.bookmark("main", &[&newer]);
    let working_copy = bench.jj.working_copy();
    let vcs = open(&bench);

    let change = working_copy.change_id().reverse_hex();
    for revision in ["@", &change, &change[..12], "latest(all())"] {
        assert_eq!(
            vcs.resolve(revision).unwrap(),
            working_copy.id().to_string()
        );
    }
    for revision in ["@-", "main", "heads(bookmarks())"] {
        assert_eq!(vcs.resolve(revision).unwrap(), newer, "{revision}");
    }
    for revision in [
        "@--",
        "main-",
        "description(substring:\"older\")",
        "roots(root()+)",
    ] {
        assert_eq!(vcs.resolve(revision).unwrap(), older, "{revision}");
    }
}

#[test]
fn what_is_not_one_commit_is_unknown() {
    let mut bench = JjBench::new(Place::Alone);
    bench.commit(&["a.txt"]);
    let vcs = open(&bench);

    for revision in [
        "all()",
        "none()",
        "@ |",
        "nothing()",
        "HEAD~1",
        "main@origin",
        "::@ &",
    ] {
        let error = vcs.resolve(revision).unwrap_err();
        assert!(
            matches!(&error, VcsError::UnknownRevision { revision: named } if named == revision),
            "{error:?}"
        );
    }
}

#[test]
fn aliases_of_the_configuration_are_revisions() {
    let mut bench = JjBench::new(Place::Alone);
    let commit = bench.commit(&["a.txt"]).unwrap();
    let config = b"[revset-aliases]\nlast = \"@-\"\n'before(x)' = \"x-\"\nbroken = \"(\"\n";
    bench.write(".jj/repo/config.toml", Some(config));
    let vcs = open(&bench);

    assert_eq!(vcs.resolve("last").unwrap(), commit);
    assert_eq!(vcs.resolve("before(@)").unwrap(), commit);
    assert!(vcs.resolve("broken").is_err());
}

#[test]
fn the_working_copy_is_in_a_log_that_begins_there() {
    let mut bench = JjBench::new(Place::Alone);
    let commit = bench.commit(&["a.txt"]).unwrap();
    let working_copy = bench.jj.snapshot();
    let vcs = open(&bench);

    let ids = |from: &[&str]| -> Vec<String> {
        let query = LogQuery {
            from: from.iter().map(|name| (*name).to_owned()).collect(),
            ..LogQuery::default()
        };
        vcs.log(&query)
            .unwrap()
            .into_iter()
            .map(|commit| commit.id)
            .collect()
    };
    assert_eq!(ids(&[]), [&*commit]);
    assert_eq!(ids(&["@"]), [&*working_copy, &*commit]);
    assert_eq!(ids(&["root()"]), Vec::<String>::new());
    assert_eq!(vcs.merge_base("@", "root()").unwrap(), None);
    assert_eq!(vcs.names_at("root()", "").unwrap(), Vec::<String>::new());
}

#[test]
fn criss_crossed_histories_have_the_same_base_every_time() {
    let mut bench = JjBench::new(Place::Alone);
    let base = bench.commit(&["a.txt"]).unwrap();
    let one = bench.commit(&["b.txt"]).unwrap();
    bench.jj.new_on(&[&base]);
    let two = bench.commit(&["c.txt"]).unwrap();
    bench.jj.new_on(&[&one, &two]);
    let left = bench.commit(&["d.txt"]).unwrap();
    bench.jj.new_on(&[&two, &one]);
    let right = bench.commit(&["e.txt"]).unwrap();

    for (left, right) in [(&left, &right), (&right, &left)] {
        let newest = open(&bench).merge_base(left, right).unwrap();
        assert_eq!(newest.as_ref(), Some(&two));
    }
}

#[test]
fn a_commit_that_jj_rewrote_can_still_be_read() {
    let mut bench = JjBench::new(Place::Alone);
    bench.write("a.txt", Some(b"1"));
    let before = bench.jj.snapshot();
    bench.write("a.txt", Some(b"2"));
    bench.jj.snapshot();
    let vcs = open(&bench);

    assert_eq!(
        vcs.file_at(&before, "a.txt").unwrap().as_deref(),
        Some(&b"1"[..])
    );
    assert_eq!(
        vcs.file_at("@", "a.txt").unwrap().as_deref(),
        Some(&b"2"[..])
    );
}
