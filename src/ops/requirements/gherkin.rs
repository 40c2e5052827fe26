//! Reading `.feature` files into records.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::Title;
use crate::domain::WordError;
use crate::domain::gherkin::Child;
use crate::domain::gherkin::FeatureParts;
use crate::domain::gherkin::GherkinError;
use crate::domain::gherkin::Part;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::References;
use crate::ops::Tracker;
use crate::ops::requirements::change::fresh;
use crate::ops::requirements::holder::check_holder;
use crate::ops::requirements::kin::refuse_circle;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::requirements::part::write_part;
use crate::ops::work::Work;
use crate::store::Stored;

/// A `.feature` file to be read.
#[derive(Debug, Clone)]
pub struct FeatureSource {
    /// The ticket, epic or backlog item that it is expected of.
    pub of: Reference,
    /// What it is called in messages.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The requirement that the feature follows from.
    pub parent: Option<Reference>,
    /// Whether to delete scenarios that it has no more.
    pub prunes: bool,
}

/// What came of a `.feature` file.
#[derive(Debug, Clone, Default)]
pub struct FeatureRead {
    /// The records that are new: the feature, its rules and scenarios.
    pub created: Vec<Stored<Requirement>>,
    /// Those whose lines changed.
    pub changed: Vec<Stored<Requirement>>,
    /// Those that are as they were.
    pub same: Vec<Stored<Requirement>>,
    /// Those that the file has no more; they are deleted where that was asked for.
    pub missing: Vec<Stored<Requirement>>,
}

/// Reads a `.feature` file: a record for the feature, for each rule and for each scenario.
///
/// Records that an earlier reading made are found by their names within the feature,
/// twins by their order, and take the lines of the file.
///
/// # Errors
/// A text that is no feature, nothing that it could be of, or a file that changes nothing.
pub fn read_feature(
    tracker: &Tracker,
    source: &FeatureSource,
) -> Result<Outcome<FeatureRead>, OpError> {
    let mut work = Work::begin(tracker)?;
    let read = stage_feature(&mut work, source)?;
    finish(work, source, read)
}

/// Ends a reading.
pub(crate) fn finish(
    work: Work<'_>,
    source: &FeatureSource,
    read: FeatureRead,
) -> Result<Outcome<FeatureRead>, OpError> {
    let outcome = work.commit(&format!("read {}", source.name), read)?;
    if outcome.receipt.changes.is_empty() {
        let reason = format!("nothing changes: all of {} is there already", source.name);
        return Err(OpError::Nothing(reason));
    }
    Ok(outcome)
}

/// Stages what a `.feature` file says.
pub(crate) fn stage_feature(
    work: &mut Work<'_>,
    source: &FeatureSource,
) -> Result<FeatureRead, OpError> {
    let parts = FeatureParts::read(&source.text).map_err(|error| no_feature(source, &error))?;
    let of = check_holder(work.find_any(&source.of)?.key)?;
    let all = AllRequirements::of(work.view.load_all::<Requirement>().records, Vec::new());
    let parent = match &source.parent {
        Some(parent) => Some(work.get_planned::<Requirement>(parent)?),
        None => None,
    };
    let read = read_parts(work, &all, (&of, parent.as_ref()), &parts)?;
    if source.prunes {
        let gone = read.missing.iter();
        let gone: Vec<Reference> = gone.map(|stored| (&stored.file.key).into()).collect();
        work.delete_planned::<Requirement>(&gone, References::Refuse)?;
    }
    Ok(read)
}

/// Reads a feature in parts: it is of one record, and may follow from a requirement.
fn read_parts(
    work: &mut Work<'_>,
    all: &AllRequirements,
    (of, parent): (&Key, Option<&Stored<Requirement>>),
    parts: &FeatureParts,
) -> Result<FeatureRead, OpError> {
    let mut reading = Reading {
        work,
        of,
        read: FeatureRead::default(),
    };
    reading.feature(all, parent, parts)?;
    Ok(reading.read)
}

/// The feature of this name that a record has.
pub(crate) fn known_feature<'a>(
    all: &'a AllRequirements,
    of: &Key,
    title: &Title,
) -> Option<&'a Stored<Requirement>> {
    all.records.iter().find(|stored| {
        let record = &stored.record;
        record.requirement_type == RequirementType::Feature
            && record.of.as_ref() == Some(of)
            && record.title == *title
    })
}

fn no_feature(source: &FeatureSource, error: &GherkinError) -> OpError {
    OpError::invalid(format!("{}: {error}", source.name))
}

/// The title of a part: its name, or what it is where it has none.
pub(crate) fn title_of(name: &str, requirement_type: RequirementType) -> Result<Title, OpError> {
    const LENGTH_MAX: usize = 1_000;
    let words: Vec<&str> = name.split_whitespace().collect();
    let title: String = words.join(" ").chars().take(LENGTH_MAX).collect();
    let title = if title.is_empty() {
        requirement_type.to_string()
    } else {
        title
    };
    title
        .parse()
        .map_err(|error: WordError| OpError::invalid(error.to_string()))
}

/// Existing records by what they are and what they are called; twins in their order.
type ByName<'a> = BTreeMap<(RequirementType, Title), VecDeque<&'a Stored<Requirement>>>;

fn by_name<'a>(children: impl Iterator<Item = &'a Stored<Requirement>>) -> ByName<'a> {
    let mut found = ByName::new();
    for child in children {
        let record = &child.record;
        if record.requirement_type.is_gherkin() {
            let name = (record.requirement_type, record.title.clone());
            found.entry(name).or_default().push_back(child);
        }
    }
    found
}

/// Where a part belongs.
struct Place<'a> {
    requirement_type: RequirementType,
    parent: Option<&'a Key>,
    position: Option<u32>,
}

struct Reading<'a, 'b> {
    work: &'a mut Work<'b>,
    of: &'a Key,
    read: FeatureRead,
}

impl Reading<'_, '_> {
    fn feature(
        &mut self,
        all: &AllRequirements,
        parent: Option<&Stored<Requirement>>,
        parts: &FeatureParts,
    ) -> Result<(), OpError> {
        let title = title_of(&parts.head.name, RequirementType::Feature)?;
        let known = known_feature(all, self.of, &title);
        let before = known.and_then(|known| known.record.parent.as_ref());
        if let Some(parent) = parent {
            let its = parent.record.requirement_type;
            if its.is_gherkin() {
                let key = &parent.file.key;
                let reason = format!("a feature cannot follow from a {its}, which {key} is");
                return Err(OpError::invalid(reason));
            }
            if let Some(known) = known {
                refuse_circle(self.work, "read", &known.file.key, parent)?;
            }
        }
        let place = Place {
            requirement_type: RequirementType::Feature,
            parent: parent.map(|parent| &parent.file.key).or(before),
            position: None,
        };
        let feature = self.part(known, &parts.head, &place)?;
        self.children(all, &feature, &parts.children)
    }

    fn children(
        &mut self,
        all: &AllRequirements,
        feature: &Key,
        children: &[Child],
    ) -> Result<(), OpError> {
        let mut known = by_name(all.children(feature));
        for (position, child) in (1..).zip(children) {
            let (requirement_type, head) = match child {
                Child::Scenario(part) => (RequirementType::Scenario, part),
                Child::Rule(rule) => (RequirementType::Rule, &rule.head),
            };
            let place = Place {
                requirement_type,
                parent: Some(feature),
                position: Some(position),
            };
            let own = self.named(&mut known, head, &place)?;
            let Child::Rule(rule) = child else { continue };
            let mut inside = by_name(all.children(&own));
            for (position, part) in (1..).zip(&rule.scenarios) {
                let place = Place {
                    requirement_type: RequirementType::Scenario,
                    parent: Some(&own),
                    position: Some(position),
                };
                self.named(&mut inside, part, &place)?;
            }
            self.read
                .missing
                .extend(inside.into_values().flatten().cloned());
        }
        for gone in known.into_values().flatten() {
            let inside = all.children(&gone.file.key);
            self.read.missing.extend(inside.cloned());
            self.read.missing.push(gone.clone());
        }
        Ok(())
    }

    fn named(
        &mut self,
        known: &mut ByName<'_>,
        part: &Part,
        place: &Place<'_>,
    ) -> Result<Key, OpError> {
        let title = title_of(&part.name, place.requirement_type)?;
        let twins = known.get_mut(&(place.requirement_type, title));
        let own = twins.and_then(VecDeque::pop_front);
        self.part(own, part, place)
    }

    /// Writes one part, into the record that has it already or into a new one.
    fn part(
        &mut self,
        known: Option<&Stored<Requirement>>,
        part: &Part,
        place: &Place<'_>,
    ) -> Result<Key, OpError> {
        let title = title_of(&part.name, place.requirement_type)?;
        let Some(known) = known else {
            let record = fresh(self.work, title, place.requirement_type)?;
            let record = self.filled(record, part, place);
            let created = self.work.create_planned(record)?;
            let key = created.file.key.clone();
            self.read.created.push(created);
            return Ok(key);
        };
        let after = self.filled(known.record.clone(), part, place);
        if after == known.record {
            self.read.same.push(known.clone());
        } else {
            let changed = self.work.edit_planned(known, after)?;
            self.read.changed.push(changed);
        }
        Ok(known.file.key.clone())
    }

    fn filled(&self, record: Requirement, part: &Part, place: &Place<'_>) -> Requirement {
        let mut after = record;
        write_part(&mut after, part);
        after.of = Some(self.of.clone());
        after.parent = place.parent.cloned();
        after.position = place.position;
        after
    }
}
