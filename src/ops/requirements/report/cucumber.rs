//! Cucumber's JSON: features, their scenarios, and how each step ended.

use crate::ops::requirements::report::Outcome;
use crate::ops::requirements::report::TestCase;

#[derive(serde::Deserialize)]
struct Feature {
    #[serde(default)]
    name: String,
    #[serde(default)]
    elements: Vec<Element>,
}

#[derive(serde::Deserialize)]
struct Element {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "type")]
    element_type: String,
    #[serde(default)]
    before: Vec<Step>,
    #[serde(default)]
    steps: Vec<Step>,
    #[serde(default)]
    after: Vec<Step>,
}

#[derive(serde::Deserialize)]
struct Step {
    #[serde(default)]
    result: StepResult,
    #[serde(default)]
    before: Vec<Step>,
    #[serde(default)]
    after: Vec<Step>,
}

#[derive(Default, serde::Deserialize)]
struct StepResult {
    #[serde(default)]
    status: String,
}

/// Reads Cucumber's JSON. A background stands before each scenario that it was run for.
pub(crate) fn read(text: &str) -> Result<Vec<TestCase>, String> {
    let features: Vec<Feature> =
        serde_json::from_str(text).map_err(|error| format!("it is no Cucumber JSON: {error}"))?;
    let mut cases = Vec::new();
    for feature in &features {
        let mut background = None;
        for element in &feature.elements {
            let outcome = outcome_of(element);
            if element.element_type == "background" {
                background = outcome;
                continue;
            }
            // Steps after a background that failed are skipped, and yet the scenario failed.
            let outcome = both(background.take(), outcome);
            cases.push(TestCase {
                groups: vec![feature.name.clone()],
                name: element.name.clone(),
                outcome: outcome.unwrap_or(Outcome::Skipped),
            });
        }
    }
    Ok(cases)
}

/// How a background and a scenario ended together.
fn both(background: Option<Outcome>, scenario: Option<Outcome>) -> Option<Outcome> {
    if background == Some(Outcome::Failed) {
        return background;
    }
    scenario.or(background)
}

/// How the steps and hooks ended. One that failed decides; else one that was skipped
/// does, as nobody saw then whether all held. None where there are none.
fn outcome_of(element: &Element) -> Option<Outcome> {
    let around = element.before.iter().chain(&element.after);
    let hooks = element.steps.iter();
    let hooks = hooks.flat_map(|step| step.before.iter().chain(&step.after));
    let own: Vec<Outcome> = element.steps.iter().map(step_outcome).collect();
    let failed = own.contains(&Outcome::Failed)
        || around
            .chain(hooks)
            .any(|hook| step_outcome(hook) == Outcome::Failed);
    if failed {
        Some(Outcome::Failed)
    } else {
        own.into_iter().min()
    }
}

fn step_outcome(step: &Step) -> Outcome {
    match step.result.status.to_lowercase().as_str() {
        "passed" => Outcome::Passed,
        "skipped" | "" => Outcome::Skipped,
        // Failed, undefined, pending, ambiguous: nothing that holds.
        _ => Outcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(text: &str) -> Vec<(String, Outcome)> {
        let cases = read(text).unwrap().into_iter();
        cases.map(|case| (case.name, case.outcome)).collect()
    }

    #[test]
    fn a_scenario_passes_when_all_its_steps_do() {
        let step = |status: &str| format!(r#"{{"result":{{"status":"{status}"}}}}"#);
        let element = |kind: &str, name: &str, steps: &[&str]| {
            let steps: Vec<String> = steps.iter().map(|status| step(status)).collect();
            format!(
                r#"{{"type":"{kind}","name":"{name}","steps":[{}]}}"#,
                steps.join(",")
            )
        };
        let elements = [
            element("scenario", "a", &["passed", "passed"]),
            element("scenario", "b", &["passed", "failed", "skipped"]),
            element("scenario", "c", &["passed", "undefined"]),
            element("scenario", "d", &["passed", "skipped"]),
            element("scenario", "e", &[]),
            element("background", "", &["failed"]),
            element("scenario", "f", &["skipped"]),
            element("background", "", &["passed"]),
            element("scenario", "g", &["passed"]),
            element("scenario", "h", &["passed"]),
        ];
        let text = format!(r#"[{{"name":"F","elements":[{}]}}]"#, elements.join(","));
        let expected = [
            ("a", Outcome::Passed),
            ("b", Outcome::Failed),
            ("c", Outcome::Failed),
            ("d", Outcome::Skipped),
            ("e", Outcome::Skipped),
            ("f", Outcome::Failed),
            ("g", Outcome::Passed),
            ("h", Outcome::Passed),
        ];
        let expected = expected.map(|(name, outcome)| (name.to_owned(), outcome));
        assert_eq!(outcomes(&text), expected);
    }

    #[test]
    fn a_hook_that_fails_fails_its_scenario() {
        let text = r#"[{"name":"F","elements":[
            {"type":"scenario","name":"a","steps":[{"result":{"status":"passed"}}],"after":[{"result":{"status":"failed"}}]},
            {"type":"scenario","name":"b","steps":[{"result":{"status":"passed"},"before":[{"result":{"status":"failed"}}]}]}
        ]}]"#;
        let expected = ["a", "b"].map(|name| (name.to_owned(), Outcome::Failed));
        assert_eq!(outcomes(text), expected);
    }
}
