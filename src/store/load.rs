//! From a file's bytes to a record.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Record;
use crate::store::EntryFile;
use crate::store::Files;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::yaml;

/// A record and the file it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<R> {
    /// The file.
    pub file: RecordFile,
    /// What it says.
    pub record: R,
}

/// All records of a kind that can be read, and what is wrong with the others.
#[derive(Debug)]
pub struct Loaded<R> {
    /// The records, sorted by key.
    pub records: Vec<Stored<R>>,
    /// What is wrong, sorted by path.
    pub problems: Vec<Problem>,
}

/// Parses bytes as `T`; the problem names `path`, which lies below `.tickets/`.
///
/// What is not in canonical form, and what is wrong, is the library's matter: its words are the ones that people see.
pub(crate) fn parse<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Problem> {
    if let Some(value) = parse_canonical(bytes) {
        return Ok(value);
    }
    let shown = format!(".tickets/{path}");
    let text = yaml::check(bytes).map_err(|error| Problem::of_document(&shown, &error))?;
    serde_yaml::from_str(text).map_err(|error| explain(&shown, bytes, error))
}

fn parse_canonical<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    yaml::read_canonical(std::str::from_utf8(bytes).ok()?)
}

/// Tells text that is no YAML from YAML that is no record.
fn explain(shown: &str, bytes: &[u8], error: serde_yaml::Error) -> Problem {
    match yaml::Document::parse(bytes) {
        Err(fault) => Problem::of_document(shown, &fault),
        Ok(_) => {
            let line = error.location().map(|location| location.line());
            let message = error.to_string();
            let (message, _) = message.split_once(" at line ").unwrap_or((&message, ""));
            Problem {
                line,
                ..Problem::new(shown, ProblemCode::WrongType, message)
            }
        }
    }
}

/// Reads the record of a file and checks that the file's name agrees with it.
pub(crate) fn record<R: Record>(
    files: &dyn Files,
    file: &RecordFile,
) -> Result<Stored<R>, Problem> {
    parse_record(file, &files.read(&file.path)?)
}

/// Reads the bytes of a record's file, wherever they come from, and checks that the file's name agrees with them.
///
/// # Errors
/// What is wrong with the file.
pub fn parse_record<R: Record>(file: &RecordFile, bytes: &[u8]) -> Result<Stored<R>, Problem> {
    let record: R = parse(&file.path, bytes)?;
    if record.key() != &file.key {
        let message = format!("is named `{}` but its id is `{}`", file.key, record.key());
        let problem = Problem::new(
            format!(".tickets/{}", file.path),
            ProblemCode::FileName,
            message,
        );
        return Err(problem.with_hint("make the file's name and its `id` agree"));
    }
    Ok(Stored {
        file: file.clone(),
        record,
    })
}

/// Reads the bytes of an entry's file, wherever they come from.
///
/// # Errors
/// What is wrong with the file.
pub fn parse_entry(file: &EntryFile, bytes: &[u8]) -> Result<Entry, Problem> {
    parse(&file.path, bytes)
}

/// The fields of a file that are none of `specs`; none where they are no JSON.
pub fn unknown_fields(specs: &[FieldSpec], bytes: &[u8]) -> BTreeMap<String, Value> {
    let canonical = parse_canonical(bytes);
    let fields: BTreeMap<String, Value> =
        canonical.unwrap_or_else(|| serde_yaml::from_slice(bytes).unwrap_or_default());
    let is_unknown = |name: &String| specs.iter().all(|spec| spec.name != name);
    let unknown = fields.into_iter().filter(|(name, _)| is_unknown(name));
    unknown.collect()
}
