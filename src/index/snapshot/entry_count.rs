//! What the names of a record's entries tell.

use crate::domain::Timestamp;
use crate::store::EntryFile;
use crate::store::FileStamp;
use crate::store::Files;
use crate::store::RecordFile;
use crate::store::entry_files_in;

/// How many entries a record has, and when the newest one was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryCount {
    /// How many.
    pub count: u32,
    /// When the newest was added.
    pub newest: Option<Timestamp>,
}

/// The entries of a record, as their folder was when it had this stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The folder's stamp; [`FileStamp::NONE`] where there is no folder.
    pub(crate) folder: FileStamp,
    pub(crate) count: EntryCount,
    /// The names of the entries' files, joined with line breaks.
    pub(crate) names: String,
}

impl Counted {
    /// No entries, and no folder for them.
    pub(crate) const NONE: Counted = Counted {
        folder: FileStamp::NONE,
        count: EntryCount {
            count: 0,
            newest: None,
        },
        names: String::new(),
    };

    /// Counts the entries of a record in a folder that had this stamp just now.
    pub(crate) fn of(files: &dyn Files, record: &RecordFile, folder: FileStamp) -> Counted {
        let (found, _) = entry_files_in(files, record);
        let names: Vec<&str> = found.iter().map(EntryFile::name).collect();
        Counted {
            folder,
            count: EntryCount {
                count: u32::try_from(found.len()).unwrap_or(u32::MAX - 1),
                newest: found.last().map(|file| file.at),
            },
            names: names.join("\n"),
        }
    }
}
