//! The options that choose tickets.

use clap_complete::engine::ArgValueCompleter;

use crate::cli::complete;
use crate::cli::report::CliError;
use crate::cli::report::nearest;
use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::domain::Epic;
use crate::domain::Label;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Status;
use crate::domain::TicketType;
use crate::domain::Unknown;
use crate::domain::Vocabulary;
use crate::ops;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::query::Condition;
use crate::query::Direction;
use crate::query::Field;
use crate::query::Pattern;
use crate::query::Query;
use crate::query::Scope;
use crate::query::Sort;
use crate::query::SortKey;
use crate::query::Test;
use crate::query::TextField;
use crate::query::TextForm;
use crate::query::TextTerm;
use crate::query::TimeField;
use crate::query::TimeSpan;
use crate::query::WordField;

/// Which tickets, in words
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct QueryWords {
    /// Which tickets: `label:ui -type:bug "some text"`; `tickets help query` tells all
    #[arg(value_name = "QUERY", add = ArgValueCompleter::new(complete::query))]
    words: Vec<String>,
}

impl QueryWords {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The query that the words are.
    pub(crate) fn query(&self, tracker: &Tracker) -> Result<Query, CliError> {
        self.query_of(tracker, &tracker.vocabulary)
    }

    /// The query that the words are, about records whose statuses and types these are.
    pub(crate) fn query_of(
        &self,
        tracker: &Tracker,
        vocabulary: &Vocabulary,
    ) -> Result<Query, CliError> {
        Ok(ops::read_query_arguments(tracker, vocabulary, &self.words)?)
    }
}

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
    #[arg(short, long = "label", aliases = ["labels", "tags"])]
    labels: Vec<String>,
    /// Only tickets without this label (can be repeated)
    #[arg(long)]
    not_label: Vec<String>,
    /// Only this assignee; `me` for yourself, `none` or empty for nobody
    #[arg(short, long)]
    assignee: Option<String>,
    /// Only tickets with these words, side by side, in the title or the description
    #[arg(long, allow_hyphen_values = true)]
    text: Option<String>,
    /// Only tickets of this epic; `none` for those of no epic
    #[arg(long, alias = "epic-id", value_name = "EPIC")]
    epic: Option<Reference>,
    /// Only tickets of this sprint; `none` for those of no sprint
    #[arg(long, value_name = "SPRINT")]
    sprint: Option<Reference>,
    /// Only tickets that were made of this backlog item; `none` for those of no item
    #[arg(long, value_name = "ITEM")]
    item: Option<Reference>,
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
    /// A query, for those of its tickets that the options choose too; words are the project's.
    pub(crate) fn narrow(&self, tracker: &Tracker, query: Query) -> Result<Query, CliError> {
        self.narrow_of(tracker, &tracker.vocabulary, query)
    }

    /// The same of records whose statuses and types these are.
    pub(crate) fn narrow_of(
        &self,
        tracker: &Tracker,
        vocabulary: &Vocabulary,
        query: Query,
    ) -> Result<Query, CliError> {
        let conditions = self.conditions(tracker, vocabulary)?;
        let mut query = query.and(Condition::all(conditions));
        if self.all {
            query.scope = Some(Scope::All);
        }
        Ok(query)
    }

    fn conditions(
        &self,
        tracker: &Tracker,
        vocabulary: &Vocabulary,
    ) -> Result<Vec<Condition>, CliError> {
        for status in &self.status {
            vocabulary.check_status(status).map_err(unknown)?;
        }
        for ticket_type in &self.types {
            vocabulary.check_type(ticket_type).map_err(unknown)?;
        }
        for priority in &self.priority {
            vocabulary.check_priority(priority).map_err(unknown)?;
        }
        let words = [
            one_of(WordField::Status, &self.status),
            one_of(WordField::Category, &self.categories()?),
            one_of(WordField::Type, &self.types),
            one_of(WordField::Priority, &self.priority),
            one_of(WordField::Parent, self.parent(tracker)?.as_slice()),
        ];
        let mut conditions: Vec<Condition> = words.into_iter().flatten().collect();
        for (labels, is_wanted) in self.label_lists() {
            let labels =
                Label::parse_list(labels).map_err(|error| CliError::usage(error.to_string()))?;
            let has_one = Condition::one_of(WordField::Label, &labels);
            conditions.push(if is_wanted {
                has_one
            } else {
                Condition::negated(has_one)
            });
        }
        if let Some(epic) = &self.epic {
            conditions.push(of_planned::<Epic>(tracker, WordField::Epic, epic)?);
        }
        if let Some(sprint) = &self.sprint {
            conditions.push(of_planned::<Sprint>(tracker, WordField::Sprint, sprint)?);
        }
        if let Some(item) = &self.item {
            conditions.push(of_planned::<BacklogItem>(tracker, WordField::Item, item)?);
        }
        if let Some(name) = &self.assignee {
            conditions.push(assignee(tracker, name)?);
        }
        let times = [
            (TimeField::Created, &self.created, Direction::Back),
            (TimeField::Updated, &self.updated, Direction::Back),
            (TimeField::Due, &self.due, Direction::Ahead),
        ];
        for (field, text, direction) in times {
            if let Some(text) = text {
                let span = span(tracker, text, direction)?;
                conditions.push(Condition::Test(Test::When(field, span)));
            }
        }
        if let Some(text) = &self.text {
            conditions.push(side_by_side(text));
        }
        Ok(conditions)
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

    fn label_lists(&self) -> impl Iterator<Item = (&String, bool)> {
        let wanted = self.labels.iter().map(|text| (text, true));
        let unwanted = self.not_label.iter().map(|text| (text, false));
        wanted.chain(unwanted)
    }

    fn parent(&self, tracker: &Tracker) -> Result<Option<crate::domain::Key>, CliError> {
        let Some(reference) = &self.parent else {
            return Ok(None);
        };
        Ok(ops::keys(tracker, std::slice::from_ref(reference))?.pop())
    }
}

/// What values that were given ask for; nothing where none were.
fn one_of<T: ToString>(field: WordField, values: &[T]) -> Option<Condition> {
    (!values.is_empty()).then(|| Condition::one_of(field, values))
}

fn unknown(source: Unknown) -> CliError {
    CliError::Op(OpError::Unknown { id: None, source })
}

/// Met by tickets whose field names this record, or by those where it is empty.
fn of_planned<R: Record>(
    tracker: &Tracker,
    field: WordField,
    reference: &Reference,
) -> Result<Condition, CliError> {
    if reference.as_str() == "none" {
        let has_one = Condition::Test(Test::Has(Field::Word(field)));
        return Ok(Condition::negated(has_one));
    }
    let key = tracker.find_planned::<R>(reference)?.file.key;
    Ok(Condition::one_of(field, &[key]))
}

fn assignee(tracker: &Tracker, name: &str) -> Result<Condition, CliError> {
    let field = WordField::Assignee;
    match name.trim() {
        "" | "none" => Ok(Condition::negated(Condition::Test(Test::Has(Field::Word(
            field,
        ))))),
        "me" => {
            let own = vec![Pattern::Me(tracker.own_names())];
            Ok(Condition::Test(Test::OneOf(field, own)))
        }
        name => Ok(Condition::one_of(field, &[name])),
    }
}

/// Met by titles and descriptions with these words; one may be the beginning of a word.
fn side_by_side(text: &str) -> Condition {
    let form = if text.trim().contains(char::is_whitespace) {
        TextForm::Phrase
    } else {
        TextForm::Prefix
    };
    let fields = [TextField::Title, TextField::Description];
    Condition::any(fields.map(|field| {
        Condition::Text(TextTerm {
            field: Some(field),
            form,
            text: text.trim().to_owned(),
        })
    }))
}

fn span(tracker: &Tracker, text: &str, direction: Direction) -> Result<TimeSpan, CliError> {
    TimeSpan::parse(text, tracker.now(), direction).ok_or_else(|| {
        CliError::usage(format!(
            "`{text}` is not a span of time: write `7d`, `2w`, `2026-11-01..2026-11-30`, `2026-11-01..`, `today` or a date"
        ))
    })
}

/// The order of a list
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Order and number")]
pub(crate) struct PageArgs {
    /// Sort by this field; `-created` for the newest first (can be repeated) [default: priority]
    #[arg(
        long,
        alias = "sort-by",
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
    /// The sort keys.
    pub(crate) fn sort(&self) -> Result<Vec<Sort>, CliError> {
        let parse = |text: &String| {
            let name = text.trim_start_matches('-');
            let known = SortKey::NAMES.map(str::to_owned);
            text.parse().map_err(|()| {
                CliError::usage_with_hint(format!("cannot sort by `{name}`"), nearest(name, &known))
            })
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
