//! What a search found, for people.

use crate::cli::render::text_width::fit;
use crate::cli::render::text_width::pad;
use crate::cli::render::text_width::width;
use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::ops::Excerpt;
use crate::ops::Hit;
use crate::ops::Place;

/// What stands before the text around a hit.
const INDENT: &str = "    ";

/// A line for each record and, where it was not found by its key or title, one
/// with the text around the hit. No line is wider than `columns`.
pub(crate) fn page(hits: &[Hit], columns: usize, style: Style) -> String {
    let ids: Vec<String> = hits.iter().map(|hit| hit.record.id()).collect();
    let statuses = hits.iter().map(|hit| one_line(hit.record.status()));
    let statuses: Vec<String> = statuses.collect();
    let widest = |texts: &[String]| texts.iter().map(|text| width(text)).max().unwrap_or(0);
    let (id_width, status_width) = (widest(&ids), widest(&statuses));
    let mut text = String::new();
    for ((hit, id), status) in hits.iter().zip(&ids).zip(&statuses) {
        let left = format!("{}  {}  ", pad(id, id_width), pad(status, status_width));
        let holder = hit.record.holder();
        let holder = holder.map(|key| one_line(&format!("  (of {key})")));
        let holder = holder.unwrap_or_default();
        let room = columns.saturating_sub(width(&left) + width(&holder));
        let title = match hit.place {
            Place::Title => marked(&hit.excerpt, room, style),
            _ => fit(&one_line(hit.record.title()), room),
        };
        let id = style.id(&pad(id, id_width));
        let line = format!("{id}  {}  {title}", pad(status, status_width));
        let line = if holder.is_empty() {
            line
        } else {
            line + &style.dim(&holder)
        };
        text += &format!("{}\n", line.trim_end());
        if !matches!(hit.place, Place::Title | Place::Key) {
            let name = format!("{INDENT}{}: ", hit.found_in.replace('_', " "));
            let room = columns.saturating_sub(width(&name));
            let found = marked(&hit.excerpt, room, style);
            text += &format!("{}{found}\n", style.dim(&name));
        }
    }
    text
}

/// An excerpt with its hits marked, cut to the room there is.
fn marked(excerpt: &Excerpt, room: usize, style: Style) -> String {
    let line = fit(&one_line(&excerpt.text), room);
    let chars: Vec<char> = line.chars().collect();
    // Where the line was cut, its last character stands for what is missing.
    let is_cut = line != one_line(&excerpt.text);
    let whole = chars.len() - usize::from(is_cut && !chars.is_empty());
    let mut text = String::new();
    let mut at = 0;
    for (from, to) in &excerpt.matches {
        let (from, to) = ((*from).clamp(at, whole), (*to).clamp(at, whole));
        text.extend(&chars[at..from]);
        if from < to {
            text += &style.hit(&chars[from..to].iter().collect::<String>());
        }
        at = to.max(from);
    }
    text.extend(&chars[at..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::theme::Theme;

    #[test]
    fn hits_are_marked_as_far_as_they_are_shown() {
        let style = Theme {
            stdout_is_coloured: true,
            stderr_is_coloured: false,
        };
        let excerpt = Excerpt {
            text: "Fix the login of logins".to_owned(),
            matches: vec![(8, 13), (17, 23)],
        };
        let check = |room: usize, expected: &str| {
            let shown = marked(&excerpt, room, style.stdout());
            let shown = shown.replace("\x1b[1;31m", "[").replace("\x1b[0m", "]");
            assert_eq!(shown, expected, "{room}");
        };
        check(80, "Fix the [login] of [logins]");
        check(20, "Fix the [login] of [lo]…");
        check(11, "Fix the [lo]…");
        check(5, "Fix…");
        check(1, "…");
        check(0, "");
    }
}
