//! How wide text is on a terminal.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// The columns that `text` takes; wide characters take two.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` cut to at most `limit` columns, with `…` where something is missing.
pub(crate) fn fit(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        cut.push_str(grapheme);
    }
    if limit > 0 {
        cut.truncate(cut.trim_end().len());
        cut.push('…');
    }
    cut
}

/// `text` with blanks up to `columns`.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_columns_and_never_within_a_character() {
        for (text, limit, expected) in [
            ("short", 10, "short"),
            ("exactly", 7, "exactly"),
            ("too long for it", 9, "too long…"),
            ("日本語のテキスト", 7, "日本語…"),
            ("日本語のテキスト", 6, "日本…"),
            ("👩‍👩‍👧‍👦 family", 4, "👩‍👩‍👧‍👦…"),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(fit(text, limit), expected);
            assert!(width(&fit(text, limit)) <= limit);
        }
    }
}
