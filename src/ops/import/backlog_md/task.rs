//! One task file.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::ops::import::backlog_md::body;
use crate::ops::import::backlog_md::body::Body;
use crate::ops::import::backlog_md::folder::File;
use crate::ops::import::backlog_md::front_matter;
use crate::ops::import::backlog_md::front_matter::FrontMatterError;
use crate::ops::import::backlog_md::old_id::OldId;
use crate::store::Problem;
use crate::store::ProblemCode;

/// A task as its file has it.
#[derive(Debug)]
pub(crate) struct Task {
    /// The id as it is written.
    pub(crate) id: String,
    pub(crate) old_id: OldId,
    /// The file, by its path below the folder.
    pub(crate) path: String,
    /// The front matter without the id.
    pub(crate) fields: Mapping,
    pub(crate) body: Body,
}

impl Task {
    /// Whether it was put away; the folder is all that says so.
    pub(crate) fn is_archived(&self) -> bool {
        self.path.starts_with("archive/")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// No front matter, none that can be read, or no id in it: such a file
    /// could not be recognised when it comes a second time.
    pub(crate) fn read(file: File) -> Result<Task, Problem> {
        let (mut fields, text) =
            front_matter::split(&file.text).map_err(|error| problem(&file.path, &error))?;
        let id = fields.shift_remove("id").as_ref().and_then(text_of);
        let Some(id) = id.filter(|id| !id.is_empty()) else {
            let message = "has no `id` and is not imported";
            return Err(Problem::new(file.path, ProblemCode::MissingField, message));
        };
        Ok(Task {
            old_id: OldId::new(&id),
            id,
            fields,
            body: body::read(text),
            path: file.path,
        })
    }
}

fn problem(path: &str, error: &FrontMatterError) -> Problem {
    let line = match error {
        FrontMatterError::Invalid { line, .. } => *line,
        FrontMatterError::Missing | FrontMatterError::Open => None,
    };
    Problem {
        line,
        ..Problem::new(path, ProblemCode::Invalid, error.to_string())
    }
}

/// A scalar as text; none for nothing and for what is no scalar.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => None,
    }
}

/// A list of scalars as texts, where a single one counts as a list; none for anything else.
pub(crate) fn texts_of(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Sequence(items) => items.iter().map(text_of).collect(),
        single => Some(
            vec![text_of(single)?]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect(),
        ),
    }
}
