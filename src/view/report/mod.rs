//! The report of a whole project: what it tells, and its forms for people.
//!
//! `data` is what it tells, and what its JSON is. `page` is one HTML file that needs nothing else: its style and its script
//! stand in it, and neither loads anything. All values go through [`maud`], which escapes them; none stands in the
//! script. Without a script everything is there; with it, the table of tickets can be searched, narrowed and sorted.
//! Its parts are `cards`, `tables`, `logbook`, `tickets`, `requirements` and `chart`. `markdown` is a short form of the same.

mod cards;
mod chart;
mod data;
mod logbook;
mod markdown;
mod page;
mod requirements;
mod tables;
mod tickets;

pub use data::Burndown;
pub use data::CyclePoint;
pub use data::EpicLine;
pub use data::ItemLine;
pub use data::NoteLine;
pub use data::Report;
pub use data::RequirementLine;
pub use data::Slice;
pub use data::SprintLine;
pub use data::TicketLine;
pub use data::TimeLine;
pub use data::TimeSpent;
pub use data::WorkTime;
pub use markdown::report_markdown;
pub use page::report_page;
