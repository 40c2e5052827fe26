//! Blocks of text: `|`, `|-`, and both with a width (`|2`).

use crate::store::yaml::canonical::cursor::Cursor;
use crate::store::yaml::canonical::line_end::split_line;
use crate::store::yaml::canonical::scalar::Scalar;
use crate::store::yaml::canonical::unusual::Unusual;

/// How a block of text is marked.
struct Header {
    /// Columns by which it stands further in than what holds it, where it says so.
    width: Option<usize>,
    /// Whether the last newline is kept.
    is_clipped: bool,
}

/// Reads the block that `header` announces, at the end of the line, in a collection at column `parent`.
pub(crate) fn literal<'t>(
    cursor: &mut Cursor<'t>,
    header: &str,
    parent: usize,
) -> Result<Scalar<'t>, Unusual> {
    let header = parse_header(header)?;
    let mut rest = cursor.rest();
    let indent = match header.width {
        Some(width) => parent + width,
        None => indent_of_first(rest)?,
    };
    if indent <= parent {
        return Err(Unusual);
    }

    let mut text = String::with_capacity(rest.len());
    let mut breaks = 0;
    while let Some((line, behind)) = split_line(rest) {
        // A line of fewer blanks is an empty one, and any other line that begins before the block ends it.
        match content(line, indent) {
            None => break,
            Some("") => {}
            Some(content) => {
                text.extend(std::iter::repeat_n('\n', breaks));
                text.push_str(content);
                breaks = 0;
            }
        }
        breaks += 1;
        rest = behind;
    }
    // Newlines at the end are not in the text yet, so an empty text is a block without one.
    if text.is_empty() {
        return Err(Unusual);
    }
    if header.is_clipped {
        text.push('\n');
    }
    text.shrink_to_fit();
    cursor.advance_to(rest);
    Ok(Scalar::Built(text))
}

/// What a line of a block holds; none where the line is not of the block.
fn content(line: &str, indent: usize) -> Option<&str> {
    let margin = line.len().min(indent);
    let is_blank = line.as_bytes()[..margin].iter().all(|byte| *byte == b' ');
    is_blank.then(|| &line[margin..])
}

fn parse_header(header: &str) -> Result<Header, Unusual> {
    let signs = header.strip_prefix('|').ok_or(Unusual)?;
    let (signs, is_clipped) = match signs.strip_suffix('-') {
        Some(signs) => (signs, false),
        None => (signs, true),
    };
    let width = match signs.as_bytes() {
        [] => None,
        [digit @ b'1'..=b'9'] => Some(usize::from(digit - b'0')),
        _ => return Err(Unusual),
    };
    Ok(Header { width, is_clipped })
}

/// The indentation that a block takes from its first line, which must not be blank.
fn indent_of_first(lines: &str) -> Result<usize, Unusual> {
    let content = lines.trim_start_matches(' ');
    match content.bytes().next() {
        None | Some(b'\n' | b'\t') => Err(Unusual),
        Some(_) => Ok(lines.len() - content.len()),
    }
}
