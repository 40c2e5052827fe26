//! Searching.

use crate::domain::Filter;
use crate::domain::Ticket;
use crate::index::text::Answer;
use crate::index::text::DocumentText;
use crate::index::text::Excerpt;
use crate::index::text::Found;
use crate::index::text::Place;
use crate::index::text::Source;
use crate::index::text::TextIndex;
use crate::index::text::excerpt;
use crate::index::text::is_searchable;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::ops::search::documents::document;
use crate::ops::search::ranking::Earned;
use crate::ops::search::ranking::is_named;
use crate::ops::search::ranking::pairs;
use crate::ops::search::ranking::rank;
use crate::ops::search::sources::sources;
use crate::query::TextTerm;
use crate::store::Problem;
use crate::store::Stored;

/// A ticket that has every term searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The ticket.
    pub ticket: Listed,
    /// Where most was found.
    pub place: Place,
    /// The text there, with the hits marked.
    pub excerpt: Excerpt,
}

/// The tickets that have every term, best first.
#[derive(Debug)]
pub struct Hits {
    /// The hits.
    pub hits: Vec<Hit>,
    /// How many there are, with those above the limit.
    pub total: usize,
    /// How many more there would be among settled and archived tickets.
    pub hidden: usize,
    /// For terms that no ticket has: what was typed, and the nearest word that there is.
    pub suggestions: Vec<(String, String)>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
}

/// A ticket that has every term, not yet read for its excerpt.
struct Candidate<'a> {
    stored: &'a Stored<Ticket>,
    place: Place,
    score: f32,
}

/// Searches the tickets that `filter` lets through for those that have every term.
///
/// The title counts more than the labels, these more than the description, the
/// criteria and the comments; of equals, what changed lately comes first. A
/// ticket whose key is typed comes before all others.
pub fn search(
    tracker: &Tracker,
    terms: &[TextTerm],
    filter: &Filter,
    limit: Option<usize>,
) -> Hits {
    let survey = tracker.survey();
    let files = survey.tickets.iter().map(|stored| &stored.file);
    let sources = sources(&tracker.store, files);
    let read = |path: &str| document(&tracker.store, path);
    let pairs = pairs(terms);
    let all = [terms, &pairs].concat();
    let answer = answer(tracker, &all, &sources, &read);
    let looked = Looked {
        terms: terms
            .iter()
            .filter(|term| is_searchable(term))
            .cloned()
            .collect(),
        pairs,
        answer,
    };

    let mut candidates = Vec::new();
    let mut hidden = 0;
    for (source, stored) in survey.tickets.iter().enumerate() {
        if !looked.has_all(source) {
            continue;
        }
        let facts = tracker.facts(stored, filter.updated.is_some());
        if filter.matches(facts, &tracker.vocabulary) {
            candidates.push(looked.candidate(tracker, source, stored));
        } else if filter.is_hidden_by_scope(facts, &tracker.vocabulary) {
            hidden += 1;
        }
    }
    candidates.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then_with(|| a.stored.file.key.cmp(&b.stored.file.key))
    });

    let total = candidates.len();
    let shown = candidates.into_iter().take(limit.unwrap_or(usize::MAX));
    let hits = shown.map(|candidate| {
        let document = read(&candidate.stored.file.path).unwrap_or_default();
        Hit {
            ticket: tracker.compute(candidate.stored.clone(), &survey.graph),
            place: candidate.place,
            excerpt: excerpt(&document, candidate.place, &looked.terms),
        }
    });
    let suggestions = looked.answer.suggestions().iter();
    Hits {
        hits: hits.collect(),
        total,
        hidden,
        suggestions: suggestions
            .map(|(term, word)| (term.text.clone(), word.clone()))
            .collect(),
        problems: survey.problems,
    }
}

/// Files on disk have an index; those of a revision are read.
fn answer(
    tracker: &Tracker,
    terms: &[TextTerm],
    sources: &[Source],
    read: &dyn Fn(&str) -> Option<DocumentText>,
) -> Answer {
    if tracker.store.source().revision().is_some() {
        return TextIndex::scan(terms, sources, read);
    }
    let folder = tracker.vcs.worktree_dir().join("index").join("text");
    TextIndex::new(folder).answer(terms, sources, read)
}

/// What was looked for, and what came of it.
struct Looked {
    terms: Vec<TextTerm>,
    pairs: Vec<TextTerm>,
    answer: Answer,
}

impl Looked {
    fn has_all(&self, source: usize) -> bool {
        let mut terms = self.terms.iter();
        !self.terms.is_empty() && terms.all(|term| self.answer.has(term, source))
    }

    fn candidate<'a>(
        &self,
        tracker: &Tracker,
        source: usize,
        stored: &'a Stored<Ticket>,
    ) -> Candidate<'a> {
        let ticket = &stored.record;
        let found = |terms: &[TextTerm]| -> Vec<Found> {
            let terms = terms.iter();
            terms
                .filter_map(|term| self.answer.found(term, source))
                .collect()
        };
        let terms = found(&self.terms);
        let best = terms.iter().max_by(|a, b| a.score.total_cmp(&b.score));
        let place = best.map_or(Place::Title, |found| found.place);
        let id = ticket.id.to_string();
        let keys = || std::iter::once(id.as_str()).chain(ticket.aliases.iter().map(String::as_str));
        let earned = Earned {
            terms,
            pairs: found(&self.pairs),
            is_named: self.terms.iter().any(|term| is_named(&term.text, keys())),
            changed_at: ticket.last_change(),
        };
        Candidate {
            stored,
            place,
            score: rank(&earned, tracker.now()),
        }
    }
}
