//! What happened to a ticket, line by line.

use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::ops::Event;

/// One event as a line.
pub(crate) fn line(event: &Event, style: Style) -> String {
    let at = event.at.map_or_else(|| " ".repeat(20), |at| at.to_string());
    let by = event.by.as_deref().unwrap_or("somebody");
    let what = match (&event.from, &event.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        _ => event.event.clone(),
    };
    let text = event
        .text
        .as_deref()
        .and_then(|text| text.lines().next())
        .unwrap_or_default();
    let text = if text.is_empty() {
        String::new()
    } else {
        format!(": {text}")
    };
    format!(
        "{}  {}{}\n",
        style.dim(&at),
        one_line(&format!("{what}, {by}")),
        one_line(&text)
    )
}
