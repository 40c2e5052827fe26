//! New lines for one key of a mapping, with as many of the old ones as possible.

use crate::domain::Shape;
use crate::store::yaml::block;
use crate::store::yaml::block::Literal;
use crate::store::yaml::block::Style;
use crate::store::yaml::empty;
use crate::store::yaml::lines;
use crate::store::yaml::outline;
use crate::store::yaml::outline::Entry;
use crate::store::yaml::splice_items;
use serde_yaml::Mapping;
use serde_yaml::Value;
use serde_yaml::mapping::Iter;
use std::iter::Peekable;

/// The lines of one key and its value.
#[derive(Clone, Copy)]
pub(crate) struct Site<'l> {
    /// The key's lines, from its own to the last of its value.
    pub(crate) lines: &'l [&'l str],
    /// The key.
    pub(crate) entry: &'l Entry,
    /// The column of the key.
    pub(crate) column: usize,
    /// The line ending for new lines.
    pub(crate) ending: &'l str,
}

/// What stands on the line of a key.
struct Header<'l> {
    /// The key, up to and with its colon.
    key: &'l str,
    /// The value's part in this line, with the blanks before it.
    value: &'l str,
    /// The comment behind it, with the blanks before it.
    comment: &'l str,
}

/// Returns emitted text as lines with the given ending.
pub(crate) fn to_lines(text: &str, ending: &str) -> Vec<String> {
    text.lines().map(|line| format!("{line}{ending}")).collect()
}

/// Returns new lines for a key whose value changes from `old` to `new`.
///
/// Both are values of the file. Lines of what is equal in both stay as they are where the value is written in block style.
pub(crate) fn entry(site: &Site, old: &Value, new: &Value, style: Style) -> Vec<String> {
    let line = lines::content(site.lines[0]);
    let (key, rest) = line.split_at(site.entry.value_at);
    let (value, comment) = outline::split_comment(rest).unwrap_or((rest, ""));
    let header = Header {
        key,
        value,
        comment,
    };
    if empty::is_empty(Some(new), style) && matches!(style, Style::Field(_)) {
        return emptied(site, &header);
    }
    nested(site, &header, (old, new), style)
        .or_else(|| literal(site, &header, new, style))
        .unwrap_or_else(|| rewritten(site, &header, new, style))
}

/// The lines of a value in block style, with the lines of its unchanged items and keys.
fn nested(
    site: &Site,
    header: &Header,
    (old, new): (&Value, &Value),
    style: Style,
) -> Option<Vec<String>> {
    if !header.value.trim().is_empty() {
        return None;
    }
    let body = &site.lines[1..];
    let inner = match (old, new) {
        (Value::Sequence(old), Value::Sequence(new)) if !new.is_empty() => {
            splice_items::items(body, (old, new), style, site.ending)?
        }
        (Value::Mapping(old), Value::Mapping(new)) if !new.is_empty() => {
            let is_content = |line: &&&str| !lines::is_blank(line) && !lines::is_comment(line);
            let column = lines::indent(body.iter().find(is_content)?);
            mapping(
                &Block {
                    lines: body,
                    column,
                    ending: site.ending,
                },
                old,
                new,
                style.within(),
            )?
        }
        _ => return None,
    };
    let mut all = vec![site.lines[0].to_owned()];
    all.extend(inner);
    Some(all)
}

/// The lines of a block mapping.
pub(crate) struct Block<'l> {
    /// All its lines.
    pub(crate) lines: &'l [&'l str],
    /// The column of its keys.
    pub(crate) column: usize,
    /// The line ending for new lines.
    pub(crate) ending: &'l str,
}

/// Returns new lines for a block mapping that changes from `old` to `new`; `style` is that of its values.
pub(crate) fn mapping(
    block: &Block,
    old: &Mapping,
    new: &Mapping,
    style: Style,
) -> Option<Vec<String>> {
    let entries = outline::entries(block.lines, block.column)?;
    if !entries.iter().map(|entry| &entry.key).eq(old.keys()) {
        return None;
    }
    let mut pending = new.iter().peekable();
    let added = |out: &mut Vec<String>, pending: &mut Peekable<Iter>| {
        while let Some((key, value)) = pending.next_if(|(key, _)| !old.contains_key(key)) {
            out.extend(to_lines(
                &block::entry(key, value, block.column, style),
                block.ending,
            ));
        }
    };

    let mut out = Vec::new();
    added(&mut out, &mut pending);
    let mut next = 0;
    for entry in &entries {
        let range = entry.lines.clone();
        out.extend(owned(&block.lines[next..range.start]));
        next = range.end;
        let lines = &block.lines[range];
        if !new.contains_key(&entry.key) {
            continue;
        }

        let (key, after) = pending.next()?;
        if *key != entry.key {
            return None;
        }
        if old[key] == *after {
            out.extend(owned(lines));
        } else {
            let site = Site {
                lines,
                entry,
                column: block.column,
                ending: block.ending,
            };
            out.extend(self::entry(&site, &old[key], after, style));
        }
        added(&mut out, &mut pending);
    }
    out.extend(owned(&block.lines[next..]));
    Some(out)
}

fn owned(lines: &[&str]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| (*line).to_owned())
}

/// A key without a value. Comments between the items of a list stay.
fn emptied(site: &Site, header: &Header) -> Vec<String> {
    let mut lines = vec![format!("{}{}{}", header.key, header.comment, site.ending)];
    lines.extend(comments(site, header, 1));
    lines
}

/// The comment lines of a value, from a line on.
fn comments(site: &Site, header: &Header, from: usize) -> Vec<String> {
    let is_block_scalar = header.value.trim_start().starts_with(['|', '>']);
    if is_block_scalar {
        return Vec::new();
    }
    let lines = site.lines.iter().skip(from);
    lines
        .filter(|line| lines::is_comment(line))
        .map(|line| (*line).to_owned())
        .collect()
}

/// A literal block with the indentation of the old one.
fn literal(site: &Site, header: &Header, new: &Value, style: Style) -> Option<Vec<String>> {
    let (Style::Field(Shape::Text), Value::String(text)) = (style, new) else {
        return None;
    };
    let digit = header.value.trim().strip_prefix('|')?;
    let indent = if digit.is_empty() {
        let first = site
            .lines
            .iter()
            .skip(1)
            .find(|line| !lines::is_blank(line))?;
        lines::indent(first)
    } else {
        site.column + digit.parse::<usize>().ok()?
    };
    let width = indent.checked_sub(site.column).filter(|width| *width > 0)?;
    let body = text.strip_suffix('\n').unwrap_or(text);
    let block = Literal {
        indent: site.column,
        width,
        chomp: "",
    }
    .text(body)?;
    Some(with_header(site, header, &format!(" {block}")))
}

/// The canonical value behind the old key, with the comment of its line.
fn rewritten(site: &Site, header: &Header, new: &Value, style: Style) -> Vec<String> {
    let tail = block::tail(&site.entry.key, new, site.column, style);
    let mut lines = with_header(site, header, &tail);
    let is_one_line = lines.len() == 1;
    // Comments below a value that stood on one line are not part of it.
    let rest = site.lines.iter().skip(1);
    if is_one_line
        && rest
            .clone()
            .all(|line| lines::is_comment(line) || lines::is_blank(line))
    {
        lines.extend(comments(site, header, 1));
    }
    lines
}

/// The lines of `tail` behind the old key, with the blanks and the comment of the old line.
fn with_header(site: &Site, header: &Header, tail: &str) -> Vec<String> {
    let (first, rest) = tail.split_once('\n').unwrap_or((tail, ""));
    let blanks = header.value.len() - header.value.trim_start().len();
    let gap = match first {
        "" => "",
        _ if blanks == 0 || blanks == header.value.len() => " ",
        _ => &header.value[..blanks],
    };
    let mut lines = vec![format!(
        "{}{gap}{}{}{}",
        header.key,
        first.trim_start(),
        header.comment,
        site.ending
    )];
    lines.extend(to_lines(rest, site.ending));
    lines
}
