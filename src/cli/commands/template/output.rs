//! Templates as JSON and as text.

use serde_json::Value;
use serde_json::json;

use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::ops::KnownTemplate;

const FIELDS: [&str; 4] = ["type", "path", "fields", "values"];

/// Prints templates.
pub(crate) fn print(
    invocation: &Invocation,
    result: Yield,
    page: Option<String>,
) -> Result<(), CliError> {
    invocation.ui.answer(Answer {
        result,
        fields: FIELDS.to_vec(),
        columns: vec!["type", "path", "fields"],
        name: "type",
        page,
        vocabulary: None,
    })
}

/// A template as JSON: which fields it sets, and to what.
pub(crate) fn record(template: &KnownTemplate) -> Json {
    let names: Vec<&String> = template.fields.keys().collect();
    let values = [
        json!(template.ticket_type),
        json!(template.path),
        json!(names),
        Value::Object(template.fields.clone()),
    ];
    let names = FIELDS.map(str::to_owned).into_iter();
    names.zip(values).collect()
}
