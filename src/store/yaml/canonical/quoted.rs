//! Text in double quotes, on one line.

use crate::store::yaml::canonical::scalar::Scalar;
use crate::store::yaml::canonical::unusual::Unusual;

/// Takes text in quotes off `text`, which begins with the first quote: the value, and what follows the last quote.
pub(crate) fn quoted(text: &str) -> Result<(Scalar<'_>, &str), Unusual> {
    let inside = text.strip_prefix('"').ok_or(Unusual)?;
    let place = inside.find(is_sign).ok_or(Unusual)?;
    let (plain, rest) = inside.split_at(place);
    match rest.strip_prefix('"') {
        Some(behind) => Ok((Scalar::Text(plain), behind)),
        None => with_escapes(inside),
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '"' | '\\')
}

fn with_escapes(inside: &str) -> Result<(Scalar<'_>, &str), Unusual> {
    let mut built = String::with_capacity(inside.len());
    let mut rest = inside;
    loop {
        let place = rest.find(is_sign).ok_or(Unusual)?;
        built.push_str(&rest[..place]);
        rest = &rest[place..];
        if let Some(behind) = rest.strip_prefix('"') {
            return Ok((Scalar::Built(built), behind));
        }
        let (c, length) = escape(&rest[1..])?;
        built.push(c);
        rest = &rest[1 + length..];
    }
}

/// The character that an escape stands for, and the escape's length behind the backslash; only those that our emitter
/// writes.
fn escape(text: &str) -> Result<(char, usize), Unusual> {
    let c = match text.bytes().next() {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let digits = text.get(1..5).filter(|digits| is_hex(digits));
            let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            let c = code.and_then(char::from_u32).ok_or(Unusual)?;
            return Ok((c, 5));
        }
        _ => return Err(Unusual),
    };
    Ok((c, 1))
}

fn is_hex(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
