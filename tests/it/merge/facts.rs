//! The merge table: what two people do at once, and what a plain `git merge` makes of it.

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Sandbox;

/// Runs `ours` on one branch and `theirs` on another and merges them, which must be clean.
fn merged(sandbox: &Sandbox, ours: &[&[&str]], theirs: &[&[&str]]) {
    sandbox.commit_all("base");
    sandbox.git(&["checkout", "--quiet", "-b", "theirs"]);
    for args in theirs {
        sandbox.run(args).ok();
    }
    sandbox.commit_all("theirs");
    sandbox.git(&["checkout", "--quiet", "main"]);
    for args in ours {
        sandbox.run(args).ok();
    }
    sandbox.commit_all("ours");
    let run = sandbox.try_git(".", &["merge", "--no-edit", "theirs"]);
    assert_eq!(run.code, Some(0), "{run}{}", sandbox.git(&["diff"]));
    sandbox.run(&["doctor"]).ok();
}

fn texts(entries: &Value) -> Vec<String> {
    let texts = entries.as_array().unwrap().iter();
    texts
        .map(|entry| entry["text"].as_str().unwrap().trim().to_owned())
        .collect()
}

#[test]
fn neighbouring_fields() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["update", "1", "--status", "in-review"]],
        &[&["update", "1", "--priority", "high"]],
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(
        (&ticket["status"], &ticket["priority"]),
        (&json!("in-review"), &json!("high"))
    );
}

#[test]
fn one_field_apart() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["update", "1", "--type", "bug"]],
        &[&["update", "1", "--priority", "high"]],
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(
        (&ticket["type"], &ticket["priority"]),
        (&json!("bug"), &json!("high"))
    );
}

#[test]
fn a_list_and_its_neighbour() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["update", "1", "--add-label", "a,b,c"]],
        &[&["update", "1", "--assignee", "bob"]],
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(
        (&ticket["labels"], &ticket["assignee"]),
        (&json!(["a", "b", "c"]), &json!("bob"))
    );
}

#[test]
fn labels_far_apart_in_order() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    sandbox.run(&["label", "add", "kilo,lima,mike", "1"]).ok();
    merged(
        &sandbox,
        &[&["label", "add", "alpha", "1"]],
        &[&["label", "add", "zulu", "1"]],
    );

    assert_eq!(
        sandbox.ticket("1")["labels"],
        json!(["alpha", "kilo", "lima", "mike", "zulu"])
    );
}

#[test]
fn a_label_added_and_another_removed_far_away() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    sandbox.run(&["label", "add", "kilo,lima,mike", "1"]).ok();
    merged(
        &sandbox,
        &[&["label", "add", "alpha", "1"]],
        &[&["label", "remove", "mike", "1"]],
    );

    assert_eq!(
        sandbox.ticket("1")["labels"],
        json!(["alpha", "kilo", "lima"])
    );
}

#[test]
fn the_first_and_the_last_line_of_a_description() {
    let sandbox = Sandbox::new().without_driver();
    sandbox
        .run(&["create", "One", "--description", "First\n\nMiddle\n\nLast"])
        .ok();
    merged(
        &sandbox,
        &[&[
            "update",
            "1",
            "--description",
            "First of ours\n\nMiddle\n\nLast",
        ]],
        &[&[
            "update",
            "1",
            "--description",
            "First\n\nMiddle\n\nLast of theirs",
        ]],
    );

    let text = &sandbox.ticket("1")["description"];
    assert_eq!(text, "First of ours\n\nMiddle\n\nLast of theirs");
}

#[test]
fn a_status_and_a_comment() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["close", "1", "--resolution", "fixed"]],
        &[&["comment", "1", "I can reproduce it"]],
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(ticket["status"], "closed");
    assert_eq!(texts(&ticket["comments"]), ["I can reproduce it"]);
}

#[test]
fn comments_on_both_sides() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["comment", "1", "Ours"], &["comment", "1", "Ours again"]],
        &[&["comment", "1", "Theirs"]],
    );

    let mut comments = texts(&sandbox.ticket("1")["comments"]);
    comments.sort();
    assert_eq!(comments, ["Ours", "Ours again", "Theirs"]);
}

#[test]
fn tickets_created_on_both_sides() {
    let sandbox = Sandbox::new().without_driver();
    merged(&sandbox, &[&["create", "Ours"]], &[&["create", "Theirs"]]);

    assert_eq!(sandbox.keys(&["list"]), ["TICKET-1", "TICKET-2"]);
}

/// Two clones, which do not see each other's branches, choose one number.
#[test]
fn tickets_of_one_number_created_in_two_clones() {
    let origin = Sandbox::new().without_driver();
    origin.commit_all("begin");
    let clone = Sandbox::plain().without_driver();
    let url = origin.repo().display().to_string();
    clone.git(&["clone", "--quiet", &url, "."]);
    origin.run(&["create", "Theirs"]).ok();
    origin.commit_all("theirs");
    clone.run(&["create", "Ours"]).ok();
    clone.commit_all("ours");

    clone.git(&["pull", "--quiet", "--no-rebase", "--no-edit"]);

    assert_snapshot!(clone.run(&["list", "--fields", "id,title"]), @"
    ID        TITLE
    TICKET-1  Ours
    TICKET-1  Theirs
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-theirs.yaml`: has the key `TICKET-1`, as `.tickets/tickets/00/TICKET-1-ours.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    2 tickets
    ");
    clone.run(&["doctor", "--fix"]).ok();
    assert_eq!(clone.keys(&["list"]), ["TICKET-1", "TICKET-2"]);
}

#[test]
fn tickets_of_one_number_and_one_title_created_in_two_clones() {
    let origin = Sandbox::new().without_driver();
    origin.commit_all("begin");
    let clone = Sandbox::plain().without_driver();
    let url = origin.repo().display().to_string();
    clone.git(&["clone", "--quiet", &url, "."]);
    origin.run(&["create", "The same"]).ok();
    origin.commit_all("theirs");
    clone.run(&["create", "The same"]).ok();
    clone.commit_all("ours");

    // One path with two contents: git cannot know that these are two tickets.
    let run = clone.try_git(".", &["pull", "--quiet", "--no-rebase", "--no-edit"]);
    assert_eq!(run.code, Some(1), "{run}");
    assert_snapshot!(clone.run(&["list"]), @"
    --- stderr
    warning: `.tickets/tickets/00/TICKET-1-the-same.yaml` line 3: has conflict markers of an unfinished merge
      hint: `tickets resolve` finishes the merge
    0 tickets
    ");
}

#[test]
fn titles_without_a_letter_get_file_names_of_their_own() {
    let origin = Sandbox::new().without_driver();
    origin.commit_all("begin");
    let clone = Sandbox::plain().without_driver();
    let url = origin.repo().display().to_string();
    clone.git(&["clone", "--quiet", &url, "."]);
    origin.run(&["create", "???"]).ok();
    origin.commit_all("theirs");
    clone
        .run_with(("TICKETS_SEED", "99"), &["create", "???"])
        .ok();
    clone.commit_all("ours");

    clone.git(&["pull", "--quiet", "--no-rebase", "--no-edit"]);
    assert_eq!(clone.keys(&["list"]), ["TICKET-1", "TICKET-1"]);
}

#[test]
fn an_archived_ticket_and_an_edit() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["archive", "1"]],
        &[&["update", "1", "--title", "Better"]],
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(ticket["title"], "Better");
    assert!(ticket["archived_at"].is_string());
}

#[test]
fn a_renamed_title_and_a_status() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["update", "1", "--title", "Uno"]],
        &[&["start", "1"]],
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(
        (&ticket["title"], &ticket["status"]),
        (&json!("Uno"), &json!("in-progress"))
    );
}

#[test]
fn the_same_change_on_both_sides() {
    let sandbox = Sandbox::with_tickets(&["One"]).without_driver();
    merged(
        &sandbox,
        &[&["update", "1", "--priority", "high", "--add-label", "x"]],
        &[&["update", "1", "--priority", "high", "--add-label", "x"]],
    );

    assert_eq!(sandbox.ticket("1")["labels"], json!(["x"]));
}

#[test]
fn criteria_checked_far_apart() {
    let sandbox = Sandbox::new().without_driver();
    sandbox
        .run(&[
            "create",
            "One",
            "--criterion",
            "A",
            "--criterion",
            "B",
            "--criterion",
            "C",
        ])
        .ok();
    merged(
        &sandbox,
        &[&["update", "1", "--check", "1"]],
        &[&["update", "1", "--check", "3"]],
    );

    let criteria = sandbox.ticket("1")["acceptance_criteria"].clone();
    let done: Vec<&Value> = criteria
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["done"])
        .collect();
    assert_eq!(done, [&json!(true), &json!(false), &json!(true)]);
}
