//! All tickets, whole.

use crate::domain::Category;
use crate::domain::Graph;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::Stored;
use crate::view::Computed;

/// All tickets that can be read, their relations, and what is wrong with the rest.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) tickets: Vec<Stored<Ticket>>,
    pub(crate) graph: Graph,
    pub(crate) problems: Vec<Problem>,
}

/// A ticket with what is computed of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The ticket and its file.
    pub stored: Stored<Ticket>,
    /// What is computed.
    pub computed: Computed,
}

impl Tracker {
    /// Reads all tickets, for those to whom a summary does not tell enough.
    pub(crate) fn survey(&self) -> Survey {
        let loaded = self.store.load_all::<Ticket>();
        let tickets = loaded.records.iter().map(|stored| &stored.record);
        let graph = Graph::new(tickets, &self.vocabulary);
        let mut problems = self.problems.clone();
        problems.extend(loaded.problems);
        Survey {
            graph,
            tickets: loaded.records,
            problems,
        }
    }

    /// Computes what is not stored; `entries` are the times of the ticket's entries, oldest first.
    pub(crate) fn compute(
        &self,
        stored: Stored<Ticket>,
        graph: &Graph,
        entries: &[Timestamp],
    ) -> Listed {
        let ticket = &stored.record;
        let category = self.vocabulary.category(&ticket.status);
        let blocked_by = graph.blockers(&ticket.id);
        let computed = Computed {
            category,
            is_ready: category == Some(Category::Todo)
                && blocked_by.is_empty()
                && !ticket.is_archived(),
            blocked_by,
            updated_at: ticket.last_change().max(entries.last().copied()),
            entry_count: entries.len(),
            path: format!(".tickets/{}", stored.file.path),
        };
        Listed { stored, computed }
    }
}
