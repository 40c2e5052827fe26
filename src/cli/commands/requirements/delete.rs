//! `tickets requirements delete`

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::planned;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::ops;
use crate::ops::References;
use crate::ops::Tracker;

/// Delete requirements
#[derive(Debug, clap::Args)]
pub(crate) struct DeleteArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    /// Also delete all that follow from them, which is listed first: of a feature, its rules and scenarios
    #[arg(short, long)]
    recursive: bool,
    /// Also remove the references that others make to them
    #[arg(long)]
    unlink: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &DeleteArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let doomed = doomed(&tracker, args)?;
    let is_agreed = args.yes || args.write.dry_run;
    if !planned::agree_to_delete::<Requirement>(invocation, &tracker, &doomed, is_agreed)? {
        return Ok(ExitCode::Nothing);
    }
    let others = if args.unlink {
        References::Unlink
    } else {
        References::Refuse
    };
    let outcome = ops::delete_requirements(&tracker, &doomed, others)?;
    if args.write.dry_run && args.recursive {
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
        args.write.dry_run,
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
