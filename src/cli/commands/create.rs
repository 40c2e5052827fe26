//! `tickets create`

use std::path::PathBuf;

use crate::cli::editor;
use crate::cli::exit_code::ExitCode;
use crate::cli::fields::FieldArgs;
use crate::cli::format::Format;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::ui::Chatter;
use crate::domain::Change;
use crate::domain::Status;
use crate::domain::Text;
use crate::domain::Title;
use crate::ops;
use crate::ops::NewTicket;
use crate::ops::Tracker;

/// Create a ticket
///
/// Prints its key. Without a title, an editor is opened; the first line is the
/// title and what follows is the description.
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// What it is about, in one line
    #[arg(allow_hyphen_values = true)]
    title: Option<String>,
    /// The same as TITLE
    #[arg(
        id = "named",
        short = 't',
        long = "title",
        value_name = "TITLE",
        allow_hyphen_values = true,
        conflicts_with = "title"
    )]
    named: Option<String>,
    /// Read title and description from a file, as `git commit -F` does; `-` for standard input
    #[arg(short = 'F', long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write title and description in an editor
    #[arg(long)]
    edit: bool,
    /// Status to begin with
    #[arg(short, long)]
    status: Option<Status>,
    /// Do not begin with the template of its type
    #[arg(long)]
    no_template: bool,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    write: WriteArgs,
}

const GUIDE: &str = "\n# The first line is the title, what follows the description.\n\
                     # Lines that begin with `# ` and a final blank line are left out.\n";

pub(crate) fn run(invocation: &Invocation, args: &CreateArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    let mut changes = args.fields.changes(&tracker)?;
    let (title, description) = title_and_description(&tracker, args)?;
    if let Some(text) = description {
        changes.push(Change::Description(Text::new(&text)));
    }
    let new = NewTicket {
        status: args.status.clone(),
        begins_with_template: !args.no_template,
        changes,
        criteria: args.fields.criterion.clone(),
        ..NewTicket::new(title)
    };
    let outcome = ops::create(&tracker, &[new])?;
    let stored = &outcome.value[0];
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |ui| {
            let is_piped = ui.height.is_none() && !ui.is_format_chosen && ui.fields.is_empty();
            if ui.format == Format::Table && (is_piped || ui.chatter == Chatter::Quiet) {
                return ui.print(&format!("{}\n", stored.file.key));
            }
            invocation.changed(&tracker, &outcome.value, |ticket| {
                format!("Created {} {}", ticket.id, ticket.title)
            })
        })?;
    Ok(ExitCode::Success)
}

/// From the arguments, a file, or an editor.
fn title_and_description(
    tracker: &Tracker,
    args: &CreateArgs,
) -> Result<(Title, Option<String>), CliError> {
    if let Some(title) = &args.title {
        input::refuse_option(title)?;
    }
    let title = args.title.as_ref().or(args.named.as_ref());
    if let Some(path) = &args.file {
        let text = input::file(path)?;
        return match title {
            Some(title) => Ok((parse(title)?, Some(text))),
            None => split(&text),
        };
    }
    match title {
        Some(title) if title == "-" => split(&input::text("-")?),
        Some(title) if !args.edit => Ok((parse(title)?, None)),
        None if !args.edit && !crate::cli::ui::Ui::is_interactive() => Err(
            CliError::usage_with_hint("a title is missing", "`tickets create \"Fix login bug\"`"),
        ),
        title => {
            let template = format!("{}\n{GUIDE}", title.map_or("", String::as_str));
            let written = editor::edit(&template, ".md", tracker.settings.editor.as_deref())?;
            let lines: Vec<&str> = written
                .lines()
                .filter(|line| !line.starts_with("# ") && *line != "#")
                .collect();
            split(&lines.join("\n"))
        }
    }
}

fn split(text: &str) -> Result<(Title, Option<String>), CliError> {
    let text = text.trim_start();
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let rest = rest.trim_start_matches(['\n', '\r']).trim_end();
    Ok((parse(title)?, (!rest.is_empty()).then(|| rest.to_owned())))
}

fn parse(title: &str) -> Result<Title, CliError> {
    title
        .parse()
        .map_err(|error: crate::domain::WordError| CliError::usage(error.to_string()))
}
