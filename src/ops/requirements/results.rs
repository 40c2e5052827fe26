//! Taking over what a test run reported.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::Key;
use crate::domain::Requirement;
use crate::domain::RequirementType;
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
use crate::ops::requirements::test_names::TestNames;
use crate::ops::requirements::twins::Twins;
use crate::ops::requirements::twins::second_parts;
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
    /// Scenarios that it does not tell apart, and of which it does not say one thing.
    pub shared: Vec<Shared>,
    /// Scenarios of a feature that the report speaks of, which it does not name.
    pub unmentioned: Vec<Stored<Requirement>>,
}

/// Scenarios of one name in one feature that a report does not tell apart; each has the
/// worst of what it says of them, and passes only where all of them were run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Shared {
    /// Their name: `feature: name`.
    pub name: String,
    /// Their keys.
    pub keys: Vec<Key>,
}

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
    let outcomes = matched(&all, &cases, &mut run);
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

/// The worst outcome of each requirement that a test is called after, for an outline of
/// all its examples.
fn matched(all: &AllRequirements, cases: &[TestCase], run: &mut TestRun) -> BTreeMap<Key, Outcome> {
    let names = TestNames::of(all);
    let mut outcomes: BTreeMap<Key, Outcome> = BTreeMap::new();
    let mut add = |key: &Key, outcome: Outcome| {
        let known = outcomes.entry(key.clone()).or_insert(outcome);
        *known = (*known).max(outcome);
    };
    let mut twins: BTreeMap<Vec<Key>, Vec<&TestCase>> = BTreeMap::new();
    for case in cases {
        let found = names.find(case);
        for key in &found.results {
            add(key, case.outcome);
        }
        for keys in &found.scenarios {
            match keys.as_slice() {
                [only] => add(only, case.outcome),
                several => twins.entry(several.to_vec()).or_default().push(case),
            }
        }
        let name = name_of(case);
        if found.is_empty() && !run.unknown.contains(&name) {
            run.unknown.push(name);
        }
    }
    let seconds = if twins.is_empty() {
        BTreeSet::new()
    } else {
        second_parts(cases)
    };
    for (keys, called) in twins {
        let twins = Twins::of(all, &keys);
        let mut open: BTreeMap<Vec<Key>, Vec<Outcome>> = BTreeMap::new();
        for (case, meant) in called.iter().zip(twins.tell_apart(&called, &seconds)) {
            match meant.as_slice() {
                [only] => add(only, case.outcome),
                _ => open.entry(meant).or_default().push(case.outcome),
            }
        }
        for (keys, outcomes) in open {
            let mut worst = outcomes.iter().copied().max().unwrap_or_default();
            let is_all = outcomes.len() >= twins.runs(&keys);
            // Which of them was not run, nobody knows.
            if worst == Outcome::Passed && !is_all {
                worst = Outcome::Skipped;
            }
            for key in &keys {
                add(key, worst);
            }
            if !is_all || outcomes.iter().any(|outcome| *outcome != worst) {
                let name = name_of(called[0]);
                run.shared.push(Shared { name, keys });
            }
        }
    }
    outcomes
}

/// `feature: name`
fn name_of(case: &TestCase) -> String {
    let group = case.groups.first().map_or("", |group| group.trim());
    let name = format!("{group}: {}", case.name.trim());
    name.trim_start_matches(": ").to_owned()
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
