//! Searching.

use crate::domain::RecordKind;
use crate::index::text::Excerpt;
use crate::index::text::Found;
use crate::index::text::Place;
use crate::index::text::is_searchable;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::list::resolve_keys;
use crate::ops::search::corpus::Candidate;
use crate::ops::search::corpus::SearchCorpus;
use crate::ops::search::finding::FoundRecord;
use crate::ops::search::finding::read_hit;
use crate::ops::search::inquiry::Inquiry;
use crate::ops::search::ranking::Earned;
use crate::ops::search::ranking::is_named;
use crate::ops::search::ranking::pairs;
use crate::ops::search::ranking::rank;
use crate::query;
use crate::query::Known;
use crate::query::Query;
use crate::query::Scope;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::store::Problem;

/// A record that was searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub record: FoundRecord,
    /// Where most was found.
    pub place: Place,
    /// The name of that place: of prose, the field's.
    pub found_in: &'static str,
    /// The text there, with the hits marked.
    pub excerpt: Excerpt,
}

/// The records that were searched for, best first.
#[derive(Debug)]
pub struct Hits {
    /// The hits.
    pub hits: Vec<Hit>,
    /// How many there are, with those above the limit.
    pub total: usize,
    /// How many more there would be among what is settled and archived.
    pub hidden: usize,
    /// For terms that no record has: what was typed, and the nearest word that there is.
    pub suggestions: Vec<(String, String)>,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
}

/// What to search for.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    /// What the records hold, and what they are like.
    pub query: Query,
    /// Of which kinds they are; none for all.
    pub kinds: Vec<RecordKind>,
    /// How many at most; none for all.
    pub limit: Option<usize>,
}

/// A record that was found, not yet read for its excerpt.
struct Scored<'a> {
    candidate: Candidate<'a>,
    place: Place,
    score: f32,
}

/// Searches for the records that a query is about, by their text.
///
/// The title counts more than the labels, these more than the description, the
/// criteria and the comments; of equals, what changed lately comes first. A
/// record whose key is typed comes before all others. A query with an order of its
/// own has that. Settled and archived records are found where the query says so; but a
/// requirement that is met is still what is expected.
///
/// # Errors
/// A query that looks for no text at all.
pub fn search(tracker: &Tracker, sought: &SearchQuery) -> Result<Hits, OpError> {
    let terms = sought.query.condition.text_terms();
    if !terms.into_iter().any(is_searchable) {
        return Err(OpError::Invalid {
            reason: "there is nothing to search for".to_owned(),
            hint: Some("`tickets list` finds tickets by their fields alone".to_owned()),
        });
    }
    let kinds = match sought.kinds.as_slice() {
        [] => RecordKind::ALL.to_vec(),
        kinds => kinds.to_vec(),
    };
    let mut corpus = SearchCorpus::look(tracker, &kinds);
    let mut problems = corpus.take_problems(&kinds);
    let query = resolve_keys(tracker, &sought.query, &corpus.tickets);
    let looked = Looked::of(tracker, &corpus, &query);
    let (mut found, hidden) = looked.found(tracker, &query, &kinds);
    let total = found.len();
    // They are in the order of their keys, which decides between equals.
    found.sort_by(|a, b| match query.sort.as_slice() {
        [] => b.score.total_cmp(&a.score),
        order => {
            let (a, b) = (&a.candidate.summary, &b.candidate.summary);
            query::compare(order, a, b, &tracker.vocabulary)
        }
    });
    found.truncate(sought.limit.unwrap_or(usize::MAX));
    let mut hits = Vec::new();
    for scored in &found {
        let (candidate, place) = (&scored.candidate, scored.place);
        match read_hit(tracker, &corpus, (candidate, place), &looked.terms) {
            Ok(hit) => hits.push(hit),
            Err(problem) => problems.push(problem),
        }
    }
    problems.sort();
    Ok(Hits {
        hits,
        total,
        hidden,
        suggestions: looked.inquiry.suggestions(),
        problems,
    })
}

/// What was looked for, and what came of it.
struct Looked<'a> {
    corpus: &'a SearchCorpus,
    /// The terms that a good hit holds.
    terms: Vec<TextTerm>,
    pairs: Vec<TextTerm>,
    inquiry: Inquiry,
}

impl<'a> Looked<'a> {
    fn of(tracker: &Tracker, corpus: &'a SearchCorpus, query: &Query) -> Looked<'a> {
        let owned = |terms: Vec<&TextTerm>| -> Vec<TextTerm> {
            let terms = terms.into_iter().filter(|term| is_searchable(term));
            terms.cloned().collect()
        };
        let terms = owned(query.condition.text_terms());
        let pairs = pairs(&terms);
        let all = [owned(query.condition.all_text_terms()), pairs.clone()].concat();
        Looked {
            inquiry: corpus.inquire(tracker, &all),
            corpus,
            terms,
            pairs,
        }
    }

    /// The records of these kinds that match, and how many more there would be.
    fn found(
        &self,
        tracker: &Tracker,
        query: &Query,
        kinds: &[RecordKind],
    ) -> (Vec<Scored<'a>>, usize) {
        let everything = Query {
            scope: Some(Scope::All),
            ..query.clone()
        };
        let (mut found, mut hidden) = (Vec::new(), 0);
        for (place, candidate) in self.corpus.candidates().enumerate() {
            if !kinds.contains(&candidate.kind) {
                continue;
            }
            let query = if candidate.kind == RecordKind::Requirement {
                &everything
            } else {
                query
            };
            let holds = &mut |term: &TextTerm| self.inquiry.holds(term, place);
            let known = Known {
                vocabulary: self.corpus.vocabulary(tracker, candidate.kind),
                waits: &|summary| self.corpus.is_waiting(tracker, summary),
            };
            match query.judge(&candidate.summary, known, holds) {
                Verdict::Matches => found.push(self.scored(tracker, place, candidate)),
                Verdict::Hidden => hidden += 1,
                Verdict::Misses => {}
            }
        }
        (found, hidden)
    }

    fn scored(&self, tracker: &Tracker, place: usize, candidate: Candidate<'a>) -> Scored<'a> {
        let found = |terms: &[TextTerm]| -> Vec<Found> {
            let terms = terms.iter();
            terms
                .filter_map(|term| self.inquiry.found(term, place))
                .collect()
        };
        let terms = found(&self.terms);
        let best = terms.iter().max_by(|a, b| a.score.total_cmp(&b.score));
        let found_in = best.map_or(Place::Title, |found| found.place);
        let summary = &candidate.summary;
        let keys = || std::iter::once(&*summary.id).chain(summary.aliases.iter());
        let earned = Earned {
            terms,
            pairs: found(&self.pairs),
            is_named: self.terms.iter().any(|term| is_named(&term.text, keys())),
            changed_at: summary.changed_at,
        };
        Scored {
            place: found_in,
            score: rank(&earned, tracker.now()),
            candidate,
        }
    }
}
