//! Many operations at once: one JSON object a line, each a verb with the words of its flags.
//!
//! Every operation is staged by the code that serves the plain command. An
//! atomic batch stages all of them in one transaction, each seeing what those
//! before it did; otherwise each is a transaction of its own.

mod atomic;
mod each;
mod fields;
mod forms;
mod line;
mod locals;
mod performed;
mod schema;
mod stage;
mod wanted;

pub use atomic::batch;
pub use each::EachBatch;
pub use each::rehearse_each;
pub(crate) use fields::Fields;
pub use forms::FORMS;
pub use forms::Field;
pub use forms::Form;
pub use forms::Op;
pub use forms::Shape;
pub(crate) use forms::TICKET_FIELDS;
pub use line::LINE_BYTES_MAX;
pub(crate) use locals::Locals;
pub use performed::Fate;
pub use performed::Performed;
pub(crate) use schema::schema;
pub(crate) use wanted::ticket_changes;
