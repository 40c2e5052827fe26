//! The whole: from a folder to the staged files.

use std::collections::HashMap;
use std::path::Path;

use serde_yaml::Mapping;

use crate::domain::Entry;
use crate::domain::Record as _;
use crate::domain::Stamp;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::allocate::Allocator;
use crate::ops::import::Imported;
use crate::ops::import::Progress;
use crate::ops::import::backlog_md::convert;
use crate::ops::import::backlog_md::convert::Draft;
use crate::ops::import::backlog_md::folder;
use crate::ops::import::backlog_md::known::Known;
use crate::ops::import::backlog_md::old_id::OldId;
use crate::ops::import::backlog_md::old_id::OldIds;
use crate::ops::import::backlog_md::relations;
use crate::ops::import::backlog_md::relations::Target;
use crate::ops::import::backlog_md::task::Task;
use crate::ops::work::Work;
use crate::store::EntryFile;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::StoreError;

/// Stages a ticket for every task that is not here yet, in the order of their numbers.
///
/// # Errors
/// A folder that cannot be read or is none of Backlog.md, or a store that fails.
pub(crate) fn stage(
    work: &mut Work<'_>,
    folder: &Path,
    progress: Progress<'_>,
) -> Result<Imported, OpError> {
    let tracker = work.tracker;
    let mut imported = Imported::default();
    let problems = &mut imported.problems;
    let tasks = read_tasks(folder, problems)?;
    let mut known = Known::read(tracker);
    let mut new: Vec<Task> = Vec::new();
    let mut targets: Vec<(OldId, Target)> = Vec::with_capacity(tasks.len());
    for task in tasks {
        let old_id = task.old_id.clone();
        match known.meet(&task) {
            Some(key) => {
                targets.push((old_id, Target::Known(key)));
                imported.unchanged += 1;
            }
            None => {
                targets.push((old_id, Target::New(new.len())));
                new.push(task);
            }
        }
    }
    name_namesakes(&new, &known, problems);

    let mut allocator = Allocator::new(tracker, &Ticket::KIND, &tracker.prefix);
    let mut drafts: Vec<Draft> = Vec::with_capacity(new.len());
    for task in new {
        let key = allocator.next(tracker)?;
        drafts.push(convert::convert(tracker, task, key, problems));
    }
    relations::connect(&mut drafts, &OldIds::new(targets), &known, problems);

    let total = drafts.len();
    for (index, draft) in drafts.iter().enumerate() {
        progress(index, total);
        match write(work, draft) {
            Ok(entries) => {
                imported.created.push(draft.ticket.id.clone());
                imported.entries += entries;
            }
            // One task that makes no readable file does not hold up the rest.
            Err(StoreError::Unreadable(problem)) => imported.problems.push(Problem {
                path: draft.task.path.clone(),
                ..problem
            }),
            Err(error) => return Err(error.into()),
        }
    }
    progress(total, total);
    imported.problems.sort();
    Ok(imported)
}

fn read_tasks(folder: &Path, problems: &mut Vec<Problem>) -> Result<Vec<Task>, OpError> {
    let mut tasks = Vec::new();
    for file in folder::read(folder, problems)? {
        match Task::read(file) {
            Ok(task) => tasks.push(task),
            Err(problem) => problems.push(problem),
        }
    }
    // Where an archived task has the id of a live one, the live one is meant.
    let order = |task: &Task| (task.old_id.clone(), task.is_archived(), task.path.clone());
    tasks.sort_by_cached_key(order);
    Ok(tasks)
}

/// Names the tasks whose id another task has, here or in the folder.
fn name_namesakes(tasks: &[Task], known: &Known, problems: &mut Vec<Problem>) {
    let mut first: HashMap<&OldId, &str> = HashMap::new();
    for task in tasks {
        let earlier = first.get(&task.old_id).copied();
        first.entry(&task.old_id).or_insert(&task.path);
        let message = match earlier {
            Some(other) => format!("has the id `{}`, as `{other}` has", task.id),
            None if known.has_namesake(task) => {
                format!("has the id `{}`, as an earlier import has", task.id)
            }
            None => continue,
        };
        let message = format!("{message}; both are imported, but the id does not tell them apart");
        problems.push(Problem::new(
            &*task.path,
            ProblemCode::DuplicateKey,
            message,
        ));
    }
}

/// Stages one ticket and its comments; returns how many comments there are.
fn write(work: &mut Work<'_>, draft: &Draft) -> Result<usize, StoreError> {
    let file = RecordFile::for_new(&draft.ticket);
    work.transaction
        .create(&file, &draft.ticket, &draft.others())?;
    let comments = &draft.task.body.comments;
    // Comments of one minute stay in their order because their ids are sorted.
    let ids = convert::distinct_ids(&work.tracker.surroundings.random, comments.len());
    for (comment, id) in comments.iter().zip(ids) {
        let stamp = Stamp {
            at: comment.at,
            by: comment.by.clone(),
        };
        let entry = Entry {
            text: comment.text.clone(),
            ..Entry::new(id, Entry::COMMENT, stamp)
        };
        let file = EntryFile::for_new(&file, &entry);
        work.transaction.add_entry(&file, &entry, &Mapping::new())?;
    }
    Ok(comments.len())
}
