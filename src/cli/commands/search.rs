//! `tickets search`

use serde_json::Value;

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::FilterArgs;
use crate::cli::filters::QueryWords;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::json_of;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::output::ticket_fields;
use crate::cli::render::hits;
use crate::cli::report::CliResult;
use crate::ops;
use crate::ops::Hit;
use crate::ops::Hits;

/// Find tickets by their text, the best first
///
/// Every word must be found, in the key, title, labels, description, criteria
/// or comments; the title counts most. Case and accents do not matter, and
/// `crash` finds `crashes` too; `crash*` finds whatever begins so, and a phrase
/// its very words side by side. `src/main.rs`, `1.2.3` and `foo_bar` are found
/// whole and by their parts, Chinese, Japanese and Korean inside of longer runs.
///
/// The words are a query, as those of `tickets list` are: `title:crash`,
/// `login -label:auth`, `login OR logout`; `tickets help query` tells all.
///
/// With `--format json` each ticket has `found_in`, `snippet` and `matches`:
/// where in the snippet the hits begin and end, in characters (code points).
///
/// The first search of a project makes an index beside the repository's own
/// files; it is never committed, and deleting it changes no answer.
#[derive(Debug, clap::Args)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    words: QueryWords,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    filters: FilterArgs,
    /// At most this many; 0 for all [default: the setting `list_limit`, 50]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(invocation: &Invocation, args: &SearchArgs) -> CliResult {
    let tracker = invocation.open_at(&args.read)?;
    let ui = &invocation.ui;
    let asked = args.words.query(&tracker)?;
    let query = args.filters.narrow(&tracker, asked)?;
    let limit = args.limit.unwrap_or(tracker.settings.list_limit);
    let limit = Some(limit).filter(|limit| *limit > 0);
    let hits = ops::search(&tracker, &query, limit)?;
    ui.problems(&hits.problems);
    for (typed, word) in &hits.suggestions {
        ui.suggestion(typed, word);
    }
    let mut fields = ticket_fields();
    fields.extend(["found_in", "snippet", "matches"]);
    ui.answer(Answer {
        result: Yield::Many(hits.hits.iter().map(json).collect()),
        fields,
        columns: vec!["id", "status", "title", "found_in", "snippet"],
        name: "id",
        page: Some(hits::page(&hits.hits, ui.width, ui.theme.stdout())),
        vocabulary: Some(&tracker.vocabulary),
    })?;
    if ui.format == Format::Table {
        ui.note(format_args!("{}", footer(&hits)));
    }
    Ok(ExitCode::Success)
}

fn json(hit: &Hit) -> Json {
    let mut json = json_of(&hit.ticket);
    let matches = hit.excerpt.matches.iter();
    let matches: Value = matches
        .map(|(from, to)| Value::from(vec![*from, *to]))
        .collect();
    json.insert("found_in".to_owned(), hit.place.as_str().into());
    json.insert("snippet".to_owned(), hit.excerpt.text.clone().into());
    json.insert("matches".to_owned(), matches);
    json
}

fn footer(hits: &Hits) -> String {
    let shown = hits.hits.len();
    let noun = if hits.total == 1 { "ticket" } else { "tickets" };
    let mut text = if shown == hits.total {
        format!("{shown} {noun}")
    } else {
        format!("{shown} of {} {noun} (--limit 0 shows all)", hits.total)
    };
    if hits.hidden > 0 {
        text += &format!(
            "; {} settled or archived not shown (--all shows them)",
            hits.hidden
        );
    }
    text
}
