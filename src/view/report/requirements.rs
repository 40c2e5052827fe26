//! What is expected of what, and whether it is so.

use std::collections::BTreeMap;

use maud::Markup;
use maud::html;

use crate::domain::Coverage;
use crate::domain::RequirementType;
use crate::view::Report;
use crate::view::RequirementLine;
use crate::view::report::tables::table;

/// The coverage, and the matrix of all that is expected.
pub(crate) fn requirements(report: &Report) -> Markup {
    let lines = &report.requirements;
    html! {
        section id="requirements" aria-labelledby="requirements-title" {
            h2 id="requirements-title" { "Requirements" }
            div class="card" {
                @if lines.is_empty() {
                    p class="about" { "There are no requirements." }
                } @else {
                    (coverage(&report.coverage))
                    p class="legend-line" {
                        (mark(Standing::Met)) " so; " (mark(Standing::Open)) " not yet; "
                        (mark(Standing::Failed)) " failed; " (mark(Standing::Suspect)) " changed since it was reviewed"
                    }
                    (matrix(report))
                }
            }
        }
    }
}

fn coverage(coverage: &Coverage) -> Markup {
    let percent =
        |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
    let rows = [
        (
            "Requirements and stories that are implemented",
            coverage.covered,
            coverage.requirements + coverage.stories,
            coverage.coverage,
        ),
        (
            "Expected results that are verified",
            coverage.verified,
            coverage.results,
            coverage.verification,
        ),
        (
            "Scenarios that pass",
            coverage.passing,
            coverage.scenarios,
            coverage.pass_rate,
        ),
    ];
    let rows = rows.map(|(name, part, whole, share)| {
        [
            html! { (name) },
            html! { (part) " of " (whole) },
            html! { (percent(share)) },
        ]
    });
    html! {
        (table("Coverage", &["What", "How many", "Share"], rows.into()))
        p {
            @if coverage.acceptance_met { "All that is expected is so." } @else { "Not all that is expected is so." }
            @if coverage.suspect > 0 { " " (coverage.suspect) " must be reviewed again." }
        }
    }
}

/// How one expectation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Met,
    Open,
    Failed,
    Suspect,
}

impl Standing {
    fn of(line: &RequirementLine) -> Standing {
        match line.status.as_str() {
            _ if line.is_suspect => Standing::Suspect,
            "failed" | "failing" | "blocked" => Standing::Failed,
            _ if line.is_met => Standing::Met,
            _ => Standing::Open,
        }
    }
}

fn mark(standing: Standing) -> Markup {
    let (class, sign) = match standing {
        Standing::Met => ("done", "✓"),
        Standing::Open => ("todo", "○"),
        Standing::Failed => ("blocked", "✗"),
        Standing::Suspect => ("high", "!"),
    };
    html! { span class={ "sign " (class) } aria-hidden="true" { (sign) } }
}

/// What is expected of each thing, by the sort of expectation.
fn matrix(report: &Report) -> Markup {
    let titles = report.tickets.iter().map(|line| (&line.id, &line.title));
    let titles = titles.chain(report.epics.iter().map(|line| (&line.id, &line.title)));
    let titles = titles.chain(report.backlog.iter().map(|line| (&line.id, &line.title)));
    let mut holders: BTreeMap<Option<&str>, Vec<&RequirementLine>> = BTreeMap::new();
    for line in &report.requirements {
        holders.entry(line.of.as_deref()).or_default().push(line);
    }
    let wanted = |id: &&String| holders.contains_key(&Some(id.as_str()));
    let titles: BTreeMap<&String, &String> = titles.filter(|(id, _)| wanted(id)).collect();
    let cell = |lines: &[&RequirementLine], types: &[RequirementType]| {
        let own = lines
            .iter()
            .filter(|line| types.contains(&line.requirement_type));
        html! {
            ul class="plain wide" {
                @for line in own {
                    li {
                        (mark(Standing::of(line))) " " span class="nowrap" { (line.id) } " " (line.title)
                        span class="about" { " " (line.status) @if line.is_suspect { ", suspect" } }
                    }
                }
            }
        }
    };
    let row = |(holder, lines): (&Option<&str>, &Vec<&RequirementLine>)| {
        let title = holder.and_then(|id| titles.get(&id.to_owned()));
        [
            html! { span class="nowrap" { (holder.unwrap_or("of nothing yet")) } @if let Some(title) = title { br; span class="about" { (title) } } },
            cell(lines, &[RequirementType::Requirement]),
            cell(lines, &[RequirementType::Story]),
            cell(lines, &[RequirementType::Result]),
            cell(
                lines,
                &[
                    RequirementType::Feature,
                    RequirementType::Rule,
                    RequirementType::Scenario,
                ],
            ),
        ]
    };
    let headings = ["Of", "Requirements", "Stories", "Results", "Scenarios"];
    table(
        "Requirements matrix",
        &headings,
        holders.iter().map(row).collect(),
    )
}
