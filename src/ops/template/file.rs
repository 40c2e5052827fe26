//! The file of a template, and what it asks for.

use serde_json::Map;
use serde_json::Value;

use crate::domain::Change;
use crate::domain::Status;
use crate::domain::Ticket;
use crate::domain::Unknown;
use crate::ops::OpError;
use crate::ops::batch::Fields;
use crate::ops::batch::Locals;
use crate::ops::batch::TICKET_FIELDS;
use crate::ops::batch::ticket_changes;
use crate::ops::nearest;
use crate::ops::tracker::HOME;
use crate::ops::work::Work;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Store;
use crate::store::yaml::Document;

/// The folder of the templates, below `.tickets/`.
pub(crate) const FOLDER: &str = "templates";

/// Other names that a template may have for fields of a ticket, as the flags do.
const OTHER_NAMES: [(&str, &str); 4] = [
    ("estimate", "estimate_hours"),
    ("points", "story_points"),
    ("criteria", "acceptance_criteria"),
    ("label", "labels"),
];

/// A template as its file says it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Template {
    /// Its file below `.tickets/`.
    pub(crate) path: String,
    /// The fields of a new ticket, under the names of the ticket's.
    pub(crate) fields: Map<String, Value>,
}

/// What a template asks for.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// The status to begin with.
    pub(crate) status: Option<Status>,
    /// The other fields.
    pub(crate) changes: Vec<Change>,
    /// Texts of acceptance criteria.
    pub(crate) criteria: Vec<String>,
}

/// The file of a type's template; none where a file cannot be called so.
pub(crate) fn path_of(ticket_type: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let is_name = ticket_type.chars().all(is_plain) && !ticket_type.starts_with('.');
    is_name.then(|| format!("{FOLDER}/{ticket_type}.yaml"))
}

impl Template {
    /// Reads the template of a type; none where there is none.
    ///
    /// # Errors
    /// A file that cannot be read, that is no YAML, or that has a field which tickets do not have.
    pub(crate) fn read(store: &Store, ticket_type: &str) -> Result<Option<Template>, OpError> {
        let Some(path) = path_of(ticket_type) else {
            return Ok(None);
        };
        let shown = format!("{HOME}/{path}");
        let is_there = store.source().exists(&path).map_err(|error| {
            let problem = Problem::new(&shown, ProblemCode::Unreadable, error.to_string());
            OpError::Unreadable(store.located(problem))
        })?;
        if !is_there {
            return Ok(None);
        }
        let bytes = store.read(&path).map_err(OpError::Unreadable)?;
        let fields = fields(&shown, &bytes)
            .map_err(|problem| OpError::Unreadable(store.located(problem)))?;
        Ok(Some(Template { path, fields }))
    }

    /// What it asks of a new ticket.
    ///
    /// # Errors
    /// A value that makes no sense, a word that the project does not have, or a reference that leads nowhere; the
    /// template's file is named.
    pub(crate) fn wanted(&self, work: &Work<'_>, ticket: &Ticket) -> Result<Wanted, OpError> {
        self.read_fields(work, ticket).map_err(|error| {
            let shown = format!("{HOME}/{}", self.path);
            let problem = Problem::new(shown, ProblemCode::UnknownValue, error.to_string());
            OpError::Unreadable(match hint_of(&error) {
                Some(hint) => problem.with_hint(hint),
                None => problem,
            })
        })
    }

    fn read_fields(&self, work: &Work<'_>, ticket: &Ticket) -> Result<Wanted, OpError> {
        let fields = Fields {
            values: &self.fields,
            locals: &Locals::default(),
        };
        let criteria = fields.texts("acceptance_criteria")?.into_iter();
        let wanted = Wanted {
            status: fields.word("status")?,
            changes: ticket_changes(work, &fields)?,
            criteria: criteria.map(str::to_owned).collect(),
        };
        // The words are looked at here, where it is known which file they come from.
        let vocabulary = &work.tracker.vocabulary;
        let unknown = |source| OpError::Unknown { id: None, source };
        if let Some(status) = &wanted.status {
            vocabulary.check_status(status).map_err(unknown)?;
        }
        for change in &wanted.changes {
            vocabulary.check(ticket, change).map_err(unknown)?;
        }
        Ok(wanted)
    }
}

/// The fields of a template's text, under the names of the ticket's.
fn fields(shown: &str, bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let document = Document::parse(bytes).map_err(|error| Problem::of_document(shown, &error))?;
    let wrong = |message: String| Problem::new(shown, ProblemCode::WrongType, message);
    let known: Vec<String> = TICKET_FIELDS
        .iter()
        .map(|field| field.name)
        .filter(|name| *name != "type")
        .chain(["status"])
        .map(str::to_owned)
        .collect();
    let mut fields = Map::new();
    for (name, value) in document.fields() {
        let given = name.as_str().unwrap_or_default();
        let mut others = OTHER_NAMES.iter();
        let other = others.find(|(other, _)| *other == given);
        let name = other.map_or(given, |(_, name)| *name);
        if !known.iter().any(|known| known == name) {
            let message = format!("a template has no field `{given}`");
            return Err(wrong(message).with_hint(nearest(given, &known)));
        }
        let value = serde_json::to_value(value)
            .map_err(|error| wrong(format!("`{given}` cannot be used: {error}")))?;
        if fields.insert(name.to_owned(), value).is_some() {
            return Err(wrong(format!("it has `{name}` twice")));
        }
    }
    Ok(fields)
}

/// What to write instead, where that is known.
fn hint_of(error: &OpError) -> Option<String> {
    match error {
        OpError::Unknown {
            source: Unknown::Word { value, known, .. },
            ..
        } => Some(nearest(value, known)),
        OpError::Invalid { hint, .. } | OpError::Refused { hint, .. } => hint.clone(),
        _ => None,
    }
}
