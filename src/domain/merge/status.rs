//! The status, of which one value may be further along than the other.

use std::collections::BTreeSet;
use std::collections::HashSet;

use serde_yaml::Value;

use crate::domain::Status;
use crate::domain::Vocabulary;
use crate::domain::merge::keyed::items;
use crate::domain::merge::meaning;
use crate::domain::merge::sides::Side;
use crate::domain::merge::sides::Three;

/// What a project says about the moves from status to status.
pub trait MergeRules {
    /// Whether allowed moves lead from one status to another.
    fn leads(&self, from: &Status, to: &Status) -> bool;
}

impl MergeRules for Vocabulary {
    /// Statuses that the project does not have lead nowhere, and nothing leads to them.
    fn leads(&self, from: &Status, to: &Status) -> bool {
        if self.category(from).is_none() || self.category(to).is_none() {
            return false;
        }
        let mut seen: BTreeSet<&Status> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(status) = open.pop() {
            let Some(next) = self.transitions.get(status) else {
                return true;
            };
            if next.contains(to) {
                return true;
            }
            open.extend(next.iter().filter(|status| seen.insert(status)));
        }
        false
    }
}

/// The side that is further along, where both moved the record to different statuses.
///
/// What the sides wrote down counts first: one that went through the other's status on its way to its own is further.
/// Then the allowed moves, if they lead from one of the two to the other and not back.
pub(crate) fn further(status: Three, log: Three, rules: &dyn MergeRules) -> Option<Side> {
    let of = |value: Option<&Value>| meaning::of(value).parse::<Status>().ok();
    let (ours, theirs) = (of(status.ours)?, of(status.theirs)?);
    let passed = (
        passes(log, Side::Ours, &ours, &theirs),
        passes(log, Side::Theirs, &theirs, &ours),
    );
    match passed {
        (true, false) => return Some(Side::Ours),
        (false, true) => return Some(Side::Theirs),
        (true, true) | (false, false) => {}
    }
    match (rules.leads(&theirs, &ours), rules.leads(&ours, &theirs)) {
        (true, false) => Some(Side::Ours),
        (false, true) => Some(Side::Theirs),
        (true, true) | (false, false) => None,
    }
}

/// Whether the rows that a side added go through `through` and end with `end`.
///
/// Rows that both sides have tell nothing: after an earlier attempt to merge, both have all of them.
fn passes(log: Three, side: Side, end: &Status, through: &Status) -> bool {
    let rows = |value| -> HashSet<String> {
        let rows = items(value).iter();
        rows.map(|row| meaning::of(Some(row))).collect()
    };
    let other = match side {
        Side::Ours => log.theirs,
        Side::Theirs => log.ours,
    };
    if rows(log.of(side)).is_subset(&rows(other)) {
        return false;
    }
    let old = rows(log.base);
    let new = items(log.of(side))
        .iter()
        .filter(|row| !old.contains(&meaning::of(Some(row))));
    let moves: Vec<String> = new
        .filter_map(|row| row.as_mapping()?.get("to"))
        .map(|to| meaning::of(Some(to)))
        .collect();
    let ends = moves.last().is_some_and(|to| to == end.as_str());
    ends && moves.iter().any(|to| to == through.as_str())
}
