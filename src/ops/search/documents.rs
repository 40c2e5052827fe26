//! The text of tickets.

use crate::domain::Ticket;
use crate::index::text::DocumentText;
use crate::store::RecordFile;
use crate::store::Store;

/// Reads the text of the ticket at `path`; none where it cannot be read.
///
/// A comment that cannot be read is left out: `doctor` names it.
pub(crate) fn document(store: &Store, path: &str) -> Option<DocumentText> {
    let file = RecordFile::from_path(path)?;
    let ticket: Ticket = store.load(&file).ok()?.record;
    let (entries, _) = store.entries(&file);
    let mut keys = vec![ticket.id.to_string()];
    keys.extend(ticket.aliases);
    let criteria = ticket.acceptance_criteria.into_iter();
    let entries = entries.into_iter();
    Some(DocumentText {
        keys,
        title: ticket.title.into(),
        labels: ticket.labels.iter().map(ToString::to_string).collect(),
        description: ticket.description.into(),
        criteria: criteria.map(|criterion| criterion.text).collect(),
        comments: entries.map(|entry| entry.entry.text.into()).collect(),
    })
}
