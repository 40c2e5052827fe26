//! When a piece of work joined and left sprints.

use crate::domain::BacklogItem;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Stamp;
use crate::domain::Ticket;
use crate::domain::Timestamp;

/// That a ticket or a backlog item joined a sprint that had begun, or left one; kept in it for good.
///
/// While a sprint is only planned nothing of the kind is written: what it begins with is its `commitment`.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct SprintChange {
    /// When it happened.
    pub at: Timestamp,
    /// The sprint before; none where it was in no sprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Key>,
    /// The sprint after; none where it is in no sprint any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Key>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
}

impl SprintChange {
    /// The sprints that it tells of.
    pub fn sprints(&self) -> impl Iterator<Item = &Key> {
        self.from.iter().chain(&self.to)
    }

    /// The sprints that some changes tell of, but for the one that the work is in: sorted, each once.
    pub fn former_sprints(changes: &[SprintChange], present: Option<&Key>) -> Vec<Key> {
        let all = changes.iter().flat_map(SprintChange::sprints);
        let mut former: Vec<Key> = all.filter(|key| Some(*key) != present).cloned().collect();
        former.sort();
        former.dedup();
        former
    }
}

/// What can be planned for a sprint.
pub trait InSprint {
    /// The sprint it is planned for.
    fn sprint(&self) -> Option<&Key>;

    /// When it joined and left sprints that had begun, to be changed in place.
    fn sprint_log(&mut self) -> &mut Vec<SprintChange>;

    /// Notes that it was in another sprint, or in none, until now.
    fn note_former_sprint(&mut self, former: Option<&Key>, stamp: Stamp) {
        let change = SprintChange {
            at: stamp.at,
            from: former.cloned(),
            to: self.sprint().cloned(),
            by: stamp.by,
        };
        self.sprint_log().push(change);
    }
}

impl InSprint for Ticket {
    fn sprint(&self) -> Option<&Key> {
        self.sprint.as_ref()
    }

    fn sprint_log(&mut self) -> &mut Vec<SprintChange> {
        &mut self.sprint_changes
    }
}

impl InSprint for BacklogItem {
    fn sprint(&self) -> Option<&Key> {
        self.sprint.as_ref()
    }

    fn sprint_log(&mut self) -> &mut Vec<SprintChange> {
        &mut self.sprint_changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_sprints_are_those_that_it_is_not_in_now() {
        let key = |text: &str| text.parse::<Key>().unwrap();
        let mut ticket = Ticket::new(key("T-1"), "Pay".parse().unwrap());
        let mut join = |sprint: Option<&str>| {
            let former = std::mem::replace(&mut ticket.sprint, sprint.map(key));
            let stamp = Stamp {
                at: "2026-10-05T12:00:00Z".parse().unwrap(),
                by: None,
            };
            ticket.note_former_sprint(former.as_ref(), stamp);
        };
        for sprint in [Some("SPRINT-10"), Some("SPRINT-9"), None, Some("SPRINT-9")] {
            join(sprint);
        }
        let former = SprintChange::former_sprints(&ticket.sprint_changes, ticket.sprint.as_ref());
        assert_eq!(former, [key("SPRINT-10")]);
        let all = SprintChange::former_sprints(&ticket.sprint_changes, None);
        assert_eq!(all, [key("SPRINT-9"), key("SPRINT-10")]);
    }
}
