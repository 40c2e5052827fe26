//! Imports a folder of Backlog.md and tells whether searches find first what a person looked for.
//!
//! `cargo run --example search_relevance -- DIR`, with DIR being the tasks of
//! the Backlog.md project itself. The queries were written down, from the
//! titles and what the tasks are about, before the ranking was tuned. It tells
//! which expected tasks are not the first hit, and exits with 1 when that are
//! more than the two that are open to dispute: the title of `BACK-516` is not
//! the one of its file, and each part of `BACK-366` says more of wizards.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program prints a report"
)]

use std::cell::LazyCell;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use tickets::domain::RecordKind;
use tickets::ops;
use tickets::ops::FoundRecord;
use tickets::ops::ImportSource;
use tickets::ops::Init;
use tickets::ops::Random;
use tickets::ops::SearchQuery;
use tickets::ops::Surroundings;
use tickets::ops::Tracker;
use tickets::ops::Writes;
use tickets::query::Scope;
use tickets::vcs::Environment;

const DISPUTED: usize = 2;

/// What is typed, and the task that is meant.
const QUERIES: [(&str, &str); 30] = [
    ("dark mode", "BACK-116"),
    ("duplicate task ids", "BACK-516"),
    ("powershell completion", "BACK-443"),
    ("mermaid bundle", "BACK-435"),
    ("mermaid diagrams", "BACK-317"),
    ("BACK-470", "BACK-470"),
    ("back-4.1", "BACK-4.1"),
    ("rosetta sysctl", "BACK-578"),
    ("XDG_CONFIG_HOME", "BACK-422"),
    ("infinite loop config", "BACK-189"),
    ("dollar sign titles", "BACK-381"),
    ("\"offline mode\"", "BACK-120"),
    ("zero padded", "BACK-188"),
    ("statistics dashboard performance", "BACK-223"),
    ("drag drop shorter column", "BACK-397"),
    ("hideEmptyColumns", "BACK-617"),
    ("dueDate", "BACK-401"),
    ("windows mcp hang", "BACK-465"),
    ("kiro", "BACK-390"),
    ("clack wizard", "BACK-366"),
    ("case-insensitive status", "BACK-83"),
    ("gray-matter cache", "BACK-608"),
    ("health check", "BACK-115"),
    ("json output read commands", "BACK-545"),
    ("acceptance criteria blank lines", "BACK-365"),
    ("vim keys", "BACK-584"),
    ("swimlane* tui", "BACK-24.02"),
    ("stale worktree", "BACK-513"),
    ("label dropdown behind table header", "BACK-413"),
    ("loopback", "BACK-560"),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: search_relevance DIR");
        return ExitCode::from(2);
    };
    match run(Path::new(&folder)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<bool, Box<dyn Error>> {
    let project = tempfile::tempdir()?;
    ops::init(surroundings(project.path()), &Init::default())?;
    let tracker = Tracker::open(surroundings(project.path()))?;
    let source = ImportSource::BacklogMd(folder.to_owned());
    let imported = ops::import(&tracker, &source, &mut |_, _| {})?.value;
    println!("tickets {:>4}", imported.created.len());

    let mut first = 0;
    for (text, expected) in QUERIES {
        let mut query = ops::read_query(&tracker, text)?;
        query.scope = Some(Scope::All);
        let sought = SearchQuery {
            query,
            kinds: vec![RecordKind::Ticket],
            limit: None,
        };
        let found = ops::search(&tracker, &sought)?;
        let names = found.hits.iter().map(|hit| match &hit.record {
            FoundRecord::Ticket(listed) => {
                let aliases = &listed.stored.record.aliases;
                aliases.first().cloned().unwrap_or_default()
            }
            FoundRecord::Other(..) => String::new(),
        });
        let names: Vec<String> = names.collect();
        let place = names.iter().position(|name| name == expected);
        let shown: Vec<&str> = names.iter().take(4).map(String::as_str).collect();
        match place {
            Some(0) => first += 1,
            place => println!("{text}: {expected} at {place:?}, before it {shown:?}"),
        }
    }
    println!("first   {first:>4} of {}", QUERIES.len());
    Ok(first + DISPUTED >= QUERIES.len())
}

fn surroundings(folder: &Path) -> Surroundings {
    Surroundings {
        folder: folder.to_owned(),
        vcs: Environment {
            ceilings: vec![folder.to_owned()],
            ..Environment::isolated()
        },
        user_config: None,
        variable: Box::new(|_| None),
        flags: Vec::new(),
        program: LazyCell::new(|| "tickets".to_owned()),
        holder: || "search_relevance".to_owned(),
        clock: Box::new(|| "2026-11-20T10:11:12Z".parse().expect("a time")),
        random: Random::seeded(1),
        writes: Writes::Real,
        commits: false,
        revision: None,
    }
}
