//! The time that was spent, and what journals say.

use maud::Markup;
use maud::html;

use crate::domain::in_words;
use crate::view::NoteLine;
use crate::view::TimeLine;
use crate::view::TimeSpent;
use crate::view::WorkTime;
use crate::view::report::tables::or_dash;
use crate::view::report::tables::section;
use crate::view::report::tables::table;
use crate::view::report::tables::wide;

/// The time by person, by type and by record.
pub(crate) fn time(time: &TimeSpent) -> Markup {
    let shown = time.longest.len();
    let content = html! {
        p { (summary(time)) }
        div class="pair" {
            (groups("Time by person", "Who", &time.people))
            (groups("Time by type", "Type", &time.types))
        }
        (longest(&time.longest))
        @if shown < time.records {
            p class="about" { "The " (shown) " that took longest, of " (time.records) "." }
        }
    };
    section("time", "Time", None, &content)
}

/// `12h30m spent, 8h of it billed; 2 records were estimated at 10h and took 9h`
pub(crate) fn summary(time: &TimeSpent) -> String {
    let mut text = format!(
        "{} spent, {} of it billed",
        in_words(time.minutes),
        in_words(time.billable_minutes)
    );
    if time.estimated > 0 {
        let (noun, verb) = if time.estimated == 1 {
            ("record", "was")
        } else {
            ("records", "were")
        };
        text += &format!(
            "; {} {noun} that {verb} estimated at {} took {}",
            time.estimated,
            in_words(time.estimated_minutes),
            in_words(time.spent_of_estimated)
        );
    }
    text
}

fn groups(name: &str, heading: &str, lines: &[TimeLine]) -> Markup {
    let row = |line: &TimeLine| {
        [
            html! { (line_name(line)) },
            html! { (in_words(line.minutes)) },
            html! { (in_words(line.billable_minutes)) },
            html! { (line.entries) },
        ]
    };
    let headings = [heading, "Spent", "Billed", "Entries"];
    table(name, &headings, lines.iter().map(row).collect())
}

/// What the entries of a line have in common, in words.
pub(crate) fn line_name(line: &TimeLine) -> &str {
    if line.name.is_empty() {
        "not said"
    } else {
        &line.name
    }
}

fn longest(records: &[WorkTime]) -> Markup {
    let row = |work: &WorkTime| {
        [
            html! { span class="nowrap" { (work.id) } },
            wide(&work.title),
            html! { (in_words(work.minutes)) },
            html! { (or_dash(work.estimate_minutes.map(in_words))) },
            html! { (left(work)) },
        ]
    };
    let headings = ["Record", "Title", "Spent", "Estimate", "Left"];
    table(
        "Time by record",
        &headings,
        records.iter().map(row).collect(),
    )
}

fn left(work: &WorkTime) -> Markup {
    match work.remaining_minutes {
        None => html! { "–" },
        Some(left) if left < 0 => html! {
            span class="badge blocked" { (in_words(left.unsigned_abs())) " over" }
        },
        Some(left) => html! { (in_words(left.unsigned_abs())) },
    }
}

/// Blockers, decisions and milestones.
pub(crate) fn notes(notes: &[NoteLine]) -> Markup {
    let row = |note: &NoteLine| {
        [
            html! { time class="nowrap" datetime=(note.at) { (note.at.date()) } },
            html! { (or_dash(note.entry_type.as_ref())) },
            html! { span class="nowrap" { (note.record) } br; span class="about" { (note.title) } },
            html! { div class="wide" {
                (note.text)
                @for fact in &note.facts { div class="about" { (fact) } }
            } },
            html! { (or_dash(note.by.as_ref())) },
        ]
    };
    let headings = ["Day", "What", "Record", "What it says", "Who"];
    let content = table("Journal", &headings, notes.iter().map(row).collect());
    section("journal", "Blockers, decisions, milestones", None, &content)
}
