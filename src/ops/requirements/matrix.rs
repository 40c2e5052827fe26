//! Which requirement is of which ticket and shown by which scenario or result.

use std::collections::BTreeMap;

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::requirements::holder::Holder;
use crate::ops::requirements::holder::find_holder;
use crate::ops::requirements::holders::Holders;
use crate::ops::requirements::listing::AllRequirements;
use crate::store::Problem;
use crate::store::Stored;

/// A requirement, what it is of, and one scenario or result that shows it.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct MatrixRow {
    /// The key of a requirement or story; none for a test that follows from none.
    pub requirement: Option<String>,
    /// What it is called.
    pub requirement_title: Option<String>,
    /// Where it stands.
    pub requirement_status: Option<String>,
    /// The key of the ticket, epic or backlog item.
    pub of: Option<String>,
    /// What that is called.
    pub of_title: Option<String>,
    /// Where that stands.
    pub of_status: Option<String>,
    /// The key of a scenario or result; none where nothing shows the requirement.
    pub test: Option<String>,
    /// Which of both it is.
    pub test_type: Option<String>,
    /// What it is called.
    pub test_title: Option<String>,
    /// Where it stands.
    pub test_status: Option<String>,
    /// Whether the requirement or the test is suspect.
    pub is_suspect: bool,
}

/// The matrix, and what could not be read.
#[derive(Debug)]
pub struct Matrix {
    /// Requirements in the order of their keys, each with its tests; then tests without.
    pub rows: Vec<MatrixRow>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Sets requirements against what they are of and what shows them: all, or those of the
/// tickets, backlog items, epics and sprints that are named, with what belongs to these,
/// and those requirements, features and scenarios that are named themselves.
///
/// A scenario or a result shows the requirement or story that it follows from, also by
/// way of its feature.
///
/// # Errors
/// Nothing of such a name.
pub fn matrix(tracker: &Tracker, references: &[Reference]) -> Result<Matrix, OpError> {
    let named = references.iter();
    let named = named.map(|reference| find_holder(tracker, reference));
    let named = named.collect::<Result<Vec<Holder>, OpError>>()?;
    let all = AllRequirements::read(tracker);
    let holders = Holders::read(tracker);
    let is_wanted = |record: &Requirement| {
        let is_of = |one: &Holder| match one.kind {
            RecordKind::Requirement => is_under(&all, record, &one.key),
            RecordKind::Ticket
            | RecordKind::Epic
            | RecordKind::BacklogItem
            | RecordKind::Sprint => {
                let of = record.of.as_ref();
                of.is_some_and(|of| holders.belongs(of, one))
            }
        };
        named.is_empty() || named.iter().any(is_of)
    };
    let mut tests: BTreeMap<Option<Key>, Vec<&Stored<Requirement>>> = BTreeMap::new();
    for stored in &all.records {
        if is_test(&stored.record) {
            let shown = shown_by(&all, &stored.record);
            tests.entry(shown).or_default().push(stored);
        }
    }
    let row = |requirement: Option<&Requirement>, test: Option<&Requirement>| {
        row(&all, &holders, requirement, test)
    };
    let mut rows = Vec::new();
    for stored in &all.records {
        let record = &stored.record;
        if !record.requirement_type.is_formal() {
            continue;
        }
        let is_asked = is_wanted(record);
        match tests.get(&Some(record.id.clone())) {
            Some(tests) => {
                let tests = tests.iter().map(|test| &test.record);
                let asked = tests.filter(|test| is_asked || is_wanted(test));
                rows.extend(asked.map(|test| row(Some(record), Some(test))));
            }
            None if is_asked => rows.push(row(Some(record), None)),
            None => {}
        }
    }
    let loose = tests.get(&None).into_iter().flatten();
    let loose = loose.map(|stored| &stored.record);
    rows.extend(
        loose
            .filter(|test| is_wanted(test))
            .map(|test| row(None, Some(test))),
    );
    let mut problems = holders.problems;
    problems.extend(all.problems);
    problems.sort();
    problems.dedup();
    Ok(Matrix { rows, problems })
}

fn is_test(record: &Requirement) -> bool {
    matches!(
        record.requirement_type,
        RequirementType::Scenario | RequirementType::Result
    )
}

/// Whether a requirement is this one, or follows from it by way of whatever.
fn is_under(all: &AllRequirements, requirement: &Requirement, key: &Key) -> bool {
    let mut seen: Vec<&Key> = Vec::new();
    let mut next = Some(requirement);
    while let Some(one) = next.filter(|one| !seen.contains(&&one.id)) {
        if one.id == *key {
            return true;
        }
        seen.push(&one.id);
        next = all.parent(one);
    }
    false
}

/// The requirement or story that a test follows from, by way of whatever.
fn shown_by(all: &AllRequirements, test: &Requirement) -> Option<Key> {
    let mut seen: Vec<&Key> = Vec::new();
    let mut next = all.parent(test);
    while let Some(above) = next {
        if above.requirement_type.is_formal() {
            return Some(above.id.clone());
        }
        if seen.contains(&&above.id) {
            return None;
        }
        seen.push(&above.id);
        next = all.parent(above);
    }
    None
}

fn row(
    all: &AllRequirements,
    holders: &Holders,
    requirement: Option<&Requirement>,
    test: Option<&Requirement>,
) -> MatrixRow {
    let of = requirement.or(test).and_then(|record| record.of.as_ref());
    let of = of.map(ToString::to_string);
    let holding = of.as_ref().and_then(|of| holders.get(of));
    let mut both = requirement.into_iter().chain(test);
    MatrixRow {
        requirement: requirement.map(|one| one.id.to_string()),
        requirement_title: requirement.map(|one| one.title.to_string()),
        requirement_status: requirement.map(|one| one.status.to_string()),
        of_title: holding.map(|holding| holding.title.clone()),
        of_status: holding.map(|holding| holding.status.clone()),
        of,
        test: test.map(|one| one.id.to_string()),
        test_type: test.map(|one| one.requirement_type.to_string()),
        test_title: test.map(|one| one.title.to_string()),
        test_status: test.map(|one| one.status.to_string()),
        is_suspect: both.any(|one| all.is_suspect(one)),
    }
}
