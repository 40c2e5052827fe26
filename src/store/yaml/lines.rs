//! A text as lines that each carry their own ending.

/// Returns the lines of `text` with their endings.
pub(crate) fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Returns the ending that new lines get: that of the first line.
pub(crate) fn ending(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns a line without its ending.
pub(crate) fn content(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Returns the number of spaces that a line begins with.
pub(crate) fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether a line holds nothing but blanks.
pub(crate) fn is_blank(line: &str) -> bool {
    content(line)
        .bytes()
        .all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Whether a line holds nothing but a comment.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).starts_with('#')
}

/// Returns `lines` as one text that ends as `original` does; lines that had no ending get `ending`.
pub(crate) fn join(lines: &[String], ending: &str, original: &str) -> String {
    let mut out = String::new();
    for line in lines {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str(ending);
        }
        out.push_str(line);
    }
    let had_ending = original.is_empty() || original.ends_with('\n');
    if had_ending && !out.is_empty() && !out.ends_with('\n') {
        out.push_str(ending);
    }
    if !had_ending {
        let kept = content(&out).len();
        out.truncate(kept);
    }
    out
}
