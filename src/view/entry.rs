//! An entry as JSON.

use serde_json::Value;
use serde_json::json;

use crate::domain::Entry;

/// All fields of an entry, absent ones as `null`.
pub fn entry(entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at,
        "by": entry.by,
        "edited_at": entry.edited_at,
        "text": entry.text,
    })
}
