//! A record with what is computed of it: the shape that JSON, HTTP and MCP share.

mod change;
mod entry;
mod fields;
mod json_text;
mod planned;
mod summary;
mod ticket;

pub use change::CHANGE_FIELDS;
pub use change::change;
pub use change::change_word;
pub use change::facts;
pub use change::settings_change;
pub use entry::entry;
pub use fields::fields;
pub use fields::is_empty;
pub use json_text::json_text;
pub use planned::planned;
pub use planned::planned_fields;
pub use summary::ENTRY_FIELDS;
pub use summary::SUMMARY_FIELDS;
pub use summary::summary;
pub use ticket::Computed;
pub use ticket::TICKET_COMPUTED;
pub use ticket::computed_of_others;
pub use ticket::ticket;
