//! The table of all tickets, which a script can narrow.

use std::collections::BTreeSet;

use maud::Markup;
use maud::html;

use crate::view::Report;
use crate::view::Slice;
use crate::view::TicketLine;

/// The tickets: open ones first.
pub(crate) fn tickets(report: &Report) -> Markup {
    let lines = &report.tickets;
    html! {
        section id="tickets" aria-labelledby="tickets-title" {
            h2 id="tickets-title" { "Tickets" }
            div class="card" {
                @if lines.is_empty() {
                    p class="about" { "There are no tickets." }
                } @else {
                    (filter(report))
                    p id="shown" role="status" { (lines.len()) " tickets" }
                    div class="scroll" tabindex="0" role="region" aria-label="Tickets" {
                        table id="ticket-table" {
                            caption class="hidden" { "All tickets that are not archived" }
                            thead {
                                tr {
                                    @for (place, heading) in HEADINGS.iter().enumerate() {
                                        th scope="col" class=[(place >= 7).then_some("number")] { (heading) }
                                    }
                                }
                            }
                            tbody { @for line in lines { (row(line)) } }
                        }
                    }
                }
            }
        }
    }
}

const HEADINGS: [&str; 9] = [
    "Ticket",
    "Title",
    "Status",
    "Priority",
    "Type",
    "Assignee",
    "Labels",
    "Points",
    "Age (days)",
];

/// Shown by the script alone: without one there is nothing that it could do.
fn filter(report: &Report) -> Markup {
    let assignees = report
        .tickets
        .iter()
        .filter_map(|line| line.assignee.as_ref());
    let assignees: BTreeSet<&String> = assignees.collect();
    html! {
        form id="filter" role="search" aria-label="Narrow the tickets" hidden {
            label { "Search " input type="search" name="text" autocomplete="off"; }
            (choice("Status", "status", &used(&report.statuses)))
            (choice("Priority", "priority", &used(&report.priorities)))
            (choice("Assignee", "assignee", &assignees.into_iter().map(String::as_str).collect::<Vec<_>>()))
            label class="check" { input type="checkbox" name="open"; " Open ones only" }
            button type="reset" { "Show all" }
        }
    }
}

fn used(slices: &[Slice]) -> Vec<&str> {
    slices.iter().map(|slice| slice.name.as_str()).collect()
}

fn choice(label: &str, name: &str, options: &[&str]) -> Markup {
    html! {
        label {
            (label) " "
            select name=(name) {
                option value="" { "any" }
                @for option in options { option value={ "=" (option) } { (option) } }
                @if name == "assignee" { option value="=" { "nobody" } }
            }
        }
    }
}

fn row(line: &TicketLine) -> Markup {
    let is_open = !line.category.is_settled();
    let who = line.assignee.as_deref();
    html! {
        tr data-status=(line.status) data-priority=(line.priority) data-assignee=(who.unwrap_or_default()) data-open[is_open] {
            th scope="row" class="nowrap" { (line.id) }
            td {
                (line.title)
                @if line.is_overdue { " " span class="badge blocked" { "overdue" } }
                @if !line.blocked_by.is_empty() {
                    " " span class="badge high" { "waits for " (line.blocked_by.join(", ")) }
                }
                @if let Some(epic) = &line.epic { " " span class="about nowrap" { (epic) } }
            }
            td class="nowrap" { span class={ "swatch " (line.category.as_str()) } aria-hidden="true" {} (line.status) }
            td { (line.priority) }
            td class="nowrap" { (line.ticket_type) }
            td { (who.unwrap_or("–")) }
            td { (line.labels.join(", ")) }
            td class="number" { @if let Some(points) = line.points { (points) } }
            td class="number" { @if let Some(age) = line.age_days { (age) } }
        }
    }
}
