//! How a project stands, as a page of text.

use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::domain::Coverage;
use crate::domain::Date;
use crate::domain::metrics::Amount;
use crate::domain::metrics::DurationPercentiles;
use crate::domain::metrics::Forecast;
use crate::domain::metrics::RiskPart;
use crate::ops::EpicStanding;
use crate::ops::ProjectStatus;
use crate::ops::SprintStanding;

/// How many closed tickets a summary names.
const CLOSED_MAX: usize = 5;

/// How wide the names of lines are.
const NAME_WIDTH: usize = 11;

/// What matters most, in a dozen lines.
pub(crate) fn summary(status: &ProjectStatus, style: Style) -> String {
    let mut lines = Vec::new();
    push_counts(&mut lines, status);
    push_flow(&mut lines, status);
    let numbers = &status.numbers;
    let risk = &numbers.risk;
    let parts = risk.parts.iter().filter(|part| part.points > 0);
    let parts: Vec<String> = parts
        .map(|part| format!("{} {}", part.count, part.name.replace('_', " ")))
        .collect();
    let parts = if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    };
    lines.push((
        "risk",
        format!("{} of 100, {}{parts}", risk.score, risk.level.as_str()),
    ));
    if let Some(forecast) = &numbers.forecast {
        lines.push(("forecast", forecast_text(forecast)));
    }
    lines.extend(expected(&status.requirements).map(|text| ("expected", text)));
    lines.extend(
        status
            .sprints
            .iter()
            .map(|sprint| ("sprint", sprint_text(sprint))),
    );
    lines.extend(status.epics.iter().map(|epic| ("epic", epic_text(epic))));
    facts(&lines, style) + &closed(status, CLOSED_MAX, style)
}

/// All of it, with the parts that the numbers come from.
pub(crate) fn detailed(status: &ProjectStatus, style: Style) -> String {
    let numbers = &status.numbers;
    let mut lines = Vec::new();
    push_counts(&mut lines, status);
    push_flow(&mut lines, status);
    lines.push(("lead time", percentiles(&numbers.lead_time)));
    lines.push(("cycle time", percentiles(&numbers.cycle_time)));
    let blocked = &numbers.blocked_time;
    let longest = blocked.longest_open_days.map_or(String::new(), |days| {
        format!(", the longest open one for {days}")
    });
    lines.push((
        "held up",
        format!(
            "{} for {} days in all{longest}",
            blocked.tickets, blocked.total_days
        ),
    ));
    lines.extend(expected(&status.requirements).map(|text| ("expected", text)));
    let mut text = facts(&lines, style);
    let risk = &numbers.risk;
    let heading = format!("Risk {} of 100, {}", risk.score, risk.level.as_str());
    text += &section(&heading, risk.parts.iter().map(risk_line), style);
    if let Some(forecast) = &numbers.forecast {
        let all = [(50, forecast.p50), (85, forecast.p85), (95, forecast.p95)];
        let dates = format!(
            "{} open tickets done by {}",
            forecast.remaining,
            dates(&all)
        );
        let given = forecast.assumptions.iter().map(|line| format!("if {line}"));
        text += &section("Forecast", [dates].into_iter().chain(given), style);
    }
    text += &section("Age of open tickets", ages(status), style);
    text += &section("Open tickets by assignee", workload(status), style);
    text += &section("Sprints", status.sprints.iter().map(sprint_text), style);
    text += &section("Epics", status.epics.iter().map(epic_text), style);
    let under_way = status.under_way.iter().map(|ticket| {
        let who = ticket
            .assignee
            .as_ref()
            .map_or(String::new(), |name| format!(" ({name})"));
        format!("{}  {}  {}{who}", ticket.id, ticket.status, ticket.title)
    });
    text += &section("Under way", under_way, style);
    text + &closed(status, usize::MAX, style)
}

/// `2026-12-03 (50 %), 2026-12-10 (85 %)`; without a date where it lies beyond ten years.
pub(crate) fn dates(dates: &[(u8, Option<Date>)]) -> String {
    let date = |(percent, date): &(u8, Option<Date>)| match date {
        Some(date) => format!("{date} ({percent} %)"),
        None => format!("later than in ten years ({percent} %)"),
    };
    dates.iter().map(date).collect::<Vec<String>>().join(", ")
}

fn forecast_text(forecast: &Forecast) -> String {
    dates(&[(50, forecast.p50), (85, forecast.p85), (95, forecast.p95)])
}

fn push_counts(lines: &mut Vec<(&'static str, String)>, status: &ProjectStatus) {
    let counts = &status.numbers.counts;
    let archived = match counts.archived {
        0 => String::new(),
        archived => format!("; {archived} archived"),
    };
    lines.push((
        "tickets",
        format!(
            "{}: {} open, {} done, {} dropped{archived}",
            counts.total, counts.open, counts.done, counts.dropped
        ),
    ));
    lines.push((
        "open",
        format!(
            "{} under way ({} in progress, {} blocked), {} waiting, {} critical, {} high, {} unassigned, {} overdue",
            counts.wip,
            counts.doing,
            counts.blocked,
            counts.waiting,
            counts.critical_open,
            counts.high_open,
            counts.unassigned_open,
            counts.overdue
        ),
    ));
}

fn push_flow(lines: &mut Vec<(&'static str, String)>, status: &ProjectStatus) {
    let numbers = &status.numbers;
    let days = numbers.recent_days;
    lines.push((
        "done",
        format!(
            "{} in {days} days; {} a week, {} a month",
            amount(numbers.throughput),
            amount(numbers.velocity.week),
            amount(numbers.velocity.month)
        ),
    ));
    if let Some(pace) = status.sprint_pace {
        let sprints = match pace.sprints {
            1 => "the last sprint".to_owned(),
            many => format!("each of the last {many} sprints"),
        };
        let text = format!("{} points, {} done in {sprints}", pace.points, pace.tickets);
        lines.push(("pace", text));
    }
    if numbers.counts.done_undated > 0 {
        lines.push((
            "undated",
            format!(
                "{} done at a time that no log tells",
                numbers.counts.done_undated
            ),
        ));
    }
}

/// How much of what is expected is so; none where nothing is.
fn expected(coverage: &Coverage) -> Option<String> {
    let share = |share: Option<f64>| share.map(|percent| format!("{percent} %"));
    let parts = [
        ("requirements covered", share(coverage.coverage)),
        ("scenarios passing", share(coverage.pass_rate)),
        ("results verified", share(coverage.verification)),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(what, share)| Some(format!("{} {what}", share?)));
    let mut parts: Vec<String> = parts.collect();
    if coverage.suspect > 0 {
        parts.push(format!("{} suspect", coverage.suspect));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn amount(amount: Amount) -> String {
    match amount.points {
        0 => amount.tickets.to_string(),
        points => format!("{} ({points} points)", amount.tickets),
    }
}

fn percentiles(times: &DurationPercentiles) -> String {
    match (times.p50_days, times.p85_days, times.p95_days) {
        (Some(p50), Some(p85), Some(p95)) => format!(
            "{p50} days (50 %), {p85} (85 %), {p95} (95 %) of {} in 90 days",
            times.count
        ),
        (_, _, _) => "none in 90 days".to_owned(),
    }
}

fn risk_line(part: &RiskPart) -> String {
    let name = part.name.replace('_', " ");
    format!(
        "{:>3} = {} × {} {name}",
        part.points, part.weight, part.count
    )
}

fn ages(status: &ProjectStatus) -> impl Iterator<Item = String> {
    status.numbers.ageing.iter().map(|bucket| {
        let days = match bucket.days_to {
            Some(to) => format!("{} to {to} days", bucket.days_from),
            None => format!("{} days and more", bucket.days_from),
        };
        format!("{days:<16} {:>5}", bucket.tickets)
    })
}

fn workload(status: &ProjectStatus) -> impl Iterator<Item = String> {
    status.numbers.workload.iter().map(|load| {
        let name = load.assignee.as_deref().unwrap_or("(nobody)");
        format!(
            "{name}: {} open, {} begun, {} points",
            load.open, load.doing, load.points
        )
    })
}

fn sprint_text(sprint: &SprintStanding) -> String {
    let left = match (sprint.is_overdue, sprint.days_left) {
        (true, _) => ", overdue".to_owned(),
        (false, Some(1)) => ", 1 day left".to_owned(),
        (false, Some(days)) => format!(", {days} days left"),
        (false, None) => String::new(),
    };
    let points = match sprint.points_total {
        0 => String::new(),
        total => format!("{} of {total} points, ", sprint.points_done),
    };
    format!(
        "{} {}: {points}{} of {} done{left}",
        sprint.id, sprint.title, sprint.work_done, sprint.work_total
    )
}

fn epic_text(epic: &EpicStanding) -> String {
    let percent = epic
        .percent
        .map_or("no tickets".to_owned(), |n| format!("{n} %"));
    let target = epic
        .target_date
        .map_or(String::new(), |date| format!(", due {date}"));
    let late = if epic.is_overdue { " (overdue)" } else { "" };
    let forecast = epic.forecast.as_ref().map_or(String::new(), |forecast| {
        let dates = dates(&[(50, forecast.p50), (85, forecast.p85)]);
        format!(", forecast {dates}")
    });
    format!(
        "{} {}: {percent}{target}{late}{forecast}",
        epic.id, epic.title
    )
}

fn closed(status: &ProjectStatus, most: usize, style: Style) -> String {
    let all = &status.numbers.recently_closed;
    let shown = all.iter().take(most);
    let mut lines: Vec<String> = shown
        .map(|one| format!("{}  {}  {}", one.closed_at.date(), one.id, one.title))
        .collect();
    if all.len() > most {
        lines.push(format!(
            "and {} more (--detailed shows them)",
            all.len() - most
        ));
    }
    let heading = format!("Done in the last {} days", status.numbers.recent_days);
    section(&heading, lines, style)
}

fn facts(lines: &[(&str, String)], style: Style) -> String {
    let line = |(name, value): &(&str, String)| {
        let name = format!("{:<NAME_WIDTH$}  ", format!("{name}:"));
        format!("{}{}\n", style.dim(&name), one_line(value))
    };
    lines.iter().map(line).collect()
}

/// A heading with lines below; nothing where there are none.
fn section(heading: &str, lines: impl IntoIterator<Item = String>, style: Style) -> String {
    let lines = lines.into_iter();
    let lines: String = lines
        .map(|line| format!("  {}\n", one_line(&line)))
        .collect();
    if lines.is_empty() {
        return lines;
    }
    format!("\n{}\n{lines}", style.heading(heading))
}
