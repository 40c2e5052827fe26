//! Conflicts as jj has them: committed, on disk, with any number of sides.

use insta::assert_snapshot;
use jj_lib::backend::CommitId;
use jj_lib::conflict_labels::ConflictLabels;
use jj_lib::merged_tree::MergedTree;
use jj_lib::repo::Repo as _;
use jj_lib::rewrite::rebase_commit;

use crate::vcs::Unmerged;
use crate::vcs::conformance::Workbench as _;
use crate::vcs::conformance::open;
use crate::vcs::jj::bench::JjBench;
use crate::vcs::jj::tests::writer::Place;

/// A bench with commits on a common base.
struct Sides {
    bench: JjBench,
    commits: Vec<String>,
}

/// Commits `base` and, on it, each of `sides`, and merges all of them.
fn merged(place: Place, base: &str, sides: &[Option<&str>]) -> Sides {
    let mut bench = JjBench::new(place);
    let files = [("t/a.txt", Some(base)), ("t/kept.txt", Some("kept"))];
    let base = bench.record(&files, "base").unwrap();
    let mut commits = Vec::new();
    for (number, side) in sides.iter().enumerate() {
        bench.jj.new_on(&[&base]);
        let message = format!("side {}", number + 1);
        commits.push(bench.record(&[("t/a.txt", *side)], &message).unwrap());
    }
    let ids: Vec<&str> = commits.iter().map(String::as_str).collect();
    bench.jj.new_on(&ids);
    Sides { bench, commits }
}

fn text(content: Option<&Vec<u8>>) -> String {
    content.map_or(String::from("-"), |content| {
        String::from_utf8_lossy(content).into_owned()
    })
}

/// Shows open files with their terms, where changing ids are left out.
fn shown(unmerged: &[Unmerged]) -> String {
    let mut lines = String::new();
    for file in unmerged {
        let bases: Vec<String> = file.bases.iter().map(|base| text(base.as_ref())).collect();
        lines += &format!("{} from {bases:?}\n", file.path);
        for side in &file.sides {
            let words = side.label.splitn(3, ' ').nth(2).unwrap_or_default();
            let content = text(side.content.as_ref());
            lines += &format!("  {content:?} {words}\n");
        }
    }
    lines
}

#[test]
fn a_conflict_has_its_sides_labels_and_commits() {
    let Sides { bench, commits } = merged(Place::BesideGit, "1\n", &[Some("2\n"), Some("3\n")]);
    let unmerged = open(&bench).unmerged("t").unwrap();

    assert_snapshot!(shown(&unmerged), @r#"
    t/a.txt from ["1\n"]
      "2\n" "side 1"
      "3\n" "side 2"
    "#);
    let revisions = unmerged[0].sides.iter().map(|side| side.revision.clone());
    let revisions: Vec<String> = revisions.map(Option::unwrap).collect();
    assert_eq!(revisions, commits);
}

#[test]
fn a_conflict_may_have_many_sides_and_some_without_the_file() {
    let sides = [Some("2\n"), None, Some("4\n"), Some("5\n")];
    let Sides { bench, .. } = merged(Place::Alone, "1\n", &sides);

    assert_snapshot!(shown(&open(&bench).unmerged("").unwrap()), @r#"
    t/a.txt from ["1\n", "1\n", "1\n"]
      "2\n" "side 1"
      "-" "side 2"
      "4\n" "side 3"
      "5\n" "side 4"
    "#);
    assert_eq!(open(&bench).incoming().unwrap().len(), 3);
}

#[test]
fn sides_that_say_the_same_are_one_side_less() {
    let sides = [Some("2\n"), Some("1\n"), Some("3\n")];
    let Sides { bench, .. } = merged(Place::Alone, "1\n", &sides);

    assert_snapshot!(shown(&open(&bench).unmerged("").unwrap()), @r#"
    t/a.txt from ["1\n"]
      "2\n" "side 1"
      "3\n" "side 3"
    "#);
}

#[test]
fn a_conflict_is_open_for_as_long_as_markers_are_on_disk() {
    let base = "1\n2\n3\n4\n5\n6\n7\n";
    let ours = "ours\n2\n3\n4\n5\n6\nours\n";
    let theirs = "theirs\n2\n3\n4\n5\n6\ntheirs\n";
    let Sides { mut bench, .. } = merged(Place::Alone, base, &[Some(ours), Some(theirs)]);
    let is_open = |bench: &JjBench| !open(bench).unmerged("").unwrap().is_empty();
    let on_disk = String::from_utf8(bench.disk()["t/a.txt"].clone()).unwrap();
    assert_eq!(on_disk.matches("<<<<<<<").count(), 2);

    let second = on_disk.rfind("<<<<<<<").unwrap();
    let half = format!("settled\n{}", &on_disk[second..]);
    bench.write("t/a.txt", Some(half.as_bytes()));
    assert!(is_open(&bench));
    bench.jj.snapshot();
    assert!(is_open(&bench), "jj takes over what is settled");

    bench.write("t/a.txt", Some(b"settled\n"));
    assert!(!is_open(&bench));
    bench.jj.snapshot();
    assert!(!is_open(&bench), "and agrees in the end");
}

/// Without markers in it a file that a side deleted looks like any other.
#[test]
fn an_empty_file_that_a_side_deleted_is_open_until_it_is_touched() {
    let base = "";
    let Sides { mut bench, .. } = merged(Place::Alone, base, &[Some("2\n"), None]);
    assert_snapshot!(shown(&open(&bench).unmerged("").unwrap()), @r#"
    t/a.txt from [""]
      "2\n" "side 1"
      "-" "side 2"
    "#);
    assert_eq!(bench.disk()["t/a.txt"], b"2\n");

    bench.write("t/a.txt", Some(b"settled\n"));
    assert_eq!(open(&bench).unmerged("").unwrap(), []);
    bench.write("t/a.txt", None);
    assert_eq!(open(&bench).unmerged("").unwrap(), []);
}

#[test]
fn markers_that_belong_to_the_text_are_no_conflict() {
    let base = "<<<<<<< 1\n%%%%%%% 1\n-1\n+2\n+++++++ 1\n3\n>>>>>>> 1\n";
    let ours = base.replace('1', "2");
    let theirs = base.replace('1', "3");
    let sides = [Some(&*ours), Some(&*theirs)];
    let Sides { mut bench, .. } = merged(Place::Alone, base, &sides);
    assert_eq!(open(&bench).unmerged("").unwrap().len(), 1);

    bench.write("t/a.txt", Some(ours.as_bytes()));
    assert_eq!(open(&bench).unmerged("").unwrap(), []);
}

#[test]
fn a_committed_conflict_stays_open_and_git_is_not_asked() {
    let sides = [Some("2\n"), Some("3\n")];
    let Sides { bench, .. } = merged(Place::BesideGit, "1\n", &sides);
    let conflicted = bench.jj.commit("with a conflict", Some("main"));
    let vcs = open(&bench);

    assert_eq!(vcs.unmerged("").unwrap().len(), 1);
    let names = ["t/a.txt", "t/kept.txt"];
    assert_eq!(vcs.names_at(&conflicted, "").unwrap(), names);
    assert_eq!(vcs.names_at("main", "t").unwrap(), names);
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
    assert_eq!(vcs.head().unwrap(), Some(conflicted.clone()));

    let in_commit = vcs.file_at(&conflicted, "t/a.txt").unwrap().unwrap();
    assert_eq!(in_commit, bench.disk()["t/a.txt"]);
    let lines = String::from_utf8(in_commit).unwrap();
    let lines: Vec<&str> = lines
        .lines()
        .map(|line| line[..line.len().min(8)].trim_end())
        .collect();
    assert_snapshot!(lines.join("\n"), @r"
    <<<<<<<
    %%%%%%%
    \\\\\\\
    -1
    +2
    +++++++
    3
    >>>>>>>
    ");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_no_file_to_merge() {
    let mut bench = JjBench::new(Place::Alone);
    let base = bench.commit(&["a.txt"]).unwrap();
    let file = bench.commit(&["clash"]).unwrap();
    bench.jj.new_on(&[&base]);
    let folder = bench.commit(&["clash/b.txt"]).unwrap();
    bench.jj.new_on(&[&file, &folder]);
    let vcs = open(&bench);

    assert_eq!(vcs.unmerged("").unwrap(), []);
    let conflicted = bench.jj.snapshot();
    let names = vcs.names_at(&conflicted, "").unwrap();
    assert_eq!(names, ["a.txt", "clash"]);
    assert!(vcs.file_at(&conflicted, "clash").unwrap().is_some());
}

#[test]
fn a_rebased_commit_is_at_odds_with_its_new_parent() {
    let mut bench = JjBench::new(Place::Alone);
    let base = bench.record(&[("a.txt", Some("1\n"))], "base").unwrap();
    let onto = bench.record(&[("a.txt", Some("2\n"))], "onto").unwrap();
    bench.jj.new_on(&[&base]);
    let moved = bench.record(&[("a.txt", Some("3\n"))], "moved").unwrap();
    bench.jj.change("rebase", async |repository| {
        let id = |hex| CommitId::try_from_hex(hex).unwrap();
        let commit = repository.store().get_commit(&id(&moved)).unwrap();
        let rebased = rebase_commit(repository, commit, vec![id(&onto)]).await;
        rebased.unwrap();
        None
    });

    let vcs = open(&bench);
    let unmerged = vcs.unmerged("").unwrap();
    assert_snapshot!(shown(&unmerged), @r#"
    a.txt from ["1\n"]
      "2\n" "onto" (rebase destination)
      "3\n" (rebased revision)
    "#);
    let revision = unmerged[0].sides[0].revision.as_ref();
    assert_eq!(revision, Some(&onto));
    assert_eq!(vcs.incoming().unwrap(), Vec::<String>::new());
}

#[test]
fn sides_without_labels_are_named_after_the_parents() {
    let sides = [Some("2\n"), Some("3\n")];
    let Sides { bench, commits } = merged(Place::Alone, "1\n", &sides);
    let old = bench.jj.working_copy();
    bench.jj.change("forget labels", async |repository| {
        let ids = old.tree_ids().clone();
        let tree = MergedTree::new(repository.store().clone(), ids, ConflictLabels::unlabeled());
        let parents = old.parent_ids().to_vec();
        Some(repository.new_commit(parents, tree).write().await.unwrap())
    });

    let unmerged = open(&bench).unmerged("").unwrap();
    for (side, commit) in unmerged[0].sides.iter().zip(&commits) {
        assert_eq!(side.revision.as_ref(), Some(commit));
        assert_eq!(side.label, commit[..8]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_conflict_settles_it() {
    let sides = [Some("2\n"), Some("3\n")];
    let Sides { mut bench, .. } = merged(Place::Alone, "1\n", &sides);
    let path = bench.root().join("t/a.txt");
    std::fs::rename(&path, bench.home().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../../elsewhere", &path).unwrap();

    assert_eq!(open(&bench).unmerged("").unwrap(), []);
    bench.write("other.txt", Some(b""));
    bench.jj.snapshot();
    assert_eq!(open(&bench).unmerged("").unwrap(), []);
}
