//! `tickets template show`

use crate::cli::commands::template::output;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::cli::ui::harmless;
use crate::domain::TicketType;
use crate::ops;

/// Show the template of a type
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Type, such as bug or feature
    #[arg(value_name = "TYPE")]
    ticket_type: TicketType,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let template = ops::show_template(&tracker, &args.ticket_type)?;
    let page = Some(harmless(&template.text).into_owned());
    output::print(invocation, Yield::One(output::record(&template)), page)?;
    Ok(ExitCode::Success)
}
