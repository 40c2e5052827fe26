//! A change of one fact is a change of one or two lines, and nothing else moves.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use insta::assert_snapshot;

use crate::sandbox::Sandbox;

/// The changed lines of the last command, by `git diff`.
fn changed_lines(sandbox: &Sandbox) -> String {
    let diff = sandbox.git(&["diff", "--unified=0", "--no-color"]);
    let is_change = |line: &&str| {
        (line.starts_with('+') || line.starts_with('-'))
            && !line.starts_with("+++")
            && !line.starts_with("---")
    };
    let lines: Vec<&str> = diff.lines().filter(is_change).collect();
    sandbox.git(&["add", "--all"]);
    lines.join("\n") + "\n"
}

#[test]
fn each_command_touches_only_the_lines_of_its_field() {
    let sandbox = Sandbox::with_tickets(&["One", "Two"]);
    sandbox.git(&["add", "--all"]);
    let mut all = String::new();
    for args in [
        &["update", "1", "--title", "Uno"][..],
        &["update", "1", "--priority", "high"],
        &["update", "1", "--type", "bug"],
        &["update", "1", "--assignee", "bob"],
        &["label", "add", "b,c", "1"],
        &["label", "add", "a", "1"],
        &["label", "remove", "b", "1"],
        &["update", "1", "--parent", "2"],
        &["depend", "1", "2"],
        &["update", "1", "--due", "2027-01-01"],
        &["update", "1", "--estimate", "2"],
        &["update", "1", "--points", "3"],
        &["update", "1", "--description", "A\nB\nC"],
        &["update", "1", "--description", "A\nX\nC"],
        &["update", "1", "--criterion", "Works"],
        &["update", "1", "--check", "1"],
        &["link", "1", "a.txt"],
        &["start", "1", "--force"],
        &["close", "1", "--reason", "done"],
        &["reopen", "1"],
        &["archive", "1"],
        &["unarchive", "1"],
        &["update", "1", "--clear", "description,parent,due"],
        &["undepend", "1", "2"],
    ] {
        sandbox.run(args).ok();
        all += &format!("$ {}\n{}", args.join(" "), changed_lines(&sandbox));
    }
    assert_snapshot!(all, @"
    $ update 1 --title Uno
    -title: One
    +title: Uno
    $ update 1 --priority high
    -priority: medium
    +priority: high
    $ update 1 --type bug
    -type: task
    +type: bug
    $ update 1 --assignee bob
    -assignee:
    +assignee: bob
    $ label add b,c 1
    +  - b
    +  - c
    $ label add a 1
    +  - a
    $ label remove b 1
    -  - b
    $ update 1 --parent 2
    -parent:
    +parent: TICKET-2
    $ depend 1 2
    +  - TICKET-2
    $ update 1 --due 2027-01-01
    -due:
    +due: 2027-01-01
    $ update 1 --estimate 2
    -estimate_hours:
    +estimate_hours: 2
    $ update 1 --points 3
    -story_points:
    +story_points: 3
    $ update 1 --description A
    B
    C
    -description:
    +description: |
    +  A
    +  B
    +  C
    $ update 1 --description A
    X
    C
    -  B
    +  X
    $ update 1 --criterion Works
    +  - id: jr20
    +    done: false
    +    text: Works
    $ update 1 --check 1
    -    done: false
    +    done: true
    $ link 1 a.txt
    +links:
    +  - a.txt
    +
    $ start 1 --force
    -status: open
    +status: in-progress
    +  - {at: 2026-11-20T10:00:20Z, from: open, to: in-progress, by: Alice Doe}
    $ close 1 --reason done
    -status: in-progress
    +status: closed
    +  - {at: 2026-11-20T10:00:21Z, from: in-progress, to: closed, by: Alice Doe, reason: done}
    $ reopen 1
    -status: closed
    +status: open
    +  - {at: 2026-11-20T10:00:22Z, from: closed, to: open, by: Alice Doe}
    $ archive 1
    +archived_at: 2026-11-20T10:00:23Z
    +
    $ unarchive 1
    -archived_at: 2026-11-20T10:00:23Z
    -
    $ update 1 --clear description,parent,due
    -parent: TICKET-2
    +parent:
    -due: 2027-01-01
    +due:
    -description: |
    -  A
    -  X
    -  C
    +description:
    $ undepend 1 2
    -  - TICKET-2
    ");
}

/// The lines of each top-level field, by its name.
fn fields(text: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            name = line.split(':').next().unwrap_or_default().to_owned();
        }
        *fields.entry(name.clone()).or_insert_with(String::new) += &format!("{line}\n");
    }
    fields
}

/// Every way to change a ticket, with the fields that it is about.
const CHANGES: &[(&[&str], &str)] = &[
    (&["update", "1", "--title", "Uno"], "title"),
    (&["update", "1", "--description", "A\nB\nC"], "description"),
    (
        &["update", "1", "--description-file", "text.md"],
        "description",
    ),
    (&["update", "1", "--type", "bug"], "type"),
    (&["update", "1", "--priority", "high"], "priority"),
    (&["update", "1", "--assignee", "bob"], "assignee"),
    (&["update", "1", "--assignee", ""], "assignee"),
    (&["update", "1", "--reporter", "eve"], "reporter"),
    (&["update", "1", "--labels", "b,c"], "labels"),
    (&["update", "1", "--add-label", "a"], "labels"),
    (&["update", "1", "--remove-label", "b"], "labels"),
    (&["update", "1", "--epic", "1"], "epic"),
    (&["update", "1", "--sprint", "1"], "sprint"),
    (&["update", "1", "--parent", "2"], "parent"),
    (&["update", "1", "--depends-on", "2"], "depends_on"),
    (&["update", "1", "--related", "3"], "related"),
    (&["update", "1", "--duplicates", "3"], "duplicates"),
    (&["update", "1", "--link", "a.txt"], "links"),
    (&["update", "1", "--remove-link", "a.txt"], "links"),
    (&["update", "1", "--due", "2027-01-01"], "due"),
    (&["update", "1", "--estimate", "2"], "estimate_hours"),
    (&["update", "1", "--points", "3"], "story_points"),
    (
        &["update", "1", "--criterion", "Works"],
        "acceptance_criteria",
    ),
    (&["update", "1", "--check", "1"], "acceptance_criteria"),
    (&["update", "1", "--uncheck", "1"], "acceptance_criteria"),
    (
        &["update", "1", "--edit-criterion", "1", "Runs"],
        "acceptance_criteria",
    ),
    (
        &["update", "1", "--remove-criterion", "1"],
        "acceptance_criteria",
    ),
    (&["update", "1", "--resolution", "fixed"], "resolution"),
    (&["update", "1", "--clear", "resolution"], "resolution"),
    (
        &["update", "1", "--status", "in-progress", "--reason", "now"],
        "status transitions",
    ),
    (&["update", "1", "--comment", "Text"], ""),
    (&["comment", "1", "Text"], ""),
    (&["close", "1", "--comment", "Done"], "status transitions"),
    (&["reopen", "1", "--reason", "no"], "status transitions"),
    (
        &["start", "1", "--assignee", "eve", "--force"],
        "assignee status transitions",
    ),
    (
        &["close", "1", "--resolution", "fixed"],
        "resolution status transitions",
    ),
    (&["reopen", "1"], "resolution status transitions"),
    (&["label", "add", "x", "1"], "labels"),
    (&["label", "remove", "x", "1"], "labels"),
    (&["undepend", "1", "2"], "depends_on"),
    (&["depend", "1", "2"], "depends_on"),
    (&["link", "1", "b.txt"], "links"),
    (&["unlink", "1", "b.txt"], "links"),
    (&["archive", "1"], "archived_at"),
    (&["unarchive", "1"], "archived_at"),
    (&["edit", "1"], "priority"),
    (&["undo", "--yes"], "priority"),
];

/// What people write by hand beside the fields stays, whichever command comes.
#[test]
fn every_change_is_in_the_lines_of_its_fields_and_adds_one_transition_at_most() {
    let sandbox = Sandbox::with_tickets(&["One", "Two", "Three"])
        .with_variable("EDITOR", "sed -i s/high/low/");
    sandbox.write("text.md", "A\nX\nC\n");
    sandbox.run(&["epic", "create", "A goal"]).ok();
    let sprint = "id: SPRINT-1\n\ntitle: Weeks\n\nstatus: planned\n";
    sandbox.write(".tickets/sprints/SPRINT-1-weeks.yaml", sprint);
    sandbox.commit_all("base");
    let path = sandbox.file_of("TICKET-1");
    for (args, expected) in CHANGES {
        let before = fields(&sandbox.read(&path));
        let run = sandbox.run(args);
        assert_eq!(run.code, Some(0), "{args:?}: {run}");
        let after = fields(&sandbox.read(&path));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let is_changed = |name: &&&String| before.get(**name) != after.get(**name);
        let changed: Vec<&str> = names
            .iter()
            .filter(is_changed)
            .map(|name| name.as_str())
            .collect();
        assert_eq!(changed.join(" "), *expected, "{args:?}");
        let count =
            |fields: &BTreeMap<String, String>| fields["transitions"].matches("\n  - ").count();
        let added = usize::from(changed.contains(&"transitions"));
        assert_eq!(count(&after), count(&before) + added, "{args:?}");
        let diff = changed_lines(&sandbox);
        let moved = diff
            .lines()
            .filter(|line| line.starts_with("-  - {at:"))
            .count();
        assert_eq!(moved, 0, "{args:?}:\n{diff}");
    }
}

/// An option that is new has to stand in the list above.
#[test]
fn no_option_of_update_is_missing_above() {
    let tried: BTreeSet<&str> = CHANGES
        .iter()
        .flat_map(|(args, _)| args.iter())
        .filter_map(|word| word.strip_prefix("--"))
        .collect();
    let all = tickets::cli::command();
    let update = all.find_subcommand("update").unwrap();
    // These change how it is done, not what.
    let others = ["dry-run", "commit", "if-version", "where", "yes", "help"];
    let missing: Vec<&str> = update
        .get_arguments()
        .filter_map(clap::Arg::get_long)
        .filter(|name| !tried.contains(name) && !others.contains(name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// What a person, or a newer version, put into the file.
const BY_HAND: &str = "# Above everything.\nid: TICKET-1\ntitle: 'Quoted one' # as it was\nstatus: open\n\n\n\
                       priority:   medium\nmood: {deep: [1, {x: 'y'}]} # ours\nlabels: [b, a]\n\
                       description: >-\n  folded\n  text\n# between\nassignee: ~\n# the end";

#[test]
fn comments_order_quoting_and_unknown_fields_survive_all_commands() {
    for (name, text) in [
        ("lf", BY_HAND.to_owned()),
        ("crlf", BY_HAND.replace('\n', "\r\n")),
    ] {
        let sandbox = Sandbox::with_tickets(&["Zero", "Two"]);
        let path = ".tickets/tickets/00/TICKET-1-zero.yaml";
        sandbox.write(path, &text);
        for args in [
            &["update", "1", "--priority", "high"][..],
            &["label", "add", "c", "1"],
            &["start", "1"],
            &["depend", "1", "2"],
            &["comment", "1", "Text"],
            &["update", "1", "--points", "3"],
            &["close", "1", "--resolution", "fixed"],
            &["reopen", "1"],
            &["link", "1", "a.txt"],
            &["update", "1", "--criterion", "Works"],
            &["archive", "1"],
            &["unarchive", "1"],
        ] {
            let run = sandbox.run(args);
            assert_eq!(run.code, Some(0), "{name} {args:?}: {run}");
        }
        let after = sandbox.read(path);
        for kept in [
            "# Above everything.",
            "id: TICKET-1",
            "title: 'Quoted one' # as it was",
            "mood: {deep: [1, {x: 'y'}]} # ours",
            "  folded",
            "# between",
            "# the end",
        ] {
            assert!(
                after.lines().any(|line| line == kept),
                "{name}: `{kept}` in\n{after}"
            );
        }
        if name == "crlf" {
            let bare: Vec<&str> = after
                .split("\r\n")
                .filter(|line| line.contains('\n'))
                .collect();
            assert_eq!(bare, Vec::<&str>::new());
        } else {
            assert_snapshot!(after, @"
            # Above everything.
            id: TICKET-1

            title: 'Quoted one' # as it was
            status: open


            priority:   high
            mood: {deep: [1, {x: 'y'}]} # ours
            labels:
              - b
              - a
              - c

            depends_on:
              - TICKET-2

            story_points: 3

            links:
              - a.txt

            description: >-
              folded
              text

            acceptance_criteria:
              - id: zh8k
                done: false
                text: Works

            transitions:
              - {at: 2026-11-20T10:00:05Z, from: open, to: in-progress, by: Alice Doe}
              - {at: 2026-11-20T10:00:09Z, from: in-progress, to: closed, by: Alice Doe}
              - {at: 2026-11-20T10:00:10Z, from: closed, to: open, by: Alice Doe}

            # between
            assignee: Alice Doe
            # the end
            ");
        }
        sandbox.run(&["doctor", "--fix"]).code.unwrap();
        assert!(
            sandbox
                .read(path)
                .contains("mood: {deep: [1, {x: 'y'}]} # ours")
        );
    }
}

/// What cannot be edited by its lines says so before.
#[test]
fn a_rewrite_is_announced_by_the_dry_run() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    sandbox.write(
        sandbox.file_of("TICKET-1"),
        "{id: TICKET-1, title: One} # in one line\n",
    );

    assert_snapshot!(sandbox.run(&["update", "1", "--priority", "high", "--dry-run"]), @"
    --- a/.tickets/tickets/00/TICKET-1-one.yaml
    +++ b/.tickets/tickets/00/TICKET-1-one.yaml
    @@ -1 +1,39 @@
    -{id: TICKET-1, title: One} # in one line
    +id: TICKET-1
    +
    +uid:
    +
    +title: One
    +
    +type:
    +
    +status:
    +
    +priority: high
    +
    +assignee:
    +
    +labels:
    +
    +epic:
    +
    +sprint:
    +
    +parent:
    +
    +depends_on:
    +
    +due:
    +
    +estimate_hours:
    +
    +story_points:
    +
    +created_at:
    +
    +created_by:
    +
    +description:
    +
    +acceptance_criteria:
    +
    +transitions:
    --- stderr
    `.tickets/tickets/00/TICKET-1-one.yaml` cannot be edited by its lines and would be written anew, without its comments
    dry run: nothing was changed
    ");
    sandbox.run(&["update", "1", "--priority", "high"]).ok();
    assert_eq!(sandbox.ticket("1")["status"], "open");
}

/// A field that is there and empty has the value that it has when it is absent.
#[test]
fn words_that_are_empty_are_the_default_ones() {
    let sandbox = Sandbox::with_tickets(&["One"]);
    let path = sandbox.file_of("TICKET-1");
    sandbox.write(
        &path,
        "id: TICKET-1\ntitle: One\ntype:\nstatus: ~\npriority:\n",
    );

    let ticket = sandbox.ticket("1");
    assert_eq!(
        [&ticket["type"], &ticket["status"], &ticket["priority"]],
        ["task", "open", "medium"]
    );
    sandbox.run(&["close", "1"]).ok();
    sandbox.run(&["update", "1", "--type", "bug"]).ok();
    assert_eq!(
        sandbox
            .read(&path)
            .lines()
            .filter(|line| line.starts_with("type"))
            .count(),
        1
    );
}
