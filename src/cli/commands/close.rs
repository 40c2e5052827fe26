//! `tickets close`

use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::domain::Resolution;
use crate::domain::Status;
use crate::ops;
use crate::ops::Close;

/// Close tickets whose work is done
///
/// Either all of them are closed or, when one cannot be, none is.
#[derive(Debug, clap::Args)]
pub(crate) struct CloseArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// How it was settled, such as fixed or wontfix
    #[arg(short, long)]
    resolution: Option<Resolution>,
    /// Why, in a few words, for the history
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    /// Add a comment; `-` reads standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    comment: Option<String>,
    /// Status it gets, such as cancelled [default: the first that means done]
    #[arg(short, long)]
    status: Option<Status>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &CloseArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let close = Close {
        status: args.status.clone(),
        resolution: args.resolution.clone(),
        reason: args.reason.clone(),
        comment: args.comment.as_deref().map(input::text).transpose()?,
    };
    let ask = ("close", args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Queries)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let outcome = ops::close(&tracker, &tickets, &close)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Closed {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}
