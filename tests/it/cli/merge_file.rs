//! `tickets merge-file`: what version control calls with three temporary files.

use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

const BASE: &str =
    "id: T-1\n\ntitle: One\n\nstatus: open\n\npriority: low\n\nlabels:\n\ntransitions:\n";
const PATH: &str = ".tickets/tickets/00/T-1-one.yaml";

/// A folder with the three versions, each the base with one line changed.
fn versions(ours: [&str; 2], theirs: [&str; 2]) -> Sandbox {
    let sandbox = Sandbox::plain();
    sandbox.write("base", BASE);
    sandbox.write("ours", BASE.replace(ours[0], ours[1]));
    sandbox.write("theirs", BASE.replace(theirs[0], theirs[1]));
    sandbox
}

fn merge(sandbox: &Sandbox, more: &[&str]) -> Run {
    let args = ["merge-file", "base", "ours", "theirs", "--path", PATH];
    let args: Vec<&str> = args.iter().chain(more).copied().collect();
    sandbox.run(&args)
}

#[test]
fn a_clean_merge_is_written_over_ours_and_says_nothing() {
    let sandbox = versions(
        ["status: open", "status: closed"],
        ["labels:", "labels:\n  - a"],
    );

    assert_snapshot!(merge(&sandbox, &[]), @"");
    assert_eq!(
        sandbox.read("ours"),
        BASE.replace("status: open", "status: closed")
            .replace("labels:", "labels:\n  - a")
    );
    assert_eq!(sandbox.files_below("."), ["base", "ours", "theirs"]);
}

#[test]
fn a_contradiction_leaves_markers_and_ends_with_1() {
    let sandbox = versions(
        ["priority: low", "priority: high"],
        ["priority: low", "priority: medium"],
    );

    assert_snapshot!(merge(&sandbox, &["--label-ours", "HEAD", "--label-theirs", "feature"]), @"
    --- stderr
    warning: `.tickets/tickets/00/T-1-one.yaml`: `priority` is `high` on our side and `medium` on their side
    --- exit 1
    ");
    assert_snapshot!(sandbox.read("ours"), @"
    id: T-1

    title: One

    status: open

    <<<<<<< HEAD
    priority: high
    =======
    priority: medium
    >>>>>>> feature

    labels:

    transitions:
    ");
}

#[test]
fn the_result_goes_where_it_is_asked_for() {
    let sandbox = versions(["title: One", "title: Uno"], ["title: One", "title: Eins"]);
    let ours = sandbox.read("ours");

    assert_snapshot!(merge(&sandbox, &["--stdout", "--marker-size", "9"]), @"
    id: T-1

    <<<<<<<<< ours
    title: Uno
    =========
    title: Eins
    >>>>>>>>> theirs

    status: open

    priority: low

    labels:

    transitions:
    --- stderr
    warning: `.tickets/tickets/00/T-1-one.yaml`: `title` is `Uno` on our side and `Eins` on their side
    --- exit 1
    ");
    assert_eq!(merge(&sandbox, &["--output", "result"]).code, Some(1));
    assert_eq!(sandbox.read("ours"), ours);
    assert!(sandbox.read("result").contains("title: Uno\n=======\n"));
}

#[test]
fn json_names_every_contradiction_with_its_values() {
    let sandbox = versions(
        ["priority: low", "priority: high"],
        ["priority: low", "priority: medium"],
    );

    let run = merge(&sandbox, &["--format", "json"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.json(),
        json!({
            "path": PATH,
            "clean": false,
            "contradictions": [{
                "field": "priority",
                "place": "priority",
                "base": "low",
                "ours": "high",
                "theirs": "medium",
            }],
            "text": null,
        })
    );
    assert_eq!(run.json_notes()[0]["problem"]["code"], "contradiction");
}

#[test]
fn an_empty_base_is_none() {
    let sandbox = versions(["labels:", "labels:\n  - a"], ["labels:", "labels:\n  - b"]);
    sandbox.write("base", "");

    merge(&sandbox, &[]).ok();
    assert!(sandbox.read("ours").contains("labels:\n  - a\n  - b\n"));
}

#[test]
fn two_records_are_kept_whole() {
    let sandbox = versions(["id: T-1", "id: T-1"], ["id: T-1", "id: T-1"]);
    for (name, uid) in [
        ("ours", "01M7W70KG0ZZZZZZZZZZZZZZZZ"),
        ("theirs", "01M7W70KG0ZZZZZZZZZZZZZZZY"),
    ] {
        sandbox.write(name, format!("uid: {uid}\n{BASE}"));
    }
    let [ours, theirs] = ["ours", "theirs"].map(|name| sandbox.read(name));

    assert_snapshot!(merge(&sandbox, &[]), @"
    --- stderr
    warning: `.tickets/tickets/00/T-1-one.yaml`: is one record on our side and another one on their side
    --- exit 1
    ");
    assert_eq!(
        sandbox.read("ours"),
        format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    );
}

#[test]
fn what_is_no_record_is_merged_by_its_lines() {
    let sandbox = versions(["labels:", "labels: ["], ["status: open", "status: closed"]);

    assert_snapshot!(merge(&sandbox, &[]), @"
    --- stderr
    `.tickets/tickets/00/T-1-one.yaml` was merged by its lines: our version: column 1: did not find expected node content
    ");
    sandbox.write(
        "ours",
        BASE.replace("labels:", "labels: [").replace("low", "high"),
    );
    sandbox.write("theirs", BASE.replace("low", "medium"));
    assert_snapshot!(merge(&sandbox, &["--stdout"]), @"
    id: T-1

    title: One

    status: open

    <<<<<<< ours
    priority: high
    =======
    priority: medium
    >>>>>>> theirs

    labels: [

    transitions:
    --- stderr
    warning: `.tickets/tickets/00/T-1-one.yaml`: has lines that clash in 1 place: our version: column 1: did not find expected node content
    --- exit 1
    ");
}

#[test]
fn what_cannot_be_merged_ends_with_more_than_1_and_leaves_ours() {
    let sandbox = versions(["title: One", "title: Uno"], ["title: One", "title: Eins"]);
    let ours = sandbox.read("ours");
    fs::write(sandbox.repo().join("theirs"), b"\xff\0").unwrap();

    assert_snapshot!(merge(&sandbox, &[]), @"
    --- stderr
    error: `.tickets/tickets/00/T-1-one.yaml`: cannot be merged: their version is not UTF-8 text
    --- exit 6
    ");
    assert_snapshot!(sandbox.run(&["merge-file", "base", "ours", "absent"]).code.unwrap(), @"6");
    assert_snapshot!(merge(&sandbox, &["--marker-size", "0"]).code.unwrap(), @"2");
    assert_eq!(sandbox.read("ours"), ours);
}

#[test]
fn the_status_that_the_projects_moves_lead_to_stands() {
    let sandbox = versions(
        ["status: open", "status: in-progress"],
        ["status: open", "status: closed"],
    );
    assert_eq!(merge(&sandbox, &["--stdout"]).code, Some(1));

    let moves = "transitions: {open: [in-progress], in-progress: [closed], closed: []}\n";
    sandbox.write(".tickets/config.yaml", moves);
    let run = merge(&sandbox, &["--stdout"]);
    assert!(run.ok().stdout.contains("status: closed\n"), "{run}");

    // In the middle of a merge the settings too may be conflicted.
    sandbox.write(
        ".tickets/config.yaml",
        format!("<<<<<<< x\n{moves}=======\n>>>>>>> y\n"),
    );
    assert_eq!(merge(&sandbox, &["--stdout"]).code, Some(1));
}
