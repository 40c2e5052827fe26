//! A project of any size, the same at every run.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use serde_json::Value;
use serde_json::json;

use crate::measure::words::Words;

/// Characters of a ticket's description; with its other fields a file has some 2 KB.
const DESCRIPTION_LENGTH: usize = 1_400;

const STATUSES: [&str; 8] = [
    "open",
    "open",
    "open",
    "open",
    "in-progress",
    "in-review",
    "closed",
    "closed",
];
const PRIORITIES: [&str; 4] = ["critical", "high", "medium", "low"];
const LABELS: [&str; 6] = ["auth", "billing", "docs", "mobile", "performance", "web"];
const PEOPLE: [&str; 4] = ["alice", "bob", "carol", "dan"];

/// A git repository with tickets in it, in a temporary folder.
#[derive(Debug)]
pub(crate) struct Project {
    folder: tempfile::TempDir,
    /// With how many threads a look at all files is the fastest.
    pub(crate) look_threads: usize,
}

impl Project {
    /// Makes `count` tickets with one or two comments each.
    pub(crate) fn new(program: &Path, count: usize) -> Project {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let project = Project {
            folder,
            look_threads: 1,
        };
        fs::create_dir(project.root().join(".git")).expect("the folder is new");
        for (name, text) in [
            ("HEAD", "ref: refs/heads/main\n"),
            ("config", "[core]\n\tbare = false\n"),
        ] {
            write(&project.root().join(".git").join(name), text);
        }
        for name in ["objects", "refs"] {
            fs::create_dir(project.root().join(".git").join(name)).expect("the folder is new");
        }
        let records = project.root().join("records.jsonl");
        let mut words = Words::new(7);
        let lines: Vec<String> = (1..=count)
            .map(|number| record(number, &mut words).to_string())
            .collect();
        write(&records, &lines.join("\n"));
        for arguments in [
            &["init"][..],
            &["import", "--config", "durability=fast", "records.jsonl"],
        ] {
            let mut command = project.command(program, 0);
            let status = command.args(arguments).stderr(Stdio::null()).status();
            assert!(
                status.expect("it was just built").success(),
                "{arguments:?}"
            );
        }
        project
    }

    /// The root of the repository.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the tickets.
    pub(crate) fn records(&self) -> PathBuf {
        self.root().join(".tickets/tickets")
    }

    /// The program in this project, with an environment of its own.
    pub(crate) fn command(&self, program: &Path, seed: usize) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.root())
            .env_clear()
            .env("HOME", self.root())
            .env("TICKETS_USER_NAME", "alice")
            .env(
                "TICKETS_NOW",
                format!("2026-11-20T10:{:02}:{:02}Z", seed / 60 % 60, seed % 60),
            );
        command
    }
}

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).expect("the folder is the bench's own");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("there is room");
}

/// One ticket. The first tenth of the tickets is open and blocked by nobody,
/// for the commands that start from such a one.
fn record(number: usize, words: &mut Words) -> Value {
    let status = if number <= 50 {
        "open"
    } else {
        words.pick(&STATUSES)
    };
    let at = |minute: usize| {
        format!(
            "2026-0{}-{:02}T10:{minute:02}:00Z",
            1 + number % 9,
            1 + number % 28
        )
    };
    let comments = 1 + number % 2;
    let entries: Vec<Value> = (0..comments)
        .map(|place| {
            json!({
                "id": format!("c{number:06}{place}"),
                "kind": "comment",
                "at": at(20 + place),
                "by": words.pick(&PEOPLE),
                "text": words.prose(200),
            })
        })
        .collect();
    let depends_on: Vec<String> = if number > 100 && number.is_multiple_of(5) {
        vec![format!("TICKET-{}", number - 7)]
    } else {
        Vec::new()
    };
    let transitions = if status == "open" {
        Vec::new()
    } else {
        vec![json!({ "at": at(30), "from": "open", "to": status, "by": words.pick(&PEOPLE) })]
    };
    let mut labels = vec![words.pick(&LABELS), words.pick(&LABELS)];
    labels.sort_unstable();
    labels.dedup();
    json!({
        "id": format!("TICKET-{number}"),
        "uid": format!("01JD3Z8Q6W0V4K8T2X{number:08}"),
        "title": words.title(),
        "type": words.pick(&["bug", "feature", "task", "chore"]),
        "status": status,
        "priority": words.pick(&PRIORITIES),
        "assignee": words.pick(&PEOPLE),
        "labels": labels,
        "depends_on": depends_on,
        "story_points": number % 8,
        "created_at": at(10),
        "created_by": "Alice Doe <alice@example.com>",
        "branch": "main",
        "description": words.prose(DESCRIPTION_LENGTH),
        "transitions": transitions,
        "entries": entries,
    })
}
