//! `tickets trace`

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// An epic with an item that became a ticket with a part, and a ticket of its own.
fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["epic", "create", "Checkout"]).ok();
    sandbox
        .run(&[
            "backlog",
            "add",
            "Guest checkout",
            "--epic",
            "1",
            "-c",
            "No account is asked for",
            "-c",
            "The order arrives",
        ])
        .ok();
    sandbox.run(&["backlog", "convert", "1"]).ok();
    sandbox
        .run(&["create", "Choose a payment service", "--epic", "1"])
        .ok();
    sandbox
        .run(&["create", "Draw the form", "--parent", "1"])
        .ok();
    sandbox.commit_all("Plan the shop");
    sandbox.commit_all("Send the order\n\nFixes TICKET-1, see TICKET-2");
    sandbox
}

#[test]
fn an_epic_leads_down_to_commits() {
    assert_snapshot!(shop().run(&["trace", "EPIC-1"]), @"
    EPIC-1  Checkout  (draft)
    ├─ ITEM-1  Guest checkout  (story, in-progress)
    │  └─ TICKET-1  Guest checkout  (story, open)
    │     ├─ REQ-1  No account is asked for  (requirement, draft)
    │     ├─ REQ-2  The order arrives  (requirement, draft)
    │     ├─ TICKET-3  Draw the form  (task, open)
    │     └─ 63a0403650  Send the order  (closes)
    └─ TICKET-2  Choose a payment service  (task, open)
       └─ 63a0403650  Send the order  (refs)
    ");
}

#[test]
fn a_requirement_leads_up_to_its_epic() {
    let sandbox = shop();

    assert_snapshot!(sandbox.run(&["trace", "REQ-2"]), @"
    EPIC-1  Checkout  (draft)
    └─ ITEM-1  Guest checkout  (story, in-progress)
       └─ TICKET-1  Guest checkout  (story, open)
          └─ REQ-2  The order arrives  (requirement, draft) ←
    ");
    assert_snapshot!(sandbox.run(&["trace", "REQ-2", "--up"]), @"
    REQ-2  The order arrives  (requirement, draft)
    └─ TICKET-1  Guest checkout  (story, open)
       └─ ITEM-1  Guest checkout  (story, in-progress)
          └─ EPIC-1  Checkout  (draft)
    ");
    assert_snapshot!(sandbox.run(&["trace", "REQ-2", "--down"]), @"REQ-2  The order arrives  (requirement, draft)");
}

#[test]
fn a_ticket_stands_in_the_middle() {
    let sandbox = shop();

    assert_snapshot!(sandbox.run(&["trace", "1"]), @"
    EPIC-1  Checkout  (draft)
    └─ ITEM-1  Guest checkout  (story, in-progress)
       └─ TICKET-1  Guest checkout  (story, open) ←
          ├─ REQ-1  No account is asked for  (requirement, draft)
          ├─ REQ-2  The order arrives  (requirement, draft)
          ├─ TICKET-3  Draw the form  (task, open)
          └─ 63a0403650  Send the order  (closes)
    ");
    assert_snapshot!(sandbox.run(&["trace", "ITEM-1", "--no-commits"]), @"
    EPIC-1  Checkout  (draft)
    └─ ITEM-1  Guest checkout  (story, in-progress) ←
       └─ TICKET-1  Guest checkout  (story, open)
          ├─ REQ-1  No account is asked for  (requirement, draft)
          ├─ REQ-2  The order arrives  (requirement, draft)
          └─ TICKET-3  Draw the form  (task, open)
    ");
}

#[test]
fn a_ticket_can_come_from_several_sides() {
    let sandbox = shop();
    sandbox.run(&["epic", "create", "Drawings"]).ok();
    sandbox.run(&["update", "3", "--epic", "2"]).ok();

    assert_snapshot!(sandbox.run(&["trace", "3"]), @"
    EPIC-1  Checkout  (draft)
    └─ ITEM-1  Guest checkout  (story, in-progress)
       └─ TICKET-1  Guest checkout  (story, open)
          └─ TICKET-3  Draw the form  (task, open) ←
    also from EPIC-2
    ");
    assert_snapshot!(sandbox.run(&["trace", "3", "--up"]), @"
    TICKET-3  Draw the form  (task, open)
    ├─ TICKET-1  Guest checkout  (story, open)
    │  └─ ITEM-1  Guest checkout  (story, in-progress)
    │     └─ EPIC-1  Checkout  (draft)
    └─ EPIC-2  Drawings  (draft)
    ");
}

#[test]
fn programs_get_it_nested() {
    let sandbox = shop();

    assert_snapshot!(sandbox.run(&["trace", "1", "--format", "json"]), @r#"{"kind":"ticket","id":"TICKET-1","title":"Guest checkout","type":"story","status":"open","is_settled":false,"at":null,"up":[{"kind":"backlog item","id":"ITEM-1","title":"Guest checkout","type":"story","status":"in-progress","is_settled":false,"at":null,"up":[{"kind":"epic","id":"EPIC-1","title":"Checkout","type":null,"status":"draft","is_settled":false,"at":null,"up":[],"down":[]}],"down":[]}],"down":[{"kind":"requirement","id":"REQ-1","title":"No account is asked for","type":"requirement","status":"draft","is_settled":false,"at":null,"up":[],"down":[]},{"kind":"requirement","id":"REQ-2","title":"The order arrives","type":"requirement","status":"draft","is_settled":false,"at":null,"up":[],"down":[]},{"kind":"ticket","id":"TICKET-3","title":"Draw the form","type":"task","status":"open","is_settled":false,"at":null,"up":[],"down":[]},{"kind":"commit","id":"63a0403650ed85003be2060e13437f844c81dc29","title":"Send the order","type":"closes","status":null,"is_settled":true,"at":"2026-11-20T10:00:06Z","up":[],"down":[]}]}"#);
}

#[test]
fn parts_of_a_feature_lie_below_it() {
    let sandbox = shop();
    let requirement = |key: &str, title: &str, kind: &str, more: &str| {
        let text = format!("id: {key}\ntitle: {title}\ntype: {kind}\n{more}\n");
        sandbox.write(format!(".tickets/requirements/00/{key}.yaml"), text);
    };
    requirement("REQ-7", "Paying", "feature", "status: draft\nof: TICKET-2");
    requirement(
        "REQ-8",
        "By card",
        "scenario",
        "status: passing\nof: TICKET-2\nparent: REQ-7",
    );
    requirement(
        "REQ-9",
        "Money arrives",
        "result",
        "status: verified\nof: TICKET-2",
    );

    assert_snapshot!(sandbox.run(&["trace", "2", "--down", "--no-commits"]), @"
    TICKET-2  Choose a payment service  (task, open)
    ├─ REQ-7  Paying  (feature, draft)
    │  └─ REQ-8  By card  (scenario, passing)
    └─ REQ-9  Money arrives  (result, verified)
    ");
}

#[test]
fn circles_and_lost_records_do_no_harm() {
    let sandbox = shop();
    let loops = "id: TICKET-8\ntitle: A\nparent: TICKET-9\nepic: EPIC-44\n";
    sandbox.write(".tickets/tickets/00/TICKET-8.yaml", loops);
    let loops = "id: TICKET-9\ntitle: B\nparent: TICKET-8\n";
    sandbox.write(".tickets/tickets/00/TICKET-9.yaml", loops);

    assert_snapshot!(sandbox.run(&["trace", "8"]), @"
    TICKET-9  B  (task, open)
    └─ TICKET-8  A  (task, open) ←
       └─ TICKET-9  B  (task, open)
    also from EPIC-44
    ");
}

#[test]
fn commits_that_name_requirements_and_former_keys_are_found() {
    let sandbox = shop();
    let renumbered = |file: &str, alias: &str| {
        let files = sandbox.files_below(".tickets");
        let path = files.iter().find(|path| path.contains(file)).unwrap();
        let text = sandbox.read(path);
        let text = text.replace("\nuid:", &format!("\naliases:\n  - {alias}\n\nuid:"));
        sandbox.write(path, text);
    };
    renumbered("TICKET-2-", "TICKET-7");
    // This key is another ticket's now: what names it means that.
    renumbered("TICKET-3-", "TICKET-1");
    renumbered("REQ-1-", "REQ-70");
    sandbox.commit_all("Ask nothing\n\nRefs TICKET-2, fixes REQ-70 and TICKET-7");
    sandbox.commit_all("Send it again\n\nRefs REQ-2");

    assert_snapshot!(sandbox.run(&["trace", "EPIC-1", "--down"]), @"
    EPIC-1  Checkout  (draft)
    ├─ ITEM-1  Guest checkout  (story, in-progress)
    │  └─ TICKET-1  Guest checkout  (story, open)
    │     ├─ REQ-1  No account is asked for  (requirement, draft)
    │     │  └─ 46dfe76c11  Ask nothing  (closes)
    │     ├─ REQ-2  The order arrives  (requirement, draft)
    │     │  └─ d8dc626217  Send it again  (refs)
    │     ├─ TICKET-3  Draw the form  (task, open)
    │     └─ 63a0403650  Send the order  (closes)
    └─ TICKET-2  Choose a payment service  (task, open)
       ├─ 63a0403650  Send the order  (refs)
       └─ 46dfe76c11  Ask nothing  (closes)
    ");
}

#[test]
fn what_lies_on_no_way_is_refused() {
    let sandbox = shop();

    assert_snapshot!(sandbox.run(&["trace", "EPIC-9"]), @"
    --- stderr
    error: no epic `EPIC-9`
      hint: did you mean `EPIC-1`?
    --- exit 3
    ");
    assert_snapshot!(sandbox.run(&["trace", "99"]), @"
    --- stderr
    error: no ticket `99`
      hint: `tickets list --all` shows what there is
    --- exit 3
    ");
}

#[test]
fn a_revision_is_traced_as_it_was() {
    let sandbox = shop();
    sandbox.run(&["close", "1"]).ok();
    sandbox.commit_all("Close TICKET-1");

    assert_snapshot!(sandbox.run(&["trace", "1", "--rev", "HEAD~1"]), @"
    EPIC-1  Checkout  (draft)
    └─ ITEM-1  Guest checkout  (story, in-progress)
       └─ TICKET-1  Guest checkout  (story, open) ←
          ├─ REQ-1  No account is asked for  (requirement, draft)
          ├─ REQ-2  The order arrives  (requirement, draft)
          ├─ TICKET-3  Draw the form  (task, open)
          └─ 63a0403650  Send the order  (closes)
    ");
}
