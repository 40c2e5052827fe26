//! The subcommands.

use crate::cli::commands::sprint::add;
use crate::cli::commands::sprint::burndown;
use crate::cli::commands::sprint::close;
use crate::cli::commands::sprint::create;
use crate::cli::commands::sprint::delete;
use crate::cli::commands::sprint::list;
use crate::cli::commands::sprint::plan;
use crate::cli::commands::sprint::remove;
use crate::cli::commands::sprint::show;
use crate::cli::commands::sprint::start;
use crate::cli::commands::sprint::update;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;

/// Plan a few weeks of work with a goal
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SprintArgs {
    #[command(subcommand)]
    command: SprintCommand,
}

const EXAMPLES: &str = "Examples:
  tickets sprint create \"First steps\" --start 2026-12-01 --days 14 --capacity 20
  tickets sprint plan SPRINT-1 --apply
  tickets sprint start SPRINT-1
  tickets sprint burndown
  tickets sprint close SPRINT-1 --carry-over SPRINT-2";

#[derive(Debug, clap::Subcommand)]
enum SprintCommand {
    #[command(visible_alias = "new")]
    Create(create::CreateArgs),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    Show(show::ShowArgs),
    Update(update::UpdateArgs),
    Plan(plan::PlanArgs),
    Add(add::AddArgs),
    Remove(remove::RemoveArgs),
    Start(start::StartArgs),
    Burndown(burndown::BurndownArgs),
    Close(close::CloseArgs),
    Delete(delete::DeleteArgs),
}

pub(crate) fn run(invocation: &Invocation, args: &SprintArgs) -> CliResult {
    match &args.command {
        SprintCommand::Create(args) => create::run(invocation, args),
        SprintCommand::List(args) => list::run(invocation, args),
        SprintCommand::Show(args) => show::run(invocation, args),
        SprintCommand::Update(args) => update::run(invocation, args),
        SprintCommand::Plan(args) => plan::run(invocation, args),
        SprintCommand::Add(args) => add::run(invocation, args),
        SprintCommand::Remove(args) => remove::run(invocation, args),
        SprintCommand::Start(args) => start::run(invocation, args),
        SprintCommand::Burndown(args) => burndown::run(invocation, args),
        SprintCommand::Close(args) => close::run(invocation, args),
        SprintCommand::Delete(args) => delete::run(invocation, args),
    }
}
