//! The text of tickets.

use crate::domain::Ticket;
use crate::index::text::DocumentText;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;

/// Reads the text of the ticket at `path`; none where it cannot be read.
pub(crate) fn document(store: &Store, path: &str) -> Option<DocumentText> {
    let file = RecordFile::from_path(path)?;
    let stored = store.load::<Ticket>(&file).ok()?;
    Some(text_of(store, &stored))
}

/// The text of a ticket and of its entries.
///
/// A comment that cannot be read is left out: `doctor` names it.
pub(crate) fn text_of(store: &Store, stored: &Stored<Ticket>) -> DocumentText {
    let ticket = &stored.record;
    let (entries, _) = store.entries(&stored.file);
    let id = std::iter::once(ticket.id.to_string());
    let criteria = ticket.acceptance_criteria.iter();
    let words = entries.iter().map(|entry| entry.entry.words());
    DocumentText {
        keys: id.chain(ticket.aliases.iter().cloned()).collect(),
        title: ticket.title.as_str().to_owned(),
        labels: ticket.labels.iter().map(ToString::to_string).collect(),
        description: ticket.description.as_str().to_owned(),
        criteria: criteria.map(|criterion| criterion.text.clone()).collect(),
        comments: words.filter(|words| !words.is_empty()).collect(),
    }
}
