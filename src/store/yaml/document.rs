//! One YAML file: its text and its fields.

use crate::domain::FieldSpec;
use crate::store::yaml::canonical::read;
use crate::store::yaml::check::check;
use crate::store::yaml::edit;
use crate::store::yaml::edit::Edited;
use crate::store::yaml::error::DocumentError;
use crate::store::yaml::flow;
use crate::store::yaml::scalar::Place;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// One YAML file: its text, exactly as on disk, and the fields that the text means.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    text: String,
    fields: Mapping,
}

impl Document {
    /// Returns the document that `bytes` are.
    ///
    /// A file without any field, empty or with only comments, is a document without fields.
    ///
    /// # Errors
    ///
    /// Bytes that [`check`] refuses; what is not YAML, holds a key twice at any depth or more than one document; a value
    /// other than a mapping; a top-level key that is not text.
    pub fn parse(bytes: &[u8]) -> Result<Document, DocumentError> {
        let body = check(bytes)?;
        let fields = parse_fields(body)?;
        // The text is on disk with its byte order mark.
        let mark = if body.len() < bytes.len() {
            "\u{feff}"
        } else {
            ""
        };
        Ok(Document {
            text: format!("{mark}{body}"),
            fields,
        })
    }

    /// Returns the text, exactly as on disk.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the top-level fields in the order of the file.
    pub fn fields(&self) -> &Mapping {
        &self.fields
    }

    /// Returns the text with the fields changed in which `after` differs from `before`.
    ///
    /// Both are the record as it serialises, so they hold known fields only; what only the file holds is kept, at any
    /// depth. Comments, order, quoting and line endings outside of the changed lines stay, unless the file is written in
    /// so unusual a way that it has to be emitted anew (`Reach::Whole`).
    pub fn edit(&self, specs: &[FieldSpec], before: &Mapping, after: &Mapping) -> Edited {
        edit::edit(self, specs, before, after)
    }
}

/// Returns the fields of a text that [`check`] passed.
///
/// # Errors
///
/// As [`Document::parse`].
pub(crate) fn parse_fields(body: &str) -> Result<Mapping, DocumentError> {
    let root = match read(body) {
        Some(root) => root,
        None => {
            serde_yaml::from_str(body).map_err(|error| DocumentError::from(error).located(body))?
        }
    };
    let fields = match root {
        Value::Mapping(fields) => fields,
        Value::Null => Mapping::new(),
        other => {
            return Err(DocumentError::NotAMapping {
                found: name_of(&other),
            });
        }
    };
    match fields.keys().find(|key| !matches!(key, Value::String(_))) {
        Some(key) => Err(DocumentError::KeyNotText {
            key: flow::key(key, Place::Block),
        }),
        None => Ok(fields),
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}
