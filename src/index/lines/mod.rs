//! Each record as the line of JSON that lists print, ready to be copied.
//!
//! A list of everything would otherwise read and parse every file. The lines lie
//! in a file beside the snapshot; each is used only while the stamps of its record
//! are those that the snapshot just saw. What other records and the settings decide
//! stands in its middle, and is compared each time.

mod file;
mod fresh;
mod line;
mod printer;
#[cfg(test)]
mod tests;

pub use fresh::Lines;
pub use fresh::Others;
pub use line::Piece;
