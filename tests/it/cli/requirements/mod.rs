//! `tickets requirements`

mod lifecycle;
