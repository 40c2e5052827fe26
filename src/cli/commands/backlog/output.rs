//! Backlog items as JSON and as text.

use serde_json::Value;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::planned::PlannedAnswer;
use crate::cli::render::page::Page;
use crate::cli::render::table;
use crate::cli::render::table::Look;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::theme::Style;
use crate::cli::ui::Ui;
use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::domain::Living as _;
use crate::domain::Score;
use crate::ops;
use crate::ops::ItemFacts;
use crate::ops::Outcome;
use crate::ops::ShownItem;
use crate::ops::Tracker;
use crate::store::Stored;
use crate::view;

/// The columns of a list.
const COLUMNS: &[&str] = &[
    "id",
    "score",
    "status",
    "type",
    "priority",
    "story_points",
    "business_value",
    "title",
    "epic",
    "assignee",
];

/// Items with what is computed of them.
pub(crate) fn answer(result: Yield, page: Option<String>) -> PlannedAnswer {
    PlannedAnswer {
        result,
        fields: view::planned_fields::<BacklogItem>(&ItemFacts::default()),
        columns: COLUMNS,
        page,
    }
}

/// An item with what is computed of it as JSON.
pub(crate) fn json(shown: &ShownItem) -> Json {
    let stored = &shown.stored;
    view::planned(&stored.record, &stored.file.path, &shown.facts)
}

/// Items as a table, in which assumed scores are marked.
pub(crate) fn table(ui: &Ui, tracker: &Tracker, items: &[ShownItem]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let row = |shown: &ShownItem| {
        let mut record = json(shown);
        let score = total(&shown.facts.score_parts);
        record.insert("score".to_owned(), Value::String(score));
        record
    };
    let rows: Vec<Json> = items.iter().map(row).collect();
    let look = Look {
        width: ui.width,
        is_coloured: ui.theme.stdout_is_coloured,
        vocabulary: Some(&tracker.vocabulary),
    };
    table::table(&rows, COLUMNS, look)
}

/// `374`, or `~440` where something had to be assumed.
fn total(score: &Score) -> String {
    let mark = if score.assumed.is_empty() { "" } else { "~" };
    format!("{mark}{}", score.total)
}

/// Ends a command that changed items.
pub(crate) fn changed(
    invocation: &Invocation,
    tracker: &Tracker,
    outcome: &Outcome<Vec<Stored<BacklogItem>>>,
    is_rehearsal: bool,
    verb: &str,
) -> CliResult {
    let items = &outcome.value;
    let ui = &invocation.ui;
    ui.wrote(
        is_rehearsal,
        &outcome.receipt,
        |_| -> Result<(), CliError> {
            let sentence = |item: &BacklogItem| format!("{verb} {} {}", item.id, item.title);
            invocation.planned_changed(tracker, items, sentence, || {
                let items = ops::items_now(tracker, items.clone());
                let records = items.iter().map(json).collect();
                answer(planned::one_or_many(records), None)
            })
        },
    )?;
    Ok(ExitCode::Success)
}

/// One item that a command made.
pub(crate) fn of_stored(tracker: &Tracker, stored: &Stored<BacklogItem>) -> PlannedAnswer {
    let items = ops::items_now(tracker, vec![stored.clone()]);
    let records = items.iter().map(json).collect();
    answer(planned::one_or_many(records), None)
}

/// An item as a page of text.
pub(crate) fn page(shown: &ShownItem, style: Style) -> String {
    let item = &shown.stored.record;
    let facts = &shown.facts;
    let mut page = Page::new(style, &item.id.to_string(), item.title.as_str());
    page.fact("status", Some(&item.status))
        .fact("type", Some(&item.item_type))
        .fact("priority", Some(&item.priority))
        .fact("score", Some(sum(&facts.score_parts)))
        .fact("ready", readiness(shown))
        .fact("points", item.story_points)
        .fact("value", item.business_value)
        .fact(
            "effort",
            item.effort_hours.map(|hours| format!("{hours} h")),
        )
        .fact("risk", item.risk)
        .fact("component", item.component.as_ref())
        .fact("theme", item.theme.as_ref())
        .fact("owner", item.product_owner.as_ref())
        .fact("assignee", item.assignee.as_ref())
        .facts("labels", &item.labels)
        .fact("epic", item.epic.as_ref())
        .fact("sprint", item.sprint.as_ref())
        .facts("depends on", &item.depends_on)
        .fact("tickets", tickets(facts))
        .fact("created", item.created_at)
        .fact("file", Some(format!(".tickets/{}", shown.stored.file.path)))
        .prose(item.description.as_str())
        .checklist("Acceptance criteria", &item.acceptance_criteria)
        .checklist("Definition of done", &item.definition_of_done);
    page.finish()
}

/// `374 (priority 300, value 90, points -16)`
fn sum(score: &Score) -> String {
    let Score {
        priority,
        value,
        points,
        assumed,
        ..
    } = score;
    let assumed = match assumed.as_slice() {
        [] => String::new(),
        fields => format!("; assumed: {}", fields.join(", ").replace('_', " ")),
    };
    let total = total(score);
    format!("{total} (priority {priority}, value {value}, points {points}{assumed})")
}

/// `yes`, or every reason why not; nothing of what was begun.
fn readiness(shown: &ShownItem) -> Option<String> {
    let facts = &shown.facts;
    if shown.stored.record.category() != Category::Todo {
        return None;
    }
    if facts.is_ready {
        return Some("yes".to_owned());
    }
    Some(format!("no: {}", facts.not_ready.join("; ")))
}

/// The tickets, and that they are done.
fn tickets(facts: &ItemFacts) -> Option<String> {
    if facts.tickets.is_empty() {
        return None;
    }
    let keys = facts.tickets.join(", ");
    if !facts.is_closable {
        return Some(keys);
    }
    Some(format!("{keys} (done; `tickets backlog close` ends it)"))
}
