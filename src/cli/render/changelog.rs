//! Release notes.

use crate::cli::render::change::capitalised;
use crate::domain::TicketType;
use crate::domain::Vocabulary;
use crate::ops::Settled;
use crate::view::markdown_escaped;

/// The tickets by type, in the project's order of types; dropped ones come last.
pub(crate) fn markdown(tickets: &[Settled], vocabulary: &Vocabulary) -> String {
    let mut types: Vec<&TicketType> = vocabulary.types.iter().collect();
    let mut unknown: Vec<&TicketType> = tickets
        .iter()
        .map(|settled| &settled.ticket.ticket_type)
        .filter(|own| !vocabulary.types.contains(own))
        .collect();
    unknown.sort();
    unknown.dedup();
    types.extend(unknown);

    let mut sections = Vec::new();
    for own in types {
        let is_its = |settled: &&Settled| settled.ticket.ticket_type == *own && !settled.is_dropped;
        let items: String = tickets.iter().filter(is_its).map(item).collect();
        if !items.is_empty() {
            let heading = capitalised(&markdown_escaped(own.as_str()));
            sections.push(format!("## {heading}\n\n{items}"));
        }
    }
    let dropped = tickets.iter().filter(|settled| settled.is_dropped);
    let dropped: String = dropped.map(item).collect();
    if !dropped.is_empty() {
        sections.push(format!("## Dropped\n\n{dropped}"));
    }
    sections.join("\n")
}

fn item(settled: &Settled) -> String {
    let ticket = &settled.ticket;
    let why = match &ticket.resolution {
        Some(resolution) if settled.is_dropped => {
            format!(" ({})", markdown_escaped(resolution.as_str()))
        }
        Some(_) | None => String::new(),
    };
    format!(
        "- **{}** {}{why}\n",
        ticket.id,
        markdown_escaped(ticket.title.as_str())
    )
}
