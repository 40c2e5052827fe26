//! `tickets status`

mod numbers;
mod prepared;
mod readme;
