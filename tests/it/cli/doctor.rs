//! `tickets doctor`: the files of every kind of record.

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// A file of each kind without a fault.
fn project() -> Sandbox {
    let sandbox = Sandbox::repository();
    sandbox.run(&["init", "--quiet"]).ok();
    sandbox.run(&["create", "Ticket"]).ok();
    sandbox.run(&["epic", "create", "Epic"]).ok();
    for (path, text) in [
        ("backlog/00/ITEM-1-item.yaml", item("")),
        ("sprints/SPRINT-1-sprint.yaml", sprint("planned")),
        ("requirements/00/REQ-1-requirement.yaml", requirement("")),
    ] {
        sandbox.write(&format!(".tickets/{path}"), &text);
    }
    sandbox
}

fn item(more: &str) -> String {
    format!(
        "id: ITEM-1\nuid: 01JD0000000000000000000A01\ntitle: Item\nepic: EPIC-1\nsprint: SPRINT-1\n\
         depends_on: [TICKET-1]\ncreated_at: 2026-11-20T10:00:00Z\n{more}"
    )
}

fn sprint(status: &str) -> String {
    format!(
        "id: SPRINT-1\nuid: 01JD0000000000000000000A02\ntitle: Sprint\nstatus: {status}\n\
         created_at: 2026-11-20T10:00:00Z\n"
    )
}

fn requirement(more: &str) -> String {
    format!(
        "id: REQ-1\nuid: 01JD0000000000000000000A03\ntitle: Requirement\nof: EPIC-1\n\
         created_at: 2026-11-20T10:00:00Z\n{more}"
    )
}

#[test]
fn records_of_every_kind_are_looked_at() {
    let sandbox = project();

    assert_snapshot!(sandbox.run(&["doctor"]), @"
    --- stderr
    0 problems in 5 records
    ");
}

#[test]
fn what_is_wrong_with_records_of_other_kinds_is_named() {
    let sandbox = project();
    let home = ".tickets";
    sandbox.write(
        &format!("{home}/epics/EPIC-2-twice.yaml"),
        "id: EPIC-2\ntitle: Twice\nextra: 1\nextra: 2\nstatus: open\npriority: whatever\n",
    );
    sandbox.write(&format!("{home}/epics/00/EPIC-3-lost.yaml"), "id: EPIC-3\n");
    sandbox.write(
        &format!("{home}/sprints/SPRINT-1-sprint.yaml"),
        &sprint("running"),
    );
    sandbox.write(
        &format!("{home}/requirements/00/REQ-1-requirement.yaml"),
        &requirement("type: result\nstatus: approved\nparent: EPIC-1\n"),
    );
    sandbox.write(
        &format!("{home}/requirements/00/REQ-2-other.yaml"),
        "id: REQ-2\nuid: 01JD0000000000000000000A03\ntitle: Other\nof: SPRINT-1\nparent: REQ-2\n\
         created_at: 2026-11-20T10:00:00Z\n",
    );
    sandbox.write(
        &format!("{home}/backlog/00/ITEM-2-odd.yaml"),
        "id: ITEM-2\nuid: 01JD0000000000000000000A04\ntitle: Odd\nepic: ITEM-1\nsprint: SPRINT-9\n\
         depends_on: [EPIC-1]\ncreated_at: 2026-11-20T10:00:00Z\n",
    );
    sandbox.write(
        &format!("{home}/backlog/07/ITEM-1-again.yaml"),
        "id: ITEM-1\nuid: 01JD0000000000000000000A05\ntitle: Again\naliases: [ITEM-2]\n\
         created_at: 2026-11-20T10:00:00Z\n",
    );
    sandbox.write(&format!("{home}/backlog/00/ITEM-8-gone/x.yaml"), "a: 1\n");
    sandbox.write(&format!("{home}/epics/.EPIC-1.tickets-tmp"), "");
    sandbox.write(&format!("{home}/epics/notes.yaml"), "");
    sandbox.write(&format!("{home}/epics/EPIC-1-epic/notes.yaml"), "a: 1\n");
    sandbox.write(
        &format!("{home}/epics/TICKET-7-stray.yaml"),
        "id: TICKET-7\nuid: 01JD0000000000000000000A07\ntitle: Stray\n\
         created_at: 2026-11-20T10:00:00Z\n",
    );

    assert_snapshot!(sandbox.run(&["doctor"]), @r#"
    `.tickets/backlog/00/ITEM-2-odd.yaml`: has `EPIC-1` in `depends_on`, which is no backlog item or ticket
    `.tickets/backlog/00/ITEM-2-odd.yaml`: has `ITEM-1` in `epic`, which is no epic
    `.tickets/backlog/00/ITEM-2-odd.yaml`: has `SPRINT-9` in `sprint`, which is no sprint
    `.tickets/backlog/00/ITEM-8-gone`: holds entries, but their record is not there
    `.tickets/backlog/07/ITEM-1-again.yaml`: has the key `ITEM-1`, as `.tickets/backlog/00/ITEM-1-item.yaml` has
      hint: `tickets doctor --fix` gives the younger one a new key
    `.tickets/backlog/07/ITEM-1-again.yaml`: belongs to `.tickets/backlog/00/ITEM-1-again.yaml`
      hint: `tickets doctor --fix` moves it
    `.tickets/epics/.EPIC-1.tickets-tmp`: is a temporary file that an interrupted write left
    `.tickets/epics/00/EPIC-3-lost.yaml` line 1: missing field `title`
    `.tickets/epics/EPIC-1-epic/notes.yaml`: has a name that is not `TIME-kind-id.yaml`
    `.tickets/epics/EPIC-2-twice.yaml`: the project has no priority `whatever`
    `.tickets/epics/EPIC-2-twice.yaml`: there is no status `open`, only draft, active, completed, cancelled
    `.tickets/epics/EPIC-2-twice.yaml`: has no `created_at`
    `.tickets/epics/EPIC-2-twice.yaml`: has no `uid`
      hint: `tickets doctor --fix` gives it one
    `.tickets/epics/EPIC-2-twice.yaml` line 4: duplicate entry with key "extra"
    `.tickets/epics/TICKET-7-stray.yaml`: lies among the epics, but `TICKET-7` is the key of a ticket
    `.tickets/epics/notes.yaml`: has a name that is not `KEY-title.yaml`
    `.tickets/requirements/00/REQ-1-requirement.yaml`: there is no status `approved`, only pending, blocked, failed, verified
    `.tickets/requirements/00/REQ-1-requirement.yaml`: has `EPIC-1` in `parent`, which is no requirement
    `.tickets/requirements/00/REQ-2-other.yaml`: has the uid of `.tickets/requirements/00/REQ-1-requirement.yaml`; is it a copy?
    `.tickets/requirements/00/REQ-2-other.yaml`: has `REQ-2` in `parent`, which is the requirement itself
    `.tickets/requirements/00/REQ-2-other.yaml`: has `SPRINT-1` in `of`, which is no ticket or epic or backlog item
    `.tickets/sprints/SPRINT-1-sprint.yaml`: there is no status `running`, only planned, active, closed, cancelled
    --- stderr
    22 problems in 11 records
    --- exit 6
    "#);
}

#[test]
fn records_of_other_kinds_get_their_uid_and_their_folder() {
    let sandbox = project();
    sandbox.write(
        ".tickets/epics/00/EPIC-2-lost.yaml",
        "id: EPIC-2\ntitle: Lost\ncreated_at: 2026-11-20T10:00:00Z\n",
    );
    sandbox.write(
        ".tickets/requirements/REQ-2-lost.yaml",
        "id: REQ-2\nuid: 01JD0000000000000000000A08\ntitle: Lost\ncreated_at: 2026-11-20T10:00:00Z\n",
    );

    assert_snapshot!(sandbox.run(&["doctor", "--fix"]), @"
    --- stderr
    gave EPIC-2 a uid
    moved .tickets/epics/00/EPIC-2-lost.yaml to .tickets/epics/EPIC-2-lost.yaml
    moved .tickets/requirements/REQ-2-lost.yaml to .tickets/requirements/00/REQ-2-lost.yaml
    0 problems in 7 records
    ");
    let mended = sandbox.read(".tickets/epics/EPIC-2-lost.yaml");
    assert_eq!(
        mended
            .lines()
            .filter(|line| line.starts_with("uid: 01"))
            .count(),
        1
    );
}
