//! Searching.

use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::text::Answer;
use crate::index::text::Excerpt;
use crate::index::text::Found;
use crate::index::text::Place;
use crate::index::text::excerpt;
use crate::index::text::is_searchable;
use crate::ops::Listed;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::list::resolve_keys;
use crate::ops::overview::Overview;
use crate::ops::search::documents::text_of;
use crate::ops::search::ranking::Earned;
use crate::ops::search::ranking::is_named;
use crate::ops::search::ranking::pairs;
use crate::ops::search::ranking::rank;
use crate::ops::search::terms::text_terms;
use crate::query;
use crate::query::Known;
use crate::query::Query;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::store::Problem;
use crate::store::Reach;
use crate::store::clock;

/// A ticket that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The ticket.
    pub ticket: Listed,
    /// Where most was found.
    pub place: Place,
    /// The text there, with the hits marked.
    pub excerpt: Excerpt,
}

/// The tickets that a search found, best first.
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

/// A ticket that was found, not yet read for its excerpt.
struct Candidate<'a> {
    /// Its place in the overview.
    at: usize,
    summary: Summary<'a>,
    place: Place,
    score: f32,
}

/// Searches the tickets that `query` means.
///
/// The title counts more than the labels, these more than the description, the
/// criteria and the comments; of equals, what changed lately comes first. A
/// ticket whose key is typed comes before all others. A query that tells its
/// own order is obeyed.
///
/// # Errors
/// A query that looks for no text at all.
pub fn search(tracker: &Tracker, query: &Query, limit: Option<usize>) -> Result<Hits, OpError> {
    let wanted = query.condition.text_terms().into_iter();
    let wanted: Vec<TextTerm> = wanted.filter(|term| is_searchable(term)).cloned().collect();
    if wanted.is_empty() {
        return Err(OpError::Invalid {
            reason: "there is nothing to search for".to_owned(),
            hint: Some("`tickets list` finds tickets by their fields alone".to_owned()),
        });
    }
    let begun = clock();
    let mut overview = tracker.overview(Reach::Folders);
    let looked = Looked::new(tracker, &overview, query, wanted, begun);
    let (mut candidates, hidden) = looked.candidates(tracker, &overview);
    candidates.sort_by(|a, b| {
        let by_order = match looked.query.sort.as_slice() {
            [] => b.score.total_cmp(&a.score),
            order => query::compare(order, &a.summary, &b.summary, &tracker.vocabulary),
        };
        by_order.then(a.at.cmp(&b.at))
    });

    let total = candidates.len();
    let shown = candidates.into_iter().take(limit.unwrap_or(usize::MAX));
    let shown: Vec<(usize, Place)> = shown.map(|found| (found.at, found.place)).collect();
    let mut problems = std::mem::take(&mut overview.problems);
    let mut hits = Vec::with_capacity(shown.len());
    for (at, place) in shown {
        match looked.hit(tracker, &overview, at, place) {
            Some(Ok(hit)) => hits.push(hit),
            Some(Err(problem)) => problems.push(problem),
            None => {}
        }
    }
    let suggestions = looked.answer.suggestions().iter();
    Ok(Hits {
        hits,
        total,
        hidden,
        suggestions: suggestions
            .map(|(term, word)| (term.text.clone(), word.clone()))
            .collect(),
        problems,
    })
}

/// What was looked for, and what came of it.
struct Looked {
    query: Query,
    /// What a good hit has.
    wanted: Vec<TextTerm>,
    pairs: Vec<TextTerm>,
    answer: Answer,
}

impl Looked {
    fn new(
        tracker: &Tracker,
        overview: &Overview,
        query: &Query,
        wanted: Vec<TextTerm>,
        begun: i64,
    ) -> Looked {
        let pairs = pairs(&wanted);
        let mut terms = Vec::new();
        text_terms(&query.condition, &mut terms);
        terms.extend(pairs.iter().cloned());
        Looked {
            query: resolve_keys(query, overview),
            answer: tracker.find_terms(overview, &terms, begun),
            wanted,
            pairs,
        }
    }

    /// The tickets that were found, and how many the query does not look at.
    fn candidates<'a>(
        &self,
        tracker: &Tracker,
        overview: &'a Overview,
    ) -> (Vec<Candidate<'a>>, usize) {
        let waits = |summary: &Summary<'_>| tracker.is_waiting(overview, summary);
        let known = Known {
            vocabulary: &tracker.vocabulary,
            waits: &waits,
        };
        let mut candidates = Vec::new();
        let mut hidden = 0;
        for (at, row) in overview.snapshot.rows().enumerate() {
            let summary = row.summary();
            let mut has = |term: &TextTerm| self.answer.has(term, at);
            match self.query.judge(&summary, known, &mut has) {
                Verdict::Matches => candidates.push(self.candidate(tracker, at, summary)),
                Verdict::Hidden => hidden += 1,
                Verdict::Misses => {}
            }
        }
        (candidates, hidden)
    }

    fn candidate<'a>(&self, tracker: &Tracker, at: usize, summary: Summary<'a>) -> Candidate<'a> {
        let found = |terms: &[TextTerm]| -> Vec<Found> {
            let terms = terms.iter();
            terms
                .filter_map(|term| self.answer.found(term, at))
                .collect()
        };
        let terms = found(&self.wanted);
        let best = terms.iter().max_by(|a, b| a.score.total_cmp(&b.score));
        let place = best.map_or(Place::Title, |found| found.place);
        let keys = || std::iter::once(&*summary.id).chain(summary.aliases.iter());
        let earned = Earned {
            terms,
            pairs: found(&self.pairs),
            is_named: self.wanted.iter().any(|term| is_named(&term.text, keys())),
            changed_at: summary.updated_at,
        };
        Candidate {
            at,
            place,
            score: rank(&earned, tracker.now()),
            summary,
        }
    }

    /// Reads a ticket that was found; none where the overview does not know its file.
    fn hit(
        &self,
        tracker: &Tracker,
        overview: &Overview,
        at: usize,
        place: Place,
    ) -> Option<Result<Hit, Problem>> {
        let row = overview.snapshot.row(at);
        let stored = match tracker.store.load::<Ticket>(&row.file()?) {
            Ok(stored) => stored,
            Err(problem) => return Some(Err(problem)),
        };
        let entries = overview.snapshot.entries(&tracker.store, &row);
        let text = text_of(&tracker.store, &stored);
        Some(Ok(Hit {
            ticket: Listed {
                computed: tracker.computed(overview, &row, entries),
                stored,
            },
            place,
            excerpt: excerpt(&text, place, &self.wanted),
        }))
    }
}
