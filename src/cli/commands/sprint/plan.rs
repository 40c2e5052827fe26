//! `tickets sprint plan`

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::sprint::output;
use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops;
use crate::ops::SprintPlanning;

/// Propose what fits into a sprint
///
/// Ready backlog items and ready tickets that are in no sprint are taken by their score, as long as
/// their story points fit into the capacity together with what is in the sprint already.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// Sprint
    #[arg(add = ArgValueCandidates::new(complete::keys_of::<Sprint>))]
    sprint: Reference,
    /// How many story points fit into it; its own capacity where this is not given
    #[arg(short, long, value_name = "N")]
    capacity: Option<u32>,
    /// Plan for the sprint what is proposed
    #[arg(long)]
    apply: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &PlanArgs) -> CliResult {
    let planning = SprintPlanning {
        sprint: args.sprint.clone(),
        capacity: args.capacity,
    };
    let ui = &invocation.ui;
    let tracker = invocation.open_to(args.write)?;
    if !args.apply {
        let plan = ops::sprint_plan(&tracker, &planning)?;
        ui.problems(&plan.problems);
        output::plan(ui, &plan)?;
        if ui.format == Format::Table && !plan.proposed.is_empty() {
            ui.note(format_args!("nothing was changed; `--apply` plans it so"));
        }
        return Ok(ExitCode::Success);
    }
    let outcome = ops::apply_sprint_plan(&tracker, &planning)?;
    ui.wrote(args.write.dry_run, &outcome.receipt, |ui| {
        for candidate in &outcome.value.proposed {
            let (id, title) = (&candidate.id, &candidate.title);
            ui.status(format_args!(
                "Added {id} {title} to {}",
                outcome.value.sprint
            ));
        }
        if ui.is_format_chosen {
            output::plan(ui, &outcome.value)?;
        }
        Ok(())
    })?;
    Ok(ExitCode::Success)
}
