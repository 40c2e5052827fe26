//! What a record is called, for those who give it another name.

use crate::domain::Key;
use crate::domain::Uid;

/// The names of a record, to be changed in place.
#[derive(Debug)]
pub struct Identity<'a> {
    /// Its key.
    pub id: &'a mut Key,
    /// Names it had before.
    pub aliases: &'a mut Vec<String>,
    /// What stays the same when the key changes.
    pub uid: &'a mut Option<Uid>,
}

impl Identity<'_> {
    /// Gives the record another key; the old one still finds it.
    pub fn rename(&mut self, new: Key) {
        let old = self.id.to_string();
        if !self.aliases.contains(&old) {
            self.aliases.push(old);
            self.aliases.sort();
        }
        *self.id = new;
    }
}
