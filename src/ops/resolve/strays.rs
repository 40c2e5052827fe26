//! Records that came under the path of another one.
//!
//! Two clones can choose one number and one title; and version control takes a ticket that was deleted beside one that
//! was created for a move, since they look alike.

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::ops::Tracker;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::store::parse_record;
use crate::vcs::Side;

/// Whether of two records our side's stays at `path`: it alone has the path's key, or it is the elder.
pub(super) fn owns_path(path: &str, ours: &[u8], theirs: &[u8]) -> bool {
    let key = RecordFile::from_path(path).map(|file| file.key);
    let read = |bytes: &[u8]| serde_yaml::from_slice::<Ticket>(bytes).ok();
    let (Some(ours), Some(theirs)) = (read(ours), read(theirs)) else {
        return true;
    };
    let has_key = |ticket: &Ticket| Some(&ticket.id) == key.as_ref();
    let age = |ticket: &Ticket| (ticket.created_at, ticket.uid.clone());
    match (has_key(&ours), has_key(&theirs)) {
        (true, false) => true,
        (false, true) => false,
        (true, true) | (false, false) => age(&ours) <= age(&theirs),
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
    let ticket: Ticket = serde_yaml::from_slice(bytes).ok()?;
    let file = RecordFile::for_new(&ticket);
    // One number and one title: the end of the uid tells them apart.
    let uid = ticket.uid.as_ref()?.as_str().to_ascii_lowercase();
    let slug = format!("{}-{}", file.slug, &uid[uid.len() - 6..]);
    let apart = RecordFile::new(&Ticket::KIND, ticket.id.clone(), slug).path;
    let candidates = path_at(tracker, &ticket, side)
        .into_iter()
        .chain([file.path, apart]);
    let is_free = |path: &String| {
        *path != taken
            && match tracker.store.read(path) {
                Ok(bytes) => serde_yaml::from_slice::<Ticket>(&bytes)
                    .is_ok_and(|there| there.uid == ticket.uid),
                Err(_) => !tracker.store.home().join(path).exists(),
            }
    };
    candidates.into_iter().find(is_free)
}

/// Where a side has a record, by its key and uid.
fn path_at(tracker: &Tracker, ticket: &Ticket, side: &Side) -> Option<String> {
    let revision = side.revision.as_ref()?;
    let folder = shard(&ticket.id);
    let names = tracker.vcs.names_at(revision, &folder).ok()?;
    names.iter().find_map(|name| {
        let path = name.strip_prefix(HOME)?.strip_prefix('/')?;
        let file = RecordFile::from_path(path).filter(|file| file.key == ticket.id)?;
        let bytes = tracker.vcs.file_at(revision, name).ok()??;
        let stored = parse_record::<Ticket>(&file, &bytes).ok()?;
        (stored.record.uid == ticket.uid).then_some(file.path)
    })
}

/// The folder, from the root of the working tree, that the file of a key lies in.
pub(super) fn shard(key: &Key) -> String {
    let path = RecordFile::new(&Ticket::KIND, key.clone(), String::new()).path;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{HOME}/{folder}")
}
