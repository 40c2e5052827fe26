//! Writing all tickets out.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Record as _;
use crate::domain::Ticket;
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

/// All tickets as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The text, in the format asked for.
    pub text: String,
    /// How many tickets it holds.
    pub count: usize,
    /// The files that cannot be read and so are not in it.
    pub problems: Vec<Problem>,
}

/// Writes every ticket, closed and archived ones too, with all fields of its
/// file, the `slug` of the file's name, and its `entries`.
///
/// The fields come in the order of a new file, those that a ticket does not
/// know behind, in the order of their file. Left out are comments of the YAML
/// and what lies in a ticket's folder besides entries.
///
/// # Errors
/// None at present; what cannot be read is a problem of that file.
pub fn export(tracker: &Tracker, format: RecordFormat) -> Result<Exported, OpError> {
    let listing = tracker.store.files(&Ticket::KIND);
    let mut problems = listing.problems;
    let mut maps = Vec::with_capacity(listing.files.len());
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
        if !keys.insert(&file.key) {
            let message = format!("has the key `{}`, as another file has", file.key);
            let path = shown(&file.path);
            problems.push(Problem::new(path, ProblemCode::DuplicateKey, message));
        }
    }
    let located = problems.into_iter();
    let located = located.map(|problem| tracker.store.located(problem));
    let mut problems: Vec<Problem> = located.collect();
    problems.sort();
    Ok(Exported {
        text: portable::write(format, &maps),
        count: maps.len(),
        problems,
    })
}

fn shown(path: &str) -> String {
    format!(".tickets/{path}")
}

/// Reads one ticket with its entries; an entry that cannot be read is left out and named.
///
/// # Errors
/// What is wrong with the ticket's file.
pub(crate) fn read(
    tracker: &Tracker,
    file: &RecordFile,
    problems: &mut Vec<Problem>,
) -> Result<Portable, Problem> {
    let fields = fields::<Ticket>(tracker, &file.path, Ticket::FIELDS)?;
    let id = fields.get("id").and_then(Value::as_str);
    if id != Some(&*file.key.to_string()) {
        // The store knows the words for it, and whether it is wrong at all.
        tracker.store.load::<Ticket>(file)?;
    }
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
        slug: Some(file.slug.clone()),
        fields,
        entries,
    };
    portable
        .canonical()
        .map_err(|error| Problem::of_document(&shown(&file.path), &error))
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
