//! Taking over what a test run reported.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::VerificationMethod;
use crate::ops::OpError;
use crate::ops::Outcome as Done;
use crate::ops::Tracker;
use crate::ops::requirements::course::Verdict;
use crate::ops::requirements::course::judge;
use crate::ops::requirements::feature_file::feature_around;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::requirements::report;
use crate::ops::requirements::report::Outcome;
use crate::ops::requirements::report::TestCase;
use crate::ops::work::Work;
use crate::store::Stored;

/// What a test run says of requirements.
#[derive(Debug, Clone, Default)]
pub struct TestRun {
    /// Scenarios that pass and results that are verified now and were not before.
    pub met: Vec<Stored<Requirement>>,
    /// Those that fail now and did not before.
    pub failed: Vec<Stored<Requirement>>,
    /// Those that the report speaks of, and that are as it says already.
    pub same: Vec<Stored<Requirement>>,
    /// Those that were skipped, and stay as they are.
    pub skipped: Vec<Stored<Requirement>>,
    /// Tests that no scenario and no automated result is called after: `feature: name`.
    pub unknown: Vec<String>,
    /// Scenarios of a feature that the report speaks of, which it does not name.
    pub unmentioned: Vec<Stored<Requirement>>,
}

/// What a scenario's name may be followed by where an outline was run for its examples.
const EXAMPLE_MARKS: [&str; 7] = [" - Example", " -- @", " #", " (", " [", ": ", ", example"];

/// Moves scenarios and automated results to what a report of Cucumber or JUnit says:
/// scenarios by the names of feature and scenario, results by their titles.
///
/// # Errors
/// A report that cannot be read, or that speaks of nothing that is here.
pub fn take_results(
    tracker: &Tracker,
    (name, text): (&str, &str),
) -> Result<Done<TestRun>, OpError> {
    let mut work = Work::begin(tracker)?;
    let run = stage_results(&mut work, (name, text))?;
    work.commit(&format!("results of {name}"), run)
}

/// Stages what a report says.
pub(crate) fn stage_results(
    work: &mut Work<'_>,
    (name, text): (&str, &str),
) -> Result<TestRun, OpError> {
    let cases = report::read(text)
        .map_err(|reason| OpError::invalid(format!("{name} is no report: {reason}")))?;
    let all = AllRequirements::of(work.view.load_all::<Requirement>().records, Vec::new());
    let mut run = TestRun::default();
    let outcomes = matched(&all, &cases, &mut run.unknown);
    if outcomes.is_empty() {
        let reason = format!("{name} names no scenario and no automated result of this project");
        return Err(OpError::Nothing(reason));
    }
    for (key, outcome) in &outcomes {
        let Some(stored) = all.get(key) else { continue };
        let (verdict, list) = match outcome {
            Outcome::Skipped => {
                run.skipped.push(stored.clone());
                continue;
            }
            Outcome::Passed => (Verdict::Verified, &mut run.met),
            Outcome::Failed => (Verdict::Failed, &mut run.failed),
        };
        let after = judge(work, stored, verdict, None)?;
        if after.record == stored.record {
            run.same.push(after);
        } else {
            list.push(after);
        }
    }
    run.unmentioned = unmentioned(&all, &outcomes);
    Ok(run)
}

/// The outcome of each requirement that a test is called after: where several are, as
/// for the examples of an outline, the worst.
fn matched(
    all: &AllRequirements,
    cases: &[TestCase],
    unknown: &mut Vec<String>,
) -> BTreeMap<Key, Outcome> {
    let index = Index::of(all);
    let mut outcomes: BTreeMap<Key, Outcome> = BTreeMap::new();
    for case in cases {
        let found = index.find(case);
        for key in &found {
            let known = outcomes.entry(key.clone()).or_insert(case.outcome);
            *known = (*known).max(case.outcome);
        }
        if found.is_empty() {
            let group = case.groups.first().map_or("", |group| group.trim());
            let name = format!("{group}: {}", case.name.trim());
            let name = name.trim_start_matches(": ").to_owned();
            if !unknown.contains(&name) {
                unknown.push(name);
            }
        }
    }
    outcomes
}

/// Scenarios beside those that were run, in the same features.
fn unmentioned(
    all: &AllRequirements,
    outcomes: &BTreeMap<Key, Outcome>,
) -> Vec<Stored<Requirement>> {
    let feature = |key: &Key| feature_around(all, key).map(|feature| feature.file.key.clone());
    let features: BTreeSet<Key> = outcomes.keys().filter_map(feature).collect();
    let is_left = |stored: &&Stored<Requirement>| {
        stored.record.requirement_type == RequirementType::Scenario
            && !outcomes.contains_key(&stored.file.key)
            && feature(&stored.file.key).is_some_and(|feature| features.contains(&feature))
    };
    all.records.iter().filter(is_left).cloned().collect()
}

/// What can be found in a report, by its names in one form.
struct Index {
    /// Scenarios by their names, each with the name of its feature.
    scenarios: BTreeMap<String, Vec<(String, Key)>>,
    /// Automated results by their titles.
    results: BTreeMap<String, Vec<Key>>,
}

/// A name as reports and files have it alike.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ")
}

impl Index {
    fn of(all: &AllRequirements) -> Index {
        let mut index = Index {
            scenarios: BTreeMap::new(),
            results: BTreeMap::new(),
        };
        for stored in &all.records {
            let record = &stored.record;
            let title = plain(record.title().as_str());
            let key = stored.file.key.clone();
            if record.requirement_type == RequirementType::Scenario {
                let feature = feature_around(all, &key);
                let feature = feature.map(|feature| plain(feature.record.title.as_str()));
                let names = index.scenarios.entry(title).or_default();
                names.push((feature.unwrap_or_default(), key));
            } else if record.method == Some(VerificationMethod::Automated) {
                index.results.entry(title).or_default().push(key);
            }
        }
        index
    }

    /// All that a test is called after. Scenarios of one name in one feature, as in two
    /// of its rules, cannot be told apart by a report; all of them are meant.
    fn find(&self, case: &TestCase) -> Vec<Key> {
        let name = plain(&case.name);
        let own = name.strip_prefix("Scenario: ").unwrap_or(&name);
        let own = own.strip_prefix("Scenario Outline: ").unwrap_or(own);
        let mut found = self.results.get(&name).cloned().unwrap_or_default();
        for candidate in self.candidates(own) {
            let belongs = |(feature, _): &&(String, Key)| {
                case.groups
                    .iter()
                    .any(|group| is_feature(&plain(group), feature))
            };
            let scenarios = candidate.iter().filter(belongs);
            let before = found.len();
            found.extend(scenarios.map(|(_, key)| key.clone()));
            if found.len() > before {
                break;
            }
        }
        found
    }

    /// Scenarios of this name; then, from the longest on, those that it begins with.
    fn candidates(&self, name: &str) -> Vec<&Vec<(String, Key)>> {
        let mut found: Vec<&Vec<(String, Key)>> = self.scenarios.get(name).into_iter().collect();
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

/// Whether a group of tests is called after a feature: some write `Feature: ` or a path before its name.
fn is_feature(group: &str, feature: &str) -> bool {
    let group = group.strip_prefix("Feature: ").unwrap_or(group);
    let is_behind = |rest: &str| rest.ends_with(['.', '/', ':']);
    group == feature || group.strip_suffix(feature).is_some_and(is_behind)
}
