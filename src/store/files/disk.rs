//! The files on disk.

use std::ffi::OsStr;
use std::fs;
use std::fs::File;
use std::fs::FileType;
use std::io;
use std::io::Read;
#[cfg(target_os = "linux")]
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::path::PathBuf;

use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::files::Files;
use crate::store::files::Name;
use crate::store::files::Names;
use crate::store::files::Nature;
use crate::store::yaml;
use crate::store::yaml::DocumentError;

/// So many bytes of a folder's listing are asked for at once, some hundred names.
#[cfg(target_os = "linux")]
const LISTING_BYTES: usize = 32 << 10;

/// A `.tickets` folder on disk.
#[derive(Debug)]
pub struct Disk {
    home: PathBuf,
}

impl Disk {
    /// The folder `home`, whether or not it exists.
    pub fn new(home: impl Into<PathBuf>) -> Disk {
        Disk { home: home.into() }
    }

    /// Where a path below `.tickets/` lies.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.home.join(path)
    }

    /// The name of an entry; none for one that is gone already.
    fn name(&self, entry: &fs::DirEntry) -> Option<Name> {
        // What bears a name, the listing itself tells; only links need another look.
        let nature = self.nature(entry.file_type().ok()?, || entry.path());
        Some(Name::new(entry.file_name(), nature))
    }

    /// A name in a folder that was listed; none for one that is gone already.
    pub(crate) fn name_in(&self, folder: &str, name: &OsStr) -> Option<Name> {
        let nature = self.nature_of(&self.path(folder).join(name))?;
        Some(Name::new(name.to_owned(), nature))
    }

    fn nature(&self, file_type: FileType, path: impl FnOnce() -> PathBuf) -> Nature {
        if file_type.is_file() {
            Nature::File
        } else if file_type.is_dir() {
            Nature::Folder
        } else if file_type.is_symlink() {
            self.target(&path())
        } else {
            Nature::Other
        }
    }

    /// What lies at a path; none for what is gone already.
    fn nature_of(&self, path: &Path) -> Option<Nature> {
        let file_type = fs::symlink_metadata(path).ok()?.file_type();
        Some(self.nature(file_type, || path.to_owned()))
    }

    fn target(&self, link: &Path) -> Nature {
        if self.leads_out(link) {
            Nature::LostLink
        } else if link.is_dir() {
            Nature::FolderLink
        } else if link.is_file() {
            Nature::File
        } else {
            Nature::Other
        }
    }

    /// Whether a link's target lies outside, or nowhere.
    fn leads_out(&self, link: &Path) -> bool {
        match (fs::canonicalize(link), fs::canonicalize(&self.home)) {
            (Ok(target), Ok(home)) => !target.starts_with(home),
            _ => true,
        }
    }
}

/// Reads a file that has just been seen to be `expected` bytes long; with one call where it still is.
pub(crate) fn read_expecting(mut file: impl Read, expected: u64) -> io::Result<Vec<u8>> {
    let expected = usize::try_from(expected).unwrap_or(0);
    // With room for one byte more, a file that has grown shows it.
    let mut bytes = vec![0; expected + 1];
    let mut length = 0;
    while length < expected {
        match file.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(length);
    if length != expected || expected == 0 {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

impl Files for Disk {
    fn names(&self, folder: &str) -> io::Result<Names<'_>> {
        let entries = fs::read_dir(self.home.join(folder))?;
        Ok(Box::new(entries.filter_map(|entry| match entry {
            Ok(entry) => self.name(&entry).map(Ok),
            Err(error) => Some(Err(error)),
        })))
    }

    /// Copies no name but those: a record is looked for among hundreds.
    #[cfg(target_os = "linux")]
    fn names_from(&self, folder: &str, start: &str) -> Vec<Name> {
        use rustix::fs::Mode;
        use rustix::fs::OFlags;

        let folder = self.home.join(folder);
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let Ok(opened) = rustix::fs::open(&folder, flags, Mode::empty()) else {
            return Vec::new();
        };
        let mut room = Vec::with_capacity(LISTING_BYTES);
        let mut entries = rustix::fs::RawDir::new(opened, room.spare_capacity_mut());
        let mut names = Vec::new();
        while let Some(Ok(entry)) = entries.next() {
            let name = entry.file_name().to_bytes();
            let is_own = !matches!(name, b"." | b"..");
            if is_own && name.starts_with(start.as_bytes()) {
                let name = OsStr::from_bytes(name);
                let nature = match entry.file_type() {
                    rustix::fs::FileType::RegularFile => Some(Nature::File),
                    rustix::fs::FileType::Directory => Some(Nature::Folder),
                    _ => self.nature_of(&folder.join(name)),
                };
                names.extend(nature.map(|nature| Name::new(name.to_owned(), nature)));
            }
        }
        names
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let shown = format!(".tickets/{path}");
        let full = self.home.join(path);
        let unreadable = |error: io::Error| {
            Problem::new(
                &shown,
                ProblemCode::Unreadable,
                format!("cannot be read: {error}"),
            )
        };
        let metadata = fs::symlink_metadata(&full).map_err(unreadable)?;
        if metadata.is_symlink() && self.leads_out(&full) {
            let message = "is a link that leads out of `.tickets/` or to nothing";
            return Err(Problem::new(&shown, ProblemCode::Outside, message));
        }
        let metadata = if metadata.is_symlink() {
            fs::metadata(&full).map_err(unreadable)?
        } else {
            metadata
        };
        if !metadata.is_file() {
            return Err(Problem::new(
                &shown,
                ProblemCode::Outside,
                "is not a regular file",
            ));
        }
        let limit = u64::try_from(yaml::BYTES_MAX).unwrap_or(u64::MAX);
        if metadata.len() > limit {
            let error = DocumentError::TooLarge {
                size: usize::try_from(metadata.len()).unwrap_or(usize::MAX),
                limit: yaml::BYTES_MAX,
            };
            return Err(Problem::of_document(&shown, &error));
        }
        let file = File::open(&full).map_err(unreadable)?;
        read_expecting(file.take(limit + 1), metadata.len()).map_err(unreadable)
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        match fs::symlink_metadata(self.home.join(path)) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn is_disk(&self) -> bool {
        true
    }

    fn revision(&self) -> Option<&str> {
        None
    }
}
