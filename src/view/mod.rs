//! A record with what is computed of it: the shape that JSON, HTTP and MCP share.

mod entry;
mod fields;
mod ticket;

pub use entry::entry;
pub use fields::fields;
pub use fields::is_empty;
pub use ticket::Computed;
pub use ticket::TICKET_COMPUTED;
pub use ticket::ticket;
