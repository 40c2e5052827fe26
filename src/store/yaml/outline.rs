//! Where keys and items stand in the lines of a block, without parsing what they hold.
//!
//! An outline is a guess that is exact for the text that people and programs usually write, and absent for the rest.
//! Whoever uses one compares its keys or its length with the parsed value.

use crate::store::yaml::lines;
use crate::store::yaml::scalar;
use crate::store::yaml::scalar::Place;
use serde_yaml::Value;
use std::ops::Range;

/// Where one key of a block mapping stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: Value,
    /// Its lines, without blank lines and comments that belong to what follows.
    pub(crate) lines: Range<usize>,
    /// The byte in the first line behind the colon.
    pub(crate) value_at: usize,
}

/// Where the items of a block list stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Items {
    /// The column of the dashes.
    pub(crate) column: usize,
    /// The lines of each item, without what is blank or a comment around them.
    pub(crate) lines: Vec<Range<usize>>,
}

/// Returns the top-level keys of a document, or nothing if it is written in an unusual way.
pub(crate) fn root(lines: &[&str]) -> Option<Vec<Entry>> {
    let is_preamble = |line: &&str| lines::is_blank(line) || line.starts_with('#');
    let skipped = lines.iter().take_while(|line| is_preamble(line)).count();
    let begins_document = lines.get(skipped).is_some_and(|line| is_header(line));
    let first = if begins_document { skipped + 1 } else { 0 };
    let mut entries = entries(lines.get(first..)?, 0)?;
    for entry in &mut entries {
        entry.lines = entry.lines.start + first..entry.lines.end + first;
    }
    Some(entries)
}

/// Whether a line is the `---` that begins a document.
pub(crate) fn is_header(line: &str) -> bool {
    lines::content(line)
        .strip_prefix("---")
        .is_some_and(|rest| {
            rest.trim_start().is_empty()
                || rest.trim_start().starts_with('#') && rest.starts_with([' ', '\t'])
        })
}

/// Returns the keys of a block mapping whose keys stand at `column`.
pub(crate) fn entries(lines: &[&str], column: usize) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut literal = None;
    for (index, line) in lines.iter().enumerate() {
        let indent = lines::indent(line);
        let is_neutral = lines::is_blank(line) || (lines::is_comment(line) && indent <= column);
        if is_neutral && !is_literal_blank(line, literal) {
            continue;
        }
        let continues = indent > column || is_neutral || is_dash(line, column);
        if continues {
            entries.last_mut()?.lines.end = index + 1;
            literal = literal.map(|width: LiteralWidth| width.seen(line));
            continue;
        }
        if indent < column {
            return None;
        }
        let (key, value_at) = key_at(lines::content(line), column)?;
        literal = LiteralWidth::of(&line[value_at..], column);
        entries.push(Entry {
            key,
            lines: index..index + 1,
            value_at,
        });
    }
    Some(entries)
}

/// Returns the items of a block list that fills `lines`.
pub(crate) fn items(lines: &[&str]) -> Option<Items> {
    let is_neutral = |line: &str| lines::is_blank(line) || lines::is_comment(line);
    let first = lines.iter().find(|line| !is_neutral(line))?;
    let column = lines::indent(first);
    let mut items: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let indent = lines::indent(line);
        if is_dash(line, column) {
            items.push(index..index + 1);
        } else if indent > column && !lines::is_blank(line) {
            // Comments above the first item are further in than nothing.
            match items.last_mut() {
                Some(item) => item.end = index + 1,
                None if lines::is_comment(line) => {}
                None => return None,
            }
        } else if !is_neutral(line) {
            return None;
        }
    }
    (!items.is_empty()).then_some(Items {
        column,
        lines: items,
    })
}

/// Splits what follows a colon or a dash into the value and the comment behind it, with the blanks before the comment.
///
/// Nothing if the value goes on in the next line in a way that hides where a comment begins.
pub(crate) fn split_comment(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_end();
    let start = rest.len() - rest.trim_start().len();
    let value = rest.trim_start();
    let first = value.chars().next();
    let closed = match first {
        Some(quote @ ('"' | '\'')) => start + quoted_length(value, quote)?,
        Some('[' | '{') => start + flow_length(value)?,
        Some('#') if start > 0 => return Some(("", rest)),
        _ => 0,
    };
    let bytes = rest.as_bytes();
    let sign = (closed.max(1)..bytes.len())
        .find(|index| bytes[*index] == b'#' && matches!(bytes[index - 1], b' ' | b'\t'));
    let Some(sign) = sign else {
        return Some((rest, ""));
    };
    let end = rest[..sign].trim_end().len();
    Some(rest.split_at(end))
}

/// Columns of the text of a block scalar, as far as its lines told.
#[derive(Clone, Copy)]
enum LiteralWidth {
    Unknown,
    Known(usize),
}

impl LiteralWidth {
    fn of(rest: &str, column: usize) -> Option<LiteralWidth> {
        let header = rest.trim().strip_prefix(['|', '>'])?;
        let digit = header.chars().take(2).find_map(|c| c.to_digit(10));
        Some(match digit {
            Some(digit) => LiteralWidth::Known(column + digit as usize),
            None => LiteralWidth::Unknown,
        })
    }

    fn seen(self, line: &str) -> LiteralWidth {
        match self {
            LiteralWidth::Unknown => LiteralWidth::Known(lines::indent(line)),
            LiteralWidth::Known(_) => self,
        }
    }
}

/// Whether a line of blanks is part of a block scalar's text because it is longer than the indentation.
fn is_literal_blank(line: &str, literal: Option<LiteralWidth>) -> bool {
    let is_longer = |width: usize| lines::content(line).len() > width;
    match literal {
        Some(LiteralWidth::Known(width)) => lines::is_blank(line) && is_longer(width),
        Some(LiteralWidth::Unknown) | None => false,
    }
}

fn is_dash(line: &str, column: usize) -> bool {
    let rest = lines::content(line).get(column..).unwrap_or_default();
    lines::indent(line) == column && (rest == "-" || rest.starts_with("- "))
}

/// Returns the key at `column` and where its value begins.
fn key_at(line: &str, column: usize) -> Option<(Value, usize)> {
    let text = &line[column..];
    let is_document_mark = column == 0 && (text.starts_with("--- ") || text.starts_with("... "));
    if is_document_mark {
        return None;
    }
    let colon = match text.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = quoted_length(text, quote)?;
            length
                + text[length..]
                    .find(':')
                    .filter(|gap| text[length..length + gap].trim().is_empty())?
        }
        '?' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | '#' | ','
        | '\t' => return None,
        _ => colon_of(text)?,
    };
    let rest = &text[colon + 1..];
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let name = text[..colon].trim_end();
    let key = if scalar::is_plain(name, Place::Block) {
        Value::from(name)
    } else {
        serde_yaml::from_str(name).ok()?
    };
    Some((key, column + colon + 1))
}

fn colon_of(text: &str) -> Option<usize> {
    let colon = text
        .char_indices()
        .find(|(index, c)| {
            *c == ':'
                && text[index + 1..]
                    .chars()
                    .next()
                    .is_none_or(|next| matches!(next, ' ' | '\t'))
        })
        .map(|(index, _)| index)?;
    (!text[..colon].contains(" #")).then_some(colon)
}

/// Length of the quoted text that `text` begins with.
fn quoted_length(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
            continue;
        }
        let is_doubled = quote == '\'' && c == quote && text[index + 1..].starts_with(quote);
        escaped = is_doubled || (quote == '"' && c == '\\');
        if c == quote && !escaped {
            return Some(index + 1);
        }
    }
    None
}

/// Length of the flow collection that `text` begins with.
fn flow_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(c) = text[index..].chars().next() {
        let before = text[..index].chars().next_back().unwrap_or(' ');
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            // Quotes inside a word are part of it.
            '"' | '\'' if matches!(before, ' ' | ',' | '[' | '{' | ':') => {
                index += quoted_length(&text[index..], c)? - c.len_utf8();
            }
            '#' if matches!(before, ' ' | '\t') => return None,
            _ => {}
        }
        index += c.len_utf8();
        if depth == 0 {
            return Some(index);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::items;
    use super::root;
    use super::split_comment;
    use crate::store::yaml::lines;

    fn outline(text: &str) -> Option<Vec<(String, usize, usize)>> {
        let entries = root(&lines::split(text))?;
        let line = |entry: super::Entry| {
            let key = entry.key.as_str().unwrap_or("?").to_owned();
            (key, entry.lines.start, entry.lines.end)
        };
        Some(entries.into_iter().map(line).collect())
    }

    #[test]
    fn a_field_ends_before_the_blanks_and_comments_of_the_next() {
        let text = "# head\n---\na: 1\n\n# about b\nb:\n- x\n\n- y\n  # inner\n\n\"c d\": |\n  text\n    \n\n  # text\n# end\n";
        let expected = [("a", 2, 3), ("b", 5, 10), ("c d", 11, 16)];
        let expected = expected.map(|(key, start, end)| (key.to_owned(), start, end));
        assert_eq!(outline(text), Some(expected.to_vec()));
    }

    #[test]
    fn blanks_that_are_text_belong_to_the_block() {
        let lines = |text: &str| {
            outline(text)
                .and_then(|entries| entries.first().cloned())
                .map(|(_, _, end)| end)
        };
        assert_eq!(lines("a: |\n  x\n     \n  \nb: 1\n"), Some(3));
        assert_eq!(lines("a: |2\n     \n\nb: 1\n"), Some(2));
        assert_eq!(lines("a: x\n     \nb: 1\n"), Some(1));
    }

    #[test]
    fn unusual_documents_have_no_outline() {
        for text in [
            "{a: b}\n",
            "? a\n: b\n",
            "&x a: b\n",
            "a: b\n---\nc: d\n",
            "a: b\n...\n",
            "text\n",
            "- a\n",
            "!t\na: b\n",
            "--- a: b\n",
        ] {
            assert_eq!(outline(text), None, "{text}");
        }
    }

    #[test]
    fn items_end_before_what_is_not_theirs() {
        let text = "  # first\n  - a\n\n  # b is\n  -\n    b: c\n  - |\n    text\n";
        let items = items(&lines::split(text)).expect("a block list");
        assert_eq!((items.column, items.lines), (2, vec![1..2, 4..6, 6..8]));
    }

    #[test]
    fn comment_is_what_follows_a_blank_and_a_number_sign() {
        for (rest, value, comment) in [
            (" open  # why", " open", "  # why"),
            (" a#b", " a#b", ""),
            (" \"a # b\" # c", " \"a # b\"", " # c"),
            (" 'it''s # b' # c", " 'it''s # b'", " # c"),
            (" # c", "", " # c"),
            ("   ", "", ""),
            (" [a, \"#\", b] # c", " [a, \"#\", b]", " # c"),
            (" {at: x, by: it's} # c", " {at: x, by: it's}", " # c"),
            (" |  # c", " |", "  # c"),
        ] {
            assert_eq!(split_comment(rest), Some((value, comment)), "{rest}");
        }
        for rest in [" \"a # b", " [a, # b"] {
            assert_eq!(split_comment(rest), None, "{rest}");
        }
    }
}
