//! A field that refers to other records, whatever kind of record it is of.

use crate::domain::Key;
use crate::domain::SprintChange;
use crate::domain::ticket::insert_sorted;

/// The references that one field of a record holds, to be changed in place.
#[derive(Debug)]
pub enum ReferenceField<'a> {
    /// At most one.
    One(&'a mut Option<Key>),
    /// Any number, sorted.
    Many(&'a mut Vec<Key>),
    /// Two in each row of a log.
    Log(&'a mut Vec<SprintChange>),
}

impl ReferenceField<'_> {
    /// Makes a reference to `from` one to `to`, or drops it where that is none.
    pub fn redirect(&mut self, from: &Key, to: Option<&Key>) {
        match self {
            ReferenceField::One(key) if key.as_ref() == Some(from) => **key = to.cloned(),
            ReferenceField::One(_) => {}
            ReferenceField::Many(keys) => {
                let before = keys.len();
                keys.retain(|key| key != from);
                if let Some(to) = to.filter(|_| keys.len() < before) {
                    insert_sorted(keys, to.clone());
                }
            }
            ReferenceField::Log(rows) => {
                let keys = rows.iter_mut().flat_map(|row| [&mut row.from, &mut row.to]);
                for key in keys.filter(|key| key.as_ref() == Some(from)) {
                    *key = to.cloned();
                }
            }
        }
    }

    /// Adds a reference where there is room for several; says whether it did.
    pub fn refer_also(&mut self, to: &Key) -> bool {
        match self {
            ReferenceField::One(_) | ReferenceField::Log(_) => false,
            ReferenceField::Many(keys) => insert_sorted(keys, to.clone()),
        }
    }
}
