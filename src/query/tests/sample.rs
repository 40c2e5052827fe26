//! A project to ask for tickets of.

use std::collections::BTreeMap;

use crate::domain::Category;
use crate::domain::Person;
use crate::domain::StatusRule;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;
use crate::query::Language;
use crate::query::Query;
use crate::query::QueryError;

/// When all queries of the tests are asked.
pub(crate) fn now() -> Timestamp {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

/// The words of the project.
pub(crate) fn vocabulary() -> Vocabulary {
    let rule = |(name, category): (&str, Category)| StatusRule {
        name: name.parse().unwrap(),
        category,
    };
    let statuses = [
        ("open", Category::Todo),
        ("in-progress", Category::Doing),
        ("blocked", Category::Blocked),
        ("In Review", Category::Doing),
        ("closed", Category::Done),
        ("cancelled", Category::Dropped),
    ];
    Vocabulary {
        statuses: statuses.map(rule).into(),
        types: ["task", "bug", "feature"]
            .map(|t| t.parse().unwrap())
            .into(),
        priorities: ["critical", "high", "medium", "low"]
            .map(|p| p.parse().unwrap())
            .into(),
        labels: Vec::new(),
        transitions: BTreeMap::new(),
    }
}

/// Does something with the language as Alice uses it.
pub(crate) fn with_language<T>(work: impl FnOnce(&Language<'_>) -> T) -> T {
    let names = [
        "Alice Doe",
        "Alice Doe <alice@example.com>",
        "alice@example.com",
    ];
    let me = || -> Vec<Person> { names.map(|name| name.parse().unwrap()).into() };
    work(&Language {
        vocabulary: &vocabulary(),
        now: now(),
        me: &me,
    })
}

/// Reads a query.
pub(crate) fn parse(text: &str) -> Result<Query, QueryError> {
    with_language(|language| language.parse(text))
}
