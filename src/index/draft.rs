//! Derived files appear whole or not at all.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::store::FileStamp;
use crate::store::clock;

/// How a draft's name ends.
const ENDING: &[u8] = b".new";

/// After so many nanoseconds nobody writes a draft any more: a minute.
const AGE_MAX: i64 = 60_000_000_000;

/// Puts what `make` gives in the place of a derived file, in one step. `make` is told
/// by how many nanoseconds the file system's clock lags behind the program's.
///
/// # Errors
/// A disk that cannot be written, or is full; what was there stays.
pub(crate) fn put(path: &Path, make: impl FnOnce(i64) -> Option<Vec<u8>>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    remove_old_drafts(folder);
    let draft = draft_of(path);
    let written = write(&draft, make).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&draft);
    }
    written
}

fn write(draft: &Path, make: impl FnOnce(i64) -> Option<Vec<u8>>) -> io::Result<()> {
    let mut file = File::create(draft)?;
    let stamp = file.metadata().ok().and_then(|m| FileStamp::of(&m));
    let lag = stamp.map_or(0, |stamp| clock().saturating_sub(stamp.modified).max(0));
    let bytes = make(lag).ok_or(io::ErrorKind::FileTooLarge)?;
    file.write_all(&bytes)
}

/// Several programs may write at once, each its own draft.
fn draft_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.{}.new", std::process::id()))
}

/// Removes what programs left behind that were killed while they wrote.
fn remove_old_drafts(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_draft = entry.file_name().as_encoded_bytes().ends_with(ENDING);
        let stamp = entry.metadata().ok().and_then(|m| FileStamp::of(&m));
        let is_old = stamp.is_some_and(|stamp| stamp.modified < clock() - AGE_MAX);
        if is_draft && is_old {
            // Another program may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
}
