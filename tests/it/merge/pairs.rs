//! Every pair of fields, changed on two branches: both changes are in the merge.
//!
//! Each field is changed by the program on a branch of its own; `git merge-tree`
//! then merges every two branches, with the very code of `git merge`.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Stdio;

use serde_yaml::Mapping;

use crate::sandbox::Sandbox;

/// A field and the command that changes it; `TICKET-1` is added.
type Edit = (&'static str, &'static [&'static str]);

const EDITS: [Edit; 23] = [
    ("title", &["update", "--title", "Another title"]),
    (
        "description",
        &["update", "--description", "Another text\nof two lines"],
    ),
    ("type", &["update", "--type", "bug"]),
    ("status", &["update", "--status", "blocked"]),
    ("priority", &["update", "--priority", "critical"]),
    ("assignee", &["update", "--assignee", "bob"]),
    ("labels", &["update", "--add-label", "middle"]),
    ("epic", &["update", "--epic", "EPIC-1"]),
    ("sprint", &["update", "--sprint", "SPRINT-1"]),
    ("parent", &["update", "--parent", "TICKET-2"]),
    ("depends_on", &["update", "--depends-on", "TICKET-3"]),
    ("due", &["update", "--due", "2027-01-31"]),
    ("estimate_hours", &["update", "--estimate", "13"]),
    ("story_points", &["update", "--points", "13"]),
    ("resolution", &["update", "--resolution", "fixed"]),
    ("duplicates", &["update", "--duplicates", "TICKET-3"]),
    ("reporter", &["update", "--reporter", "carol"]),
    ("related", &["update", "--related", "TICKET-3"]),
    ("links", &["update", "--link", "https://example.com/m"]),
    (
        "acceptance_criteria",
        &["update", "--criterion", "It works"],
    ),
    ("archived_at", &["archive"]),
    ("aliases", &["by hand"]),
    ("an unknown field", &["by hand"]),
];

/// What else a ticket can have, so that no field is empty.
const FULL: &[&str] = &[
    "update",
    "TICKET-1",
    "--description",
    "First line\n\nmiddle\n\nlast line",
    "--type",
    "story",
    "--priority",
    "low",
    "--assignee",
    "Alice Doe",
    "--labels",
    "alpha,zulu",
    "--epic",
    "EPIC-2",
    "--sprint",
    "SPRINT-2",
    "--parent",
    "TICKET-4",
    "--depends-on",
    "TICKET-5",
    "--due",
    "2026-12-24",
    "--estimate",
    "2",
    "--points",
    "3",
    "--resolution",
    "wontfix",
    "--duplicates",
    "TICKET-5",
    "--reporter",
    "dave",
    "--related",
    "TICKET-5",
    "--link",
    "https://example.com/a,https://example.com/z",
    "--criterion",
    "It is tested",
];

/// A record, and each of its fields with the command that changes it.
pub(crate) struct Subject {
    /// Its file, from the working tree.
    pub(crate) path: String,
    pub(crate) edits: Vec<(&'static str, Vec<&'static str>)>,
}

/// Makes a branch for each edit, from the commit at hand.
fn branches(sandbox: &Sandbox, subject: &Subject) {
    sandbox.commit_all("base");
    for (field, edit) in &subject.edits {
        let branch = field.replace(' ', "-");
        sandbox.git(&["checkout", "--quiet", "-b", &branch, "main"]);
        let path = &subject.path;
        let text = sandbox.read(path);
        match *field {
            // Written by `doctor --fix`, at this place.
            "aliases" => {
                let with = text.replacen("\n\nuid:", "\n\naliases:\n  - OLD-1\n\nuid:", 1);
                sandbox.write(path, with);
            }
            // A newer version's field, at the end.
            "an unknown field" => sandbox.write(path, format!("{text}\nmood: sunny\n")),
            _ => {
                sandbox.run(edit).ok();
            }
        }
        sandbox.commit_all(field);
    }
}

/// Merges every two branches with one git process; gives the tree, and whether it is clean.
fn merge_all(sandbox: &Sandbox, subject: &Subject) -> BTreeMap<(usize, usize), (String, bool)> {
    let count = subject.edits.len();
    let pairs: Vec<(usize, usize)> = (0..count)
        .flat_map(|a| (a + 1..count).map(move |b| (a, b)))
        .collect();
    let mut input = String::new();
    for (a, b) in &pairs {
        let name = |place: &usize| subject.edits[*place].0.replace(' ', "-");
        input += &format!("{} {}\n", name(a), name(b));
    }
    let output = git_with_input(
        sandbox,
        &["merge-tree", "--stdin", "--name-only", "--no-messages"],
        &input,
    );
    // For each pair: 1 for clean, the tree, the names of conflicted files, nothing.
    let mut parts = output.split('\0');
    let mut merged = BTreeMap::new();
    for pair in pairs {
        let is_clean = parts.next().unwrap() == "1";
        let tree = parts.next().unwrap().to_owned();
        while !parts.next().unwrap().is_empty() {}
        merged.insert(pair, (tree, is_clean));
    }
    merged
}

fn git_with_input(sandbox: &Sandbox, args: &[&str], input: &str) -> String {
    let mut command = sandbox.isolated("git");
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn fields_at(sandbox: &Sandbox, revision: &str, path: &str) -> Mapping {
    let text = sandbox.git(&["show", &format!("{revision}:{path}")]);
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// The base with the changes of both.
fn both(base: &Mapping, ours: &Mapping, theirs: &Mapping) -> Mapping {
    let mut expected = base.clone();
    for side in [ours, theirs] {
        for (name, value) in side {
            if base.get(name) != Some(value) {
                expected.insert(name.clone(), value.clone());
            }
        }
    }
    expected
}

/// Checks all pairs and gives the names of those that conflict.
pub(crate) fn check(sandbox: &Sandbox, subject: &Subject) -> Vec<String> {
    let (path, edits) = (&subject.path, &subject.edits);
    branches(sandbox, subject);
    let base = fields_at(sandbox, "main", path);
    let sides: Vec<Mapping> = edits
        .iter()
        .map(|(field, _)| fields_at(sandbox, &field.replace(' ', "-"), path))
        .collect();
    let mut conflicts = Vec::new();
    for ((a, b), (tree, is_clean)) in merge_all(sandbox, subject) {
        if !is_clean {
            conflicts.push(format!("{} and {}", edits[a].0, edits[b].0));
            continue;
        }
        let merged = fields_at(sandbox, &tree, path);
        let expected = both(&base, &sides[a], &sides[b]);
        assert_eq!(
            sorted(&merged),
            sorted(&expected),
            "{} and {}",
            edits[a].0,
            edits[b].0
        );
    }
    conflicts
}

fn sorted(fields: &Mapping) -> BTreeMap<String, serde_yaml::Value> {
    let pair = |(name, value): (&serde_yaml::Value, &serde_yaml::Value)| {
        (name.as_str().unwrap().to_owned(), value.clone())
    };
    fields.iter().map(pair).collect()
}

fn ticket(sandbox: &Sandbox) -> Subject {
    let whole = |(field, edit): Edit| {
        let (verb, change) = edit.split_at(1);
        (field, [verb, &["TICKET-1"], change].concat())
    };
    Subject {
        path: sandbox.file_of("TICKET-1"),
        edits: EDITS.into_iter().map(whole).collect(),
    }
}

fn five() -> Sandbox {
    let sandbox =
        Sandbox::with_tickets(&["The one", "Two", "Three", "Four", "Five"]).without_driver();
    for number in ["1", "2"] {
        sandbox.run(&["epic", "create", "A goal"]).ok();
        let sprint = format!("id: SPRINT-{number}\n\ntitle: Weeks\n\nstatus: planned\n");
        sandbox.write(
            &format!(".tickets/sprints/SPRINT-{number}-weeks.yaml"),
            sprint,
        );
    }
    sandbox
}

/// Pairs that clash, each because both branches insert their lines at one place:
///
/// - Rare fields stand before a field that never changes, and there are fewer
///   of those than of rare fields, so that three gaps are shared. Once a record
///   has one of the two, they clash no more.
/// - A field that this version does not know stands at the end of the file,
///   where the log of transitions grows.
const CLASHES_WHERE_UNSET: [&str; 4] = [
    "status and an unknown field",
    "duplicates and links",
    "reporter and related",
    "archived_at and aliases",
];
const CLASHES_WHERE_SET: [&str; 2] = ["status and an unknown field", "archived_at and aliases"];

#[test]
fn any_two_fields_of_a_new_ticket_merge() {
    let sandbox = five();

    assert_eq!(check(&sandbox, &ticket(&sandbox)), CLASHES_WHERE_UNSET);
}

#[test]
fn any_two_fields_of_a_full_ticket_merge() {
    let sandbox = five();
    sandbox.run(FULL).ok();
    sandbox
        .run(&["update", "TICKET-1", "--status", "in-review"])
        .ok();

    assert_eq!(check(&sandbox, &ticket(&sandbox)), CLASHES_WHERE_SET);
}
