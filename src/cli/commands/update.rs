//! `tickets update`

use crate::cli::exit_code::ExitCode;
use crate::cli::fields;
use crate::cli::fields::FieldArgs;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::targets::Caution;
use crate::cli::targets::TargetArgs;
use crate::domain::Change;
use crate::domain::Link;
use crate::domain::Resolution;
use crate::domain::Status;
use crate::domain::Title;
use crate::ops;
use crate::ops::Tracker;
use crate::ops::Update;

/// Change tickets
///
/// Either all of them are changed or, when one cannot be, none is.
#[derive(Debug, clap::Args)]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Title
    #[arg(short, long, allow_hyphen_values = true)]
    title: Option<Title>,
    /// Status
    #[arg(short, long)]
    status: Option<Status>,
    /// Why the status changes, in a few words
    #[arg(long, value_name = "TEXT", requires = "status")]
    reason: Option<String>,
    /// Add a comment; `-` reads standard input
    #[arg(
        long,
        alias = "add-comment",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    comment: Option<String>,
    /// Only if the ticket still has this `version`, as `show --format json` tells it
    #[arg(long, value_name = "VERSION")]
    if_version: Option<String>,
    #[command(flatten)]
    fields: FieldArgs,
    /// How it was settled
    #[arg(long)]
    resolution: Option<Resolution>,
    /// Add this label (can be repeated)
    #[arg(
        long,
        alias = "add-tag",
        value_name = "LABEL",
        help_heading = "Parts of fields"
    )]
    add_label: Vec<String>,
    /// Remove this label (can be repeated)
    #[arg(
        long,
        alias = "remove-tag",
        value_name = "LABEL",
        help_heading = "Parts of fields"
    )]
    remove_label: Vec<String>,
    /// Check off this criterion, by its number (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    check: Vec<usize>,
    /// Uncheck this criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    uncheck: Vec<usize>,
    /// Give criterion N another text
    #[arg(long, value_names = ["N", "TEXT"], num_args = 2, help_heading = "Parts of fields")]
    edit_criterion: Vec<String>,
    /// Remove this criterion (can be repeated)
    #[arg(long, value_name = "N", help_heading = "Parts of fields")]
    remove_criterion: Vec<usize>,
    /// Remove this link (can be repeated)
    #[arg(long, value_name = "URI", help_heading = "Parts of fields")]
    remove_link: Vec<Link>,
    /// Empty this field (can be repeated)
    #[arg(
        long,
        value_name = "FIELD",
        value_delimiter = ',',
        help_heading = "Parts of fields"
    )]
    clear: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &UpdateArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let update = Update {
        changes: changes(&tracker, args)?,
        criteria: args.fields.criterion.clone(),
        comment: args.comment.as_deref().map(input::text).transpose()?,
        if_version: args.if_version.clone(),
    };
    if update.changes.is_empty() && update.criteria.is_empty() && update.comment.is_none() {
        let hint = "`tickets update --help` lists what can be changed";
        return Err(CliError::usage_with_hint(
            "nothing to change was given",
            hint,
        ));
    }
    let ask = ("update", args.write);
    let targets = args
        .targets
        .agreed(invocation, &tracker, ask, Caution::Queries)?;
    let Some(tickets) = targets else {
        return Ok(ExitCode::Nothing);
    };
    let outcome = ops::update(&tracker, &tickets, &update)?;
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |_| {
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Updated {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}

fn changes(tracker: &Tracker, args: &UpdateArgs) -> Result<Vec<Change>, CliError> {
    let mut changes = Vec::new();
    for field in &args.clear {
        changes.push(ops::cleared(field)?);
    }
    changes.extend(args.title.clone().map(Change::Title));
    changes.extend(args.fields.changes(tracker)?);
    if let Some(to) = &args.status {
        changes.push(Change::Status {
            to: to.clone(),
            reason: args.reason.clone(),
        });
    }
    changes.extend(
        args.resolution
            .clone()
            .map(|resolution| Change::Resolution(Some(resolution))),
    );
    changes.extend(
        fields::labels(&args.add_label)?
            .into_iter()
            .map(Change::AddLabel),
    );
    changes.extend(
        fields::labels(&args.remove_label)?
            .into_iter()
            .map(Change::RemoveLabel),
    );
    changes.extend(args.remove_link.iter().cloned().map(Change::RemoveLink));
    changes.extend(criteria(args)?);
    Ok(changes)
}

fn criteria(args: &UpdateArgs) -> Result<Vec<Change>, CliError> {
    let mut changes = Vec::new();
    for pair in args.edit_criterion.chunks(2) {
        let refused =
            |_| CliError::usage(format!("`{}` is not the number of a criterion", pair[0]));
        let number = pair[0].parse().map_err(refused)?;
        changes.push(Change::EditCriterion {
            number,
            text: pair[1].clone(),
        });
    }
    let checks = args.check.iter().map(|number| (*number, true));
    let unchecks = args.uncheck.iter().map(|number| (*number, false));
    changes.extend(
        checks
            .chain(unchecks)
            .map(|(number, done)| Change::CheckCriterion { number, done }),
    );
    changes.extend(ops::criteria_removed(&args.remove_criterion));
    Ok(changes)
}
