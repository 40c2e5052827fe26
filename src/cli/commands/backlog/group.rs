//! The subcommands.

use crate::cli::commands::backlog::add;
use crate::cli::commands::backlog::close;
use crate::cli::commands::backlog::convert;
use crate::cli::commands::backlog::delete;
use crate::cli::commands::backlog::groom;
use crate::cli::commands::backlog::list;
use crate::cli::commands::backlog::ready;
use crate::cli::commands::backlog::reopen;
use crate::cli::commands::backlog::show;
use crate::cli::commands::backlog::update;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;

/// Keep what may be worth doing, and make tickets of it
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct BacklogArgs {
    #[command(subcommand)]
    command: BacklogCommand,
}

const EXAMPLES: &str = "Examples:
  tickets backlog add \"Guest checkout\" --priority high --value 80
  tickets backlog groom ITEM-1 --points 5 --criterion \"Pays without an account\"
  tickets backlog ready ITEM-1
  tickets backlog convert ITEM-1";

#[expect(
    clippy::large_enum_variant,
    reason = "there is one of them in a process"
)]
#[derive(Debug, clap::Subcommand)]
enum BacklogCommand {
    #[command(visible_aliases = ["new", "create"])]
    Add(add::AddArgs),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    Show(show::ShowArgs),
    Update(update::UpdateArgs),
    Groom(groom::GroomArgs),
    Ready(ready::ReadyArgs),
    Convert(convert::ConvertArgs),
    Close(close::CloseArgs),
    Reopen(reopen::ReopenArgs),
    Delete(delete::DeleteArgs),
}

pub(crate) fn run(invocation: &Invocation, args: &BacklogArgs) -> CliResult {
    match &args.command {
        BacklogCommand::Add(args) => add::run(invocation, args),
        BacklogCommand::List(args) => list::run(invocation, args),
        BacklogCommand::Show(args) => show::run(invocation, args),
        BacklogCommand::Update(args) => update::run(invocation, args),
        BacklogCommand::Groom(args) => groom::run(invocation, args),
        BacklogCommand::Ready(args) => ready::run(invocation, args),
        BacklogCommand::Convert(args) => convert::run(invocation, args),
        BacklogCommand::Close(args) => close::run(invocation, args),
        BacklogCommand::Reopen(args) => reopen::run(invocation, args),
        BacklogCommand::Delete(args) => delete::run(invocation, args),
    }
}
