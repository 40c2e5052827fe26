//! The options that choose tickets.

use crate::cli::report::CliError;
use crate::cli::report::nearest;
use crate::domain::Category;
use crate::domain::DateRange;
use crate::domain::Filter;
use crate::domain::Label;
use crate::domain::LabelTest;
use crate::domain::Priority;
use crate::domain::Reference;
use crate::domain::Scope;
use crate::domain::SortKey;
use crate::domain::Status;
use crate::domain::TicketType;
use crate::domain::Unknown;
use crate::domain::Who;
use crate::ops;
use crate::ops::OpError;
use crate::ops::Tracker;

/// Which tickets
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Settled and archived tickets too
    #[arg(short = 'A', long)]
    pub(crate) all: bool,
    /// Only this status (can be repeated, or a comma list)
    #[arg(short, long, value_delimiter = ',')]
    status: Vec<Status>,
    /// Only statuses of this category: todo, doing, blocked, done, dropped
    #[arg(short, long, value_delimiter = ',')]
    category: Vec<String>,
    /// Only this type
    #[arg(short = 'T', long = "type", value_delimiter = ',')]
    types: Vec<TicketType>,
    /// Only this priority
    #[arg(short, long, value_delimiter = ',')]
    priority: Vec<Priority>,
    /// Only tickets with this label; `a,b` for either, repeated for both
    #[arg(short, long = "label", alias = "labels")]
    labels: Vec<String>,
    /// Only tickets without this label (can be repeated)
    #[arg(long)]
    not_label: Vec<String>,
    /// Only this assignee; `me` for yourself, `none` for nobody
    #[arg(short, long)]
    assignee: Option<String>,
    /// Only tickets with this text in the title or the description
    #[arg(long, allow_hyphen_values = true)]
    text: Option<String>,
    /// Only children of this ticket
    #[arg(long, value_name = "TICKET")]
    parent: Option<Reference>,
    /// Created then: `7d`, `2026-11-01..2026-11-30`, `2026-11-01..`
    #[arg(long, value_name = "WHEN")]
    created: Option<String>,
    /// Last changed then
    #[arg(long, value_name = "WHEN")]
    updated: Option<String>,
    /// Due then; `7d` for the next seven days and what is overdue
    #[arg(long, value_name = "WHEN")]
    due: Option<String>,
}

impl FilterArgs {
    /// The filter that the options describe; words are the project's.
    pub(crate) fn filter(&self, tracker: &Tracker) -> Result<Filter, CliError> {
        let vocabulary = &tracker.vocabulary;
        for status in &self.status {
            vocabulary.check_status(status).map_err(unknown)?;
        }
        for ticket_type in &self.types {
            vocabulary.check_type(ticket_type).map_err(unknown)?;
        }
        for priority in &self.priority {
            vocabulary.check_priority(priority).map_err(unknown)?;
        }
        Ok(Filter {
            scope: self.scope(),
            statuses: self.status.clone(),
            categories: self.categories()?,
            types: self.types.clone(),
            priorities: self.priority.clone(),
            labels: self.label_tests()?,
            assignee: self
                .assignee
                .as_deref()
                .map(|name| who(tracker, name))
                .transpose()?,
            text: self.text.clone(),
            parent: self.parent(tracker)?,
            created: range(tracker, self.created.as_deref(), false)?,
            updated: range(tracker, self.updated.as_deref(), false)?,
            due: range(tracker, self.due.as_deref(), true)?,
        })
    }

    /// Who names a status means it, settled or not.
    fn scope(&self) -> Scope {
        if self.all {
            Scope::All
        } else if self.status.is_empty() && self.category.is_empty() {
            Scope::Open
        } else {
            Scope::Settled
        }
    }

    fn categories(&self) -> Result<Vec<Category>, CliError> {
        let find = |name: &String| {
            let found = Category::ALL
                .into_iter()
                .find(|category| category.as_str() == name);
            found.ok_or_else(|| {
                let known: Vec<String> = Category::ALL.iter().map(ToString::to_string).collect();
                CliError::usage_with_hint(format!("no category `{name}`"), nearest(name, &known))
            })
        };
        self.category.iter().map(find).collect()
    }

    fn label_tests(&self) -> Result<Vec<LabelTest>, CliError> {
        let wanted = self.labels.iter().map(|text| (text, false));
        let unwanted = self.not_label.iter().map(|text| (text, true));
        wanted
            .chain(unwanted)
            .map(|(text, is_negated)| {
                let any_of =
                    Label::parse_list(text).map_err(|error| CliError::usage(error.to_string()))?;
                Ok(LabelTest { any_of, is_negated })
            })
            .collect()
    }

    fn parent(&self, tracker: &Tracker) -> Result<Option<crate::domain::Key>, CliError> {
        let Some(reference) = &self.parent else {
            return Ok(None);
        };
        Ok(ops::keys(tracker, std::slice::from_ref(reference))?.pop())
    }
}

fn unknown(source: Unknown) -> CliError {
    CliError::Op(OpError::Unknown { id: None, source })
}

fn who(tracker: &Tracker, name: &str) -> Result<Who, CliError> {
    match name {
        "none" => Ok(Who::None),
        "me" => Ok(Who::AnyOf(tracker.own_names())),
        name => {
            let person = name
                .parse()
                .map_err(|_| CliError::usage("the assignee is empty"))?;
            Ok(Who::AnyOf(vec![person]))
        }
    }
}

fn range(
    tracker: &Tracker,
    text: Option<&str>,
    looks_ahead: bool,
) -> Result<Option<DateRange>, CliError> {
    let parse = |text| DateRange::parse(text, tracker.now(), looks_ahead);
    text.map(parse)
        .transpose()
        .map_err(|error| CliError::usage(error.to_string()))
}

/// The order of a list
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Order and number")]
pub(crate) struct PageArgs {
    /// Sort by this field; `-created` for the newest first (can be repeated) [default: priority]
    #[arg(
        long,
        value_delimiter = ',',
        allow_hyphen_values = true,
        value_name = "FIELD"
    )]
    sort: Vec<String>,
    /// At most this many; 0 for all [default: 50 in a terminal, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out this many at the beginning
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) offset: usize,
}

impl PageArgs {
    /// The sort keys; `true` for those turned round.
    pub(crate) fn sort(&self) -> Result<Vec<(SortKey, bool)>, CliError> {
        let parse = |text: &String| {
            let (name, is_reversed) = match text.strip_prefix('-') {
                Some(name) => (name, true),
                None => (text.as_str(), false),
            };
            let known = || SortKey::NAMES.map(str::to_owned);
            let refused = |()| {
                CliError::usage_with_hint(
                    format!("cannot sort by `{name}`"),
                    nearest(name, &known()),
                )
            };
            Ok((name.parse().map_err(refused)?, is_reversed))
        };
        self.sort.iter().map(parse).collect()
    }

    /// The limit: the one given, else `default` where a person looks at a table.
    pub(crate) fn limit(&self, default: Option<usize>) -> Option<usize> {
        match self.limit.or(default) {
            Some(0) | None => None,
            limit => limit,
        }
    }
}
