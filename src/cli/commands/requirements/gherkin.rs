//! `tickets requirements gherkin`

use std::path::Path;
use std::path::PathBuf;

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::requirements::output;
use crate::cli::commands::requirements::steps::StepArgs;
use crate::cli::commands::requirements::targets::HolderArg;
use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Yield;
use crate::cli::planned;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::gherkin::NewScenario;
use crate::ops;
use crate::ops::FeatureRead;
use crate::ops::FeatureSource;

/// Read a `.feature` file, or add one scenario
///
/// A file becomes a record for the feature, for each rule and for each scenario. Read again after a change, it changes
/// the records that it made; they are found by their names. Steps are told in the order in which they are given.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct GherkinArgs {
    #[command(flatten)]
    holder: HolderArg,
    /// The `.feature` file; `-` for standard input
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Delete scenarios that the file has no more
    #[arg(long, requires = "file")]
    prune: bool,
    /// The requirement that the feature follows from
    #[arg(
        long,
        value_name = "REQUIREMENT",
        requires = "file",
        add = ArgValueCandidates::new(complete::keys_of::<Requirement>)
    )]
    parent: Option<Reference>,
    /// The name of a scenario to add
    #[arg(value_name = "TITLE", conflicts_with = "file")]
    title: Option<String>,
    /// The same as TITLE
    #[arg(
        id = "named",
        short = 't',
        long = "title",
        value_name = "TITLE",
        allow_hyphen_values = true,
        conflicts_with_all = ["title", "file"]
    )]
    named: Option<String>,
    /// The feature that it is added to, by its name (that of the ticket by default)
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    feature: Option<String>,
    /// Its tags (can be repeated)
    #[arg(
        long,
        visible_alias = "tag",
        value_name = "TAG,…",
        value_delimiter = ',',
        conflicts_with = "file"
    )]
    tags: Vec<String>,
    #[command(flatten)]
    steps: StepArgs,
    #[command(flatten)]
    write: WriteArgs,
}

const EXAMPLES: &str = "Examples:
  tickets requirements gherkin TICKET-7 --file features/login.feature
  tickets requirements gherkin TICKET-7 \"Wrong password\" --given \"an account\" \\
    --when \"I give a wrong password\" --then \"I am told so\" --and \"stay outside\"";

pub(crate) fn run(invocation: &Invocation, args: &GherkinArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let of = &args.holder.of;
    let title = args.title.as_ref().or(args.named.as_ref());
    let outcome = match (&args.file, title) {
        (Some(path), _) => {
            let source = FeatureSource {
                of: of.clone(),
                name: name_of(path),
                text: input::file(path)?,
                parent: args.parent.clone(),
                prunes: args.prune,
            };
            ops::read_feature(&tracker, &source)?
        }
        (None, None) => {
            return Err(CliError::usage_with_hint(
                "neither a file nor a title is given",
                "`--file` reads a `.feature` file, a title with `--given`, `--when` and `--then` adds one scenario",
            ));
        }
        (None, Some(title)) => {
            let scenario = NewScenario {
                name: title.trim().to_owned(),
                tags: args.tags.clone(),
                steps: args.steps.steps.clone(),
            };
            ops::add_scenario(&tracker, of, args.feature.as_deref(), &scenario)?
        }
    };
    let ui = &invocation.ui;
    ui.wrote(
        args.write.dry_run,
        &outcome.receipt,
        |ui| -> Result<(), CliError> {
            let read = &outcome.value;
            if let (None, Some(created)) = (&args.file, read.created.last()) {
                // The scenario comes after the feature that may have been made for it.
                return invocation.planned_created(&tracker, created, || {
                    let records = output::now(&tracker, std::iter::once(created));
                    output::answer(planned::one_or_many(records), None)
                });
            }
            tell(invocation, read, args.prune);
            let written = [&read.created, &read.changed, &read.same];
            let written = written.into_iter().flatten();
            if !ui.is_format_chosen && ui.fields.is_empty() {
                return Ok(());
            }
            let records = output::now(&tracker, written);
            let answer = output::answer(Yield::Many(records), None);
            invocation.planned(&tracker, answer)
        },
    )?;
    Ok(ExitCode::Success)
}

fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        format!("`{}`", path.display())
    }
}

fn tell(invocation: &Invocation, read: &FeatureRead, is_pruned: bool) {
    let ui = &invocation.ui;
    let gone = if is_pruned { "Deleted" } else { "Not in it:" };
    for (verb, records) in [
        ("Created", &read.created),
        ("Changed", &read.changed),
        (gone, &read.missing),
    ] {
        for stored in records {
            let record = &stored.record;
            let kind = record.requirement_type;
            ui.status(format_args!(
                "{verb} {} {kind}: {}",
                record.id, record.title
            ));
        }
    }
    if !read.missing.is_empty() && !is_pruned {
        ui.note(format_args!("`--prune` deletes what is not in it"));
    }
}
