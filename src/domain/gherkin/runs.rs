//! How often a scenario is run, and under which names.

use crate::domain::gherkin::FeatureParts;
use crate::domain::gherkin::Part;
use crate::domain::gherkin::tree::parse;

/// Runs of one scenario that are told; those of an outline with more examples are one.
const RUNS_MAX: usize = 10_000;

/// The runs of a scenario: one, or one for each row of the examples of an outline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Runs {
    /// The name of each, where an outline has the values of its row for `<these>`.
    pub names: Vec<String>,
    /// Whether it is an outline.
    pub is_outline: bool,
    /// The tags of its examples, which are tags of some of its runs.
    pub tags: Vec<String>,
}

impl Runs {
    /// The runs of a scenario in a feature with this head, which tells the language;
    /// none of lines that a hand made no Gherkin.
    pub fn of(feature: &str, scenario: &str) -> Option<Runs> {
        let head = Part::feature(feature).ok()?;
        let part = Part::scenario(feature, scenario).ok()?;
        let whole = FeatureParts::alone(head, part).text();
        let feature = parse(&whole).ok()?;
        let scenario = feature.scenarios.first()?;
        let mut runs = Runs {
            names: Vec::new(),
            is_outline: !scenario.examples.is_empty(),
            tags: Vec::new(),
        };
        if !runs.is_outline {
            runs.names.push(scenario.name.trim().to_owned());
        }
        for examples in &scenario.examples {
            runs.tags.extend(examples.tags.iter().cloned());
            let rows = examples.table.as_ref().map_or(&[][..], |table| &table.rows);
            let Some((head, rows)) = rows.split_first() else {
                continue;
            };
            let left = RUNS_MAX.saturating_sub(runs.names.len());
            for row in rows.iter().take(left) {
                let pairs = head.iter().zip(row);
                let filled = pairs.fold(scenario.name.clone(), |name, (column, value)| {
                    name.replace(&format!("<{column}>"), value)
                });
                runs.names.push(filled.trim().to_owned());
            }
        }
        Some(runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_runs_once_and_an_outline_for_each_row() {
        let check = |text: &str, expected: (&[&str], bool, &[&str])| {
            let runs = Runs::of("Feature: a", text).unwrap();
            let names: Vec<&str> = runs.names.iter().map(String::as_str).collect();
            let tags: Vec<&str> = runs.tags.iter().map(String::as_str).collect();
            assert_eq!((&*names, runs.is_outline, &*tags), expected, "{text}");
        };
        check("@t\nScenario: b\n  Given c", (&["b"], false, &[]));
        check(
            "Scenario Outline: <b> as <c>\n  Given <b>\n\n  Examples:\n    | b | c |\n    | 1 | x |\n    | 2 | y |\n\n  @slow\n  Examples: more\n    | c | b |\n    | z | 3 |\n",
            (&["1 as x", "2 as y", "3 as z"], true, &["slow"]),
        );
        check(
            "Scenario Outline: b\n  Given <b>\n\n  Examples:\n    | b |\n",
            (&[], true, &[]),
        );
        assert_eq!(Runs::of("Feature: a", "no scenario"), None);
    }
}
