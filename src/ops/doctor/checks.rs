//! One function for each rule that files can break.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use crate::config::ActiveSprints;
use crate::domain::Category;
use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Lifecycle;
use crate::domain::LifecycleError;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::Relation;
use crate::domain::Sprint;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::TicketType;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::domain::Vocabulary;
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

/// A record lies among those of its kind, in the folder of its number.
pub(super) fn placement<R: Record>(stored: &Stored<R>) -> Option<Problem> {
    let file = &stored.file;
    let kind = RecordKind::of_key(&file.key).kind();
    if kind.folder != R::KIND.folder {
        let message = format!(
            "lies among the {}, but `{}` is the key of {}",
            R::KIND.plural,
            file.key,
            kind.one()
        );
        return Some(problem(file, ProblemCode::Misplaced, message));
    }
    if file.is_placed(&R::KIND) {
        return None;
    }
    let right = RecordFile::new(&R::KIND, file.key.clone(), file.slug.clone());
    let message = format!("belongs to `.tickets/{}`", right.path);
    Some(
        problem(file, ProblemCode::Misplaced, message).with_hint("`tickets doctor --fix` moves it"),
    )
}

/// A file can be edited and not only read: reading forgives a field that
/// stands there twice, as long as the program does not know it.
pub(super) fn document<R>(tracker: &Tracker, stored: &Stored<R>) -> Option<Problem> {
    let bytes = tracker.store.read(&stored.file.path).ok()?;
    let error = Document::parse(&bytes).err()?;
    let shown = format!(".tickets/{}", stored.file.path);
    Some(Problem::of_document(&shown, &error))
}

/// A record has what it is never without, and its history agrees with it.
pub(super) fn fields<R: Record>(stored: &Stored<R>) -> Vec<Problem> {
    let record = &stored.record;
    let mut problems = Vec::new();
    let missing = |name| {
        problem(
            &stored.file,
            ProblemCode::MissingField,
            format!("has no `{name}`"),
        )
    };
    if record.uid().is_none() {
        problems.push(missing("uid").with_hint("`tickets doctor --fix` gives it one"));
    }
    if record.created().0.is_none() {
        problems.push(missing("created_at"));
    }
    // After a merge the transition that decided need not be the last one.
    let (status, transitions) = (record.summary().status, record.transitions());
    let led_here = |transition: &Transition| transition.to.as_str() == status;
    if let Some(last) = transitions
        .last()
        .filter(|_| !transitions.iter().any(led_here))
    {
        let message = format!(
            "has the status `{status}`, but its last transition led to `{}`",
            last.to
        );
        problems.push(problem(&stored.file, ProblemCode::UnknownValue, message));
    }
    problems
}

/// A record uses the project's words, and a status of its own life.
pub(super) fn words<R: Record>(tracker: &Tracker, stored: &Stored<R>) -> Vec<Problem> {
    let summary = stored.record.summary();
    let mut unknown = unknown_words(&tracker.vocabulary, &summary);
    let lives = stored.record.lifecycles();
    if lives.is_empty() {
        unknown.extend(unknown_ticket_words(&tracker.vocabulary, &summary));
    } else {
        unknown.extend(unknown_status(lives, &summary));
    }
    let fault = stored.record.fault();
    unknown.extend(fault.map(|fault| format!("cannot be: {fault}")));
    let problems = unknown.into_iter();
    problems
        .map(|message| problem(&stored.file, ProblemCode::UnknownValue, message))
        .collect()
}

/// The words that mean the same in every kind of record; a kind without a priority has none to check.
fn unknown_words(vocabulary: &Vocabulary, summary: &Summary<'_>) -> Vec<String> {
    let priority = summary.priority.parse::<Priority>().ok();
    let priority = priority.and_then(|word| vocabulary.check_priority(&word).err());
    let labels = summary.labels.iter().filter_map(|label| {
        let label = label.parse::<Label>().ok()?;
        vocabulary.check_label(&label).err()
    });
    let unknown = priority.into_iter().chain(labels);
    unknown.map(|error| error.to_string()).collect()
}

/// The words that each project chooses for its tickets.
fn unknown_ticket_words(vocabulary: &Vocabulary, summary: &Summary<'_>) -> Vec<String> {
    let status = summary.status.parse::<Status>().ok();
    let status = status.and_then(|word| vocabulary.check_status(&word).err());
    let ticket_type = summary.record_type.parse::<TicketType>().ok();
    let ticket_type = ticket_type.and_then(|word| vocabulary.check_type(&word).err());
    let unknown = status.into_iter().chain(ticket_type);
    unknown.map(|error| error.to_string()).collect()
}

fn unknown_status(lives: &[Lifecycle], summary: &Summary<'_>) -> Option<String> {
    let status = &*summary.status;
    if lives.iter().any(|life| life.stage(status).is_some()) {
        return None;
    }
    let stages = lives.iter().flat_map(|life| life.stages);
    let error = LifecycleError::Unknown {
        status: status.to_owned(),
        known: stages.map(|stage| stage.name).collect(),
    };
    Some(error.to_string())
}

/// A record refers to records that exist and are of the right kind, and not to itself.
pub(super) fn references<R: Record>(graph: &Graph, stored: &Stored<R>) -> Vec<Problem> {
    let own = RecordKind::of_folder(R::KIND.folder);
    let broken = |(field, key): (&'static str, &Key)| {
        let kinds = own.map_or(&[][..], |own| own.referred_to_in(field));
        let what = if *key == stored.file.key {
            format!("the {} itself", R::KIND.noun)
        } else if graph.contains(key) && kinds.contains(&RecordKind::of_key(key)) {
            return None;
        } else {
            let nouns: Vec<&str> = kinds.iter().map(|kind| kind.kind().noun).collect();
            format!("no {}", nouns.join(" or "))
        };
        let message = format!("has `{key}` in `{field}`, which is {what}");
        Some(problem(
            &stored.file,
            ProblemCode::DanglingReference,
            message,
        ))
    };
    let references = stored.record.references().into_iter();
    references.filter_map(broken).collect()
}

/// The circles of each relation in which nothing may wait for itself, however long the way round.
pub(super) fn circles(graph: &Graph) -> Vec<(&'static str, Vec<Key>)> {
    let relations = [
        ("parent", Relation::Parent),
        ("depends_on", Relation::DependsOn),
    ];
    let all = relations.into_iter().flat_map(|(field, relation)| {
        let circles = graph.circles(relation).into_iter();
        circles.map(move |circle| (field, circle))
    });
    // One that is its own dependency is named as a reference already.
    all.filter(|(_, circle)| circle.len() > 2).collect()
}

/// Nothing waits for itself; a circle is named in the file of its first key.
pub(super) fn in_circles<R>(
    circles: &[(&'static str, Vec<Key>)],
    records: &[Stored<R>],
) -> Vec<Problem> {
    let named = circles.iter().filter_map(|(field, circle)| {
        let stored = records.iter().find(|stored| stored.file.key == circle[0])?;
        let way: Vec<String> = circle.iter().map(ToString::to_string).collect();
        let message = format!("is part of a circle of `{field}`: {}", way.join(" → "));
        Some(problem(&stored.file, ProblemCode::Circle, message))
    });
    named.collect()
}

/// No two sprints are active where the project wants one at a time. Two branches that each start one merge without a
/// conflict. Which of them goes on, only people know.
pub(super) fn several_active<R: Record>(
    tracker: &Tracker,
    records: &[Stored<R>],
) -> Option<Problem> {
    match tracker.settings.sprint.active {
        ActiveSprints::Several => return None,
        ActiveSprints::One if R::KIND.folder != Sprint::KIND.folder => return None,
        ActiveSprints::One => {}
    }
    let is_active = |stored: &&Stored<R>| {
        let status = stored.record.summary().status;
        let mut stages = R::LIFECYCLES.iter().filter_map(|life| life.stage(&status));
        stages.any(|stage| stage.category == Category::Doing)
    };
    let mut active: Vec<&RecordFile> = records
        .iter()
        .filter(is_active)
        .map(|stored| &stored.file)
        .collect();
    active.sort_by_key(|file| &file.key);
    let [first, others @ ..] = active.as_slice() else {
        return None;
    };
    let keys: Vec<String> = others.iter().map(|file| file.key.to_string()).collect();
    let verb = match keys.len() {
        0 => return None,
        1 => "is",
        _ => "are",
    };
    let message = format!(
        "is active, and so {verb} {}, where the project wants one sprint at a time",
        keys.join(", ")
    );
    let hint =
        "`tickets sprint close` ends one; `sprint.active: several` in the settings allows them";
    Some(problem(first, ProblemCode::SeveralActive, message).with_hint(hint))
}

/// No two records have one uid; `met` are those before this one.
pub(super) fn shared_uid<R: Record>(
    met: &mut HashMap<Uid, String>,
    stored: &Stored<R>,
) -> Option<Problem> {
    let uid = stored.record.uid()?;
    let Some(other) = met.get(uid) else {
        met.insert(uid.clone(), stored.file.path.clone());
        return None;
    };
    let message = format!("has the uid of `.tickets/{other}`; is it a copy?");
    Some(problem(&stored.file, ProblemCode::DuplicateUid, message))
}

/// No alias is the key or alias of another record of the kind.
pub(super) fn shared_names<R: Record>(records: &[Stored<R>]) -> Vec<Problem> {
    let mut owners: BTreeMap<String, &RecordFile> = BTreeMap::new();
    for stored in records {
        owners.insert(stored.file.key.to_string(), &stored.file);
    }
    let mut problems = Vec::new();
    for stored in records {
        for alias in stored.record.aliases() {
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
