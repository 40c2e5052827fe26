//! All tickets, as far as lists and counts look at them.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::PathBuf;

use crate::domain::Blocker;
use crate::domain::Category;
use crate::domain::Members;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::index::Row;
use crate::index::Snapshot;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::Reach;

/// All tickets that can be read, as rows, and what is wrong with the rest.
#[derive(Debug)]
pub(crate) struct Overview {
    pub(crate) snapshot: Snapshot,
    pub(crate) problems: Vec<Problem>,
    /// The places of tickets by their aliases; few projects have any, and few commands ask.
    aliases: OnceCell<HashMap<String, usize>>,
}

impl Tracker {
    /// Looks at all tickets; with [`Reach::Folders`] also at when they got their entries.
    pub(crate) fn overview(&self, reach: Reach) -> Overview {
        let folder = self.index_folder();
        let mut snapshot = Snapshot::fresh::<Ticket>(&self.store, &folder, reach);
        let mut problems = self.problems.clone();
        problems.append(&mut snapshot.problems);
        Overview {
            aliases: OnceCell::new(),
            snapshot,
            problems,
        }
    }

    /// Where what is derived of the files is kept.
    pub(crate) fn index_folder(&self) -> PathBuf {
        self.vcs.worktree_dir().join("index")
    }

    /// Whether a ticket waits to be begun and nothing is in its way.
    pub(crate) fn is_ready(&self, overview: &Overview, summary: &Summary<'_>) -> bool {
        self.vocabulary.category(&summary.status) == Some(Category::Todo)
            && !summary.is_archived
            && !self.is_waiting(overview, summary)
    }

    /// Whether something that a ticket depends on is not settled.
    pub(crate) fn is_waiting(&self, overview: &Overview, summary: &Summary<'_>) -> bool {
        let mut dependencies = summary.depends_on.iter();
        dependencies.any(|id| self.is_in_the_way(overview.find(id)))
    }

    fn is_in_the_way(&self, dependency: Option<Row<'_>>) -> bool {
        dependency.is_none_or(|row| !self.vocabulary.is_settled(row.status()))
    }

    /// The dependencies of a ticket that are not settled, in the order of their keys.
    pub(crate) fn blockers(&self, overview: &Overview, depends_on: &Members<'_>) -> Vec<Blocker> {
        let blocker = |id: &str| {
            let found = overview.find(id);
            if !self.is_in_the_way(found) {
                return None;
            }
            Some(Blocker {
                id: found.map_or(id, |row| row.id()).parse().ok()?,
                status: found.and_then(|row| row.status().parse().ok()),
            })
        };
        depends_on.iter().filter_map(blocker).collect()
    }
}

impl Overview {
    /// The ticket with this key or alias.
    pub(crate) fn find(&self, id: &str) -> Option<Row<'_>> {
        self.snapshot.find(id).or_else(|| self.find_by_alias(id))
    }

    fn find_by_alias(&self, alias: &str) -> Option<Row<'_>> {
        let aliases = self.aliases.get_or_init(|| {
            let mut aliases = HashMap::new();
            for (place, row) in self.snapshot.rows().enumerate() {
                for alias in row.aliases().iter() {
                    aliases.insert(alias.to_owned(), place);
                }
            }
            aliases
        });
        let place = aliases.get(alias)?;
        Some(self.snapshot.row(*place))
    }
}
