//! Entries: what people add to a record, one file each.

use crate::domain::FieldSpec;
use crate::domain::Person;
use crate::domain::Shape;
use crate::domain::Text;
use crate::domain::Timestamp;

/// A comment on a record.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Entry {
    /// Four symbols, unique in the record; also the end of the file's name.
    pub id: String,
    /// What sort of entry it is: `comment`.
    pub kind: String,
    /// When it was added.
    pub at: Timestamp,
    /// Who added it.
    #[serde(default)]
    pub by: Option<Person>,
    /// When its text was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// What it says.
    #[serde(default, deserialize_with = "crate::domain::empty::text")]
    pub text: Text,
}

impl Entry {
    /// The kind of entry that `tickets comment` writes.
    pub const COMMENT: &'static str = "comment";

    /// The fields in the order of the file.
    pub const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::always("kind", Shape::Scalar),
        FieldSpec::always("at", Shape::Time),
        FieldSpec::always("by", Shape::Scalar),
        FieldSpec::when_set("edited_at", Shape::Moment),
        FieldSpec::always("text", Shape::Text),
    ];
}
