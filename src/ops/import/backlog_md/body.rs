//! The Markdown below the front matter.
//!
//! Only what a ticket has a place for is taken out: the checklist under
//! `## Acceptance Criteria` and the comments under `## Comments`. Everything
//! else stays in its order, under its headings, as the description.

use crate::ops::import::backlog_md::comments;
use crate::ops::import::backlog_md::comments::OldComment;

/// A body in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Body {
    /// The Markdown that stays Markdown.
    pub(crate) description: String,
    /// The acceptance criteria: whether they hold, and their text.
    pub(crate) criteria: Vec<(bool, String)>,
    /// The comments, in their order.
    pub(crate) comments: Vec<OldComment>,
}

/// Reads a body with `\n` ends.
pub(crate) fn read(text: &str) -> Body {
    let lines: Vec<&str> = text.lines().collect();
    let mut body = Body::default();
    let mut parts: Vec<String> = Vec::new();
    for section in sections(&lines) {
        let kept = take(&mut body, section);
        // The heading of the field would only repeat the field's name.
        let kept = match kept.first() {
            Some(heading) if parts.is_empty() && is_titled(heading, "description") => &kept[1..],
            _ => &kept[..],
        };
        let part = trim_blank(kept);
        if !part.is_empty() {
            parts.push(part.join("\n"));
        }
    }
    body.description = parts.join("\n\n");
    body
}

/// Moves what has a place in the ticket out of a section; returns the lines that stay.
fn take<'a>(body: &mut Body, section: &[&'a str]) -> Vec<&'a str> {
    let Some((heading, content)) = section.split_first() else {
        return Vec::new();
    };
    if is_titled(heading, "acceptance criteria") {
        let (criteria, has_more) = checklist(content, body.criteria.len());
        body.criteria.extend(criteria);
        // Sub-headings and paragraphs between the criteria mean nothing
        // without them, so such a section also stays as it is.
        return if has_more {
            without_markers(section)
        } else {
            Vec::new()
        };
    }
    if is_titled(heading, "comments")
        && let Some((comments, rest)) = comments::read(content)
    {
        body.comments.extend(comments);
        let has_more = rest.iter().any(|line| !line.trim().is_empty());
        let heading = has_more.then_some(*heading);
        return heading.into_iter().chain(rest).collect();
    }
    without_markers(section)
}

fn is_titled(line: &str, title: &str) -> bool {
    let text = line.strip_prefix("## ").unwrap_or_default();
    text.trim().eq_ignore_ascii_case(title)
}

/// Cuts at each heading of the second level. Those inside code blocks and
/// between the program's own markers are part of the text.
fn sections<'l, 'a>(lines: &'l [&'a str]) -> Vec<&'l [&'a str]> {
    let mut sections = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < lines.len() {
        if lines[at].starts_with("## ") && at > start {
            sections.push(&lines[start..at]);
            start = at;
        }
        at = end_of_block(lines, at).unwrap_or(at) + 1;
    }
    sections.push(&lines[start..]);
    sections
}

/// The last line of the block that begins on line `at`, if one does.
fn end_of_block(lines: &[&str], at: usize) -> Option<usize> {
    let rest = lines.get(at + 1..)?;
    let length = match begun(lines[at]) {
        Some(name) => length_of_region(rest, name)?,
        None => {
            let fence = fence(lines[at])?;
            rest.iter().position(|line| closes(line, fence))?
        }
    };
    Some(at + 1 + length)
}

/// The lines before the end of a region between markers.
///
/// None where another one begins within: some tasks have all their sections
/// inside the description's markers.
fn length_of_region(rest: &[&str], name: &str) -> Option<usize> {
    let is_end = |line: &&str| marker(line).and_then(|m| m.strip_suffix(":END")) == Some(name);
    let length = rest.iter().position(is_end)?;
    let holds_another = rest[..length].iter().any(|line| begun(line).is_some());
    (!holds_another).then_some(length)
}

/// The name of the region that a marker begins.
fn begun(line: &str) -> Option<&str> {
    marker(line)?.strip_suffix(":BEGIN")
}

/// The backquotes or tildes that begin a code block.
fn fence(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(sign);
    let fence = &text[..text.len() - rest.len()];
    (fence.len() >= 3 && !(sign == '`' && rest.contains('`'))).then_some(fence)
}

fn closes(line: &str, fence: &str) -> bool {
    let text = line.trim();
    let sign = fence.chars().next().unwrap_or('`');
    text.len() >= fence.len() && text.chars().all(|c| c == sign)
}

/// What stands between `<!--` and `-->` of one of the program's own markers.
fn marker(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    let (kind, rest) = name.split_once(':')?;
    let is_own = matches!(kind, "SECTION" | "AC" | "DOD" | "COMMENTS" | "COMMENT");
    (is_own && (rest.ends_with("BEGIN") || rest.ends_with("END"))).then_some(name)
}

pub(crate) fn is_marker(line: &str) -> bool {
    marker(line).is_some()
}

fn without_markers<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let lines = lines.iter().copied();
    lines.filter(|line| !is_marker(line)).collect()
}

fn trim_blank<'l, 'a>(lines: &'l [&'a str]) -> &'l [&'a str] {
    let is_text = |line: &&str| !line.trim().is_empty();
    let start = lines.iter().position(is_text).unwrap_or(lines.len());
    let end = lines
        .iter()
        .rposition(is_text)
        .map_or(start, |last| last + 1);
    &lines[start..end]
}

/// The checkboxes of a section, and whether there is anything else.
fn checklist(lines: &[&str], count_before: usize) -> (Vec<(bool, String)>, bool) {
    let mut criteria: Vec<(bool, String)> = Vec::new();
    let mut has_more = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        match checkbox(line) {
            Some((done, text)) => {
                let number = count_before + criteria.len() + 1;
                criteria.push((done, without_number(text, number).to_owned()));
            }
            None => has_more |= !line.trim().is_empty() && !is_marker(line),
        }
        let is_code = fence(line).is_some();
        let next = if is_code {
            end_of_block(lines, at)
        } else {
            None
        };
        at = next.unwrap_or(at) + 1;
    }
    (criteria, has_more)
}

fn checkbox(line: &str) -> Option<(bool, &str)> {
    let item = line.trim_start();
    let item = item
        .strip_prefix("- [")
        .or_else(|| item.strip_prefix("* ["))?;
    let (sign, text) = item.split_once(']')?;
    let done = match sign {
        " " | "" => false,
        "x" | "X" => true,
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then_some((done, text))
}

/// Takes `#3 ` off the third criterion; another number is kept, as the text may speak of it.
fn without_number(text: &str, number: usize) -> &str {
    let rest = text.strip_prefix('#').and_then(|rest| rest.split_once(' '));
    match rest {
        Some((digits, rest)) if digits.parse() == Ok(number) => rest.trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_stay_in_order_under_their_headings() {
        let body = read(
            "\n## Description\n\n<!-- SECTION:DESCRIPTION:BEGIN -->\nWhat\n\n## Inner\n<!-- SECTION:DESCRIPTION:END -->\n\
             \n## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [x] #1 One\n- [ ] #2 Two  \n - [X] Three\n- [ ] #7 Four\n<!-- AC:END -->\n\
             \n## Notes\n\n```\n## Acceptance Criteria\n- [ ] no\n```\n",
        );
        assert_eq!(
            body.description,
            "What\n\n## Inner\n\n## Notes\n\n```\n## Acceptance Criteria\n- [ ] no\n```"
        );
        let expected = [
            (true, "One"),
            (false, "Two"),
            (true, "Three"),
            (false, "#7 Four"),
        ];
        let expected = expected.map(|(done, text)| (done, text.to_owned()));
        assert_eq!(body.criteria, expected);
    }

    #[test]
    fn a_checklist_with_more_in_it_also_stays_whole() {
        let section =
            "## Acceptance Criteria\n\n### Pages\n- [ ] One\n  1. first\n```\n- [ ] no\n```";
        let body = read(section);
        assert_eq!(body.criteria, [(false, "One".to_owned())]);
        assert_eq!(body.description, section);
    }

    #[test]
    fn blocks_without_an_end_hide_nothing() {
        let body = read("```\nx\n<!-- SECTION:PLAN:BEGIN -->\n## Acceptance Criteria\n- [ ] One\n");
        assert_eq!(body.criteria.len(), 1);
        assert_eq!(body.description, "```\nx");
    }

    #[test]
    fn sections_inside_the_descriptions_markers_are_sections() {
        let body = read(
            "## Description\n<!-- SECTION:DESCRIPTION:BEGIN -->\n## Description\nText\n## Acceptance Criteria\n\
             <!-- AC:BEGIN -->\n- [x] #1 One\n<!-- AC:END -->\n## Plan\n1.\n<!-- SECTION:DESCRIPTION:END -->\n",
        );
        assert_eq!(body.description, "Text\n\n## Plan\n1.");
        assert_eq!(body.criteria, [(true, "One".to_owned())]);
    }

    #[test]
    fn a_second_description_keeps_its_heading() {
        let body = read("Intro\n## Description\nA\n## Description\nB\n");
        assert_eq!(
            body.description,
            "Intro\n\n## Description\nA\n\n## Description\nB"
        );
        assert_eq!(read("").description, "");
    }
}
