//! Writing all records out.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::portable;
use crate::ops::portable::Portable;
use crate::ops::portable::PortableEntry;
use crate::ops::portable::RecordFormat;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::yaml::Document;

/// All records as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The text, in the format asked for.
    pub text: String,
    /// How many records it holds.
    pub count: usize,
    /// How many of them are no tickets.
    pub planned: usize,
    /// How many records the format has no place for.
    pub left_out: usize,
    /// The files that cannot be read and so are not in it.
    pub problems: Vec<Problem>,
}

/// Writes every record, closed and archived tickets too, with all fields of
/// its file, its kind where it is no ticket, the `slug` of the file's name,
/// and its `entries`. A table holds tickets only.
///
/// The fields come in the order of a new file, those that a record does not
/// know behind, in the order of their file. Left out are comments of the YAML
/// and what lies in a record's folder besides entries.
///
/// # Errors
/// None at present; what cannot be read is a problem of that file.
pub fn export(tracker: &Tracker, format: RecordFormat) -> Result<Exported, OpError> {
    let mut problems = Vec::new();
    let mut maps = Vec::new();
    let mut tickets = 0;
    let mut left_out = 0;
    for kind in RecordKind::ALL {
        let listing = tracker.store.files(kind.kind());
        if format == RecordFormat::Csv && kind != RecordKind::Ticket {
            left_out += listing.files.len();
            continue;
        }
        problems.extend(listing.problems);
        let mut keys = HashSet::new();
        for file in &listing.files {
            let portable = match read(tracker, file, &mut problems) {
                Ok(portable) => portable,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            maps.push(portable.to_map());
            tickets += usize::from(kind == RecordKind::Ticket);
            if !keys.insert(&file.key) {
                let message = format!("has the key `{}`, as another file has", file.key);
                let path = shown(&file.path);
                problems.push(Problem::new(path, ProblemCode::DuplicateKey, message));
            }
        }
    }
    let located = problems.into_iter();
    let located = located.map(|problem| tracker.store.located(problem));
    let mut problems: Vec<Problem> = located.collect();
    problems.sort();
    Ok(Exported {
        text: portable::write(format, &maps),
        count: maps.len(),
        planned: maps.len() - tickets,
        left_out,
        problems,
    })
}

fn shown(path: &str) -> String {
    format!(".tickets/{path}")
}

/// Reads one record with its entries; an entry that cannot be read is left out and named.
///
/// # Errors
/// What is wrong with the record's file.
pub(crate) fn read(
    tracker: &Tracker,
    file: &RecordFile,
    problems: &mut Vec<Problem>,
) -> Result<Portable, Problem> {
    let folder = file.path.split('/').next().unwrap_or_default();
    let kind = RecordKind::of_folder(folder).unwrap_or(RecordKind::Ticket);
    let fields = kind.accept(Reading { tracker, file })?;
    let (mut entry_files, odd_names) = tracker.store.entry_files(file);
    // By time and then kind and id, also where two have the same time and id.
    entry_files.sort_by(|a, b| a.path.cmp(&b.path));
    problems.extend(odd_names);
    let mut entries = Vec::new();
    for entry_file in &entry_files {
        match read_entry(tracker, file, entry_file) {
            Ok(entry) => entries.push(entry),
            Err(problem) => problems.push(problem),
        }
    }
    let portable = Portable {
        kind,
        slug: Some(file.slug.clone()),
        fields,
        entries,
    };
    portable
        .canonical()
        .map_err(|error| Problem::of_document(&shown(&file.path), &error))
}

/// Reads the fields of a record's own file.
struct Reading<'a> {
    tracker: &'a Tracker,
    file: &'a RecordFile,
}

impl RecordVisitor for Reading<'_> {
    type Output = Result<Mapping, Problem>;

    fn visit<R: Record + 'static>(self) -> Result<Mapping, Problem> {
        let Reading { tracker, file } = self;
        let fields = fields::<R>(tracker, &file.path, R::FIELDS)?;
        let id = fields.get("id").and_then(Value::as_str);
        if id != Some(&*file.key.to_string()) {
            // The store knows the words for it, and whether it is wrong at all.
            tracker.store.load::<R>(file)?;
        }
        Ok(fields)
    }
}

fn read_entry(
    tracker: &Tracker,
    record: &RecordFile,
    file: &EntryFile,
) -> Result<PortableEntry, Problem> {
    let fields = fields::<Entry>(tracker, &file.path, Entry::FIELDS)?;
    let entry: Entry = typed(&file.path, &fields)?;
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let is_derived = EntryFile::for_new(record, &entry).path == file.path;
    Ok(PortableEntry {
        file: (!is_derived).then(|| name(&file.path)),
        fields,
    })
}

/// The fields of a file that is a `T`.
fn fields<T: DeserializeOwned + Serialize>(
    tracker: &Tracker,
    path: &str,
    specs: &[FieldSpec],
) -> Result<Mapping, Problem> {
    let bytes = tracker.store.read(path)?;
    let document =
        Document::parse(&bytes).map_err(|error| Problem::of_document(&shown(path), &error))?;
    let mut fields = document.fields().clone();
    let record: T = typed(path, &fields)?;
    portable::fill(specs, &mut fields, &record);
    Ok(fields)
}

fn typed<T: DeserializeOwned>(path: &str, fields: &Mapping) -> Result<T, Problem> {
    serde_yaml::from_value(Value::Mapping(fields.clone()))
        .map_err(|error| Problem::new(shown(path), ProblemCode::WrongType, error.to_string()))
}
