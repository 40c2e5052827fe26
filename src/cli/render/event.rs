//! What happened to a ticket, line by line.

use crate::cli::render::change;
use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::ops::Event;
use crate::vcs::short_id;

/// How many branches of a commit are named.
const BRANCHES_SHOWN: usize = 3;

/// One event as a line; what a commit changed stands below it.
pub(crate) fn line(event: &Event, style: Style) -> String {
    let at = event.at.map_or_else(|| " ".repeat(20), |at| at.to_string());
    let by = event.by.as_deref().unwrap_or("somebody");
    let text = event.subject.as_ref().or(event.text.as_ref());
    let text = text
        .and_then(|text| text.lines().next())
        .unwrap_or_default();
    let text = if text.is_empty() {
        String::new()
    } else {
        format!(": {text}")
    };
    let branches = if event.branches.is_empty() {
        String::new()
    } else {
        style.dim(&one_line(&format!(" [{}]", branches(&event.branches))))
    };
    let changed = event.change.as_ref();
    let changed = changed.map(|changed| change::lines(changed, style));
    format!(
        "{}  {}{}{branches}\n{}",
        style.dim(&at),
        one_line(&format!("{}, {by}", what(event))),
        one_line(&text),
        changed.unwrap_or_default()
    )
}

fn what(event: &Event) -> String {
    match (&event.from, &event.to, &event.subject, &event.id) {
        (None, Some(to), _, _) if event.event == Event::SPRINT => format!("joined {to}"),
        (Some(from), None, _, _) if event.event == Event::SPRINT => format!("left {from}"),
        (Some(from), Some(to), _, _) => format!("{from} → {to}"),
        (_, _, Some(_), Some(id)) => {
            let id = short_id(id);
            let verb = if event.closes { " closes it" } else { "" };
            format!("commit {id}{verb}")
        }
        _ => event.event.clone(),
    }
}

fn branches(names: &[String]) -> String {
    let shown: Vec<&str> = names
        .iter()
        .take(BRANCHES_SHOWN)
        .map(String::as_str)
        .collect();
    let rest = names.len() - shown.len();
    let more = if rest > 0 {
        format!(", +{rest}")
    } else {
        String::new()
    };
    format!("{}{more}", shown.join(", "))
}
