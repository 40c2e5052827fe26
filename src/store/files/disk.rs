//! The files on disk.

use std::ffi::OsStr;
use std::fs;
use std::fs::File;
use std::fs::FileType;
use std::io;
use std::io::Read as _;
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
        let path = self.path(folder).join(name);
        let file_type = fs::symlink_metadata(&path).ok()?.file_type();
        let nature = self.nature(file_type, || path);
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

impl Files for Disk {
    fn names(&self, folder: &str) -> io::Result<Names<'_>> {
        let entries = fs::read_dir(self.home.join(folder))?;
        Ok(Box::new(entries.filter_map(|entry| match entry {
            Ok(entry) => self.name(&entry).map(Ok),
            Err(error) => Some(Err(error)),
        })))
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
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
        let file = File::open(&full).map_err(unreadable)?;
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        Ok(bytes)
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        match fs::symlink_metadata(self.home.join(path)) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn revision(&self) -> Option<&str> {
        None
    }
}
