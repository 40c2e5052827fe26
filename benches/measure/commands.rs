//! What is timed.

use crate::measure::Floor;

/// A command line of `tickets`, which may differ from run to run.
pub(crate) struct Command {
    /// How the table calls it.
    pub(crate) name: &'static str,
    /// What it is measured against.
    pub(crate) floor: Floor,
    /// Its arguments in a run, the runs being counted from 0.
    pub(crate) arguments: Box<dyn Fn(usize) -> Vec<String>>,
}

/// All commands that are timed, for a project of `count` tickets.
///
/// Commands that change a ticket take another one in each run, so that each
/// has something to change.
pub(crate) fn all(count: usize) -> Vec<Command> {
    let middle = (count / 2).to_string();
    let reading = [
        ("tickets --version", Floor::Empty, "--version".to_owned()),
        ("show KEY", Floor::Empty, format!("show {middle}")),
        (
            "show KEY --format json",
            Floor::Empty,
            format!("show TICKET-{middle} --format json"),
        ),
        ("list", Floor::Look, "list".to_owned()),
        ("list --limit 50", Floor::Look, "list --limit 50".to_owned()),
        (
            "list --all --format json",
            Floor::Look,
            "list --all --format json".to_owned(),
        ),
        (
            "list, filtered",
            Floor::Look,
            "list --status open --label auth --assignee bob".to_owned(),
        ),
        ("ready", Floor::Look, "ready".to_owned()),
        ("count", Floor::Look, "count".to_owned()),
        ("stats", Floor::Look, "stats".to_owned()),
        ("search", Floor::Look, "search invoice".to_owned()),
    ];
    let reading = reading.map(|(name, floor, line)| {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        Command {
            name,
            floor,
            arguments: Box::new(move |_| words.clone()),
        }
    });
    let writing = [
        writing("create", |_, run| {
            vec![format!("Add the export of invoices, part {run}")]
        }),
        writing("update", |ticket, run| {
            vec![ticket, "--estimate".to_owned(), format!("{run}.5")]
        }),
        writing("comment", |ticket, _| {
            vec![ticket, "Seen again today, with the same trace.".to_owned()]
        }),
        writing("close", |ticket, _| {
            vec![ticket, "--resolution".to_owned(), "fixed".to_owned()]
        }),
    ];
    reading.into_iter().chain(writing).collect()
}

fn writing(name: &'static str, arguments: fn(String, usize) -> Vec<String>) -> Command {
    Command {
        name,
        floor: Floor::Replace,
        arguments: Box::new(move |run| {
            let mut words = vec![name.to_owned()];
            words.extend(arguments((run + 1).to_string(), run));
            words
        }),
    }
}
