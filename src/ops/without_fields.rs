//! Reading a record without some of its fields: long texts cost more than all the rest.

use std::borrow::Cow;
use std::fmt;

use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::IgnoredAny;
use serde::de::IntoDeserializer as _;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde::forward_to_deserialize_any;

/// What reads a record as if these fields were not there; each of them must have a default.
#[derive(Debug)]
pub(crate) struct WithoutFields<D> {
    inner: D,
    skipped: &'static [&'static str],
}

impl<D> WithoutFields<D> {
    /// Reads what `inner` reads, but for these fields.
    pub(crate) fn new(inner: D, skipped: &'static [&'static str]) -> WithoutFields<D> {
        WithoutFields { inner, skipped }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for WithoutFields<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Fields {
            inner: visitor,
            skipped: self.skipped,
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// The fields of a record, without some.
struct Fields<T> {
    inner: T,
    skipped: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Fields<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Fields {
            inner: map,
            skipped: self.skipped,
        })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(name) = self.inner.next_key::<Cow<'de, str>>()? {
            if self.skipped.contains(&&*name) {
                self.inner.next_value::<IgnoredAny>()?;
                continue;
            }
            return seed.deserialize(name.into_deserializer()).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;

    use super::*;
    use crate::domain::Ticket;

    #[test]
    fn what_is_skipped_has_its_default_and_the_rest_is_there() {
        let text = r#"{"id":"T-1","description":"A\nlong text","title":"Pay","unknown":[1],"labels":["shop"]}"#;
        let mut json = serde_json::Deserializer::from_str(text);
        let ticket = Ticket::deserialize(WithoutFields::new(&mut json, &["description"])).unwrap();

        let whole: Ticket = serde_json::from_str(text).unwrap();
        assert_eq!(ticket.description.as_str(), "");
        let without = Ticket {
            description: ticket.description.clone(),
            ..whole
        };
        assert_eq!(ticket, without);
    }

    #[test]
    fn what_is_no_record_is_none() {
        let mut json = serde_json::Deserializer::from_str("[1]");
        assert!(Ticket::deserialize(WithoutFields::new(&mut json, &["description"])).is_err());
    }
}
