//! Which record lies in which file.

use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Record;

/// The file of one record, by its name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// The key in the name.
    pub key: Key,
    /// The rest of the name; it stays when the title changes.
    pub slug: String,
    /// The path below `.tickets/`, with `/` between the parts.
    pub path: String,
}

impl RecordFile {
    /// The file that a new record goes to.
    ///
    /// A title without a usable letter gives the end of the uid as the slug,
    /// so that two clones that choose one number do not choose one file.
    pub fn for_new<R: Record>(record: &R) -> RecordFile {
        let slug = match record.title().slug() {
            slug if slug.is_empty() => record.uid().map_or_else(String::new, |uid| {
                uid.as_str()[uid.as_str().len() - 6..].to_ascii_lowercase()
            }),
            slug => slug,
        };
        RecordFile::new(&R::KIND, record.key().clone(), slug)
    }

    /// The canonical file of a key and a slug.
    pub fn new(kind: &Kind, key: Key, slug: String) -> RecordFile {
        let folder = if kind.is_split {
            format!("{}/{}", kind.folder, key.shard())
        } else {
            kind.folder.to_owned()
        };
        let stem = if slug.is_empty() {
            key.to_string()
        } else {
            format!("{key}-{slug}")
        };
        RecordFile {
            key,
            slug,
            path: format!("{folder}/{stem}.yaml"),
        }
    }

    /// Reads a path as a record's file.
    pub fn from_path(path: &str) -> Option<RecordFile> {
        let name = path.rsplit('/').next()?;
        let (key, slug) = Key::split_stem(name.strip_suffix(".yaml")?)?;
        Some(RecordFile {
            key,
            slug: slug.to_owned(),
            path: path.to_owned(),
        })
    }

    /// The folder of the record's entries, below `.tickets/`.
    pub fn folder(&self) -> String {
        self.path.trim_end_matches(".yaml").to_owned()
    }

    /// The file's stem: key and slug.
    pub fn stem(&self) -> String {
        let folder = self.folder();
        folder.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// Whether the file lies where its key says.
    pub fn is_placed(&self, kind: &Kind) -> bool {
        RecordFile::new(kind, self.key.clone(), self.slug.clone()).path == self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICKET: Kind = Kind {
        noun: "ticket",
        plural: "tickets",
        folder: "tickets",
        prefix: None,
        is_split: true,
    };
    const EPIC: Kind = Kind {
        noun: "epic",
        plural: "epics",
        folder: "epics",
        prefix: Some("EPIC"),
        is_split: false,
    };

    #[test]
    fn a_path_follows_from_kind_key_and_slug() {
        let path = |kind: &Kind, key: &str, slug: &str| {
            let file = RecordFile::new(kind, key.parse().unwrap(), slug.to_owned());
            assert_eq!(RecordFile::from_path(&file.path), Some(file.clone()));
            file.path
        };
        assert_eq!(
            path(&TICKET, "TICKET-4117", "fix-it"),
            "tickets/41/TICKET-4117-fix-it.yaml"
        );
        assert_eq!(path(&TICKET, "T-k3f9", ""), "tickets/k/T-k3f9.yaml");
        assert_eq!(
            path(&EPIC, "EPIC-1", "checkout"),
            "epics/EPIC-1-checkout.yaml"
        );
    }

    #[test]
    fn other_names_are_no_records() {
        for path in [
            "tickets/00/README.yaml",
            "tickets/00/TICKET-1.yml",
            "tickets/00/ticket-1.yaml",
        ] {
            assert_eq!(RecordFile::from_path(path), None, "{path}");
        }
    }
}
