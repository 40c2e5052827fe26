//! A feature's records as its `.feature` file.

use std::collections::BTreeMap;

use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::gherkin::Child;
use crate::domain::gherkin::FeatureParts;
use crate::domain::gherkin::Part;
use crate::domain::gherkin::RuleParts;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::requirements::holder::find_holder;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::requirements::part::lines_of;
use crate::store::Stored;

/// A feature as a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FeatureFile {
    /// Its key.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What a file of it may be called; no two of one answer are called the same.
    pub file: String,
    /// The file's text.
    pub text: String,
}

/// Puts features together: the ones that are named, those around the scenarios that are
/// named, those of the tickets that are named, or all.
///
/// # Errors
/// No such record, none that has a feature, or lines that a hand made no Gherkin.
pub fn export_features(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Vec<FeatureFile>, OpError> {
    let all = AllRequirements::read(tracker);
    let mut chosen: Vec<&Stored<Requirement>> = Vec::new();
    if references.is_empty() {
        chosen.extend(features(&all, |_| true));
    }
    for reference in references {
        let holder = find_holder(tracker, reference)?;
        let found: Vec<&Stored<Requirement>> = match holder.kind {
            RecordKind::Requirement => feature_around(&all, &holder.key).into_iter().collect(),
            RecordKind::Ticket
            | RecordKind::Epic
            | RecordKind::BacklogItem
            | RecordKind::Sprint => {
                let is_its = |one: &Requirement| one.of.as_ref() == Some(&holder.key);
                features(&all, is_its).collect()
            }
        };
        if found.is_empty() {
            return Err(OpError::refused("export", &holder.key, "it has no feature"));
        }
        chosen.extend(found);
    }
    let mut files: Vec<FeatureFile> = Vec::new();
    for feature in chosen {
        let id = feature.file.key.to_string();
        if files.iter().all(|file| file.id != id) {
            files.push(file_of(&all, feature)?);
        }
    }
    tell_apart(&mut files);
    Ok(files)
}

fn features(
    all: &AllRequirements,
    is_wanted: impl Fn(&Requirement) -> bool,
) -> impl Iterator<Item = &Stored<Requirement>> {
    let is_feature = |one: &Requirement| one.requirement_type == RequirementType::Feature;
    let records = all.records.iter();
    records.filter(move |stored| is_feature(&stored.record) && is_wanted(&stored.record))
}

/// The feature that a part of it belongs to.
pub(crate) fn feature_around<'a>(
    all: &'a AllRequirements,
    key: &Key,
) -> Option<&'a Stored<Requirement>> {
    const LEVELS: usize = 3;
    let mut next = all.get(key);
    for _ in 0..LEVELS {
        let stored = next?;
        match stored.record.requirement_type {
            RequirementType::Feature => return Some(stored),
            RequirementType::Rule | RequirementType::Scenario => {
                next = all.get(stored.record.parent.as_ref()?);
            }
            RequirementType::Requirement | RequirementType::Story | RequirementType::Result => {
                return None;
            }
        }
    }
    None
}

fn file_of(all: &AllRequirements, feature: &Stored<Requirement>) -> Result<FeatureFile, OpError> {
    let text = parts_of(all, feature).text();
    let checked = FeatureParts::read(&text);
    checked.map_err(|error| OpError::refused("export", &feature.file.key, error.to_string()))?;
    Ok(FeatureFile {
        id: feature.file.key.to_string(),
        title: feature.record.title.to_string(),
        file: feature.record.title.slug(),
        text,
    })
}

/// Names the files by what they are about, and by their keys where that is not enough.
fn tell_apart(files: &mut [FeatureFile]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in &*files {
        *counts.entry(file.file.clone()).or_default() += 1;
    }
    for file in files {
        let key = file.id.to_lowercase();
        let stem = match file.file.as_str() {
            "" => key,
            slug if counts[slug] > 1 => format!("{slug}-{key}"),
            slug => slug.to_owned(),
        };
        file.file = format!("{stem}.feature");
    }
}

/// The parts of a feature, as its records hold them. Scenarios come before rules, as
/// what follows a rule belongs to it.
pub(crate) fn parts_of(all: &AllRequirements, feature: &Stored<Requirement>) -> FeatureParts {
    let of_type = |key: &Key, wanted: RequirementType| {
        let children = all.children(key).collect::<Vec<_>>().into_iter();
        children.filter(move |child| child.record.requirement_type == wanted)
    };
    let key = &feature.file.key;
    let scenarios = of_type(key, RequirementType::Scenario);
    let scenarios = scenarios.map(|child| Child::Scenario(part_of(&child.record)));
    let rules = of_type(key, RequirementType::Rule).map(|rule| {
        let scenarios = of_type(&rule.file.key, RequirementType::Scenario);
        Child::Rule(RuleParts {
            head: part_of(&rule.record),
            scenarios: scenarios.map(|child| part_of(&child.record)).collect(),
        })
    });
    FeatureParts {
        head: part_of(&feature.record),
        children: scenarios.chain(rules).collect(),
    }
}

fn part_of(record: &Requirement) -> Part {
    Part {
        name: record.title.to_string(),
        text: lines_of(record),
    }
}
