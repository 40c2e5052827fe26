//! What a file holds, by its path or by its fields.

use serde::de::DeserializeOwned;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Key;
use crate::domain::Lifecycle;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::store::EntryFile;
use crate::store::RecordFile;

/// What a file below `.tickets/` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A record of a kind.
    Record(RecordKind),
    /// What somebody added to a record.
    Entry,
    /// Settings, or what this version does not know: it is merged by its structure.
    Other,
}

impl FileKind {
    /// The kind of the file at a path, which may lead there from anywhere.
    pub fn of_path(path: &str) -> FileKind {
        let path = path.replace('\\', "/");
        if EntryFile::from_path(&path).is_some() {
            return FileKind::Entry;
        }
        // The last folder that is a kind's own, as others may be called so too.
        let folders = path.split('/').rev().skip(1);
        let kind = folders.filter_map(RecordKind::of_folder).next();
        match (kind, RecordFile::from_path(&path)) {
            (Some(kind), Some(_)) => FileKind::Record(kind),
            (Some(_), None) | (None, _) => FileKind::Other,
        }
    }

    /// The kind of a file of which only the content is known.
    pub fn of_fields(fields: &Mapping) -> FileKind {
        let has = |names: &[&str]| names.iter().all(|name| fields.contains_key(name));
        if has(&["id", "kind", "at", "text"]) {
            return FileKind::Entry;
        }
        let id = fields.get("id").and_then(Value::as_str);
        match id.and_then(|id| id.parse::<Key>().ok()) {
            Some(key) if has(&["title", "status"]) => FileKind::Record(RecordKind::of_key(&key)),
            Some(_) | None => FileKind::Other,
        }
    }

    /// What is known of its fields.
    pub fn specs(self) -> &'static [FieldSpec] {
        match self {
            FileKind::Record(kind) => kind.fields(),
            FileKind::Entry => Entry::FIELDS,
            FileKind::Other => &[],
        }
    }

    /// The statuses that all records of its kind have; none where the project has its own.
    pub(crate) fn lifecycles(self) -> &'static [Lifecycle] {
        match self {
            FileKind::Record(kind) => kind.lifecycles(),
            FileKind::Entry | FileKind::Other => &[],
        }
    }

    /// Whether a path is one of a YAML file.
    pub(crate) fn is_yaml(path: &str) -> bool {
        path.ends_with(".yaml") || path.ends_with(".yml")
    }

    /// The text as the record that it is, which tells words from numbers; none where it is no such record.
    pub(crate) fn record(self, text: &str) -> Option<Mapping> {
        match self {
            FileKind::Record(kind) => kind.accept(Typed(text)),
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

struct Typed<'a>(&'a str);

impl RecordVisitor for Typed<'_> {
    type Output = Option<Mapping>;

    fn visit<R: Record + 'static>(self) -> Option<Mapping> {
        typed::<R>(self.0)
    }
}
