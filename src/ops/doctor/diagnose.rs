//! The list of everything that is wrong.

use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::ops::Tracker;
use crate::ops::doctor::checks;
use crate::store::Problem;
use crate::store::ProblemCode;

/// What `doctor` found.
#[derive(Debug)]
pub struct Diagnosis {
    /// How many records were looked at.
    pub checked: usize,
    /// What is wrong, sorted by file.
    pub problems: Vec<Problem>,
}

/// Looks at every file of the project.
pub fn doctor(tracker: &Tracker) -> Diagnosis {
    let survey = tracker.survey();
    let listing = tracker.store.files(&Ticket::KIND);
    let mut problems = survey.problems;
    for warning in tracker.layers.warnings() {
        problems.push(Problem::new(
            ".tickets/config.yaml",
            ProblemCode::Config,
            warning.clone(),
        ));
    }
    for stored in &survey.tickets {
        problems.extend(checks::document(tracker, stored));
        problems.extend(checks::placement(stored));
        problems.extend(checks::fields(stored));
        problems.extend(checks::words(tracker, stored));
        problems.extend(checks::references(&survey.graph, stored));
        problems.extend(tracker.store.entries(&stored.file).1);
    }
    problems.extend(checks::circles(&survey.graph, &survey.tickets));
    problems.extend(checks::shared_uids(&survey.tickets));
    problems.extend(checks::shared_names(&survey.tickets));
    problems.extend(checks::orphans(&listing));
    problems.extend(leftovers(tracker, &listing.leftovers));
    let located = problems.into_iter();
    let located = located.map(|problem| tracker.store.located(problem));
    let mut problems: Vec<Problem> = located.collect();
    problems.sort();
    problems.dedup();
    Diagnosis {
        checked: listing.files.len(),
        problems,
    }
}

/// Temporary files that no journal speaks of.
fn leftovers(tracker: &Tracker, in_folders: &[String]) -> Vec<Problem> {
    let at_top = tracker.store.source().names("").into_iter();
    let names = at_top.flatten().flatten().map(|name| name.text);
    let at_top = names.filter(|name| name.ends_with(".tickets-tmp"));
    let all = in_folders.iter().cloned().chain(at_top);
    all.map(|path| {
        let message = "is a temporary file that an interrupted write left";
        Problem::new(format!(".tickets/{path}"), ProblemCode::Leftover, message)
    })
    .collect()
}
