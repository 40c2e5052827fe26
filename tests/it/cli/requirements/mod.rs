//! `tickets requirements`

mod coverage;
mod gherkin;
mod lifecycle;
mod parts;
mod results;
