//! JSON as text.

use serde_json::Value;

/// A value as JSON of one line. The control characters that JSON lets pass are
/// escaped too: some terminals obey them.
pub fn json_text(value: &Value) -> String {
    let text = value.to_string();
    // Most text is plain, and long lists ask for much of it.
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_plain || !text.contains(char::is_control) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            escaped += &format!("\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}
