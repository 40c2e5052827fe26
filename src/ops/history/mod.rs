//! What happened to a ticket, as the ticket tells it and as the commits do.

mod commits;
mod events;
mod former;

pub use events::Event;
pub use events::History;
pub use events::history;
