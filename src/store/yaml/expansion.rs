//! How much a document's aliases multiply it.

use crate::store::yaml::error::DocumentError;
use serde::Deserializer;
use serde::de::DeserializeSeed;
use serde::de::EnumAccess;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::VariantAccess as _;
use serde::de::Visitor;
use std::cell::Cell;
use std::fmt;

/// Values that a document with aliases may have once they are replaced by what they stand for.
const VALUES_MAX: usize = 100_000;

/// Bytes of text that count as one more value, since an alias also copies text.
const TEXT_PER_VALUE: usize = 64;

/// Refuses a text whose aliases stand for so much that it would not fit into memory.
///
/// The library counts the aliases that it follows, not what they stand for: in 22 KB it makes 1.6 GB of two thousand
/// references to one long list. Hardly any file has an alias, so the counting pass is rare.
///
/// # Errors
///
/// [`DocumentError::TooMany`]. What is not YAML passes: the parser says why.
pub(crate) fn check_aliases(text: &str) -> Result<(), DocumentError> {
    if !may_hold(text, '&') || !may_hold(text, '*') {
        return Ok(());
    }

    let count = Cell::new(0);
    let counting = Counting { count: &count };
    let outcome = counting.deserialize(serde_yaml::Deserializer::from_str(text));
    if outcome.is_err() && count.get() > VALUES_MAX {
        return Err(DocumentError::TooMany { limit: VALUES_MAX });
    }
    Ok(())
}

/// Whether `sign` stands where an anchor or an alias may begin.
fn may_hold(text: &str, sign: char) -> bool {
    let bytes = text.as_bytes();
    text.match_indices(sign).any(|(index, _)| {
        let before = index.checked_sub(1).map_or(b' ', |place| bytes[place]);
        let next = bytes.get(index + 1).copied().unwrap_or(b' ');
        !before.is_ascii_alphanumeric()
            && (next.is_ascii_alphanumeric() || matches!(next, b'_' | b'-'))
    })
}

/// Walks through a document and counts, building nothing.
#[derive(Clone, Copy)]
struct Counting<'c> {
    count: &'c Cell<usize>,
}

impl Counting<'_> {
    fn add<E: Error>(self, amount: usize) -> Result<(), E> {
        self.count.set(self.count.get() + amount);
        if self.count.get() > VALUES_MAX {
            return Err(E::custom("too many values"));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Counting<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Counting<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.add(1)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.add(1)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.add(1)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.add(1)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.add(1)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.add(1)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.add(1 + text.len() / TEXT_PER_VALUE)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.add(1)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        self.add(1)?;
        while access.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        self.add(1)?;
        while access.next_entry_seed(self, self)?.is_some() {}
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        self.add(1)?;
        let ((), tagged) = access.variant_seed(self)?;
        tagged.newtype_variant_seed(self)
    }
}
