//! The JSON Schema of a line.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::ops::batch::forms::Field;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::Shape;
use crate::ops::batch::forms::forms;

/// The JSON Schema of the operations that a batch takes.
pub(crate) fn schema() -> Value {
    let forms: Vec<Value> = forms().map(of_form).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Operation",
        "description": "A line of `tickets batch`. Timers belong to a person and not to the project: no operation starts one.",
        "oneOf": forms,
    })
}

fn of_form(form: &Form) -> Value {
    let mut properties = Map::new();
    properties.insert("op".to_owned(), json!({ "const": form.name }));
    for field in form.all_fields() {
        properties.insert(field.name.to_owned(), of_field(field));
    }
    let required = form.all_fields().filter(|field| field.is_required);
    let names: Vec<&str> = ["op"]
        .into_iter()
        .chain(required.map(|field| field.name))
        .collect();
    json!({
        "title": form.name,
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

fn of_field(field: &Field) -> Value {
    let list = |one: Value| json!([one, { "type": "array", "items": one }]);
    let text = || json!({ "type": "string" });
    let record = || json!({ "type": ["string", "integer"] });
    let criterion = || {
        json!({
            "type": "object",
            "properties": { "number": { "type": "integer" }, "text": text() },
            "required": ["number", "text"],
            "additionalProperties": false,
        })
    };
    let mut any_of = match field.shape {
        Shape::Text => json!([text()]),
        Shape::Texts => list(text()),
        Shape::Record => json!([record()]),
        Shape::Records => list(record()),
        Shape::Count => json!([{ "type": "integer", "minimum": 0 }]),
        Shape::Duration => json!([{ "type": "string", "pattern": "^[0-9. dhmDHM]+$" }]),
        Shape::Number => json!([{ "type": "number" }]),
        Shape::Numbers => list(json!({ "type": "integer" })),
        Shape::Flag => json!([{ "type": "boolean" }]),
        Shape::Criteria => list(criterion()),
    };
    if let (Some(shapes), false) = (any_of.as_array_mut(), field.is_required) {
        shapes.push(json!({ "type": "null" }));
    }
    json!({ "description": field.meaning, "anyOf": any_of })
}
