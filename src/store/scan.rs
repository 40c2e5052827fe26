//! Which record files there are, by name; nothing is opened.

use std::io;

use crate::domain::Key;
use crate::domain::Kind;
use crate::store::Files;
use crate::store::Name;
use crate::store::Nature;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::staging::TEMPORARY;

/// How deep below a kind's folder records lie at most.
const DEPTH_MAX: usize = 2;

/// The record files of one kind, sorted by path.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files whose names are those of records.
    pub files: Vec<RecordFile>,
    /// The others that look as if they were meant to be.
    pub problems: Vec<Problem>,
    /// Folders named like a record; where the record is missing, orphans.
    pub folders: Vec<String>,
    /// Temporary files of this program.
    pub leftovers: Vec<String>,
}

impl Listing {
    /// Lists the records of a kind.
    pub(crate) fn of_kind(files: &dyn Files, kind: &Kind) -> Listing {
        let mut listing = Listing::default();
        listing.visit(files, kind.folder, 1);
        listing
            .files
            .sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.path.cmp(&b.path)));
        listing.problems.sort();
        listing
    }

    /// Lists one folder, given by its path.
    pub(crate) fn of_folder(files: &dyn Files, folder: &str) -> Listing {
        let mut listing = Listing::default();
        listing.visit(files, folder, DEPTH_MAX);
        listing
    }

    /// Lists the files of one key in a folder; other names are not even taken apart.
    pub(crate) fn of_key(files: &dyn Files, folder: &str, key: &Key) -> Vec<RecordFile> {
        let start = key.to_string();
        let mut listing = Listing::default();
        for name in files.names_from(folder, &start) {
            listing.take(Some(files), folder, DEPTH_MAX, &name);
        }
        listing.files.retain(|file| file.key == *key);
        listing.files
    }

    fn visit(&mut self, files: &dyn Files, folder: &str, depth: usize) {
        let names = match files.names(folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.unreadable(folder, &error),
        };
        for name in names {
            match name {
                Ok(name) => self.take(Some(files), folder, depth, &name),
                Err(error) => self.unreadable(folder, &error),
            }
        }
    }

    fn take(&mut self, files: Option<&dyn Files>, folder: &str, depth: usize, name: &Name) {
        let path = format!("{folder}/{}", name.text);
        if name.text.ends_with(TEMPORARY) {
            self.leftovers.push(path);
            return;
        }
        if name.text.starts_with('.') {
            return;
        }
        match name.nature {
            Nature::LostLink => {
                let message = "is a link that leads out of `.tickets/` or to nothing";
                self.problem(&path, ProblemCode::Outside, message);
            }
            Nature::FolderLink => {
                // Its records would be listed once more under another path.
                let message = "is a link to a folder, which is not followed";
                self.problem(&path, ProblemCode::Outside, message);
            }
            Nature::Folder => {
                if RecordFile::from_path(&format!("{path}.yaml")).is_some() {
                    self.folders.push(path);
                } else if let (Some(files), true) = (files, depth < DEPTH_MAX) {
                    self.visit(files, &path, depth + 1);
                }
            }
            Nature::File => self.take_file(path, name.is_utf8, true),
            Nature::Other => self.take_file(path, name.is_utf8, false),
        }
    }

    /// Takes what lies in a folder of records and is neither a folder nor a regular record file.
    pub(crate) fn take_other(&mut self, folder: &str, text: &str, is_utf8: bool, nature: Nature) {
        let name = Name {
            text: text.to_owned(),
            is_utf8,
            nature,
        };
        // Nothing is visited: folders are somebody else's matter.
        self.take(None, folder, DEPTH_MAX, &name);
    }

    /// Adds what another look found.
    pub(crate) fn append(&mut self, other: Listing) {
        self.files.extend(other.files);
        self.problems.extend(other.problems);
        self.folders.extend(other.folders);
        self.leftovers.extend(other.leftovers);
    }

    fn take_file(&mut self, path: String, is_utf8: bool, is_regular: bool) {
        let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
        if !is_yaml {
            return;
        }
        match record_file(&path) {
            Ok(file) if is_utf8 && is_regular => self.files.push(file),
            Ok(_) if is_utf8 => {
                self.problem(&path, ProblemCode::Outside, "is not a regular file");
            }
            Ok(_) => self.problems.push(misnamed(&path)),
            Err(problem) => self.problems.push(problem),
        }
    }

    pub(crate) fn unreadable(&mut self, folder: &str, error: &io::Error) {
        self.problem(
            folder,
            ProblemCode::Unreadable,
            &format!("cannot be read: {error}"),
        );
    }

    fn problem(&mut self, path: &str, code: ProblemCode, message: &str) {
        self.problems
            .push(Problem::new(format!(".tickets/{path}"), code, message));
    }
}

/// Reads a path as a record's file.
///
/// # Errors
/// A name that is none.
pub(crate) fn record_file(path: &str) -> Result<RecordFile, Problem> {
    RecordFile::from_path(path).ok_or_else(|| misnamed(path))
}

/// Whether a folder's name is that of a record, and what lies in it are entries.
pub(crate) fn is_record_folder(name: &str) -> bool {
    Key::split_stem(name).is_some()
}

fn misnamed(path: &str) -> Problem {
    let message = "has a name that is not `KEY-title.yaml`";
    Problem::new(format!(".tickets/{path}"), ProblemCode::FileName, message)
}
