//! One function for each rule that files can break.

use std::collections::BTreeMap;
use std::collections::HashSet;

use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Relation;
use crate::domain::Ticket;
use crate::domain::Transition;
use crate::ops::Tracker;
use crate::store::Listing;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::yaml::Document;

fn problem(file: &RecordFile, code: ProblemCode, message: impl Into<String>) -> Problem {
    Problem::new(format!(".tickets/{}", file.path), code, message)
}

/// A record lies in the folder of its number.
pub(super) fn placement(stored: &Stored<Ticket>) -> Option<Problem> {
    let file = &stored.file;
    if file.is_placed(&Ticket::KIND) {
        return None;
    }
    let right = RecordFile::new(&Ticket::KIND, file.key.clone(), file.slug.clone());
    let message = format!("belongs to `.tickets/{}`", right.path);
    Some(
        problem(file, ProblemCode::Misplaced, message).with_hint("`tickets doctor --fix` moves it"),
    )
}

/// A file can be edited and not only read: reading forgives a field that
/// stands there twice, as long as the program does not know it.
pub(super) fn document(tracker: &Tracker, stored: &Stored<Ticket>) -> Option<Problem> {
    let bytes = tracker.store.read(&stored.file.path).ok()?;
    let error = Document::parse(&bytes).err()?;
    let shown = format!(".tickets/{}", stored.file.path);
    Some(Problem::of_document(&shown, &error))
}

/// A ticket has what it is never without, and its history agrees with it.
pub(super) fn fields(stored: &Stored<Ticket>) -> Vec<Problem> {
    let ticket = &stored.record;
    let mut problems = Vec::new();
    let missing = |name| {
        problem(
            &stored.file,
            ProblemCode::MissingField,
            format!("has no `{name}`"),
        )
    };
    if ticket.uid.is_none() {
        problems.push(missing("uid").with_hint("`tickets doctor --fix` gives it one"));
    }
    if ticket.created_at.is_none() {
        problems.push(missing("created_at"));
    }
    // After a merge the transition that decided need not be the last one.
    let led_here = |transition: &Transition| transition.to == ticket.status;
    if let Some(last) = ticket
        .transitions
        .last()
        .filter(|_| !ticket.transitions.iter().any(led_here))
    {
        let message = format!(
            "has the status `{}`, but its last transition led to `{}`",
            ticket.status, last.to
        );
        problems.push(problem(&stored.file, ProblemCode::UnknownValue, message));
    }
    problems
}

/// A ticket uses the project's words.
pub(super) fn words(tracker: &Tracker, stored: &Stored<Ticket>) -> Vec<Problem> {
    let (vocabulary, ticket) = (&tracker.vocabulary, &stored.record);
    let checked = [
        vocabulary.check_status(&ticket.status),
        vocabulary.check_type(&ticket.ticket_type),
        vocabulary.check_priority(&ticket.priority),
    ];
    let labels = ticket
        .labels
        .iter()
        .map(|label| vocabulary.check_label(label));
    let unknown = checked.into_iter().chain(labels).filter_map(Result::err);
    unknown
        .map(|error| problem(&stored.file, ProblemCode::UnknownValue, error.to_string()))
        .collect()
}

/// A ticket refers to tickets that exist, and not to itself.
pub(super) fn references(graph: &Graph, stored: &Stored<Ticket>) -> Vec<Problem> {
    let broken = |(field, key): (&'static str, &Key)| {
        let what = if *key == stored.file.key {
            "the ticket itself"
        } else if graph.contains(key) {
            return None;
        } else {
            "no ticket"
        };
        let message = format!("has `{key}` in `{field}`, which is {what}");
        Some(problem(
            &stored.file,
            ProblemCode::DanglingReference,
            message,
        ))
    };
    stored
        .record
        .ticket_references()
        .filter_map(broken)
        .collect()
}

/// Nothing waits for itself, however long the way round.
pub(super) fn circles(graph: &Graph, tickets: &[Stored<Ticket>]) -> Vec<Problem> {
    let relations = [
        ("parent", Relation::Parent),
        ("depends_on", Relation::DependsOn),
    ];
    let all = relations.into_iter().flat_map(|(field, relation)| {
        let circles = graph.circles(relation).into_iter();
        circles.map(move |circle| (field, circle))
    });
    // One that is its own dependency is named as a reference already.
    let longer = all.filter(|(_, circle)| circle.len() > 2);
    let named = longer.filter_map(|(field, circle)| {
        let stored = tickets.iter().find(|stored| stored.file.key == circle[0])?;
        let way: Vec<String> = circle.iter().map(ToString::to_string).collect();
        let message = format!("is part of a circle of `{field}`: {}", way.join(" → "));
        Some(problem(&stored.file, ProblemCode::Circle, message))
    });
    named.collect()
}

/// No two tickets have one uid.
pub(super) fn shared_uids(tickets: &[Stored<Ticket>]) -> Vec<Problem> {
    let mut first: BTreeMap<&str, &RecordFile> = BTreeMap::new();
    let mut problems = Vec::new();
    for stored in tickets {
        let Some(uid) = &stored.record.uid else {
            continue;
        };
        match first.get(uid.as_str()) {
            Some(other) => {
                let message = format!("has the uid of `.tickets/{}`; is it a copy?", other.path);
                problems.push(problem(&stored.file, ProblemCode::DuplicateUid, message));
            }
            None => {
                first.insert(uid.as_str(), &stored.file);
            }
        }
    }
    problems
}

/// No alias is another ticket's key or alias.
pub(super) fn shared_names(tickets: &[Stored<Ticket>]) -> Vec<Problem> {
    let mut owners: BTreeMap<String, &RecordFile> = BTreeMap::new();
    for stored in tickets {
        owners.insert(stored.file.key.to_string(), &stored.file);
    }
    let mut problems = Vec::new();
    for stored in tickets {
        for alias in &stored.record.aliases {
            match owners.get(alias) {
                // The elder of two with one key keeps it, and the younger remembers it.
                Some(other) if other.key.to_string() == *alias => {}
                Some(other) if other.path != stored.file.path => {
                    let message =
                        format!("has the alias `{alias}`, as `.tickets/{}` has", other.path);
                    problems.push(problem(&stored.file, ProblemCode::DuplicateKey, message));
                }
                _ => {
                    owners.insert(alias.clone(), &stored.file);
                }
            }
        }
    }
    problems
}

/// Entries belong to a record.
pub(super) fn orphans(listing: &Listing) -> Vec<Problem> {
    let owned: HashSet<String> = listing.files.iter().map(RecordFile::folder).collect();
    let orphans = listing
        .folders
        .iter()
        .filter(|folder| !owned.contains(*folder));
    orphans
        .map(|folder| {
            let message = "holds entries, but their record is not there";
            Problem::new(format!(".tickets/{folder}"), ProblemCode::Orphan, message)
        })
        .collect()
}
