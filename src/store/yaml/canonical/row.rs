//! A mapping on one line: `{at: 2026-11-20T11:00:00Z, from: open, to: closed}`.

use crate::store::yaml::canonical::quoted;
use crate::store::yaml::canonical::scalar::Scalar;
use crate::store::yaml::canonical::syntax;
use crate::store::yaml::canonical::unusual::Unusual;
use serde::de::DeserializeSeed;
use serde::de::MapAccess;

/// What is left of a row.
#[derive(Debug)]
pub(crate) struct Row<'t> {
    /// From the next key on, or from the comma before it; nothing behind the closing brace.
    rest: &'t str,
    is_first: bool,
}

impl<'t> Row<'t> {
    /// The row that fills a line, without its first brace.
    pub(crate) fn new(inside: &'t str) -> Row<'t> {
        Row {
            rest: inside,
            is_first: true,
        }
    }

    /// Whether another entry follows; after the last one nothing else may.
    pub(crate) fn goes_on(&self) -> bool {
        self.is_first || self.rest != "}"
    }
}

impl<'t> MapAccess<'t> for Row<'t> {
    type Error = Unusual;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unusual> {
        if !self.goes_on() {
            return Ok(None);
        }
        if !self.is_first {
            self.rest = self.rest.strip_prefix(", ").ok_or(Unusual)?;
        }
        self.is_first = false;
        let (key, tail) = syntax::key(self.rest).ok_or(Unusual)?;
        self.rest = tail.strip_prefix(' ').ok_or(Unusual)?;
        seed.deserialize(Scalar::Plain(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Unusual> {
        let (value, rest) = if self.rest.starts_with('"') {
            quoted::quoted(self.rest)?
        } else {
            let (text, rest) = syntax::plain_in_row(self.rest)?;
            (Scalar::Plain(text), rest)
        };
        self.rest = rest;
        seed.deserialize(value)
    }
}
