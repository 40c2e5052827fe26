//! The journal: what people write down about the work on a record.
//!
//! Read `note` (writing), `milestone`, then `reading` (of one record, and of all).

mod milestone;
mod note;
mod reading;

pub use milestone::NewMilestone;
pub use milestone::reach_milestone;
pub(crate) use milestone::stage_milestone;
pub use note::JournalEdit;
pub use note::delete_journal_entry;
pub use note::edit_journal_entry;
pub use note::journal;
pub(crate) use note::stage_note;
pub(crate) use note::stage_note_deletion;
pub(crate) use note::stage_note_edit;
pub use reading::Journal;
pub use reading::JournalQuery;
pub use reading::journal_of;
pub use reading::list_journal;
