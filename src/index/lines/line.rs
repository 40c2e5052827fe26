//! One record as JSON.

use crate::index::EntryCount;
use crate::index::Row;
use crate::store::FileStamp;
use crate::view;

/// A record's JSON in two pieces, between which goes what other records and the settings decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// From the opening brace to the last of its own fields.
    pub head: &'a str,
    /// From the comma before `updated_at` to the closing brace.
    pub tail: &'a str,
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
        Source {
            path: sum_of(row.file_name(), row.folder()),
            record: row.stamp(),
            folder: row.folder_stamp(),
        }
    }

    /// Whether any later change gives another source.
    pub(crate) fn is_settled_at(&self, moment: i64) -> bool {
        let is_settled = self.folder == FileStamp::NONE || self.folder.is_settled_at(moment);
        self.record.is_settled_at(moment) && is_settled
    }
}

/// FNV-1a, by <http://www.isthe.com/chongo/tech/comp/fnv/>. Two paths of one sum
/// would also have to share a stamp.
fn sum_of(name: &str, folder: &str) -> u64 {
    let bytes = folder.bytes().chain([b'/']).chain(name.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The end of a record's line.
pub(crate) fn tail_of(row: &Row<'_>, entries: EntryCount) -> String {
    let updated_at = row.summary().changed_at.max(entries.newest);
    let values = serde_json::json!({
        "updated_at": updated_at,
        "entry_count": entries.count,
        "path": format!(".tickets/{}", row.path()),
    });
    view::json_text(&values).replacen('{', ",", 1)
}
