//! Which requirements, and what they are of.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::domain::Reference;
use crate::domain::Requirement;

/// Which requirements
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct RequirementTargets {
    /// Requirement (can be repeated)
    #[arg(
        required = true,
        value_name = "REQUIREMENT",
        add = ArgValueCandidates::new(complete::keys_of::<Requirement>)
    )]
    pub(crate) requirements: Vec<Reference>,
}

/// What requirements are of
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct HolderArg {
    /// Ticket, epic or backlog item that it is expected of
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_holders))]
    pub(crate) of: Reference,
}
