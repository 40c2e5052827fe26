//! Charts as SVG, each a picture with a name and, beside it, its numbers as a table.
//!
//! `frame` is the field with its axes; the others draw into it.

mod bars;
mod flow;
mod frame;
mod lines;
mod scatter;

pub(crate) use bars::columns;
pub(crate) use bars::slices;
pub(crate) use flow::flow;
pub(crate) use frame::figure;
pub(crate) use frame::number;
pub(crate) use lines::burndown;
pub(crate) use lines::burnup;
pub(crate) use scatter::scatter;
