//! Comments: blocks of `author:` and `created:` lines, `---`, text, `---`.

use crate::domain::Person;
use crate::domain::Text;
use crate::domain::Timestamp;
use crate::ops::import::backlog_md::body::is_marker;

/// A comment as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OldComment {
    pub(crate) at: Timestamp,
    pub(crate) by: Option<Person>,
    pub(crate) text: Text,
}

const BEGIN: &str = "<!-- COMMENTS:BEGIN -->";
const END: &str = "<!-- COMMENTS:END -->";
const RULE: &str = "---";

/// Reads the comments of a section; returns them and the lines around them.
///
/// None where any of it is not as expected: then all of it is better kept as
/// text than guessed at.
pub(crate) fn read<'a>(lines: &[&'a str]) -> Option<(Vec<OldComment>, Vec<&'a str>)> {
    let begin = lines.iter().position(|line| line.trim() == BEGIN)?;
    let end = lines.iter().rposition(|line| line.trim() == END)?;
    let mut open = lines.get(begin + 1..end)?;
    let mut comments = Vec::new();
    loop {
        open = skip_blank(open);
        if open.is_empty() {
            break;
        }
        let (comment, rest) = read_one(open)?;
        comments.push(comment);
        open = rest;
    }
    let around = lines[..begin].iter().chain(&lines[end + 1..]).copied();
    Some((comments, around.filter(|line| !is_marker(line)).collect()))
}

fn skip_blank<'l, 'a>(lines: &'l [&'a str]) -> &'l [&'a str] {
    let start = lines.iter().position(|line| !line.trim().is_empty());
    &lines[start.unwrap_or(lines.len())..]
}

fn read_one<'l, 'a>(lines: &'l [&'a str]) -> Option<(OldComment, &'l [&'a str])> {
    let rule = lines.iter().position(|line| line.trim() == RULE)?;
    let (head, rest) = (&lines[..rule], &lines[rule + 1..]);
    let mut at = None;
    let mut by = None;
    for line in head {
        let (name, value) = line.split_once(':')?;
        match name.trim() {
            "author" if value.trim().is_empty() => {}
            "author" => by = Some(value.parse().ok()?),
            "created" => at = Some(value.trim().parse().ok()?),
            // A fact that an entry has no field for.
            _ => return None,
        }
    }
    let is_end = |index: usize| {
        let next = skip_blank(&rest[index + 1..]);
        rest[index].trim() == RULE && next.first().is_none_or(|line| is_head(line))
    };
    let length = (0..rest.len()).find(|index| is_end(*index))?;
    let comment = OldComment {
        at: at?,
        by,
        text: Text::new(&rest[..length].join("\n")),
    };
    Some((comment, &rest[length + 1..]))
}

fn is_head(line: &str) -> bool {
    line.starts_with("author:") || line.starts_with("created:")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<(Vec<String>, String)> {
        let lines: Vec<&str> = text.lines().collect();
        let (comments, rest) = read(&lines)?;
        let shown = comments.iter().map(|comment| {
            let by = comment.by.as_ref().map_or("", Person::as_str);
            format!("{} {by}: {}", comment.at, comment.text)
        });
        Some((shown.collect(), rest.concat()))
    }

    #[test]
    fn each_block_is_a_comment() {
        let text = "\n<!-- COMMENTS:BEGIN -->\nauthor: @a\ncreated: 2026-07-04 14:05\n---\nOne\n---\nstill one\n---\n\n\
                    created: 2026-07-05\n---\nTwo\n---\n<!-- COMMENTS:END -->\nmore";
        let (comments, rest) = check(text).unwrap();
        assert_eq!(
            comments,
            [
                "2026-07-04T14:05:00Z @a: One\n---\nstill one",
                "2026-07-05T00:00:00Z : Two"
            ]
        );
        assert_eq!(rest, "more");
    }

    #[test]
    fn other_forms_are_left_alone() {
        for text in [
            "text",
            "<!-- COMMENTS:BEGIN -->\ntext\n<!-- COMMENTS:END -->",
            "<!-- COMMENTS:BEGIN -->\nauthor: a\n---\nno time\n---\n<!-- COMMENTS:END -->",
            "<!-- COMMENTS:BEGIN -->\ncreated: 2026-01-01\nmood: x\n---\na\n---\n<!-- COMMENTS:END -->",
            "<!-- COMMENTS:BEGIN -->\ncreated: 2026-01-01\n---\nno end\n<!-- COMMENTS:END -->",
        ] {
            assert_eq!(check(text), None, "{text}");
        }
    }
}
