//! Where records of all kinds stand, for those who compare them with the history.

use std::convert::Infallible;

use crate::domain::Category;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Status;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::ops::Tracker;
use crate::ops::all_records::AllRecords;
use crate::ops::all_records::EachKind;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::parse_record;

/// Where a record stands, and how it came there.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) kind: RecordKind,
    pub(crate) file: RecordFile,
    pub(crate) uid: Option<Uid>,
    pub(crate) aliases: Vec<String>,
    pub(crate) status: Status,
    pub(crate) transitions: Vec<Transition>,
}

impl Standing {
    fn of<R: Record>(stored: &Stored<R>) -> Standing {
        let record = &stored.record;
        Standing {
            kind: RecordKind::of_key(&stored.file.key),
            file: stored.file.clone(),
            uid: record.uid().cloned(),
            aliases: record.aliases().to_vec(),
            status: record.status().clone(),
            transitions: record.transitions().to_vec(),
        }
    }

    /// All records that can be read.
    pub(crate) fn of_all(tracker: &Tracker) -> Vec<Standing> {
        let (mut records, _) = AllRecords::read(&tracker.store);
        let mut standings = Standings(Vec::new());
        let Ok(()) = records.each(&mut standings);
        standings.0
    }

    /// The record of a file.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn of_file(tracker: &Tracker, file: &RecordFile) -> Result<Standing, Problem> {
        let bytes = tracker.store.read(&file.path)?;
        Standing::parsed(file, &bytes)
    }

    /// The record that a file had at a revision, by its path from the root of the working tree; none
    /// where it is no record's file, was not there, or cannot be read.
    pub(crate) fn at(tracker: &Tracker, revision: &str, path: &str) -> Option<Standing> {
        let own = path.strip_prefix(HOME)?.strip_prefix('/')?;
        RecordKind::of_folder(own.split('/').next()?)?;
        let file = RecordFile::from_path(own)?;
        let bytes = tracker.vcs.file_at(revision, path).ok()??;
        Standing::parsed(&file, &bytes).ok()
    }

    fn parsed(file: &RecordFile, bytes: &[u8]) -> Result<Standing, Problem> {
        RecordKind::of_key(&file.key).accept(Parsing { file, bytes })
    }

    /// Its path from the root of the working tree.
    pub(crate) fn path(&self) -> String {
        format!("{HOME}/{}", self.file.path)
    }

    /// Whether a status of its kind says that nothing remains to be done.
    pub(crate) fn settles(&self, tracker: &Tracker, status: &Status) -> bool {
        let category = tracker.vocabulary.category_of(self.kind, status.as_str());
        category.is_some_and(Category::is_settled)
    }

    /// Whether nothing remains to be done.
    pub(crate) fn is_settled(&self, tracker: &Tracker) -> bool {
        self.settles(tracker, &self.status)
    }
}

struct Standings(Vec<Standing>);

impl EachKind for Standings {
    type Error = Infallible;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), Infallible> {
        self.0
            .extend(records.iter().map(|stored| Standing::of(stored)));
        Ok(())
    }
}

struct Parsing<'a> {
    file: &'a RecordFile,
    bytes: &'a [u8],
}

impl RecordVisitor for Parsing<'_> {
    type Output = Result<Standing, Problem>;

    fn visit<R: Record + 'static>(self) -> Self::Output {
        Ok(Standing::of(&parse_record::<R>(self.file, self.bytes)?))
    }
}
