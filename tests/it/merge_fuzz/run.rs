//! One merge of all branches, in one order.

use std::cell::Cell;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use tickets::ops;
use tickets::ops::Decision;
use tickets::ops::OpError;
use tickets::ops::Question;
use tickets::ops::Tracker;
use tickets::store::ProblemCode;

use crate::merge_fuzz::repository::Repository;
use crate::simulation::Facts;
use crate::simulation::Files;
use crate::simulation::Naming;
use crate::simulation::Outlook;
use crate::simulation::changed;
use crate::simulation::pick_up;
use crate::simulation::surroundings;

/// Files with those of their fields that a person is asked about.
type Asked = BTreeSet<(String, String)>;

/// When tickets of one key are given two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renumbering {
    /// After every merge.
    Each,
    /// When all is merged.
    Last,
}

/// What is there in the end.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) files: Files,
    /// Whether a person was asked.
    pub(crate) has_asked: bool,
    /// Whether two tickets had one key.
    pub(crate) has_renumbered: bool,
    /// What went wrong.
    pub(crate) faults: Vec<String>,
}

/// Merges the branches in an order, resolves each merge for our side, and mends.
pub(crate) fn run(
    repository: &mut dyn Repository,
    (base, sides): (&Files, &[Files]),
    order: &[usize],
    renumbering: Renumbering,
) -> Merged {
    let mut faults = Vec::new();
    let (mut has_asked, mut has_renumbered) = (false, false);
    repository.check_out(order[0]);
    let mut ours = sides[order[0]].clone();
    for side in &order[1..] {
        let expected = contradictions(base, &ours, &sides[*side]);
        let is_open = repository.merge(*side);
        let (asked, is_changed) = resolve(&open(repository), &mut faults);
        has_asked |= !asked.is_empty();
        match expected {
            Ok(expected) if asked == expected => {}
            Ok(expected) => faults.push(format!(
                "merging {side}: asked about {asked:?} and not {expected:?}"
            )),
            Err(error) => faults.push(error),
        }
        if is_open || is_changed {
            let unmerged = repository.unmerged();
            if !unmerged.is_empty() {
                faults.push(format!("merging {side} left unmerged: {unmerged}"));
            }
            repository.commit();
        }
        ours = pick_up(repository.root());
        if renumbering == Renumbering::Each && has_twins(&ours) {
            has_renumbered = true;
            mend(repository, &mut faults);
            ours = pick_up(repository.root());
        }
    }
    if has_twins(&ours) {
        has_renumbered = true;
        mend(repository, &mut faults);
    }
    let files = pick_up(repository.root());
    faults.extend(marked(&files));
    faults.extend(disordered(&files));
    faults.extend(problems(&open(repository), base, sides));
    Merged {
        files,
        has_asked,
        has_renumbered,
        faults,
    }
}

fn open(repository: &dyn Repository) -> Tracker {
    let clock = Rc::new(Cell::new(50_000));
    Tracker::open(surroundings(repository.root(), &clock, 0)).unwrap()
}

/// The files and fields that both sides changed to different things.
fn contradictions(base: &Files, ours: &Files, theirs: &Files) -> Result<Asked, String> {
    let all = changed(&[base, ours, theirs]);
    let read = |files: &Files| Facts::read(files, Naming::ByKey);
    let all = all
        .iter()
        .map(read)
        .collect::<Result<Vec<Facts>, String>>()?;
    Ok(Outlook::new(&all[0], &[&all[1], &all[2]]).contradictions)
}

/// Resolves for our side; returns what was asked about, and whether there was anything to do.
fn resolve(tracker: &Tracker, faults: &mut Vec<String>) -> (Asked, bool) {
    let asked = RefCell::new(BTreeSet::new());
    let decide = |question: &Question| {
        let end = question.field.find(['[', '.']);
        let field = &question.field[..end.unwrap_or(question.field.len())];
        let path = format!(".tickets/{}", question.path);
        asked.borrow_mut().insert((path, field.to_owned()));
        Decision::Ours
    };
    let resolved = ops::resolve(tracker, &[], &decide);
    let is_changed = resolved.is_ok();
    match resolved {
        Ok(outcome) => {
            let left = outcome.value.iter().filter(|one| !one.left.is_empty());
            faults.extend(left.map(|one| format!("{} is left", one.path)));
        }
        Err(OpError::Nothing(_)) => {}
        Err(error) => faults.push(format!("resolve: {error}")),
    }
    (asked.into_inner(), is_changed)
}

/// Whether two tickets have one key.
fn has_twins(files: &Files) -> bool {
    let keys: Vec<String> = files.keys().filter_map(|path| key_of(path)).collect();
    keys.iter().collect::<BTreeSet<_>>().len() < keys.len()
}

/// The key in the name of a record's file.
fn key_of(path: &str) -> Option<String> {
    const PREFIXES: [&str; 5] = ["TICKET", "EPIC", "ITEM", "SPRINT", "REQ"];
    let name = path.rsplit_once('/')?.1;
    let (prefix, rest) = name
        .split_once('-')
        .filter(|(prefix, _)| PREFIXES.contains(prefix))?;
    let (number, _) = rest.split_once('-')?;
    Some(format!("{prefix}-{number}"))
}

fn mend(repository: &mut dyn Repository, faults: &mut Vec<String>) {
    if let Err(error) = ops::fix(&open(repository)) {
        faults.push(format!("doctor --fix: {error}"));
    }
    repository.commit();
}

fn marked(files: &Files) -> Vec<String> {
    let has_markers = |content: &[u8]| {
        let text = String::from_utf8_lossy(content);
        text.lines()
            .any(|line| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>"))
    };
    let marked = files.iter().filter(|(_, content)| has_markers(content));
    marked
        .map(|(path, _)| format!("{path} has markers"))
        .collect()
}

/// Histories that are not in the order of time.
fn disordered(files: &Files) -> Vec<String> {
    let is_disordered = |content: &[u8]| {
        let text = String::from_utf8_lossy(content);
        // A blank line ends a log, and another one may follow it.
        text.split("\n\n").any(|field| {
            let rows = field.lines().filter(|line| line.starts_with("  - {at: "));
            !rows.map(|row| row.split(',').next()).is_sorted()
        })
    };
    let found = files.iter().filter(|(_, content)| is_disordered(content));
    found
        .map(|(path, _)| format!("{path} has a log out of order"))
        .collect()
}

/// What doctor still names, but for what the branches did to each other: one referred to a ticket that another deleted,
/// or they made a circle together.
fn problems(tracker: &Tracker, base: &Files, sides: &[Files]) -> Vec<String> {
    let deleted = |path: &str| sides.iter().any(|side| !side.contains_key(path));
    let keys = base
        .keys()
        .filter(|path| deleted(path))
        .filter_map(|path| Some(format!("`{}`", key_of(path)?)));
    let deleted: Vec<String> = keys.collect();
    let found = ops::doctor(tracker).problems.into_iter();
    let unexpected = found.filter(|problem| match problem.code {
        ProblemCode::DanglingReference => !deleted.iter().any(|key| problem.message.contains(key)),
        ProblemCode::Circle => false,
        _ => true,
    });
    unexpected
        .map(|problem| format!("doctor: {problem}"))
        .collect()
}
