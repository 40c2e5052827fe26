//! What the fields of a record are like, for everything that writes or merges them.

/// How a field's value behaves: how it is written and merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One value on one line.
    Scalar,
    /// A date or a time, which is written without quotes.
    Time,
    /// The time at which something last happened, of which the later one stands.
    Moment,
    /// Prose, which is written as a literal block and never re-wrapped.
    ///
    /// The value carries no final newline; the file has one.
    Text,
    /// Sorted values without order of their own, one on a line.
    Set,
    /// Rows that are only ever appended, one on a line.
    Log,
    /// Entries that change one by one, each a block with one fact on a line.
    Checklist,
}

/// Whether a field stands in the file while it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The field is always written, so that two branches that both fill it meet on one line.
    Always,
    /// The field is absent until it has a value.
    WhenSet,
}

/// One field of a record; the order of a list of them is the order in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// The key in the file.
    pub name: &'static str,
    /// How the value behaves.
    pub shape: Shape,
    /// Whether an empty value is written.
    pub presence: Presence,
}

impl FieldSpec {
    /// A field that is always written.
    pub(crate) const fn always(name: &'static str, shape: Shape) -> FieldSpec {
        FieldSpec {
            name,
            shape,
            presence: Presence::Always,
        }
    }

    /// A field that is absent until it has a value.
    pub(crate) const fn when_set(name: &'static str, shape: Shape) -> FieldSpec {
        FieldSpec {
            name,
            shape,
            presence: Presence::WhenSet,
        }
    }
}
