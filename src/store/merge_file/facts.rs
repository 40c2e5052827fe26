//! The merge of a file whose versions are all records: our file, edited.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::merge;
use crate::domain::merge::Merged;
use crate::store::merge_file::bytes::FileMerge;
use crate::store::merge_file::bytes::MergeOutcome;
use crate::store::merge_file::bytes::Texts;
use crate::store::merge_file::file_kind::FileKind;
use crate::store::merge_file::marks;
use crate::store::merge_file::marks::Marking;
use crate::store::merge_file::prose;
use crate::store::yaml::Document;
use crate::store::yaml::DocumentError;
use crate::store::yaml::settle;

/// One version of a file that can be read.
#[derive(Debug)]
pub(crate) struct Version {
    pub(crate) kind: FileKind,
    pub(crate) document: Document,
    /// The fields, with words where the record has words that look like numbers.
    pub(crate) fields: Mapping,
    /// Whether the fields were also read as a record.
    pub(crate) is_typed: bool,
}

impl Version {
    /// Reads a version as a record of a kind, or of the kind that its fields tell.
    pub(crate) fn read(text: &str, kind: Option<FileKind>) -> Result<Version, DocumentError> {
        let document = Document::parse(text.as_bytes())?;
        let kind = kind.unwrap_or_else(|| FileKind::of_fields(document.fields()));
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let record = kind.record(body);
        let mut fields = document.fields().clone();
        for (key, value) in &mut fields {
            if let Some(known) = record.as_ref().and_then(|record| record.get(key))
                && !is_default(value, known)
            {
                *value = settle(value, known);
            }
        }
        Ok(Version {
            kind,
            document,
            fields,
            is_typed: record.is_some(),
        })
    }

    /// The same as YAML alone has it: versions are compared as records if all of them are.
    pub(crate) fn read_as_record(mut self, is_typed: bool) -> Version {
        if self.is_typed && !is_typed {
            self.fields = self.document.fields().clone();
            self.is_typed = false;
        }
        self
    }

    /// The text with other facts; none if it would not say just those.
    fn saying(&self, after: &Mapping) -> Option<String> {
        let specs = self.kind.specs();
        let edited = self.document.edit(specs, &self.fields, after);
        let read = Version::read(&edited.text, Some(self.kind)).ok()?;
        let read = read.read_as_record(self.is_typed);
        merge::is_same_record(&read.fields, after, specs).then_some(edited.text)
    }
}

/// Whether a record has a word of its own for a field that the file leaves empty.
fn is_default(value: &Value, known: &Value) -> bool {
    let says_nothing = |text: &str| matches!(text, "null" | "Null" | "NULL" | "~");
    *value == Value::Null && !known.as_str().is_some_and(says_nothing)
}

/// Writes a merged record. An error is the reason why the lines of its versions have to be merged instead.
pub(crate) fn write(
    texts: &Texts,
    merged: &Merged,
    ours: &Version,
    marking: &Marking,
) -> Result<FileMerge, String> {
    // What the lines of both sides make together has the comments of both. It
    // need not say the right things yet, as it is edited until it does.
    let both =
        prose::preferring_ours(texts).and_then(|text| Version::read(&text, Some(ours.kind)).ok());
    let starts = both.iter().chain([ours]);
    let mut written = starts.filter_map(|start| text_of(start, merged, marking));
    let bytes = written
        .next()
        .ok_or("the merged record cannot be written")?
        .into_bytes();
    let outcome = if merged.contradictions.is_empty() {
        MergeOutcome::Clean
    } else {
        MergeOutcome::Contradictions(merged.contradictions.clone())
    };
    Ok(FileMerge {
        bytes,
        outcome,
        chosen: Vec::new(),
    })
}

/// The text that says what was merged, with markers around what contradicts itself.
fn text_of(start: &Version, merged: &Merged, marking: &Marking) -> Option<String> {
    let ours = start.saying(&merged.fields)?;
    if merged.contradictions.is_empty() {
        return Some(ours);
    }
    let theirs = start.saying(&merged.theirs())?;
    marks::between(&ours, &theirs, marking)
}
