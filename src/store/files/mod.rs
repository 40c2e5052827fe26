//! Where a store reads from: the files on disk, or those of a revision that somebody else knows how to read.

mod disk;
mod name;

use std::fmt;
use std::io;

use crate::store::Problem;

pub use disk::Disk;
pub(crate) use disk::read_expecting;
pub use name::Name;
pub use name::Nature;

/// The names in a folder, in no order.
pub type Names<'a> = Box<dyn Iterator<Item = io::Result<Name>> + 'a>;

/// The files of one `.tickets` folder, to be read.
///
/// Paths are relative to that folder and separated by `/`; the empty one is the folder itself.
pub trait Files: fmt::Debug {
    /// Returns the names in `folder`.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] where there is no such folder, or what keeps it from being read.
    fn names(&self, folder: &str) -> io::Result<Names<'_>>;

    /// Returns those of the names in `folder` that begin with `start`; what cannot be told is left out.
    fn names_from(&self, folder: &str, start: &str) -> Vec<Name> {
        let names = self.names(folder).into_iter().flatten().flatten();
        names.filter(|name| name.text.starts_with(start)).collect()
    }

    /// Returns the bytes of a file that nobody has vouched for: regular, inside, not too large.
    ///
    /// # Errors
    /// What is wrong with the file.
    fn read(&self, path: &str) -> Result<Vec<u8>, Problem>;

    /// Returns whether there is anything at `path`.
    ///
    /// # Errors
    /// What keeps it from being told.
    fn exists(&self, path: &str) -> io::Result<bool>;

    /// Returns whether all of them are those on disk, whose stamps tell when they changed.
    fn is_disk(&self) -> bool;

    /// Returns the revision that the files are from, as a person calls it; none for those on disk, which alone can be changed.
    fn revision(&self) -> Option<&str>;
}
