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
    let category = category.map_or("null".to_owned(), |category| format!("\"{category}\""));
    let blocked_by = if blocked_by.is_empty() {
        "[]".to_owned()
    } else {
        json_text(&json!(blocked_by))
    };
    format!(",\"category\":{category},\"blocked_by\":{blocked_by},\"is_ready\":{is_ready}")
}
