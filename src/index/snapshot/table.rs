//! Rows side by side.

use crate::domain::Record;
use crate::index::Row;
use crate::index::snapshot::entry_count::Counted;
use crate::index::snapshot::row;
use crate::index::snapshot::row::NewRow;
use crate::store::FileStamp;
use crate::store::Stored;

/// Rows, in the order in which they were added, and their texts.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// [`row::SIZE`] bytes a row.
    pub(crate) numbers: Vec<u8>,
    pub(crate) texts: String,
    /// The folders that the files lie in.
    pub(crate) folders: Vec<String>,
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.numbers.len() / row::SIZE
    }

    pub(crate) fn row(&self, place: usize) -> Row<'_> {
        Row {
            numbers: &self.numbers.as_chunks().0[place],
            texts: &self.texts,
            folders: &self.folders,
        }
    }

    /// The numbers of a row, to be changed.
    pub(crate) fn numbers_mut(&mut self, place: usize) -> &mut [u8; row::SIZE] {
        &mut self.numbers.as_chunks_mut().0[place]
    }

    /// Adds a record; says where.
    pub(crate) fn add<R: Record>(
        &mut self,
        stored: &Stored<R>,
        stamp: FileStamp,
        entries: Option<&Counted>,
    ) -> usize {
        let new = NewRow::of(stored, stamp, entries);
        let (folder, _) = stored.file.path.rsplit_once('/').unwrap_or_default();
        self.put(new.numbers, &new.texts, folder)
    }

    /// Adds a row of a record in a folder; says where.
    pub(crate) fn add_new(&mut self, new: &NewRow, folder: &str) -> usize {
        self.put(new.numbers, &new.texts, folder)
    }

    /// Adds a row with other entries than it had.
    pub(crate) fn add_recounted(&mut self, other: &Row<'_>, entries: &Counted) -> usize {
        let new = NewRow::recounted(other, entries);
        self.put(new.numbers, &new.texts, other.folder())
    }

    /// Adds a row of another table.
    pub(crate) fn add_row(&mut self, other: &Row<'_>) -> usize {
        self.put(*other.numbers, other.own_texts(), other.folder())
    }

    fn put(&mut self, mut numbers: [u8; row::SIZE], texts: &str, folder: &str) -> usize {
        // Rows of one folder mostly come one after the other.
        let known = self.folders.iter().rposition(|known| known == folder);
        let place = known.unwrap_or_else(|| {
            self.folders.push(folder.to_owned());
            self.folders.len() - 1
        });
        row::set_folder(&mut numbers, u32::try_from(place).unwrap_or(u32::MAX));
        row::set_start(&mut numbers, self.texts.len());
        self.texts.push_str(texts);
        self.numbers.extend_from_slice(&numbers);
        self.len() - 1
    }
}
