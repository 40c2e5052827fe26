//! `tickets requirements approve`, `implement`, `verify`, `fail` and `block`

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::Verdict;

/// What is said of which requirements
#[derive(Debug, clap::Args)]
pub(crate) struct JudgeArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    /// What is to be said about it
    #[arg(
        short,
        long,
        visible_alias = "reason",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    notes: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Commit the files that change, and nothing else
    #[arg(long, conflicts_with = "dry_run")]
    commit: bool,
}

pub(crate) fn run(
    invocation: &Invocation,
    args: &JudgeArgs,
    (verdict, verb): (Verdict, &str),
) -> CliResult {
    let write = WriteArgs {
        dry_run: args.dry_run,
        commit: args.commit,
    };
    let tracker = invocation.open_to(write)?;
    let requirements = &args.targets.requirements;
    let notes = args.notes.as_deref();
    let outcome = ops::judge_requirements(&tracker, requirements, verdict, notes)?;
    output::changed(invocation, &tracker, &outcome, write.dry_run, verb)
}
