//! `tickets search`

use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
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
use crate::domain::RecordKind;
use crate::ops;
use crate::ops::FoundRecord;
use crate::ops::Hit;
use crate::ops::Hits;
use crate::ops::SearchQuery;

/// Find tickets and other records by their text, the best first
///
/// Every word must be found, in the key, title, labels, description, criteria
/// or comments; the title counts most. Requirements, epics, backlog items and
/// sprints are found as tickets are, requirements also when they are met;
/// `--kind` says which of them to look for. Case and accents do not matter, and
/// `crash` finds `crashes` too; `crash*` finds whatever begins so, and a phrase
/// its very words side by side. `src/main.rs`, `1.2.3` and `foo_bar` are found
/// whole and by their parts, Chinese, Japanese and Korean inside of longer runs.
///
/// The words are a query, as those of `tickets list` are: `title:crash`,
/// `login -label:auth`, `login OR logout`; `tickets help query` tells all.
///
/// With `--format json` each record has its own fields, then `kind`, `found_in`,
/// `snippet` and `matches`: where in the snippet the hits begin and end, in
/// characters (code points).
///
/// The first search of a project makes an index beside the repository's own
/// files; it is never committed, and deleting it changes no answer.
#[derive(Debug, clap::Args)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    words: QueryWords,
    /// Only records of this kind (can be repeated, or a comma list)
    #[arg(
        short,
        long = "kind",
        value_delimiter = ',',
        value_name = "KIND",
        value_parser = kind_parser()
    )]
    kinds: Vec<RecordKind>,
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
    let words = ops::search_vocabulary(&tracker, &args.kinds);
    let asked = args.words.query_of(&tracker, &words)?;
    let query = args.filters.narrow_of(&tracker, &words, asked)?;
    let limit = args.limit.unwrap_or(tracker.settings.list_limit);
    let limit = Some(limit).filter(|limit| *limit > 0);
    let sought = SearchQuery {
        query,
        kinds: args.kinds.clone(),
        limit,
    };
    let hits = ops::search(&tracker, &sought)?;
    ui.problems(&hits.problems);
    for (typed, word) in &hits.suggestions {
        ui.suggestion(typed, word);
    }
    let fields = fields();
    ui.answer(Answer {
        result: Yield::Many(hits.hits.iter().map(json).collect()),
        fields: fields.iter().map(String::as_str).collect(),
        columns: vec!["id", "kind", "status", "title", "found_in", "snippet"],
        name: "id",
        page: Some(hits::page(&hits.hits, ui.width, ui.theme.stdout())),
        vocabulary: Some(&tracker.vocabulary),
    })?;
    if ui.format == Format::Table {
        ui.note(format_args!("{}", footer(&hits, &args.kinds)));
    }
    Ok(ExitCode::Success)
}

/// The kinds by the names that programs have for them.
fn kind_parser() -> impl TypedValueParser<Value = RecordKind> {
    let names = RecordKind::ALL.map(RecordKind::name);
    PossibleValuesParser::new(names.map(|name| {
        let value = PossibleValue::new(name);
        match name {
            "backlog-item" => value.alias("item"),
            _ => value,
        }
    }))
    .map(|name| {
        let known = RecordKind::of_name(&name);
        known.unwrap_or(match name.as_str() {
            "item" => RecordKind::BacklogItem,
            _ => RecordKind::Ticket,
        })
    })
}

/// All fields that a hit may have, of whatever kind it is.
fn fields() -> Vec<String> {
    let mut fields: Vec<String> = ticket_fields().into_iter().map(str::to_owned).collect();
    for kind in RecordKind::ALL {
        for spec in kind.fields() {
            if fields.iter().all(|known| known != spec.name) {
                fields.push(spec.name.to_owned());
            }
        }
    }
    fields.extend(["kind", "found_in", "snippet", "matches"].map(str::to_owned));
    fields
}

fn json(hit: &Hit) -> Json {
    let mut json = match &hit.record {
        FoundRecord::Ticket(listed) => json_of(listed),
        FoundRecord::Other(_, fields) => fields.clone(),
    };
    json.insert("kind".to_owned(), hit.record.kind().name().into());
    let matches = hit.excerpt.matches.iter();
    let matches: Value = matches
        .map(|(from, to)| Value::from(vec![*from, *to]))
        .collect();
    json.insert("found_in".to_owned(), hit.found_in.into());
    json.insert("snippet".to_owned(), hit.excerpt.text.clone().into());
    json.insert("matches".to_owned(), matches);
    json
}

/// How many there are: of one kind by its name, of several together.
fn footer(hits: &Hits, kinds: &[RecordKind]) -> String {
    let shown = hits.hits.len();
    let mut found: Vec<RecordKind> = hits.hits.iter().map(|hit| hit.record.kind()).collect();
    found.sort();
    found.dedup();
    let noun = match (found.as_slice(), kinds, hits.total) {
        ([only], _, 1) | ([], [only], 1) => only.kind().noun,
        ([only], _, _) | ([], [only], _) => only.kind().plural,
        (_, _, 1) => "record",
        _ => "records",
    };
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
