//! Readers beside writers: every answer is some true state.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

const READERS: usize = 8;

const WRITERS: usize = 4;

/// So many tickets belong to each writer, and nobody else changes them.
const TICKETS_EACH: usize = 10;

const TICKETS: usize = WRITERS * TICKETS_EACH;

const TIME: Duration = Duration::from_secs(10);

/// What is known of a ticket's story points, which only ever grow.
#[derive(Debug)]
struct Points {
    /// The number that its writer writes, or is about to write.
    begun: AtomicU64,
    /// The number that is certainly written.
    done: AtomicU64,
}

/// Some points of all tickets, by the tickets' place.
type Bounds = Vec<u64>;

struct World {
    sandbox: Sandbox,
    points: Vec<Points>,
    end: Instant,
}

fn key(place: usize) -> String {
    format!("TICKET-{}", place + 1)
}

/// The points of each ticket in an answer, by its place; none may come twice.
fn points_of<'a>(tickets: impl IntoIterator<Item = &'a Value>) -> BTreeMap<usize, u64> {
    let mut points = BTreeMap::new();
    for ticket in tickets {
        let number = ticket["id"].as_str().unwrap().trim_start_matches("TICKET-");
        let place = number.parse::<usize>().unwrap() - 1;
        let before = points.insert(place, ticket["story_points"].as_u64().unwrap());
        assert_eq!(before, None, "{} is there twice", key(place));
    }
    points
}

impl World {
    fn new() -> World {
        let sandbox = Sandbox::new().with_variable("TICKETS_LOCK_TIMEOUT_MS", "60000");
        let creates: String = (1..=TICKETS)
            .map(|number| format!("{{\"op\":\"create\",\"title\":\"Ticket {number}\"}}\n"))
            .collect();
        sandbox.run_with_stdin(&creates, &["batch", "-"]).ok();
        let keys: Vec<String> = (0..TICKETS).map(key).collect();
        let mut first = vec!["update", "--points", "1"];
        first.extend(keys.iter().map(String::as_str));
        sandbox.run(&first).ok();
        let points = || Points {
            begun: AtomicU64::new(1),
            done: AtomicU64::new(1),
        };
        World {
            sandbox,
            points: (0..TICKETS).map(|_| points()).collect(),
            end: Instant::now() + TIME,
        }
    }

    fn done(&self) -> Bounds {
        let done = |points: &Points| points.done.load(Ordering::SeqCst);
        self.points.iter().map(done).collect()
    }

    fn begun(&self) -> Bounds {
        let begun = |points: &Points| points.begun.load(Ordering::SeqCst);
        self.points.iter().map(begun).collect()
    }

    /// Counts up the points of one to three tickets at a time; says how often.
    fn write(&self, writer: usize) -> u64 {
        let mut number = 1;
        while Instant::now() < self.end {
            number += 1;
            let turn = usize::try_from(number).unwrap();
            let own = |step: usize| writer * TICKETS_EACH + (turn + step) % TICKETS_EACH;
            let places: Vec<usize> = (0..=turn % 3).map(own).collect();
            for place in &places {
                self.points[*place].begun.store(number, Ordering::SeqCst);
            }
            let mut args = vec![
                "update".to_owned(),
                "--points".to_owned(),
                number.to_string(),
            ];
            args.extend(places.iter().copied().map(key));
            self.sandbox.run(&args).ok();
            for place in &places {
                self.points[*place].done.store(number, Ordering::SeqCst);
            }
        }
        number - 1
    }

    /// Asks one question after another; says how many.
    fn read(&self, reader: usize) -> u64 {
        let mut rounds = 0;
        for turn in reader.. {
            if Instant::now() >= self.end {
                break;
            }
            match turn % 5 {
                0 => self.list(),
                1 => self.list_fields(),
                2 => self.search(turn % TICKETS),
                3 => self.count(turn % TICKETS),
                _ => self.show(turn % TICKETS),
            }
            rounds += 1;
        }
        rounds
    }

    fn list(&self) {
        let before = self.done();
        let run = self.ask(&["list", "--format", "json"]);
        let points = points_of(run.json().as_array().unwrap());
        assert_eq!(points.len(), TICKETS, "{run}");
        self.check(&before, &points);
    }

    fn list_fields(&self) {
        let before = self.done();
        let run = self.ask(&["list", "--fields", "id,story_points", "--format", "jsonl"]);
        let parse = |line| serde_json::from_str(line).unwrap();
        let lines: Vec<Value> = run.stdout.lines().map(parse).collect();
        let points = points_of(&lines);
        assert_eq!(points.len(), TICKETS, "{run}");
        self.check(&before, &points);
    }

    /// A ticket that had so many points before has them still.
    fn search(&self, place: usize) {
        let before = self.done();
        let least = before[place];
        let query = format!("ticket points:>={least}");
        let run = self.ask(&["search", &query, "--format", "json"]);
        let points = points_of(run.json().as_array().unwrap());
        self.check(&before, &points);
        assert!(points.values().all(|points| *points >= least), "{run}");
        for place in (0..TICKETS).filter(|place| before[*place] >= least) {
            let is_found = points.contains_key(&place);
            assert!(is_found, "{} is not found by `{query}`", key(place));
        }
    }

    fn count(&self, place: usize) {
        let before = self.done();
        let least = before[place];
        let run = self.ask(&["count", &format!("points:>={least}")]);
        let after = self.begun();
        let with = |bounds: &Bounds| bounds.iter().filter(|points| **points >= least).count();
        let count: usize = run.stdout.trim().parse().unwrap();
        let expected = with(&before)..=with(&after);
        assert!(expected.contains(&count), "{count} is not in {expected:?}");
    }

    fn show(&self, place: usize) {
        let before = self.done();
        let run = self.ask(&["show", &key(place), "--format", "json"]);
        self.check(&before, &points_of([&run.json()]));
    }

    /// A reader succeeds, and has nothing to complain about.
    fn ask(&self, args: &[&str]) -> Run {
        let run = self.sandbox.run(args);
        assert_eq!(run.ok().stderr, "", "{args:?}");
        run
    }

    /// Every number lies between what was done before the question and what was begun
    /// after the answer.
    fn check(&self, before: &Bounds, points: &BTreeMap<usize, u64>) {
        let after = self.begun();
        for (place, points) in points {
            let expected = before[*place]..=after[*place];
            let key = key(*place);
            assert!(
                expected.contains(points),
                "{key}: {points} is not in {expected:?}"
            );
        }
    }
}

#[test]
fn readers_beside_writers_see_true_states_only() {
    let world = World::new();

    std::thread::scope(|scope| {
        let world = &world;
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| scope.spawn(move || world.write(writer)))
            .collect();
        let readers: Vec<_> = (0..READERS)
            .map(|reader| scope.spawn(move || world.read(reader)))
            .collect();
        for worker in writers.into_iter().chain(readers) {
            assert!(worker.join().unwrap() > 0, "it did nothing in all the time");
        }
    });

    let run = world.ask(&["list", "--format", "json"]);
    let points = points_of(run.json().as_array().unwrap());
    assert_eq!(points.into_values().collect::<Bounds>(), world.done());
    world.sandbox.run(&["doctor"]).ok();
}
