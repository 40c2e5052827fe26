//! Each record as the line of JSON that lists print, ready to be copied.
//!
//! A list of everything would otherwise read and parse every file. The lines lie
//! in a file beside the snapshot; each is used only while the stamps of its record
//! are those that the snapshot just saw.

mod file;
mod fresh;
mod line;
#[cfg(test)]
mod tests;

pub use fresh::Lines;
pub use line::Line;
