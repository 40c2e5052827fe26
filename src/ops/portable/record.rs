//! One record with its slug and its entries, as one map.
//!
//! `record` (the kind, where it is no ticket), `slug` and `entries` stand
//! behind the file's own fields. A field of the file with such a name gets a
//! `$` in front, which `from_map` takes off again.

use serde::Serialize;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Presence;
use crate::domain::RecordKind;
use crate::domain::Shape;
use crate::store::yaml::Document;
use crate::store::yaml::DocumentError;
use crate::store::yaml::emit;

const RECORD: &str = "record";
const SLUG: &str = "slug";
const ENTRIES: &str = "entries";
const FILE: &str = "file";

/// The column of a table that tells in which order a record has its unknown fields.
pub(crate) const FIELD_ORDER: &str = "field_order";

const RESERVED: [&str; 4] = [RECORD, SLUG, ENTRIES, FIELD_ORDER];
const RESERVED_OF_ENTRIES: [&str; 1] = [FILE];

/// A record outside its files.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Portable {
    /// Which kind of record it is.
    pub(crate) kind: RecordKind,
    /// The end of its file's name; none in one written by hand.
    pub(crate) slug: Option<String>,
    /// All fields of its file.
    pub(crate) fields: Mapping,
    /// Its entries, in the order of their files.
    pub(crate) entries: Vec<PortableEntry>,
}

/// An entry outside its file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PortableEntry {
    /// The name of its file, where that does not follow from the fields.
    pub(crate) file: Option<String>,
    /// All fields of its file.
    pub(crate) fields: Mapping,
}

impl Portable {
    /// The canonical text of the record's file.
    pub(crate) fn text(&self) -> String {
        emit(self.kind.fields(), &self.fields)
    }

    /// Gives every field the form that it has after a round through a file.
    ///
    /// # Errors
    /// Fields that no file may hold.
    pub(crate) fn canonical(mut self) -> Result<Portable, DocumentError> {
        self.fields = canonical(self.kind.fields(), &self.fields)?;
        for entry in &mut self.entries {
            entry.fields = canonical(Entry::FIELDS, &entry.fields)?;
        }
        Ok(self)
    }

    /// Returns the record as one map.
    pub(crate) fn to_map(&self) -> Mapping {
        let mut map = renamed(&self.fields, |key| hidden(key, &RESERVED));
        if self.kind != RecordKind::Ticket {
            map.insert(RECORD.into(), self.kind.name().into());
        }
        if let Some(slug) = &self.slug {
            map.insert(SLUG.into(), slug.clone().into());
        }
        let entries = self.entries.iter().map(PortableEntry::to_map);
        map.insert(ENTRIES.into(), entries.map(Value::Mapping).collect());
        map
    }

    /// Reads one map.
    ///
    /// # Errors
    /// A kind that there is not, a slug that is not text, or entries that are not maps.
    pub(crate) fn from_map(mut map: Mapping) -> Result<Portable, String> {
        let kind = kind_of(&map)?;
        map.shift_remove(RECORD);
        let slug = match map.shift_remove(SLUG) {
            None | Some(Value::Null) => None,
            Some(Value::String(slug)) => Some(slug),
            Some(_) => return Err(format!("`{SLUG}` should be text")),
        };
        let entries = match map.shift_remove(ENTRIES) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Sequence(items)) => items,
            Some(_) => return Err(format!("`{ENTRIES}` should be a list")),
        };
        let entries = entries.into_iter().map(PortableEntry::from_value);
        Ok(Portable {
            kind,
            slug,
            entries: entries.collect::<Result<_, String>>()?,
            fields: renamed(&map, |key| shown(key, &RESERVED)),
        })
    }
}

/// Which kind of record a map says that it is.
///
/// # Errors
/// There is no such kind.
pub(crate) fn kind_of(map: &Mapping) -> Result<RecordKind, String> {
    let kind = match map.get(RECORD) {
        None | Some(Value::Null) => Some(RecordKind::Ticket),
        Some(Value::String(name)) => RecordKind::of_name(name),
        Some(_) => None,
    };
    kind.ok_or_else(|| {
        let names = RecordKind::ALL.map(RecordKind::name).join(", ");
        format!("`{RECORD}` should be one of {names}")
    })
}

impl PortableEntry {
    /// The canonical text of the entry's file.
    pub(crate) fn text(&self) -> String {
        emit(Entry::FIELDS, &self.fields)
    }

    fn to_map(&self) -> Mapping {
        let mut map = renamed(&self.fields, |key| hidden(key, &RESERVED_OF_ENTRIES));
        if let Some(file) = &self.file {
            map.insert(FILE.into(), file.clone().into());
        }
        map
    }

    fn from_value(value: Value) -> Result<PortableEntry, String> {
        let Value::Mapping(mut map) = value else {
            return Err(format!("`{ENTRIES}` should hold the fields of entries"));
        };
        let file = match map.shift_remove(FILE) {
            None | Some(Value::Null) => None,
            Some(Value::String(file)) => Some(file),
            Some(_) => return Err(format!("`{FILE}` of an entry should be text")),
        };
        Ok(PortableEntry {
            file,
            fields: renamed(&map, |key| shown(key, &RESERVED_OF_ENTRIES)),
        })
    }
}

/// Gives the fields that every file has, and these do not, the values that reading them yields.
pub(crate) fn fill(specs: &[FieldSpec], fields: &mut Mapping, record: &impl Serialize) {
    let Ok(Value::Mapping(mut values)) = serde_yaml::to_value(record) else {
        return;
    };
    let always = specs
        .iter()
        .filter(|spec| spec.presence == Presence::Always);
    for spec in always {
        let is_absent = fields.get(spec.name).is_none_or(Value::is_null);
        let value = values.swap_remove(spec.name);
        if let (true, Some(value)) = (is_absent, value) {
            fields.insert(spec.name.into(), value);
        }
    }
}

/// What a file of these fields holds: known fields first, in their order.
///
/// Empty lists and the final newline of texts are as the JSON of a record
/// shows them; the text of the file is the same with or without.
fn canonical(specs: &[FieldSpec], fields: &Mapping) -> Result<Mapping, DocumentError> {
    let text = emit(specs, fields);
    let mut fields = Document::parse(text.as_bytes())?.fields().clone();
    for spec in specs {
        let Some(value) = fields.get_mut(spec.name) else {
            continue;
        };
        match (spec.shape, &*value) {
            (Shape::Set | Shape::Log | Shape::Checklist, Value::Null) => {
                *value = Value::Sequence(Vec::new());
            }
            (Shape::Text, Value::String(text)) => *value = without_newline(text).into(),
            _ => {}
        }
    }
    Ok(fields)
}

/// Takes off the newline that the file adds; of several, each one counts.
fn without_newline(text: &str) -> &str {
    match text.strip_suffix('\n') {
        Some(rest) if !rest.ends_with('\n') => rest,
        _ => text,
    }
}

fn renamed(map: &Mapping, name: impl Fn(&str) -> String) -> Mapping {
    let entries = map.iter().map(|(key, value)| match key.as_str() {
        Some(key) => (Value::from(name(key)), value.clone()),
        None => (key.clone(), value.clone()),
    });
    entries.collect()
}

fn is_reserved(key: &str, reserved: &[&str]) -> bool {
    reserved.contains(&key.trim_start_matches('$'))
}

fn hidden(key: &str, reserved: &[&str]) -> String {
    if is_reserved(key, reserved) {
        return format!("${key}");
    }
    key.to_owned()
}

fn shown(key: &str, reserved: &[&str]) -> String {
    match key.strip_prefix('$') {
        Some(rest) if is_reserved(rest, reserved) => rest.to_owned(),
        _ => key.to_owned(),
    }
}
