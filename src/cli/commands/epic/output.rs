//! Epics as JSON and as text.

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::planned::PlannedAnswer;
use crate::cli::render::page::Page;
use crate::cli::render::project_status;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::theme::Style;
use crate::domain::Epic;
use crate::domain::Reference;
use crate::domain::metrics::Forecast;
use crate::ops;
use crate::ops::EpicProgress;
use crate::ops::Outcome;
use crate::ops::ShownEpic;
use crate::ops::Tracker;
use crate::store::Stored;
use crate::view;

/// The columns of a list.
const COLUMNS: &[&str] = &[
    "id",
    "status",
    "priority",
    "title",
    "percent",
    "owner",
    "target_date",
];

/// Epics with their progress.
pub(crate) fn answer(result: Yield, page: Option<String>) -> PlannedAnswer {
    PlannedAnswer {
        result,
        fields: view::planned_fields::<Epic>(&EpicProgress::default()),
        columns: COLUMNS,
        page,
    }
}

/// An epic with its progress as JSON.
pub(crate) fn json(shown: &ShownEpic) -> Json {
    let stored = &shown.stored;
    view::planned(&stored.record, &stored.file.path, &shown.progress)
}

/// Ends a command that changed epics.
pub(crate) fn changed(
    invocation: &Invocation,
    tracker: &Tracker,
    outcome: &Outcome<Vec<Stored<Epic>>>,
    is_rehearsal: bool,
    verb: &str,
) -> CliResult {
    let epics = &outcome.value;
    let ui = &invocation.ui;
    ui.wrote(
        is_rehearsal,
        &outcome.receipt,
        |_| -> Result<(), CliError> {
            let sentence = |epic: &Epic| format!("{verb} {} {}", epic.id, epic.title);
            invocation.planned_changed(tracker, epics, sentence, || {
                let records = epics.iter().map(|stored| fresh(tracker, stored));
                answer(planned::one_or_many(records.collect()), None)
            })
        },
    )?;
    Ok(ExitCode::Success)
}

/// One epic that a command made.
pub(crate) fn of_stored(tracker: &Tracker, stored: &Stored<Epic>) -> PlannedAnswer {
    answer(Yield::One(fresh(tracker, stored)), None)
}

/// An epic as it is now; a deleted one as it was.
fn fresh(tracker: &Tracker, stored: &Stored<Epic>) -> Json {
    match ops::show_epic(tracker, &Reference::from(&stored.file.key)) {
        Ok(shown) => json(&shown),
        Err(_) => view::planned(&stored.record, &stored.file.path, &EpicProgress::default()),
    }
}

/// An epic as a page of text.
pub(crate) fn page(shown: &ShownEpic, style: Style) -> String {
    let epic = &shown.stored.record;
    let progress = &shown.progress;
    let mut page = Page::new(style, &epic.id.to_string(), epic.title.as_str());
    let overdue = if progress.is_overdue {
        " (overdue)"
    } else {
        ""
    };
    page.fact("status", Some(&epic.status))
        .fact("priority", Some(&epic.priority))
        .fact("progress", Some(summary(progress)))
        .fact("owner", epic.owner.as_ref())
        .facts("labels", &epic.labels)
        .fact("version", epic.target_version.as_ref())
        .fact("start", epic.start_date)
        .fact(
            "target",
            epic.target_date.map(|date| format!("{date}{overdue}")),
        )
        .fact("completed", epic.completed_at())
        .fact("forecast", progress.forecast.as_ref().map(forecast))
        .fact(
            "estimated",
            epic.estimated_points.map(|n| format!("{n} points")),
        )
        .facts("tickets", &progress.tickets)
        .fact("created", epic.created_at)
        .fact("file", Some(format!(".tickets/{}", shown.stored.file.path)))
        .prose(epic.description.as_str())
        .checklist("Goals", &epic.goals)
        .checklist("Success criteria", &epic.success_criteria);
    page.finish()
}

/// `2026-12-03 (50 %), 2026-12-10 (85 %)`
fn forecast(forecast: &Forecast) -> String {
    project_status::dates(&[(50, forecast.p50), (85, forecast.p85)])
}

/// `60 % (3 of 5 tickets, 8 of 13 points, 1 blocked)`
fn summary(progress: &EpicProgress) -> String {
    let to_do = progress.tickets.len() - progress.tickets_dropped;
    let mut parts = vec![format!("{} of {to_do} tickets", progress.tickets_done)];
    if progress.points_total > 0 {
        let (done, total) = (progress.points_done, progress.points_total);
        parts.push(format!("{done} of {total} points"));
    }
    if progress.tickets_blocked > 0 {
        parts.push(format!("{} blocked", progress.tickets_blocked));
    }
    let parts = parts.join(", ");
    match progress.percent {
        Some(percent) => format!("{percent} % ({parts})"),
        None => "no tickets".to_owned(),
    }
}
