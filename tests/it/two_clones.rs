//! Two clones that created tickets of one number, and heal it each for itself.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use insta::assert_snapshot;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Sandbox;

/// A bare remote, and two clones of it which share one ticket.
struct Clones {
    sandbox: Sandbox,
    here: PathBuf,
    there: PathBuf,
}

impl Clones {
    fn new(ids: &str) -> Clones {
        let sandbox = Sandbox::repository();
        let here = sandbox.repo().to_owned();
        let there = sandbox.root().join("there");
        let remote = sandbox.root().join("remote.git");
        let [shown, remote] = [&there, &remote].map(|path| path.display().to_string());
        sandbox.run(&["init", "--quiet"]).ok();
        if ids != "sequential" {
            sandbox.run(&["config", "set", "ids", ids]).ok();
        }
        sandbox.run(&["create", "Old"]).ok();
        sandbox.commit_all("base");
        sandbox.git(&["clone", "--quiet", "--bare", ".", &remote]);
        sandbox.git(&["remote", "add", "origin", &remote]);
        sandbox.git(&["clone", "--quiet", &remote, &shown]);
        Clones {
            sandbox,
            here,
            there,
        }
    }

    /// Runs a command that must succeed, and returns what it printed.
    fn run(&self, clone: &Path, args: &[&str]) -> String {
        let run = self.sandbox.run_in(clone, args);
        assert_eq!(run.code, Some(0), "{args:?}: {run}");
        run.stdout
    }

    fn json(&self, clone: &Path, args: &[&str]) -> Value {
        let args = [args, &["--format", "json"]].concat();
        serde_json::from_str(&self.run(clone, &args)).unwrap()
    }

    fn commit(&self, clone: &Path) {
        self.sandbox.git_in(clone, &["add", "--all"]);
        self.sandbox
            .git_in(clone, &["commit", "--quiet", "-m", "work"]);
    }

    /// Each clone gets what the other one has, and merges it.
    fn merge(&self, options: &[&str]) {
        for (clone, name) in [(&self.here, "here"), (&self.there, "there")] {
            let branch = format!("HEAD:refs/heads/{name}");
            self.sandbox
                .git_in(clone, &["push", "--quiet", "origin", &branch]);
        }
        for (clone, other) in [(&self.here, "origin/there"), (&self.there, "origin/here")] {
            self.sandbox.git_in(clone, &["fetch", "--quiet", "origin"]);
            let args = [&["merge", "--quiet", "--no-edit"], options, &[other]].concat();
            self.sandbox.git_in(clone, &args);
        }
    }

    /// The first clone gets what another one has, merges it, and resolves what is left.
    fn pull(&self, from: &Path) {
        let shown = from.display().to_string();
        self.sandbox.git(&["fetch", "--quiet", &shown, "main"]);
        let merged = self
            .sandbox
            .try_git(".", &["merge", "--quiet", "--no-edit", "FETCH_HEAD"]);
        if merged.code != Some(0) {
            self.run(&self.here, &["resolve"]);
            self.commit(&self.here);
        }
    }

    /// The tree that each clone would commit.
    fn trees(&self) -> [String; 2] {
        [&self.here, &self.there].map(|clone| {
            self.sandbox.git_in(clone, &["add", "--all"]);
            self.sandbox.git_in(clone, &["write-tree"])
        })
    }

    fn heal(&self) {
        self.run(&self.here, &["doctor", "--fix"]);
        // Time goes by, which must not show.
        for _ in 0..3 {
            self.run(&self.there, &["list", "--quiet"]);
        }
        self.run(&self.there, &["doctor", "--fix"]);
    }

    /// What a ticket of a title is called, and refers to.
    fn ticket(&self, clone: &Path, title: &str) -> Value {
        let listed = self.json(clone, &["list", "--all"]);
        let mut found = listed.as_array().unwrap().iter();
        let found = found.find(|ticket| ticket["title"] == title);
        let key = found.unwrap_or_else(|| panic!("no {title} in {listed}"))["id"].clone();
        let shown = self.json(clone, &["show", key.as_str().unwrap()]);
        json!({
            "id": shown["id"],
            "aliases": shown["aliases"],
            "depends_on": shown["depends_on"],
            "related": shown["related"],
        })
    }
}

/// Both clones create a ticket, refer to it from a new one, and from the one that both have.
fn diverge(clones: &Clones) {
    for (clone, title, reference) in [
        (&clones.here, "Apple", "Of apples"),
        (&clones.there, "Pear", "Of pears"),
    ] {
        let key = clones.run(clone, &["create", title]);
        clones.run(clone, &["create", reference, "--depends-on", key.trim()]);
        clones.run(clone, &["update", "Old", "--related", key.trim()]);
        clones.commit(clone);
    }
}

#[test]
fn both_clones_end_with_the_same_files() {
    let clones = Clones::new("sequential");
    diverge(&clones);
    clones.merge(&[]);

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    // The elder keeps its number, and each reference goes on meaning what it meant.
    let of = |title: &str| clones.ticket(&clones.here, title);
    let titles = ["Apple", "Pear", "Of apples", "Of pears", "Old"];
    let told = titles.map(|title| format!("{title} {}\n", of(title)));
    assert_snapshot!(told.concat(), @r#"
    Apple {"id":"TICKET-2","aliases":[],"depends_on":[],"related":[]}
    Pear {"id":"TICKET-4","aliases":["TICKET-2"],"depends_on":[],"related":[]}
    Of apples {"id":"TICKET-3","aliases":[],"depends_on":["TICKET-2"],"related":[]}
    Of pears {"id":"TICKET-5","aliases":["TICKET-3"],"depends_on":["TICKET-4"],"related":[]}
    Old {"id":"TICKET-1","aliases":[],"depends_on":[],"related":["TICKET-2","TICKET-4"]}
    "#);
    // Run again, there is nothing to do.
    clones.heal();
    assert_eq!(clones.trees(), [here, there]);
    clones.commit(&clones.here);
    clones.commit(&clones.there);
    clones.heal();
    clones.merge(&[]);
    assert_eq!(clones.trees()[0], clones.trees()[1]);
    // The old key still finds both.
    assert_snapshot!(clones.sandbox.run(&["show", "TICKET-2"]), @"
    TICKET-2  Apple

    status:       open
    type:         task
    priority:     medium
    created:      2026-11-20T10:00:02Z by Alice Doe <alice@example.com> on main
    file:         .tickets/tickets/00/TICKET-2-apple.yaml
    ");
}

#[test]
fn it_is_the_same_before_the_merge_is_committed() {
    let clones = Clones::new("sequential");
    diverge(&clones);
    clones.merge(&[]);
    clones.heal();
    let after = clones.trees();

    let clones = Clones::new("sequential");
    diverge(&clones);
    clones.merge(&["--no-commit"]);
    clones.heal();
    assert_eq!(clones.trees(), after);
}

#[test]
fn random_keys_that_are_the_same_by_chance_are_healed_alike() {
    let clones = Clones::new("random");
    for (clone, title) in [(&clones.here, "Apple"), (&clones.there, "Pear")] {
        let mut command = clones.sandbox.command(&["create", title]);
        command.current_dir(clone).env("TICKETS_SEED", "77");
        clones.sandbox.finish(command).ok();
        clones.commit(clone);
    }
    clones.merge(&[]);
    assert_eq!(clones.sandbox.run(&["doctor"]).code, Some(6));

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    clones.run(&clones.here, &["doctor"]);
}

#[test]
fn the_repair_can_be_undone() {
    let clones = Clones::new("sequential");
    diverge(&clones);
    clones.merge(&[]);
    let before = clones.sandbox.project();

    assert_snapshot!(clones.sandbox.run(&["doctor", "--fix"]), @"
    --- stderr
    TICKET-1 refers to TICKET-4 now, which it meant
    TICKET-3 refers to TICKET-4 now, which it meant
    renumbered TICKET-2 to TICKET-4 (Pear)
    renumbered TICKET-3 to TICKET-5 (Of pears)
    0 problems in 5 tickets
    ");
    clones.run(&clones.here, &["undo", "--yes"]);
    assert_eq!(clones.sandbox.project(), before);
}

/// Comments, and whatever else lies in a ticket's folder, go with it.
#[test]
fn what_belongs_to_the_renumbered_ticket_goes_with_it() {
    let clones = Clones::new("sequential");
    for (clone, title) in [(&clones.here, "Apple"), (&clones.there, "Pear")] {
        let key = clones.run(clone, &["create", title]);
        clones.run(clone, &["comment", key.trim(), title]);
        clones.commit(clone);
    }
    clones.merge(&[]);

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    for title in ["Apple", "Pear"] {
        let key = clones.ticket(&clones.there, title)["id"].clone();
        let shown = clones.json(&clones.there, &["show", key.as_str().unwrap()]);
        assert_eq!(shown["comments"][0]["text"], title);
    }
    assert_eq!(
        fs::read_dir(clones.there.join(".tickets/tickets/00"))
            .unwrap()
            .count(),
        5
    );
}

/// Found by the merge fuzz: where both lay under one path, the path did not tell which of them a reference meant.
#[test]
fn a_reference_to_one_of_two_tickets_of_one_title_follows_it() {
    let clones = Clones::new("sequential");
    clones.run(&clones.here, &["create", "Same"]);
    clones.commit(&clones.here);
    let key = clones.run(&clones.there, &["create", "Same"]);
    clones.run(&clones.there, &["update", "Old", "--related", key.trim()]);
    clones.commit(&clones.there);
    let theirs = clones.json(&clones.there, &["show", "2"])["uid"].clone();

    clones.pull(&clones.there);
    clones.run(&clones.here, &["doctor", "--fix"]);

    assert_eq!(
        clones.ticket(&clones.here, "Old")["related"],
        json!(["TICKET-3"])
    );
    assert_eq!(clones.json(&clones.here, &["show", "3"])["uid"], theirs);
}

/// Found by the merge fuzz: the first one had moved before the second one was looked at, and its past was not found.
#[test]
fn a_renumbered_ticket_goes_on_meaning_another_renumbered_one() {
    let clones = Clones::new("sequential");
    for clone in [&clones.here, &clones.there] {
        let name = if clone == &clones.here {
            "Here"
        } else {
            "There"
        };
        clones.run(clone, &["create", &format!("{name} first")]);
        clones.run(clone, &["create", &format!("{name} second")]);
        clones.run(clone, &["depend", "2", "3"]);
        clones.commit(clone);
    }

    clones.merge(&[]);
    clones.heal();

    let first = clones.ticket(&clones.here, "There first");
    let second = clones.ticket(&clones.here, "There second");
    assert_eq!(first["depends_on"], json!([second["id"]]));
    assert_eq!(second["id"], "TICKET-5");
}

/// Found by the merge fuzz: of three, the middle one was taken for the elder when the youngest was looked at.
#[test]
fn a_reference_to_each_of_three_tickets_follows_its_own() {
    let clones = Clones::new("sequential");
    let third = clones.sandbox.root().join("third");
    let names = [clones.there.display(), third.display()].map(|path| path.to_string());
    clones
        .sandbox
        .git(&["clone", "--quiet", &names[0], &names[1]]);
    for (clone, title) in [
        (&clones.here, "Apple"),
        (&clones.there, "Pear"),
        (&third, "Plum"),
    ] {
        let key = clones.run(clone, &["create", title]);
        if title != "Apple" {
            clones.run(clone, &["update", "Old", "--related", key.trim()]);
        }
        clones.commit(clone);
    }

    clones.pull(&clones.there);
    clones.pull(&third);
    clones.run(&clones.here, &["doctor", "--fix"]);

    assert_eq!(
        clones.ticket(&clones.here, "Old")["related"],
        json!(["TICKET-3", "TICKET-4"])
    );
}

/// Each clone makes an epic, and refers to it from what it makes of every other kind.
fn diverge_in_plans(clones: &Clones) {
    for (clone, title) in [(&clones.here, "Apple"), (&clones.there, "Pear")] {
        clones.run(clone, &["epic", "create", title]);
        let of = |kind: &str| format!("{title} {kind}");
        clones.run(clone, &["create", &of("ticket"), "--epic", "EPIC-1"]);
        clones.run(clone, &["backlog", "add", &of("item"), "--epic", "EPIC-1"]);
        clones.run(clone, &["requirements", "add", "EPIC-1", &of("taste")]);
        clones.run(
            clone,
            &[
                "requirements",
                "add",
                "ITEM-1",
                &of("size"),
                "--parent",
                "REQ-1",
            ],
        );
        clones.commit(clone);
    }
}

/// The lines of the files of all kinds that name records.
fn names(clones: &Clones) -> String {
    let files = clones.sandbox.files_below(".tickets").into_iter();
    let files = files.filter(|path| path.ends_with(".yaml") && !path.ends_with("config.yaml"));
    let told = files.map(|path| {
        let text = clones.sandbox.read(&path);
        let fields = ["id:", "epic:", "of:", "parent:", "aliases:", "- "];
        let is_name = |line: &&str| {
            let is_field = fields
                .iter()
                .any(|field| line.trim_start().starts_with(field));
            is_field && line.contains('-')
        };
        let lines: Vec<&str> = text.lines().filter(is_name).map(str::trim).collect();
        format!(
            "{}: {}\n",
            path.trim_start_matches(".tickets/"),
            lines.join(", ")
        )
    });
    told.collect()
}

#[test]
fn epics_items_and_requirements_are_healed_as_tickets_are() {
    let clones = Clones::new("sequential");
    diverge_in_plans(&clones);
    clones.merge(&[]);
    assert_eq!(clones.sandbox.run(&["doctor"]).code, Some(6));

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    clones.run(&clones.here, &["doctor"]);
    assert_snapshot!(names(&clones), @"
    backlog/00/ITEM-1-apple-item.yaml: id: ITEM-1, epic: EPIC-1
    backlog/00/ITEM-2-pear-item.yaml: id: ITEM-2, - ITEM-1, epic: EPIC-2
    epics/EPIC-1-apple.yaml: id: EPIC-1
    epics/EPIC-2-pear.yaml: id: EPIC-2, - EPIC-1
    requirements/00/REQ-1-apple-taste.yaml: id: REQ-1, of: EPIC-1
    requirements/00/REQ-2-apple-size.yaml: id: REQ-2, of: ITEM-1, parent: REQ-1
    requirements/00/REQ-3-pear-taste.yaml: id: REQ-3, - REQ-1, of: EPIC-2
    requirements/00/REQ-4-pear-size.yaml: id: REQ-4, - REQ-2, of: ITEM-2, parent: REQ-3
    tickets/00/TICKET-1-old.yaml: id: TICKET-1
    tickets/00/TICKET-2-apple-ticket.yaml: id: TICKET-2, epic: EPIC-1
    tickets/00/TICKET-3-pear-ticket.yaml: id: TICKET-3, - TICKET-2, epic: EPIC-2
    ");
    // The old key still finds the elder, and the younger one is found by its new one.
    let shown = clones.json(&clones.there, &["epic", "show", "EPIC-2"]);
    assert_eq!(shown["title"], "Pear");
}

/// A journal entry that names what the work depends on goes on naming it.
#[test]
fn what_a_journal_entry_depends_on_follows_the_renumbered_ticket() {
    let clones = Clones::new("sequential");
    clones.run(&clones.here, &["create", "Apple"]);
    clones.run(&clones.here, &["journal", "Old", "Here", "-d", "TICKET-2"]);
    clones.commit(&clones.here);
    clones.run(&clones.there, &["create", "Pear"]);
    clones.run(
        &clones.there,
        &["journal", "Old", "There", "-d", "TICKET-2"],
    );
    clones.run(
        &clones.there,
        &["journal", "TICKET-2", "Own", "-d", "TICKET-2"],
    );
    clones.commit(&clones.there);
    clones.merge(&[]);

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    let journal = clones.json(&clones.here, &["journal", "list"]);
    let named: Vec<(&str, &Value)> = journal
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["text"].as_str().unwrap(), &entry["dependencies"]))
        .collect();
    for (text, dependencies) in named {
        let expected = match text {
            "Here" => json!(["TICKET-2"]),
            _ => json!(["TICKET-3"]),
        };
        assert_eq!(*dependencies, expected, "{text}");
    }
}

/// What a sprint began with is no reference, and it goes on naming the ticket that it began with.
#[test]
fn what_a_sprint_began_with_follows_the_renumbered_ticket() {
    let clones = Clones::new("sequential");
    clones.run(&clones.here, &["create", "Apple"]);
    clones.commit(&clones.here);
    clones.run(&clones.there, &["create", "Pear"]);
    clones.run(&clones.there, &["sprint", "create", "First"]);
    clones.run(&clones.there, &["sprint", "add", "SPRINT-1", "TICKET-2"]);
    clones.run(
        &clones.there,
        &["sprint", "start", "SPRINT-1", "--days", "14"],
    );
    clones.run(&clones.there, &["sprint", "close", "1", "--to-backlog"]);
    clones.commit(&clones.there);
    clones.merge(&[]);

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    let sprint = clones.json(&clones.here, &["sprint", "show", "SPRINT-1"]);
    for list in ["commitment", "carried_over", "work"] {
        assert_eq!(sprint[list], json!(["TICKET-3"]), "{list}");
    }
}

/// So does what a ticket remembers of sprints, also of one that it is not in any more.
#[test]
fn the_log_of_a_ticket_follows_the_renumbered_sprint() {
    let clones = Clones::new("sequential");
    clones.run(&clones.here, &["sprint", "create", "Apple"]);
    clones.commit(&clones.here);
    clones.run(&clones.there, &["sprint", "create", "Pear"]);
    clones.run(&clones.there, &["sprint", "start", "1", "--days", "14"]);
    clones.run(&clones.there, &["sprint", "add", "1", "TICKET-1"]);
    clones.run(&clones.there, &["update", "TICKET-1", "--clear", "sprint"]);
    clones.run(&clones.there, &["backlog", "add", "Idea", "--sprint", "1"]);
    clones.commit(&clones.there);
    clones.merge(&[]);

    clones.heal();
    let [here, there] = clones.trees();
    assert_eq!(here, there);
    let ticket = clones.json(&clones.here, &["show", "TICKET-1"]);
    let log = &ticket["sprint_changes"];
    assert_eq!(
        (&log[0]["to"], &log[1]["from"]),
        (&json!("SPRINT-2"), &json!("SPRINT-2"))
    );
    let pear = clones.json(&clones.here, &["sprint", "show", "SPRINT-2"]);
    assert_eq!(
        (&pear["added"], &pear["removed"]),
        (&json!(["ITEM-1"]), &json!(["TICKET-1"]))
    );
    clones.run(&clones.here, &["doctor"]);
}
