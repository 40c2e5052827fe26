//! Telling scenarios of one name in one feature apart in a report.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::Key;
use crate::domain::RequirementType;
use crate::domain::gherkin::Part;
use crate::domain::gherkin::Runs;
use crate::ops::requirements::feature_file::feature_around;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::requirements::part::lines_of;
use crate::ops::requirements::report::TestCase;

/// A scenario as a report may know it.
#[derive(Debug)]
struct Twin {
    key: Key,
    /// The parts that an id of it begins with: the feature's, the rule's if there is one.
    path: Vec<String>,
    rule: Option<String>,
    own_tags: Vec<String>,
    /// Its own tags, and those that it has from its feature, its rule and its examples.
    all_tags: BTreeSet<String>,
    runs: Runs,
}

/// Scenarios of one name in one feature, in the order of the feature.
#[derive(Debug)]
pub(crate) struct Twins {
    twins: Vec<Twin>,
    /// The rules of the feature, as ids have them.
    rules: BTreeSet<String>,
    /// Their name, as ids have it.
    name: Option<String>,
}

impl Twins {
    /// Those of these keys, which are in one feature.
    pub(crate) fn of(all: &AllRequirements, keys: &[Key]) -> Twins {
        let order = all.in_order();
        let place = |key: &Key| order.iter().position(|stored| stored.file.key == *key);
        let mut keys: Vec<&Key> = keys.iter().collect();
        keys.sort_by_key(|key| place(key));
        let feature = keys.first().and_then(|key| feature_around(all, key));
        let parts = feature.into_iter();
        let parts = parts.flat_map(|feature| all.children(&feature.file.key));
        let parts = parts.map(|stored| &stored.record);
        let rules = parts.filter(|part| part.requirement_type == RequirementType::Rule);
        let first = keys.first().and_then(|key| all.get(key));
        Twins {
            name: first.map(|stored| slug(stored.record.title.as_str())),
            rules: rules.map(|rule| slug(rule.title.as_str())).collect(),
            twins: keys.into_iter().filter_map(|key| twin(all, key)).collect(),
        }
    }

    /// Tells tests apart that have the name of all of them: by their ids, their rules,
    /// their tags, and at last by the order of their lines. Of each test the scenarios
    /// that it may mean; several where the report does not tell them apart. `seconds` are
    /// the second parts of all its ids: some runners leave rules out of them.
    pub(crate) fn tell_apart(
        &self,
        cases: &[&TestCase],
        seconds: &BTreeSet<String>,
    ) -> Vec<Vec<Key>> {
        let tells_rules = self.rules.iter().any(|rule| seconds.contains(rule));
        let tells_rows = cases.iter().any(|case| self.has_row(case));
        let tells = (tells_rules, tells_rows);
        let fitting = cases.iter().map(|case| self.fitting(case, tells));
        let mut fitting: Vec<Vec<usize>> = fitting.collect();
        self.leave_out_those_with_all_runs(cases, &mut fitting);
        let mut open: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (at, twins) in fitting.iter().enumerate() {
            if twins.len() > 1 {
                open.entry(twins.clone()).or_default().push(at);
            }
        }
        for (twins, places) in open {
            let lines: Option<Vec<u64>> = places.iter().map(|at| cases[*at].line).collect();
            let by_line = lines.and_then(|lines| self.by_line(&twins, &lines));
            for (at, twin) in places.iter().zip(by_line.unwrap_or_default()) {
                fitting[*at] = vec![twin];
            }
        }
        let key = |twin: &usize| self.twins[*twin].key.clone();
        let keys = |twins: &Vec<usize>| twins.iter().map(key).collect();
        fitting.iter().map(keys).collect()
    }

    /// How many tests there are where all of these scenarios are run.
    pub(crate) fn runs(&self, keys: &[Key]) -> usize {
        let own = self.twins.iter().filter(|twin| keys.contains(&twin.key));
        own.map(|twin| twin.runs.names.len()).sum()
    }

    /// Whether the id of a test ends with an example and its row.
    fn has_row(&self, case: &TestCase) -> bool {
        let rule = case.path.get(1).map(|part| slug(part));
        let is_in_rule = rule.is_some_and(|rule| self.rules.contains(&rule));
        case.path.len() >= 4 + usize::from(is_in_rule)
    }

    /// The scenarios that a test may mean, by what it says of itself. `tells_rules` and
    /// `tells_rows` are whether ids of this report have such parts.
    fn fitting(&self, case: &TestCase, (tells_rules, tells_rows): (bool, bool)) -> Vec<usize> {
        let path: Vec<String> = case.path.iter().map(|part| slug(part)).collect();
        let mut fitting: Vec<usize> = (0..self.twins.len()).collect();
        let mut narrow = |fits: &dyn Fn(&Twin) -> bool| {
            let mut narrowed = fitting.clone();
            narrowed.retain(|twin| fits(&self.twins[*twin]));
            // What fits none tells nothing: the file may have changed since.
            if !narrowed.is_empty() {
                fitting = narrowed;
            }
        };
        if tells_rules {
            let same = |twin: &Twin| path.get(1) == twin.path.get(1);
            let is_direct = |twin: &Twin| twin.rule.is_none();
            if self.twins.iter().any(|twin| !is_direct(twin) && same(twin)) {
                narrow(&|twin| !is_direct(twin) && same(twin));
            } else if [Some(&slug(&case.name)), self.name.as_ref()].contains(&path.get(1)) {
                // Another second part is a rule that the project does not know.
                narrow(&is_direct);
            }
        }
        narrow(&|twin| {
            let groups = &case.groups;
            twin.rule.as_ref().is_some_and(|rule| groups.contains(rule))
        });
        if tells_rows {
            let has_row = self.has_row(case);
            narrow(&|twin| twin.runs.is_outline == has_row);
        }
        if let Some(tags) = &case.tags {
            narrow(&|twin| {
                twin.own_tags.iter().all(|tag| tags.contains(tag))
                    && tags.iter().all(|tag| twin.all_tags.contains(tag))
            });
        }
        fitting
    }

    /// A scenario whose runs are all told means no other test.
    fn leave_out_those_with_all_runs(&self, cases: &[&TestCase], fitting: &mut [Vec<usize>]) {
        let is_done = |twin: usize| {
            let own = fitting.iter().zip(cases);
            let own = own.filter(|(twins, _)| **twins == [twin]);
            let own = own.filter(|(_, case)| case.line.is_some() || !case.path.is_empty());
            let told: BTreeSet<_> = own.map(|(_, case)| (case.line, &case.path)).collect();
            !told.is_empty() && told.len() >= self.twins[twin].runs.names.len()
        };
        let done: Vec<usize> = (0..self.twins.len())
            .filter(|twin| is_done(*twin))
            .collect();
        for twins in fitting.iter_mut().filter(|twins| twins.len() > 1) {
            let left = twins.iter().filter(|twin| !done.contains(twin));
            let left: Vec<usize> = left.copied().collect();
            if !left.is_empty() {
                *twins = left;
            }
        }
    }

    /// Which of some scenarios each line is of: as many lines as there are runs are
    /// theirs in their order. A run of only some of them is not told by that.
    fn by_line(&self, twins: &[usize], lines: &[u64]) -> Option<Vec<usize>> {
        let distinct: BTreeSet<u64> = lines.iter().copied().collect();
        let runs = |twin: &usize| self.twins[*twin].runs.names.len();
        let all: usize = twins.iter().map(runs).sum();
        let owners: Vec<usize> = if distinct.len() == all {
            let owners = twins.iter();
            owners
                .flat_map(|twin| std::iter::repeat_n(*twin, runs(twin)))
                .collect()
        } else if distinct.len() == twins.len() && lines.len() == all {
            // Some runners tell the line of the outline for each of its rows.
            twins.to_vec()
        } else {
            return None;
        };
        let owner_of: BTreeMap<u64, usize> = distinct.into_iter().zip(owners).collect();
        lines
            .iter()
            .map(|line| owner_of.get(line).copied())
            .collect()
    }
}

fn twin(all: &AllRequirements, key: &Key) -> Option<Twin> {
    let scenario = &all.get(key)?.record;
    let feature = feature_around(all, key);
    let head = feature.map_or_else(
        || "Feature:".to_owned(),
        |feature| lines_of(&feature.record),
    );
    let text = lines_of(scenario);
    let rule = all.parent(scenario);
    let rule = rule.filter(|above| above.requirement_type == RequirementType::Rule);
    let own_tags = tags(&text);
    let runs = Runs::of(&head, &text).unwrap_or_default();
    let of_rule = rule.map(lines_of).map(|text| tags(&text));
    let all_tags = own_tags.iter().cloned();
    let all_tags = all_tags
        .chain(tags(&head))
        .chain(of_rule.into_iter().flatten());
    let of_feature =
        feature.map_or_else(String::new, |feature| slug(feature.record.title.as_str()));
    let of_rule = rule.map(|rule| slug(rule.title.as_str()));
    Some(Twin {
        key: key.clone(),
        path: std::iter::once(of_feature).chain(of_rule).collect(),
        rule: rule.map(|rule| rule.title.to_string()),
        all_tags: all_tags.chain(runs.tags.iter().cloned()).collect(),
        own_tags,
        runs,
    })
}

fn tags(text: &str) -> Vec<String> {
    let part = Part {
        name: String::new(),
        text: text.to_owned(),
    };
    part.tags()
}

/// The second parts of the ids of tests: rules, where they have such.
pub(crate) fn second_parts(cases: &[TestCase]) -> BTreeSet<String> {
    let parts = cases.iter().filter_map(|case| case.path.get(1));
    parts.map(|part| slug(part)).collect()
}

/// A name as ids have it, which is not the same with all runners: words with `-` between them.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.collect::<Vec<String>>().join("-")
}
