//! `tickets resolve`

mod branches;
mod deciding;
mod finding;
