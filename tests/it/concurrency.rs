//! Many writers at once.

use std::collections::BTreeSet;
use std::process::Child;
use std::process::Stdio;

use crate::sandbox::Sandbox;

const WRITERS: usize = 64;

/// Starts one process for each number, before any of them is waited for.
fn at_once(sandbox: &Sandbox, args: impl Fn(usize) -> Vec<String>) -> Vec<crate::sandbox::Run> {
    let start = |number| {
        let mut command = sandbox.command(&args(number));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let children: Vec<Child> = (1..=WRITERS).map(start).collect();
    children
        .into_iter()
        .map(|child| sandbox.rendered(&child.wait_with_output().unwrap()))
        .collect()
}

#[test]
fn sixty_four_processes_that_create_at_once_get_consecutive_numbers() {
    let sandbox = Sandbox::new().with_variable("TICKETS_LOCK_TIMEOUT_MS", "60000");

    let runs = at_once(&sandbox, |number| {
        vec!["create".to_owned(), format!("Ticket of writer {number}")]
    });

    let created: BTreeSet<String> = runs
        .into_iter()
        .map(|run| run.ok().stdout.clone())
        .collect();
    let expected: BTreeSet<String> = (1..=WRITERS).map(|n| format!("TICKET-{n}\n")).collect();
    assert_eq!(created, expected);
    assert_eq!(sandbox.keys(&["list"]).len(), WRITERS);
    sandbox.run(&["doctor"]).ok();
}

#[test]
fn sixty_four_processes_that_change_one_ticket_at_once_lose_nothing() {
    let sandbox =
        Sandbox::with_tickets(&["Everybody's"]).with_variable("TICKETS_LOCK_TIMEOUT_MS", "60000");

    let runs = at_once(&sandbox, |number| {
        ["update", "TICKET-1", "--add-label"]
            .map(str::to_owned)
            .into_iter()
            .chain([
                format!("l{number}"),
                "--comment".to_owned(),
                format!("of writer {number}"),
            ])
            .collect()
    });

    for run in runs {
        run.ok();
    }
    let ticket = sandbox.ticket("TICKET-1");
    let texts = |value: &serde_json::Value, field: Option<&str>| -> BTreeSet<String> {
        let items = value.as_array().unwrap().iter();
        let text =
            |item: &serde_json::Value| field.map_or(item.clone(), |field| item[field].clone());
        items
            .map(|item| text(item).as_str().unwrap().trim().to_owned())
            .collect()
    };
    let labels: BTreeSet<String> = (1..=WRITERS).map(|n| format!("l{n}")).collect();
    let comments: BTreeSet<String> = (1..=WRITERS).map(|n| format!("of writer {n}")).collect();
    assert_eq!(texts(&ticket["labels"], None), labels);
    assert_eq!(texts(&ticket["comments"], Some("text")), comments);
    sandbox.run(&["doctor"]).ok();
}

/// Half of the writers create one ticket, the others ten in a batch.
#[test]
fn batches_and_other_writers_share_the_numbers() {
    let sandbox = Sandbox::new().with_variable("TICKETS_LOCK_TIMEOUT_MS", "60000");
    let ten: String = (1..=10)
        .map(|n| format!("{{\"op\":\"create\",\"title\":\"Ticket {n} of ten\"}}\n"))
        .collect();
    sandbox.write("ten.jsonl", ten);

    let runs = at_once(&sandbox, |number| {
        let args: &[&str] = match number % 4 {
            0 => &["batch", "ten.jsonl", "--format", "jsonl"],
            1 => &["batch", "ten.jsonl", "--each", "--format", "jsonl"],
            _ => &["create", "Alone"],
        };
        args.iter().map(|arg| (*arg).to_owned()).collect()
    });

    let mut numbers = BTreeSet::new();
    for (place, run) in runs.iter().enumerate() {
        let answer = &run.ok().stdout;
        let number = |line: &str| {
            let digits = line.split_once("TICKET-").unwrap().1;
            let end = digits.find(|c: char| !c.is_ascii_digit());
            digits[..end.unwrap_or(digits.len())].parse().unwrap()
        };
        let own: Vec<usize> = answer.lines().map(number).collect();
        if (place + 1) % 4 == 0 {
            let first = own[0];
            assert_eq!(
                own,
                (first..first + 10).collect::<Vec<_>>(),
                "one lock, ten numbers"
            );
        }
        numbers.extend(own);
    }
    let count = WRITERS / 2 * 10 + WRITERS / 2;
    assert_eq!(numbers, (1..=count).collect::<BTreeSet<usize>>());
    sandbox.run(&["doctor"]).ok();
}

/// Readers take no lock, and see every ticket whole at any moment.
#[test]
fn readers_see_whole_tickets_while_others_write() {
    let titles: Vec<String> = (1..=10).map(|n| format!("Ticket {n}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let sandbox = Sandbox::with_tickets(&titles);

    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for round in 1..=20 {
                let points = round.to_string();
                let mut args = vec!["update", "--points", &points, "--description", &points];
                let keys: Vec<String> = (1..=10).map(|n| format!("TICKET-{n}")).collect();
                args.extend(keys.iter().map(String::as_str));
                sandbox.run(&args).ok();
            }
        });
        while !writer.is_finished() {
            let run = sandbox.run(&["list", "--format", "json"]);
            assert_eq!(run.ok().stderr, "");
            for ticket in run.json().as_array().unwrap() {
                let points = ticket["story_points"].as_u64();
                let description = ticket["description"].as_str().unwrap().parse().ok();
                assert_eq!(points, description, "{ticket}");
            }
            assert_eq!(run.json().as_array().unwrap().len(), 10);
        }
    });
}
