//! What the index knows: the records in it, as they were when they were read.
//!
//! A file beside tantivy's, `known`, with a checksum. It names the generation
//! of the index that it belongs to, so that a crash between writing one and the
//! other is seen.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::index::text::corpus::Source;
use crate::index::text::trouble::Trouble;
use crate::store::Store;

/// The name of the file in the index's folder.
const FILE: &str = "known";

/// What tells tantivy's generations apart: each has other segments, with random names.
const GENERATION_FILE: &str = "meta.json";

/// Changes whenever the index is made in another way: words, fields, this file.
const MAGIC: &[u8; 8] = b"tktext01";

/// The number of a record that could not be read.
const NO_NUMBER: u32 = u32::MAX;

/// The records that an index knows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The records, in the order of the last search.
    pub(crate) entries: Vec<Entry>,
    /// The number of the next document.
    pub(crate) next_number: u32,
}

/// A record that an index knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The path of its file.
    pub(crate) path: String,
    /// What it was like.
    pub(crate) fingerprint: u64,
    /// The number of its document; none where it could not be read.
    pub(crate) number: Option<u32>,
}

/// What the index knows of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// All, in this document.
    Fresh(u32),
    /// That it cannot be read.
    Unreadable,
    /// Nothing, or something that holds no longer, in this document.
    Dirty(Option<u32>),
}

/// What the index knows of each record, and what it knows of others.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Standings {
    /// In the order of the records.
    pub(crate) of: Vec<Standing>,
    /// The documents of records that are no more.
    pub(crate) gone: Vec<u32>,
}

impl Known {
    /// Reads what the index in `folder` knows.
    pub(crate) fn read(folder: &Path) -> Result<(Known, u64), Trouble> {
        let bytes = match fs::read(folder.join(FILE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Trouble::Missing),
            Err(error) => return Err(error.into()),
        };
        parse(&bytes).ok_or(Trouble::Missing)
    }

    /// Writes what the index in `folder` knows; only for one who holds the lock.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Trouble> {
        let mut bytes = Vec::with_capacity(64 + self.entries.len() * 80);
        bytes.extend(MAGIC);
        bytes.extend(generation(folder)?.to_le_bytes());
        bytes.extend(self.next_number.to_le_bytes());
        for entry in &self.entries {
            let Ok(length) = u16::try_from(entry.path.len()) else {
                continue;
            };
            bytes.extend(entry.number.unwrap_or(NO_NUMBER).to_le_bytes());
            bytes.extend(entry.fingerprint.to_le_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend(entry.path.as_bytes());
        }
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        Ok(Store::replace_cache(&folder.join(FILE), &bytes)?)
    }

    /// Compares what is known with how the records are now.
    pub(crate) fn standings(&self, sources: &[Source]) -> Standings {
        let mut used = vec![false; self.entries.len()];
        let mut by_path: Option<HashMap<&str, usize>> = None;
        let mut next = 0;
        let mut of = Vec::with_capacity(sources.len());
        for source in sources {
            // The order is that of the last search, but for what came and went.
            let is_next = |entry: &Entry| entry.path == source.path;
            let at = if self.entries.get(next).is_some_and(is_next) {
                Some(next)
            } else {
                let entries = self.entries.iter().enumerate();
                let by_path = by_path.get_or_insert_with(|| {
                    entries
                        .map(|(at, entry)| (entry.path.as_str(), at))
                        .collect()
                });
                by_path.get(source.path.as_str()).copied()
            };
            let Some(at) = at else {
                of.push(Standing::Dirty(None));
                continue;
            };
            next = at + 1;
            used[at] = true;
            of.push(self.entries[at].standing(source));
        }
        let unused = self
            .entries
            .iter()
            .zip(used)
            .filter(|(_, is_used)| !is_used);
        Standings {
            of,
            gone: unused.filter_map(|(entry, _)| entry.number).collect(),
        }
    }
}

impl Entry {
    fn standing(&self, source: &Source) -> Standing {
        match self.number {
            _ if source.fingerprint != Some(self.fingerprint) => Standing::Dirty(self.number),
            Some(number) => Standing::Fresh(number),
            None => Standing::Unreadable,
        }
    }
}

/// What tells this generation of the index from all others.
pub(crate) fn generation(folder: &Path) -> Result<u64, Trouble> {
    let bytes = fs::read(folder.join(GENERATION_FILE))?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(length << 32 | u64::from(crc32fast::hash(&bytes)))
}

fn parse(bytes: &[u8]) -> Option<(Known, u64)> {
    let (body, crc) = bytes.split_last_chunk::<4>()?;
    if crc32fast::hash(body) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut rest = body.strip_prefix(MAGIC)?;
    let generation = u64::from_le_bytes(take(&mut rest)?);
    let mut known = Known {
        entries: Vec::new(),
        next_number: u32::from_le_bytes(take(&mut rest)?),
    };
    while !rest.is_empty() {
        let number = u32::from_le_bytes(take(&mut rest)?);
        let fingerprint = u64::from_le_bytes(take(&mut rest)?);
        let length = u16::from_le_bytes(take(&mut rest)?);
        let (path, others) = rest.split_at_checked(usize::from(length))?;
        rest = others;
        known.entries.push(Entry {
            path: str::from_utf8(path).ok()?.to_owned(),
            fingerprint,
            number: Some(number).filter(|number| *number != NO_NUMBER),
        });
    }
    Some((known, generation))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, others) = rest.split_first_chunk::<N>()?;
    *rest = others;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, fingerprint: u64, number: Option<u32>) -> Entry {
        Entry {
            path: path.to_owned(),
            fingerprint,
            number,
        }
    }

    fn source(path: &str, fingerprint: Option<u64>) -> Source {
        Source {
            path: path.to_owned(),
            fingerprint,
        }
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a test makes files as others would"
    )]
    fn what_is_written_is_read_and_any_other_byte_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(GENERATION_FILE), "{}").unwrap();
        let known = Known {
            entries: vec![entry("a", 1, Some(7)), entry("ü", u64::MAX, None)],
            next_number: 8,
        };
        known.write(folder.path()).unwrap();
        let (read, own) = Known::read(folder.path()).unwrap();
        assert_eq!((read, own), (known, generation(folder.path()).unwrap()));

        let bytes = fs::read(folder.path().join(FILE)).unwrap();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(parse(&other), None, "byte {at}");
            assert_eq!(parse(&bytes[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn records_are_compared_by_path_whatever_their_order() {
        let known = Known {
            entries: vec![
                entry("a", 1, Some(0)),
                entry("b", 2, Some(1)),
                entry("c", 3, Some(2)),
                entry("d", 4, None),
                entry("e", 5, Some(4)),
            ],
            next_number: 5,
        };
        let sources = [
            source("d", Some(4)),
            source("new", Some(1)),
            source("c", Some(3)),
            source("a", Some(9)),
            source("b", None),
        ];
        let standings = known.standings(&sources);
        assert_eq!(
            standings.of,
            [
                Standing::Unreadable,
                Standing::Dirty(None),
                Standing::Fresh(2),
                Standing::Dirty(Some(0)),
                Standing::Dirty(Some(1)),
            ]
        );
        assert_eq!(standings.gone, [4]);
    }
}
