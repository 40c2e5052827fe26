//! The list of everything that is wrong.

use std::collections::HashMap;
use std::convert::Infallible;

use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::Uid;
use crate::ops::Tracker;
use crate::ops::all_records::AllRecords;
use crate::ops::all_records::EachKind;
use crate::ops::doctor::checks;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Stored;

/// What `doctor` found.
#[derive(Debug)]
pub struct Diagnosis {
    /// How many records were looked at.
    pub checked: usize,
    /// How many of them are tickets.
    pub tickets: usize,
    /// What is wrong, sorted by file.
    pub problems: Vec<Problem>,
}

/// Looks at every file of the project.
pub fn doctor(tracker: &Tracker) -> Diagnosis {
    let (mut records, unreadable) = AllRecords::read(&tracker.store);
    let mut graph = Graph::default();
    let Ok(()) = records.each(&mut Learning(&mut graph));
    let mut inspection = Inspection {
        tracker,
        circles: checks::circles(&graph),
        graph,
        uids: HashMap::new(),
        problems: tracker.problems.clone(),
    };
    inspection.problems.extend(unreadable);
    let Ok(()) = records.each(&mut inspection);
    let mut problems = inspection.problems;
    for warning in tracker.layers.warnings() {
        problems.push(Problem::new(
            ".tickets/config.yaml",
            ProblemCode::Config,
            warning.clone(),
        ));
    }
    let listings = RecordKind::ALL.map(|kind| tracker.store.files(kind.kind()));
    for listing in &listings {
        problems.extend(checks::orphans(listing));
        problems.extend(listing.leftovers.iter().map(|path| leftover(path)));
    }
    problems.extend(leftovers_at_top(tracker));
    let located = problems.into_iter();
    let located = located.map(|problem| tracker.store.located(problem));
    let mut problems: Vec<Problem> = located.collect();
    problems.sort();
    problems.dedup();
    let [tickets, ..] = &listings;
    Diagnosis {
        checked: listings.iter().map(|listing| listing.files.len()).sum(),
        tickets: tickets.files.len(),
        problems,
    }
}

/// Learns who refers to whom before anybody is judged by it.
struct Learning<'a>(&'a mut Graph);

impl EachKind for Learning<'_> {
    type Error = Infallible;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), Infallible> {
        for stored in records {
            self.0.insert_relations(&stored.record);
        }
        Ok(())
    }
}

/// The checks of all records, and what they have found so far.
struct Inspection<'a> {
    tracker: &'a Tracker,
    graph: Graph,
    circles: Vec<(&'static str, Vec<Key>)>,
    /// The file in which each uid was met first.
    uids: HashMap<Uid, String>,
    problems: Vec<Problem>,
}

impl EachKind for Inspection<'_> {
    type Error = Infallible;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), Infallible> {
        let tracker = self.tracker;
        let problems = &mut self.problems;
        for stored in &*records {
            problems.extend(checks::document(tracker, stored));
            problems.extend(checks::placement(stored));
            problems.extend(checks::fields(stored));
            problems.extend(checks::words(tracker, stored));
            problems.extend(checks::references(&self.graph, stored));
            problems.extend(checks::shared_uid(&mut self.uids, stored));
            problems.extend(tracker.store.entries(&stored.file).1);
        }
        problems.extend(checks::in_circles(&self.circles, records));
        problems.extend(checks::several_active(tracker, records));
        problems.extend(checks::shared_names(records));
        Ok(())
    }
}

/// Temporary files beside the folders of records, that no journal speaks of.
fn leftovers_at_top(tracker: &Tracker) -> Vec<Problem> {
    let at_top = tracker.store.source().names("").into_iter();
    let names = at_top.flatten().flatten().map(|name| name.text);
    let at_top = names.filter(|name| name.ends_with(".tickets-tmp"));
    at_top.map(|name| leftover(&name)).collect()
}

fn leftover(path: &str) -> Problem {
    let message = "is a temporary file that an interrupted write left";
    Problem::new(format!(".tickets/{path}"), ProblemCode::Leftover, message)
}
