//! One value, and what it is to a type.

use crate::store::yaml::canonical::number;
use crate::store::yaml::canonical::unusual::Unusual;
use serde::Deserializer;
use serde::de::IntoDeserializer as _;
use serde::de::Visitor;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::value::SeqDeserializer;

/// A value that is no collection.
#[derive(Debug)]
pub(crate) enum Scalar<'t> {
    /// Nothing: `labels:`.
    Empty,
    /// Without quotes: text, or a number, a boolean or nothing, as the type wants it.
    Plain(&'t str),
    /// Text, as it stands in the file.
    Text(&'t str),
    /// Text that the file writes in another way.
    Built(String),
}

impl<'t> Scalar<'t> {
    fn is_null(&self) -> bool {
        match self {
            Scalar::Empty => true,
            Scalar::Plain(text) => matches!(*text, "null" | "Null" | "NULL"),
            Scalar::Text(_) | Scalar::Built(_) => false,
        }
    }

    /// The number, where there can be no doubt.
    fn whole<T: std::str::FromStr>(&self) -> Result<T, Unusual> {
        match self {
            Scalar::Plain(text) if number::is_whole(text) => text.parse().map_err(|_| Unusual),
            _ => Err(Unusual),
        }
    }

    fn decimal(&self) -> Result<f64, Unusual> {
        match self {
            Scalar::Plain(text) if number::is_decimal(text) => {
                let number: f64 = text.parse().map_err(|_| Unusual)?;
                number.is_finite().then_some(number).ok_or(Unusual)
            }
            _ => Err(Unusual),
        }
    }

    fn boolean(&self) -> Result<bool, Unusual> {
        match self {
            Scalar::Plain("true") => Ok(true),
            Scalar::Plain("false") => Ok(false),
            _ => Err(Unusual),
        }
    }
}

/// Gives text without quotes to a visitor that takes any value.
fn visit_plain<'t, V: Visitor<'t>>(text: &'t str, visitor: V) -> Result<V::Value, Unusual> {
    let value = Scalar::Plain(text);
    if value.is_null() {
        visitor.visit_unit()
    } else if let Ok(flag) = value.boolean() {
        visitor.visit_bool(flag)
    } else if number::is_whole(text) {
        visitor.visit_u64(value.whole()?)
    } else if number::is_decimal(text) {
        visitor.visit_f64(value.decimal()?)
    } else if number::is_doubtful(text) || is_shouted_boolean(text) {
        Err(Unusual)
    } else {
        visitor.visit_borrowed_str(text)
    }
}

/// Whether the library takes a word for a boolean that we write in lower case.
fn is_shouted_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

/// Methods for each type of whole number, as the library has them: it knows the two widest only.
macro_rules! whole {
    ($($method:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
            visitor.$visit(self.whole()?)
        })*
    };
}

/// Methods that take text.
macro_rules! text {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
            match self {
                Scalar::Empty => visitor.visit_borrowed_str(""),
                Scalar::Plain(text) | Scalar::Text(text) => visitor.visit_borrowed_str(text),
                Scalar::Built(text) => visitor.visit_string(text),
            }
        })*
    };
}

impl<'t> Deserializer<'t> for Scalar<'t> {
    type Error = Unusual;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Scalar::Empty => visitor.visit_unit(),
            Scalar::Plain(text) => visit_plain(text, visitor),
            Scalar::Text(text) => visitor.visit_borrowed_str(text),
            Scalar::Built(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visitor.visit_bool(self.boolean()?)
    }

    whole! {
        deserialize_u8 visit_u64 deserialize_u16 visit_u64 deserialize_u32 visit_u64
        deserialize_u64 visit_u64 deserialize_u128 visit_u128
        deserialize_i8 visit_i64 deserialize_i16 visit_i64 deserialize_i32 visit_i64
        deserialize_i64 visit_i64 deserialize_i128 visit_i128
    }

    fn deserialize_f32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visitor.visit_f64(self.decimal()?)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visitor.visit_f64(self.decimal()?)
    }

    text! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        if self.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        if self.is_null() {
            visitor.visit_unit()
        } else {
            Err(Unusual)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        visitor.visit_newtype_struct(self)
    }

    /// Nothing is a list without items to the library.
    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Scalar::Empty => visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<()>())),
            Scalar::Plain(_) | Scalar::Text(_) | Scalar::Built(_) => Err(Unusual),
        }
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, _: V) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        _: V,
    ) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_map<V: Visitor<'t>>(self, _: V) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        match self {
            Scalar::Empty => Err(Unusual),
            Scalar::Plain(text) | Scalar::Text(text) => {
                visitor.visit_enum(BorrowedStrDeserializer::new(text))
            }
            Scalar::Built(text) => visitor.visit_enum(text.into_deserializer()),
        }
    }

    fn deserialize_bytes<V: Visitor<'t>>(self, _: V) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_byte_buf<V: Visitor<'t>>(self, _: V) -> Result<V::Value, Unusual> {
        Err(Unusual)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        visitor.visit_unit()
    }
}
