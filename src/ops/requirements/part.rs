//! Giving a part of a feature another name, or other lines.

use crate::domain::Label;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::Text;
use crate::domain::Title;
use crate::domain::gherkin::GherkinError;
use crate::domain::gherkin::Part;
use crate::ops::OpError;
use crate::ops::requirements::feature_file::feature_around;
use crate::ops::requirements::gherkin::title_of;
use crate::ops::requirements::listing::AllRequirements;
use crate::ops::work::Work;

/// Gives a part of a feature the lines and the name that it is to have: its title is
/// always the name in its lines.
///
/// # Errors
/// Lines that are not those of such a part, or a name that another part beside it has.
pub(crate) fn edit_part(
    work: &Work<'_>,
    part: &mut Requirement,
    (title, lines): (Option<&Title>, Option<&Text>),
) -> Result<(), OpError> {
    if title.is_none() && lines.is_none() {
        return Ok(());
    }
    let all = AllRequirements::of(work.view.load_all::<Requirement>().records, Vec::new());
    let lines = lines.map_or_else(|| lines_of(part), ToString::to_string);
    let mut read = read(&all, part, &lines).map_err(|error| refused(part, &error))?;
    if let Some(title) = title {
        let renamed = read.renamed(title.as_str());
        let renamed = renamed.ok_or_else(|| refused(part, &GherkinError::Several))?;
        let again = self::read(&all, part, &renamed.text);
        read = again.map_err(|error| refused(part, &error))?;
    }
    let new_title = title_of(&read.name, part.requirement_type)?;
    if new_title != part.title {
        refuse_twin(&all, part, &new_title)?;
    }
    part.title = new_title;
    write_part(part, &read);
    Ok(())
}

/// Takes over the lines of a part; its tags are labels beside those that it has of its own.
pub(crate) fn write_part(record: &mut Requirement, part: &Part) {
    let former = Part {
        name: String::new(),
        text: record.gherkin.to_string(),
    };
    let former = labels(&former);
    record.labels.retain(|label| !former.contains(label));
    record.labels.extend(labels(part));
    record.labels.sort();
    record.labels.dedup();
    record.gherkin = Text::new(&part.text);
}

/// The tags of a part that can be labels; those that hold a comma cannot.
fn labels(part: &Part) -> Vec<Label> {
    let tags = part.tags().into_iter().filter(|tag| !tag.contains(','));
    tags.filter_map(|tag| tag.parse().ok()).collect()
}

/// Its lines; of a part that a hand made without any, its title behind a keyword.
pub(crate) fn lines_of(part: &Requirement) -> String {
    let keyword = match part.requirement_type {
        _ if !part.gherkin.is_empty() => return part.gherkin.to_string(),
        RequirementType::Feature => "Feature",
        RequirementType::Rule => "Rule",
        RequirementType::Scenario
        | RequirementType::Requirement
        | RequirementType::Story
        | RequirementType::Result => "Scenario",
    };
    format!("{keyword}: {}", part.title)
}

/// Reads lines as those of this part, in the language of its feature.
fn read(all: &AllRequirements, part: &Requirement, lines: &str) -> Result<Part, GherkinError> {
    let feature = feature_around(all, &part.id);
    let head = feature.map_or_else(
        || "Feature:".to_owned(),
        |feature| lines_of(&feature.record),
    );
    match part.requirement_type {
        RequirementType::Feature => Part::feature(lines),
        RequirementType::Rule => Part::rule(&head, lines),
        RequirementType::Scenario
        | RequirementType::Requirement
        | RequirementType::Story
        | RequirementType::Result => Part::scenario(&head, lines),
    }
}

fn refused(part: &Requirement, error: &GherkinError) -> OpError {
    let (id, own) = (&part.id, part.requirement_type);
    OpError::invalid(match error {
        GherkinError::Several if own.is_frame() => {
            format!("the lines for `{id}` are not a {own} without its scenarios")
        }
        GherkinError::Several => format!("the lines for `{id}` are not one {own}"),
        other => format!("the lines for `{id}`: {other}"),
    })
}

/// Refuses a name that would make two parts of one: a file that is read again tells
/// them by their names.
fn refuse_twin(all: &AllRequirements, part: &Requirement, title: &Title) -> Result<(), OpError> {
    let is_twin = |other: &&Requirement| {
        let is_beside = match part.requirement_type {
            RequirementType::Feature => other.of == part.of,
            RequirementType::Rule
            | RequirementType::Scenario
            | RequirementType::Requirement
            | RequirementType::Story
            | RequirementType::Result => other.parent == part.parent,
        };
        other.id != part.id
            && other.requirement_type == part.requirement_type
            && other.title == *title
            && is_beside
    };
    let mut records = all.records.iter().map(|stored| &stored.record);
    match records.find(is_twin) {
        Some(twin) => {
            let reason = format!("`{}` beside it is called `{title}` already", twin.id);
            Err(OpError::refused("update", &part.id, reason))
        }
        None => Ok(()),
    }
}
