//! Sprints as JSON and as text.

use serde_json::Value;
use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::planned::PlannedAnswer;
use crate::cli::render::burn_chart;
use crate::cli::render::burn_chart::Course;
use crate::cli::render::page::Page;
use crate::cli::render::table;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::theme::Style;
use crate::cli::ui::Ui;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Timestamp;
use crate::domain::metrics::SprintPiece;
use crate::ops;
use crate::ops::Candidate;
use crate::ops::Outcome;
use crate::ops::ShownSprint;
use crate::ops::SprintPlan;
use crate::ops::SprintProgress;
use crate::ops::SprintSeries;
use crate::ops::SprintWork;
use crate::ops::Tracker;
use crate::store::Stored;
use crate::view;

/// The columns of a list.
const COLUMNS: &[&str] = &[
    "id",
    "status",
    "title",
    "start_date",
    "end_date",
    "capacity",
    "points_total",
    "points_done",
];

/// Sprints with their progress.
pub(crate) fn answer(result: Yield, page: Option<String>) -> PlannedAnswer {
    PlannedAnswer {
        result,
        fields: view::planned_fields::<Sprint>(&SprintProgress::default()),
        columns: COLUMNS,
        page,
    }
}

/// A sprint with its progress as JSON.
pub(crate) fn json(shown: &ShownSprint) -> Json {
    let stored = &shown.stored;
    view::planned(&stored.record, &stored.file.path, &shown.progress)
}

/// Ends a command that changed sprints.
pub(crate) fn changed(
    invocation: &Invocation,
    tracker: &Tracker,
    outcome: &Outcome<Vec<Stored<Sprint>>>,
    is_rehearsal: bool,
    verb: &str,
) -> CliResult {
    let sprints = &outcome.value;
    let ui = &invocation.ui;
    ui.wrote(
        is_rehearsal,
        &outcome.receipt,
        |_| -> Result<(), CliError> {
            let sentence = |sprint: &Sprint| format!("{verb} {} {}", sprint.id, sprint.title);
            invocation.planned_changed(tracker, sprints, sentence, || {
                let records = sprints.iter().map(|stored| fresh(tracker, stored));
                answer(planned::one_or_many(records.collect()), None)
            })
        },
    )?;
    Ok(ExitCode::Success)
}

/// Ends a command that changed what is in a sprint: in other forms than the table, the sprint.
pub(crate) fn moved(
    invocation: &Invocation,
    tracker: &Tracker,
    (sprint, verb, preposition): (&Reference, &str, &str),
    outcome: &Outcome<Vec<SprintWork>>,
    is_rehearsal: bool,
) -> CliResult {
    let ui = &invocation.ui;
    ui.wrote(is_rehearsal, &outcome.receipt, |ui| {
        let (shown, _) = ops::show_sprint(tracker, sprint)?;
        let key = &shown.stored.file.key;
        for one in &outcome.value {
            let (id, title) = (&one.file().key, one.title());
            ui.status(format_args!("{verb} {id} {title} {preposition} {key}"));
        }
        let total = shown.progress.points_total;
        let capacity = shown.stored.record.capacity.map(u64::from);
        if let Some(capacity) = capacity.filter(|capacity| total > *capacity) {
            ui.note(format_args!(
                "{key} has {total} points and room for {capacity}"
            ));
        }
        if !ui.is_format_chosen && ui.fields.is_empty() {
            return Ok(());
        }
        invocation.planned(tracker, answer(Yield::One(json(&shown)), None))
    })?;
    Ok(ExitCode::Success)
}

/// One sprint that a command made.
pub(crate) fn of_stored(tracker: &Tracker, stored: &Stored<Sprint>) -> PlannedAnswer {
    answer(Yield::One(fresh(tracker, stored)), None)
}

/// A sprint as it is now; a deleted one as it was.
fn fresh(tracker: &Tracker, stored: &Stored<Sprint>) -> Json {
    match ops::show_sprint(tracker, &Reference::from(&stored.file.key)) {
        Ok((shown, _)) => json(&shown),
        Err(_) => view::planned(
            &stored.record,
            &stored.file.path,
            &SprintProgress::default(),
        ),
    }
}

/// A sprint as a page of text.
pub(crate) fn page(shown: &ShownSprint, style: Style) -> String {
    let sprint = &shown.stored.record;
    let progress = &shown.progress;
    let mut page = Page::new(style, &sprint.id.to_string(), sprint.title.as_str());
    let left = match (progress.is_overdue, progress.days_left) {
        (true, _) => " (overdue)".to_owned(),
        (false, Some(1)) => " (1 day left)".to_owned(),
        (false, Some(days)) => format!(" ({days} days left)"),
        (false, None) => String::new(),
    };
    let velocity = progress.velocity;
    let has_begun = sprint.begun_at().is_some();
    page.fact("status", Some(&sprint.status))
        .fact("start", sprint.start_date)
        .fact("end", sprint.end_date.map(|date| format!("{date}{left}")))
        .fact("progress", Some(summary(progress)))
        .fact(
            "velocity",
            has_begun.then(|| format!("{} points, {} done", velocity.points, velocity.tickets)),
        )
        .fact("capacity", sprint.capacity.map(|n| format!("{n} points")))
        .facts("no points", &progress.without_points)
        .facts("started with", &sprint.commitment)
        .facts("added", &progress.added)
        .facts("removed", &progress.removed)
        .facts("carried over", &sprint.carried_over)
        .fact("created", sprint.created_at)
        .fact("file", Some(format!(".tickets/{}", shown.stored.file.path)))
        .prose(sprint.goal.as_str());
    if !shown.work.is_empty() {
        page.heading("Work");
        for piece in &shown.work {
            page.line(&piece_line(piece, "added", piece.added_at()));
        }
    }
    if !shown.removed.is_empty() {
        page.heading("Removed");
        for piece in &shown.removed {
            page.line(&piece_line(piece, "removed", piece.removed_at()));
        }
    }
    page.finish()
}

/// A piece of work on one line; what happened to it after the sprint began stands behind it.
fn piece_line(piece: &SprintPiece, what: &str, at: Option<Timestamp>) -> String {
    let item = &piece.item;
    let points = item.points.map_or("-".to_owned(), |n| n.to_string());
    let day = at.map_or(String::new(), |at| format!("  ({what} {})", at.date()));
    format!(
        "{:<12} {:<12} {points:>3}  {}{day}",
        item.id, item.status, item.title
    )
}

/// `8 of 13 points, 3 of 5 done`
fn summary(progress: &SprintProgress) -> String {
    let to_do = progress.work.len() - progress.work_dropped;
    if progress.work.is_empty() {
        return "nothing is in it".to_owned();
    }
    let done = format!("{} of {to_do} done", progress.work_done);
    match progress.points_total {
        0 => done,
        total => format!("{} of {total} points, {done}", progress.points_done),
    }
}

/// Prints a proposal.
pub(crate) fn plan(ui: &Ui, plan: &SprintPlan) -> Result<(), CliError> {
    let Ok(Value::Object(json)) = serde_json::to_value(plan) else {
        return Ok(());
    };
    let names: Vec<String> = json.keys().cloned().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    ui.answer(Answer {
        result: Yield::One(json),
        fields: names.clone(),
        columns: names,
        name: "sprint",
        page: Some(plan_page(ui, plan)),
        vocabulary: None,
    })
}

fn plan_page(ui: &Ui, plan: &SprintPlan) -> String {
    let rows: Vec<Json> = plan.proposed.iter().map(row).collect();
    let columns = ["id", "score", "story_points", "priority", "title"];
    let look = table::Look {
        width: ui.width,
        is_coloured: ui.theme.stdout_is_coloured,
        vocabulary: None,
    };
    let mut text = if rows.is_empty() {
        String::new()
    } else {
        format!("{}\n", table::table(&rows, &columns, look))
    };
    let (sprint, total, capacity) = (&plan.sprint, plan.total, plan.capacity);
    text += &match plan.planned {
        0 => format!("{sprint}: {total} of {capacity} points\n"),
        planned => {
            format!("{sprint}: {total} of {capacity} points, {planned} of them in it already\n")
        }
    };
    for (what, left_out) in [
        ("does not fit", &plan.too_large),
        ("has no points", &plan.without_points),
    ] {
        for candidate in left_out {
            let title = crate::cli::ui::one_line(&candidate.title);
            text += &format!("  {what}: {} {title}\n", candidate.id);
        }
    }
    text
}

fn row(candidate: &Candidate) -> Json {
    let values = [
        ("id", json!(candidate.id)),
        ("score", json!(candidate.score.total)),
        ("story_points", json!(candidate.story_points)),
        ("priority", json!(candidate.priority)),
        ("title", json!(candidate.title)),
    ];
    let named = |(name, value): (&str, Value)| (name.to_owned(), value);
    values.into_iter().map(named).collect()
}

/// Prints the course of a sprint.
pub(crate) fn burndown(ui: &Ui, series: &SprintSeries, course: Course) -> Result<(), CliError> {
    let measure = if series.has_points {
        "points"
    } else {
        "tickets"
    };
    let values = [
        ("sprint", json!(series.sprint)),
        ("title", json!(series.title.as_str())),
        ("measure", json!(measure)),
        ("start", json!(series.burn.start)),
        ("days", json!(series.burn.days)),
    ];
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let named = |(name, value): (&str, Value)| (name.to_owned(), value);
    let chart = burn_chart::draw(&series.burn, series.has_points, course, ui.width);
    let title = crate::cli::ui::one_line(series.title.as_str());
    let style = ui.theme.stdout();
    let heading = format!(
        "{}  {}",
        style.id(&series.sprint.to_string()),
        style.heading(&title)
    );
    ui.answer(Answer {
        result: Yield::One(values.clone().into_iter().map(named).collect()),
        fields: names.clone(),
        columns: names,
        name: "sprint",
        page: Some(format!("{heading}\n\n{chart}")),
        vocabulary: None,
    })
}
