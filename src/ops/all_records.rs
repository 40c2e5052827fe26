//! The records of every kind, read at once.

use crate::domain::BacklogItem;
use crate::domain::Epic;
use crate::domain::Record;
use crate::domain::Requirement;
use crate::domain::Sprint;
use crate::domain::Ticket;
use crate::store::Problem;
use crate::store::Store;
use crate::store::Stored;

/// All records that can be read.
#[derive(Debug)]
pub(crate) struct AllRecords {
    tickets: Vec<Stored<Ticket>>,
    epics: Vec<Stored<Epic>>,
    items: Vec<Stored<BacklogItem>>,
    sprints: Vec<Stored<Sprint>>,
    requirements: Vec<Stored<Requirement>>,
}

/// Something that is done with the records of each kind in turn.
pub(crate) trait EachKind {
    /// Why it can fail.
    type Error;

    /// Does it with those of one kind.
    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), Self::Error>;
}

impl AllRecords {
    /// Reads all records, and names the files that cannot be read.
    pub(crate) fn read(store: &Store) -> (AllRecords, Vec<Problem>) {
        let mut problems = Vec::new();
        let all = AllRecords {
            tickets: read(store, &mut problems),
            epics: read(store, &mut problems),
            items: read(store, &mut problems),
            sprints: read(store, &mut problems),
            requirements: read(store, &mut problems),
        };
        (all, problems)
    }

    /// Does something with the records of each kind in turn.
    pub(crate) fn each<E: EachKind>(&mut self, visitor: &mut E) -> Result<(), E::Error> {
        visitor.visit(&mut self.tickets)?;
        visitor.visit(&mut self.epics)?;
        visitor.visit(&mut self.items)?;
        visitor.visit(&mut self.sprints)?;
        visitor.visit(&mut self.requirements)
    }
}

fn read<R: Record>(store: &Store, problems: &mut Vec<Problem>) -> Vec<Stored<R>> {
    let loaded = store.load_all::<R>();
    problems.extend(loaded.problems);
    loaded.records
}
