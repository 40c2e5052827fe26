//! What is timed.

use crate::measure::Before;
use crate::measure::Floor;

/// A command line of `tickets`, which may differ from run to run.
pub(crate) struct Command {
    /// How the table calls it.
    pub(crate) name: &'static str,
    /// What it is measured against.
    pub(crate) floor: Floor,
    /// How many times the floor it may cost at 1,000, 10,000 and 100,000 tickets, where that was promised.
    pub(crate) targets: Option<[f64; 3]>,
    /// What happens before each run.
    pub(crate) before: Before,
    /// Its arguments in a run, the runs being counted from 0.
    pub(crate) arguments: Box<dyn Fn(usize) -> Vec<String>>,
}

impl Command {
    fn reading(name: &'static str, floor: Floor, targets: Option<[f64; 3]>, line: &str) -> Command {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        Command {
            name,
            floor,
            targets,
            before: Before::Nothing,
            arguments: Box::new(move |_| words.clone()),
        }
    }

    fn after(self, before: Before) -> Command {
        Command { before, ..self }
    }

    /// A command that changes a ticket, each run another one, so that each has something to change.
    fn writing(name: &'static str, arguments: fn(String, usize) -> Vec<String>) -> Command {
        Command {
            name,
            floor: Floor::Replace,
            targets: Some([3.0; 3]),
            before: Before::Nothing,
            arguments: Box::new(move |run| {
                let mut words = vec![name.to_owned()];
                words.extend(arguments((run + 1).to_string(), run));
                words
            }),
        }
    }

    /// The target at a size; smaller projects have that of 1,000 tickets.
    pub(crate) fn target(&self, count: usize) -> Option<f64> {
        self.targets.map(|targets| at_size(targets, count))
    }
}

/// The figure for a size, of those for 1,000, 10,000 and 100,000.
pub(crate) fn at_size(figures: [f64; 3], count: usize) -> f64 {
    match count {
        0..10_000 => figures[0],
        10_000..100_000 => figures[1],
        _ => figures[2],
    }
}

/// All commands that are timed, for a project of `count` tickets.
pub(crate) fn all(count: usize) -> Vec<Command> {
    let mut commands = reading(count);
    commands.extend(first());
    commands.extend(writing());
    commands
}

fn reading(count: usize) -> Vec<Command> {
    let middle = count / 2;
    let quick = Some([1.5; 3]);
    let filtered = "list --limit 50 --status open --label auth --assignee bob";
    let empty = |name, targets, line: String| Command::reading(name, Floor::Empty, targets, &line);
    let look = |name, targets, line| Command::reading(name, Floor::Look, targets, line);
    vec![
        empty("tickets --version", None, "--version".to_owned()),
        empty("show KEY", quick, format!("show {middle}")),
        empty(
            "show KEY --format json",
            quick,
            format!("show TICKET-{middle} --format json"),
        ),
        look("list, the first 50", quick, "list --limit 50"),
        look("list, filtered", quick, filtered),
        look("ready, the first 50", quick, "ready --limit 50"),
        look("count", quick, "count"),
        look("stats", quick, "stats"),
        look("list, all as a table", None, "list"),
        look(
            "list --all --format json",
            Some([2.0, 2.5, 3.0]),
            "list --all --format json",
        ),
        look("search, index fresh", Some([2.0; 3]), "search invoice"),
        look("search after one edit", Some([3.0; 3]), "search invoice").after(Before::Edit),
    ]
}

/// The first commands in a clone.
fn first() -> [Command; 2] {
    let read = |name, target, line| Command::reading(name, Floor::Read, Some([target; 3]), line);
    [
        read("first list in a clone", 3.0, "list --limit 50").after(Before::Forget),
        read("first search in a clone", 10.0, "search invoice").after(Before::Forget),
    ]
}

fn writing() -> [Command; 6] {
    let batch = |name, targets, line| {
        Command::reading(name, Floor::Plain, targets, line).after(Before::Shrink)
    };
    [
        Command::writing("create", |_, run| {
            vec![format!("Add the export of invoices, part {run}")]
        }),
        Command::writing("update", |ticket, run| {
            vec![ticket, "--estimate".to_owned(), format!("{run}.5")]
        }),
        Command::writing("comment", |ticket, _| {
            vec![ticket, "Seen again today, with the same trace.".to_owned()]
        }),
        Command::writing("close", |ticket, _| {
            vec![ticket, "--resolution".to_owned(), "fixed".to_owned()]
        }),
        batch(
            "batch of 1,000 creates",
            Some([3.0; 3]),
            "batch operations.jsonl",
        ),
        batch(
            "the same, not synced",
            None,
            "batch --config durability=fast operations.jsonl",
        ),
    ]
}
