//! What lies in a folder, with the stamps of what is asked for.
//!
//! Every list looks at every file of the project, so on Linux the names are read where
//! the system puts them, and the stamps are asked for by these names: less than half of
//! the instructions that the standard library takes.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

#[cfg(target_os = "linux")]
use std::ffi::CStr;
#[cfg(not(target_os = "linux"))]
use std::fs;
#[cfg(target_os = "linux")]
use std::os::fd::AsFd as _;
#[cfg(target_os = "linux")]
use std::os::fd::BorrowedFd;
#[cfg(target_os = "linux")]
use std::os::unix::ffi::OsStrExt as _;

use crate::store::FileStamp;
use crate::store::Nature;
#[cfg(target_os = "linux")]
use crate::store::stamps::status;

/// The bytes of names that are read at once; no name is nearly as long.
#[cfg(target_os = "linux")]
const NAMES: usize = 32 * 1024;

/// Something that lies in a folder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside<'a> {
    pub(crate) name: &'a OsStr,
    /// A regular file or a folder; none for links and all else.
    pub(crate) nature: Option<Nature>,
    #[cfg(target_os = "linux")]
    place: (BorrowedFd<'a>, &'a CStr),
    #[cfg(not(target_os = "linux"))]
    entry: &'a fs::DirEntry,
}

/// Tells what lies in a folder, in the order of the system.
///
/// # Errors
/// A folder that cannot be opened. `tell` is told what fails later.
#[cfg(target_os = "linux")]
pub(crate) fn each_inside(
    folder: &Path,
    mut tell: impl FnMut(io::Result<Inside<'_>>),
) -> io::Result<()> {
    use rustix::fs::FileType;
    use rustix::fs::Mode;
    use rustix::fs::OFlags;
    use rustix::fs::RawDir;

    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let open = rustix::fs::open(folder, flags, Mode::empty())?;
    let mut names = Vec::with_capacity(NAMES);
    let mut entries = RawDir::new(&open, names.spare_capacity_mut());
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                tell(Err(error.into()));
                break;
            }
        };
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        let file_type = match entry.file_type() {
            // Not every file system tells it with the name.
            FileType::Unknown => status(open.as_fd(), name).map(|(file_type, _)| file_type),
            known => Some(known),
        };
        tell(Ok(Inside {
            name: OsStr::from_bytes(name.to_bytes()),
            nature: match file_type {
                Some(FileType::RegularFile) => Some(Nature::File),
                Some(FileType::Directory) => Some(Nature::Folder),
                _ => None,
            },
            place: (open.as_fd(), name),
        }));
    }
    Ok(())
}

/// Tells what lies in a folder, in the order of the system.
///
/// # Errors
/// A folder that cannot be opened. `tell` is told what fails later.
#[cfg(not(target_os = "linux"))]
pub(crate) fn each_inside(
    folder: &Path,
    mut tell: impl FnMut(io::Result<Inside<'_>>),
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                tell(Err(error));
                continue;
            }
        };
        let file_type = entry.file_type().ok();
        tell(Ok(Inside {
            name: &entry.file_name(),
            nature: match file_type {
                Some(file_type) if file_type.is_file() => Some(Nature::File),
                Some(file_type) if file_type.is_dir() => Some(Nature::Folder),
                _ => None,
            },
            entry: &entry,
        }));
    }
    Ok(())
}

impl Inside<'_> {
    /// Its own stamp, that of a link where it is one; none where it is gone.
    #[cfg(target_os = "linux")]
    pub(crate) fn stamp(&self) -> Option<FileStamp> {
        let (folder, name) = self.place;
        status(folder, name).and_then(|(_, stamp)| stamp)
    }

    /// Its own stamp, that of a link where it is one; none where it is gone.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn stamp(&self) -> Option<FileStamp> {
        FileStamp::of(&self.entry.metadata().ok()?)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn all_that_lies_in_a_folder_is_told_with_its_stamp() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("folder")).unwrap();
        // More names than are read at once.
        let long = "x".repeat(200);
        for number in 0..300 {
            fs::File::create(folder.path().join(format!("{number}-{long}"))).unwrap();
        }
        let mut files = 0;
        let mut folders = 0;
        each_inside(folder.path(), |inside| {
            let inside = inside.unwrap();
            let metadata = fs::symlink_metadata(folder.path().join(inside.name)).unwrap();
            assert_eq!(inside.stamp(), FileStamp::of(&metadata));
            assert_eq!(inside.nature == Some(Nature::File), metadata.is_file());
            files += usize::from(metadata.is_file());
            folders += usize::from(metadata.is_dir());
        })
        .unwrap();
        assert_eq!((files, folders), (300, 1));
        let missing = each_inside(&folder.path().join("missing"), |_| {});
        assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
