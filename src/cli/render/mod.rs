//! From values to text. Nothing here prints.

pub(crate) mod board;
pub(crate) mod branches;
pub(crate) mod burn_chart;
pub(crate) mod change;
pub(crate) mod changelog;
pub(crate) mod contradiction;
pub(crate) mod diff;
pub(crate) mod event;
pub(crate) mod excerpt;
pub(crate) mod fact;
pub(crate) mod hits;
pub(crate) mod markdown;
pub(crate) mod page;
pub(crate) mod performed;
pub(crate) mod project_status;
pub(crate) mod question;
pub(crate) mod readme_block;
pub(crate) mod stats;
pub(crate) mod table;
pub(crate) mod text_width;
pub(crate) mod ticket;
pub(crate) mod tree;
