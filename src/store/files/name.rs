//! A name in a folder.

use std::ffi::OsString;

/// A name in a folder, and what bears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name; where it is not UTF-8, with replacement characters.
    pub text: String,
    /// Whether the name is UTF-8, and so `text` can be read again.
    pub is_utf8: bool,
    /// What bears it.
    pub nature: Nature,
}

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A regular file, or a link to one inside.
    File,
    /// A folder.
    Folder,
    /// A link to a folder inside.
    FolderLink,
    /// A link that leads out of `.tickets/`, or to nothing.
    LostLink,
    /// A pipe, a device or the like.
    Other,
}

impl Name {
    /// Takes a name as the system gives it.
    pub fn new(name: OsString, nature: Nature) -> Name {
        let (text, is_utf8) = match name.into_string() {
            Ok(text) => (text, true),
            Err(name) => (name.to_string_lossy().into_owned(), false),
        };
        Name {
            text,
            is_utf8,
            nature,
        }
    }
}
