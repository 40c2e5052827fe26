//! A value of any form.

use crate::store::yaml::block::STEP;
use crate::store::yaml::canonical::block::Block;
use crate::store::yaml::canonical::cursor::Cursor;
use crate::store::yaml::canonical::list::DASH;
use crate::store::yaml::canonical::list::List;
use crate::store::yaml::canonical::literal;
use crate::store::yaml::canonical::quoted;
use crate::store::yaml::canonical::row::Row;
use crate::store::yaml::canonical::scalar::Scalar;
use crate::store::yaml::canonical::syntax;
use crate::store::yaml::canonical::unusual::Unusual;
use serde::Deserializer;
use serde::de::IgnoredAny;
use serde::de::Visitor;

/// The column of the deepest block; deeper ones are none that we write, and each costs stack.
const COLUMN_MAX: usize = 24;

/// A value, of which a collection is still to be read.
#[derive(Debug)]
pub(crate) enum Node<'c, 't> {
    /// A single value.
    Scalar(Scalar<'t>),
    /// A mapping on one line.
    Row(Row<'t>),
    /// A list on several lines.
    List(List<'c, 't>),
    /// A mapping on several lines.
    Block(Block<'c, 't>),
}

impl<'c, 't> Node<'c, 't> {
    /// The value behind a key at `column`; the cursor stands behind the colon.
    ///
    /// # Errors
    /// A value in another form than ours.
    pub(crate) fn of_field(
        cursor: &'c mut Cursor<'t>,
        column: usize,
    ) -> Result<Node<'c, 't>, Unusual> {
        let tail = cursor.line();
        if let Some(text) = tail.strip_prefix(' ') {
            return scalar(cursor, text, column).map(Node::Scalar);
        }
        if !tail.is_empty() {
            return Err(Unusual);
        }
        cursor.advance();
        let indent = cursor.indent().unwrap_or(0);
        let is_item = cursor.line().starts_with(DASH);
        if is_item && indent == column {
            Ok(Node::List(List::beside_key(cursor, indent)))
        } else if indent <= column {
            Ok(Node::Scalar(Scalar::Empty))
        } else if indent != column + STEP || indent > COLUMN_MAX {
            Err(Unusual)
        } else if is_item {
            Ok(Node::List(List::new(cursor, indent)))
        } else {
            Ok(Node::Block(Block::new(cursor, indent)))
        }
    }

    /// The value behind a dash at `column`; the cursor stands behind the dash and its blank.
    ///
    /// # Errors
    /// A value in another form than ours.
    pub(crate) fn of_item(
        cursor: &'c mut Cursor<'t>,
        column: usize,
    ) -> Result<Node<'c, 't>, Unusual> {
        let line = cursor.line();
        if let Some(inside) = line.strip_prefix('{') {
            cursor.advance();
            return Ok(Node::Row(Row::new(inside)));
        }
        if syntax::key(line).is_some() {
            return Ok(Node::Block(Block::new(cursor, column + STEP)));
        }
        scalar(cursor, line, column).map(Node::Scalar)
    }

    fn scalar(self) -> Result<Scalar<'t>, Unusual> {
        match self {
            Node::Scalar(value) => Ok(value),
            Node::Row(_) | Node::List(_) | Node::Block(_) => Err(Unusual),
        }
    }
}

/// Reads a single value up to the end of its last line, in a collection at column `parent`.
fn scalar<'t>(
    cursor: &mut Cursor<'t>,
    text: &'t str,
    parent: usize,
) -> Result<Scalar<'t>, Unusual> {
    let value = match text.bytes().next() {
        Some(b'|') => return literal::literal(cursor, text, parent),
        Some(b'"') => match quoted::quoted(text)? {
            (value, "") => value,
            _ => return Err(Unusual),
        },
        _ => Scalar::Plain(syntax::plain(text)?),
    };
    cursor.advance();
    Ok(value)
}

/// Reads all of a collection; what the type leaves of it is an error, as it is to the library.
fn visit_list<'t, V: Visitor<'t>>(mut list: List<'_, 't>, visitor: V) -> Result<V::Value, Unusual> {
    let value = visitor.visit_seq(&mut list)?;
    if list.goes_on()? {
        Err(Unusual)
    } else {
        Ok(value)
    }
}

fn visit_block<'t, V: Visitor<'t>>(
    mut block: Block<'_, 't>,
    visitor: V,
) -> Result<V::Value, Unusual> {
    let value = visitor.visit_map(&mut block)?;
    if block.goes_on()? {
        Err(Unusual)
    } else {
        Ok(value)
    }
}

fn visit_row<'t, V: Visitor<'t>>(mut row: Row<'t>, visitor: V) -> Result<V::Value, Unusual> {
    let value = visitor.visit_map(&mut row)?;
    if row.goes_on() {
        Err(Unusual)
    } else {
        Ok(value)
    }
}

/// Methods for what only a single value can be.
macro_rules! scalar_only {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
            self.scalar()?.$method(visitor)
        })*
    };
}

impl<'t> Deserializer<'t> for Node<'_, 't> {
    type Error = Unusual;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Node::Scalar(value) => value.deserialize_any(visitor),
            Node::Row(row) => visit_row(row, visitor),
            Node::List(list) => visit_list(list, visitor),
            Node::Block(block) => visit_block(block, visitor),
        }
    }

    scalar_only! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
        deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit deserialize_identifier
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Node::Scalar(value) => value.deserialize_option(visitor),
            node @ (Node::Row(_) | Node::List(_) | Node::Block(_)) => visitor.visit_some(node),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        self.scalar()?.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Node::Scalar(value) => value.deserialize_seq(visitor),
            Node::List(list) => visit_list(list, visitor),
            Node::Row(_) | Node::Block(_) => Err(Unusual),
        }
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Unusual> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Node::Row(row) => visit_row(row, visitor),
            Node::Block(block) => visit_block(block, visitor),
            Node::Scalar(_) | Node::List(_) => Err(Unusual),
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unusual> {
        self.scalar()?.deserialize_enum(name, variants, visitor)
    }

    /// What the type does not know must be readable all the same.
    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unusual> {
        match self {
            Node::Scalar(_) => {}
            Node::Row(row) => drop(visit_row(row, IgnoredAny)?),
            Node::List(list) => drop(visit_list(list, IgnoredAny)?),
            Node::Block(block) => drop(visit_block(block, IgnoredAny)?),
        }
        visitor.visit_unit()
    }
}
