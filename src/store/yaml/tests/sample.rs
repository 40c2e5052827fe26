//! The record and the fields that the tests share.

use crate::domain::FieldSpec;
use crate::domain::Presence;
use crate::domain::Shape;
use crate::store::yaml::Document;
use serde_yaml::Mapping;

/// Returns a field.
pub(crate) const fn spec(name: &'static str, shape: Shape, presence: Presence) -> FieldSpec {
    FieldSpec {
        name,
        shape,
        presence,
    }
}

/// The fields of a ticket, and one of each kind that a ticket lacks.
pub(crate) const SPECS: [FieldSpec; 20] = [
    spec("id", Shape::Scalar, Presence::Always),
    spec("uid", Shape::Scalar, Presence::Always),
    spec("title", Shape::Scalar, Presence::Always),
    spec("type", Shape::Scalar, Presence::Always),
    spec("status", Shape::Scalar, Presence::Always),
    spec("priority", Shape::Scalar, Presence::Always),
    spec("assignee", Shape::Scalar, Presence::Always),
    spec("labels", Shape::Set, Presence::Always),
    spec("epic", Shape::Scalar, Presence::Always),
    spec("parent", Shape::Scalar, Presence::Always),
    spec("depends_on", Shape::Set, Presence::Always),
    spec("due", Shape::Time, Presence::Always),
    spec("story_points", Shape::Scalar, Presence::Always),
    spec("created_at", Shape::Time, Presence::Always),
    spec("created_by", Shape::Scalar, Presence::Always),
    spec("description", Shape::Text, Presence::Always),
    spec("checklist", Shape::Checklist, Presence::WhenSet),
    spec("reason", Shape::Scalar, Presence::WhenSet),
    spec("custom", Shape::Scalar, Presence::WhenSet),
    spec("transitions", Shape::Log, Presence::WhenSet),
];

/// The record of DESIGN.md, section 2.
pub(crate) const RECORD: &str = "\
id: TICKET-42

uid: 01JD3Z8Q6W0V4K8T2X5N7M9PRC

title: Fix login bug

type: bug

status: in-progress

priority: high

assignee: alice

labels:
  - auth
  - security

epic: EPIC-1

parent:

depends_on:
  - TICKET-40

due:

story_points:

created_at: 2026-11-20T10:11:12Z

created_by: Alice Doe <alice@example.com>

description: |
  Users can't log in with special characters.

transitions:
  - {at: 2026-11-20T11:00:00Z, from: open, to: in-progress, by: alice}
";

/// Returns the mapping that `text` is.
pub(crate) fn map(text: &str) -> Mapping {
    serde_yaml::from_str(text).expect("a mapping")
}

/// Returns the document that `text` is.
pub(crate) fn document(text: &str) -> Document {
    Document::parse(text.as_bytes()).expect("a document")
}
