//! Where records and history have drifted apart.

use std::collections::BTreeMap;

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Uid;
use crate::domain::Verb;
use crate::domain::mentions;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::need_history;
use crate::ops::doctor::standing::Standing;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::vcs::Commit;
use crate::vcs::LogQuery;
use crate::vcs::PathState;
use crate::vcs::Tip;
use crate::vcs::short_id;

/// Commits of the main branch that are searched, the newest ones.
const SEARCHED_MAX: usize = 20_000;

/// Names that main branches have, where the settings name none.
const MAIN_NAMES: [&str; 4] = ["main", "master", "trunk", "default"];

/// Finds records that a commit on the main branch claims to finish and that are open, records whose end is known only to
/// branches that were never merged, and records that were deleted in this clone and are back.
///
/// Squash merges count by their messages and by what they left in the files.
///
/// # Errors
/// No version control, or no main branch in it.
pub fn drift(tracker: &Tracker) -> Result<Vec<Problem>, OpError> {
    need_history(tracker)?;
    let main = main_branch(tracker)?;
    let records = Standing::of_all(tracker);
    let mut problems = claimed(tracker, &main, &records)?;
    problems.extend(unmerged(tracker, &main)?);
    problems.extend(brought_back(tracker, &records));
    problems.sort();
    Ok(problems)
}

/// Keeps records that were deleted here and are back.
///
/// # Errors
/// A record that there is not.
pub fn keep_deleted(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Key>, OpError> {
    let mut keys = Vec::new();
    let mut uids = Vec::new();
    for reference in references {
        let file = tracker.find_any(reference)?;
        let kept = Standing::of_file(tracker, &file).map_err(OpError::Unreadable)?;
        uids.extend(kept.uid);
        keys.push(file.key);
    }
    if !tracker.is_rehearsal() {
        tracker.forget_deletions(&uids)?;
    }
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

/// Open records that a commit on the main branch says it finished.
fn claimed(tracker: &Tracker, main: &Tip, records: &[Standing]) -> Result<Vec<Problem>, OpError> {
    let query = LogQuery {
        from: vec![main.revision.clone()],
        limit: Some(SEARCHED_MAX),
        ..LogQuery::default()
    };
    let prefixes = tracker.prefixes();
    let mut open: BTreeMap<String, &Standing> = BTreeMap::new();
    for record in records
        .iter()
        .filter(|record| is_unfinished(tracker, record))
    {
        open.insert(record.file.key.to_string(), record);
        let aliases = record.aliases.iter();
        open.extend(aliases.map(|alias| (alias.clone(), record)));
    }
    let mut problems: BTreeMap<String, Problem> = BTreeMap::new();
    for commit in tracker.vcs.log(&query)? {
        let closed = mentions(&commit.message, &prefixes);
        for mention in closed.iter().filter(|mention| mention.verb == Verb::Closes) {
            let Some(record) = open.get(&mention.key.to_string()) else {
                continue;
            };
            if was_reopened(tracker, record, &commit) {
                continue;
            }
            // The newest commit comes first, and one is enough.
            problems.entry(record.path()).or_insert_with(|| {
                let message = format!(
                    "is {}, but commit {} on {} says that it is done: {}",
                    record.status,
                    short_id(&commit.id),
                    main.name,
                    commit.subject()
                );
                let hint = format!("`tickets {} {}`", closing(record.kind), record.file.key);
                Problem::new(record.path(), ProblemCode::Unclosed, message).with_hint(hint)
            });
        }
    }
    Ok(problems.into_values().collect())
}

/// Whether work remains that a commit can have done. Whether what a requirement asks for holds, somebody says later.
fn is_unfinished(tracker: &Tracker, record: &Standing) -> bool {
    let is_implemented =
        record.kind == RecordKind::Requirement && record.status.as_str() == "implemented";
    !is_implemented && !record.is_settled(tracker)
}

/// The words of the command that says of a record that it is done.
fn closing(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Ticket => "close",
        RecordKind::Epic => "epic close",
        RecordKind::BacklogItem => "backlog close",
        RecordKind::Sprint => "sprint close",
        RecordKind::Requirement => "requirements verify",
    }
}

/// Whether somebody took the work up again after the commit.
fn was_reopened(tracker: &Tracker, record: &Standing, commit: &Commit) -> bool {
    let is_settled = |status| record.settles(tracker, status);
    let mut steps = record.transitions.iter();
    steps.any(|step| step.at > commit.at && is_settled(&step.from) && !is_settled(&step.to))
}

/// Records that are settled on a branch that the main branch does not have, and open on the main branch.
fn unmerged(tracker: &Tracker, main: &Tip) -> Result<Vec<Problem>, OpError> {
    let mut found: BTreeMap<String, (RecordKind, Vec<String>)> = BTreeMap::new();
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
        for change in tracker.vcs.changes(&main.revision, &tip.revision, HOME)? {
            if change.state != PathState::Modified {
                continue;
            }
            let at = |revision: &str| Standing::at(tracker, revision, &change.path);
            let (Some(before), Some(after)) = (at(&main.revision), at(&tip.revision)) else {
                continue;
            };
            if !before.is_settled(tracker) && after.is_settled(tracker) {
                let branches = found.entry(change.path);
                let (_, branches) = branches.or_insert((after.kind, Vec::new()));
                branches.push(tip.name.clone());
            }
        }
    }
    let problem = |(path, (kind, branches)): (String, (RecordKind, Vec<String>))| {
        let message = format!(
            "is settled on {}, which {} does not have",
            branches.join(", "),
            main.name
        );
        let hint = match kind {
            RecordKind::Ticket => "`tickets list --all-branches` shows each branch".to_owned(),
            RecordKind::Epic
            | RecordKind::BacklogItem
            | RecordKind::Sprint
            | RecordKind::Requirement => {
                let (main, branch) = (&main.name, &branches[0]);
                format!("`tickets diff {main}..{branch}` shows what else differs")
            }
        };
        Problem::new(path, ProblemCode::UnmergedClosing, message).with_hint(hint)
    };
    Ok(found.into_iter().map(problem).collect())
}

/// Records that this clone remembers to have deleted.
fn brought_back(tracker: &Tracker, records: &[Standing]) -> Vec<Problem> {
    let deletions = tracker.deletions();
    let by_uid: BTreeMap<&Uid, &Standing> = records
        .iter()
        .filter_map(|record| Some((record.uid.as_ref()?, record)))
        .collect();
    let back = deletions
        .iter()
        .filter_map(|deletion| Some((deletion, *by_uid.get(&deletion.uid)?)));
    back.map(|(deletion, record)| {
        let key = &record.file.key;
        let message = format!(
            "was deleted here at {}, and a merge brought it back",
            deletion.at
        );
        let hint = format!(
            "`tickets doctor --drift --keep {key}` keeps it; else delete it again, now that the other side has it too"
        );
        Problem::new(record.path(), ProblemCode::BroughtBack, message).with_hint(hint)
    })
    .collect()
}
