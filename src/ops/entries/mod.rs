//! Entries of records of any kind: one at a time, and all of them.
//!
//! Read `staging` (adding, changing, removing one), then `survey` (all of a kind of entry).

mod staging;
mod survey;

pub(crate) use staging::check_type;
pub(crate) use staging::find_entry;
pub(crate) use staging::key_of;
pub(crate) use staging::refuse_archived;
pub(crate) use survey::Found;
pub use survey::RecordEntry;
pub use survey::entries_of;
