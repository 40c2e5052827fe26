//! Reading changes nothing, and damage is an error.

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::path::Path;

use jj_lib::op_store::RefTarget;
use jj_lib::ref_name::RefName;
use pollster::block_on;

use crate::vcs::LogQuery;
use crate::vcs::VcsError;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::open;
use crate::vcs::jj::bench::JjBench;
use crate::vcs::jj::bench::check_error;
use crate::vcs::jj::bench::contents;
use crate::vcs::jj::tests::writer::Place;

/// Makes a repository with bookmarks, a tag, another workspace and a conflict.
fn rich(place: Place) -> JjBench {
    let mut bench = JjBench::new(place);
    let base = bench.commit(&["t/a.txt", "t/b.txt"]).unwrap();
    bench.start_branch("ours");
    bench.start_branch("theirs");
    bench.record(&[("t/a.txt", Some("theirs\n"))], "theirs");
    bench.switch("ours");
    bench.tag("v1");
    bench.record(&[("t/a.txt", Some("ours\n"))], "ours");
    bench.merge("theirs");
    bench
        .jj
        .add_workspace("other", &bench.home().join("other"), &base);
    bench.write("t/b.txt", Some(b"not committed"));
    bench
}

/// Asks all there is to ask, and returns what went wrong.
fn ask_everything(bench: &JjBench) -> Vec<VcsError> {
    let vcs = open(bench);
    let log = |paths: &[&str]| LogQuery {
        from: vec![String::from("ours"), String::from("@")],
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
        ..LogQuery::default()
    };
    let answers = [
        vcs.worktrees().map(drop),
        vcs.user().map(drop),
        vcs.branch().map(drop),
        vcs.tips().map(drop),
        vcs.names_at("ours", "t").map(drop),
        vcs.names_at("@", "").map(drop),
        vcs.resolve("v1").map(drop),
        vcs.head().map(drop),
        vcs.incoming().map(drop),
        vcs.merge_base("ours", "theirs").map(drop),
        vcs.file_at("@", "t/a.txt").map(drop),
        vcs.changes("ours", "theirs", "").map(drop),
        vcs.log(&log(&[])).map(drop),
        vcs.log(&log(&["t/a.txt"])).map(drop),
        vcs.unmerged("").map(drop),
        vcs.mark_resolved(&[String::from("t/a.txt")]),
    ];
    answers.into_iter().filter_map(Result::err).collect()
}

/// Checks that nothing below the home is changed, added or deleted, and returns what was done.
#[track_caller]
fn untouched<T>(bench: &JjBench, act: impl FnOnce() -> T) -> T {
    let before = contents(&bench.home());
    let done = act();
    let after = contents(&bench.home());
    let differ = |one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>| {
        let names = one
            .iter()
            .filter(|(name, content)| other.get(*name) != Some(content));
        names.map(|(name, _)| name.clone()).collect::<Vec<String>>()
    };
    assert_eq!(differ(&before, &after), Vec::<String>::new());
    assert_eq!(differ(&after, &before), Vec::<String>::new());
    done
}

#[test]
fn no_answer_writes_anything() {
    for place in [Place::BesideGit, Place::Alone] {
        let bench = rich(place);
        let errors = untouched(&bench, || ask_everything(&bench));
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn operations_at_the_same_time_are_not_merged() {
    let bench = rich(Place::Alone);
    let id = bench.jj.working_copy().id().clone();
    let (_, repository) = bench.jj.load();
    for name in ["one", "two"] {
        let mut transaction = repository.start_transaction();
        let target = RefTarget::normal(id.clone());
        transaction
            .repo_mut()
            .set_local_bookmark_target(RefName::new(name), target);
        block_on(transaction.commit("bookmark")).unwrap();
    }
    let heads = bench.root().join(".jj/repo/op_heads/heads");
    assert_eq!(fs::read_dir(&heads).unwrap().count(), 2);

    let errors = untouched(&bench, || ask_everything(&bench));
    assert!(errors.is_empty(), "{errors:?}");
    let names = || -> Vec<String> {
        let tips = open(&bench).tips().unwrap().into_iter();
        tips.map(|tip| tip.name).collect()
    };
    let found = names();
    assert!(found == ["one", "ours", "theirs"] || found == ["ours", "theirs", "two"]);
    assert_eq!(names(), found);
}

#[test]
fn an_index_that_cannot_be_used_is_made_elsewhere() {
    let bench = rich(Place::Alone);
    let index = bench.root().join(".jj/repo/index");
    let expected = open(&bench).log(&LogQuery::default()).unwrap();
    let check = || {
        let errors = untouched(&bench, || ask_everything(&bench));
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(open(&bench).log(&LogQuery::default()).unwrap(), expected);
    };

    for (name, content) in contents(&index.join("segments")) {
        let path = index.join("segments").join(name);
        let another_version = [&7_u32.to_le_bytes(), &content[4..]].concat();
        for damaged in [
            &another_version,
            &content[..content.len() - 1],
            &content[..6],
        ] {
            overwrite(&path, damaged);
            check();
        }
        fs::remove_file(&path).unwrap();
        check();
        overwrite(&path, &content);
    }
    fs::remove_dir_all(index.join("op_links")).unwrap();
    check();
}

/// jj-lib would make such a commit jj's own.
#[test]
fn a_commit_that_only_git_has_is_unknown() {
    let bench = rich(Place::BesideGit);
    let git = gix::open_opts(bench.root(), gix::open::Options::isolated()).unwrap();
    let author = gix::actor::Signature {
        name: "Git".into(),
        email: "git@example.com".into(),
        time: gix::date::Time::new(0, 0),
    };
    let commit = gix::objs::Commit {
        tree: git.empty_tree().id,
        parents: Default::default(),
        author: author.clone(),
        committer: author,
        encoding: None,
        message: "only git's".into(),
        extra_headers: Vec::new(),
    };
    let id = git.write_object(commit).unwrap().to_string();

    let error = untouched(&bench, || open(&bench).names_at(&id, "").unwrap_err());
    assert!(
        matches!(error, VcsError::UnknownRevision { .. }),
        "{error:?}"
    );
}

#[test]
fn metadata_in_several_parts_is_an_error() {
    let mut bench = rich(Place::Alone);
    bench.write(".jj/repo/store/extra/heads/0123", Some(b""));

    let tips = untouched(&bench, || open(&bench).tips());
    check_error(
        tips,
        &bench.home(),
        "cannot open the repository `~/main/.jj/repo`",
    );
}

/// jj-lib panics on some of it; nothing of that may come out.
#[test]
fn damage_anywhere_is_an_error_and_stays_as_it_is() {
    let bench = rich(Place::BesideGit);
    let folder = bench.root().join(".jj");
    let ask = || untouched(&bench, || ask_everything(&bench)).len();
    let mut needed = 0;
    for (name, content) in contents(&folder) {
        let path = folder.join(&name);
        fs::remove_file(&path).unwrap();
        let is_needed = ask() > 0;
        if is_needed {
            needed += 1;
            let scrambled: Vec<u8> = content.iter().map(|byte| byte ^ 0x55).collect();
            for damaged in [&content[..content.len() / 2], &scrambled] {
                overwrite(&path, damaged);
                ask();
            }
        }
        overwrite(&path, &content);
    }
    assert!(needed > 8, "{needed}");
    assert!(ask_everything(&bench).is_empty());
}

fn overwrite(path: &Path, content: &[u8]) {
    std::io::Write::write_all(&mut File::create(path).unwrap(), content).unwrap();
}
