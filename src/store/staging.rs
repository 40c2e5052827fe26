//! Files that appear whole or not at all.

use std::fs;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::store::StoreError;

/// Whether the system is told to put a file onto the disk now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sync {
    /// Yes, and wait for it.
    Yes,
    /// When it likes.
    No,
}

/// The ending of every temporary file.
pub(crate) const TEMPORARY: &str = ".tickets-tmp";

/// The temporary file beside `path` that belongs to this process.
pub(crate) fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}{TEMPORARY}", std::process::id()))
}

/// Writes a file that nobody else looks at yet.
pub(crate) fn write(path: &Path, bytes: &[u8], sync: Sync) -> Result<(), StoreError> {
    let failed = || StoreError::io("write", path);
    let mut file = File::create(path).map_err(failed())?;
    file.write_all(bytes).map_err(failed())?;
    if sync == Sync::Yes {
        file.sync_all().map_err(failed())?;
    }
    Ok(())
}

/// The file that [`replace`] writes first. Its name is always the same, as only
/// the holder of the lock writes private files; so it can be found after a crash.
pub(crate) fn draft(path: &Path) -> PathBuf {
    path.with_extension("new")
}

/// Puts `bytes` in the place of a private file in one step.
pub(crate) fn replace(path: &Path, bytes: &[u8], sync: Sync) -> Result<(), StoreError> {
    let temporary = draft(path);
    let outcome = write(&temporary, bytes, sync)
        .and_then(|()| fs::rename(&temporary, path).map_err(StoreError::io("write", path)));
    if outcome.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    outcome
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    // Only Unix lets one open a folder; elsewhere the system sees to it.
    if cfg!(unix) {
        let failed = || StoreError::io("sync", folder);
        File::open(folder)
            .map_err(failed())?
            .sync_all()
            .map_err(failed())?;
    }
    Ok(())
}

/// Makes everything written so far durable: one call for many files.
pub(crate) fn sync_all(folder: &Path, files: &[PathBuf]) -> Result<(), StoreError> {
    #[cfg(target_os = "linux")]
    {
        let _ = files;
        let opened = File::open(folder).map_err(StoreError::io("sync", folder))?;
        rustix::fs::syncfs(opened).map_err(|error| StoreError::io("sync", folder)(error.into()))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = folder;
        files.iter().try_for_each(|file| {
            let failed = || StoreError::io("sync", file);
            File::open(file)
                .map_err(failed())?
                .sync_all()
                .map_err(failed())
        })
    }
}
