//! `tickets template`

use crate::domain::TicketType;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::template::file::FOLDER;
use crate::ops::template::file::Template;
use crate::ops::template::file::path_of;
use crate::ops::template::starter::starter;
use crate::ops::tracker::HOME;
use crate::ops::work::Work;
use crate::store::Problem;

/// A template that there is.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownTemplate {
    /// The type of the tickets that begin with it.
    pub ticket_type: String,
    /// Its file, from the root of the working tree.
    pub path: String,
    /// The fields that it sets, under the names of the ticket's.
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// The text of its file.
    pub text: String,
}

/// The templates of a project.
#[derive(Debug)]
pub struct TemplateList {
    /// Those that can be used, by their types.
    pub templates: Vec<KnownTemplate>,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
}

/// The templates that there are.
///
/// # Errors
/// The folder cannot be read.
pub fn list_templates(tracker: &Tracker) -> Result<TemplateList, OpError> {
    let mut list = TemplateList {
        templates: Vec::new(),
        problems: Vec::new(),
    };
    for name in types_with_files(tracker) {
        match known(tracker, &name) {
            Ok(found) => list.templates.extend(found),
            Err(OpError::Unreadable(problem)) => list.problems.push(problem),
            Err(other) => return Err(other),
        }
    }
    Ok(list)
}

/// The template of a type.
///
/// # Errors
/// There is none, or it cannot be used.
pub fn show_template(
    tracker: &Tracker,
    ticket_type: &TicketType,
) -> Result<KnownTemplate, OpError> {
    let name = ticket_type.as_str();
    known(tracker, name)?.ok_or_else(|| OpError::NotFound {
        what: "template",
        name: name.to_owned(),
    })
}

/// Makes a first template for a type, to be edited.
///
/// # Errors
/// A type that the project does not have, or one that has a template.
pub fn init_template(
    tracker: &Tracker,
    ticket_type: &TicketType,
) -> Result<Outcome<String>, OpError> {
    let known = tracker.vocabulary.check_type(ticket_type);
    known.map_err(|source| OpError::Unknown { id: None, source })?;
    let path = path_of(ticket_type.as_str()).ok_or_else(|| {
        OpError::invalid(format!(
            "no file can be called after the type `{ticket_type}`"
        ))
    })?;
    let shown = format!("{HOME}/{path}");
    let mut work = Work::begin(tracker)?;
    if work.transaction.current(&path)?.is_some() {
        return Err(OpError::Nothing(format!("`{shown}` is there already")));
    }
    let text = starter(ticket_type.as_str());
    work.transaction.put(&path, text.into_bytes())?;
    work.commit(&format!("template {ticket_type}"), shown)
}

fn known(tracker: &Tracker, ticket_type: &str) -> Result<Option<KnownTemplate>, OpError> {
    let Some(template) = Template::read(&tracker.store, ticket_type)? else {
        return Ok(None);
    };
    let bytes = tracker.store.read(&template.path);
    let bytes = bytes.map_err(OpError::Unreadable)?;
    Ok(Some(KnownTemplate {
        ticket_type: ticket_type.to_owned(),
        path: format!("{HOME}/{}", template.path),
        fields: template.fields,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }))
}

/// The types that have a file among the templates, sorted.
fn types_with_files(tracker: &Tracker) -> Vec<String> {
    let names = tracker.store.source().names(FOLDER);
    let names = names.into_iter().flatten().flatten();
    let mut types: Vec<String> = names
        .filter_map(|name| name.text.strip_suffix(".yaml").map(str::to_owned))
        .filter(|name| path_of(name).is_some())
        .collect();
    types.sort();
    types
}
