//! Which backlog items a command is about.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::domain::BacklogItem;
use crate::domain::Reference;

/// Which backlog items
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ItemTargets {
    /// Backlog item (can be repeated)
    #[arg(
        required = true,
        value_name = "ITEM",
        add = ArgValueCandidates::new(complete::keys_of::<BacklogItem>)
    )]
    pub(crate) items: Vec<Reference>,
}
