//! The options that give an epic its fields.

use crate::cli::input;
use crate::cli::planned;
use crate::cli::planned::LabelArgs;
use crate::cli::report::CliError;
use crate::domain::Priority;
use crate::domain::Text;
use crate::ops::EpicEdit;
use crate::ops::Tracker;

/// Fields of an epic
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Fields")]
pub(crate) struct EpicFieldArgs {
    /// What it is about, at length; `-` reads standard input
    #[arg(short, long, allow_hyphen_values = true, value_name = "TEXT")]
    description: Option<String>,
    /// Priority: critical, high, medium, low
    #[arg(short, long)]
    priority: Option<Priority>,
    /// Who answers for it; `me` for yourself, empty for nobody
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    #[command(flatten)]
    labels: LabelArgs,
    /// The version that it is meant for
    #[arg(long, value_name = "VERSION")]
    target_version: Option<String>,
    /// The day on which work should begin: `2026-12-01`, `7d`, `today`
    #[arg(long, value_name = "DATE")]
    start_date: Option<String>,
    /// The day by which it should be completed
    #[arg(long, alias = "due-date", value_name = "DATE")]
    target_date: Option<String>,
    /// Its size in story points, before its tickets have some
    #[arg(long, value_name = "N")]
    estimated_points: Option<u32>,
    /// A goal to add (can be repeated)
    #[arg(long, alias = "goals", value_name = "TEXT", allow_hyphen_values = true)]
    goal: Vec<String>,
    /// A success criterion to add (can be repeated)
    #[arg(
        long,
        aliases = ["criterion", "success-criteria"],
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    success_criterion: Vec<String>,
}

impl EpicFieldArgs {
    /// The changes that the options ask for.
    pub(crate) fn edit(&self, tracker: &Tracker) -> Result<EpicEdit, CliError> {
        let description = self.description.as_deref().map(input::text).transpose()?;
        let mut edit = EpicEdit {
            description: description.map(|text| Text::new(&text)),
            priority: self.priority.clone(),
            owner: planned::person(tracker, self.owner.as_ref())?,
            labels: self.labels.edit()?,
            target_version: self.target_version.clone(),
            start_date: planned::day(tracker, self.start_date.as_ref())?,
            target_date: planned::day(tracker, self.target_date.as_ref())?,
            estimated_points: self.estimated_points,
            ..EpicEdit::default()
        };
        edit.goals.add.clone_from(&self.goal);
        edit.success_criteria
            .add
            .clone_from(&self.success_criterion);
        Ok(edit)
    }
}
