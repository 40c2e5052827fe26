//! Lines of `- value` at one column.

use crate::store::yaml::canonical::cursor::Cursor;
use crate::store::yaml::canonical::node::Node;
use crate::store::yaml::canonical::unusual::Unusual;
use serde::de::DeserializeSeed;
use serde::de::SeqAccess;
use std::cmp::Ordering;

/// What each item begins with.
pub(crate) const DASH: &str = "- ";

/// The list that is a field's value.
#[derive(Debug)]
pub(crate) struct List<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    column: usize,
    /// Whether it stands at the column of its key.
    is_beside_key: bool,
}

impl<'c, 't> List<'c, 't> {
    /// The list whose first dash stands at the cursor, further in than its key.
    pub(crate) fn new(cursor: &'c mut Cursor<'t>, column: usize) -> List<'c, 't> {
        List {
            cursor,
            column,
            is_beside_key: false,
        }
    }

    /// The list whose first dash stands at the cursor, at the column of its key.
    pub(crate) fn beside_key(cursor: &'c mut Cursor<'t>, column: usize) -> List<'c, 't> {
        List {
            cursor,
            column,
            is_beside_key: true,
        }
    }

    /// Whether another item follows.
    ///
    /// # Errors
    /// The next line stands further in, or where an item should it is none.
    pub(crate) fn goes_on(&self) -> Result<bool, Unusual> {
        let Some(indent) = self.cursor.indent() else {
            return Ok(false);
        };
        let is_item = self.cursor.line().starts_with(DASH);
        match indent.cmp(&self.column) {
            Ordering::Less => Ok(false),
            Ordering::Equal if is_item => Ok(true),
            // The next key ends a list beside its own.
            Ordering::Equal if self.is_beside_key => Ok(false),
            Ordering::Equal | Ordering::Greater => Err(Unusual),
        }
    }
}

impl<'t> SeqAccess<'t> for List<'_, 't> {
    type Error = Unusual;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unusual> {
        if !self.goes_on()? {
            return Ok(None);
        }
        self.cursor.take(DASH.len());
        seed.deserialize(Node::of_item(self.cursor, self.column)?)
            .map(Some)
    }
}
