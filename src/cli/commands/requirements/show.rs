//! `tickets requirements show`

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::page;
use crate::cli::commands::requirements::targets::RequirementTargets;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::planned;
use crate::cli::report::CliResult;
use crate::ops;

/// Show requirements with all that is known of them
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    targets: RequirementTargets,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &ShowArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let mut records = Vec::new();
    let mut pages = Vec::new();
    for reference in &args.targets.requirements {
        let shown = ops::show_requirement(&tracker, reference)?;
        pages.push(page::whole(&shown, invocation.ui.theme.stdout()));
        records.push(output::json(&shown));
    }
    let page = Some(pages.join("\n"));
    let answer = output::answer(planned::one_or_many(records), page);
    invocation.planned(&tracker, answer)?;
    Ok(ExitCode::Success)
}
