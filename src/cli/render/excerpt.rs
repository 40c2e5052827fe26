//! A place in a line, with a mark under it.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::cli::render::text_width::fit;
use crate::cli::render::text_width::width;
use crate::cli::ui::one_line;

/// The line and the mark, in at most `columns`: what is before, at and after
/// the place, of which as much is left out as does not fit.
pub(crate) fn excerpt(parts: [&str; 3], columns: usize) -> [String; 2] {
    let [before, place, after] = parts.map(one_line);
    // The place may be all there is, and something around it should be seen.
    let place = fit(&place, columns * 2 / 3);
    // A place at the end has no width, and gets a mark all the same.
    let marked = width(&place).max(1);
    let room = columns - marked;
    let before = fit_end(&before, room - width(&after).min(room / 2));
    let after = fit(&after, room - width(&before));
    let mark = "^".repeat(marked);
    [
        format!("{before}{place}{after}"),
        format!("{}{mark}", " ".repeat(width(&before))),
    ]
}

/// `text` cut at its beginning.
fn fit_end(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let mut used = 0;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > room {
            break;
        }
        start = at;
    }
    format!("…{}", &text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_the_place() {
        let check = |parts, expected: [&str; 2]| {
            let shown = excerpt(parts, 20);
            assert_eq!(shown, expected, "{parts:?}");
            assert!(shown.iter().all(|line| width(line) <= 20), "{shown:?}");
        };
        check(["a ", "statsu", ":b"], ["a statsu:b", "  ^^^^^^"]);
        check(["日本 ", "語:", ""], ["日本 語:", "     ^^^"]);
        check(["status:", "", ""], ["status:", "       ^"]);
        check(
            ["one two three four ", "five", " six seven eight"],
            ["…e four five six se…", "        ^^^^"],
        );
        check(
            ["", "012345678901234567890", ""],
            ["012345678901…", "^^^^^^^^^^^^^"],
        );
        check(
            ["one two three four five six ", "", ""],
            ["…ree four five six ", "                   ^"],
        );
    }
}
