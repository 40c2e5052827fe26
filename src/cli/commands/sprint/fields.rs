//! The options that give a sprint its fields.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::input;
use crate::cli::planned;
use crate::cli::report::CliError;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Text;
use crate::ops::SprintEdit;
use crate::ops::Tracker;

/// Fields of a sprint
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Fields")]
pub(crate) struct SprintFieldArgs {
    /// What it is for; `-` reads standard input
    #[arg(short, long, allow_hyphen_values = true, value_name = "TEXT")]
    goal: Option<String>,
    #[command(flatten)]
    days: SprintDayArgs,
    /// How many story points fit into it
    #[arg(short, long, value_name = "N")]
    capacity: Option<u32>,
}

/// Days of a sprint
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct SprintDayArgs {
    /// Its first day: `2026-12-01`, `7d`, `today`
    #[arg(long, alias = "start-date", value_name = "DATE")]
    start: Option<String>,
    /// Its last day
    #[arg(long, alias = "end-date", value_name = "DATE")]
    end: Option<String>,
    /// How many days it has, which gives its last day
    #[arg(long, alias = "duration", value_name = "N", conflicts_with = "end")]
    days: Option<u32>,
}

/// Which sprints
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct SprintTargets {
    /// Sprint (can be repeated)
    #[arg(
        required = true,
        value_name = "SPRINT",
        add = ArgValueCandidates::new(complete::keys_of::<Sprint>)
    )]
    pub(crate) sprints: Vec<Reference>,
}

impl SprintFieldArgs {
    /// The changes that the options ask for.
    pub(crate) fn edit(&self, tracker: &Tracker) -> Result<SprintEdit, CliError> {
        let goal = self.goal.as_deref().map(input::text).transpose()?;
        Ok(SprintEdit {
            goal: goal.map(|text| Text::new(&text)),
            capacity: self.capacity,
            ..self.days.edit(tracker)?
        })
    }
}

impl SprintDayArgs {
    /// The changes that the options ask for.
    pub(crate) fn edit(&self, tracker: &Tracker) -> Result<SprintEdit, CliError> {
        Ok(SprintEdit {
            start_date: planned::day(tracker, self.start.as_ref())?,
            end_date: planned::day(tracker, self.end.as_ref())?,
            days: self.days,
            ..SprintEdit::default()
        })
    }
}
