//! What differs between two states of a record, as facts.
//!
//! [`pairs`] finds out which record of one state is which of the other, [`RecordChange`] says what happened to one,
//! [`Fact`] is one difference, and [`Deed`] is the word for it that people group by.

mod change;
mod compare;
mod deed;
mod fact;
mod lines;
mod message;
mod pairing;

pub use change::ChangeKind;
pub use change::RecordChange;
pub use compare::setting_facts;
pub use deed::Deed;
pub use fact::CriterionChange;
pub use fact::EntryChange;
pub use fact::Fact;
pub use fact::FactChange;
pub use lines::LineChange;
pub use lines::LineCount;
pub use message::commit_message;
pub use pairing::Pair;
pub use pairing::Snapshot;
pub use pairing::pairs;
