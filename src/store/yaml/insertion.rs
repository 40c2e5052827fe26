//! Where a new top-level field goes, and what goes with one that is removed.

use crate::domain::FieldSpec;
use crate::store::yaml::lines;
use crate::store::yaml::outline;
use crate::store::yaml::outline::Entry;
use std::ops::Range;

/// Inserts the lines of the field `name` at its canonical place, set off by blank lines.
///
/// That is behind the nearest known field that precedes it in `specs`, else before the nearest that follows, else at the end.
pub(crate) fn insert(
    lines: &mut Vec<String>,
    specs: &[FieldSpec],
    name: &str,
    ending: &str,
    mut field: Vec<String>,
) -> Option<()> {
    let at = {
        let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
        let entries = outline::root(&borrowed)?;
        place(&borrowed, &entries, specs, name)
    };
    let before = lines[..at].last();
    let follows_text =
        before.is_some_and(|line| !lines::is_blank(line) && !outline::is_header(line));
    if follows_text {
        field.insert(0, ending.to_owned());
    }
    let precedes_text = lines.get(at).is_some_and(|line| !lines::is_blank(line));
    if precedes_text {
        field.push(ending.to_owned());
    }
    lines.splice(at..at, field);
    Some(())
}

fn place(lines: &[&str], entries: &[Entry], specs: &[FieldSpec], name: &str) -> usize {
    let find = |spec: &FieldSpec| {
        entries
            .iter()
            .find(|entry| entry.key.as_str() == Some(spec.name))
    };
    let end = lines
        .iter()
        .rposition(|line| !lines::is_blank(line))
        .map_or(0, |last| last + 1);
    let Some(index) = specs.iter().position(|spec| spec.name == name) else {
        return end;
    };
    if let Some(entry) = specs[..index].iter().rev().find_map(find) {
        return entry.lines.end;
    }
    let Some(entry) = specs[index + 1..].iter().find_map(find) else {
        return end;
    };
    let comments = lines[..entry.lines.start]
        .iter()
        .rev()
        .take_while(|line| lines::is_comment(line));
    entry.lines.start - comments.count()
}

/// Removes the lines of a field, and one of the blank lines around it if two would meet or one would begin or end the file.
pub(crate) fn remove(lines: &mut Vec<String>, range: Range<usize>) {
    lines.drain(range.clone());
    let at = range.start;
    let is_blank = |line: Option<&String>| line.is_none_or(|line| lines::is_blank(line));
    let before = at.checked_sub(1);
    let opens = before
        .is_none_or(|index| lines::is_blank(&lines[index]) || outline::is_header(&lines[index]));
    if !opens || !is_blank(lines.get(at)) {
        return;
    }
    if at < lines.len() {
        lines.remove(at);
    } else if before.is_some_and(|index| lines::is_blank(&lines[index])) {
        lines.pop();
    }
}
