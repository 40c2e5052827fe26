//! Which record files there are, by name; nothing is opened.

use std::fs;
use std::io;
use std::path::Path;

use crate::domain::Key;
use crate::domain::Kind;
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
    /// Lists the records of a kind below `home`, the `.tickets` folder.
    pub(crate) fn of_kind(home: &Path, kind: &Kind) -> Listing {
        let mut listing = Listing::default();
        listing.visit(home, kind.plural, 1);
        listing
            .files
            .sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.path.cmp(&b.path)));
        listing.problems.sort();
        listing
    }

    /// Lists one folder, given by its path below `home`.
    pub(crate) fn of_folder(home: &Path, folder: &str) -> Listing {
        let mut listing = Listing::default();
        listing.visit(home, folder, DEPTH_MAX);
        listing
    }

    /// Lists the files of one key in a folder; other names are not even taken apart.
    pub(crate) fn of_key(home: &Path, folder: &str, key: &Key) -> Vec<RecordFile> {
        let start = key.to_string();
        let mut listing = Listing::default();
        let entries = fs::read_dir(home.join(folder));
        for entry in entries.into_iter().flatten().flatten() {
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(start.as_bytes()) {
                listing.take(home, folder, DEPTH_MAX, &entry);
            }
        }
        listing.files.retain(|file| file.key == *key);
        listing.files
    }

    fn visit(&mut self, home: &Path, folder: &str, depth: usize) {
        let entries = match fs::read_dir(home.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.unreadable(folder, &error),
        };
        for entry in entries {
            match entry {
                Ok(entry) => self.take(home, folder, depth, &entry),
                Err(error) => self.unreadable(folder, &error),
            }
        }
    }

    fn take(&mut self, home: &Path, folder: &str, depth: usize, entry: &fs::DirEntry) {
        let name = entry.file_name();
        let path = format!("{folder}/{}", name.to_string_lossy());
        let Ok(file_type) = entry.file_type() else {
            return;
        };
        if name.to_string_lossy().ends_with(TEMPORARY) {
            self.leftovers.push(path);
            return;
        }
        if name.to_string_lossy().starts_with('.') {
            return;
        }
        if file_type.is_symlink() && leads_out(home, &entry.path()) {
            let message = "is a link that leads out of `.tickets/` or to nothing";
            return self.problem(&path, ProblemCode::Outside, message);
        }
        if file_type.is_symlink() && entry.path().is_dir() {
            // Its records would be listed once more under another path.
            let message = "is a link to a folder, which is not followed";
            return self.problem(&path, ProblemCode::Outside, message);
        }
        // What a name is, the listing itself tells; only links need another look.
        if file_type.is_dir() {
            if RecordFile::from_path(&format!("{path}.yaml")).is_some() {
                self.folders.push(path);
            } else if depth < DEPTH_MAX {
                self.visit(home, &path, depth + 1);
            }
            return;
        }
        let is_regular = file_type.is_file() || (file_type.is_symlink() && entry.path().is_file());
        self.take_file(path, name.to_str().is_some(), is_regular);
    }

    fn take_file(&mut self, path: String, is_utf8: bool, is_regular: bool) {
        let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
        if !is_yaml {
            return;
        }
        match RecordFile::from_path(&path).filter(|_| is_utf8) {
            Some(_) if !is_regular => {
                self.problem(&path, ProblemCode::Outside, "is not a regular file");
            }
            Some(file) => self.files.push(file),
            None => {
                let message = "has a name that is not `KEY-title.yaml`";
                self.problem(&path, ProblemCode::FileName, message);
            }
        }
    }

    fn unreadable(&mut self, folder: &str, error: &io::Error) {
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

/// Whether a link's target lies outside `home`, or nowhere.
pub(crate) fn leads_out(home: &Path, link: &Path) -> bool {
    match (fs::canonicalize(link), fs::canonicalize(home)) {
        (Ok(target), Ok(home)) => !target.starts_with(home),
        _ => true,
    }
}
