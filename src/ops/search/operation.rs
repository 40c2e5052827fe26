//! Searching.

use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::Row;
use crate::index::text::Excerpt;
use crate::index::text::Found;
use crate::index::text::Place;
use crate::index::text::excerpt;
use crate::index::text::is_searchable;
use crate::ops::Detail;
use crate::ops::Listed;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::list::judge;
use crate::ops::list::resolve_keys;
use crate::ops::overview::Overview;
use crate::ops::search::documents::text_of;
use crate::ops::search::inquiry::Inquiry;
use crate::ops::search::ranking::Earned;
use crate::ops::search::ranking::is_named;
use crate::ops::search::ranking::pairs;
use crate::ops::search::ranking::rank;
use crate::query;
use crate::query::Query;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::store::Problem;
use crate::store::Reach;

/// A ticket that was searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The ticket.
    pub ticket: Listed,
    /// Where most was found.
    pub place: Place,
    /// The text there, with the hits marked.
    pub excerpt: Excerpt,
}

/// The tickets that were searched for, best first.
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

/// A ticket that was searched for, not yet read for its excerpt.
struct Candidate<'a> {
    row: Row<'a>,
    summary: Summary<'a>,
    place: Place,
    score: f32,
}

/// Searches for the tickets that a query is about, by their text.
///
/// The title counts more than the labels, these more than the description, the
/// criteria and the comments; of equals, what changed lately comes first. A
/// ticket whose key is typed comes before all others. A query with an order of its
/// own has that.
///
/// # Errors
/// A query that looks for no text at all.
pub fn search(tracker: &Tracker, query: &Query, limit: Option<usize>) -> Result<Hits, OpError> {
    let terms = query.condition.text_terms();
    if !terms.into_iter().any(is_searchable) {
        return Err(OpError::Invalid {
            reason: "there is nothing to search for".to_owned(),
            hint: Some("`tickets list` finds tickets by their fields alone".to_owned()),
        });
    }
    let mut overview = tracker.overview(Reach::Folders);
    let query = resolve_keys(query, &overview);
    let looked = Looked::of(tracker, &overview, &query);
    let mut candidates = Vec::new();
    let mut hidden = 0;
    for (place, row) in overview.snapshot.rows().enumerate() {
        let summary = row.summary();
        let holds = &mut |term: &TextTerm| looked.inquiry.holds(term, place);
        match judge(tracker, &overview, &query, &summary, holds) {
            Verdict::Matches => candidates.push(looked.candidate(tracker, place, row, summary)),
            Verdict::Hidden => hidden += 1,
            Verdict::Misses => {}
        }
    }
    let total = candidates.len();
    // They are in the order of their keys, which decides between equals.
    candidates.sort_by(|a, b| match query.sort.as_slice() {
        [] => b.score.total_cmp(&a.score),
        order => query::compare(order, &a.summary, &b.summary, &tracker.vocabulary),
    });
    candidates.truncate(limit.unwrap_or(usize::MAX));
    let mut problems = Vec::new();
    let mut hits = Vec::new();
    for candidate in &candidates {
        match looked.hit(tracker, &overview, candidate) {
            Ok(hit) => hits.push(hit),
            Err(problem) => problems.push(problem),
        }
    }
    drop(candidates);
    problems.append(&mut overview.problems);
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
struct Looked {
    /// The terms that a good hit holds.
    terms: Vec<TextTerm>,
    pairs: Vec<TextTerm>,
    inquiry: Inquiry,
}

impl Looked {
    fn of(tracker: &Tracker, overview: &Overview, query: &Query) -> Looked {
        let owned = |terms: Vec<&TextTerm>| -> Vec<TextTerm> {
            let terms = terms.into_iter().filter(|term| is_searchable(term));
            terms.cloned().collect()
        };
        let terms = owned(query.condition.text_terms());
        let pairs = pairs(&terms);
        let all = [owned(query.condition.all_text_terms()), pairs.clone()].concat();
        Looked {
            inquiry: tracker.inquire(overview, &all),
            terms,
            pairs,
        }
    }

    fn candidate<'a>(
        &self,
        tracker: &Tracker,
        place: usize,
        row: Row<'a>,
        summary: Summary<'a>,
    ) -> Candidate<'a> {
        let found = |terms: &[TextTerm]| -> Vec<Found> {
            let terms = terms.iter();
            terms
                .filter_map(|term| self.inquiry.found(term, place))
                .collect()
        };
        let terms = found(&self.terms);
        let best = terms.iter().max_by(|a, b| a.score.total_cmp(&b.score));
        let found_in = best.map_or(Place::Title, |found| found.place);
        let keys = || std::iter::once(&*summary.id).chain(summary.aliases.iter());
        let earned = Earned {
            terms,
            pairs: found(&self.pairs),
            is_named: self.terms.iter().any(|term| is_named(&term.text, keys())),
            changed_at: summary.changed_at,
        };
        Candidate {
            row,
            place: found_in,
            score: rank(&earned, tracker.now()),
            summary,
        }
    }

    fn hit(
        &self,
        tracker: &Tracker,
        overview: &Overview,
        candidate: &Candidate<'_>,
    ) -> Result<Hit, Problem> {
        let path = candidate.row.path();
        let file = tracker.store.record_file(&path)?;
        let stored = tracker.store.load::<Ticket>(&file)?;
        let text = text_of(&tracker.store, &stored);
        Ok(Hit {
            ticket: Listed {
                computed: tracker.computed(overview, &candidate.row, Detail::Whole),
                stored,
            },
            place: candidate.place,
            excerpt: excerpt(&text, candidate.place, &self.terms),
        })
    }
}
