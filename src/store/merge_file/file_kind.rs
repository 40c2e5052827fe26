//! What a file holds, by its path or by its fields.

use serde::de::DeserializeOwned;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::store::EntryFile;
use crate::store::RecordFile;

/// What a file below `.tickets/` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A ticket.
    Ticket,
    /// What somebody added to a record.
    Entry,
    /// Settings, or what this version does not know: it is merged by its structure.
    Other,
}

impl FileKind {
    /// The kind of the file at a path, which may lead there from anywhere.
    pub fn of_path(path: &str) -> FileKind {
        let path = path.replace('\\', "/");
        let is_below = |folder: &str| path.split('/').any(|part| part == folder);
        if EntryFile::from_path(&path).is_some() {
            return FileKind::Entry;
        }
        if is_below(Ticket::KIND.plural) && RecordFile::from_path(&path).is_some() {
            return FileKind::Ticket;
        }
        FileKind::Other
    }

    /// The kind of a file of which only the content is known.
    pub fn of_fields(fields: &Mapping) -> FileKind {
        let has = |names: &[&str]| names.iter().all(|name| fields.contains_key(name));
        if has(&["id", "kind", "at", "text"]) {
            FileKind::Entry
        } else if has(&["id", "title", "status"]) {
            FileKind::Ticket
        } else {
            FileKind::Other
        }
    }

    /// What is known of its fields.
    pub fn specs(self) -> &'static [FieldSpec] {
        match self {
            FileKind::Ticket => Ticket::FIELDS,
            FileKind::Entry => Entry::FIELDS,
            FileKind::Other => &[],
        }
    }

    /// Whether a path is one of a YAML file.
    pub(crate) fn is_yaml(path: &str) -> bool {
        path.ends_with(".yaml") || path.ends_with(".yml")
    }

    /// The text as the record that it is, which tells words from numbers; none where it is no such record.
    pub(crate) fn record(self, text: &str) -> Option<Mapping> {
        match self {
            FileKind::Ticket => typed::<Ticket>(text),
            FileKind::Entry => typed::<Entry>(text),
            FileKind::Other => None,
        }
    }
}

fn typed<T: DeserializeOwned + serde::Serialize>(text: &str) -> Option<Mapping> {
    let record: T = serde_yaml::from_str(text).ok()?;
    match serde_yaml::to_value(record).ok()? {
        Value::Mapping(fields) => Some(fields),
        _ => None,
    }
}
