//! A ticket as JSON.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::Blocker;
use crate::domain::Category;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::view::fields;
use crate::view::json_text;

/// What is computed of a ticket; none of it is stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Computed {
    /// What its status means; none for a status that the project does not have.
    pub category: Option<Category>,
    /// Its dependencies that are not settled.
    pub blocked_by: Vec<Blocker>,
    /// Whether it can be started: not begun, nothing in its way, not archived.
    pub is_ready: bool,
    /// The newest of its transitions and entries.
    pub updated_at: Option<Timestamp>,
    /// How many entries it has.
    pub entry_count: usize,
    /// Its file, from the root of the working tree.
    pub path: String,
}

/// The names of the computed fields, which follow the record's own.
pub const TICKET_COMPUTED: [&str; 6] = [
    "category",
    "blocked_by",
    "is_ready",
    "updated_at",
    "entry_count",
    "path",
];

/// All fields of a ticket, then the computed ones.
pub fn ticket(ticket: &Ticket, computed: &Computed) -> Map<String, Value> {
    let mut map = fields(ticket);
    let values = [
        json!(computed.category),
        json!(computed.blocked_by),
        json!(computed.is_ready),
        json!(computed.updated_at),
        json!(computed.entry_count),
        json!(computed.path),
    ];
    let names = TICKET_COMPUTED.iter().map(|name| (*name).to_owned());
    map.extend(names.zip(values));
    map
}

/// Those computed fields that the record's own files do not tell, as they stand in its
/// JSON: `,"category":"todo","blocked_by":[],"is_ready":true`.
pub fn computed_of_others(
    category: Option<Category>,
    blocked_by: &[Blocker],
    is_ready: bool,
) -> String {
    // Long lists ask this of each ticket, so it is put together by hand.
    let mut text = String::with_capacity(64);
    text.push_str(",\"category\":");
    match category {
        Some(category) => {
            text.push('"');
            text.push_str(category.as_str());
            text.push('"');
        }
        None => text.push_str("null"),
    }
    text.push_str(",\"blocked_by\":");
    if blocked_by.is_empty() {
        text.push_str("[]");
    } else {
        text.push_str(&json_text(&json!(blocked_by)));
    }
    text.push_str(",\"is_ready\":");
    text.push_str(if is_ready { "true" } else { "false" });
    text
}
