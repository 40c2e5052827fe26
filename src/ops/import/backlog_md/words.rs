//! The other program's words in the project's own.

use crate::domain::Category;
use crate::domain::Priority;
use crate::domain::Status;
use crate::domain::TicketType;
use crate::domain::Vocabulary;

/// Names of statuses by what they mean, without blanks and dashes.
const STATUSES: [(Category, &[&str]); 5] = [
    (
        Category::Todo,
        &["todo", "open", "new", "backlog", "draft", "planned"],
    ),
    (
        Category::Doing,
        &["inprogress", "doing", "wip", "started", "active"],
    ),
    (Category::Blocked, &["blocked", "onhold", "waiting"]),
    (
        Category::Done,
        &[
            "done",
            "closed",
            "complete",
            "completed",
            "finished",
            "resolved",
        ],
    ),
    (
        Category::Dropped,
        &[
            "cancelled",
            "canceled",
            "dropped",
            "rejected",
            "wontdo",
            "wontfix",
        ],
    ),
];

/// Names of types that mean one of ours.
const TYPES: [(&str, &str); 3] = [
    ("enhancement", "feature"),
    ("defect", "bug"),
    ("docs", "chore"),
];

/// The project's status of this name or, if it has none, the first of its meaning.
pub(crate) fn status(vocabulary: &Vocabulary, word: &str) -> Option<Status> {
    let own = vocabulary.statuses.iter().map(|rule| &rule.name);
    let same = own.clone().find(|own| own.as_str() == word);
    let alike = || own.clone().find(|own| is_alike(own.as_str(), word));
    let meant = || {
        let is_named = |names: &&[&str]| names.contains(&&*plain(word));
        let category = STATUSES.iter().find(|(_, names)| is_named(names))?.0;
        vocabulary.first(category)
    };
    same.or_else(alike).or_else(meant).cloned()
}

/// The status of a task that says nothing, or nothing that can be understood.
pub(crate) fn first_status(vocabulary: &Vocabulary) -> Status {
    let first = vocabulary.statuses.first().map(|rule| &rule.name);
    let todo = vocabulary.first(Category::Todo).or(first);
    todo.cloned().unwrap_or_default()
}

/// The project's type of this name or meaning.
pub(crate) fn ticket_type(vocabulary: &Vocabulary, word: &str) -> Option<TicketType> {
    let find = |word: &str| {
        let mut types = vocabulary.types.iter();
        types.find(|own| is_alike(own.as_str(), word)).cloned()
    };
    let other = TYPES.iter().find(|(name, _)| is_alike(name, word));
    find(word).or_else(|| find(other?.1))
}

/// The project's priority of this name.
pub(crate) fn priority(vocabulary: &Vocabulary, word: &str) -> Option<Priority> {
    let mut priorities = vocabulary.priorities.iter();
    priorities.find(|own| is_alike(own.as_str(), word)).cloned()
}

fn is_alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
