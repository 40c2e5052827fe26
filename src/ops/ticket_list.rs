//! A list of tickets: what of each is known without reading it, and all of it.

use crate::domain::Category;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index;
use crate::index::EntryCount;
use crate::index::Lines;
use crate::index::Piece;
use crate::index::Row;
use crate::ops::Detail;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::ops::in_order::InOrder;
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

    /// All that was looked at; what of it could not be read, the list has told.
    pub(crate) fn into_overview(self) -> Overview {
        self.overview
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
        Glance {
            summary: row.summary(),
            computed: tracker.computed(&self.overview, row, self.detail),
        }
    }

    /// The tickets in order, whole and as JSON already, for lists that are long;
    /// none where that saves nothing. What cannot be read any more is left out and named.
    pub fn lines(&self, tracker: &Tracker) -> Option<JsonLines<'_>> {
        let is_long = self.len() > PAGE_MAX && self.detail == Detail::Whole;
        if !is_long || !tracker.store.source().is_disk() {
            return None;
        }
        let others = Others {
            tracker,
            overview: &self.overview,
        };
        let snapshot = &self.overview.snapshot;
        let folder = tracker.index_folder();
        Some(JsonLines {
            list: self,
            lines: Lines::fresh::<Ticket>(&tracker.store, &folder, snapshot, &others),
        })
    }
}

impl JsonLines<'_> {
    /// Files that cannot be read any more.
    pub fn problems(&self) -> &[Problem] {
        &self.lines.problems
    }

    /// Prints the tickets; `around` is what stands before the first, between two and after the last.
    ///
    /// # Errors
    /// What `print` says.
    pub fn print<E>(
        &self,
        tracker: &Tracker,
        around: [&str; 3],
        print: impl FnMut(Piece<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let others = Others {
            tracker,
            overview: &self.list.overview,
        };
        self.lines.print(&self.list.shown, around, &others, print)
    }
}

/// What the line of a ticket takes from other tickets, and from the settings.
struct Others<'a> {
    tracker: &'a Tracker,
    overview: &'a Overview,
}

impl index::Others for Others<'_> {
    fn middle(&self, place: usize) -> String {
        let row = self.overview.snapshot.row(place);
        let category = self.tracker.vocabulary.category(row.status());
        let blocked_by = self.tracker.blockers(self.overview, &row.depends_on());
        let is_ready =
            category == Some(Category::Todo) && blocked_by.is_empty() && !row.is_archived();
        view::computed_of_others(category, &blocked_by, is_ready)
    }

    fn order(&self) -> Vec<usize> {
        let mut all = InOrder::new(&[], &self.tracker.vocabulary);
        for (place, row) in self.overview.snapshot.rows().enumerate() {
            all.add(row.summary(), place);
        }
        all.first(usize::MAX)
    }
}

impl Tracker {
    /// What is computed of a ticket; its entries count as none unless they are asked for.
    pub(crate) fn computed(&self, overview: &Overview, row: &Row<'_>, detail: Detail) -> Computed {
        let summary = row.summary();
        let blocked_by = self.blockers(overview, &summary.depends_on);
        let category = self.vocabulary.category(&summary.status);
        let entries = match detail {
            Detail::Summary => EntryCount::default(),
            Detail::Entries | Detail::Whole => overview.snapshot.entries(&self.store, row),
        };
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
