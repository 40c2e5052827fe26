//! What a file below `.tickets/` is, by its path alone.

use crate::domain::RecordKind;
use crate::ops::tracker::HOME;
use crate::store::EntryFile;
use crate::store::RecordFile;

/// The settings, below `.tickets/`.
pub(crate) const SETTINGS: &str = "config.yaml";

/// How many folders deep a record lies at most: `tickets/00/`.
const DEPTH_MAX: usize = 2;

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The settings.
    Settings,
    /// A record.
    Record(RecordFile),
    /// An entry.
    Entry {
        /// The entry's file.
        file: EntryFile,
        /// The file of the record it belongs to, whether or not it is there.
        owner: RecordFile,
    },
}

impl Place {
    /// Tells what the file at `path`, given from the root of the working tree, is; none for one that is not ours.
    pub(crate) fn from_root(path: &str) -> Option<Place> {
        Place::of(path.strip_prefix(HOME)?.strip_prefix('/')?)
    }

    /// The same for a path below `.tickets/`.
    pub(crate) fn of(path: &str) -> Option<Place> {
        if path == SETTINGS {
            return Some(Place::Settings);
        }
        let (top, inside) = path.split_once('/')?;
        RecordKind::of_folder(top)?;
        let (folder, name) = path.rsplit_once('/')?;
        if name.starts_with('.') {
            return None;
        }
        if let Some(owner) = RecordFile::from_path(&format!("{folder}.yaml")) {
            let file = EntryFile::from_path(path)?;
            return Some(Place::Entry { file, owner });
        }
        let depth = 1 + inside.matches('/').count();
        RecordFile::from_path(path)
            .filter(|_| depth <= DEPTH_MAX)
            .map(Place::Record)
    }

    /// The kind of the record; none for settings.
    pub(crate) fn kind(&self) -> Option<RecordKind> {
        let (top, _) = self.path().split_once('/')?;
        RecordKind::of_folder(top)
    }

    /// The path below `.tickets/`.
    pub(crate) fn path(&self) -> &str {
        match self {
            Place::Settings => SETTINGS,
            Place::Record(file) => &file.path,
            Place::Entry { file, .. } => &file.path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn files_are_known_by_their_paths() {
        for (path, expected) in [
            ("config.yaml", "settings"),
            ("tickets/00/T-1-fix.yaml", "T-1"),
            ("tickets/T-1.yaml", "T-1"),
            (
                "tickets/00/T-1-fix/20261120T101112Z-comment-7f3a.yaml",
                "7f3a of T-1",
            ),
            ("tickets/00/T-1-fix/notes.yaml", "nothing"),
            ("tickets/00/notes.yaml", "nothing"),
            ("tickets/00/.T-1.yaml", "nothing"),
            ("tickets/a/b/T-1.yaml", "nothing"),
            ("epics/EPIC-1-goal.yaml", "EPIC-1"),
            (
                "backlog/00/ITEM-1/20261120T101112Z-journal-7f3a.yaml",
                "7f3a of ITEM-1",
            ),
            ("roadmap/T-1.yaml", "nothing"),
            ("ticketsome/T-1.yaml", "nothing"),
        ] {
            let shown = match Place::from_root(&format!(".tickets/{path}")) {
                None => "nothing".to_owned(),
                Some(Place::Settings) => "settings".to_owned(),
                Some(Place::Record(file)) => file.key.to_string(),
                Some(Place::Entry { file, owner }) => format!("{} of {}", file.id, owner.key),
            };
            assert_eq!(shown, expected, "{path}");
        }
        assert_eq!(Place::from_root("src/T-1.yaml"), None);
    }
}
