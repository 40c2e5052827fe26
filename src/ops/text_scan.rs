//! Looking for terms in the text of one ticket, word by word.
//!
//! It answers what an index would, from the text itself. Words are runs of
//! letters and digits in any case; of scripts that set no blanks between words,
//! each sign is one, so that every part of a text is found.

use std::borrow::Cow;

use crate::domain::Summary;
use crate::domain::Ticket;
use crate::query::TextField;
use crate::query::TextForm;
use crate::query::TextTerm;
use crate::store::StoredEntry;

/// The text of a ticket; its files are read when a term is in nothing that its summary has.
pub(crate) struct Scan<'a, T, E> {
    summary: &'a Summary<'a>,
    read_ticket: T,
    read_entries: E,
    ticket: Option<Option<Cow<'a, Ticket>>>,
    entries: Option<Vec<StoredEntry>>,
}

impl<'a, T, E> Scan<'a, T, E>
where
    T: Fn() -> Option<Cow<'a, Ticket>>,
    E: Fn() -> Vec<StoredEntry>,
{
    pub(crate) fn new(summary: &'a Summary<'a>, read_ticket: T, read_entries: E) -> Self {
        Scan {
            summary,
            read_ticket,
            read_entries,
            ticket: None,
            entries: None,
        }
    }

    /// Whether the ticket holds a term.
    pub(crate) fn holds(&mut self, term: &TextTerm) -> bool {
        let wanted = Wanted::new(term);
        match term.field {
            Some(field) => self.field_holds(field, &wanted),
            None => {
                self.names_hold(&wanted)
                    || TextField::ALL
                        .into_iter()
                        .any(|field| self.field_holds(field, &wanted))
            }
        }
    }

    /// A ticket is also found by the keys that it has or had.
    fn names_hold(&self, wanted: &Wanted) -> bool {
        let mut aliases = self.summary.aliases.iter();
        wanted.is_in(&self.summary.id) || aliases.any(|alias| wanted.is_in(alias))
    }

    fn field_holds(&mut self, field: TextField, wanted: &Wanted) -> bool {
        match field {
            TextField::Title => wanted.is_in(&self.summary.title),
            TextField::Labels => self.summary.labels.iter().any(|label| wanted.is_in(label)),
            TextField::Description => self
                .ticket()
                .is_some_and(|ticket| wanted.is_in(ticket.description.as_str())),
            TextField::Criteria => self.ticket().is_some_and(|ticket| {
                let mut criteria = ticket.acceptance_criteria.iter();
                criteria.any(|criterion| wanted.is_in(criterion.text.as_str()))
            }),
            TextField::Comments => {
                let read_entries = &self.read_entries;
                let mut entries = self.entries.get_or_insert_with(read_entries).iter();
                entries.any(|stored| wanted.is_in(stored.entry.text.as_str()))
            }
        }
    }

    fn ticket(&mut self) -> Option<&Ticket> {
        self.ticket.get_or_insert_with(&self.read_ticket).as_deref()
    }
}

/// A term as words that follow each other.
struct Wanted {
    words: Vec<String>,
    /// Whether the last word is only the beginning of one.
    is_start: bool,
    /// What was typed, for a term of signs that are in no word.
    text: String,
}

impl Wanted {
    fn new(term: &TextTerm) -> Wanted {
        Wanted {
            words: words(&term.text),
            is_start: term.form == TextForm::Prefix,
            text: term.text.to_lowercase(),
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let Some((last, before)) = self.words.split_last() else {
            return text.to_lowercase().contains(&self.text);
        };
        let fits = |window: &[String]| {
            let (end, start) = window.split_last().expect("as long as what is wanted");
            let end_fits = end == last || (self.is_start && end.starts_with(last.as_str()));
            end_fits && start == before
        };
        words(text).windows(self.words.len()).any(fits)
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_in_word = false;
    for c in text.chars() {
        if is_accent(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            is_in_word = false;
            continue;
        }
        let is_alone = is_word_of_its_own(c);
        match words.last_mut() {
            Some(word) if is_in_word && !is_alone => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
        is_in_word = !is_alone;
    }
    words
}

/// Accents that stand beside their letter in decomposed text.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Kana, Han and Hangul, whose words have no blanks or endings without blanks between them.
fn is_word_of_its_own(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}'
        | '\u{3040}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, form: TextForm, ticket: &str) -> bool {
        let term = TextTerm {
            field: None,
            form,
            text: text.to_owned(),
        };
        Wanted::new(&term).is_in(ticket)
    }

    #[test]
    fn words_their_beginnings_and_phrases_are_found() {
        let title = "Crash-safe Login für 日本語のタイトル, see src/main.rs and C++";
        for (text, form, expected) in [
            ("crash", TextForm::Word, true),
            ("cras", TextForm::Word, false),
            ("cras", TextForm::Prefix, true),
            ("rash", TextForm::Prefix, false),
            ("LOGIN", TextForm::Word, true),
            ("FÜR", TextForm::Word, true),
            ("safe login", TextForm::Phrase, true),
            ("login safe", TextForm::Phrase, false),
            ("タイトル", TextForm::Word, true),
            ("語の", TextForm::Word, true),
            ("src/main.rs", TextForm::Word, true),
            ("main/src", TextForm::Word, false),
            ("++", TextForm::Word, true),
            ("--", TextForm::Word, false),
        ] {
            assert_eq!(holds(text, form, title), expected, "{text} {form:?}");
        }
    }
}
