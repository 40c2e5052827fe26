//! Many operations at once: one JSON object a line, each a verb with the words of its flags.
//!
//! Every operation is staged by the code that serves the plain command. An
//! atomic batch stages all of them in one transaction, each seeing what those
//! before it did; otherwise each is a transaction of its own.

mod atomic;
mod backlog;
mod each;
mod entries;
mod epics;
mod fields;
mod forms;
mod line;
mod locals;
mod performed;
mod planned_fields;
mod requirements;
mod schema;
mod sprints;
mod stage;
mod tickets;
mod wanted;

pub use atomic::batch;
pub use each::EachBatch;
pub use each::rehearse_each;
pub(crate) use fields::Fields;
pub use forms::Field;
pub use forms::Form;
pub use forms::Shape;
pub use forms::forms;
pub use line::LINE_BYTES_MAX;
pub(crate) use locals::Locals;
pub use performed::Fate;
pub use performed::Performed;
pub(crate) use schema::schema;
pub(crate) use tickets::TICKET_FIELDS;
pub(crate) use wanted::ticket_changes;
