//! From a file's bytes to a record.

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::Entry;
use crate::domain::FieldSpec;
use crate::domain::Record;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::scan;
use crate::store::yaml;
use crate::store::yaml::DocumentError;

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

/// Reads a file below `home` that nobody has vouched for: regular, inside, not too large.
pub(crate) fn read_bytes(home: &Path, path: &str) -> Result<Vec<u8>, Problem> {
    let shown = format!(".tickets/{path}");
    let full = home.join(path);
    let unreadable = |error: std::io::Error| {
        Problem::new(
            &shown,
            ProblemCode::Unreadable,
            format!("cannot be read: {error}"),
        )
    };
    let metadata = fs::symlink_metadata(&full).map_err(unreadable)?;
    if metadata.is_symlink() && scan::leads_out(home, &full) {
        let message = "is a link that leads out of `.tickets/` or to nothing";
        return Err(Problem::new(&shown, ProblemCode::Outside, message));
    }
    let metadata = if metadata.is_symlink() {
        fs::metadata(&full).map_err(unreadable)?
    } else {
        metadata
    };
    if !metadata.is_file() {
        return Err(Problem::new(
            &shown,
            ProblemCode::Outside,
            "is not a regular file",
        ));
    }
    let limit = u64::try_from(yaml::BYTES_MAX).unwrap_or(u64::MAX);
    if metadata.len() > limit {
        let error = DocumentError::TooLarge {
            size: usize::try_from(metadata.len()).unwrap_or(usize::MAX),
            limit: yaml::BYTES_MAX,
        };
        return Err(Problem::of_document(&shown, &error));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = File::open(&full).map_err(unreadable)?;
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    Ok(bytes)
}

/// Parses bytes as `T`; the problem names `path`, which lies below `.tickets/`.
pub(crate) fn parse<T: DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, Problem> {
    let shown = format!(".tickets/{path}");
    let text = yaml::check(bytes).map_err(|error| Problem::of_document(&shown, &error))?;
    serde_yaml::from_str(text).map_err(|error| explain(&shown, bytes, error))
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
pub(crate) fn record<R: Record>(home: &Path, file: &RecordFile) -> Result<Stored<R>, Problem> {
    parse_record(file, &read_bytes(home, &file.path)?)
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
    let fields: BTreeMap<String, Value> = serde_yaml::from_slice(bytes).unwrap_or_default();
    let is_unknown = |name: &String| specs.iter().all(|spec| spec.name != name);
    let unknown = fields.into_iter().filter(|(name, _)| is_unknown(name));
    unknown.collect()
}
