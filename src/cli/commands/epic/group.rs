//! The subcommands.

use crate::cli::commands::epic::add_ticket;
use crate::cli::commands::epic::close;
use crate::cli::commands::epic::create;
use crate::cli::commands::epic::delete;
use crate::cli::commands::epic::list;
use crate::cli::commands::epic::remove_ticket;
use crate::cli::commands::epic::reopen;
use crate::cli::commands::epic::show;
use crate::cli::commands::epic::update;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;

/// Plan goals that take many tickets
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct EpicArgs {
    #[command(subcommand)]
    command: EpicCommand,
}

const EXAMPLES: &str = "Examples:
  tickets epic create \"User accounts\" --target-version 2.0 --goal \"Sign up\"
  tickets epic add-ticket EPIC-1 TICKET-3 TICKET-4
  tickets epic update EPIC-1 --status active --check-goal 1
  tickets epic close EPIC-1";

#[derive(Debug, clap::Subcommand)]
enum EpicCommand {
    #[command(visible_alias = "new")]
    Create(Box<create::CreateArgs>),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    Show(show::ShowArgs),
    Update(Box<update::UpdateArgs>),
    Close(close::CloseArgs),
    Reopen(reopen::ReopenArgs),
    Delete(delete::DeleteArgs),
    AddTicket(add_ticket::AddTicketArgs),
    RemoveTicket(remove_ticket::RemoveTicketArgs),
}

pub(crate) fn run(invocation: &Invocation, args: &EpicArgs) -> CliResult {
    match &args.command {
        EpicCommand::Create(args) => create::run(invocation, args),
        EpicCommand::List(args) => list::run(invocation, args),
        EpicCommand::Show(args) => show::run(invocation, args),
        EpicCommand::Update(args) => update::run(invocation, args),
        EpicCommand::Close(args) => close::run(invocation, args),
        EpicCommand::Reopen(args) => reopen::run(invocation, args),
        EpicCommand::Delete(args) => delete::run(invocation, args),
        EpicCommand::AddTicket(args) => add_ticket::run(invocation, args),
        EpicCommand::RemoveTicket(args) => remove_ticket::run(invocation, args),
    }
}
