//! A block between two marks in a text that is otherwise somebody else's.

/// The line before the block.
pub(crate) const BEGIN: &str = "<!-- tickets:status -->";

/// The line after it.
pub(crate) const END: &str = "<!-- /tickets:status -->";

/// Marks that do not enclose one block.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MarkError {
    /// A block that does not end.
    #[error("line {0} begins a block that does not end")]
    Open(usize),
    /// An end without a beginning.
    #[error("line {0} ends a block that did not begin")]
    Unopened(usize),
    /// More than one block.
    #[error("line {0} begins a second block")]
    Second(usize),
}

/// The text with `block` between its marks: in the place of what stands there, or at the end where
/// there are no marks. Everything else stays as it is, byte for byte; the block has the line
/// ends of the text. Marks within fenced code are none, so that a text may tell of them.
///
/// # Errors
/// Marks that do not enclose one block.
pub(crate) fn with_block(text: &str, block: &str) -> Result<String, MarkError> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = line_end.repeat(2);
    let block = block.trim().replace('\n', line_end);
    let whole = format!("{BEGIN}{gap}{block}{gap}{END}{line_end}");
    if let Some((start, end)) = find(text)? {
        let after = &text[end..];
        // The last line of a text may have no end.
        let whole = if after.is_empty() && !text.ends_with('\n') {
            whole.trim_end()
        } else {
            &whole
        };
        return Ok(format!("{}{whole}{after}", &text[..start]));
    }
    if text.is_empty() {
        return Ok(whole);
    }
    let own_end = if text.ends_with('\n') { "" } else { line_end };
    Ok(format!("{text}{own_end}{line_end}{whole}"))
}

/// Where the block stands, with its marks.
fn find(text: &str) -> Result<Option<(usize, usize)>, MarkError> {
    let mut begun: Option<(usize, usize)> = None;
    let mut found = None;
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for (place, line) in text.split_inclusive('\n').enumerate() {
        let number = place + 1;
        let end = start + line.len();
        let line = line.trim();
        // Within the block nothing is anybody else's.
        if begun.is_none() {
            fence = fence_after(fence, line);
        }
        match (line, begun) {
            _ if fence.is_some() => {}
            (BEGIN, Some(_)) => return Err(MarkError::Second(number)),
            (BEGIN, None) if found.is_some() => return Err(MarkError::Second(number)),
            (BEGIN, None) => begun = Some((start, number)),
            (END, None) => return Err(MarkError::Unopened(number)),
            (END, Some((from, _))) => {
                found = Some((from, end));
                begun = None;
            }
            _ => {}
        }
        start = end;
    }
    match begun {
        Some((_, number)) => Err(MarkError::Open(number)),
        None => Ok(found),
    }
}

/// The fence that code stands in after a line.
fn fence_after<'a>(fence: Option<&'a str>, line: &'a str) -> Option<&'a str> {
    let length = |mark: char| line.chars().take_while(|c| *c == mark).count();
    let own = ['`', '~']
        .into_iter()
        .find(|mark| length(*mark) >= 3)
        .map(|mark| &line[..length(mark)]);
    match (fence, own) {
        (None, own) => own,
        // A fence ends with one that is as long, and nothing behind it.
        (Some(open), Some(own)) if own.starts_with(open) && own == line => None,
        (Some(open), _) => Some(open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let updated = with_block(text, "new\nblock\n").unwrap();
        assert_eq!(updated, expected, "{text:?}");
        assert_eq!(
            with_block(&updated, "new\nblock\n").unwrap(),
            updated,
            "again"
        );
    }

    #[test]
    fn the_block_stands_between_its_marks_and_all_else_stays() {
        let block = format!("{BEGIN}\n\nnew\nblock\n\n{END}");
        check("", &format!("{block}\n"));
        check("# Title\n", &format!("# Title\n\n{block}\n"));
        check("# Title", &format!("# Title\n\n{block}\n"));
        check(
            &format!("a\n{BEGIN}\nold\n{END}\nb"),
            &format!("a\n{block}\nb"),
        );
        check(&format!("a\n{BEGIN}\n{END}"), &format!("a\n{block}"));
        check(
            &format!("a\r\n  {BEGIN}\r\nold\r\n{END}\r\nb\r\n"),
            &format!("a\r\n{}\r\nb\r\n", block.replace('\n', "\r\n")),
        );
    }

    #[test]
    fn marks_in_code_are_none() {
        let code = format!("````md\n```\n{BEGIN}\n{END}\n```\n````\n");
        check(&code, &format!("{code}\n{BEGIN}\n\nnew\nblock\n\n{END}\n"));
        let inline = format!("Write `{BEGIN}` somewhere.\n");
        check(
            &inline,
            &format!("{inline}\n{BEGIN}\n\nnew\nblock\n\n{END}\n"),
        );
    }

    #[test]
    fn marks_that_enclose_no_one_block_are_refused() {
        let refused = |text: String| with_block(&text, "x").unwrap_err();
        assert_eq!(refused(format!("a\n{BEGIN}\n")), MarkError::Open(2));
        assert_eq!(refused(format!("{END}\n{BEGIN}\n")), MarkError::Unopened(1));
        assert_eq!(
            refused(format!("{BEGIN}\n{BEGIN}\n{END}\n")),
            MarkError::Second(2)
        );
        let twice = format!("{BEGIN}\n{END}\n");
        assert_eq!(refused(twice.repeat(2)), MarkError::Second(3));
    }
}
