//! What a write would change, as a unified diff.

use similar::TextDiff;

use crate::cli::theme::Style;
use crate::cli::ui::harmless;
use crate::store::FileChange;

/// The difference between the two versions of a file, as `diff -u` shows it.
pub(crate) fn unified(change: &FileChange, style: Style) -> String {
    let text = |bytes: &Option<Vec<u8>>| {
        bytes
            .as_deref()
            .map(String::from_utf8_lossy)
            .unwrap_or_default()
            .into_owned()
    };
    let (before, after) = (text(&change.before), text(&change.after));
    let before = change.before.is_some().then_some(before.as_str());
    let after = change.after.is_some().then_some(after.as_str());
    of_texts(&format!(".tickets/{}", change.path), before, after, style)
}

/// The same of two texts; a file that is not there has none.
pub(crate) fn of_texts(
    path: &str,
    before: Option<&str>,
    after: Option<&str>,
    style: Style,
) -> String {
    let named = |side: &str, text: Option<&str>| match text {
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let (old, new) = (named("a", before), named("b", after));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let diff = TextDiff::from_lines(before, after);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(&old, &new)
        .to_string();
    let coloured = harmless(&text)
        .lines()
        .map(|line| colour(line, style))
        .collect::<Vec<_>>()
        .join("\n");
    format!("{coloured}\n")
}

fn colour(line: &str, style: Style) -> String {
    if line.starts_with("+++") || line.starts_with("---") {
        style.heading(line)
    } else if line.starts_with('+') {
        style.added(line)
    } else if line.starts_with('-') {
        style.removed(line)
    } else if line.starts_with("@@") {
        style.id(line)
    } else {
        line.to_owned()
    }
}
