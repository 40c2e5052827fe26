//! The options that give a ticket its fields.

use std::path::PathBuf;

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::input;
use crate::cli::report::CliError;
use crate::domain::Change;
use crate::domain::Epic;
use crate::domain::Hours;
use crate::domain::Label;
use crate::domain::Link;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Text;
use crate::domain::TicketType;
use crate::ops;
use crate::ops::Tracker;

/// Fields of a ticket
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Fields")]
pub(crate) struct FieldArgs {
    /// What it is about, at length; `-` reads standard input
    #[arg(short, long, allow_hyphen_values = true, value_name = "TEXT")]
    description: Option<String>,
    /// Read the description from a file; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "description")]
    description_file: Option<PathBuf>,
    /// Type, such as bug or feature
    #[arg(short = 'T', long = "type")]
    ticket_type: Option<TicketType>,
    /// Priority: critical, high, medium, low
    #[arg(short, long)]
    priority: Option<Priority>,
    /// Who works on it; `me` for yourself, empty for nobody
    #[arg(short, long, value_name = "PERSON")]
    assignee: Option<String>,
    /// Who asked for it
    #[arg(long, value_name = "PERSON")]
    reporter: Option<Person>,
    /// All its labels, as a comma list
    #[arg(short, long, aliases = ["label", "tags"], value_name = "LABEL,…")]
    labels: Vec<String>,
    /// The epic that it belongs to
    #[arg(
        long,
        aliases = ["epic-id", "epic_id"],
        value_name = "EPIC",
        add = ArgValueCandidates::new(complete::keys_of::<Epic>)
    )]
    epic: Option<Reference>,
    /// The sprint that it is planned for
    #[arg(
        long,
        value_name = "SPRINT",
        add = ArgValueCandidates::new(complete::keys_of::<Sprint>)
    )]
    sprint: Option<Reference>,
    /// The ticket that it is a part of
    #[arg(long, aliases = ["parent-ticket-id", "parent_ticket_id"], value_name = "TICKET")]
    parent: Option<Reference>,
    /// A ticket that must be done before it (can be repeated)
    #[arg(
        long,
        aliases = ["blocked-by", "blocked_by"],
        value_name = "TICKET",
        value_delimiter = ','
    )]
    depends_on: Vec<Reference>,
    /// A ticket that is worth a look beside it (can be repeated)
    #[arg(
        long,
        aliases = ["related-to", "related_to"],
        value_name = "TICKET",
        value_delimiter = ','
    )]
    related: Vec<Reference>,
    /// A ticket that says the same (can be repeated)
    #[arg(long, value_name = "TICKET", value_delimiter = ',')]
    duplicates: Vec<Reference>,
    /// A URI or path that it points to (can be repeated)
    #[arg(long, value_name = "URI")]
    link: Vec<Link>,
    /// The day by which it should be done: `2026-12-01`, `7d`, `today`
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Hours of work it is thought to be
    #[arg(short, long, alias = "estimated-hours", value_name = "HOURS")]
    estimate: Option<Hours>,
    /// Story points
    #[arg(long, alias = "story-points", value_name = "N")]
    points: Option<u32>,
    /// An acceptance criterion to add (can be repeated)
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) criterion: Vec<String>,
}

impl FieldArgs {
    /// The changes that the options ask for; criteria are not among them.
    pub(crate) fn changes(&self, tracker: &Tracker) -> Result<Vec<Change>, CliError> {
        let mut changes = Vec::new();
        if let Some(text) = self.description()? {
            changes.push(Change::Description(Text::new(&text)));
        }
        changes.extend(self.ticket_type.clone().map(Change::Type));
        changes.extend(self.priority.clone().map(Change::Priority));
        if let Some(name) = &self.assignee {
            changes.push(Change::Assignee(ops::person(tracker, name)?));
        }
        changes.extend(
            self.reporter
                .clone()
                .map(|person| Change::Reporter(Some(person))),
        );
        if !self.labels.is_empty() {
            changes.push(Change::Labels(labels(&self.labels)?));
        }
        changes.extend(self.relations(tracker)?);
        changes.extend(self.link.iter().cloned().map(Change::AddLink));
        if let Some(text) = &self.due {
            changes.push(Change::Due(Some(ops::day(tracker, text)?)));
        }
        changes.extend(
            self.estimate
                .map(|hours| Change::EstimateHours(Some(hours))),
        );
        changes.extend(self.points.map(|points| Change::StoryPoints(Some(points))));
        Ok(changes)
    }

    fn description(&self) -> Result<Option<String>, CliError> {
        if let Some(path) = &self.description_file {
            return input::file(path).map(Some);
        }
        self.description.as_deref().map(input::text).transpose()
    }

    fn relations(&self, tracker: &Tracker) -> Result<Vec<Change>, CliError> {
        let mut changes = Vec::new();
        if let Some(epic) = &self.epic {
            let key = tracker.find_planned::<Epic>(epic)?.file.key;
            changes.push(Change::Epic(Some(key)));
        }
        if let Some(sprint) = &self.sprint {
            let key = tracker.find_planned::<Sprint>(sprint)?.file.key;
            changes.push(Change::Sprint(Some(key)));
        }
        if let Some(parent) = &self.parent {
            let key = ops::keys(tracker, std::slice::from_ref(parent))?.pop();
            changes.push(Change::Parent(key));
        }
        let keys = |references: &[Reference]| ops::keys(tracker, references);
        changes.extend(
            keys(&self.depends_on)?
                .into_iter()
                .map(Change::AddDependency),
        );
        changes.extend(keys(&self.related)?.into_iter().map(Change::AddRelated));
        changes.extend(
            keys(&self.duplicates)?
                .into_iter()
                .map(Change::AddDuplicate),
        );
        Ok(changes)
    }
}

/// Labels from comma lists.
pub(crate) fn labels(texts: &[String]) -> Result<Vec<Label>, CliError> {
    let mut labels = Vec::new();
    for text in texts {
        labels.extend(Label::parse_list(text).map_err(|error| CliError::usage(error.to_string()))?);
    }
    Ok(labels)
}
