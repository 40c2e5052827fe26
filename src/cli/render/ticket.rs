//! One ticket, whole.

use crate::cli::entries;
use crate::cli::theme::Style;
use crate::cli::ui::harmless;
use crate::cli::ui::one_line;
use crate::domain::Ticket;
use crate::ops::Shown;

/// A ticket as a page of text.
pub(crate) fn page(shown: &Shown, style: Style) -> String {
    let ticket = &shown.ticket.stored.record;
    let mut text = format!(
        "{}  {}\n\n",
        style.id(&ticket.id.to_string()),
        style.heading(ticket.title.as_str())
    );
    for (name, value) in facts(shown) {
        let label = format!("{name}:");
        text += &style.dim(&format!("{label:<14}"));
        text += &value;
        text.push('\n');
    }
    if !ticket.description.is_empty() {
        text += &format!("\n{}\n", indented(ticket.description.as_str()));
    }
    text += &criteria(ticket, style);
    text += &entries::pages(&shown.entries, style);
    text
}

/// The facts that there are, each with its name.
fn facts(shown: &Shown) -> Vec<(&'static str, String)> {
    let ticket = &shown.ticket.stored.record;
    let computed = &shown.ticket.computed;
    let mut facts = vec![
        ("status", ticket.status.to_string()),
        ("type", ticket.ticket_type.to_string()),
        ("priority", ticket.priority.to_string()),
    ];
    let mut optional =
        |name, value: Option<String>| facts.extend(value.map(|value| (name, one_line(&value))));
    optional("resolution", text(ticket.resolution.as_ref()));
    optional("assignee", text(ticket.assignee.as_ref()));
    optional("reporter", text(ticket.reporter.as_ref()));
    optional("labels", joined(&ticket.labels));
    optional("epic", text(ticket.epic.as_ref()));
    optional("sprint", text(ticket.sprint.as_ref()));
    optional("item", text(ticket.item.as_ref()));
    optional("parent", text(ticket.parent.as_ref()));
    optional("depends on", joined(&ticket.depends_on));
    let blockers: Vec<_> = computed
        .blocked_by
        .iter()
        .map(|blocker| &blocker.id)
        .collect();
    optional("waits for", joined(&blockers));
    if let Some(inverse) = &shown.inverse {
        optional("blocks", joined(&inverse.blocks));
        optional("children", joined(&inverse.children));
    }
    optional("related", joined(&ticket.related));
    optional("duplicates", joined(&ticket.duplicates));
    optional("links", joined(&ticket.links));
    optional("due", text(ticket.due));
    optional(
        "estimate",
        ticket.estimate_hours.map(|hours| format!("{hours} h")),
    );
    optional("points", text(ticket.story_points));
    optional("created", created(ticket));
    optional(
        "updated",
        text(
            computed
                .updated_at
                .filter(|at| Some(*at) != ticket.created_at),
        ),
    );
    optional("archived", text(ticket.archived_at));
    optional("aliases", joined(&ticket.aliases));
    optional("file", Some(computed.path.clone()));
    facts
}

fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn joined(values: &[impl ToString]) -> Option<String> {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

fn created(ticket: &Ticket) -> Option<String> {
    let at = ticket.created_at.map(|at| at.to_string());
    let by = ticket.created_by.as_ref().map(|by| format!("by {by}"));
    let on = ticket.branch.as_ref().map(|branch| format!("on {branch}"));
    let parts: Vec<String> = [at, by, on].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn criteria(ticket: &Ticket, style: Style) -> String {
    let criteria = &ticket.acceptance_criteria;
    if criteria.is_empty() {
        return String::new();
    }
    let done = criteria.iter().filter(|criterion| criterion.done).count();
    let mut text = format!(
        "\n{}\n",
        style.heading(&format!("Acceptance criteria ({done}/{})", criteria.len()))
    );
    for (place, criterion) in criteria.iter().enumerate() {
        let mark = if criterion.done { 'x' } else { ' ' };
        text += &format!("  [{mark}] {} {}\n", place + 1, one_line(&criterion.text));
    }
    text
}

fn indented(text: &str) -> String {
    let mut indented = String::new();
    for (place, line) in text.lines().enumerate() {
        if place > 0 {
            indented.push('\n');
        }
        let line = harmless(line);
        let line = line.trim_end();
        if !line.is_empty() {
            indented += "  ";
            indented += line;
        }
    }
    indented
}
