//! `tickets import`

use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Ui;
use crate::ops;
use crate::ops::ImportSource;
use crate::ops::Imported;
use crate::ops::RecordFormat;

/// Import tickets from another tracker or from an export
///
/// Everything is one change: all of it arrives or nothing does, and `undo`
/// takes it back. What is here already is left as it is, so an import can be
/// repeated. Fields that have no counterpart are kept.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// Folder of a Backlog.md project, or a file of records; `-` for standard input
    source: PathBuf,
    /// What it is [default: by the file's ending]
    #[arg(long, value_enum, value_name = "KIND")]
    from: Option<SourceKind>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SourceKind {
    /// A folder of Markdown files with front matter, as Backlog.md writes them
    BacklogMd,
    /// One JSON object a line
    Jsonl,
    /// A JSON array
    Json,
    /// YAML documents
    Yaml,
    /// Comma-separated values
    Csv,
}

/// No sign of progress is shown before this.
const PATIENCE: Duration = Duration::from_millis(250);

pub(crate) fn run(invocation: &Invocation, args: &ImportArgs) -> CliResult {
    let source = source(args)?;
    let tracker = invocation.open_to(args.write)?;
    let ui = &invocation.ui;
    let began = Instant::now();
    let mut shown = 0;
    let outcome = ops::import(&tracker, &source, &mut |done, total| {
        let is_news = done >= shown + total / 100 || done == total;
        if began.elapsed() > PATIENCE && is_news {
            shown = done;
            ui.progress(&format!("reading {done} of {total}"));
        }
    });
    if shown > 0 {
        ui.progress("");
    }
    let outcome = outcome?;
    ui.problems(&outcome.value.problems);
    ui.wrote(args.write.dry_run, &outcome.receipt, |ui| {
        report(ui, &outcome.value)
    })?;
    Ok(ExitCode::Success)
}

fn source(args: &ImportArgs) -> Result<ImportSource, CliError> {
    let ending = args
        .source
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let kind = match (args.from, ending) {
        (Some(kind), _) => kind,
        (None, "json") => SourceKind::Json,
        (None, "yaml" | "yml") => SourceKind::Yaml,
        (None, "csv") => SourceKind::Csv,
        (None, "jsonl" | "ndjson") => SourceKind::Jsonl,
        (None, _) if args.source == Path::new("-") => SourceKind::Jsonl,
        (None, _) => {
            let message = format!("it is not known what `{}` is", args.source.display());
            return Err(CliError::usage_with_hint(
                message,
                "say it: `--from backlog-md`, `--from jsonl`, …",
            ));
        }
    };
    let format = match kind {
        SourceKind::BacklogMd => return Ok(ImportSource::BacklogMd(args.source.clone())),
        SourceKind::Jsonl => RecordFormat::Jsonl,
        SourceKind::Json => RecordFormat::Json,
        SourceKind::Yaml => RecordFormat::Yaml,
        SourceKind::Csv => RecordFormat::Csv,
    };
    let text = input::records(&args.source)?;
    let name = args.source.display().to_string();
    Ok(ImportSource::Records { format, text, name })
}

fn report(ui: &Ui, imported: &Imported) -> Result<(), CliError> {
    let count = imported.created.len();
    let noun = imported.noun();
    ui.status(format_args!(
        "Imported {count} {noun}, {} comments; {} were here already",
        imported.entries, imported.unchanged
    ));
    ui.facts(&[
        ("created", json!(imported.created)),
        ("unchanged", json!(imported.unchanged)),
        ("entries", json!(imported.entries)),
        ("problems", json!(imported.problems.len())),
    ])
}
