//! What every kind of record has in common.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::FieldSpec;
use crate::domain::Identity;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Lifecycle;
use crate::domain::Person;
use crate::domain::ReferenceField;
use crate::domain::SprintChange;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::Uid;

/// A record: one struct, one folder, one file each.
///
/// A new kind of record implements this and has its verbs; store, keys,
/// doctor, import and output work with any of them.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + 'static {
    /// Its word and folder.
    const KIND: Kind;
    /// The statuses of its records, where those are the same in every project.
    const LIFECYCLES: &'static [Lifecycle] = &[];
    /// Its fields in the order of the file.
    const FIELDS: &'static [FieldSpec];

    /// The record's name.
    fn key(&self) -> &Key;
    /// What stays the same when the key changes; absent in files written by hand.
    fn uid(&self) -> Option<&Uid>;
    /// Its names, to give it others.
    fn identity(&mut self) -> Identity<'_>;
    /// Its first line for people.
    fn title(&self) -> &Title;
    /// Names it had before: other keys, and ids in the system it came from.
    fn aliases(&self) -> &[String];
    /// When it was created, and by whom.
    fn created(&self) -> (Option<Timestamp>, Option<&Person>);
    /// Where it stands.
    fn status(&self) -> &Status;
    /// Its moves from status to status, oldest first.
    fn transitions(&self) -> &[Transition];
    /// Its status and its moves, to be changed together.
    fn course(&mut self) -> (&mut Status, &mut Vec<Transition>);
    /// When it joined and left sprints that had begun, oldest first; nothing for what is planned for none.
    fn sprint_changes(&self) -> &[SprintChange] {
        &[]
    }
    /// Every key it refers to, with the field that does.
    fn references(&self) -> Vec<(&'static str, &Key)>;
    /// A field that may name others, by its own name; none where it is no such field.
    fn reference_field(&mut self, field: &str) -> Option<ReferenceField<'_>>;
    /// What lists, counts and sorts look at; of its entries it knows nothing.
    fn summary(&self) -> Summary<'_>;

    /// What in its values makes no sense, as the end of a sentence; none where all of it does.
    fn fault(&self) -> Option<String> {
        None
    }

    /// The statuses that this record may have, which may be those of some records of its kind only.
    fn lifecycles(&self) -> &'static [Lifecycle] {
        Self::LIFECYCLES
    }

    /// Every key that it names, with the field that does: what it refers to, and what it only remembers.
    fn named_keys(&self) -> Vec<(&'static str, &Key)> {
        self.references()
    }

    /// Makes every reference to `from` one to `to`, or drops it where that is none.
    fn redirect(&mut self, from: &Key, to: Option<&Key>) {
        let references = self.references().into_iter();
        let fields: Vec<&str> = references
            .filter(|(_, key)| *key == from)
            .map(|(field, _)| field)
            .collect();
        for field in fields {
            if let Some(mut field) = self.reference_field(field) {
                field.redirect(from, to);
            }
        }
    }
}

/// What [`Record`] asks of the fields that every record begins and ends with; the struct has all of them.
macro_rules! record_head {
    () => {
        fn key(&self) -> &$crate::domain::Key {
            &self.id
        }

        fn uid(&self) -> Option<&$crate::domain::Uid> {
            self.uid.as_ref()
        }

        fn identity(&mut self) -> $crate::domain::Identity<'_> {
            $crate::domain::Identity {
                id: &mut self.id,
                aliases: &mut self.aliases,
                uid: &mut self.uid,
            }
        }

        fn title(&self) -> &$crate::domain::Title {
            &self.title
        }

        fn aliases(&self) -> &[String] {
            &self.aliases
        }

        fn created(
            &self,
        ) -> (
            Option<$crate::domain::Timestamp>,
            Option<&$crate::domain::Person>,
        ) {
            (self.created_at, self.created_by.as_ref())
        }

        fn status(&self) -> &$crate::domain::Status {
            &self.status
        }

        fn transitions(&self) -> &[$crate::domain::Transition] {
            &self.transitions
        }

        fn course(
            &mut self,
        ) -> (
            &mut $crate::domain::Status,
            &mut Vec<$crate::domain::Transition>,
        ) {
            (&mut self.status, &mut self.transitions)
        }
    };
}

pub(crate) use record_head;
