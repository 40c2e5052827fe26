//! The journal: what people write down about the work on a record.
//!
//! Read `note` (writing), then `reading` (of one record, and of all).

mod note;
mod reading;

pub use note::JournalEdit;
pub use note::delete_journal_entry;
pub use note::edit_journal_entry;
pub use note::journal;
pub use reading::Journal;
pub use reading::JournalQuery;
pub use reading::journal_of;
pub use reading::list_journal;
