//! The numbers of a project: how much is under way, how fast it flows, what is at risk, when it may end.
//!
//! This is the one place where such numbers are made: the status, the reports, sprints and epics all
//! ask here, so that none of them can say something else. Everything is a pure function of
//! [`WorkItem`]s and a time; nothing looks at a clock, a file or chance of its own.
//!
//! Reading order: [`WorkItem`] (what one piece of work tells), [`DurationPercentiles`], then a file for
//! each sort of number, and [`Analytics`], all of them together.
//!
//! Rules that hold everywhere:
//! - Days are those of UTC. An age is counted in whole days, rounded down.
//! - *Done* is what has a status of the category `done`; *dropped* work is not done and not open.
//! - Work is done when its own log says so (`transitions`), never when its file was changed last. What
//!   is done and does not say when counts as done, and as an event nowhere.
//! - Archived work counts where something happened (throughput, lead time), not where something is.

mod ageing;
mod analytics;
mod blocked_time;
mod burn;
mod course;
mod cumulative_flow;
mod days;
mod flow_time;
mod forecast;
mod percentiles;
mod risk;
mod stay;
#[cfg(test)]
mod table;
mod throughput;
mod urgency;
mod work_item;
mod workload;

pub use ageing::AgeBucket;
pub use ageing::ageing;
pub use analytics::Analytics;
pub use analytics::Closed;
pub use analytics::Counts;
pub use analytics::FLOW_DAYS;
pub use blocked_time::BlockedTime;
pub use blocked_time::blocked_time;
pub use burn::Burn;
pub use burn::BurnDay;
pub use burn::burn;
pub use course::Move;
pub use cumulative_flow::FlowDay;
pub use cumulative_flow::cumulative_flow;
pub use days::DayRange;
pub use flow_time::cycle_seconds;
pub use flow_time::cycle_times;
pub use flow_time::lead_seconds;
pub use flow_time::lead_times;
pub use forecast::FORECAST_DAYS;
pub use forecast::FORECAST_RUNS;
pub use forecast::Forecast;
pub use forecast::ForecastQuestion;
pub use forecast::forecast;
pub use forecast::history_days;
pub use percentiles::DurationPercentiles;
pub use percentiles::days;
pub use percentiles::nearest_rank;
pub use risk::Risk;
pub use risk::RiskLevel;
pub use risk::RiskPart;
pub use risk::risk;
pub use stay::ALWAYS;
pub use stay::SprintPiece;
pub use stay::Stay;
pub(crate) use stay::united;
pub use throughput::Amount;
pub use throughput::SprintPace;
pub use throughput::Velocity;
pub use throughput::WeekAmount;
pub use throughput::done_each_day;
pub use throughput::done_each_week;
pub use throughput::done_in;
pub use throughput::velocity;
pub use urgency::Urgency;
pub use work_item::WorkItem;
pub use workload::Workload;
pub use workload::workload;
