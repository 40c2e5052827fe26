//! `tickets backlog`

mod changing;
mod converting;
mod listing;
