//! `tickets label`

use crate::cli::exit_code::ExitCode;
use crate::cli::fields;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::ops;
use crate::ops::Direction;

/// Add and remove labels, or list those in use
#[derive(Debug, clap::Args)]
pub(crate) struct LabelArgs {
    #[command(subcommand)]
    command: LabelCommand,
}

#[derive(Debug, clap::Subcommand)]
enum LabelCommand {
    /// Add labels to tickets
    Add(ChangeArgs),
    /// Remove labels from tickets
    Remove(ChangeArgs),
    /// List the labels in use, the most frequent first
    List {
        #[command(flatten)]
        read: ReadArgs,
    },
}

#[derive(Debug, clap::Args)]
struct ChangeArgs {
    /// Labels, as a comma list
    #[arg(value_name = "LABEL,…")]
    labels: String,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &LabelArgs) -> CliResult {
    match &args.command {
        LabelCommand::Add(args) => change(invocation, args, Direction::Add),
        LabelCommand::Remove(args) => change(invocation, args, Direction::Remove),
        LabelCommand::List { read } => list(invocation, read),
    }
}

fn change(invocation: &Invocation, args: &ChangeArgs, direction: Direction) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let labels = fields::labels(std::slice::from_ref(&args.labels))?;
    let verb = match direction {
        Direction::Add => "label",
        Direction::Remove => "unlabel",
    };
    let ask = (verb, args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Queries)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let outcome = ops::label(&tracker, &tickets, &labels, direction)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                let labels: Vec<&str> = ticket
                    .labels
                    .iter()
                    .map(crate::domain::Label::as_str)
                    .collect();
                let labels = if labels.is_empty() {
                    "none".to_owned()
                } else {
                    labels.join(", ")
                };
                format!("Labels of {}: {labels}", ticket.id)
            })
        })?;
    Ok(ExitCode::Success)
}

fn list(invocation: &Invocation, read: &ReadArgs) -> CliResult {
    let tracker = invocation.open_at(read)?;
    let (counts, problems) = ops::label_counts(&tracker);
    invocation.ui.problems(&problems);
    let record = |(label, count): (String, usize)| -> Json {
        [
            ("label".to_owned(), label.into()),
            ("count".to_owned(), count.into()),
        ]
        .into_iter()
        .collect()
    };
    invocation.ui.answer(Answer {
        result: Yield::Many(counts.into_iter().map(record).collect()),
        fields: vec!["label", "count"],
        columns: vec!["label", "count"],
        name: "label",
        page: None,
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}
