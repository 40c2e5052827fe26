//! Why bytes are not a document.

use crate::store::yaml::lines;
use crate::store::yaml::outline;
use crate::store::yaml::scalar;
use serde_yaml::Error as YamlError;
use thiserror::Error;

/// Why the bytes of a file are not a document.
///
/// The path is not known here; the caller names it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// The file is larger than any record should be.
    #[error("has {size} bytes, more than {limit}")]
    TooLarge {
        /// Bytes in the file.
        size: usize,
        /// Bytes that are allowed.
        limit: usize,
    },
    /// The bytes are not UTF-8.
    #[error("is not UTF-8 text")]
    NotUtf8 {
        /// The line of the first wrong byte.
        line: usize,
    },
    /// A merge left its markers.
    #[error("has conflict markers of an unfinished merge")]
    ConflictMarkers {
        /// The line of the first marker.
        line: usize,
    },
    /// Values are nested so deeply that parsing would be slow.
    #[error("has values nested deeper than {limit} levels")]
    TooDeep {
        /// Levels that are allowed.
        limit: usize,
    },
    /// There are so many values, or aliases multiply them so much, that parsing would be slow.
    #[error("has more than {limit} values")]
    TooMany {
        /// Values that are allowed.
        limit: usize,
    },
    /// The text is not YAML, or holds a key twice, or holds more than one document.
    #[error("{}{reason}", place(*.column))]
    Invalid {
        /// The line, from one, where it is known.
        line: Option<usize>,
        /// The column, from one, where it is known.
        column: Option<usize>,
        /// What is wrong, in the words of the YAML library.
        reason: String,
    },
    /// The file holds a value other than a mapping.
    #[error("should hold `key: value` lines, not {found}")]
    NotAMapping {
        /// What was found.
        found: &'static str,
    },
    /// A top-level key is a number, a boolean, a list or the like.
    #[error("should have keys that are text, not `{key}`")]
    KeyNotText {
        /// The key as one line of YAML.
        key: String,
    },
}

impl DocumentError {
    /// The error with the line in `text`, where the library names none or that of the whole mapping.
    pub(crate) fn located(self, text: &str) -> DocumentError {
        let DocumentError::Invalid { reason, .. } = &self else {
            return self;
        };
        let duplicate = reason
            .strip_prefix("duplicate entry with key \"")
            .and_then(|rest| rest.strip_suffix('"'));
        let line = if let Some(key) = duplicate {
            second_line_of(key, text)
        } else if reason.starts_with("control characters") {
            let is_control = |c: char| !matches!(c, '\n' | '\r') && !scalar::is_printable(c);
            text.lines().position(|line| line.contains(is_control))
        } else {
            None
        };
        match line {
            Some(index) => DocumentError::Invalid {
                line: Some(index + 1),
                column: None,
                reason: reason.clone(),
            },
            None => self,
        }
    }
}

fn second_line_of(key: &str, text: &str) -> Option<usize> {
    let entries = outline::root(&lines::split(text))?;
    let mut same = entries
        .iter()
        .filter(|entry| entry.key.as_str() == Some(key));
    same.nth(1).map(|entry| entry.lines.start)
}

fn place(column: Option<usize>) -> String {
    column.map_or_else(String::new, |column| format!("column {column}: "))
}

impl DocumentError {
    /// The line, from one, where it is known.
    pub fn line(&self) -> Option<usize> {
        match self {
            DocumentError::NotUtf8 { line } | DocumentError::ConflictMarkers { line } => {
                Some(*line)
            }
            DocumentError::Invalid { line, .. } => *line,
            DocumentError::TooLarge { .. }
            | DocumentError::TooDeep { .. }
            | DocumentError::TooMany { .. }
            | DocumentError::NotAMapping { .. }
            | DocumentError::KeyNotText { .. } => None,
        }
    }
}

impl From<YamlError> for DocumentError {
    fn from(error: YamlError) -> DocumentError {
        let message = error.to_string();
        // The library appends the place, which this error carries as numbers.
        let reason = message
            .split_once(" at line ")
            .or_else(|| message.split_once(" at position "))
            .map_or(message.as_str(), |(reason, _)| reason);
        let location = error.location();
        DocumentError::Invalid {
            line: location.as_ref().map(|place| place.line()),
            column: location.as_ref().map(|place| place.column()),
            reason: reason.to_owned(),
        }
    }
}
