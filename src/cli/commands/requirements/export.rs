//! `tickets requirements export`

use std::path::PathBuf;

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::output;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::ops;
use crate::ops::FeatureFile;

/// Write features as `.feature` files
///
/// The files are what `requirements gherkin --file` reads, and what Cucumber runs, comments and all. One feature goes to
/// standard output, several need a folder.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Feature, a part of one, or the ticket, epic or backlog item that it is of (can be repeated)
    #[arg(
        value_name = "KEY",
        required_unless_present = "all",
        add = ArgValueCandidates::new(complete::keys_of::<Requirement>)
    )]
    keys: Vec<Reference>,
    /// All features
    #[arg(short, long, conflicts_with = "keys")]
    all: bool,
    /// Write a file for each feature into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
}

/// The fields of a feature as a file.
const FIELDS: [&str; 4] = ["id", "title", "file", "text"];

pub(crate) fn run(invocation: &Invocation, args: &ExportArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let files = ops::export_features(&tracker, &args.keys)?;
    let ui = &invocation.ui;
    if let Some(folder) = &args.output {
        save(invocation, folder, &files)?;
        if ui.is_format_chosen || !ui.fields.is_empty() {
            answer(invocation, &files)?;
        }
    } else if ui.format == Format::Table && ui.fields.is_empty() {
        match files.as_slice() {
            [file] => ui.print(&file.text)?,
            [] => ui.note(format_args!("there are no features")),
            [_, _, ..] => {
                return Err(CliError::usage_with_hint(
                    format!("there are {} features", files.len()),
                    "`-o DIR` writes a file for each",
                ));
            }
        }
    } else {
        answer(invocation, &files)?;
    }
    Ok(ExitCode::Success)
}

fn answer(invocation: &Invocation, files: &[FeatureFile]) -> Result<(), CliError> {
    invocation.ui.answer(Answer {
        result: Yield::Many(files.iter().map(json).collect()),
        fields: FIELDS.to_vec(),
        columns: vec!["id", "title", "file"],
        name: "id",
        page: None,
        vocabulary: None,
    })
}

fn json(file: &FeatureFile) -> Json {
    let values = [&file.id, &file.title, &file.file, &file.text];
    let pairs = FIELDS.into_iter().zip(values);
    pairs
        .map(|(name, value)| (name.to_owned(), value.as_str().into()))
        .collect()
}

fn save(
    invocation: &Invocation,
    folder: &std::path::Path,
    files: &[FeatureFile],
) -> Result<(), CliError> {
    let folder = invocation.folder.join(folder);
    std::fs::create_dir_all(&folder).map_err(|source| CliError::Io {
        message: format!("cannot make the folder `{}`", folder.display()),
        source,
    })?;
    for file in files {
        let path = folder.join(&file.file);
        output::save(&path, &file.text)?;
        let shown = path.display();
        invocation
            .ui
            .status(format_args!("Wrote {} to `{shown}`", file.id));
    }
    Ok(())
}
