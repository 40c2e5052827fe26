//! Changes of a ticket, as values.

use crate::domain::Criterion;
use crate::domain::Date;
use crate::domain::Hours;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Link;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Resolution;
use crate::domain::Status;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::domain::TicketType;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::ticket::insert_sorted;

/// One fact to be changed.
///
/// Optional fields are cleared with `None`. What a set already holds or does
/// not hold is left as it is: a change says what shall be true.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each variant is the field of the ticket that it names"
)]
pub enum Change {
    Title(Title),
    Description(Text),
    Type(TicketType),
    Status { to: Status, reason: Option<String> },
    Priority(Priority),
    Assignee(Option<Person>),
    Reporter(Option<Person>),
    Labels(Vec<Label>),
    AddLabel(Label),
    RemoveLabel(Label),
    Epic(Option<Key>),
    Sprint(Option<Key>),
    Item(Option<Key>),
    Parent(Option<Key>),
    DependsOn(Vec<Key>),
    AddDependency(Key),
    RemoveDependency(Key),
    Related(Vec<Key>),
    AddRelated(Key),
    RemoveRelated(Key),
    Duplicates(Vec<Key>),
    AddDuplicate(Key),
    RemoveDuplicate(Key),
    Links(Vec<Link>),
    AddLink(Link),
    RemoveLink(Link),
    Due(Option<Date>),
    EstimateHours(Option<Hours>),
    StoryPoints(Option<u32>),
    Resolution(Option<Resolution>),
    AddCriterion(Criterion),
    EditCriterion { number: usize, text: String },
    CheckCriterion { number: usize, done: bool },
    RemoveCriterion { number: usize },
    ClearCriteria,
    Archived(bool),
}

/// Who changes something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The time of the change.
    pub at: Timestamp,
    /// Who makes it.
    pub by: Option<Person>,
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket was put away.
    #[error("it is archived and so read-only")]
    Archived,
    /// There is no criterion with that number.
    #[error("it has no acceptance criterion {number}, only {count}")]
    NoCriterion {
        /// The number asked for.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// A ticket cannot refer to itself.
    #[error("`{field}` would refer to the ticket itself")]
    Itself {
        /// The field.
        field: &'static str,
    },
}

impl Ticket {
    /// Makes one change; a change of status also adds a transition.
    ///
    /// # Errors
    /// An archived ticket takes no change but [`Change::Archived`]; see
    /// [`Refusal`] for the others. The ticket is then as it was.
    pub fn apply(&mut self, change: &Change, stamp: &Stamp) -> Result<(), Refusal> {
        if self.is_archived() && !matches!(change, Change::Archived(_)) {
            return Err(Refusal::Archived);
        }
        self.refuse_self_reference(change)?;
        self.set(change, stamp)
    }

    fn set(&mut self, change: &Change, stamp: &Stamp) -> Result<(), Refusal> {
        match change {
            Change::Title(title) => self.title = title.clone(),
            Change::Description(text) => self.description = text.clone(),
            Change::Type(ticket_type) => self.ticket_type = ticket_type.clone(),
            Change::Status { to, reason } => self.move_to(to, reason.as_deref(), stamp),
            Change::Priority(priority) => self.priority = priority.clone(),
            Change::Assignee(person) => self.assignee.clone_from(person),
            Change::Reporter(person) => self.reporter.clone_from(person),
            Change::Labels(labels) => replace(&mut self.labels, labels),
            Change::AddLabel(label) => add(&mut self.labels, label),
            Change::RemoveLabel(label) => remove(&mut self.labels, label),
            Change::Epic(key) => self.epic.clone_from(key),
            Change::Sprint(key) => self.sprint.clone_from(key),
            Change::Item(key) => self.item.clone_from(key),
            Change::Parent(key) => self.parent.clone_from(key),
            Change::DependsOn(keys) => replace(&mut self.depends_on, keys),
            Change::AddDependency(key) => add(&mut self.depends_on, key),
            Change::RemoveDependency(key) => remove(&mut self.depends_on, key),
            Change::Related(keys) => replace(&mut self.related, keys),
            Change::AddRelated(key) => add(&mut self.related, key),
            Change::RemoveRelated(key) => remove(&mut self.related, key),
            Change::Duplicates(keys) => replace(&mut self.duplicates, keys),
            Change::AddDuplicate(key) => add(&mut self.duplicates, key),
            Change::RemoveDuplicate(key) => remove(&mut self.duplicates, key),
            Change::Links(links) => replace(&mut self.links, links),
            Change::AddLink(link) => add(&mut self.links, link),
            Change::RemoveLink(link) => remove(&mut self.links, link),
            Change::Due(date) => self.due = *date,
            Change::EstimateHours(hours) => self.estimate_hours = *hours,
            Change::StoryPoints(points) => self.story_points = *points,
            Change::Resolution(resolution) => self.resolution.clone_from(resolution),
            Change::AddCriterion(criterion) => self.acceptance_criteria.push(criterion.clone()),
            Change::EditCriterion { number, text } => {
                self.criterion(*number)?.text.clone_from(text);
            }
            Change::CheckCriterion { number, done } => self.criterion(*number)?.done = *done,
            Change::RemoveCriterion { number } => {
                self.criterion(*number)?;
                self.acceptance_criteria.remove(number - 1);
            }
            Change::ClearCriteria => self.acceptance_criteria.clear(),
            Change::Archived(archived) => {
                self.archived_at = archived.then(|| self.archived_at.unwrap_or(stamp.at));
            }
        }
        Ok(())
    }

    /// The criterion with this number, from 1.
    fn criterion(&mut self, number: usize) -> Result<&mut Criterion, Refusal> {
        let count = self.acceptance_criteria.len();
        let index = number
            .checked_sub(1)
            .ok_or(Refusal::NoCriterion { number, count })?;
        let criterion = self.acceptance_criteria.get_mut(index);
        criterion.ok_or(Refusal::NoCriterion { number, count })
    }

    fn refuse_self_reference(&self, change: &Change) -> Result<(), Refusal> {
        let (field, keys) = match change {
            Change::Parent(key) => ("parent", key.as_slice()),
            Change::AddDependency(key) => ("depends_on", std::slice::from_ref(key)),
            Change::AddRelated(key) => ("related", std::slice::from_ref(key)),
            Change::AddDuplicate(key) => ("duplicates", std::slice::from_ref(key)),
            Change::DependsOn(keys) => ("depends_on", keys.as_slice()),
            Change::Related(keys) => ("related", keys.as_slice()),
            Change::Duplicates(keys) => ("duplicates", keys.as_slice()),
            _ => return Ok(()),
        };
        if keys.contains(&self.id) {
            return Err(Refusal::Itself { field });
        }
        Ok(())
    }

    fn move_to(&mut self, to: &Status, reason: Option<&str>, stamp: &Stamp) {
        if self.status == *to {
            return;
        }
        let from = std::mem::replace(&mut self.status, to.clone());
        self.transitions.push(Transition {
            at: stamp.at,
            from,
            to: to.clone(),
            by: stamp.by.clone(),
            reason: reason.map(str::to_owned),
        });
    }
}

fn add<T: Ord + Clone>(set: &mut Vec<T>, item: &T) {
    insert_sorted(set, item.clone());
}

fn remove<T: PartialEq>(set: &mut Vec<T>, item: &T) {
    set.retain(|other| other != item);
}

fn replace<T: Ord + Clone>(set: &mut Vec<T>, items: &[T]) {
    set.clear();
    for item in items {
        add(set, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket::new("T-1".parse().unwrap(), "Fix it".parse().unwrap())
    }

    fn stamp() -> Stamp {
        Stamp {
            at: "2026-11-20T10:00:00Z".parse().unwrap(),
            by: Some("alice".parse().unwrap()),
        }
    }

    #[test]
    fn a_change_of_status_leaves_one_transition() {
        let mut ticket = ticket();
        let start = Change::Status {
            to: "in-progress".parse().unwrap(),
            reason: None,
        };

        ticket.apply(&start, &stamp()).unwrap();
        ticket.apply(&start, &stamp()).unwrap();

        assert_eq!(ticket.transitions.len(), 1);
        assert_eq!(ticket.transitions[0].from.as_str(), "open");
    }

    #[test]
    fn sets_stay_sorted_and_without_doubles() {
        let mut ticket = ticket();
        for label in ["b", "a", "b", "c"] {
            ticket
                .apply(&Change::AddLabel(label.parse().unwrap()), &stamp())
                .unwrap();
        }
        ticket
            .apply(&Change::RemoveLabel("c".parse().unwrap()), &stamp())
            .unwrap();

        let labels: Vec<&str> = ticket.labels.iter().map(Label::as_str).collect();
        assert_eq!(labels, ["a", "b"]);
    }

    #[test]
    fn an_archived_ticket_takes_no_change_but_coming_back() {
        let mut ticket = ticket();
        ticket.apply(&Change::Archived(true), &stamp()).unwrap();
        let change = Change::StoryPoints(Some(3));

        assert_eq!(ticket.apply(&change, &stamp()), Err(Refusal::Archived));

        ticket.apply(&Change::Archived(false), &stamp()).unwrap();
        assert_eq!(ticket.apply(&change, &stamp()), Ok(()));
    }

    #[test]
    fn criteria_are_addressed_by_their_number_from_one() {
        let mut ticket = ticket();
        let first = Criterion::new("aaaa".into(), "It works").unwrap();
        ticket
            .apply(&Change::AddCriterion(first), &stamp())
            .unwrap();

        ticket
            .apply(
                &Change::CheckCriterion {
                    number: 1,
                    done: true,
                },
                &stamp(),
            )
            .unwrap();

        assert!(ticket.acceptance_criteria[0].done);
        for number in [0, 2] {
            let refused = ticket.apply(&Change::RemoveCriterion { number }, &stamp());
            assert_eq!(refused, Err(Refusal::NoCriterion { number, count: 1 }));
        }
    }

    #[test]
    fn no_ticket_refers_to_itself() {
        let itself = Change::AddDependency("T-1".parse().unwrap());
        assert_eq!(
            ticket().apply(&itself, &stamp()),
            Err(Refusal::Itself {
                field: "depends_on"
            })
        );
    }
}
