//! The numbers at a glance, and the risk with its parts.

use maud::Markup;
use maud::html;

use crate::domain::metrics::Analytics;
use crate::domain::metrics::DurationPercentiles;
use crate::domain::metrics::Risk;
use crate::view::Report;
use crate::view::report::chart::number;
use crate::view::report::tables::table;

/// A number with its name, and a word about it.
fn card(name: &str, value: &str, about: &str) -> Markup {
    html! {
        div class="card fact" {
            dt { (name) }
            dd class="value" { (value) }
            dd class="about" { (about) }
        }
    }
}

/// What one wants to know first.
pub(crate) fn overview(report: &Report) -> Markup {
    let numbers = &report.analytics;
    let counts = &numbers.counts;
    let settled = counts.done + counts.dropped;
    let share = (settled * 100).checked_div(counts.total).unwrap_or(0);
    let recent = format!(
        "{} points in {} days",
        numbers.throughput.points, numbers.recent_days
    );
    let late = format!(
        "{} overdue, {} unassigned",
        counts.overdue, counts.unassigned_open
    );
    let month = numbers.velocity.month;
    html! {
        section id="overview" aria-labelledby="overview-title" {
            h2 id="overview-title" { "Overview" }
            dl class="facts" {
                (card("Open", &counts.open.to_string(), &late))
                (card("Work in progress", &counts.wip.to_string(),
                    &format!("{} of it blocked, {} open ones wait", counts.blocked, counts.waiting)))
                (card("Settled", &format!("{share} %"),
                    &format!("{} done, {} dropped of {}", counts.done, counts.dropped, counts.total)))
                (card("Done lately", &numbers.throughput.tickets.to_string(), &recent))
                (card("Per month", &month.tickets.to_string(), &format!("{} points in 30 days", month.points)))
                (card("Cycle time", &median(&numbers.cycle_time), &spread(&numbers.cycle_time)))
                (card("Lead time", &median(&numbers.lead_time), &spread(&numbers.lead_time)))
                (forecast(numbers))
            }
        }
    }
}

fn median(times: &DurationPercentiles) -> String {
    times
        .p50_days
        .map_or_else(|| "–".to_owned(), |days| format!("{} d", number(days)))
}

fn spread(times: &DurationPercentiles) -> String {
    match times.p85_days {
        Some(days) => format!("median of {}; 85 % within {} d", times.count, number(days)),
        None => "nothing was done in 90 days that says".to_owned(),
    }
}

fn forecast(numbers: &Analytics) -> Markup {
    let Some(forecast) = &numbers.forecast else {
        return card(
            "Forecast",
            "–",
            "nothing remains, or nothing was done in 30 days",
        );
    };
    let day = |day: Option<crate::domain::Date>| {
        day.map_or_else(|| "over ten years".to_owned(), |day| day.to_string())
    };
    html! {
        div class="card fact" {
            dt { "Forecast" }
            dd class="value" { (day(forecast.p85)) }
            dd class="about" {
                "all open work done, at 85 %; " (day(forecast.p50)) " at 50 %"
                details {
                    summary { "What this assumes" }
                    ul { @for line in &forecast.assumptions { li { (line) } } }
                }
            }
        }
    }
}

/// The score of the risk, and where it comes from.
pub(crate) fn risk(risk: &Risk) -> Markup {
    let rows = risk.parts.iter().map(|part| {
        let name = part.name.replace('_', " ");
        [
            name,
            part.count.to_string(),
            part.weight.to_string(),
            part.points.to_string(),
        ]
    });
    html! {
        section id="risk" aria-labelledby="risk-title" {
            h2 id="risk-title" { "Risk" }
            div class="card" {
                p {
                    strong { (risk.score) " of 100" } " – " (risk.level.as_str())
                    span class="about" { " (the sum of the points below, at most 100)" }
                }
                meter min="0" max="100" low="20" high="50" optimum="0" value=(risk.score) aria-label="Risk score" { (risk.score) }
                (table("Parts of the risk", &["Part", "Tickets", "Points each", "Points"], rows.map(|row| row.map(|cell| html! { (cell) })).collect()))
            }
        }
    }
}
