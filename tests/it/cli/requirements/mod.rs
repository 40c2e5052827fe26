//! `tickets requirements`

mod coverage;
mod deleting;
mod gherkin;
mod lifecycle;
mod parts;
mod results;
