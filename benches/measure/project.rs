//! A project as it stands after some years, made anew and alike each time.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_yaml::Mapping;
use tickets::domain::Criterion;
use tickets::domain::Entry;
use tickets::domain::Key;
use tickets::domain::Number;
use tickets::domain::Status;
use tickets::domain::Text;
use tickets::domain::Ticket;
use tickets::domain::Timestamp;
use tickets::domain::Transition;
use tickets::domain::Uid;
use tickets::store::Durability;
use tickets::store::EntryFile;
use tickets::store::RecordFile;
use tickets::store::Store;
use tickets::store::StoreSettings;

use crate::measure::words;
use crate::measure::words::Dice;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tickets");

/// The tickets that timed commands change: all of them open and free.
const FREE: u64 = 60;

const PEOPLE: [&str; 5] = ["alice", "bob", "chidi", "Dana Doe", "Émile"];

const LABELS: [&str; 8] = [
    "auth",
    "billing",
    "docs",
    "frontend",
    "infra",
    "performance",
    "security",
    "ux",
];

/// A git repository with a project in it, all of it committed.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    /// With how many threads a look at all its files is the fastest.
    pub look_threads: usize,
}

impl Project {
    /// Makes a project of `count` tickets in `folder`, which is not there yet.
    pub fn make(folder: PathBuf, count: u64) -> Project {
        let project = Project {
            folder,
            look_threads: 1,
        };
        std::fs::create_dir_all(project.root()).expect("the bench has a folder of its own");
        project.run("git", &["init", "--quiet"]);
        project.run("git", &["config", "user.name", "Alice Doe"]);
        project.run("git", &["config", "user.email", "alice@example.com"]);
        project.run(PROGRAM, &["init", "--quiet"]);
        project.fill(count);
        project.run("git", &["add", "--all"]);
        project.run("git", &["commit", "--quiet", "--message", "The tickets"]);
        project
    }

    /// The root of the repository.
    pub fn root(&self) -> PathBuf {
        self.folder.join("shop")
    }

    /// The folder of the ticket files.
    pub fn records(&self) -> PathBuf {
        self.root().join(".tickets/tickets")
    }

    /// `tickets` with these arguments, in this project.
    pub fn tickets(&self, arguments: &[String]) -> Command {
        let mut command = self.command(PROGRAM);
        command.args(arguments);
        command
    }

    /// What lies below a folder of it: how many files, and how many bytes.
    pub fn size(folder: &Path) -> (usize, u64) {
        let entries = std::fs::read_dir(folder).expect("it was made");
        let sizes = entries.flatten().map(|entry| {
            let stamp = entry.metadata().expect("it was listed");
            if stamp.is_dir() {
                Project::size(&entry.path())
            } else {
                (1, stamp.len())
            }
        });
        sizes.fold((0, 0), |(files, bytes), (more, longer)| {
            (files + more, bytes + longer)
        })
    }

    /// An environment that no user's settings reach into.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", &self.folder);
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .current_dir(self.root());
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = self.command(program).args(arguments).status();
        assert!(
            status.expect("it is on the path").success(),
            "{program} {arguments:?}"
        );
    }

    /// All tickets and comments in one transaction of the library's.
    fn fill(&self, count: u64) {
        let settings = StoreSettings {
            lock_timeout: Duration::from_secs(1),
            durability: Durability::Fast,
            holder: "the bench".to_owned(),
        };
        let private = self.root().join(".git/tickets");
        let store = Store::new(self.root().join(".tickets"), private, settings);
        let mut transaction = store.begin().expect("nobody else is here");
        for number in 1..=count {
            let mut dice = Dice::new(number);
            let ticket = ticket(number, &mut dice);
            let file = RecordFile::for_new(&ticket);
            let added = transaction.create(&file, &ticket, &Mapping::new());
            added.expect("its name is new");
            // One comment, and for every second ticket another.
            for order in 0..=(number % 2) {
                let entry = comment(number, order, &mut dice);
                let file = EntryFile::for_new(&file, &entry);
                let added = transaction.add_entry(&file, &entry, &Mapping::new());
                added.expect("its name is new");
            }
        }
        let committed = transaction.commit("fill", at(count, 0));
        committed.expect("there is room");
    }
}

fn ticket(number: u64, dice: &mut Dice) -> Ticket {
    let title = words::title(dice).parse().expect("it is one line");
    let mut ticket = Ticket::new(key(number), title);
    ticket.uid = Some(Uid::new(at(number, 0), u128::from(dice.roll())));
    ticket.ticket_type = word(dice.pick(&["bug", "feature", "task", "chore"]));
    ticket.priority = word(dice.pick(&["critical", "high", "medium", "medium", "low"]));
    ticket.assignee = Some(word(dice.pick(&PEOPLE)));
    ticket.labels = vec![word(dice.pick(&LABELS)), word(dice.pick(&LABELS))];
    ticket.labels.sort();
    ticket.labels.dedup();
    ticket.created_at = Some(at(number, 0));
    ticket.created_by = Some(word("Alice Doe <alice@example.com>"));
    ticket.branch = Some("main".to_owned());
    ticket.description = Text::new(&words::description(dice));
    let criterion = Criterion::new("k3f9".to_owned(), "A test holds it").expect("it is one line");
    ticket.acceptance_criteria = vec![criterion];
    if number > FREE {
        ticket.depends_on = vec![key(number - 1 - dice.below(FREE))];
        move_on(&mut ticket, number, dice);
    }
    ticket
}

/// Most tickets of an old project are closed.
fn move_on(ticket: &mut Ticket, number: u64, dice: &mut Dice) {
    let ends = [
        "open",
        "open",
        "in-progress",
        "in-review",
        "closed",
        "closed",
        "closed",
        "cancelled",
    ];
    let end: Status = word(dice.pick(&ends));
    let begun: Status = word("in-progress");
    let mut from: Status = word("open");
    for (hours, to) in [(5, begun), (50, end.clone())] {
        if end.as_str() == "open" || from == to {
            break;
        }
        ticket.transitions.push(Transition {
            at: at(number, hours),
            from,
            to: to.clone(),
            by: ticket.assignee.clone(),
            reason: None,
        });
        from = to;
    }
    ticket.status = end;
}

fn comment(number: u64, order: u64, dice: &mut Dice) -> Entry {
    Entry {
        id: format!("c{number:0>2}{order}").split_off(1),
        kind: Entry::COMMENT.to_owned(),
        at: at(number, 10 + order),
        by: Some(word(dice.pick(&PEOPLE))),
        edited_at: None,
        text: Text::new(&words::comment(dice)),
    }
}

fn key(number: u64) -> Key {
    Key::new(word("TICKET"), Number::Sequential(number))
}

/// A ticket every two hours since the spring of 2024.
fn at(number: u64, hours: u64) -> Timestamp {
    let start: Timestamp = word("2024-03-01T09:00:00Z");
    let hours = number * 2 + hours;
    let days = u32::try_from(hours / 24).expect("it is in this century");
    let day = start.date().plus_days(i64::from(days)).midnight();
    format!("{}T{:02}:00:00Z", day.date(), hours % 24)
        .parse()
        .expect("it is a time")
}

fn word<T: std::str::FromStr>(text: &str) -> T {
    let parsed = text.parse().ok();
    parsed.unwrap_or_else(|| panic!("`{text}` is a word of tickets"))
}
