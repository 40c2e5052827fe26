//! The formats, and the way to each.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::ops::OpError;
use crate::ops::portable::csv;
use crate::ops::portable::json;
use crate::ops::portable::yaml;

/// A format of whole records.
///
/// All four hold the same: exported, imported into an empty project and
/// exported again, the text is the same to the byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFormat {
    /// One JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
    /// One YAML document for each record, like its file.
    Yaml,
    /// A header and a row for each record; what is no plain text is JSON in its cell.
    Csv,
}

/// One record that was found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// The line that it begins on, from 1, where the format tells.
    pub(crate) line: Option<usize>,
    /// Its place among the records, from 1.
    pub(crate) number: usize,
    /// Its fields, or why they cannot be read.
    pub(crate) fields: Result<Mapping, String>,
}

impl RecordFormat {
    /// All of them.
    pub const ALL: [RecordFormat; 4] = [
        RecordFormat::Jsonl,
        RecordFormat::Json,
        RecordFormat::Yaml,
        RecordFormat::Csv,
    ];

    /// Its name, which is also the extension of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            RecordFormat::Jsonl => "jsonl",
            RecordFormat::Json => "json",
            RecordFormat::Yaml => "yaml",
            RecordFormat::Csv => "csv",
        }
    }

    /// The format that a file's extension speaks of.
    pub fn of_path(path: &Path) -> Option<RecordFormat> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "ndjson" => Some(RecordFormat::Jsonl),
            "yml" => Some(RecordFormat::Yaml),
            name => name.parse().ok(),
        }
    }
}

impl FromStr for RecordFormat {
    type Err = OpError;

    fn from_str(text: &str) -> Result<Self, OpError> {
        let format = RecordFormat::ALL
            .into_iter()
            .find(|format| format.as_str() == text);
        format.ok_or_else(|| OpError::Invalid {
            reason: format!("`{text}` is no format of records"),
            hint: Some("it is one of jsonl, json, yaml, csv".to_owned()),
        })
    }
}

impl fmt::Display for RecordFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Writes records; the maps have text keys.
pub(crate) fn write(format: RecordFormat, records: &[Mapping]) -> String {
    match format {
        RecordFormat::Jsonl => json::write_lines(records),
        RecordFormat::Json => json::write_array(records),
        RecordFormat::Yaml => yaml::write(records),
        RecordFormat::Csv => csv::write(records),
    }
}

/// Reads records; what is wrong with one of them stands in its place.
pub(crate) fn read(format: RecordFormat, text: &str) -> Vec<Found> {
    // Spreadsheets and some editors begin a file with a mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format {
        RecordFormat::Jsonl => json::read_lines(text),
        RecordFormat::Json => json::read_array(text),
        RecordFormat::Yaml => yaml::read(text),
        RecordFormat::Csv => csv::read(text),
    }
}

impl Found {
    pub(crate) fn new(line: Option<usize>, number: usize, value: Value) -> Found {
        let fields = match value {
            Value::Mapping(fields) if fields.keys().all(Value::is_string) => Ok(fields),
            Value::Mapping(_) => Err("has a key that is not text".to_owned()),
            _ => Err("should hold the fields of a ticket".to_owned()),
        };
        Found {
            line,
            number,
            fields,
        }
    }

    pub(crate) fn unusable(line: Option<usize>, number: usize, reason: String) -> Found {
        Found {
            line,
            number,
            fields: Err(reason),
        }
    }
}
