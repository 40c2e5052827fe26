//! Where indexes are made: one process at a time, beside the one that others read.

use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::index::text::trouble::Trouble;

/// The right to write the index; given back when it is dropped or the process ends.
#[derive(Debug)]
pub(crate) struct Workshop {
    folder: PathBuf,
    _lock: File,
}

impl Workshop {
    /// Enters the workshop of the index in `folder`.
    ///
    /// # Errors
    /// [`Trouble::Busy`] at once when another process is in it: nobody waits for
    /// an index that can be done without.
    pub(crate) fn enter(folder: &Path) -> Result<Workshop, Trouble> {
        let above = folder.parent().ok_or(Trouble::Missing)?;
        fs::create_dir_all(above)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.with_extension("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Workshop {
                folder: folder.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(Trouble::Busy),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// An empty folder to build in; what a killed process left in it goes.
    pub(crate) fn bench(&self) -> Result<PathBuf, Trouble> {
        remove(&self.beside("old"))?;
        let bench = self.beside("new");
        remove(&bench)?;
        fs::create_dir(&bench)?;
        Ok(bench)
    }

    /// Puts what was built in the place of the index.
    ///
    /// For a moment there is none, and who looks just then reads the files.
    pub(crate) fn deliver(&self) -> Result<(), Trouble> {
        let old = self.beside("old");
        match fs::rename(&self.folder, &old) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        fs::rename(self.beside("new"), &self.folder)?;
        // Where it is still open and cannot go, the next one who builds removes it.
        let _ = remove(&old);
        Ok(())
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.folder.with_extension(ending)
    }
}

/// Removes whatever is at `path`, if there is anything.
fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
