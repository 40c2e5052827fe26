//! The table on disk.
//!
//! A header of 40 bytes (magic, format, checksum of the rest, numbers of rows,
//! folders, bytes of the folders' names and of the texts), then the rows, for
//! each folder the places of its rows in the order in which the system lists
//! them, the folders, and all texts. Numbers are little-endian.

use std::fs::File;
use std::io;
use std::io::Read as _;
use std::path::Path;

use crate::index::snapshot::row;
use crate::index::snapshot::table::Table;

const MAGIC: &[u8; 16] = b"tickets snapshot";

/// To be raised whenever a row or what is computed for it changes its meaning.
const FORMAT: u32 = 2;

const HEADER: usize = 40;

/// A larger file is nobody's snapshot; two million tickets are some 700 MB.
const BYTES_MAX: u64 = 1 << 30;

/// A table as it was on disk.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    pub(crate) table: Table,
    /// For each folder of the table, the places of its rows in the order of the last look.
    pub(crate) listings: Vec<Vec<usize>>,
}

/// Reads a table; none where there is none, or one that was not written as it is now.
pub(crate) fn read(path: &Path) -> Option<Saved> {
    read_whole(path).ok().flatten()
}

fn read_whole(path: &Path) -> io::Result<Option<Saved>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut header = [0; HEADER];
    file.read_exact(&mut header)?;
    let Some(sizes) = Sizes::of(&header).filter(|sizes| sizes.is_sum(length)) else {
        return Ok(None);
    };
    let mut numbers = vec![0; sizes.rows * row::SIZE];
    file.read_exact(&mut numbers)?;
    let mut rest = vec![0; sizes.rows * 4 + sizes.folder_bytes];
    file.read_exact(&mut rest)?;
    let mut texts = Vec::with_capacity(sizes.texts);
    file.read_to_end(&mut texts)?;
    let parts = [&header[24..], &numbers, &rest, &texts];
    if checksum(&parts) != sizes.checksum {
        return Ok(None);
    }
    Ok(understand(&sizes, numbers, &rest, texts))
}

fn understand(sizes: &Sizes, numbers: Vec<u8>, rest: &[u8], texts: Vec<u8>) -> Option<Saved> {
    let (places, mut names) = rest.split_at_checked(sizes.rows * 4)?;
    let places = places.as_chunks().0.iter();
    let mut places = places.map(|bytes| u32::from_le_bytes(*bytes) as usize);
    let mut table = Table {
        numbers,
        texts: String::from_utf8(texts).ok()?,
        folders: Vec::new(),
    };
    let mut listings = Vec::new();
    for _ in 0..sizes.folders {
        let (count, after) = names.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let length = usize::from(u16::from_le_bytes(*length));
        let (name, after) = after.split_at_checked(length)?;
        table
            .folders
            .push(std::str::from_utf8(name).ok()?.to_owned());
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        listings.push(places.by_ref().take(count).collect());
        names = after;
    }
    Some(Saved { table, listings })
}

/// A table as bytes; none where it is too large for its own numbers.
pub(crate) fn bytes(saved: &Saved) -> Option<Vec<u8>> {
    let table = &saved.table;
    let mut rest = Vec::new();
    for place in saved.listings.iter().flatten() {
        rest.extend_from_slice(&u32::try_from(*place).ok()?.to_le_bytes());
    }
    if rest.len() != table.len() * 4 {
        return None;
    }
    let mut folder_bytes = 0;
    for (name, listing) in table.folders.iter().zip(&saved.listings) {
        rest.extend_from_slice(&u32::try_from(listing.len()).ok()?.to_le_bytes());
        rest.extend_from_slice(&u16::try_from(name.len()).ok()?.to_le_bytes());
        rest.extend_from_slice(name.as_bytes());
        folder_bytes += 6 + name.len();
    }
    let mut bytes =
        Vec::with_capacity(HEADER + table.numbers.len() + rest.len() + table.texts.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    for size in [
        table.len(),
        table.folders.len(),
        folder_bytes,
        table.texts.len(),
    ] {
        bytes.extend_from_slice(&u32::try_from(size).ok()?.to_le_bytes());
    }
    bytes.extend_from_slice(&table.numbers);
    bytes.extend_from_slice(&rest);
    bytes.extend_from_slice(table.texts.as_bytes());
    let sum = checksum(&[&bytes[24..]]);
    bytes[20..24].copy_from_slice(&sum.to_le_bytes());
    Some(bytes)
}

fn checksum(parts: &[&[u8]]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize()
}

struct Sizes {
    checksum: u32,
    rows: usize,
    folders: usize,
    folder_bytes: usize,
    texts: usize,
}

impl Sizes {
    /// What a header says; none where it is another program's or another version's.
    fn of(header: &[u8; HEADER]) -> Option<Sizes> {
        let (magic, rest) = header.split_first_chunk()?;
        let mut words = rest
            .as_chunks()
            .0
            .iter()
            .map(|word| u32::from_le_bytes(*word));
        if magic != MAGIC || words.next()? != FORMAT {
            return None;
        }
        let checksum = words.next()?;
        let mut size = || usize::try_from(words.next()?).ok();
        Some(Sizes {
            checksum,
            rows: size()?,
            folders: size()?,
            folder_bytes: size()?,
            texts: size()?,
        })
    }

    /// Whether a file of so many bytes holds just these parts. Nothing is reserved for one that does not.
    fn is_sum(&self, length: u64) -> bool {
        let sum = self
            .rows
            .checked_mul(row::SIZE + 4)
            .and_then(|sum| sum.checked_add(self.folder_bytes))
            .and_then(|sum| sum.checked_add(self.texts))
            .and_then(|sum| sum.checked_add(HEADER));
        length <= BYTES_MAX && sum.and_then(|sum| u64::try_from(sum).ok()) == Some(length)
    }
}
