//! The verb.

use std::path::PathBuf;

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::import::backlog_md;
use crate::ops::import::records;
use crate::ops::portable::RecordFormat;
use crate::ops::work::Work;
use crate::store::Problem;

/// Where tickets come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportSource {
    /// A folder of Backlog.md: the one that holds `tasks/`, the project around it, or `tasks/` itself.
    BacklogMd(PathBuf),
    /// Records such as `export` writes.
    Records {
        /// Their format.
        format: RecordFormat,
        /// All of them.
        text: String,
        /// What problems call the text: a file's name, or `standard input`.
        name: String,
    },
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The records that are new, in the order in which they came.
    pub created: Vec<Key>,
    /// How many were here already.
    pub unchanged: usize,
    /// How many comments came with the new ones.
    pub entries: usize,
    /// What could not be taken in, or not as it was.
    pub problems: Vec<Problem>,
}

/// Told how many of how many tickets are prepared.
pub(crate) type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// Takes in all records of `source`, in one transaction.
///
/// What is here already stays as it is, so that a second import changes
/// nothing. A record that others know under a key or uid that is taken here
/// is a problem and not imported; the rest goes on. Records are taken as they
/// are: `required` and allowed words bind only those without a key.
///
/// # Errors
/// A source that cannot be read; a record without which the rest would not be
/// what was exported (then nothing is imported); a store that fails.
pub fn import(
    tracker: &Tracker,
    source: &ImportSource,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Outcome<Imported>, OpError> {
    let mut work = Work::begin(tracker)?;
    let (imported, from) = match source {
        ImportSource::BacklogMd(folder) => {
            let imported = backlog_md::stage(&mut work, folder, progress)?;
            (imported, "backlog-md")
        }
        ImportSource::Records { format, text, name } => {
            let found = crate::ops::portable::read(*format, text);
            let imported = records::stage(&mut work, found, name, progress)?;
            (imported, &**name)
        }
    };
    let count = imported.created.len();
    let noun = imported.noun();
    work.commit(&format!("import {count} {noun} from {from}"), imported)
}

impl Imported {
    /// The word for what was created.
    pub fn noun(&self) -> &'static str {
        let is_ticket = |key: &Key| RecordKind::of_key(key) == RecordKind::Ticket;
        match (self.created.len(), self.created.iter().all(is_ticket)) {
            (1, true) => "ticket",
            (_, true) => "tickets",
            (1, false) => "record",
            (_, false) => "records",
        }
    }
}
