//! The kinds of record, as values.

use crate::domain::BacklogItem;
use crate::domain::Epic;
use crate::domain::FieldSpec;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Lifecycle;
use crate::domain::Record;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::Sprint;
use crate::domain::Ticket;

/// Which kind of record something is, where only its path or its key tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A ticket.
    Ticket,
    /// An epic.
    Epic,
    /// A backlog item.
    BacklogItem,
    /// A sprint.
    Sprint,
    /// A requirement.
    Requirement,
}

/// Something that can be done with any kind of record.
pub trait RecordVisitor {
    /// What comes of it.
    type Output;

    /// Does it with one kind.
    fn visit<R: Record + 'static>(self) -> Self::Output;
}

impl RecordKind {
    /// All of them.
    pub const ALL: [RecordKind; 5] = [
        RecordKind::Ticket,
        RecordKind::Epic,
        RecordKind::BacklogItem,
        RecordKind::Sprint,
        RecordKind::Requirement,
    ];

    /// Does something with the type that this kind is.
    pub fn accept<V: RecordVisitor>(self, visitor: V) -> V::Output {
        match self {
            RecordKind::Ticket => visitor.visit::<Ticket>(),
            RecordKind::Epic => visitor.visit::<Epic>(),
            RecordKind::BacklogItem => visitor.visit::<BacklogItem>(),
            RecordKind::Sprint => visitor.visit::<Sprint>(),
            RecordKind::Requirement => visitor.visit::<Requirement>(),
        }
    }

    /// Its words and its folder.
    pub fn kind(self) -> &'static Kind {
        match self {
            RecordKind::Ticket => &Ticket::KIND,
            RecordKind::Epic => &Epic::KIND,
            RecordKind::BacklogItem => &BacklogItem::KIND,
            RecordKind::Sprint => &Sprint::KIND,
            RecordKind::Requirement => &Requirement::KIND,
        }
    }

    /// Its word for programs: one, without a blank.
    pub fn name(self) -> &'static str {
        match self {
            RecordKind::Ticket => "ticket",
            RecordKind::Epic => "epic",
            RecordKind::BacklogItem => "backlog-item",
            RecordKind::Sprint => "sprint",
            RecordKind::Requirement => "requirement",
        }
    }

    /// The kind of this word.
    pub fn of_name(name: &str) -> Option<RecordKind> {
        RecordKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The statuses that all records of the kind have; none where the project has its own.
    pub fn lifecycles(self) -> &'static [Lifecycle] {
        self.accept(Lifecycles)
    }

    /// Its fields in the order of the file.
    pub fn fields(self) -> &'static [FieldSpec] {
        self.accept(Fields)
    }

    /// The kinds of record that a field of this kind may refer to; none where it refers to nothing.
    pub fn referred_to_in(self, field: &str) -> &'static [RecordKind] {
        match (self, field) {
            (RecordKind::Ticket | RecordKind::BacklogItem, "epic") => &[RecordKind::Epic],
            (RecordKind::Ticket | RecordKind::BacklogItem, "sprint") => &[RecordKind::Sprint],
            (RecordKind::Ticket, "item") => &[RecordKind::BacklogItem],
            (RecordKind::Ticket, "parent" | "depends_on" | "related" | "duplicates") => {
                &[RecordKind::Ticket]
            }
            (RecordKind::BacklogItem, "depends_on") => {
                &[RecordKind::BacklogItem, RecordKind::Ticket]
            }
            (RecordKind::Requirement, "of") => &[
                RecordKind::Ticket,
                RecordKind::Epic,
                RecordKind::BacklogItem,
            ],
            (RecordKind::Requirement, "parent") => &[RecordKind::Requirement],
            _ => &[],
        }
    }

    /// The kind whose files lie in a folder of this name.
    pub fn of_folder(folder: &str) -> Option<RecordKind> {
        let is_there = |kind: &RecordKind| kind.kind().folder == folder;
        RecordKind::ALL.into_iter().find(is_there)
    }

    /// The kind of what somebody names: its key tells, and what is no key means a ticket.
    pub fn of_reference(reference: &Reference) -> RecordKind {
        let key = reference.key();
        key.map_or(RecordKind::Ticket, |key| RecordKind::of_key(&key))
    }

    /// The kind of the record that a key names: tickets have the prefixes that no other kind has.
    pub fn of_key(key: &Key) -> RecordKind {
        let is_its = |kind: &RecordKind| kind.kind().prefix == Some(key.prefix().as_str());
        RecordKind::ALL
            .into_iter()
            .find(is_its)
            .unwrap_or(RecordKind::Ticket)
    }
}

struct Fields;

impl RecordVisitor for Fields {
    type Output = &'static [FieldSpec];

    fn visit<R: Record + 'static>(self) -> &'static [FieldSpec] {
        R::FIELDS
    }
}

struct Lifecycles;

impl RecordVisitor for Lifecycles {
    type Output = &'static [Lifecycle];

    fn visit<R: Record + 'static>(self) -> &'static [Lifecycle] {
        R::LIFECYCLES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_a_folder_tell_the_kind() {
        for (key, expected) in [
            ("TICKET-1", RecordKind::Ticket),
            ("X-1", RecordKind::Ticket),
            ("EPIC-1", RecordKind::Epic),
            ("ITEM-7", RecordKind::BacklogItem),
            ("SPRINT-3", RecordKind::Sprint),
            ("REQ-k3f9", RecordKind::Requirement),
        ] {
            assert_eq!(RecordKind::of_key(&key.parse().unwrap()), expected, "{key}");
        }
        for kind in RecordKind::ALL {
            assert_eq!(RecordKind::of_folder(kind.kind().folder), Some(kind));
            assert_eq!(RecordKind::of_name(kind.name()), Some(kind));
        }
        assert_eq!(RecordKind::of_folder("roadmap"), None);
    }
}
