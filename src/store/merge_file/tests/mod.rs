//! Files in, files out.

mod files;
mod markers;
mod properties;
