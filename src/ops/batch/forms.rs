//! The operations and their fields: what is read, refused, documented and put into the schema.

use crate::ops::OpError;
use crate::ops::batch::backlog;
use crate::ops::batch::entries;
use crate::ops::batch::epics;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::performed::Target;
use crate::ops::batch::requirements;
use crate::ops::batch::sprints;
use crate::ops::batch::tickets;
use crate::ops::work::Work;

/// Stages what the fields of an operation say, by the code that serves the plain command.
pub(crate) type Stage = fn(&mut Work<'_>, &Fields<'_>) -> Result<Target, OpError>;

/// One operation's form.
#[derive(Debug)]
pub struct Form {
    /// Its name: the words of the command.
    pub name: &'static str,
    /// Its fields, in groups that it may share with others.
    pub(crate) groups: &'static [&'static [Field]],
    /// What it does.
    pub(crate) stage: Stage,
}

/// A field of an operation.
#[derive(Debug)]
pub struct Field {
    /// Its name: the record's, or the flag's.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether the operation makes no sense without it.
    pub is_required: bool,
    /// What it means.
    pub meaning: &'static str,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// What names a record: a key, a number, a part of its name, `@ref`.
    Record,
    /// One of them or a list.
    Records,
    /// A number.
    Number,
    /// A whole number.
    Count,
    /// A whole number, or a list of them.
    Numbers,
    /// An amount of time with its unit: `1h30m`.
    Duration,
    /// `true` or `false`.
    Flag,
    /// Objects with the `number` of a criterion and its new `text`.
    Criteria,
}

/// A field that may be missing.
pub(crate) const fn may(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        name,
        shape,
        is_required: false,
        meaning,
    }
}

/// A field that must be there.
pub(crate) const fn must(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        is_required: true,
        ..may(name, shape, meaning)
    }
}

/// The name that an operation gives to the record that it creates.
pub(crate) const REF: Field = may("ref", Shape::Text, "Its name in later lines: `@ref`");

/// Why something is so, for the history of a record.
pub(crate) const REASON: Field = may("reason", Shape::Text, "Why, for the history");

/// Whether references to what is deleted are to go too.
pub(crate) const UNLINK: Field = may("unlink", Shape::Flag, "References to it go too");

/// The fields with which an update changes a record beside those that the record has.
pub(crate) const EDITS: &[Field] = &[
    may("add_label", Shape::Texts, "Labels to add"),
    may("remove_label", Shape::Texts, "Labels to remove"),
    may("clear", Shape::Texts, "Fields to empty first"),
];

/// All operations, those of tickets first.
pub fn forms() -> impl Iterator<Item = &'static Form> {
    let tables = [
        tickets::FORMS,
        epics::FORMS,
        backlog::FORMS,
        sprints::FORMS,
        requirements::FORMS,
        entries::FORMS,
    ];
    tables.into_iter().flatten()
}

impl Form {
    /// The form of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Form> {
        forms().find(|form| form.name == name)
    }

    /// All its fields.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.groups.iter().copied().flatten()
    }

    /// Whether it makes a record, which can have a name.
    pub fn is_of_new_records(&self) -> bool {
        self.all_fields().any(|field| field.name == REF.name)
    }
}
