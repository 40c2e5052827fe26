//! `tickets sprint close`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::sprint::output;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::WordError;
use crate::ops;
use crate::ops::SprintClosing;
use crate::ops::SprintRest;

/// Close a sprint, or cancel it
///
/// Where something in it is not done, say what becomes of that. What leaves it is noted in it.
#[derive(Debug, clap::Args)]
pub(crate) struct CloseArgs {
    /// Sprint
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Sprint>))]
    sprint: Reference,
    /// What is not done goes into this sprint
    #[arg(
        long,
        alias = "move-to",
        value_name = "SPRINT",
        group = "rest",
        add = ArgValueCandidates::new(complete::keys_of::<Sprint>)
    )]
    carry_over: Option<Reference>,
    /// What is not done is planned for no sprint any more
    #[arg(long, group = "rest")]
    to_backlog: bool,
    /// What is not done stays in it
    #[arg(long, group = "rest")]
    keep: bool,
    /// It was given up
    #[arg(long)]
    cancel: bool,
    /// Why, in a few words
    #[arg(short = 'm', long, alias = "comment", value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

impl CloseArgs {
    fn rest(&self) -> Option<SprintRest> {
        if self.to_backlog {
            return Some(SprintRest::Backlog);
        }
        if self.keep {
            return Some(SprintRest::Keep);
        }
        self.carry_over.clone().map(SprintRest::CarryOver)
    }
}

pub(crate) fn run(invocation: &Invocation, args: &CloseArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let (name, verb) = if args.cancel {
        ("cancelled", "Cancelled")
    } else {
        ("closed", "Closed")
    };
    let unusable = |error: WordError| CliError::usage(error.to_string());
    let closing = SprintClosing {
        status: name.parse().map_err(unusable)?,
        rest: args.rest(),
        reason: args.reason.clone(),
    };
    let outcome = ops::close_sprint(&tracker, &args.sprint, &closing)?;
    let is_rehearsal = args.write.dry_run;
    output::changed(invocation, &tracker, &outcome, is_rehearsal, verb)
}
