//! Lines of `key: value` at one column.

use crate::store::yaml::canonical::cursor::Cursor;
use crate::store::yaml::canonical::node::Node;
use crate::store::yaml::canonical::scalar::Scalar;
use crate::store::yaml::canonical::syntax;
use crate::store::yaml::canonical::unusual::Unusual;
use serde::de::DeserializeSeed;
use serde::de::MapAccess;
use std::cmp::Ordering;

/// The fields of a file, or those of one item of a list.
#[derive(Debug)]
pub(crate) struct Block<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    column: usize,
}

impl<'c, 't> Block<'c, 't> {
    /// The block whose first key stands at the cursor.
    pub(crate) fn new(cursor: &'c mut Cursor<'t>, column: usize) -> Block<'c, 't> {
        Block { cursor, column }
    }

    /// Whether another key follows.
    ///
    /// # Errors
    /// The next line stands further in: it would belong to the value before.
    pub(crate) fn goes_on(&self) -> Result<bool, Unusual> {
        let Some(indent) = self.cursor.indent() else {
            return Ok(false);
        };
        match indent.cmp(&self.column) {
            Ordering::Less => Ok(false),
            Ordering::Equal => Ok(true),
            Ordering::Greater => Err(Unusual),
        }
    }
}

impl<'t> MapAccess<'t> for Block<'_, 't> {
    type Error = Unusual;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unusual> {
        if !self.goes_on()? {
            return Ok(None);
        }
        let line = self.cursor.line();
        let (key, tail) = syntax::key(line).ok_or(Unusual)?;
        self.cursor.take(line.len() - tail.len());
        seed.deserialize(Scalar::Plain(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Unusual> {
        seed.deserialize(Node::of_field(self.cursor, self.column)?)
    }
}
