//! Files outside of the store that get a new content, such as those of a merge driver.

use std::fs;
use std::path::Path;

use crate::store::StoreError;
use crate::store::staging;
use crate::store::staging::Sync;

/// Gives a file a new content, in one step where the folder allows it. Its mode stays; a link stays a link.
///
/// # Errors
/// The file cannot be written. Then it is as it was, unless its folder let no second file stand beside it.
pub fn put_in_place(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let metadata = fs::metadata(path).ok();
    let is_device = metadata
        .as_ref()
        .is_some_and(|metadata| !metadata.is_file());
    let temporary = staging::temporary(path);
    if is_device || staging::write(&temporary, bytes, Sync::No).is_err() {
        // The first error, of a folder that takes no more files, need not concern the file.
        let _ = fs::remove_file(&temporary);
        return staging::write(path, bytes, Sync::No);
    }
    let kept = metadata.map_or(Ok(()), |metadata| {
        fs::set_permissions(&temporary, metadata.permissions())
    });
    let outcome = kept.and_then(|()| fs::rename(&temporary, path));
    if outcome.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    outcome.map_err(StoreError::io("write", path))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn mode_and_link_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        staging::write(&file, b"old", Sync::No).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();

        put_in_place(&link, b"new").unwrap();

        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
