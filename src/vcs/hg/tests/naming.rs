//! Names that are more than letters.

use crate::vcs::LogQuery;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::hg::bench::HgBench;

/// Names that would be patterns, options, revisions or more than one word.
const NAMES: [&str; 8] = [
    "--help",
    "a b/ünï ☃.yaml",
    "glob:*",
    "path:x",
    "quote\"'`$(x)",
    "re:.*",
    "set:all()",
    "{braces}\\0",
];

#[test]
#[cfg(unix)]
fn every_name_is_only_a_name() {
    let mut bench = HgBench::with_ticket();
    let older = bench.commit(&["other.txt"]).unwrap();
    let newer = bench.commit(&NAMES).unwrap();
    let vcs = bench.open(&bench.root());

    let mut changed = Vec::new();
    for name in NAMES {
        let content = vcs.file_at(&newer, name).unwrap();
        assert_eq!(content.as_deref(), Some(name.as_bytes()));
        assert_eq!(vcs.file_at(&older, name).unwrap(), None);
        let query = LogQuery {
            paths: vec![name.to_owned()],
            ..LogQuery::default()
        };
        let log = vcs.log(&query).unwrap();
        assert_eq!(log.len(), 1, "{name}");
        assert_eq!(log[0].id, newer);
        changed.push(name);
    }
    let changes = vcs.changes(&older, &newer, "").unwrap();
    let paths: Vec<&str> = changes.iter().map(|change| &*change.path).collect();
    assert_eq!(paths, changed);
    assert_eq!(vcs.names_at(&newer, "a b").unwrap(), [NAMES[1]]);
}

#[test]
fn any_revset_that_is_one_commit_is_a_revision() {
    let mut bench = HgBench::with_ticket();
    let first = bench.open(&bench.root()).head().unwrap().unwrap();
    bench.start_branch("Zweig mit Leerzeichen");
    let second = bench.commit(&["a.txt"]).unwrap();
    let vcs = bench.open(&bench.root());

    for (revset, expected) in [
        ("0", &first),
        ("tip", &second),
        (".", &second),
        (".^", &first),
        ("first(all())", &first),
        ("file('a.txt')", &second),
        ("Zweig mit Leerzeichen", &second),
    ] {
        assert_eq!(&vcs.resolve(revset).unwrap(), expected, "{revset}");
    }
    for revset in ["all()", "none()", "0:", "nofunction()", "(", "7"] {
        vcs.resolve(revset).unwrap_err();
    }
}

#[test]
fn files_of_a_listed_folder_are_what_they_are_in_any_order() {
    let mut bench = HgBench::new();
    let names: Vec<String> = (0..9).map(|number| format!("t/{number}.yaml")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let older = bench.commit(&names).unwrap();
    let newer = bench.record(&[("t/4.yaml", Some("new"))], "new").unwrap();
    let vcs = bench.open(&bench.root());
    let check = |revision: &str, name: &str, expected: Option<&str>| {
        let content = vcs.file_at(revision, name).unwrap();
        assert_eq!(content.as_deref(), expected.map(str::as_bytes), "{name}");
    };

    assert_eq!(vcs.names_at(&older, "t").unwrap(), names);
    for name in names.iter().chain(&names).chain(names.iter().rev()) {
        check(&older, name, Some(name));
    }
    check(&newer, "t/4.yaml", Some("new"));
    check(&older, "t/4.yaml", Some("t/4.yaml"));
    check(&older, "t/9.yaml", None);
    check(&older, "t", None);
}
