//! The options that give a backlog item its fields.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::input;
use crate::cli::planned;
use crate::cli::planned::LabelArgs;
use crate::cli::report::CliError;
use crate::domain::Epic;
use crate::domain::Hours;
use crate::domain::Priority;
use crate::domain::Reference;
use crate::domain::Risk;
use crate::domain::Sprint;
use crate::domain::Text;
use crate::domain::TicketType;
use crate::ops::ItemEdit;
use crate::ops::Tracker;

/// Fields of a backlog item
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Fields")]
pub(crate) struct ItemFieldArgs {
    /// What it is about, at length; `-` reads standard input
    #[arg(short, long, allow_hyphen_values = true, value_name = "TEXT")]
    description: Option<String>,
    /// Type: story, feature, bug, epic, task, spike
    #[arg(short = 'T', long = "type")]
    item_type: Option<TicketType>,
    /// Priority: critical, high, medium, low
    #[arg(short, long)]
    priority: Option<Priority>,
    /// Its size in story points
    #[arg(long, alias = "story-points", value_name = "N")]
    points: Option<u32>,
    /// What it is worth, from 1 to 100
    #[arg(long, alias = "business-value", value_name = "N")]
    value: Option<u32>,
    /// Hours of work it is thought to be
    #[arg(short, long, aliases = ["effort-estimate", "estimate"], value_name = "HOURS")]
    effort: Option<Hours>,
    /// How likely it is to go wrong: low, medium, high
    #[arg(long, alias = "risk-level", value_name = "RISK")]
    risk: Option<Risk>,
    /// The part of the product that it is about
    #[arg(long, value_name = "TEXT")]
    component: Option<String>,
    /// The larger subject that it serves
    #[arg(long, value_name = "TEXT")]
    theme: Option<String>,
    /// The epic that it belongs to
    #[arg(
        long,
        alias = "epic-id",
        value_name = "EPIC",
        add = ArgValueCandidates::new(complete::keys_of::<Epic>)
    )]
    epic: Option<Reference>,
    /// The sprint that it is planned for
    #[arg(
        long,
        alias = "sprint-id",
        value_name = "SPRINT",
        add = ArgValueCandidates::new(complete::keys_of::<Sprint>)
    )]
    sprint: Option<Reference>,
    /// An item or a ticket that must be done before it (can be repeated)
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    depends_on: Vec<Reference>,
    /// Who decides about it; `me` for yourself, empty for nobody
    #[arg(long, alias = "product-owner", value_name = "PERSON")]
    owner: Option<String>,
    /// Who is to work on it; `me` for yourself, empty for nobody
    #[arg(short, long, alias = "assigned-to", value_name = "PERSON")]
    assignee: Option<String>,
    #[command(flatten)]
    labels: LabelArgs,
    /// An acceptance criterion to add (can be repeated)
    #[arg(
        long,
        visible_alias = "criteria",
        short = 'c',
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    criterion: Vec<String>,
    /// A line to add to its definition of done (can be repeated)
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    definition_of_done: Vec<String>,
}

impl ItemFieldArgs {
    /// The changes that the options ask for.
    pub(crate) fn edit(&self, tracker: &Tracker) -> Result<ItemEdit, CliError> {
        let description = self.description.as_deref().map(input::text).transpose()?;
        let mut edit = ItemEdit {
            description: description.map(|text| Text::new(&text)),
            item_type: self.item_type.clone(),
            priority: self.priority.clone(),
            product_owner: planned::person(tracker, self.owner.as_ref())?,
            assignee: planned::person(tracker, self.assignee.as_ref())?,
            labels: self.labels.edit()?,
            epic: self.epic.clone(),
            sprint: self.sprint.clone(),
            depends_on: self.depends_on.clone(),
            story_points: self.points,
            business_value: self.value,
            effort_hours: self.effort,
            risk: self.risk,
            component: self.component.clone(),
            theme: self.theme.clone(),
            ..ItemEdit::default()
        };
        edit.acceptance_criteria.add.clone_from(&self.criterion);
        edit.definition_of_done
            .add
            .clone_from(&self.definition_of_done);
        Ok(edit)
    }
}
