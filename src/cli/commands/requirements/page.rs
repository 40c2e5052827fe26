//! Requirements as text.

use crate::cli::render::page::Page;
use crate::cli::theme::Style;
use crate::domain::Coverage;
use crate::domain::Requirement;
use crate::ops::ShownRequirement;

/// A requirement as a page of text.
pub(crate) fn whole(shown: &ShownRequirement, style: Style) -> String {
    let record = &shown.stored.record;
    let state = &shown.state;
    let mut page = Page::new(style, &record.id.to_string(), record.title.as_str());
    page.fact("type", Some(record.requirement_type))
        .fact("status", Some(moved(shown)))
        .fact("notes", state.notes.as_ref())
        .fact("suspect", state.suspect_because.as_ref())
        .fact("priority", Some(&record.priority))
        .fact("of", record.of.as_ref())
        .fact("parent", record.parent.as_ref())
        .facts("children", &state.children)
        .facts("labels", &record.labels)
        .fact("method", record.method)
        .fact("points", record.story_points)
        .fact("created", record.created_at)
        .fact("file", Some(format!(".tickets/{}", shown.stored.file.path)))
        .prose(state.sentence.as_deref().unwrap_or_default())
        .prose(record.description.as_str())
        .prose(record.gherkin.as_str())
        .checklist("Acceptance criteria", &record.acceptance_criteria);
    page.finish()
}

/// `verified by Alice Doe, 2026-11-20T10:00:05Z`
fn moved(shown: &ShownRequirement) -> String {
    let record: &Requirement = &shown.stored.record;
    let mut text = record.status.to_string();
    if let Some(by) = &shown.state.moved_by {
        text += &format!(" by {by}");
    }
    if let Some(at) = &shown.state.moved_at {
        text += &format!(", {at}");
    }
    text
}

/// How much of what is expected of one thing is so, in five lines.
pub(crate) fn summary(style: Style, (key, title): (&str, &str), coverage: &Coverage) -> String {
    let mut page = Page::new(style, key, title);
    let formal = coverage.requirements + coverage.stories;
    let covered = share(coverage.coverage, coverage.covered, formal, "covered");
    let points = match coverage.story_points {
        1 => "1 point".to_owned(),
        points => format!("{points} points"),
    };
    let verified = share(
        coverage.verification,
        coverage.verified,
        coverage.results,
        "verified",
    );
    let passing = share(
        coverage.pass_rate,
        coverage.passing,
        coverage.scenarios,
        "passing",
    );
    let accepted = match (coverage.acceptance_met, coverage.suspect) {
        (true, _) => "met".to_owned(),
        (false, 0) => "not met".to_owned(),
        (false, suspect) => format!("not met, {suspect} suspect"),
    };
    let stories = match coverage.stories {
        0 => "none".to_owned(),
        stories => format!("{stories} ({points})"),
    };
    page.fact("requirements", Some(covered))
        .fact("stories", Some(stories))
        .fact("results", Some(verified))
        .fact("scenarios", Some(passing))
        .fact("acceptance", Some(accepted));
    page.finish()
}

/// `2 of 3 verified (66.6 %)`
fn share(percent: Option<f64>, part: usize, whole: usize, word: &str) -> String {
    match percent {
        Some(percent) => format!("{part} of {whole} {word} ({percent} %)"),
        None => "none".to_owned(),
    }
}
