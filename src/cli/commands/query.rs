//! `tickets query`

use crate::cli::exit_code::ExitCode;
use crate::cli::filters::QueryWords;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliResult;
use crate::query::GUIDE;
use crate::query::Query;
use crate::query::Sort;

const FIELDS: [&str; 3] = ["query", "scope", "sort"];

/// Show how a query is understood; of none, tell the language
///
/// `list`, `count`, `ready`, `blocked`, `board` and `search` take queries, and
/// so does `--where`. This prints one in its full form: without synonyms, with
/// absolute times, and with the words that a comparison means in this project.
#[derive(Debug, clap::Args)]
#[command(after_long_help = GUIDE)]
pub(crate) struct QueryArgs {
    #[command(flatten)]
    words: QueryWords,
}

pub(crate) fn run(invocation: &Invocation, args: &QueryArgs) -> CliResult {
    if args.words.is_empty() && invocation.ui.format == Format::Table {
        invocation.ui.print(GUIDE)?;
        return Ok(ExitCode::Success);
    }
    let tracker = invocation.open()?;
    let query = args.words.query(&tracker)?;
    let sort = if query.sort.is_empty() {
        &Sort::DEFAULT
    } else {
        query.sort.as_slice()
    };
    let sort: Vec<String> = sort.iter().map(ToString::to_string).collect();
    let scope = query.scope().as_str();
    let whole = whole(&query);
    let record: Json = [
        ("query", whole.clone().into()),
        ("scope", scope.into()),
        ("sort", sort.into()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    invocation.ui.answer(Answer {
        result: Yield::One(record),
        fields: FIELDS.to_vec(),
        columns: FIELDS.to_vec(),
        name: "query",
        page: Some(format!("{whole}\n")),
        vocabulary: None,
    })?;
    Ok(ExitCode::Success)
}

/// The query with its scope, also where that follows from the rest.
fn whole(query: &Query) -> String {
    let query = Query {
        scope: Some(query.scope()),
        ..query.clone()
    };
    query.to_string()
}
