//! The options that give a requirement its fields.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::input;
use crate::cli::planned::LabelArgs;
use crate::cli::report::CliError;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::Text;
use crate::ops::RequirementEdit;

/// Fields of every requirement
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Fields")]
pub(crate) struct RequirementFieldArgs {
    #[command(flatten)]
    labels: LabelArgs,
    /// The requirement that it follows from
    #[arg(
        long,
        value_name = "REQUIREMENT",
        add = ArgValueCandidates::new(complete::keys_of::<Requirement>)
    )]
    parent: Option<Reference>,
    /// An acceptance criterion to add (can be repeated)
    #[arg(
        short,
        long = "criterion",
        visible_alias = "criteria",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    criterion: Vec<String>,
}

impl RequirementFieldArgs {
    /// The changes that the options ask for.
    pub(crate) fn edit(&self) -> Result<RequirementEdit, CliError> {
        let mut edit = RequirementEdit {
            labels: self.labels.edit()?,
            parent: self.parent.clone(),
            ..RequirementEdit::default()
        };
        edit.acceptance_criteria.add.clone_from(&self.criterion);
        Ok(edit)
    }
}

/// A description, where `-` stands for standard input.
pub(crate) fn description(argument: Option<&String>) -> Result<Option<Text>, CliError> {
    let read = |argument: &String| input::text(argument);
    let text = argument.map(read).transpose()?;
    Ok(text.map(|text| Text::new(&text)))
}

/// The one that was given, as an argument or as an option.
///
/// # Errors
/// Neither or both.
pub(crate) fn either<T: Clone>(
    argument: Option<&T>,
    option: Option<&T>,
    name: &str,
) -> Result<T, CliError> {
    match (argument, option) {
        (Some(value), None) | (None, Some(value)) => Ok(value.clone()),
        (None, None) => Err(CliError::usage(format!("a {name} is needed"))),
        (Some(_), Some(_)) => Err(CliError::usage(format!(
            "there are two: a {name} and `--{name}`"
        ))),
    }
}
