//! Adding a scenario that is told in words.

use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::gherkin::Child;
use crate::domain::gherkin::FeatureParts;
use crate::domain::gherkin::GherkinError;
use crate::domain::gherkin::NewScenario;
use crate::domain::gherkin::Part;
use crate::domain::one_line;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::requirements::feature_file::parts_of;
use crate::ops::requirements::gherkin::FeatureRead;
use crate::ops::requirements::gherkin::FeatureSource;
use crate::ops::requirements::gherkin::finish;
use crate::ops::requirements::gherkin::known_feature;
use crate::ops::requirements::gherkin::stage_feature;
use crate::ops::requirements::gherkin::title_of;
use crate::ops::requirements::holder::check_holder;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::work::Work;

/// Adds a scenario to a feature of a ticket, an epic or a backlog item. A feature that is
/// not there is made; without a name, it has that of what it is of.
///
/// # Errors
/// Nothing that it could be of, a scenario of this name, or words that are not one line.
pub fn add_scenario(
    tracker: &Tracker,
    of: &Reference,
    feature: Option<&str>,
    scenario: &NewScenario,
) -> Result<Outcome<FeatureRead>, OpError> {
    let mut work = Work::begin(tracker)?;
    let (source, read) = stage_scenario(&mut work, of, feature, scenario)?;
    finish(work, &source, read)
}

/// Stages a new scenario; what was read for it is told too.
pub(crate) fn stage_scenario(
    work: &mut Work<'_>,
    of: &Reference,
    feature: Option<&str>,
    scenario: &NewScenario,
) -> Result<(FeatureSource, FeatureRead), OpError> {
    check(scenario)?;
    let holder = work.find_holder(of)?;
    let key = check_holder(holder.key)?;
    let name = feature.unwrap_or(&holder.title);
    let name = one_line("a feature", name).map_err(|error| OpError::invalid(error.to_string()))?;
    let title = title_of(&name, RequirementType::Feature)?;
    let all = AllRequirements::of(work.view.load_all::<Requirement>().records, Vec::new());
    let mut parts = match known_feature(&all, &key, &title) {
        Some(known) => parts_of(&all, known),
        None => FeatureParts {
            head: Part {
                text: format!("Feature: {name}"),
                name,
            },
            children: Vec::new(),
        },
    };
    let is_scenario = |child: &&Child| matches!(child, Child::Scenario(_));
    let place = parts.children.iter().take_while(is_scenario).count();
    let is_there = parts.children[..place]
        .iter()
        .any(|child| matches!(child, Child::Scenario(part) if part.name == scenario.name));
    if is_there {
        let reason = format!("`{title}` has a scenario `{}` already", scenario.name);
        return Err(OpError::invalid(reason));
    }
    let part = read_part(&parts.head.text, scenario)?;
    parts.children.insert(place, Child::Scenario(part));
    let source = FeatureSource {
        of: of.clone(),
        name: format!("the scenario `{}`", scenario.name),
        text: parts.text(),
        parent: None,
        prunes: false,
    };
    let read = stage_feature(work, &source)?;
    Ok((source, read))
}

/// A scenario as it is read in a feature with this head: words that look like another
/// part of Gherkin would be read as that.
fn read_part(head: &str, scenario: &NewScenario) -> Result<Part, OpError> {
    let text = scenario.text();
    let reason = match Part::scenario(head, &text) {
        Ok(part) if part.name == scenario.name && part.text == text => return Ok(part),
        Ok(_) | Err(GherkinError::Several) => "its steps would not be read as they are".to_owned(),
        Err(error) => format!("the scenario `{}`: {error}", scenario.name),
    };
    let hint = "`--title`, `--given` and their like make English lines; `requirements gherkin --file` takes others";
    Err(OpError::Invalid {
        reason,
        hint: head.starts_with("# language").then(|| hint.to_owned()),
    })
}

fn check(scenario: &NewScenario) -> Result<(), OpError> {
    let steps = scenario.steps.iter().map(|(_, step)| ("a step", step));
    let tags = scenario.tags.iter().map(|tag| ("a tag", tag));
    for (what, text) in steps.chain(tags).chain([("a title", &scenario.name)]) {
        one_line(what, text).map_err(|error| OpError::invalid(error.to_string()))?;
    }
    if let Some(tag) = scenario
        .tags
        .iter()
        .find(|tag| tag.contains(char::is_whitespace))
    {
        return Err(OpError::invalid(format!(
            "`{tag}` is no tag: it holds a blank"
        )));
    }
    if scenario.steps.is_empty() {
        return Err(OpError::Invalid {
            reason: format!("the scenario `{}` has no steps", scenario.name),
            hint: Some("`--given`, `--when` and `--then` are steps".to_owned()),
        });
    }
    Ok(())
}
