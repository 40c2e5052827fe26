//! A list of tickets: what of each is known without reading it, and all of it.

use crate::domain::Category;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::EntryCount;
use crate::index::Lines;
use crate::index::Row;
use crate::ops::Detail;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::ops::list::PAGE_MAX;
use crate::ops::overview::Overview;
use crate::store::Problem;
use crate::view;
use crate::view::Computed;

/// A list of tickets.
#[derive(Debug)]
pub struct TicketList {
    /// How many match, with those that offset and limit leave out.
    pub total: usize,
    /// How many would match but are settled or archived.
    pub hidden: usize,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
    detail: Detail,
    overview: Overview,
    /// The places of those that are shown, in order.
    shown: Vec<usize>,
}

/// A ticket as a list knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Glance<'a> {
    /// What lists look at.
    pub summary: Summary<'a>,
    /// What is computed; the entries count as none unless they were asked for.
    pub computed: Computed,
}

/// Whole tickets as JSON.
#[derive(Debug)]
pub struct JsonLines<'a> {
    list: &'a TicketList,
    lines: Lines,
}

impl TicketList {
    /// The tickets at these places of an overview; `counts` are how many match, and how many are hidden.
    pub(crate) fn new(
        mut overview: Overview,
        shown: Vec<usize>,
        detail: Detail,
        counts: (usize, usize),
    ) -> TicketList {
        TicketList {
            total: counts.0,
            hidden: counts.1,
            problems: std::mem::take(&mut overview.problems),
            detail,
            overview,
            shown,
        }
    }

    /// How many tickets are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The tickets in order, as far as their summaries tell.
    pub fn glances<'a>(&'a self, tracker: &'a Tracker) -> impl Iterator<Item = Glance<'a>> {
        let rows = self
            .shown
            .iter()
            .map(|place| self.overview.snapshot.row(*place));
        rows.map(|row| self.glance(tracker, &row))
    }

    /// The tickets in order, whole. What cannot be read any more is left out and named.
    pub fn whole(&self, tracker: &Tracker) -> (Vec<Listed>, Vec<Problem>) {
        let mut tickets = Vec::with_capacity(self.len());
        let mut problems = Vec::new();
        for place in &self.shown {
            let row = self.overview.snapshot.row(*place);
            let file = row.file();
            let read = file.map(|file| tracker.store.load::<Ticket>(&file));
            match read {
                Some(Ok(stored)) => tickets.push(Listed {
                    stored,
                    computed: self.glance(tracker, &row).computed,
                }),
                Some(Err(problem)) => problems.push(problem),
                None => {}
            }
        }
        (tickets, problems)
    }

    fn glance<'a>(&self, tracker: &Tracker, row: &Row<'a>) -> Glance<'a> {
        let summary = row.summary();
        let entries = match self.detail {
            Detail::Summary => EntryCount::default(),
            Detail::Entries | Detail::Whole => self.overview.snapshot.entries(&tracker.store, row),
        };
        let computed = tracker.computed(&self.overview, row, entries);
        Glance { summary, computed }
    }

    /// The tickets in order, whole and as JSON already, for lists that are long;
    /// none where that saves nothing. What cannot be read any more is left out and named.
    pub fn lines(&self, tracker: &Tracker) -> Option<JsonLines<'_>> {
        let is_long = self.len() > PAGE_MAX && self.detail == Detail::Whole;
        if !is_long || tracker.store.source().revision().is_some() {
            return None;
        }
        let snapshot = &self.overview.snapshot;
        Some(JsonLines {
            list: self,
            lines: Lines::fresh::<Ticket>(&tracker.store, &tracker.index_folder(), snapshot),
        })
    }
}

impl Tracker {
    /// What is computed of a row whose entries are these.
    pub(crate) fn computed(
        &self,
        overview: &Overview,
        row: &Row<'_>,
        entries: EntryCount,
    ) -> Computed {
        let summary = row.summary();
        let blocked_by = self.blockers(overview, &summary);
        let category = self.vocabulary.category(&summary.status);
        Computed {
            category,
            is_ready: category == Some(Category::Todo)
                && blocked_by.is_empty()
                && !summary.is_archived,
            blocked_by,
            updated_at: summary.changed_at.max(entries.newest),
            entry_count: entries.count as usize,
            path: format!(".tickets/{}", row.path()),
        }
    }
}

impl JsonLines<'_> {
    /// Files that cannot be read any more.
    pub fn problems(&self) -> &[Problem] {
        &self.lines.problems
    }

    /// Gives each ticket to `print`, in three pieces.
    ///
    /// # Errors
    /// What `print` says.
    pub fn each<E>(
        &self,
        tracker: &Tracker,
        mut print: impl FnMut([&str; 3]) -> Result<(), E>,
    ) -> Result<(), E> {
        let overview = &self.list.overview;
        for place in &self.list.shown {
            let Some(line) = self.lines.line(*place) else {
                continue;
            };
            let summary = overview.snapshot.row(*place).summary();
            let category = tracker.vocabulary.category(&summary.status);
            let blocked_by = tracker.blockers(overview, &summary);
            let is_ready =
                category == Some(Category::Todo) && blocked_by.is_empty() && !summary.is_archived;
            let computed = view::computed_of_others(category, &blocked_by, is_ready);
            print([line.head, &computed, line.tail])?;
        }
        Ok(())
    }
}
