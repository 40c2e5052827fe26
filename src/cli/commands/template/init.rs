//! `tickets template init`

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::TicketType;
use crate::ops;

/// Make a first template for a type, to be edited
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// Type, such as bug or feature
    #[arg(value_name = "TYPE")]
    ticket_type: TicketType,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &InitArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let outcome = ops::init_template(&tracker, &args.ticket_type)?;
    let ui = &invocation.ui;
    ui.wrote(args.write.dry_run, &outcome.receipt, |ui| {
        let path = &outcome.value;
        ui.status(format_args!("Made {path}"));
        ui.facts(&[("type", json!(args.ticket_type)), ("path", json!(path))])
    })?;
    Ok(ExitCode::Success)
}
