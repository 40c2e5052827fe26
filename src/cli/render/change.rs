//! What differs between two states of the project.

use std::collections::BTreeMap;

use crate::cli::render::fact;
use crate::cli::render::fact::Span;
use crate::cli::render::markdown::inline;
use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::domain::ChangeKind;
use crate::domain::Deed;
use crate::domain::Entry;
use crate::domain::EntryChange;
use crate::domain::FactChange;
use crate::domain::RecordChange;
use crate::domain::Vocabulary;
use crate::ops::Difference;
use crate::view::markdown_escaped;

/// The differences for a terminal: each ticket with its facts below.
pub(crate) fn page(difference: &Difference, style: Style) -> String {
    let mut text = String::new();
    for change in &difference.changes {
        text += &format!(
            "{} {}\n",
            style.id(&change.key.to_string()),
            style.heading(&one_line(change.title.as_str()))
        );
        text += &lines(change, style);
    }
    if !difference.settings.is_empty() {
        text += &format!("{}\n", style.id("config"));
        text += &indented(&fact::sentences_of_settings(&difference.settings), style);
    }
    text
}

/// The facts of one change, one a line; a new ticket has one line.
pub(crate) fn lines(change: &RecordChange, style: Style) -> String {
    indented(&sentences(change), style)
}

fn indented(sentences: &[Vec<Span>], style: Style) -> String {
    let line = |spans: &Vec<Span>| format!("  {}\n", fact::terminal(spans, style));
    sentences.iter().map(line).collect()
}

/// The sentences about one change, the first of which says what happened to it as a whole.
fn sentences(change: &RecordChange) -> Vec<Vec<Span>> {
    let word = |text: &str| Span::Word(text.to_owned());
    match &change.kind {
        ChangeKind::Changed => fact::sentences(&change.facts),
        ChangeKind::Deleted => vec![vec![word("deleted")]],
        ChangeKind::Renumbered { from } => {
            let head = vec![word(&format!("renumbered from {from}"))];
            std::iter::once(head)
                .chain(fact::sentences(&change.facts))
                .collect()
        }
        ChangeKind::Created => {
            let mut line = vec![word("created")];
            for (place, spans) in fact::sentences_of_new(&change.facts)
                .into_iter()
                .enumerate()
            {
                line.push(word(if place == 0 { ": " } else { ", " }));
                line.extend(spans);
            }
            vec![line]
        }
    }
}

/// How many tickets had what done to them: `3 created · 2 closed · 4 comments`. Edits count where they are all there is.
pub(crate) fn summary(difference: &Difference, vocabulary: &Vocabulary) -> String {
    let mut counts: BTreeMap<Deed, usize> = BTreeMap::new();
    for change in &difference.changes {
        let deeds = change.deeds(vocabulary);
        let is_telling = |deed: &&Deed| **deed != Deed::Edited || deeds.len() == 1;
        for deed in deeds.iter().filter(is_telling) {
            let times = if *deed == Deed::Commented {
                comments(change)
            } else {
                1
            };
            *counts.entry(*deed).or_default() += times;
        }
    }
    let count = |(deed, count): (&Deed, &usize)| match (deed, count) {
        (Deed::Commented, 1) => "1 comment".to_owned(),
        (Deed::Commented, count) => format!("{count} comments"),
        (deed, count) => format!("{count} {}", deed.as_str()),
    };
    let mut parts: Vec<String> = counts.iter().map(count).collect();
    match difference.settings.len() {
        0 => {}
        1 => parts.push("1 setting".to_owned()),
        count => parts.push(format!("{count} settings")),
    }
    parts.join(" · ")
}

fn comments(change: &RecordChange) -> usize {
    let is_new = |fact: &&crate::domain::Fact| {
        let is_added = matches!(
            fact.change,
            FactChange::Entry {
                what: EntryChange::Added,
                ..
            }
        );
        is_added && fact.field == Entry::COMMENT
    };
    change.facts.iter().filter(is_new).count()
}

/// The differences for a pull request: a summary, then the tickets by what was done to them.
pub(crate) fn markdown(difference: &Difference, vocabulary: &Vocabulary) -> String {
    if difference.is_empty() {
        return String::new();
    }
    let mut text = format!("**{}**\n", summary(difference, vocabulary));
    for deed in Deed::ALL {
        let is_its = |change: &&RecordChange| change.deeds(vocabulary).first() == Some(&deed);
        let items: String = difference.changes.iter().filter(is_its).map(item).collect();
        if !items.is_empty() {
            text += &format!("\n### {}\n\n{items}", capitalised(deed.as_str()));
        }
    }
    if !difference.settings.is_empty() {
        text += "\n### Settings\n\n";
        for spans in fact::sentences_of_settings(&difference.settings) {
            text += &format!("- {}\n", inline(&spans));
        }
    }
    text
}

fn item(change: &RecordChange) -> String {
    let sentences = match &change.kind {
        ChangeKind::Created => fact::sentences_of_new(&change.facts),
        // The section says it already.
        ChangeKind::Deleted => Vec::new(),
        ChangeKind::Changed | ChangeKind::Renumbered { .. } => sentences(change),
    };
    let facts: Vec<String> = sentences.iter().map(|spans| inline(spans)).collect();
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!(": {}", facts.join(", "))
    };
    format!(
        "- **{}** {}{facts}\n",
        change.key,
        markdown_escaped(change.title.as_str())
    )
}

/// A word at the beginning of a heading.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
