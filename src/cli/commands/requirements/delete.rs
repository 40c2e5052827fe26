//! `tickets requirements delete`

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::planned::DeletionArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::ops;
use crate::ops::Tracker;

/// Delete requirements
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    /// Also delete all that follow from them, which is listed first: of a feature, its rules and scenarios
    #[arg(short, long)]
    recursive: bool,
    #[command(flatten)]
    deletion: DeletionArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.deletion.write)?;
    let doomed = doomed(&tracker, args)?;
    if !args
        .deletion
        .agree::<Requirement>(invocation, &tracker, &doomed)?
    {
        return Ok(ExitCode::Nothing);
    }
    let others = args.deletion.references();
    let outcome = ops::delete_requirements(&tracker, &doomed, others)?;
    if args.deletion.write.dry_run && args.recursive {
        for stored in &outcome.value {
            let (id, title) = (&stored.record.id, &stored.record.title);
            let sentence = format_args!("Would delete {id} {title}");
            invocation.ui.status(sentence);
        }
    }
    output::changed(
        invocation,
        &tracker,
        &outcome,
        args.deletion.write.dry_run,
        "Deleted",
    )
}

/// What is to be deleted, with what goes along: nothing else does, whoever adds
/// something meanwhile.
fn doomed(tracker: &Tracker, args: &DeleteArgs) -> Result<Vec<Reference>, CliError> {
    let named = &args.targets.requirements;
    if !args.recursive {
        return Ok(named.clone());
    }
    let all = ops::with_descendants(tracker, named)?;
    let keys = all.iter().map(|stored| Reference::from(&stored.file.key));
    Ok(keys.collect())
}
