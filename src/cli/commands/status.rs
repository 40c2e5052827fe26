//! `tickets status`

use std::path::PathBuf;

use serde_json::Value;
use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::render::diff;
use crate::cli::render::project_status;
use crate::cli::render::readme_block;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;

/// Show how the project stands: what is under way, how fast it goes, what is in danger
///
/// The numbers come from the transitions in the tickets. `--format json` has all of them.
#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {
    /// Show everything, with the parts that the numbers come from
    #[arg(long)]
    detailed: bool,
    /// How many days back "recently" reaches
    #[arg(
        long,
        value_name = "N",
        default_value_t = 7,
        value_parser = clap::value_parser!(u32).range(1..=3650)
    )]
    days: u32,
    /// Write it into README.md at the root of the repository, or into this file, between marks
    ///
    /// The marks are `<!-- tickets:status -->` and `<!-- /tickets:status -->`; where there are none,
    /// they are added at the end. The block has no numbers that change with the time alone.
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        conflicts_with_all = ["rev", "detailed"]
    )]
    update_readme: Option<Option<PathBuf>>,
    /// Show how the README would change, and change nothing
    #[arg(short = 'n', long, requires = "update_readme")]
    dry_run: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(invocation: &Invocation, args: &StatusArgs) -> CliResult {
    if let Some(file) = &args.update_readme {
        return update_readme(invocation, args, file.as_ref());
    }
    if invocation.ui.format == Format::Simple {
        return Err(CliError::usage_with_hint(
            "`status` has no keys to list",
            "`--format json --fields …` has its numbers",
        ));
    }
    let tracker = invocation.open_at(&args.read)?;
    let status = ops::project_status(&tracker, args.days)?;
    let ui = &invocation.ui;
    ui.problems(&status.problems);
    let Ok(Value::Object(json)) = serde_json::to_value(&status) else {
        return Ok(ExitCode::Success);
    };
    let style = ui.theme.stdout();
    let page = if args.detailed {
        project_status::detailed(&status, style)
    } else {
        project_status::summary(&status, style)
    };
    let names: Vec<String> = json.keys().cloned().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    ui.answer(Answer {
        result: Yield::One(json),
        fields: names.clone(),
        columns: names,
        name: "counts",
        page: Some(page),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}

fn update_readme(invocation: &Invocation, args: &StatusArgs, file: Option<&PathBuf>) -> CliResult {
    let write = WriteArgs {
        dry_run: args.dry_run,
        commit: false,
    };
    let tracker = invocation.open_to(write)?;
    let file = file.map(PathBuf::as_path);
    let change = ops::update_readme(&tracker, file, readme_block::block)?;
    let ui = &invocation.ui;
    let path = change.path.strip_prefix(tracker.root());
    let path = path.unwrap_or(&change.path).display().to_string();
    let is_change = change.is_change();
    if args.dry_run {
        ui.note(format_args!("dry run: nothing was changed"));
        if !ui.is_format_chosen {
            let before = change.before.as_deref();
            let diff = diff::of_texts(&path, before, Some(&change.after), ui.theme.stdout());
            ui.print(if is_change { &diff } else { "" })?;
        }
    } else if is_change {
        ui.status(format_args!("Updated {path}"));
    } else {
        ui.status(format_args!("{path} is up to date"));
    }
    ui.facts(&[("path", json!(path)), ("is_changed", json!(is_change))])?;
    Ok(ExitCode::Success)
}
