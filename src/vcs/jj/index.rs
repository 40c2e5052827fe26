//! Loads jj's index of commits without ever changing it.
//!
//! jj-lib makes an index anew where it is missing, damaged or of another version of jj, after deleting what is there.
//! So it is looked at first, and in such a case the new one is made in a temporary folder.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use jj_lib::default_index::DefaultIndexStore;
use jj_lib::index::IndexStore as _;
use jj_lib::index::ReadonlyIndex;
use jj_lib::object_id::ObjectId as _;
use jj_lib::operation::Operation;
use jj_lib::store::Store;

use crate::vcs::jj::ask::Fault;

/// Version of the files about commits that jj-lib reads.
const COMMITS_VERSION: u32 = 6;

/// Version of the files about changed paths that jj-lib reads.
const PATHS_VERSION: u32 = 0;

/// Longer than the name of any part of the index.
const NAME_MAX: u32 = 1_000;

/// Returns the index of the commits that `operation` knows.
pub(crate) async fn load(
    folder: &Path,
    operation: &Operation,
    store: &Arc<Store>,
) -> Result<Box<dyn ReadonlyIndex>, Fault> {
    if is_usable(folder, operation, store).is_some() {
        let index = DefaultIndexStore::load(folder);
        return Ok(index.get_index_at_op(operation, store).await?);
    }
    let scratch = Scratch::new()?;
    let index = DefaultIndexStore::init(&scratch.folder)?;
    // It is held in memory from here on.
    Ok(index.get_index_at_op(operation, store).await?)
}

/// A temporary folder that is deleted in the end.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new() -> Result<Self, Fault> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tickets-jj-index-{}-{count}", process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir(&folder)?;
        Ok(Self { folder })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Returns something when all parts of the operation's index are there, whole and of the known version.
fn is_usable(folder: &Path, operation: &Operation, store: &Store) -> Option<()> {
    let link = fs::read(folder.join("op_links").join(operation.id().hex())).ok()?;
    let link = Link::parse(&link)?;
    for name in &link.path_segments {
        check_paths(&folder.join("changed_paths").join(name))?;
    }

    let mut seen = BTreeSet::new();
    let mut next = Some(link.commit_segment);
    while let Some(name) = next {
        next = check_commits(&folder.join("segments").join(&name), store)?;
        if !seen.insert(name) {
            return None;
        }
    }
    Some(())
}

/// The names of the files that make the index of one operation.
#[derive(Debug, Default, PartialEq, Eq)]
struct Link {
    commit_segment: String,
    path_segments: Vec<String>,
}

impl Link {
    /// Reads a message in the format of protocol buffers: field 1 is the segment of commits, field 2 a number, field 3
    /// a segment of changed paths.
    fn parse(mut bytes: &[u8]) -> Option<Self> {
        let mut link = Self::default();
        while let Some(tag) = number(&mut bytes) {
            match tag {
                0x0a => link.commit_segment = name(&mut bytes)?,
                0x10 => drop(number(&mut bytes)?),
                0x1a => link.path_segments.push(name(&mut bytes)?),
                _ => return None,
            }
        }
        (!link.commit_segment.is_empty()).then_some(link)
    }
}

fn number(bytes: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn name(bytes: &mut &[u8]) -> Option<String> {
    let length = number(bytes)?;
    let (id, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(id.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A file that is read a number at a time.
struct Part {
    file: File,
    read: u64,
}

impl Part {
    fn open(path: &Path, version: u32) -> Option<Self> {
        let file = File::open(path).ok()?;
        let mut part = Self { file, read: 0 };
        (part.number()? == version).then_some(part)
    }

    fn number(&mut self) -> Option<u32> {
        let bytes: [u8; 4] = self.bytes(4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    }

    fn bytes(&mut self, length: u32) -> Option<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        self.file.read_exact(&mut bytes).ok()?;
        self.read += u64::from(length);
        Some(bytes)
    }

    fn has_rest_of(&self, length: u64) -> Option<()> {
        let whole = self.file.metadata().ok()?.len();
        (whole == self.read + length).then_some(())
    }
}

/// Checks a segment of commits and returns the name of the one that it continues, if it does.
fn check_commits(path: &Path, store: &Store) -> Option<Option<String>> {
    let mut part = Part::open(path, COMMITS_VERSION)?;
    let parent = match part.number()? {
        0 => None,
        length if length > NAME_MAX => return None,
        length => Some(hexadecimal(part.bytes(length)?)?),
    };
    let commits = u64::from(part.number()?);
    let changes = u64::from(part.number()?);
    let overflow = u64::from(part.number()?) + u64::from(part.number()?);

    let commit_id = u64::try_from(store.commit_id_length()).ok()?;
    let change_id = u64::try_from(store.change_id_length()).ok()?;
    part.has_rest_of(commits * (16 + commit_id + 4) + changes * (change_id + 4) + overflow * 4)?;
    Some(parent)
}

fn hexadecimal(bytes: Vec<u8>) -> Option<String> {
    let is_hexadecimal = bytes.iter().all(u8::is_ascii_hexdigit);
    String::from_utf8(bytes).ok().filter(|_| is_hexadecimal)
}

fn check_paths(path: &Path) -> Option<()> {
    let mut part = Part::open(path, PATHS_VERSION)?;
    let commits = u64::from(part.number()?);
    let changed_paths = u64::from(part.number()?);
    let paths = u64::from(part.number()?);
    let bytes = u64::from(part.number()?);
    part.has_rest_of((commits + 1 + changed_paths + paths + 1) * 4 + bytes)
}

#[cfg(test)]
mod tests {
    use super::Link;

    #[test]
    fn a_link_names_its_segments_and_a_damaged_one_is_none() {
        let link = [
            0x0a, 2, 0xab, 0x01, 0x10, 0x85, 0x01, 0x1a, 1, 0xff, 0x1a, 1, 0,
        ];
        let expected = Link {
            commit_segment: String::from("ab01"),
            path_segments: vec![String::from("ff"), String::from("00")],
        };
        assert_eq!(Link::parse(&link), Some(expected));

        for damaged in [&link[..3], &[][..], &[0x12, 0], &[0x0a, 0xff, 0xff, 0xff]] {
            assert_eq!(Link::parse(damaged), None, "{damaged:?}");
        }
    }
}
