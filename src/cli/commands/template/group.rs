//! The subcommands.

use crate::cli::commands::template::init;
use crate::cli::commands::template::list;
use crate::cli::commands::template::show;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;

/// Say what new tickets of a type begin with
///
/// `.tickets/templates/bug.yaml` holds the fields of a new bug.
#[derive(Debug, clap::Args)]
pub(crate) struct TemplateArgs {
    #[command(subcommand)]
    command: TemplateCommand,
}

#[derive(Debug, clap::Subcommand)]
enum TemplateCommand {
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    Show(show::ShowArgs),
    Init(init::InitArgs),
}

pub(crate) fn run(invocation: &Invocation, args: &TemplateArgs) -> CliResult {
    match &args.command {
        TemplateCommand::List(args) => list::run(invocation, args),
        TemplateCommand::Show(args) => show::run(invocation, args),
        TemplateCommand::Init(args) => init::run(invocation, args),
    }
}
