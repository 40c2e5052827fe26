//! A fact in words, which a terminal colours and Markdown escapes.

use crate::cli::render::text_width::fit;
use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::domain::CriterionChange;
use crate::domain::EntryChange;
use crate::domain::Fact;
use crate::domain::FactChange;
use crate::domain::LineCount;
use crate::domain::Person;
use crate::domain::Transition;

/// How much of a comment or a criterion is shown.
const TEXT_MAX: usize = 72;

/// A way of many statuses is shown by its ends.
const STATUSES_MAX: usize = 4;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// Our own words.
    Word(String),
    /// Somebody's words, on one line.
    Value(String),
    /// The same, for what is new.
    Added(String),
    /// The same, for what is gone.
    Removed(String),
}

/// A sentence for a terminal.
pub(crate) fn terminal(spans: &[Span], style: Style) -> String {
    let shown = spans.iter().map(|span| match span {
        Span::Word(text) | Span::Value(text) => text.clone(),
        Span::Added(text) => style.added(text),
        Span::Removed(text) => style.removed(text),
    });
    shown.collect()
}

/// The facts of a record that was there before, each as a sentence.
///
/// How a ticket was settled stands with its new status and not on its own.
pub(crate) fn sentences(facts: &[Fact]) -> Vec<Vec<Span>> {
    let resolution = resolution(facts);
    told(facts).map(|fact| sentence(fact, resolution)).collect()
}

/// The facts of a new record: what it says, without the word that it was set.
pub(crate) fn sentences_of_new(facts: &[Fact]) -> Vec<Vec<Span>> {
    let resolution = resolution(facts);
    let sentence = |fact: &Fact| match &fact.change {
        FactChange::Value {
            from: None,
            to: Some(to),
        } => {
            vec![word(&format!("{} ", words(&fact.field))), value(to)]
        }
        _ => sentence(fact, resolution),
    };
    told(facts).map(sentence).collect()
}

fn told(facts: &[Fact]) -> impl Iterator<Item = &Fact> {
    let is_move = |fact: &Fact| matches!(fact.change, FactChange::Moved { .. });
    let is_moved = facts.iter().any(is_move);
    facts
        .iter()
        .filter(move |fact| fact.field != RESOLUTION || !is_moved)
}

fn resolution(facts: &[Fact]) -> Option<&str> {
    facts.iter().find_map(|fact| match &fact.change {
        FactChange::Value { to, .. } if fact.field == RESOLUTION => to.as_deref(),
        _ => None,
    })
}

const RESOLUTION: &str = "resolution";

fn sentence(fact: &Fact, resolution: Option<&str>) -> Vec<Span> {
    let name = words(&fact.field);
    match &fact.change {
        FactChange::Moved { from, to, steps } => moved(&name, (from, to), steps, resolution),
        FactChange::Value { from, to } => scalar(&name, from.as_deref(), to.as_deref()),
        FactChange::Set { added, removed } => {
            let mut spans = vec![word(&singular(&name))];
            spans.extend(
                added
                    .iter()
                    .map(|item| Span::Added(format!(" +{}", one_line(item)))),
            );
            let removed = removed.iter();
            spans.extend(removed.map(|item| Span::Removed(format!(" -{}", one_line(item)))));
            spans
        }
        FactChange::Text { .. } => vec![word(&format!("{name}{}", lines(&fact.change)))],
        FactChange::Criterion { text, what, .. } => criterion(&singular(&name), text, what),
        FactChange::Reordered => vec![word(&format!("{name} reordered"))],
        FactChange::Entry { what, by, text, .. } => {
            let by = by.as_ref().map_or("somebody", Person::as_str);
            match what {
                EntryChange::Added => {
                    vec![
                        word(&format!("{name} by ")),
                        value(by),
                        word(": "),
                        start(text),
                    ]
                }
                EntryChange::Edited => vec![
                    word(&format!("{name} of ")),
                    value(by),
                    word(&format!(" edited,{}: ", lines(&fact.change))),
                    start(text),
                ],
                EntryChange::Removed => vec![
                    word(&format!("{name} of ")),
                    value(by),
                    word(" removed: "),
                    start(text),
                ],
            }
        }
    }
}

fn moved(
    name: &str,
    (from, to): (&str, &str),
    steps: &[Transition],
    resolution: Option<&str>,
) -> Vec<Span> {
    let mut way = vec![from];
    way.extend(steps.iter().map(|step| step.to.as_str()));
    way.push(to);
    way.dedup();
    if way.len() > STATUSES_MAX {
        way.drain(2..way.len() - 1);
        way[1] = "…";
    }
    let mut spans = vec![word(&format!("{name} "))];
    for (place, status) in way.into_iter().enumerate() {
        if place > 0 {
            spans.push(word(" → "));
        }
        spans.push(value(status));
    }
    let reason = steps.last().and_then(|step| step.reason.as_deref());
    let why = match (resolution, reason) {
        (None, None) => return spans,
        (Some(why), None) | (None, Some(why)) => why.to_owned(),
        // `fixed in 3f2a` is how people speak.
        (Some(resolution), Some(reason)) if reason.starts_with("in ") => {
            format!("{resolution} {reason}")
        }
        (Some(resolution), Some(reason)) => format!("{resolution}: {reason}"),
    };
    spans.extend([word(" ("), value(&why), word(")")]);
    spans
}

fn scalar(name: &str, from: Option<&str>, to: Option<&str>) -> Vec<Span> {
    match (name, from, to) {
        ("archived at", _, Some(_)) => vec![word("archived")],
        ("archived at", _, None) => vec![word("unarchived")],
        (_, Some(from), Some(to)) => {
            vec![
                word(&format!("{name} ")),
                value(from),
                word(" → "),
                value(to),
            ]
        }
        (_, None, Some(to)) => vec![word(&format!("{name} set to ")), value(to)],
        (_, Some(from), None) => {
            vec![word(&format!("{name} cleared, was ")), value(from)]
        }
        (_, None, None) => vec![word(name)],
    }
}

fn criterion(name: &str, text: &str, what: &CriterionChange) -> Vec<Span> {
    let deed = match what {
        CriterionChange::Added { done: true } => "added and checked",
        CriterionChange::Added { done: false } => "added",
        CriterionChange::Removed => "removed",
        CriterionChange::Checked => "checked",
        CriterionChange::Unchecked => "unchecked",
        CriterionChange::Reworded { from } => {
            let head = word(&format!("{name} reworded: "));
            return vec![head, start(from), word(" → "), start(text)];
        }
    };
    vec![word(&format!("{name} {deed}: ")), start(text)]
}

/// ` +3 -1 lines`
fn lines(change: &FactChange) -> String {
    let LineCount { added, removed } = change.line_count().unwrap_or_default();
    let mut text = String::new();
    if added > 0 {
        text += &format!(" +{added}");
    }
    if removed > 0 {
        text += &format!(" -{removed}");
    }
    let noun = if added + removed == 1 {
        "line"
    } else {
        "lines"
    };
    format!("{text} {noun}")
}

fn word(text: &str) -> Span {
    Span::Word(text.to_owned())
}

fn value(text: &str) -> Span {
    Span::Value(one_line(text))
}

/// The first line of a text, or what fits of it.
fn start(text: &str) -> Span {
    let line = text.lines().find(|line| !line.trim().is_empty());
    let shown = fit(&one_line(line.unwrap_or_default().trim()), TEXT_MAX);
    let is_cut = shown.ends_with('…') || text.trim().lines().nth(1).is_none();
    Span::Value(if is_cut {
        shown
    } else {
        format!("{shown} …")
    })
}

/// A field's name for people.
fn words(field: &str) -> String {
    one_line(&field.replace('_', " "))
}

/// The word for one member of a set.
fn singular(name: &str) -> String {
    let one = match name {
        "acceptance criteria" => "criterion",
        "labels" => "label",
        "links" => "link",
        "duplicates" => "duplicate",
        "aliases" => "alias",
        name => name,
    };
    one.to_owned()
}
