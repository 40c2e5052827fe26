//! One record on its way in: checked as far as it can be by itself.

use std::collections::HashSet;
use std::path::Component;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Entry;
use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Uid;
use crate::ops::portable;
use crate::ops::portable::Found;
use crate::ops::portable::Portable;
use crate::ops::portable::PortableEntry;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;

/// A stem longer than this fits no file system, or only without a suffix.
const STEM_BYTES_MAX: usize = 200;

/// A record that has its place: every file that it needs, by path and content.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) key: Key,
    pub(crate) uid: Option<Uid>,
    pub(crate) portable: Portable,
    /// Paths and texts, the record's own first.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) place: Place,
}

/// Where in its source a record stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) source: String,
    pub(crate) line: Option<usize>,
    pub(crate) number: usize,
}

impl Place {
    pub(crate) fn of(found: &Found, source: &str) -> Place {
        Place {
            source: source.to_owned(),
            line: found.line,
            number: found.number,
        }
    }

    /// A problem at this place.
    pub(crate) fn problem(&self, code: ProblemCode, message: &str) -> Problem {
        let message = match self.line {
            Some(_) => message.to_owned(),
            None => format!("record {} {message}", self.number),
        };
        Problem {
            line: self.line,
            ..Problem::new(self.source.clone(), code, message)
        }
    }
}

/// What is said of a record without saying where it stands.
pub(crate) type Fault = String;

/// The key of a record that has one.
pub(crate) fn key_of(portable: &Portable) -> Result<Option<Key>, Fault> {
    match portable.fields.get("id") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => text.parse().map(Some).map_err(|error| format!("{error}")),
        Some(_) => Err("`id` should be text".to_owned()),
    }
}

impl Incoming {
    /// Checks a record with a key and gives it its files.
    pub(crate) fn new(mut portable: Portable, place: Place) -> Result<Incoming, Fault> {
        let kind = portable.kind;
        let named = kind.accept(Filling(&mut portable.fields))?;
        if RecordKind::of_key(&named.file.key) != kind {
            return Err(format!(
                "has the key `{}`, which no {} has",
                named.file.key,
                kind.kind().noun
            ));
        }
        for entry in &mut portable.entries {
            let known: Entry = typed(&entry.fields)
                .map_err(|error| format!("has an entry that is none: {error}"))?;
            portable::fill(Entry::FIELDS, &mut entry.fields, &known);
        }
        let mut portable = portable.canonical().map_err(|error| error.to_string())?;
        let file = match &portable.slug {
            Some(slug) => RecordFile::new(kind.kind(), named.file.key.clone(), slug.clone()),
            None => named.file,
        };
        let is_own_name = RecordFile::from_path(&file.path).as_ref() == Some(&file);
        if !is_own_name || !is_safe(&file.path) || file.stem().len() > STEM_BYTES_MAX {
            return Err(format!(
                "{:?} cannot be the end of a file's name",
                file.slug
            ));
        }

        // Spelled out or derived, names are compared with what is here.
        portable.slug = Some(file.slug.clone());
        let mut files = vec![(file.path.clone(), portable.text())];
        let mut names = HashSet::new();
        for entry in &mut portable.entries {
            let path = entry_path(&file, entry)?;
            if !names.insert(path.clone()) {
                return Err(format!("has two entries for `{path}`"));
            }
            files.push((path, entry.text()));
        }
        Ok(Incoming {
            key: file.key,
            uid: named.uid,
            portable,
            files,
            place,
        })
    }
}

/// What a record is called.
struct Named {
    uid: Option<Uid>,
    /// The file that it gets where it does not say which.
    file: RecordFile,
}

/// Reads fields as a record, and gives them what reading them yields.
struct Filling<'a>(&'a mut Mapping);

impl RecordVisitor for Filling<'_> {
    type Output = Result<Named, Fault>;

    fn visit<R: Record + 'static>(self) -> Result<Named, Fault> {
        let record: R = typed(self.0)?;
        portable::fill(R::FIELDS, self.0, &record);
        Ok(Named {
            uid: record.uid().cloned(),
            file: RecordFile::for_new(&record),
        })
    }
}

pub(crate) fn typed<T: DeserializeOwned>(fields: &Mapping) -> Result<T, Fault> {
    let fields = Value::Mapping(fields.clone());
    serde_yaml::from_value(fields).map_err(|error| error.to_string())
}

/// The path of an entry's file; the entry forgets a name that follows from its fields.
fn entry_path(record: &RecordFile, entry: &mut PortableEntry) -> Result<String, Fault> {
    let known: Entry = typed(&entry.fields)?;
    let derived = EntryFile::for_new(record, &known).path;
    let path = match &entry.file {
        Some(name) => format!("{}/{name}", record.folder()),
        None => derived.clone(),
    };
    if EntryFile::from_path(&path).is_none() || !is_safe(&path) {
        return Err(format!("has an entry that cannot lie in {path:?}"));
    }
    if path == derived {
        entry.file = None;
    }
    Ok(path)
}

/// Whether a path below `.tickets/` leads nowhere else, on any system, and hides nothing.
fn is_safe(path: &str) -> bool {
    let parts = Path::new(path).components();
    let is_plain = parts
        .into_iter()
        .all(|part| matches!(part, Component::Normal(_)));
    let has_sign = path.contains(['\\', ':', '*', '?', '"', '<', '>', '|']);
    let is_visible = !path.chars().any(char::is_control);
    // Two parts for the folder, one for the file, one more for an entry.
    is_plain && is_visible && !has_sign && !path.contains("/.") && path.split('/').count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(yaml: &str) -> Result<Vec<String>, Fault> {
        let portable = Portable::from_map(serde_yaml::from_str(yaml).unwrap())?;
        let place = Place {
            source: "x".to_owned(),
            line: None,
            number: 1,
        };
        let incoming = Incoming::new(portable, place)?;
        Ok(incoming.files.into_iter().map(|(path, _)| path).collect())
    }

    #[test]
    fn files_follow_from_key_slug_and_entries() {
        let files = check(
            "{id: T-142, title: x, slug: Fix it, entries: [{id: a1b2, kind: comment, at: 2026-01-01}, \
             {id: a, kind: b, at: 2026-01-01, file: 20250101T000000Z-x-y.yaml}]}",
        );
        assert_eq!(
            files.unwrap(),
            [
                "tickets/01/T-142-Fix it.yaml",
                "tickets/01/T-142-Fix it/20260101T000000Z-comment-a1b2.yaml",
                "tickets/01/T-142-Fix it/20250101T000000Z-x-y.yaml",
            ]
        );
    }

    #[test]
    fn each_kind_has_its_folder() {
        for (yaml, expected) in [
            (
                "{id: EPIC-1, title: x, record: epic}",
                "epics/EPIC-1-x.yaml",
            ),
            (
                "{id: ITEM-207, title: x, record: backlog-item}",
                "backlog/02/ITEM-207-x.yaml",
            ),
            (
                "{id: T-1, title: x, record: ticket}",
                "tickets/00/T-1-x.yaml",
            ),
        ] {
            assert_eq!(check(yaml).unwrap(), [expected]);
        }
    }

    #[test]
    fn nothing_leaves_its_folder() {
        let entry = |entry: &str| format!("{{id: T-1, title: x, slug: a, entries: [{entry}]}}");
        for yaml in [
            "{id: T-1, title: x, slug: ../../x}".to_owned(),
            "{id: T-1, title: x, slug: 'a/b'}".to_owned(),
            "{id: T-1, title: x, slug: 'a\\b'}".to_owned(),
            "{id: T-1, title: x, slug: \"a\\nb\"}".to_owned(),
            "{id: T-1, title: x, slug: [a]}".to_owned(),
            "{id: T-1/../x, title: x}".to_owned(),
            "{id: EPIC-1, title: x}".to_owned(),
            "{id: T-1, title: x, record: epic}".to_owned(),
            "{id: EPIC-1, title: x, record: roadmap}".to_owned(),
            "{id: EPIC-1, title: x, record: epic, slug: ../../x}".to_owned(),
            entry("{id: ../../x, kind: comment, at: 2026-01-01}"),
            entry("{id: x, kind: ../c, at: 2026-01-01}"),
            entry("{id: x, kind: c, at: 2026-01-01, file: ../20260101T000000Z-c-x.yaml}"),
            entry("{id: x, kind: c, at: 2026-01-01, file: x.yaml}"),
            entry("{id: x, kind: c, at: 2026-01-01}, {id: x, kind: c, at: 2026-01-01}"),
            entry("{id: x, kind: c}"),
            entry("1"),
        ] {
            assert!(check(&yaml).is_err(), "{yaml}");
        }
    }
}
