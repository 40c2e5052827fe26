//! What a file says of the record that it is, whatever kind of record that is.

use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::store::RecordFile;
use crate::store::yaml;

/// A record, as far as a merge has to know it.
#[derive(Debug, Clone)]
pub(super) struct Identified {
    pub(super) kind: RecordKind,
    pub(super) key: Key,
    pub(super) uid: Option<Uid>,
    pub(super) title: Title,
    pub(super) created_at: Option<Timestamp>,
    transitions: Vec<Transition>,
    /// Where it would lie if it were new.
    pub(super) file: RecordFile,
}

impl Identified {
    /// Reads the record in a file below `.tickets/`; none where it cannot be read, or lies among no records.
    pub(super) fn of(path: &str, bytes: &[u8]) -> Option<Identified> {
        let kind = kind_of(path)?;
        kind.accept(Reading { kind, bytes })
    }

    /// The same where the file's name agrees with what is in it.
    pub(super) fn named(path: &str, bytes: &[u8]) -> Option<Identified> {
        let file = RecordFile::from_path(path)?;
        Identified::of(path, bytes).filter(|record| record.key == file.key)
    }

    /// What tells the elder from the younger.
    pub(super) fn age(&self) -> (Option<Timestamp>, Option<&Uid>) {
        (self.created_at, self.uid.as_ref())
    }

    /// Who gave it a status last, and when.
    pub(super) fn moved_to(&self, status: &str) -> Option<(&Person, Timestamp)> {
        let mut moves = self.transitions.iter().rev();
        let last = moves.find(|transition| transition.to.as_str() == status)?;
        Some((last.by.as_ref()?, last.at))
    }
}

/// The kind of the records among which a path below `.tickets/` lies.
pub(super) fn kind_of(path: &str) -> Option<RecordKind> {
    RecordKind::of_folder(path.split('/').next()?)
}

struct Reading<'a> {
    kind: RecordKind,
    bytes: &'a [u8],
}

impl RecordVisitor for Reading<'_> {
    type Output = Option<Identified>;

    fn visit<R: Record + 'static>(self) -> Option<Identified> {
        let text = yaml::check(self.bytes).ok()?;
        let record: R = serde_yaml::from_str(text).ok()?;
        Some(Identified {
            kind: self.kind,
            key: record.key().clone(),
            uid: record.uid().cloned(),
            title: record.title().clone(),
            created_at: record.created().0,
            transitions: record.transitions().to_vec(),
            file: RecordFile::for_new(&record),
        })
    }
}
