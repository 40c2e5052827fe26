//! What may stand without quotes.

use crate::store::yaml::canonical::unusual::Unusual;

/// Bytes that a key has at most; the library refuses more than 1,024.
const KEY_MAX: usize = 128;

/// Takes a key off a line: the key, and what follows its colon.
pub(crate) fn key(line: &str) -> Option<(&str, &str)> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let begins = line
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let length = line.bytes().take_while(|byte| is_word(*byte)).count();
    let tail = line.get(length..)?.strip_prefix(':')?;
    let is_key = begins && length <= KEY_MAX && (tail.is_empty() || tail.starts_with(' '));
    is_key.then(|| (&line[..length], tail))
}

/// Whether text without quotes may begin with that of `text`: no sign, and nothing that is more than a word.
fn may_begin(text: &str) -> bool {
    let first = text.bytes().next();
    first.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'/' || !byte.is_ascii())
}

/// Checks text without quotes that fills a line.
pub(crate) fn plain(text: &str) -> Result<&str, Unusual> {
    // Hardly any text holds one of these, and without an early end they are looked for at once.
    let has_sign = text.bytes().fold(false, |has_sign, byte| {
        has_sign | (byte == b':') | (byte == b'#') | (byte == b'\t')
    });
    let is_plain = may_begin(text) && !text.ends_with(' ') && !(has_sign && has_mark(text));
    is_plain.then_some(text).ok_or(Unusual)
}

/// Whether the library sees a key or a comment in a text, or a tab.
fn has_mark(text: &str) -> bool {
    text.ends_with(':') || text.contains('\t') || text.contains(": ") || text.contains(" #")
}

/// Takes text without quotes off the inside of `{…}`: the text, and the rest from the comma or the brace on.
pub(crate) fn plain_in_row(text: &str) -> Result<(&str, &str), Unusual> {
    let bytes = text.as_bytes();
    let end = bytes
        .iter()
        .position(|byte| matches!(byte, b',' | b'}'))
        .ok_or(Unusual)?;
    let (text, rest) = text.split_at(end);
    let is_sign = |byte: u8| matches!(byte, b'[' | b']' | b'{' | b'?');
    if text.bytes().any(is_sign) {
        return Err(Unusual);
    }
    Ok((plain(text)?, rest))
}
