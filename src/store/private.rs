//! Small files of the clone's private folder that cannot be made anew.

use std::fs;
use std::path::Path;

use crate::store::Durability;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::staging;

impl Store {
    /// Puts a file into the private folder in one step, and waits for the disk where the project
    /// does; only for one who holds the lock.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn replace_private(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(StoreError::io("create", folder))?;
        match self.settings().durability {
            Durability::Full => {
                staging::replace(path, bytes, staging::Sync::Yes)?;
                staging::sync_folder(folder)
            }
            Durability::Fast => staging::replace(path, bytes, staging::Sync::No),
        }
    }

    /// Removes a file of the private folder, if it is there; only for one who holds the lock.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove_private(path: &Path) -> Result<(), StoreError> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::io("remove", path)(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}
