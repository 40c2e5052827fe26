//! Requirements with what is computed of them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::Coverage;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::Suspicion;
use crate::domain::Timestamp;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::requirements::holder::check_holder;
use crate::ops::requirements::holder::find_holder;
use crate::store::Problem;
use crate::store::Stored;

/// What is computed of a requirement.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct RequirementState {
    /// Of a story, all of it in one sentence.
    pub sentence: Option<String>,
    /// The keys of those that follow from it.
    pub children: Vec<String>,
    /// Whether it may no longer be what was reviewed.
    pub is_suspect: bool,
    /// Why it is suspect.
    pub suspect_because: Option<String>,
    /// When it came to its status.
    pub moved_at: Option<Timestamp>,
    /// Who brought it there.
    pub moved_by: Option<Person>,
    /// What they said about it.
    pub notes: Option<String>,
}

/// A requirement with what is computed of it.
#[derive(Debug, Clone)]
pub struct ShownRequirement {
    /// The requirement.
    pub stored: Stored<Requirement>,
    /// What is computed.
    pub state: RequirementState,
}

/// Which requirements to list.
#[derive(Debug, Clone, Default)]
pub struct RequirementQuery {
    /// Only those of this ticket, epic or backlog item.
    pub of: Option<Reference>,
    /// Only those of these types; none means all.
    pub types: Vec<RequirementType>,
    /// Only those of these statuses; none means all.
    pub statuses: Vec<String>,
    /// Only those that are suspect.
    pub only_suspect: bool,
}

/// Requirements in the order of their keys; the parts of a feature follow it.
#[derive(Debug)]
pub struct RequirementList {
    /// What they are all of, where that was asked for.
    pub holder: Option<HolderCoverage>,
    /// Those that were asked for.
    pub requirements: Vec<ShownRequirement>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A ticket, epic or backlog item, and how much of what is expected of itself is so.
#[derive(Debug)]
pub struct HolderCoverage {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// How much is so, whatever was asked for.
    pub coverage: Coverage,
}

/// All requirements of a project.
#[derive(Debug)]
pub(crate) struct AllRequirements {
    pub(crate) records: Vec<Stored<Requirement>>,
    pub(crate) problems: Vec<Problem>,
    places: BTreeMap<Key, usize>,
    children: BTreeMap<Key, Vec<usize>>,
    /// What those that follow from one compare with, scenarios and others: a rule may
    /// have thousands.
    fingerprints: RefCell<BTreeMap<(Key, bool), Option<String>>>,
}

impl AllRequirements {
    /// Reads all of them.
    pub(crate) fn read(tracker: &Tracker) -> AllRequirements {
        let loaded = tracker.store.load_all::<Requirement>();
        let mut problems = tracker.problems.clone();
        problems.extend(loaded.problems);
        AllRequirements::of(loaded.records, problems)
    }

    /// These, which are all.
    pub(crate) fn of(records: Vec<Stored<Requirement>>, problems: Vec<Problem>) -> AllRequirements {
        let places = records.iter().enumerate();
        let places = places.map(|(place, stored)| (stored.file.key.clone(), place));
        let mut all = AllRequirements {
            places: places.collect(),
            children: BTreeMap::new(),
            fingerprints: RefCell::default(),
            records,
            problems,
        };
        for (place, stored) in all.records.iter().enumerate() {
            if let Some(parent) = &stored.record.parent {
                all.children.entry(parent.clone()).or_default().push(place);
            }
        }
        for children in all.children.values_mut() {
            children.sort_by_key(|place| all.records[*place].record.position);
        }
        all
    }

    /// The one with this key.
    pub(crate) fn get(&self, key: &Key) -> Option<&Stored<Requirement>> {
        self.places.get(key).map(|place| &self.records[*place])
    }

    /// Those that follow from one, in their order.
    pub(crate) fn children(&self, key: &Key) -> impl Iterator<Item = &Stored<Requirement>> {
        let places = self.children.get(key).into_iter().flatten();
        places.map(|place| &self.records[*place])
    }

    /// What one follows from.
    pub(crate) fn parent(&self, requirement: &Requirement) -> Option<&Requirement> {
        let parent = self.get(requirement.parent.as_ref()?)?;
        Some(&parent.record)
    }

    /// Why one may no longer be what was reviewed.
    fn suspicion(&self, requirement: &Requirement) -> Option<Suspicion> {
        requirement.suspicion(|| {
            let parent = self.parent(requirement)?;
            let is_scenario = requirement.requirement_type == RequirementType::Scenario;
            let mut known = self.fingerprints.borrow_mut();
            let known = known.entry((parent.id.clone(), is_scenario));
            let fingerprint = known.or_insert_with(|| {
                let above: Vec<&Requirement> =
                    std::iter::once(parent).chain(self.parent(parent)).collect();
                requirement.fingerprint_above(&above)
            });
            fingerprint.clone()
        })
    }

    /// Whether one may no longer be what was reviewed.
    pub(crate) fn is_suspect(&self, requirement: &Requirement) -> bool {
        self.suspicion(requirement).is_some()
    }

    /// What is computed of one.
    pub(crate) fn state(&self, requirement: &Requirement) -> RequirementState {
        let suspicion = self.suspicion(requirement);
        let children = self.children(&requirement.id);
        let last = requirement.last_move();
        RequirementState {
            sentence: requirement.sentence(),
            children: children.map(|child| child.file.key.to_string()).collect(),
            is_suspect: suspicion.is_some(),
            suspect_because: suspicion.map(|why| why.to_string()),
            moved_at: last.map(|last| last.at),
            moved_by: last.and_then(|last| last.by.clone()),
            notes: last.and_then(|last| last.reason.clone()),
        }
    }

    /// How much is so of those that are wanted.
    pub(crate) fn coverage(&self, is_wanted: impl Fn(&Requirement) -> bool) -> Coverage {
        let records = self.records.iter().map(|stored| &stored.record);
        let wanted = records.filter(|record| is_wanted(record));
        Coverage::of(wanted.map(|record| (record, self.is_suspect(record))))
    }

    fn shown(&self, stored: &Stored<Requirement>) -> ShownRequirement {
        ShownRequirement {
            state: self.state(&stored.record),
            stored: stored.clone(),
        }
    }

    /// All of them in the order of their keys, but the parts of a feature after it.
    pub(crate) fn in_order(&self) -> Vec<&Stored<Requirement>> {
        let is_part = |stored: &Stored<Requirement>| {
            let parent = self.parent(&stored.record);
            parent.is_some_and(|parent| parent.requirement_type.is_frame())
        };
        let mut ordered: Vec<&Stored<Requirement>> = Vec::with_capacity(self.records.len());
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let roots = self.records.iter().filter(|stored| !is_part(stored));
        // Parts in a circle, which only a hand can make, have no root.
        for stored in roots.chain(&self.records) {
            let mut open = vec![stored];
            while let Some(next) = open.pop() {
                if !seen.insert(next.file.path.as_str()) {
                    continue;
                }
                ordered.push(next);
                if next.record.requirement_type.is_frame() {
                    let parts: Vec<_> = self.children(&next.file.key).collect();
                    open.extend(parts.into_iter().rev());
                }
            }
        }
        ordered
    }
}

/// Shows one requirement.
///
/// # Errors
/// No such requirement, or a file that cannot be read.
pub fn show_requirement(
    tracker: &Tracker,
    reference: &Reference,
) -> Result<ShownRequirement, OpError> {
    let stored = tracker.find_planned::<Requirement>(reference)?;
    Ok(AllRequirements::read(tracker).shown(&stored))
}

/// Requirements with what is computed of them now, also of one that is gone.
pub fn requirements_now<'a>(
    tracker: &Tracker,
    stored: impl Iterator<Item = &'a Stored<Requirement>>,
) -> Vec<ShownRequirement> {
    let all = AllRequirements::read(tracker);
    stored.map(|stored| all.shown(stored)).collect()
}

/// Lists requirements.
///
/// # Errors
/// A status that requirements do not have, or nothing that they could be of.
pub fn list_requirements(
    tracker: &Tracker,
    query: &RequirementQuery,
) -> Result<RequirementList, OpError> {
    let statuses = tracker.known_statuses::<Requirement>(&query.statuses)?;
    let of = query.of.as_ref().map(|of| find_holder(tracker, of));
    let of = of.transpose()?;
    if let Some(of) = &of {
        check_holder(of.key.clone())?;
    }
    let all = AllRequirements::read(tracker);
    let is_wanted = |stored: &&Stored<Requirement>| {
        let record = &stored.record;
        of.as_ref()
            .is_none_or(|of| record.of.as_ref() == Some(&of.key))
            && (query.types.is_empty() || query.types.contains(&record.requirement_type))
            && (statuses.is_empty() || statuses.contains(&record.status))
            && (!query.only_suspect || all.is_suspect(record))
    };
    let wanted = all.in_order().into_iter().filter(is_wanted);
    let holder = of.as_ref().map(|of| HolderCoverage {
        id: of.key.to_string(),
        title: of.title.clone(),
        coverage: all.coverage(|record| record.of.as_ref() == Some(&of.key)),
    });
    Ok(RequirementList {
        holder,
        requirements: wanted.map(|stored| all.shown(stored)).collect(),
        problems: all.problems,
    })
}
