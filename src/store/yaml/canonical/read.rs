//! From a text to a record.

use crate::store::yaml::canonical::block::Block;
use crate::store::yaml::canonical::cursor::Cursor;
use crate::store::yaml::canonical::node::Node;
use crate::store::yaml::scalar;
use serde::de::DeserializeOwned;

/// Bytes of the largest text that is read.
///
/// [`check`](crate::store::yaml::check) refuses more than 100,000 values. So short a text cannot hold more, so nothing
/// needs to be counted.
const LENGTH_MAX: usize = 100_000;

/// Bytes that are looked at together.
const CHUNK: usize = 64;

/// Returns the record that a canonical text is; none where the text is unusual or the type refuses it.
///
/// Where it answers, [`check`](crate::store::yaml::check) passes the text and the library gives the same value. A key
/// that stands twice is left to the type, as the library does: what is derived refuses its own fields.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let may_be_canonical = text.len() <= LENGTH_MAX && text.ends_with('\n') && is_printable(text);
    if !may_be_canonical {
        return None;
    }

    let mut cursor = Cursor::new(behind_comments(text));
    // What has no fields is nothing to the library, but an empty record to a type.
    cursor.indent()?;
    T::deserialize(Node::Block(Block::new(&mut cursor, 0))).ok()
}

/// What follows the comments that a text begins with, as that of a settings file does. Further down, what looks like one
/// could be part of a value.
fn behind_comments(mut text: &str) -> &str {
    while text.starts_with(['#', '\n']) {
        text = text.split_once('\n').map_or("", |(_, rest)| rest);
    }
    text
}

/// Whether every character may stand in a YAML file as it is, lines end with a newline alone, and no character is
/// one of those that the library takes for a line's end.
fn is_printable(text: &str) -> bool {
    // Without an early end this compiles to a few instructions for each 16 bytes.
    let has_control = text.bytes().fold(false, |has_control, byte| {
        has_control | ((byte < b' ') & (byte != b'\n') & (byte != b'\t')) | (byte == 0x7f)
    });
    !has_control && (text.is_ascii() || suspects(text).all(scalar::is_printable))
}

/// The characters among which those beyond ASCII are that may not stand there: U+0080 to U+00BF, U+2000 to U+2FFF,
/// U+F000 to U+FFFF. Runs of ASCII are passed over quickly.
fn suspects(text: &str) -> impl Iterator<Item = char> {
    let chunks = text.as_bytes().chunks(CHUNK).enumerate();
    let chunks = chunks.filter(|(_, chunk)| !chunk.is_ascii());
    let places = chunks.flat_map(|(index, chunk)| {
        let bytes = chunk.iter().enumerate();
        let leads = bytes.filter(|(_, byte)| matches!(byte, 0xc2 | 0xe2 | 0xef));
        leads.map(move |(place, _)| index * CHUNK + place)
    });
    places.filter_map(|place| text.get(place..)?.chars().next())
}
