//! What is derived from the records' files to answer quickly. Deleting it changes no answer.

pub mod text;
