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
use crate::domain::SprintChange;
use crate::domain::Transition;

/// How much of a comment or a criterion is shown.
const TEXT_MAX: usize = 72;

/// A way of many stops is shown by its ends.
const STOPS_MAX: usize = 4;

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
    told(facts)
        .map(|fact| sentence(fact, &Name::of(fact), resolution))
        .collect()
}

/// The facts of a new record: what it says, without the word that it was set.
pub(crate) fn sentences_of_new(facts: &[Fact]) -> Vec<Vec<Span>> {
    let resolution = resolution(facts);
    let sentence = |fact: &Fact| {
        let name = Name::of(fact);
        match &fact.change {
            FactChange::Value {
                from: None,
                to: Some(to),
            }
            | FactChange::Replanned {
                from: None,
                to: Some(to),
                ..
            } => {
                vec![value(&name.whole), word(" "), value(to)]
            }
            _ => sentence(fact, &name, resolution),
        }
    };
    told(facts).map(sentence).collect()
}

/// The differences of settings, whose names are those that `tickets config` takes.
pub(crate) fn sentences_of_settings(facts: &[Fact]) -> Vec<Vec<Span>> {
    let sentence = |fact: &Fact| {
        let name = Name {
            whole: fact.field.clone(),
            one: fact.field.clone(),
        };
        sentence(fact, &name, None)
    };
    facts.iter().map(sentence).collect()
}

/// A field's name for people.
struct Name {
    /// As it is.
    whole: String,
    /// For one of its members.
    one: String,
}

impl Name {
    fn of(fact: &Fact) -> Name {
        let whole = fact.field.replace('_', " ");
        let one = match whole.as_str() {
            "acceptance criteria" => "criterion",
            "labels" => "label",
            "links" => "link",
            "duplicates" => "duplicate",
            "aliases" => "alias",
            whole => whole,
        };
        Name {
            one: one.to_owned(),
            whole,
        }
    }
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

fn sentence(fact: &Fact, name: &Name, resolution: Option<&str>) -> Vec<Span> {
    let whole = value(&name.whole);
    match &fact.change {
        FactChange::Moved { from, to, steps } => {
            let mut spans = vec![whole, word(" ")];
            spans.extend(moved((from, to), steps, resolution));
            spans
        }
        FactChange::Value { from, to } => scalar(whole, from.as_deref(), to.as_deref()),
        FactChange::Replanned { from, to, steps } => {
            let ends = (from.as_deref(), to.as_deref());
            replanned(whole, ends, steps)
        }
        FactChange::Set { added, removed } => {
            let added = added.iter();
            let added = added.map(|item| Span::Added(format!(" +{}", one_line(item))));
            let removed = removed.iter();
            let removed = removed.map(|item| Span::Removed(format!(" -{}", one_line(item))));
            let name = std::iter::once(value(&name.one));
            name.chain(added).chain(removed).collect()
        }
        FactChange::Text { .. } => vec![whole, word(&lines(&fact.change))],
        FactChange::Criterion { text, what, .. } => criterion(value(&name.one), text, what),
        FactChange::Reordered => vec![whole, word(" reordered")],
        FactChange::Entry {
            what,
            by,
            text,
            was,
            fields,
            ..
        } => {
            let by = value(by.as_ref().map_or("somebody", Person::as_str));
            let (of, deed) = match what {
                EntryChange::Added => (" by ", ": ".to_owned()),
                EntryChange::Edited if was.is_none() => (" of ", " edited: ".to_owned()),
                EntryChange::Edited => (" of ", format!(" edited,{}: ", lines(&fact.change))),
                EntryChange::Removed => (" of ", " removed: ".to_owned()),
            };
            let mut spans = vec![whole, word(of), by, word(&deed), start(text)];
            spans.extend(in_brackets(fields, *what));
            spans
        }
    }
}

/// What an entry says beside its text.
fn in_brackets(fields: &[Fact], what: EntryChange) -> Vec<Span> {
    let sentences = match what {
        EntryChange::Added => sentences_of_new(fields),
        EntryChange::Edited | EntryChange::Removed => sentences(fields),
    };
    let mut spans = Vec::new();
    for (place, sentence) in sentences.into_iter().enumerate() {
        spans.push(word(if place == 0 { " (" } else { ", " }));
        spans.extend(sentence);
    }
    if !spans.is_empty() {
        spans.push(word(")"));
    }
    spans
}

fn moved((from, to): (&str, &str), steps: &[Transition], resolution: Option<&str>) -> Vec<Span> {
    let stops = steps.iter().map(|step| step.to.to_string());
    let mut spans = way(from, stops, to);
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

/// A sprint that something was taken out of and put into again is told, though it is the same.
fn replanned(
    name: Span,
    (from, to): (Option<&str>, Option<&str>),
    steps: &[SprintChange],
) -> Vec<Span> {
    if from != to {
        return scalar(name, from, to);
    }
    let none = || "none".to_owned();
    let end = from.map_or_else(none, str::to_owned);
    let stops = steps.iter();
    let stops = stops.map(|step| step.to.as_ref().map_or_else(none, ToString::to_string));
    let mut spans = vec![name, word(" ")];
    spans.extend(way(&end, stops, &end));
    spans
}

/// `open → in-progress → done`; of a long way, the ends.
fn way(from: &str, stops: impl Iterator<Item = String>, to: &str) -> Vec<Span> {
    let [from, to] = [from, to].map(str::to_owned);
    let mut way: Vec<String> = std::iter::once(from).chain(stops).chain([to]).collect();
    way.dedup();
    if way.len() > STOPS_MAX {
        way.drain(2..way.len() - 1);
        way[1] = "…".to_owned();
    }
    let mut spans = Vec::new();
    for (place, stop) in way.iter().enumerate() {
        if place > 0 {
            spans.push(word(" → "));
        }
        spans.push(value(stop));
    }
    spans
}

fn scalar(name: Span, from: Option<&str>, to: Option<&str>) -> Vec<Span> {
    match (&name, from, to) {
        (Span::Value(name), _, Some(_)) if name == "archived at" => vec![word("archived")],
        (Span::Value(name), _, None) if name == "archived at" => vec![word("unarchived")],
        // The new one stands above.
        (Span::Value(name), Some(from), _) if name == "title" => {
            vec![word("title was "), value(from)]
        }
        (_, Some(from), Some(to)) => {
            vec![name, word(" "), value(from), word(" → "), value(to)]
        }
        (_, None, Some(to)) => vec![name, word(" set to "), value(to)],
        (_, Some(from), None) => vec![name, word(" cleared, was "), value(from)],
        (_, None, None) => vec![name],
    }
}

fn criterion(name: Span, text: &str, what: &CriterionChange) -> Vec<Span> {
    let deed = match what {
        CriterionChange::Added { done: true } => " added and checked: ",
        CriterionChange::Added { done: false } => " added: ",
        CriterionChange::Removed => " removed: ",
        CriterionChange::Checked => " checked: ",
        CriterionChange::Unchecked => " unchecked: ",
        CriterionChange::Reworded { from } => {
            let (from, to) = (start(from), start(text));
            return vec![name, word(" reworded: "), from, word(" → "), to];
        }
    };
    vec![name, word(deed), start(text)]
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
