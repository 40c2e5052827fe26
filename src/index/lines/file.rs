//! The lines on disk.
//!
//! A header of 40 bytes (magic, format, checksum of the entries and sums, number of
//! lines, bytes of all lines), an entry of 96 bytes for each line (what it was made
//! of, where it lies), the checksum of each block of the lines, then the lines, each
//! with [`SEPARATOR`] behind it. Numbers are little-endian.
//!
//! The entries are in the order of the keys, the lines in that of the lists that are
//! asked for most: one of these is copied as it lies there.

use std::fs::File;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::ops::Range;
use std::path::Path;

use crate::index::lines::line::Source;
use crate::store::FileStamp;

const MAGIC: &[u8; 16] = b"tickets as lines";

/// To be raised whenever a line changes its form.
const FORMAT: u32 = 3;

const HEADER: usize = 40;
const ENTRY: usize = 96;

/// So many bytes of the lines have one checksum, and are read at once: they and what
/// is done with them stay within the processor's own memory.
const BLOCK: usize = 256 * 1024;

/// What follows each line, as it does in an array.
pub(crate) const SEPARATOR: &str = ",\n";

/// A line to be written: what it was made of, and its parts.
pub(crate) type NewLine<'a> = (Source, [&'a str; 3]);

/// Lines as they are on disk. The file stays open, so they stay the same even when
/// another program puts others in their place.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    file: Option<File>,
    entries: Vec<u8>,
    sums: Vec<u8>,
    /// Where the lines begin.
    start: u64,
    length: u64,
}

/// Where a line lies in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// Without the separator.
    pub(crate) whole: Range<u64>,
    /// What other records and the settings decided when it was written.
    pub(crate) middle: Range<u64>,
    /// The sum of that.
    pub(crate) middle_sum: u64,
}

impl Saved {
    /// Opens the lines; none where there are none that can be used. Whether they are
    /// whole, [`is_whole`](Saved::is_whole) tells.
    pub(crate) fn open(path: &Path) -> Saved {
        open(path).ok().flatten().unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len() / ENTRY
    }

    /// The file that holds the lines.
    pub(crate) fn file(&self) -> Option<&File> {
        self.file.as_ref()
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

    /// Where a line lies; none where the entry leads out of the file.
    pub(crate) fn span(&self, place: usize) -> Option<Span> {
        let entry = self.entry(place);
        let [head, middle, tail] = [72, 76, 80].map(|at| u64::from(word(entry, at)));
        let start = long(entry, 64);
        let end = start.checked_add(head + middle + tail)?;
        let limit = self.length.checked_sub(SEPARATOR.len() as u64)?;
        let start = self.start + Some(start).filter(|_| end <= limit)?;
        Some(Span {
            whole: start..self.start + end,
            middle: start + head..start + head + middle,
            middle_sum: long(entry, 88),
        })
    }

    /// Whether the lines are those that were written. All are read for that.
    pub(crate) fn is_whole(&self) -> bool {
        let Some(mut file) = self.file() else {
            return false;
        };
        if file.seek(SeekFrom::Start(self.start)).is_err() {
            return false;
        }
        let mut rest = usize::try_from(self.length).unwrap_or(usize::MAX);
        let mut block = vec![0; BLOCK.min(rest)];
        let sums = self.sums.as_chunks().0;
        sums.iter().all(|sum| {
            let block = &mut block[..BLOCK.min(rest)];
            rest -= block.len();
            file.read_exact(block).is_ok() && crc32fast::hash(block) == u32::from_le_bytes(*sum)
        })
    }

    /// Part of the file.
    pub(crate) fn read(&self, range: &Range<u64>) -> io::Result<String> {
        let mut file = self.file().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(range.start))?;
        let length = range.end.saturating_sub(range.start);
        let mut text = String::with_capacity(usize::try_from(length).unwrap_or(0));
        file.take(length).read_to_string(&mut text)?;
        Ok(text)
    }

    fn entry(&self, place: usize) -> &[u8; ENTRY] {
        &self.entries.as_chunks().0[place]
    }
}

fn open(path: &Path) -> io::Result<Option<Saved>> {
    let mut file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut header = [0; HEADER];
    file.read_exact(&mut header)?;
    let Some([count, length]) = sizes_of(&header, bytes) else {
        return Ok(None);
    };
    let mut entries = vec![0; count * ENTRY];
    file.read_exact(&mut entries)?;
    let mut sums = vec![0; length.div_ceil(BLOCK) * 4];
    file.read_exact(&mut sums)?;
    let start = (HEADER + entries.len() + sums.len()) as u64;
    let saved = Saved {
        file: Some(file),
        entries,
        sums,
        start,
        length: length as u64,
    };
    let sum = sum_of(&header[24..], &saved.entries, &saved.sums);
    Ok((sum.to_le_bytes() == header[20..24]).then_some(saved))
}

/// How many lines a header tells of, and their bytes; none where it is not one of this
/// version, or not of a file of so many bytes. Nothing is reserved for such a one.
fn sizes_of(header: &[u8; HEADER], bytes: u64) -> Option<[usize; 2]> {
    let (magic, rest) = header.split_first_chunk()?;
    let (format, rest) = rest.split_first_chunk()?;
    if magic != MAGIC || u32::from_le_bytes(*format) != FORMAT {
        return None;
    }
    let sizes = rest[4..].as_chunks().0.iter();
    let mut sizes = sizes.map(|size| usize::try_from(u64::from_le_bytes(*size)).ok());
    let (count, length) = (sizes.next()??, sizes.next()??);
    let sum = count
        .checked_mul(ENTRY)?
        .checked_add(length.div_ceil(BLOCK).checked_mul(4)?)?
        .checked_add(HEADER)?
        .checked_add(length)?;
    (u64::try_from(sum).ok()? == bytes).then_some([count, length])
}

/// Lines as bytes: the entries in the order that is given, the lines in that of `order`,
/// which names each of them once.
pub(crate) fn bytes(lines: &[NewLine<'_>], order: &[usize]) -> Vec<u8> {
    let length_of = |place: usize| {
        let (_, parts) = &lines[place];
        parts.iter().map(|part| part.len()).sum::<usize>() + SEPARATOR.len()
    };
    let mut starts = vec![0; lines.len()];
    let mut length = 0;
    for place in order {
        starts[*place] = length;
        length += length_of(*place);
    }
    let begin = HEADER + lines.len() * ENTRY;
    let sums = length.div_ceil(BLOCK) * 4;
    let mut bytes = Vec::with_capacity(begin + sums + length);
    bytes.resize(HEADER, 0);
    for ((source, parts), start) in lines.iter().zip(starts) {
        put_entry(&mut bytes, source, parts, start as u64);
    }
    bytes.resize(begin + sums, 0);
    for place in order {
        let (_, parts) = &lines[*place];
        for part in parts.iter().chain([&SEPARATOR]) {
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    let (front, back) = bytes.split_at_mut(begin + sums);
    let blocks = back.chunks(BLOCK);
    for (place, block) in front[begin..].chunks_exact_mut(4).zip(blocks) {
        place.copy_from_slice(&crc32fast::hash(block).to_le_bytes());
    }
    front[..16].copy_from_slice(MAGIC);
    front[16..20].copy_from_slice(&FORMAT.to_le_bytes());
    front[24..32].copy_from_slice(&(lines.len() as u64).to_le_bytes());
    front[32..40].copy_from_slice(&(length as u64).to_le_bytes());
    let sum = sum_of(&front[24..HEADER], &front[HEADER..begin], &front[begin..]);
    front[20..24].copy_from_slice(&sum.to_le_bytes());
    bytes
}

fn put_entry(bytes: &mut Vec<u8>, source: &Source, parts: &[&str; 3], start: u64) {
    let longs = [
        source.path,
        source.record.modified.cast_unsigned(),
        source.record.changed.cast_unsigned(),
        source.record.inode,
        source.folder.modified.cast_unsigned(),
        source.folder.changed.cast_unsigned(),
        source.folder.inode,
        source.record.size,
        start,
    ];
    for long in longs {
        bytes.extend_from_slice(&long.to_le_bytes());
    }
    for part in parts {
        // A record's file has at most 4 MiB, and its JSON not much more.
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_le_bytes());
    }
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&Source::sum_of(parts[1].bytes()).to_le_bytes());
}

fn sum_of(sizes: &[u8], entries: &[u8], sums: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in [sizes, entries, sums] {
        hasher.update(part);
    }
    hasher.finalize()
}

fn long(entry: &[u8; ENTRY], at: usize) -> u64 {
    let bytes = entry[at..].first_chunk();
    u64::from_le_bytes(*bytes.expect("an entry has so many bytes"))
}

fn word(entry: &[u8; ENTRY], at: usize) -> u32 {
    let bytes = entry[at..].first_chunk();
    u32::from_le_bytes(*bytes.expect("an entry has so many bytes"))
}
