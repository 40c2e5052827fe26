//! The language as a whole.

mod errors;
mod matching;
mod properties;
mod reading;
mod sample;
