//! Where tickets and history have drifted apart.

use std::collections::BTreeMap;

use crate::domain::Category;
use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::domain::Verb;
use crate::domain::mentions;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::need_history;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::Stored;
use crate::store::parse_record;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::PathState;
use crate::vcs::Tip;
use crate::vcs::short_id;

/// Commits of the main branch that are searched, the newest ones.
const SEARCHED_MAX: usize = 20_000;

/// Names that main branches have, where the settings name none.
const MAIN_NAMES: [&str; 4] = ["main", "master", "trunk", "default"];

/// Finds tickets that a commit on the main branch claims to finish and that are open, tickets whose end is known only to
/// branches that were never merged, and tickets that were deleted in this clone and are back.
///
/// Squash merges count by their messages and by what they left in the files.
///
/// # Errors
/// No version control, or no main branch in it.
pub fn drift(tracker: &Tracker) -> Result<Vec<Problem>, OpError> {
    need_history(tracker)?;
    let main = main_branch(tracker)?;
    let tickets = tracker.store.load_all::<Ticket>().records;
    let mut problems = claimed(tracker, &main, &tickets)?;
    problems.extend(unmerged(tracker, &main)?);
    problems.extend(brought_back(tracker, &tickets));
    problems.sort();
    Ok(problems)
}

/// Keeps tickets that were deleted here and are back.
///
/// # Errors
/// A ticket that there is not.
pub fn keep_deleted(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Key>, OpError> {
    let mut keys = Vec::new();
    let mut uids = Vec::new();
    for reference in references {
        let stored = tracker.get::<Ticket>(reference)?;
        uids.extend(stored.record.uid.clone());
        keys.push(stored.file.key);
    }
    tracker.forget_deletions(&uids)?;
    Ok(keys)
}

fn main_branch(tracker: &Tracker) -> Result<Tip, OpError> {
    let tips = tracker.vcs.tips()?;
    let named = tracker.settings.main_branch.iter().map(String::as_str);
    let names: Vec<&str> = match &tracker.settings.main_branch {
        Some(_) => named.collect(),
        None => MAIN_NAMES.to_vec(),
    };
    let own = |name: &&str| tips.iter().find(|tip| tip.name == **name);
    let remote = |name: &&str| {
        let ending = format!("/{name}");
        tips.iter().find(|tip| tip.name.ends_with(&ending))
    };
    let found = names.iter().find_map(own);
    let found = found.or_else(|| names.iter().find_map(remote));
    found.cloned().ok_or_else(|| OpError::Invalid {
        reason: format!(
            "there is no main branch: none is named {}",
            names.join(", ")
        ),
        hint: Some("`tickets config set main_branch NAME` names it".to_owned()),
    })
}

fn is_settled(tracker: &Tracker, ticket: &Ticket) -> bool {
    match tracker.vocabulary.category(&ticket.status) {
        Some(Category::Done | Category::Dropped) => true,
        Some(Category::Todo | Category::Doing | Category::Blocked) | None => false,
    }
}

/// Open tickets that a commit on the main branch says it finished.
fn claimed(
    tracker: &Tracker,
    main: &Tip,
    tickets: &[Stored<Ticket>],
) -> Result<Vec<Problem>, OpError> {
    let query = LogQuery {
        from: vec![main.revision.clone()],
        limit: Some(SEARCHED_MAX),
        ..LogQuery::default()
    };
    let prefixes = tracker.prefixes();
    let mut open: BTreeMap<String, &Stored<Ticket>> = BTreeMap::new();
    for stored in tickets {
        if !is_settled(tracker, &stored.record) {
            open.insert(stored.file.key.to_string(), stored);
            let aliases = stored.record.aliases.iter();
            open.extend(aliases.map(|alias| (alias.clone(), stored)));
        }
    }
    let mut problems: BTreeMap<String, Problem> = BTreeMap::new();
    for commit in tracker.vcs.log(&query)? {
        let closed = mentions(&commit.message, &prefixes);
        for mention in closed.iter().filter(|mention| mention.verb == Verb::Closes) {
            let Some(stored) = open.get(&mention.key.to_string()) else {
                continue;
            };
            if was_reopened(tracker, &stored.record, &commit) {
                continue;
            }
            let path = format!("{HOME}/{}", stored.file.path);
            // The newest commit comes first, and one is enough.
            problems.entry(path.clone()).or_insert_with(|| {
                let message = format!(
                    "is {}, but commit {} on {} says that it is done: {}",
                    stored.record.status,
                    short_id(&commit.id),
                    main.name,
                    commit.subject()
                );
                let hint = format!("`tickets close {}`", stored.file.key);
                Problem::new(path, ProblemCode::Unclosed, message).with_hint(hint)
            });
        }
    }
    Ok(problems.into_values().collect())
}

/// Whether somebody took the work up again after the commit.
fn was_reopened(tracker: &Tracker, ticket: &Ticket, commit: &Commit) -> bool {
    let is_settled = |status| {
        matches!(
            tracker.vocabulary.category(status),
            Some(Category::Done | Category::Dropped)
        )
    };
    ticket
        .transitions
        .iter()
        .any(|step| step.at > commit.at && is_settled(&step.from) && !is_settled(&step.to))
}

/// Tickets that are settled on a branch that the main branch does not have, and open on the main branch.
fn unmerged(tracker: &Tracker, main: &Tip) -> Result<Vec<Problem>, OpError> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tip in tracker.vcs.tips()? {
        let is_merged = tip.revision == main.revision
            || tracker
                .vcs
                .merge_base(&main.revision, &tip.revision)?
                .as_ref()
                == Some(&tip.revision);
        if is_merged {
            continue;
        }
        let folder = format!("{HOME}/{}", Ticket::KIND.folder);
        for change in tracker
            .vcs
            .changes(&main.revision, &tip.revision, &folder)?
        {
            if change.state != PathState::Modified {
                continue;
            }
            let at = |revision: &str| ticket_at(tracker, revision, &change.path);
            let (Some(before), Some(after)) = (at(&main.revision), at(&tip.revision)) else {
                continue;
            };
            if !is_settled(tracker, &before) && is_settled(tracker, &after) {
                found.entry(change.path).or_default().push(tip.name.clone());
            }
        }
    }
    let problem = |(path, branches): (String, Vec<String>)| {
        let message = format!(
            "is settled on {}, which {} does not have",
            branches.join(", "),
            main.name
        );
        Problem::new(path, ProblemCode::UnmergedClosing, message)
            .with_hint("`tickets list --all-branches` shows each branch")
    };
    Ok(found.into_iter().map(problem).collect())
}

fn ticket_at(tracker: &Tracker, revision: &str, path: &str) -> Option<Ticket> {
    let file = RecordFile::from_path(path.strip_prefix(HOME)?.strip_prefix('/')?)?;
    let bytes = tracker.vcs.file_at(revision, path).ok()??;
    Some(parse_record::<Ticket>(&file, &bytes).ok()?.record)
}

/// Tickets that this clone remembers to have deleted.
fn brought_back(tracker: &Tracker, tickets: &[Stored<Ticket>]) -> Vec<Problem> {
    let deletions = tracker.deletions();
    let by_uid: BTreeMap<&Uid, &Stored<Ticket>> = tickets
        .iter()
        .filter_map(|stored| Some((stored.record.uid.as_ref()?, stored)))
        .collect();
    let back = deletions
        .iter()
        .filter_map(|deletion| Some((deletion, *by_uid.get(&deletion.uid)?)));
    back.map(|(deletion, stored)| {
        let key = &stored.file.key;
        let message = format!(
            "was deleted here at {}, and a merge brought it back",
            deletion.at
        );
        let hint = format!(
            "`tickets doctor --drift --keep {key}` keeps it; else delete it again, now that the other side has it too"
        );
        let path = format!("{HOME}/{}", stored.file.path);
        Problem::new(path, ProblemCode::BroughtBack, message).with_hint(hint)
    })
    .collect()
}
