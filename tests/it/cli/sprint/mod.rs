//! `tickets sprint …`

mod joining;
mod prepared;
mod refusing;
mod running;
