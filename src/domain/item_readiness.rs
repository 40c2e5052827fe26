//! Whether a backlog item is ready for a sprint.

use std::fmt;

use crate::domain::BacklogItem;
use crate::domain::Blocker;
use crate::domain::Status;

/// The statuses from which an item may be planned.
const PLANNABLE: [&str; 2] = ["groomed", "ready"];

/// One reason why a backlog item is not ready for a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unready {
    /// Its status comes before or after that.
    Status(Status),
    /// Nobody has said how large it is.
    Points,
    /// Nobody has said when it is accepted.
    Criteria,
    /// Something must be done before it.
    Waits(Blocker),
}

impl fmt::Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unready::Status(status) => write!(f, "its status is `{status}`, not groomed or ready"),
            Unready::Points => f.write_str("it has no story points"),
            Unready::Criteria => f.write_str("it has no acceptance criteria"),
            Unready::Waits(Blocker {
                id,
                status: Some(status),
            }) => write!(f, "{id} comes before it and is `{status}`"),
            Unready::Waits(Blocker { id, status: None }) => {
                write!(f, "{id} comes before it and is not there")
            }
        }
    }
}

/// Every reason why an item is not ready for a sprint; none where it is.
/// `blockers` is what it depends on and is not settled.
pub fn item_readiness(item: &BacklogItem, blockers: Vec<Blocker>) -> Vec<Unready> {
    let mut reasons = Vec::new();
    if !PLANNABLE.contains(&item.status.as_str()) {
        reasons.push(Unready::Status(item.status.clone()));
    }
    if item.story_points.is_none() {
        reasons.push(Unready::Points);
    }
    if item.acceptance_criteria.is_empty() {
        reasons.push(Unready::Criteria);
    }
    reasons.extend(blockers.into_iter().map(Unready::Waits));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Criterion;

    fn item(status: &str, points: Option<u32>, criteria: &[&str]) -> BacklogItem {
        let key = "ITEM-1".parse().unwrap();
        let mut item = BacklogItem::new(key, "Something".parse().unwrap());
        item.status = status.parse().unwrap();
        item.story_points = points;
        let criteria = criteria.iter();
        item.acceptance_criteria = criteria
            .map(|text| Criterion::new("abcd".to_owned(), text).unwrap())
            .collect();
        item
    }

    fn texts(item: &BacklogItem, blockers: Vec<Blocker>) -> Vec<String> {
        let reasons = item_readiness(item, blockers);
        reasons.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_groomed_item_with_a_size_and_a_criterion_is_ready() {
        for status in ["groomed", "ready"] {
            let reasons = texts(&item(status, Some(0), &["It works"]), Vec::new());
            assert_eq!(reasons, Vec::<String>::new());
        }
    }

    #[test]
    fn all_reasons_are_told_at_once() {
        let blockers = [("TICKET-1", Some("open")), ("ITEM-9", None)];
        let blocker = |(id, status): (&str, Option<&str>)| Blocker {
            id: id.parse().unwrap(),
            status: status.map(|status| status.parse().unwrap()),
        };
        let blockers = blockers.into_iter().map(blocker).collect();
        let reasons = texts(&item("new", None, &[]), blockers);
        insta::assert_snapshot!(reasons.join("\n"), @r"
        its status is `new`, not groomed or ready
        it has no story points
        it has no acceptance criteria
        TICKET-1 comes before it and is `open`
        ITEM-9 comes before it and is not there
        ");
    }

    #[test]
    fn what_was_begun_is_not_to_be_planned() {
        for status in ["in-progress", "done", "cancelled", "by-hand"] {
            let reasons = item_readiness(&item(status, Some(3), &["It works"]), Vec::new());
            assert_eq!(reasons, [Unready::Status(status.parse().unwrap())]);
        }
    }
}
