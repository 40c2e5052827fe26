//! The names that tests have in reports, and what of a project they mean.

use std::collections::BTreeMap;

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::VerificationMethod;
use crate::domain::gherkin::Runs;
use crate::ops::requirements::feature_file::feature_around;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::requirements::part::lines_of;
use crate::ops::requirements::report::TestCase;

/// What a scenario's name may be followed by where an outline was run for its examples.
const EXAMPLE_MARKS: [&str; 7] = [" - Example", " -- @", " #", " (", " [", ": ", ", example"];

/// What can be found in a report, by its names in one form.
#[derive(Debug)]
pub(crate) struct TestNames {
    /// Scenarios by the names that their tests may have.
    scenarios: BTreeMap<String, Vec<Named>>,
    /// Automated results by their titles.
    results: BTreeMap<String, Vec<Key>>,
}

/// A scenario that a test may be called after.
#[derive(Debug, Clone)]
struct Named {
    key: Key,
    feature: Option<Key>,
    /// The name of the feature.
    feature_name: String,
}

/// What a test is called after.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Automated results.
    pub(crate) results: Vec<Key>,
    /// Scenarios, those of one feature together: they are twins.
    pub(crate) scenarios: Vec<Vec<Key>>,
}

impl Found {
    /// Whether it is called after nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.results.is_empty() && self.scenarios.is_empty()
    }
}

/// A name as reports and files have it alike.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ")
}

impl TestNames {
    /// The names of all scenarios and all automated results.
    pub(crate) fn of(all: &AllRequirements) -> TestNames {
        let mut names = TestNames {
            scenarios: BTreeMap::new(),
            results: BTreeMap::new(),
        };
        for stored in &all.records {
            let record = &stored.record;
            let key = stored.file.key.clone();
            if record.requirement_type == RequirementType::Scenario {
                let feature = feature_around(all, &key).map(|feature| &feature.record);
                let named = Named {
                    feature_name: feature.map_or_else(String::new, |one| plain(one.title.as_str())),
                    feature: feature.map(|feature| feature.id.clone()),
                    key,
                };
                for name in scenario_names(all, record, feature) {
                    let known = names.scenarios.entry(name).or_default();
                    known.push(named.clone());
                }
            } else if record.method == Some(VerificationMethod::Automated) {
                let title = plain(record.title().as_str());
                names.results.entry(title).or_default().push(key);
            }
        }
        names
    }

    /// All that a test is called after.
    pub(crate) fn find(&self, case: &TestCase) -> Found {
        let name = plain(&case.name);
        let own = name.strip_prefix("Scenario: ").unwrap_or(&name);
        let own = own.strip_prefix("Scenario Outline: ").unwrap_or(own);
        let mut found = Found {
            results: self.results.get(&name).cloned().unwrap_or_default(),
            scenarios: Vec::new(),
        };
        let groups: Vec<String> = case.groups.iter().map(|group| plain(group)).collect();
        for candidate in self.candidates(own) {
            let mut by_feature: BTreeMap<&Option<Key>, Vec<Key>> = BTreeMap::new();
            for named in candidate {
                let mut groups = groups.iter();
                if groups.any(|group| is_feature(group, &named.feature_name)) {
                    let twins = by_feature.entry(&named.feature).or_default();
                    twins.push(named.key.clone());
                }
            }
            if !by_feature.is_empty() {
                found.scenarios = by_feature.into_values().collect();
                break;
            }
        }
        found
    }

    /// Scenarios of this name; then, from the longest on, those that it begins with.
    fn candidates(&self, name: &str) -> Vec<&Vec<Named>> {
        let mut found: Vec<&Vec<Named>> = self.scenarios.get(name).into_iter().collect();
        let mut cuts: Vec<usize> = Vec::new();
        for mark in EXAMPLE_MARKS {
            cuts.extend(name.match_indices(mark).map(|(place, _)| place));
        }
        cuts.sort_unstable();
        let shorter = cuts.into_iter().rev().map(|cut| &name[..cut]);
        found.extend(shorter.filter_map(|name| self.scenarios.get(name)));
        found
    }
}

/// The names that tests of a scenario may have: its own, those with the values of its
/// examples, and these behind the name of its rule, as cucumber-rs has them.
fn scenario_names(
    all: &AllRequirements,
    scenario: &Requirement,
    feature: Option<&Requirement>,
) -> Vec<String> {
    let mut names = vec![plain(scenario.title.as_str())];
    if scenario.title.as_str().contains('<') {
        let head = feature.map_or_else(|| "Feature:".to_owned(), lines_of);
        let runs = Runs::of(&head, &lines_of(scenario)).unwrap_or_default();
        names.extend(runs.names.iter().map(|name| plain(name)));
    }
    let above = all.parent(scenario);
    if let Some(rule) = above.filter(|above| above.requirement_type == RequirementType::Rule) {
        let rule = plain(rule.title.as_str());
        let behind: Vec<String> = names.iter().map(|name| format!("{rule} {name}")).collect();
        names.extend(behind);
    }
    names.sort();
    names.dedup();
    names
}

/// Whether a group of tests is called after a feature: some write `Feature: ` or a path before its name.
fn is_feature(group: &str, feature: &str) -> bool {
    let group = group.strip_prefix("Feature: ").unwrap_or(group);
    let is_behind = |rest: &str| rest.ends_with(['.', '/', ':']);
    group == feature || group.strip_suffix(feature).is_some_and(is_behind)
}
