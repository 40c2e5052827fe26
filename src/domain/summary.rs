//! What lists, counts and sorts need of a record.

use std::borrow::Cow;

use crate::domain::Date;
use crate::domain::Record;
use crate::domain::SprintChange;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::domain::Transition;

/// The fields of a record that lists, filters and sorts look at, borrowed from
/// the record or from a snapshot of all of them.
///
/// A kind of record without a field leaves it empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary<'a> {
    /// Its key, as text.
    pub id: Cow<'a, str>,
    /// Keys and foreign ids it had before.
    pub aliases: Members<'a>,
    /// Its first line.
    pub title: Cow<'a, str>,
    /// What sort of work it is.
    pub record_type: Cow<'a, str>,
    /// Where it stands.
    pub status: Cow<'a, str>,
    /// How much it matters.
    pub priority: Cow<'a, str>,
    /// Who works on it.
    pub assignee: Option<Cow<'a, str>>,
    /// Who created it.
    pub created_by: Option<Cow<'a, str>>,
    /// Words that group it with others.
    pub labels: Members<'a>,
    /// The epic it belongs to.
    pub epic: Option<Cow<'a, str>>,
    /// The sprint it is planned for.
    pub sprint: Option<Cow<'a, str>>,
    /// The sprints that it was in, as far as its log says.
    pub former_sprints: Members<'a>,
    /// The record it is a part of.
    pub parent: Option<Cow<'a, str>>,
    /// The keys of what must be done before it.
    pub depends_on: Members<'a>,
    /// How it was settled.
    pub resolution: Option<Cow<'a, str>>,
    /// The backlog item it was made of.
    pub item: Option<Cow<'a, str>>,
    /// The day by which it should be done.
    pub due: Option<Date>,
    /// Its size compared with others.
    pub story_points: Option<u32>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it last moved to the status that it has; none where its log does not say.
    pub moved_at: Option<Timestamp>,
    /// When it was created or last moved.
    pub changed_at: Option<Timestamp>,
    /// Whether it was put away.
    pub is_archived: bool,
    /// The newest of its transitions and entries; none where nobody asked for it.
    pub updated_at: Option<Timestamp>,
}

/// The members of a set or list, none of which holds a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members<'a>(Cow<'a, str>);

impl<'a> Members<'a> {
    /// Takes members that are joined with line breaks already.
    pub fn joined(text: impl Into<Cow<'a, str>>) -> Members<'a> {
        Members(text.into())
    }

    /// Joins members.
    pub fn of<T: ToString>(members: &[T]) -> Members<'a> {
        let texts: Vec<String> = members.iter().map(ToString::to_string).collect();
        Members(Cow::Owned(texts.join("\n")))
    }

    /// The members joined with line breaks.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `member` is one of them.
    pub fn contains(&self, member: &str) -> bool {
        self.iter().any(|other| other == member)
    }

    /// The members.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        // An empty text has one empty line, and no member is empty.
        self.0.split('\n').filter(|member| !member.is_empty())
    }
}

impl<'a> Summary<'a> {
    /// The summary of a record of which nothing but its names is told.
    pub fn named<R: Record>(record: &'a R) -> Summary<'a> {
        Summary {
            id: record.key().to_string().into(),
            aliases: Members::of(record.aliases()),
            title: record.title().as_str().into(),
            record_type: Cow::default(),
            status: Cow::default(),
            priority: Cow::default(),
            assignee: None,
            created_by: None,
            labels: Members::default(),
            epic: None,
            sprint: None,
            former_sprints: Members::default(),
            parent: None,
            depends_on: Members::default(),
            resolution: None,
            item: None,
            due: None,
            story_points: None,
            created_at: None,
            moved_at: None,
            changed_at: None,
            is_archived: false,
            updated_at: None,
        }
    }

    /// The same with what a log of moves tells.
    #[must_use]
    pub fn in_course(mut self, status: &Status, transitions: &[Transition]) -> Summary<'a> {
        let last = transitions.last();
        let moved = last.filter(|step| step.to == *status);
        self.moved_at = moved.map(|step| step.at);
        self.changed_at = transitions.iter().map(|step| step.at).max();
        self
    }

    /// The summary of a ticket whose entries tell that it was updated then.
    pub fn of(ticket: &'a Ticket, updated_at: Option<Timestamp>) -> Summary<'a> {
        let last = ticket.transitions.last();
        let moved = last.filter(|step| step.to == ticket.status);
        Summary {
            id: ticket.id.to_string().into(),
            aliases: Members::of(&ticket.aliases),
            title: ticket.title.as_str().into(),
            record_type: ticket.ticket_type.as_str().into(),
            status: ticket.status.as_str().into(),
            priority: ticket.priority.as_str().into(),
            assignee: ticket.assignee.as_ref().map(|name| name.as_str().into()),
            created_by: ticket.created_by.as_ref().map(|name| name.as_str().into()),
            labels: Members::of(&ticket.labels),
            epic: ticket.epic.as_ref().map(|key| key.to_string().into()),
            sprint: ticket.sprint.as_ref().map(|key| key.to_string().into()),
            former_sprints: Members::of(&SprintChange::former_sprints(
                &ticket.sprint_changes,
                ticket.sprint.as_ref(),
            )),
            parent: ticket.parent.as_ref().map(|key| key.to_string().into()),
            depends_on: Members::of(&ticket.depends_on),
            resolution: ticket.resolution.as_ref().map(|word| word.as_str().into()),
            item: ticket.item.as_ref().map(|key| key.to_string().into()),
            due: ticket.due,
            story_points: ticket.story_points,
            created_at: ticket.created_at,
            moved_at: moved.map(|step| step.at),
            changed_at: ticket.last_change(),
            is_archived: ticket.is_archived(),
            updated_at,
        }
    }

    /// What keys are sorted by.
    pub fn key_order(&self) -> (&str, bool, u64, &str) {
        key_order(&self.id)
    }
}

/// What keys are sorted by while they are text, in the order of [`Key`](crate::domain::Key):
/// 9 comes before 10, and random ones last.
pub fn key_order(id: &str) -> (&str, bool, u64, &str) {
    let (prefix, rest) = id.split_once('-').unwrap_or((id, ""));
    match rest.parse() {
        Ok(number) => (prefix, false, number, ""),
        Err(_) => (prefix, true, 0, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Key;

    #[test]
    fn summaries_are_in_the_order_of_their_keys() {
        let ids = ["A-9", "A-10", "A-2222x", "A-k3f9", "B-1"];
        let keys: Vec<Key> = ids.iter().map(|id| id.parse().unwrap()).collect();
        let tickets: Vec<Ticket> = keys
            .iter()
            .map(|key| Ticket::new(key.clone(), "Something".parse().unwrap()))
            .collect();
        let orders: Vec<Summary<'_>> = tickets
            .iter()
            .map(|ticket| Summary::of(ticket, None))
            .collect();
        for (place, pair) in orders.windows(2).enumerate() {
            assert!(pair[0].key_order() < pair[1].key_order(), "{place}");
            assert!(keys[place] < keys[place + 1], "{place}");
        }
    }

    #[test]
    fn no_members_are_not_one_empty_member() {
        assert_eq!(Members::default().iter().count(), 0);
        let labels = Members::of(&["a", "b"]);
        assert_eq!(labels.iter().collect::<Vec<_>>(), ["a", "b"]);
        assert!(labels.contains("b") && !labels.contains(""));
    }
}
