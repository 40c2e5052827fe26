//! The report as one HTML file.

use maud::DOCTYPE;
use maud::Markup;
use maud::PreEscaped;
use maud::html;

use crate::domain::metrics::DayRange;
use crate::view::Report;
use crate::view::Slice;
use crate::view::report::cards;
use crate::view::report::chart;
use crate::view::report::logbook;
use crate::view::report::requirements::requirements;
use crate::view::report::tables;
use crate::view::report::tickets::tickets;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// Nothing may be loaded, sent or framed, whatever got into the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const SECTIONS: [(&str, &str); 12] = [
    ("overview", "Overview"),
    ("charts", "Charts"),
    ("sprints", "Sprint"),
    ("epics", "Epics"),
    ("backlog", "Backlog"),
    ("requirements", "Requirements"),
    ("workload", "Workload"),
    ("ageing", "Age"),
    ("risk", "Risk"),
    ("time", "Time"),
    ("journal", "Journal"),
    ("tickets", "Tickets"),
];

/// The page.
pub fn report_page(report: &Report) -> String {
    let numbers = &report.analytics;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(report))
            body {
                a class="skip" href="#tickets" { "To the tickets" }
                header {
                    h1 { (report.project) }
                    p class="about" {
                        "Report of " time datetime=(report.generated_at) { (report.generated_at) }
                        @if let Some(revision) = &report.revision { ", as of " (revision) }
                    }
                    nav aria-label="Sections" {
                        ul { @for (id, name) in sections(report) { li { a href={ "#" (id) } { (name) } } } }
                    }
                }
                main {
                    (cards::overview(report))
                    (charts(report))
                    (tables::sprints(&report.sprints))
                    (tables::epics(&report.epics))
                    (tables::backlog(&report.backlog))
                    (requirements(report))
                    div class="pair" {
                        (tables::workload(&numbers.workload))
                        (tables::ageing(&numbers.ageing))
                    }
                    (cards::risk(&numbers.risk))
                    @if let Some(time) = &report.time { (logbook::time(time)) }
                    @if !report.notes.is_empty() { (logbook::notes(&report.notes)) }
                    (tickets(report))
                }
                footer { p class="about" { "Made by tickets. Days are those of UTC." } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// The sections that this report has.
fn sections(report: &Report) -> impl Iterator<Item = (&'static str, &'static str)> {
    SECTIONS.into_iter().filter(|(id, _)| match *id {
        "time" => report.time.is_some(),
        "journal" => !report.notes.is_empty(),
        _ => true,
    })
}

fn head(report: &Report) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (report.project) " – report" }
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
        }
    }
}

fn charts(report: &Report) -> Markup {
    let today = report.generated_at.date();
    let range = DayRange::ending(today, report.days);
    let status_class = |slice: &Slice| {
        let category = slice.category;
        category.map_or("", |category| category.as_str()).to_owned()
    };
    let mut rank = 0;
    let ranks: Vec<(String, String)> = report
        .priorities
        .iter()
        .map(|slice| {
            rank += 1;
            (slice.name.clone(), format!("rank-{}", rank.min(4)))
        })
        .collect();
    let priority_class = |slice: &Slice| {
        let own = ranks.iter().find(|(name, _)| *name == slice.name);
        own.map_or_else(String::new, |(_, class)| class.clone())
    };
    html! {
        section id="charts" aria-labelledby="charts-title" {
            h2 id="charts-title" { "Charts" }
            div class="charts" {
                (chart::slices("Status", &report.statuses, status_class))
                (chart::slices("Priority of open work", &report.priorities, priority_class))
                (chart::burndown(&report.burndown))
                (chart::burnup(&report.burndown))
                (chart::flow(&report.flow))
                (chart::columns(&report.weeks))
                (chart::scatter(&report.cycle, range, &report.analytics.cycle_time))
            }
        }
    }
}
