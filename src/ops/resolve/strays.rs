//! Records that came under the path of another one.
//!
//! Two clones can choose one number and one title; and version control takes a ticket that was deleted beside one that
//! was created for a move, since they look alike.

use crate::ops::Tracker;
use crate::ops::resolve::identified::Identified;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::vcs::Side;

/// Whether of two records our side's stays at `path`: it alone has the path's key, or it is the elder.
pub(super) fn owns_path(path: &str, ours: &[u8], theirs: &[u8]) -> bool {
    let key = RecordFile::from_path(path).map(|file| file.key);
    let read = |bytes: &[u8]| Identified::of(path, bytes);
    let (Some(ours), Some(theirs)) = (read(ours), read(theirs)) else {
        return true;
    };
    let has_key = |record: &Identified| Some(&record.key) == key.as_ref();
    match (has_key(&ours), has_key(&theirs)) {
        (true, false) => true,
        (false, true) => false,
        (true, true) | (false, false) => ours.age() <= theirs.age(),
    }
}

/// The path of its own for a record that lies under another one's: where its side has it, or one that nobody has. A path
/// at which it lies already is its own too.
pub(super) fn own_path(
    tracker: &Tracker,
    taken: &str,
    bytes: &[u8],
    side: &Side,
) -> Option<String> {
    let record = Identified::of(taken, bytes)?;
    // One number and one title: the end of the uid tells them apart.
    let uid = record.uid.as_ref()?.as_str().to_ascii_lowercase();
    let slug = format!("{}-{}", record.file.slug, &uid[uid.len() - 6..]);
    let apart = RecordFile::new(record.kind.kind(), record.key.clone(), slug).path;
    let candidates = path_at(tracker, &record, side)
        .into_iter()
        .chain([record.file.path.clone(), apart]);
    let is_free = |path: &String| {
        *path != taken
            && match tracker.store.read(path) {
                Ok(bytes) => {
                    let there = Identified::of(path, &bytes);
                    there.is_some_and(|there| there.uid == record.uid)
                }
                Err(_) => !tracker.store.home().join(path).exists(),
            }
    };
    candidates.into_iter().find(is_free)
}

/// Where a side has a record, by its key and uid.
fn path_at(tracker: &Tracker, record: &Identified, side: &Side) -> Option<String> {
    let revision = side.revision.as_ref()?;
    let folder = shard(record);
    let names = tracker.vcs.names_at(revision, &folder).ok()?;
    names.iter().find_map(|name| {
        let path = name.strip_prefix(HOME)?.strip_prefix('/')?;
        RecordFile::from_path(path).filter(|file| file.key == record.key)?;
        let bytes = tracker.vcs.file_at(revision, name).ok()??;
        let there = Identified::named(path, &bytes)?;
        (there.uid == record.uid).then(|| path.to_owned())
    })
}

/// The folder, from the root of the working tree, that the file of a record lies in.
fn shard(record: &Identified) -> String {
    let path = RecordFile::new(record.kind.kind(), record.key.clone(), String::new()).path;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{HOME}/{folder}")
}
