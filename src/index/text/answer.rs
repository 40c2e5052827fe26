//! What a search found.

use crate::index::text::pattern::is_searchable;
use crate::index::text::place::Place;
use crate::index::text::tally::Scores;
use crate::query::TextTerm;

/// What a search found, for each of its terms and each of the records.
///
/// Records are named by their place in the list that was searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The terms and what was found of them.
    pub(crate) terms: Vec<(TextTerm, Scores)>,
    /// For terms that nothing was found of, the nearest word that there is.
    pub(crate) suggestions: Vec<(TextTerm, String)>,
    /// How it was found out.
    pub way: Way,
}

/// How an answer was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the index alone.
    Index,
    /// From the index, and from the files that it does not know yet.
    IndexAndFiles,
    /// From all files.
    Files,
}

/// A term that was found in a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// How well it fits; more is better.
    pub score: f32,
    /// Where most of it was found.
    pub place: Place,
}

impl Answer {
    /// Where and how well `term` was found in a record; none where it was not,
    /// or where the term was not searched for.
    pub fn found(&self, term: &TextTerm, source: usize) -> Option<Found> {
        let (_, scores) = self.terms.iter().find(|(other, _)| other == term)?;
        let (score, place) = scores.of(source)?;
        Some(Found { score, place })
    }

    /// Whether a record has `term`. A term without a word in it, such as `--`, every record has.
    pub fn has(&self, term: &TextTerm, source: usize) -> bool {
        match self.terms.iter().find(|(other, _)| other == term) {
            Some((_, scores)) => scores.has(source),
            None => !is_searchable(term),
        }
    }

    /// The answer to the same terms about these records and, after them, those: as if
    /// all of them had been asked about at once.
    #[must_use]
    pub fn joined(self, other: Answer) -> Answer {
        let way = if self.way == other.way {
            self.way
        } else {
            Way::IndexAndFiles
        };
        let mut suggestions = self.suggestions;
        suggestions.extend(other.suggestions);
        let pairs = self.terms.into_iter().zip(other.terms);
        let joined = pairs.map(|((term, own), (_, others))| (term, own.joined(others)));
        let terms: Vec<(TextTerm, Scores)> = joined.collect();
        let mut answered: Vec<TextTerm> = Vec::new();
        suggestions.retain(|(term, _)| {
            let is_new = !answered.contains(term);
            answered.push(term.clone());
            let mut missing = terms.iter().filter(|(_, scores)| scores.count == 0);
            is_new && missing.any(|(other, _)| other == term)
        });
        Answer {
            terms,
            suggestions,
            way,
        }
    }

    /// In how many records `term` was found.
    pub fn count(&self, term: &TextTerm) -> usize {
        let known = self.terms.iter().find(|(other, _)| other == term);
        known.map_or(0, |(_, scores)| scores.count)
    }

    /// Terms that nothing was found of, each with the nearest word that something is found of.
    pub fn suggestions(&self) -> &[(TextTerm, String)] {
        &self.suggestions
    }
}
