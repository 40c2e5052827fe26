//! The lines on disk.
//!
//! A header of 32 bytes (magic, format, number of lines, checksum of the entries),
//! an entry of 88 bytes for each line (what it was made of, where it lies, its
//! checksum), then all lines. Numbers are little-endian.

use std::fs;
use std::path::Path;

use crate::index::lines::line::Line;
use crate::index::lines::line::Source;
use crate::store::FileStamp;

const MAGIC: &[u8; 16] = b"tickets as lines";

/// To be raised whenever a line changes its form.
const FORMAT: u32 = 1;

const HEADER: usize = 32;
const ENTRY: usize = 88;

/// Lines as they were on disk.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    bytes: Vec<u8>,
    count: usize,
}

impl Saved {
    /// Reads the lines; none where there are none that can be used.
    pub(crate) fn read(path: &Path) -> Saved {
        let bytes = fs::read(path).unwrap_or_default();
        match count_of(&bytes) {
            Some(count) => Saved { bytes, count },
            None => Saved::default(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// What a line was made of.
    pub(crate) fn source(&self, place: usize) -> Source {
        let entry = self.entry(place);
        let stamp = |at: usize| FileStamp {
            modified: long(entry, at).cast_signed(),
            changed: long(entry, at + 8).cast_signed(),
            inode: long(entry, at + 16),
            size: 0,
        };
        Source {
            path: long(entry, 0),
            record: FileStamp {
                size: long(entry, 56),
                ..stamp(8)
            },
            folder: stamp(32),
        }
    }

    /// Whether the bytes of a line are those that were written.
    pub(crate) fn is_whole(&self, place: usize) -> bool {
        let sum = word(self.entry(place), 80);
        let bytes = self.bytes_of(place);
        bytes.is_some_and(|(bytes, _)| crc32fast::hash(bytes) == sum)
    }

    /// A line that [is whole](Saved::is_whole).
    pub(crate) fn line(&self, place: usize) -> Option<Line<'_>> {
        let (bytes, head) = self.bytes_of(place)?;
        let (head, tail) = std::str::from_utf8(bytes).ok()?.split_at_checked(head)?;
        Some(Line { head, tail })
    }

    /// The bytes of a line, and how many of them are its head's.
    fn bytes_of(&self, place: usize) -> Option<(&[u8], usize)> {
        let entry = self.entry(place);
        let [head, tail] = [72, 76].map(|at| word(entry, at));
        let start = usize::try_from(long(entry, 64)).ok()?;
        let middle = start.checked_add(usize::try_from(head).ok()?)?;
        let end = middle.checked_add(usize::try_from(tail).ok()?)?;
        Some((self.bytes.get(start..end)?, middle - start))
    }

    fn entry(&self, place: usize) -> &[u8; ENTRY] {
        &self.bytes[HEADER..].as_chunks().0[place]
    }
}

/// The lines as bytes, in the order of the records.
pub(crate) fn bytes<'a>(lines: impl Iterator<Item = (Source, Line<'a>)> + Clone) -> Vec<u8> {
    let count = lines.clone().count();
    let length: usize = lines
        .clone()
        .map(|(_, line)| line.head.len() + line.tail.len())
        .sum();
    let mut start = HEADER + count * ENTRY;
    let mut bytes = Vec::with_capacity(start + length);
    bytes.resize(HEADER, 0);
    for (source, line) in lines.clone() {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(line.head.as_bytes());
        hasher.update(line.tail.as_bytes());
        let longs = [
            source.path,
            source.record.modified.cast_unsigned(),
            source.record.changed.cast_unsigned(),
            source.record.inode,
            source.folder.modified.cast_unsigned(),
            source.folder.changed.cast_unsigned(),
            source.folder.inode,
            source.record.size,
            start as u64,
        ];
        for long in longs {
            bytes.extend_from_slice(&long.to_le_bytes());
        }
        for length in [line.head.len(), line.tail.len()] {
            // A record's file has at most 4 MiB, and its JSON not much more.
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&length.to_le_bytes());
        }
        bytes.extend_from_slice(&hasher.finalize().to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        start += line.head.len() + line.tail.len();
    }
    let sum = crc32fast::hash(&bytes[HEADER..]);
    bytes[..16].copy_from_slice(MAGIC);
    bytes[16..20].copy_from_slice(&FORMAT.to_le_bytes());
    bytes[20..24].copy_from_slice(&sum.to_le_bytes());
    bytes[24..32].copy_from_slice(&(count as u64).to_le_bytes());
    for (_, line) in lines {
        bytes.extend_from_slice(line.head.as_bytes());
        bytes.extend_from_slice(line.tail.as_bytes());
    }
    bytes
}

/// How many lines there are; none where the header is not one of this version, or
/// the entries are not those that were written.
fn count_of(bytes: &[u8]) -> Option<usize> {
    let (magic, rest) = bytes.split_first_chunk()?;
    let (format, rest) = rest.split_first_chunk()?;
    let (sum, rest) = rest.split_first_chunk()?;
    let (count, _) = rest.split_first_chunk()?;
    if magic != MAGIC || u32::from_le_bytes(*format) != FORMAT {
        return None;
    }
    let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
    let end = count.checked_mul(ENTRY)?.checked_add(HEADER)?;
    let entries = bytes.get(HEADER..end)?;
    (crc32fast::hash(entries) == u32::from_le_bytes(*sum)).then_some(count)
}

fn long(entry: &[u8; ENTRY], at: usize) -> u64 {
    let bytes = entry[at..].first_chunk();
    u64::from_le_bytes(*bytes.expect("an entry has so many bytes"))
}

fn word(entry: &[u8; ENTRY], at: usize) -> u32 {
    let bytes = entry[at..].first_chunk();
    u32::from_le_bytes(*bytes.expect("an entry has so many bytes"))
}
