//! `tickets sprint …`

mod prepared;
mod refusing;
mod running;
