//! The report in Markdown: its numbers, short.

use crate::domain::in_words;
use crate::domain::metrics::Analytics;
use crate::domain::metrics::Risk;
use crate::view::EpicLine;
use crate::view::NoteLine;
use crate::view::Report;
use crate::view::Slice;
use crate::view::SprintLine;
use crate::view::TimeLine;
use crate::view::markdown_escaped;
use crate::view::report::logbook;

/// The report for a page that shows Markdown.
pub fn report_markdown(report: &Report) -> String {
    let mut text = format!("# {}\n\n", markdown_escaped(&report.project));
    let revision = report.revision.as_ref();
    let revision = revision.map_or_else(String::new, |name| {
        format!(", as of {}", markdown_escaped(name))
    });
    text += &format!("Report of {}{revision}.\n\n", report.generated_at);
    text += &overview(&report.analytics);
    text += &slices("Status", &report.statuses);
    text += &slices("Priority of open work", &report.priorities);
    text += &sprints(&report.sprints);
    text += &epics(&report.epics);
    let backlog = report.backlog.iter().map(|item| {
        let ready = if item.is_ready { "yes" } else { "no" };
        let score = item.score.to_string();
        [
            &item.id,
            &score,
            &item.title,
            &item.status,
            &ready.to_owned(),
        ]
        .map(String::clone)
    });
    text += &table(
        "Backlog",
        &["Item", "Score", "Title", "Status", "Ready"],
        backlog,
    );
    let loads = report.analytics.workload.iter().map(|load| {
        let who = load.assignee.clone().unwrap_or_else(|| "nobody".to_owned());
        [
            who,
            load.open.to_string(),
            load.doing.to_string(),
            load.points.to_string(),
        ]
    });
    text += &table("Workload", &["Who", "Open", "Under way", "Points"], loads);
    text += &risk(&report.analytics.risk);
    if let Some(time) = &report.time {
        text += &format!("## Time\n\n{}.\n\n", logbook::summary(time));
        text += &time_of("Time by person", "Who", &time.people);
        text += &time_of("Time by type", "Type", &time.types);
    }
    text += &notes(&report.notes);
    format!("{}\n", text.trim_end())
}

fn time_of(title: &str, heading: &str, lines: &[TimeLine]) -> String {
    let rows = lines.iter().map(|line| {
        let name = logbook::line_name(line).to_owned();
        let [spent, billed] = [line.minutes, line.billable_minutes].map(in_words);
        [name, spent, billed]
    });
    table(title, &[heading, "Spent", "Billed"], rows)
}

fn notes(notes: &[NoteLine]) -> String {
    let rows = notes.iter().map(|note| {
        let said = [note.text.clone()]
            .into_iter()
            .chain(note.facts.iter().cloned());
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        [
            note.at.date().to_string(),
            note.entry_type.clone().unwrap_or_default(),
            note.record.clone(),
            said.join("; "),
            note.by.clone().unwrap_or_default(),
        ]
    });
    let headings = ["Day", "What", "Record", "What it says", "Who"];
    table("Blockers, decisions, milestones", &headings, rows)
}

fn sprints(sprints: &[SprintLine]) -> String {
    let rows = sprints.iter().map(|sprint| {
        let days = match (sprint.start_date, sprint.end_date) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (_, _) => String::new(),
        };
        let points = format!("{} of {}", sprint.points_done, sprint.points);
        let work = format!("{} of {}", sprint.work_done, sprint.work);
        [
            &sprint.id,
            &sprint.title,
            &sprint.status,
            &work,
            &points,
            &days,
        ]
        .map(String::clone)
    });
    let headings = ["Sprint", "Title", "Status", "Work", "Points", "Days"];
    table("Sprint", &headings, rows)
}

fn epics(epics: &[EpicLine]) -> String {
    let rows = epics.iter().map(|epic| {
        let percent = epic.percent;
        let percent = percent.map_or_else(String::new, |percent| format!("{percent} %"));
        let tickets = format!("{} of {}", epic.tickets_done, epic.tickets);
        let points = format!("{} of {}", epic.points_done, epic.points);
        [
            &epic.id,
            &epic.title,
            &epic.status,
            &percent,
            &tickets,
            &points,
        ]
        .map(String::clone)
    });
    let headings = ["Epic", "Title", "Status", "Done", "Tickets", "Points"];
    table("Epics", &headings, rows)
}

fn risk(risk: &Risk) -> String {
    let rows = risk.parts.iter().map(|part| {
        let name = part.name.replace('_', " ");
        [
            name,
            part.count.to_string(),
            part.weight.to_string(),
            part.points.to_string(),
        ]
    });
    let title = format!("Risk: {} of 100, {}", risk.score, risk.level.as_str());
    table(&title, &["Part", "Tickets", "Points each", "Points"], rows)
}

fn overview(numbers: &Analytics) -> String {
    let counts = &numbers.counts;
    let mut lines = vec![
        format!(
            "{} open: {} under way, {} of them blocked, {} overdue",
            counts.open, counts.wip, counts.blocked, counts.overdue
        ),
        format!(
            "{} done and {} dropped of {}",
            counts.done, counts.dropped, counts.total
        ),
        format!(
            "{} done in the last {} days, {} in the last 30",
            numbers.throughput.tickets, numbers.recent_days, numbers.velocity.month.tickets
        ),
    ];
    let cycle = &numbers.cycle_time;
    if let (Some(median), Some(most)) = (cycle.p50_days, cycle.p85_days) {
        lines.push(format!(
            "cycle time: median {median} days, 85 % within {most} days"
        ));
    }
    let forecast = numbers.forecast.as_ref();
    if let Some(day) = forecast.and_then(|forecast| forecast.p85) {
        lines.push(format!("all open work done by {day}, at 85 %"));
    }
    let lines = lines.iter().map(|line| format!("- {line}\n"));
    format!("## Overview\n\n{}\n", lines.collect::<String>())
}

fn slices(title: &str, slices: &[Slice]) -> String {
    let used = slices.iter().filter(|slice| slice.count > 0);
    let rows = used.map(|slice| [slice.name.clone(), slice.count.to_string()]);
    table(title, &["Name", "Tickets"], rows)
}

/// A section with a table; nothing where it has no rows.
fn table<const N: usize>(
    title: &str,
    headings: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rows: String = rows
        .map(|row| line(&row.map(|cell| markdown_escaped(&cell))))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let heading = line(&headings.map(str::to_owned));
    let rule = line(&headings.map(|_| "---".to_owned()));
    format!("## {title}\n\n{heading}{rule}{rows}\n")
}
