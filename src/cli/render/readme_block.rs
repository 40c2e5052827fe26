//! How a project stands, as Markdown for its README.

use crate::ops::EpicStanding;
use crate::ops::ProjectStatus;
use crate::ops::SprintStanding;
use crate::ops::UnderWay;
use crate::view::markdown_escaped;

/// How many tickets each list names.
const NAMED_MAX: usize = 10;

/// The block. It holds nothing that changes with the time alone: no date of today, no age, and
/// nothing that was done "recently"; so it changes when the project does.
pub(crate) fn block(status: &ProjectStatus) -> String {
    let counts = &status.numbers.counts;
    let rows = [
        ("Open", counts.open),
        ("In progress", counts.doing),
        ("Blocked", counts.blocked),
        ("Critical and open", counts.critical_open),
        ("High and open", counts.high_open),
        ("Done", counts.done),
        ("Dropped", counts.dropped),
    ];
    let rows: String = rows
        .iter()
        .map(|(name, count)| format!("| {name} | {count} |\n"))
        .collect();
    let mut text = format!("| Tickets | {} |\n|---|---:|\n{rows}", counts.total);
    text += &list("Sprint", status.sprints.iter().map(sprint));
    text += &list("Epics", status.epics.iter().map(epic));
    text + &list("Under way", status.under_way.iter().map(under_way))
}

fn sprint(sprint: &SprintStanding) -> String {
    let end = sprint
        .end_date
        .map_or(String::new(), |date| format!(" until {date}"));
    let points = match sprint.points_total {
        0 => format!("{} of {} done", sprint.work_done, sprint.work_total),
        total => format!("{} of {total} points done", sprint.points_done),
    };
    format!(
        "{} {}{end}: {points}",
        sprint.id,
        markdown_escaped(&sprint.title)
    )
}

fn epic(epic: &EpicStanding) -> String {
    let percent = epic
        .percent
        .map_or("no tickets".to_owned(), |n| format!("{n} %"));
    format!("{} {}: {percent}", epic.id, markdown_escaped(&epic.title))
}

fn under_way(ticket: &UnderWay) -> String {
    let who = ticket.assignee.as_deref().map_or(String::new(), |name| {
        format!(" ({})", markdown_escaped(name))
    });
    format!("{} {}{who}", ticket.id, markdown_escaped(&ticket.title))
}

/// A heading and a list; nothing where there is nothing to list.
fn list(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return String::new();
    }
    let more = lines.len().saturating_sub(NAMED_MAX);
    lines.truncate(NAMED_MAX);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    let lines: String = lines.iter().map(|line| format!("- {line}\n")).collect();
    format!("\n**{heading}**\n\n{lines}")
}
