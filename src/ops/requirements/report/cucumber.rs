//! Cucumber's JSON: features, their scenarios, and how each step ended.

use serde_json::Value;

use crate::ops::requirements::report::Outcome;
use crate::ops::requirements::report::TestCase;

/// What is null is as good as absent: runners differ.
fn nullable<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + serde::Deserialize<'de>,
{
    Ok(<Option<T> as serde::Deserialize>::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(serde::Deserialize)]
struct Feature {
    #[serde(default, deserialize_with = "nullable")]
    name: String,
    #[serde(default)]
    tags: Option<Vec<Value>>,
    #[serde(default, deserialize_with = "nullable")]
    elements: Vec<Element>,
}

#[derive(serde::Deserialize)]
struct Element {
    #[serde(default, deserialize_with = "nullable")]
    name: String,
    #[serde(default, rename = "type", deserialize_with = "nullable")]
    element_type: String,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    line: Value,
    /// Where behave has the line: `features/a.feature:3`.
    #[serde(default)]
    location: Value,
    #[serde(default)]
    tags: Option<Vec<Value>>,
    #[serde(default, deserialize_with = "nullable")]
    before: Vec<Step>,
    #[serde(default, deserialize_with = "nullable")]
    steps: Vec<Step>,
    #[serde(default, deserialize_with = "nullable")]
    after: Vec<Step>,
}

#[derive(serde::Deserialize)]
struct Step {
    #[serde(default, deserialize_with = "nullable")]
    result: StepResult,
    #[serde(default, deserialize_with = "nullable")]
    before: Vec<Step>,
    #[serde(default, deserialize_with = "nullable")]
    after: Vec<Step>,
}

#[derive(Default, serde::Deserialize)]
struct StepResult {
    #[serde(default, deserialize_with = "nullable")]
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
                line: line_of(element),
                path: path_of(element),
                tags: tags_of(feature, element),
            });
        }
    }
    Ok(cases)
}

fn line_of(element: &Element) -> Option<u64> {
    let line = || {
        let (_, line) = element.location.as_str()?.rsplit_once(':')?;
        line.parse().ok()
    };
    element.line.as_u64().or_else(line)
}

/// The parts of an id, which have `;` between them, or `/` as cucumber-rs writes it.
fn path_of(element: &Element) -> Vec<String> {
    let id = element.id.as_str().unwrap_or_default();
    let mark = if id.contains(';') { ';' } else { '/' };
    let parts = id.split(mark).filter(|_| id.contains(mark));
    parts.map(str::to_owned).collect()
}

/// The tags of a scenario, with those of its feature, which some runners tell only there.
fn tags_of(feature: &Feature, element: &Element) -> Option<Vec<String>> {
    let own = element.tags.as_ref()?;
    let all = own.iter().chain(feature.tags.iter().flatten());
    let names = all.filter_map(|tag| tag.as_str().or_else(|| tag.get("name")?.as_str()));
    Some(
        names
            .map(|name| name.trim_start_matches('@').to_owned())
            .collect(),
    )
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
    fn where_a_scenario_stands_is_read_from_every_runner() {
        let case = |element: &str| {
            let text =
                format!(r#"[{{"name":"F","tags":[{{"name":"@f"}}],"elements":[{element}]}}]"#);
            let case = read(&text).unwrap().remove(0);
            format!("{:?} {:?} {:?}", case.line, case.path, case.tags)
        };
        // cucumber-jvm, an example of an outline in a rule
        insta::assert_snapshot!(case(r#"{"id":"f;r;s;;2","line":7,"tags":[{"name":"@a","line":3}]}"#), @r#"Some(7) ["f", "r", "s", "", "2"] Some(["a", "f"])"#);
        // cucumber-rs
        insta::assert_snapshot!(case(r#"{"id":"f/r/s","line":7,"tags":[{"name":"a","line":7}]}"#), @r#"Some(7) ["f", "r", "s"] Some(["a", "f"])"#);
        // behave
        insta::assert_snapshot!(case(r#"{"location":"features/f.feature:7","tags":["a"],"steps":null}"#), @r#"Some(7) [] Some(["a", "f"])"#);
        insta::assert_snapshot!(case(r#"{"id":7,"line":"7","name":null,"tags":null}"#), @"None [] None");
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
