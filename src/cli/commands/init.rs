//! `tickets init`

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::config::Ids;
use crate::domain::Prefix;
use crate::ops;
use crate::ops::Init;

/// Make a project in this repository
///
/// Nothing that is there already is changed, so it can be run again.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// Prefix of the keys [default: TICKET]
    #[arg(long)]
    prefix: Option<Prefix>,
    /// How keys are numbered [default: sequential]
    #[arg(long, value_enum)]
    ids: Option<IdsArg>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum IdsArg {
    /// TICKET-1, TICKET-2, …
    Sequential,
    /// TICKET-k3f9, for clones that create offline
    Random,
}

pub(crate) fn run(invocation: &Invocation, args: &InitArgs) -> CliResult {
    let init = Init {
        prefix: args.prefix.clone(),
        ids: args.ids.map(|ids| match ids {
            IdsArg::Sequential => Ids::Sequential,
            IdsArg::Random => Ids::Random,
        }),
    };
    let outcome = ops::init(invocation.surroundings(args.write), &init)?;
    let initialised = &outcome.value;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |ui| {
            let home = initialised.tracker.store.home().display();
            if initialised.is_new {
                ui.status(format_args!("Initialised {home}"));
                ui.note(format_args!(
                    "next: `tickets create \"What is to be done\"`"
                ));
            } else {
                ui.status(format_args!("{home} is there already; nothing was changed"));
            }
            let home = json!(initialised.tracker.store.home());
            ui.facts(&[("home", home), ("is_new", json!(initialised.is_new))])
        })?;
    Ok(ExitCode::Success)
}
