//! Files that nobody should have written: each is named, none does harm.

mod bounds;
mod files;
mod records;
mod settings;
