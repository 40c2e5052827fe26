//! Lines: their indentation, and what they are at a glance.

/// A text with Unix line ends, without a byte order mark.
pub(crate) fn unix(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n")
}

/// The blanks of Gherkin; others are text.
const BLANKS: [char; 2] = [' ', '\t'];

pub(crate) fn is_blank(line: &str) -> bool {
    line.trim_start_matches(BLANKS).is_empty()
}

pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start_matches(BLANKS).starts_with('#')
}

pub(crate) fn is_tags(line: &str) -> bool {
    line.trim_start_matches(BLANKS).starts_with('@')
}

/// Lines without the blank ones around them and without the blanks that all of
/// them begin with.
pub(crate) fn dedented(lines: &[&str]) -> String {
    let Some(first) = lines.iter().position(|line| !is_blank(line)) else {
        return String::new();
    };
    let last = lines.iter().rposition(|line| !is_blank(line));
    let lines = &lines[first..=last.unwrap_or(first)];
    let margin = margin(lines);
    let without = |line: &&str| {
        let shared = line.bytes().zip(margin.bytes());
        // A blank line may have fewer of them.
        let length = shared.take_while(|(own, margin)| own == margin).count();
        line[length..].to_owned()
    };
    let lines: Vec<String> = lines.iter().map(without).collect();
    lines.join("\n")
}

/// The blanks that all lines begin with that are not blank.
fn margin<'a>(lines: &[&'a str]) -> &'a str {
    let full = lines.iter().filter(|line| !is_blank(line));
    let indents = full.map(|line| &line[..line.len() - line.trim_start_matches(BLANKS).len()]);
    let shorter = |one: &'a str, other: &'a str| {
        let shared = one.bytes().zip(other.bytes());
        &one[..shared.take_while(|(a, b)| a == b).count()]
    };
    indents.reduce(shorter).unwrap_or_default()
}

/// Lines with two blanks for each level before those that are not empty.
pub(crate) fn indented(text: &str, level: usize) -> String {
    let margin = "  ".repeat(level);
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("{margin}{line}")
        }
    });
    let lines: Vec<String> = lines.collect();
    lines.join("\n")
}

/// The number of the line with the keyword of a part: the first that says something.
fn keyword_line(text: &str) -> Option<usize> {
    let is_head = |line: &str| is_blank(line) || is_comment(line) || is_tags(line);
    text.lines().position(|line| !is_head(line))
}

/// The name behind the keyword of a part; none where no line has one.
pub(crate) fn name(text: &str) -> Option<&str> {
    let line = text.lines().nth(keyword_line(text)?)?;
    Some(line.split_once(':')?.1.trim())
}

/// The lines of a part with another name behind its keyword; none where no line has one.
pub(crate) fn renamed(text: &str, name: &str) -> Option<String> {
    let place = keyword_line(text)?;
    let rename = |(at, line): (usize, &str)| {
        if at != place {
            return Some(line.to_owned());
        }
        let (keyword, _) = line.split_once(':')?;
        Some(format!("{keyword}: {name}"))
    };
    let lines = text.lines().enumerate().map(rename);
    Some(lines.collect::<Option<Vec<String>>>()?.join("\n"))
}

/// The tags before the keyword of a part.
pub(crate) fn tags(text: &str) -> Vec<String> {
    let head = text
        .lines()
        .take_while(|line| is_blank(line) || is_comment(line) || is_tags(line));
    let words = head.filter(|line| is_tags(line)).flat_map(|line| {
        let words = line.split_whitespace();
        // What follows a hash is a comment.
        words.take_while(|word| !word.starts_with('#'))
    });
    let tags = words.flat_map(|word| word.split('@'));
    let named = tags.filter(|tag| !tag.is_empty());
    named.map(str::to_owned).collect()
}
