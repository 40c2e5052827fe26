//! One record as JSON.

use std::fs::File;
use std::ops::Range;

use crate::index::EntryCount;
use crate::index::Row;
use crate::store::FileStamp;
use crate::view;

/// A piece of lines that are printed.
#[derive(Debug)]
pub enum Piece<'a> {
    /// As text.
    Text(&'a str),
    /// As bytes of a file, which are UTF-8.
    Kept(&'a File, Range<u64>),
}

/// What a line was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    /// The sum of the file's path.
    pub(crate) path: u64,
    /// The stamp of the record's file.
    pub(crate) record: FileStamp,
    /// The stamp of the folder of its entries.
    pub(crate) folder: FileStamp,
}

impl Source {
    /// What the line of a row has to be made of.
    pub(crate) fn of(row: &Row<'_>) -> Source {
        let folder = row.folder().bytes();
        Source {
            // Two paths of one sum would also have to share a stamp.
            path: Source::sum_of(folder.chain([b'/']).chain(row.file_name().bytes())),
            record: row.stamp(),
            folder: row.folder_stamp(),
        }
    }

    /// Whether any later change gives another source.
    pub(crate) fn is_settled_at(&self, moment: i64) -> bool {
        let is_settled = self.folder == FileStamp::NONE || self.folder.is_settled_at(moment);
        self.record.is_settled_at(moment) && is_settled
    }

    /// FNV-1a, by <http://www.isthe.com/chongo/tech/comp/fnv/>.
    pub(crate) fn sum_of(bytes: impl Iterator<Item = u8>) -> u64 {
        bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

/// The end of a record's line, from the comma before `updated_at` to the closing brace.
pub(crate) fn tail_of(row: &Row<'_>, entries: EntryCount) -> String {
    let updated_at = row.summary().changed_at.max(entries.newest);
    let values = serde_json::json!({
        "updated_at": updated_at,
        "entry_count": entries.count,
        "path": format!(".tickets/{}", row.path()),
    });
    view::json_text(&values).replacen('{', ",", 1)
}
