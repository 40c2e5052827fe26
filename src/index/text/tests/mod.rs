//! Searches whose answers must not depend on how they are found.

mod agreement;
mod damage;
mod finding;
mod project;
mod upkeep;
