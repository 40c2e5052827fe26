//! The words a project uses: its statuses, types, priorities and labels.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::Change;
use crate::domain::Label;
use crate::domain::Priority;
use crate::domain::RecordKind;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::TicketType;

/// What a status means, whatever its name.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Not begun.
    Todo,
    /// Being worked on.
    Doing,
    /// Begun, and held up.
    Blocked,
    /// Finished.
    Done,
    /// Will not be done.
    Dropped,
}

/// One status of the project.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct StatusRule {
    /// Its name.
    pub name: Status,
    /// What it means.
    pub category: Category,
}

/// The words that a ticket may be given, in the project's own order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// The statuses; the first of each category is what `start`, `close` and `reopen` use.
    pub statuses: Vec<StatusRule>,
    /// The types of ticket.
    pub types: Vec<TicketType>,
    /// The priorities, the highest first.
    pub priorities: Vec<Priority>,
    /// The labels; empty means any.
    pub labels: Vec<Label>,
    /// From each status, those that may follow; a status that is not listed may be followed by any.
    pub transitions: BTreeMap<Status, Vec<Status>>,
}

/// A word that the project does not have, or a move it does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// No such status, type, priority or label.
    #[error("the project has no {what} `{value}`")]
    Word {
        /// `status`, `type`, `priority` or `label`.
        what: &'static str,
        /// What was asked for.
        value: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A status that may not follow the present one.
    #[error("`{from}` may not be followed by `{to}`, only by {}", list(allowed))]
    Transition {
        /// The present status.
        from: Status,
        /// The status asked for.
        to: Status,
        /// What may follow.
        allowed: Vec<Status>,
    },
}

fn list(statuses: &[Status]) -> String {
    if statuses.is_empty() {
        return "nothing".to_owned();
    }
    let quoted: Vec<String> = statuses
        .iter()
        .map(|status| format!("`{status}`"))
        .collect();
    quoted.join(", ")
}

impl Category {
    /// All of them, from begun to ended.
    pub const ALL: [Category; 5] = [
        Category::Todo,
        Category::Doing,
        Category::Blocked,
        Category::Done,
        Category::Dropped,
    ];

    /// Whether nothing remains to be done.
    pub fn is_settled(self) -> bool {
        matches!(self, Category::Done | Category::Dropped)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Category::Todo => "todo",
            Category::Doing => "doing",
            Category::Blocked => "blocked",
            Category::Done => "done",
            Category::Dropped => "dropped",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Vocabulary {
    /// The category of a status; none for one that the project does not have.
    pub fn category(&self, status: &(impl AsRef<str> + ?Sized)) -> Option<Category> {
        let mut rules = self.statuses.iter();
        let rule = rules.find(|rule| rule.name.as_str() == status.as_ref());
        rule.map(|rule| rule.category)
    }

    /// The category of a status of a kind of record; none for one that the kind does not have.
    pub fn category_of(&self, kind: RecordKind, status: &str) -> Option<Category> {
        if kind == RecordKind::Ticket {
            return self.category(status);
        }
        let mut lifecycles = kind.lifecycles().iter();
        let stage = lifecycles.find_map(|life| life.stage(status));
        stage.map(|stage| stage.category)
    }

    /// Whether a ticket in this status needs no more work. An unknown status does.
    pub fn is_settled(&self, status: &(impl AsRef<str> + ?Sized)) -> bool {
        self.category(status).is_some_and(Category::is_settled)
    }

    /// The first status of a category.
    pub fn first(&self, category: Category) -> Option<&Status> {
        let rule = self.statuses.iter().find(|rule| rule.category == category);
        rule.map(|rule| &rule.name)
    }

    /// The place of a priority, 0 for the highest; unknown ones come last.
    pub fn priority_rank(&self, priority: &(impl AsRef<str> + ?Sized)) -> usize {
        let mut priorities = self.priorities.iter();
        let place = priorities.position(|other| other.as_str() == priority.as_ref());
        place.unwrap_or(self.priorities.len())
    }

    /// The place of a status in the project's order; unknown ones come last.
    pub fn status_rank(&self, status: &(impl AsRef<str> + ?Sized)) -> usize {
        let mut rules = self.statuses.iter();
        let place = rules.position(|rule| rule.name.as_str() == status.as_ref());
        place.unwrap_or(self.statuses.len())
    }

    /// Refuses a change to a word or a status that the project does not allow.
    ///
    /// # Errors
    /// [`Unknown`], with what is allowed instead.
    pub fn check(&self, ticket: &Ticket, change: &Change) -> Result<(), Unknown> {
        match change {
            Change::Status { to, .. } => self.check_move(&ticket.status, to),
            Change::Type(value) => self.check_type(value),
            Change::Priority(value) => self.check_priority(value),
            Change::AddLabel(value) => self.check_label(value),
            Change::Labels(values) => values.iter().try_for_each(|value| self.check_label(value)),
            _ => Ok(()),
        }
    }

    /// Refuses a status that the project does not have.
    ///
    /// # Errors
    /// [`Unknown::Word`].
    pub fn check_status(&self, value: &Status) -> Result<(), Unknown> {
        let known = || self.statuses.iter().map(|rule| rule.name.to_string());
        self.check_word("status", value.as_str(), known().collect())
    }

    /// Refuses a type that the project does not have.
    ///
    /// # Errors
    /// [`Unknown::Word`].
    pub fn check_type(&self, value: &TicketType) -> Result<(), Unknown> {
        let known = self.types.iter().map(ToString::to_string);
        self.check_word("type", value.as_str(), known.collect())
    }

    /// Refuses a priority that the project does not have.
    ///
    /// # Errors
    /// [`Unknown::Word`].
    pub fn check_priority(&self, value: &Priority) -> Result<(), Unknown> {
        let known = self.priorities.iter().map(ToString::to_string);
        self.check_word("priority", value.as_str(), known.collect())
    }

    /// Refuses a label that the project does not have, where it lists its labels.
    ///
    /// # Errors
    /// [`Unknown::Word`].
    pub fn check_label(&self, value: &Label) -> Result<(), Unknown> {
        if self.labels.is_empty() {
            return Ok(());
        }
        let known = self.labels.iter().map(ToString::to_string);
        self.check_word("label", value.as_str(), known.collect())
    }

    fn check_word(
        &self,
        what: &'static str,
        value: &str,
        known: Vec<String>,
    ) -> Result<(), Unknown> {
        if known.iter().any(|word| word == value) {
            return Ok(());
        }
        let value = value.to_owned();
        Err(Unknown::Word { what, value, known })
    }

    /// Refuses a status that the project does not have, or that may not follow.
    ///
    /// # Errors
    /// Such a status.
    pub fn check_move(&self, from: &Status, to: &Status) -> Result<(), Unknown> {
        self.check_status(to)?;
        match self.transitions.get(from) {
            Some(allowed) if from != to && !allowed.contains(to) => Err(Unknown::Transition {
                from: from.clone(),
                to: to.clone(),
                allowed: allowed.clone(),
            }),
            _ => Ok(()),
        }
    }
}
