//! The language that people ask for tickets in, and which tickets it means.

mod text_term;

pub use text_term::TextField;
pub use text_term::TextForm;
pub use text_term::TextTerm;
