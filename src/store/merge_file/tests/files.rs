//! What becomes of three versions of a file.

use insta::assert_snapshot;

use crate::domain::Status;
use crate::domain::merge::MergeRules;
use crate::store::FileSides;
use crate::store::Marking;
use crate::store::MergeOutcome;
use crate::store::merge_bytes;
use crate::store::sides_of;
use crate::store::yaml;

const PATH: &str = ".tickets/tickets/00/T-1-a.yaml";

const BASE: &str = "# ticket\nid: T-1\n\nuid: 01M7W70KG0ZZZZZZZZZZZZZZZZ\n\ntitle: One\n\nstatus: open\n\npriority: low\n\nlabels:\n  - b\n\ndescription: |\n  First\n\n  Last\n\nacceptance_criteria:\n\ntransitions:\n";

/// A project in which every move is allowed.
struct Anything;

impl MergeRules for Anything {
    fn leads(&self, _: &Status, _: &Status) -> bool {
        true
    }
}

/// The merged file and how it went.
fn merged_at(path: Option<&str>, base: &str, ours: &str, theirs: &str) -> String {
    let sides = FileSides {
        base: (!base.is_empty()).then_some(base.as_bytes()),
        ours: ours.as_bytes(),
        theirs: theirs.as_bytes(),
    };
    let merged = merge_bytes(sides, path, &Marking::default(), &Anything);
    let is_marked = yaml::check(&merged.bytes).is_err();
    let outcome = match merged.outcome {
        MergeOutcome::Clean => "clean".to_owned(),
        MergeOutcome::Contradictions(found) => {
            assert!(is_marked && sides_of(&merged.bytes).is_some());
            let places: Vec<String> = found.iter().map(|one| one.place.to_string()).collect();
            places.join(", ")
        }
        MergeOutcome::Different => "different".to_owned(),
        MergeOutcome::Lines { reason, clashes } => {
            format!("{clashes} clashes: {}", reason.unwrap_or_default())
        }
        MergeOutcome::Unreadable(reason) => reason,
    };
    let text = String::from_utf8_lossy(&merged.bytes).replace('\r', "␍");
    format!("{text}--- {outcome}")
}

fn merged(ours: &str, theirs: &str) -> String {
    merged_at(Some(PATH), BASE, ours, theirs)
}

fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = BASE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

#[test]
fn what_only_one_side_changed_is_that_sides_to_the_byte() {
    let other = "not: [yaml\n";
    assert_eq!(merged(BASE, other), format!("{other}--- clean"));
    assert_eq!(merged(other, BASE), format!("{other}--- clean"));
    assert_eq!(merged(other, other), format!("{other}--- clean"));
}

#[test]
fn comments_of_both_sides_stay() {
    let ours = edited(&[
        ("status: open", "status: closed # done"),
        ("  - b", "  - a\n  - b"),
    ]);
    let theirs = edited(&[
        ("priority: low", "priority: high # soon"),
        ("  - b", "  - b # for b\n  - c"),
        ("description", "# long\ndescription"),
    ]);
    assert_snapshot!(merged(&ours, &theirs), @"
    # ticket
    id: T-1

    uid: 01M7W70KG0ZZZZZZZZZZZZZZZZ

    title: One

    status: closed # done

    priority: high # soon

    labels:
      - a
      - b
      - c

    # long
    description: |
      First

      Last

    acceptance_criteria:

    transitions:
    --- clean
    ");
}

#[test]
fn each_contradiction_has_markers_around_its_own_lines() {
    let ours = edited(&[
        ("title: One", "title: Uno"),
        ("priority: low", "priority: high"),
        ("  First", "  First of ours"),
    ]);
    let theirs = edited(&[
        ("title: One", "title: Eins"),
        ("priority: low", "priority: mid"),
        ("  First", "  First of theirs"),
        ("Last", "Last of theirs"),
    ]);
    assert_snapshot!(merged(&ours, &theirs), @"
    # ticket
    id: T-1

    uid: 01M7W70KG0ZZZZZZZZZZZZZZZZ

    <<<<<<< ours
    title: Uno
    =======
    title: Eins
    >>>>>>> theirs

    status: open

    <<<<<<< ours
    priority: high
    =======
    priority: mid
    >>>>>>> theirs

    labels:
      - b

    description: |
    <<<<<<< ours
      First of ours
    =======
      First of theirs
    >>>>>>> theirs

      Last of theirs

    acceptance_criteria:

    transitions:
    --- title, priority, description
    ");
}

#[test]
fn a_text_that_both_wrote_anew_is_one_place() {
    let ours = edited(&[("  First\n\n  Last", "  a\n\n  b")]);
    let theirs = edited(&[("  First\n\n  Last", "  c\n\n  d")]);
    assert_snapshot!(merged(&ours, &theirs), @"
    # ticket
    id: T-1

    uid: 01M7W70KG0ZZZZZZZZZZZZZZZZ

    title: One

    status: open

    priority: low

    labels:
      - b

    description: |
    <<<<<<< ours
      a

      b
    =======
      c

      d
    >>>>>>> theirs

    acceptance_criteria:

    transitions:
    --- description
    ");
}

#[test]
fn line_endings_are_those_of_our_side() {
    let ours = edited(&[("status: open", "status: closed")]).replace('\n', "\r\n");
    let theirs = edited(&[
        ("priority: low", "priority: high"),
        ("  - b", "  - b\n  - c"),
    ]);
    assert_snapshot!(merged(&ours, &theirs), @"
    # ticket␍
    id: T-1␍
    ␍
    uid: 01M7W70KG0ZZZZZZZZZZZZZZZZ␍
    ␍
    title: One␍
    ␍
    status: closed␍
    ␍
    priority: high␍
    ␍
    labels:␍
      - b␍
      - c␍
    ␍
    description: |␍
      First␍
    ␍
      Last␍
    ␍
    acceptance_criteria:␍
    ␍
    transitions:␍
    --- clean
    ");
}

#[test]
fn a_word_that_looks_like_a_number_stays_as_it_is() {
    let ours = edited(&[("title: One", "title: 1.10"), ("  - b", "  - b\n  - 1.20")]);
    let theirs = edited(&[
        ("priority: low", "priority: high\nassignee: 1e3"),
        ("  - b", "  - b\n  - 1.30"),
    ]);
    assert_snapshot!(merged(&ours, &theirs), @r#"
    # ticket
    id: T-1

    uid: 01M7W70KG0ZZZZZZZZZZZZZZZZ

    title: 1.10

    status: open

    priority: high
    assignee: 1e3

    labels:
      - b
      - 1.20
      - "1.30"

    description: |
      First

      Last

    acceptance_criteria:

    transitions:
    --- clean
    "#);
}

#[test]
fn two_records_under_one_path_are_both_kept_whole() {
    let theirs = edited(&[
        ("01M7W70KG0ZZZZZZZZZZZZZZZZ", "01M7W70KG0ZZZZZZZZZZZZZZZY"),
        ("One", "Two"),
    ]);
    let ours = edited(&[("One", "Uno")]);
    let text = merged(&ours, &theirs);
    assert_eq!(
        text,
        format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n--- different")
    );
    let back = sides_of(text.trim_end_matches("--- different").as_bytes()).unwrap();
    assert_eq!(
        (back.ours, back.theirs),
        (ours.into_bytes(), theirs.into_bytes())
    );
}

#[test]
fn what_is_no_record_is_merged_by_its_lines() {
    assert_snapshot!(merged_at(Some(PATH), "a: 1\nb: [\nc: 1\n", "a: 2\nb: [\nc: 1\n", "a: 1\nb: [\nc: 2\n"), @"
    a: 2
    b: [
    c: 2
    --- 0 clashes: our version: column 1: did not find expected ',' or ']'
    ");
    assert_snapshot!(merged_at(Some(PATH), "a: 1\nb: [\n", "a: 2\nb: [\n", "a: 3\nb: [\n"), @"
    <<<<<<< ours
    a: 2
    =======
    a: 3
    >>>>>>> theirs
    b: [
    --- 1 clashes: our version: column 1: did not find expected node content
    ");
    assert_snapshot!(merged_at(Some("a/artifacts/x.log"), "a\nb\n", "a\nb\nc\n", "a\nb\nd\n"), @"
    a
    b
    <<<<<<< ours
    c
    =======
    d
    >>>>>>> theirs
    --- 1 clashes: 
    ");
}

#[test]
fn markers_that_are_there_already_are_kept_inside_of_wider_ones() {
    let marked = "<<<<<<< x\na: 1\n=======\na: 2\n>>>>>>> y\n";
    assert_snapshot!(merged_at(Some(PATH), "a: 0\n", marked, "a: 3\n"), @"
    <<<<<<<< ours
    <<<<<<< x
    a: 1
    =======
    a: 2
    >>>>>>> y
    ========
    a: 3
    >>>>>>>> theirs
    --- 1 clashes: our version: has conflict markers of an unfinished merge
    ");
}

#[test]
fn settings_are_merged_by_their_keys() {
    assert_snapshot!(
        merged_at(
            Some(".tickets/config.yaml"),
            "# ours\nformat: 1\nprefix: T\nstatuses:\n  open: todo\n  closed: done\n",
            "# ours\nformat: 1\nprefix: T\nstatuses:\n  open: todo\n  wip: doing\n  closed: done\nlabels: [a]\n",
            "# ours\nformat: 1\nprefix: U\nstatuses:\n  open: todo\n  review: doing\n  closed: done\nids: random\n",
        ),
        @"
    # ours
    format: 1
    prefix: U
    statuses:
      open: todo
      review: doing
      wip: doing
      closed: done
    labels: [a]

    ids: random
    --- clean
    ");
}

#[test]
fn records_that_both_sides_added_are_one_without_a_base() {
    let ours = edited(&[("  - b", "  - a")]);
    assert_snapshot!(merged_at(Some(PATH), "", &ours, BASE), @"
    # ticket
    id: T-1

    uid: 01M7W70KG0ZZZZZZZZZZZZZZZZ

    title: One

    status: open

    priority: low

    labels:
      - a
      - b

    description: |
      First

      Last

    acceptance_criteria:

    transitions:
    --- clean
    ");
}

#[test]
fn binary_files_are_left_alone() {
    let sides = FileSides {
        base: None,
        ours: b"\xff",
        theirs: b"a: b\n",
    };
    let merged = merge_bytes(sides, Some(PATH), &Marking::default(), &Anything);
    assert_eq!(merged.bytes, b"\xff");
    let reason = "our version is not UTF-8 text".to_owned();
    assert_eq!(merged.outcome, MergeOutcome::Unreadable(reason));
}

#[test]
fn without_a_path_the_fields_tell_the_kind() {
    let ours = edited(&[("  - b", "  - a\n  - b")]);
    let theirs = edited(&[("  - b", "  - 0a\n  - b")]);
    let with = merged(&ours, &theirs);
    assert_eq!(merged_at(None, BASE, &ours, &theirs), with);
    assert!(with.ends_with("--- clean"));
}
