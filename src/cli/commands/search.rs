//! `tickets search`

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::FilterArgs;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::json_of;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::output::ticket_fields;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::Hit;

/// Find tickets by their text
///
/// Every word must be found, in the title, description, labels, criteria or
/// comments; case does not matter. The best come first.
#[derive(Debug, clap::Args)]
pub(crate) struct SearchArgs {
    /// Words to find; those that begin with a dash after `--`
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    filters: FilterArgs,
    /// At most this many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    limit: usize,
}

pub(crate) fn run(invocation: &Invocation, args: &SearchArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let ui = &invocation.ui;
    let text = args.words.join(" ");
    if text.trim().is_empty() {
        return Err(CliError::usage("there is nothing to search for"));
    }
    let filter = args.filters.filter(&tracker)?;
    let limit = Some(args.limit).filter(|limit| *limit > 0);
    let hits = ops::search(&tracker, &text, &filter, limit);
    ui.problems(&hits.problems);
    let mut fields = ticket_fields();
    fields.extend(["found_in", "snippet"]);
    ui.answer(Answer {
        result: Yield::Many(hits.hits.iter().map(json).collect()),
        fields,
        columns: vec!["id", "status", "title", "found_in", "snippet"],
        name: "id",
        page: None,
        vocabulary: Some(&tracker.vocabulary),
    })?;
    if ui.format == Format::Table {
        let mut footer = match hits.total {
            1 => "1 ticket".to_owned(),
            total => format!("{total} tickets"),
        };
        if hits.hidden > 0 {
            footer += &format!(
                "; {} settled or archived not shown (--all shows them)",
                hits.hidden
            );
        }
        ui.note(format_args!("{footer}"));
    }
    Ok(ExitCode::Success)
}

fn json(hit: &Hit) -> Json {
    let mut json = json_of(&hit.ticket);
    json.insert("found_in".to_owned(), hit.field.into());
    json.insert("snippet".to_owned(), hit.snippet.clone().into());
    json
}
