//! All that is searched: tickets, and the other records that the project has.

use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::StatusRule;
use crate::domain::Summary;
use crate::domain::Vocabulary;
use crate::index::Row;
use crate::index::Snapshot;
use crate::ops::Tracker;
use crate::ops::overview::Overview;
use crate::store::Problem;
use crate::store::Reach;

/// The records of one kind.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(crate) kind: RecordKind,
    pub(crate) snapshot: Snapshot,
    /// What the statuses of the kind mean.
    pub(crate) vocabulary: Vocabulary,
}

/// The records of several kinds, each with a place: tickets first, then those of the
/// other kinds in their order.
#[derive(Debug)]
pub(crate) struct SearchCorpus {
    /// All tickets; without their entries where none is looked for.
    pub(crate) tickets: Overview,
    pub(crate) has_tickets: bool,
    /// The other kinds, all of them or none.
    pub(crate) shelves: Vec<Shelf>,
}

/// A record that is searched.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    pub(crate) kind: RecordKind,
    pub(crate) row: Row<'a>,
    pub(crate) summary: Summary<'a>,
}

impl SearchCorpus {
    /// Looks at all records of these kinds. Of a kind that the project does not use,
    /// that is one look at a folder that is not there.
    pub(crate) fn look(tracker: &Tracker, kinds: &[RecordKind]) -> SearchCorpus {
        let has_tickets = kinds.contains(&RecordKind::Ticket);
        let others = RecordKind::ALL.into_iter();
        let others = others.filter(|kind| *kind != RecordKind::Ticket);
        let has_others = kinds.iter().any(|kind| *kind != RecordKind::Ticket);
        SearchCorpus {
            tickets: tracker.overview(if has_tickets {
                Reach::Folders
            } else {
                Reach::Records
            }),
            has_tickets,
            // All of them have one index, which would be made anew for each choice of kinds.
            shelves: others
                .filter(|_| has_others)
                .map(|kind| kind.accept(LookAt { tracker, kind }))
                .collect(),
        }
    }

    /// The records, in the order of their places.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        let tickets = self.has_tickets.then_some(&self.tickets.snapshot);
        let tickets = tickets.map(|snapshot| (RecordKind::Ticket, snapshot));
        let shelves = self.shelves.iter();
        let shelves = shelves.map(|shelf| (shelf.kind, &shelf.snapshot));
        tickets
            .into_iter()
            .chain(shelves)
            .flat_map(|(kind, snapshot)| {
                snapshot.rows().map(move |row| Candidate {
                    kind,
                    summary: row.summary(),
                    row,
                })
            })
    }

    /// What the statuses of a kind mean.
    pub(crate) fn vocabulary<'a>(
        &'a self,
        tracker: &'a Tracker,
        kind: RecordKind,
    ) -> &'a Vocabulary {
        let shelf = self.shelves.iter().find(|shelf| shelf.kind == kind);
        shelf.map_or(&tracker.vocabulary, |shelf| &shelf.vocabulary)
    }

    /// Whether something that a record depends on is not settled.
    pub(crate) fn is_waiting(&self, tracker: &Tracker, summary: &Summary<'_>) -> bool {
        let mut dependencies = summary.depends_on.iter();
        dependencies.any(|id| match self.tickets.find(id) {
            Some(ticket) => !tracker.vocabulary.is_settled(ticket.status()),
            None => !self.shelves.iter().any(|shelf| {
                let found = shelf.snapshot.find(id);
                found.is_some_and(|row| shelf.vocabulary.is_settled(row.status()))
            }),
        })
    }

    /// What could not be read, of the kinds that are looked for.
    pub(crate) fn take_problems(&mut self, kinds: &[RecordKind]) -> Vec<Problem> {
        let mut problems = std::mem::take(&mut self.tickets.problems);
        for shelf in &mut self.shelves {
            if kinds.contains(&shelf.kind) {
                problems.append(&mut shelf.snapshot.problems);
            }
        }
        problems
    }
}

struct LookAt<'a> {
    tracker: &'a Tracker,
    kind: RecordKind,
}

impl RecordVisitor for LookAt<'_> {
    type Output = Shelf;

    fn visit<R: Record + 'static>(self) -> Shelf {
        let folder = self.tracker.index_folder();
        Shelf {
            kind: self.kind,
            snapshot: Snapshot::fresh::<R>(&self.tracker.store, &folder, Reach::Folders),
            vocabulary: Vocabulary {
                statuses: statuses_of(self.kind),
                ..self.tracker.vocabulary.clone()
            },
        }
    }
}

/// All statuses that records of a kind have, whatever life they lead.
pub(crate) fn statuses_of(kind: RecordKind) -> Vec<StatusRule> {
    let mut rules: Vec<StatusRule> = Vec::new();
    for stage in kind.lifecycles().iter().flat_map(|life| life.stages) {
        if let Ok(name) = stage.name.parse()
            && rules.iter().all(|rule| rule.name != name)
        {
            let category = stage.category;
            rules.push(StatusRule { name, category });
        }
    }
    rules
}
