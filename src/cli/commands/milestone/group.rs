//! The subcommands.

use crate::cli::commands::milestone::add;
use crate::cli::commands::milestone::list;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;

/// Note which milestones tickets reached
#[derive(Debug, clap::Args)]
pub(crate) struct MilestoneArgs {
    #[command(subcommand)]
    command: MilestoneCommand,
}

#[derive(Debug, clap::Subcommand)]
enum MilestoneCommand {
    Add(add::AddArgs),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
}

pub(crate) fn run(invocation: &Invocation, args: &MilestoneArgs) -> CliResult {
    match &args.command {
        MilestoneCommand::Add(args) => add::run(invocation, args),
        MilestoneCommand::List(args) => list::run(invocation, args),
    }
}
