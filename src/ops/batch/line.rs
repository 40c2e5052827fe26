//! From a line to an operation that has all its fields and no others.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde_json::Map;
use serde_json::Value;

use crate::ops::OpError;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::forms;
use crate::ops::nearest;

/// The longest line: room for a long text, not for a whole tracker.
pub const LINE_BYTES_MAX: usize = 4_000_000;

/// A line, taken apart as far as it could be.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) heading: Heading,
    /// What it says, or why that makes no sense.
    pub(crate) request: Result<Request, OpError>,
}

/// What an answer repeats of a line.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Its number in the input, from 1.
    pub(crate) number: usize,
    /// The word of its operation.
    pub(crate) op: Option<String>,
    /// The name it gives its record.
    pub(crate) name: Option<String>,
    /// What it calls its record.
    pub(crate) id: Option<String>,
}

/// An operation's form, filled in.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) form: &'static Form,
    pub(crate) fields: Map<String, Value>,
}

impl Line {
    /// Reads a line; none for a blank one.
    pub(crate) fn read(number: usize, bytes: &[u8]) -> Option<Line> {
        let bytes = bytes.trim_ascii();
        if bytes.is_empty() {
            return None;
        }
        let mut heading = Heading {
            number,
            op: None,
            name: None,
            id: None,
        };
        let request = object(bytes).and_then(|fields| {
            let text = |name: &str| fields.get(name)?.as_str().map(str::to_owned);
            heading.op = text("op");
            heading.name = text("ref");
            heading.id = fields.get("id").and_then(|id| match id {
                Value::String(_) => text("id"),
                _ => Some(id.to_string()),
            });
            fill_in(fields)
        });
        Some(Line { heading, request })
    }
}

fn object(bytes: &[u8]) -> Result<Map<String, Value>, OpError> {
    if bytes.len() > LINE_BYTES_MAX {
        let reason = format!("the line has more than {LINE_BYTES_MAX} bytes");
        return Err(OpError::invalid(reason));
    }
    // How deep it may be nested, the parser limits: 128 levels.
    let object: Object = serde_json::from_slice(bytes).map_err(|error| {
        let text = error.to_string();
        let (what, place) = text.split_once(" at line ").unwrap_or((&text, ""));
        let column = place.rsplit(' ').next().filter(|_| error.column() > 0);
        let place = column.map_or_else(String::new, |column| format!(" at column {column}"));
        OpError::Invalid {
            reason: format!("no JSON object{place}: {what}"),
            hint: Some(r#"a line is an operation: `{"op":"close","id":"TICKET-7"}`"#.to_owned()),
        }
    })?;
    Ok(object.0)
}

/// Refuses what the form has no place for, and what it lacks.
fn fill_in(mut fields: Map<String, Value>) -> Result<Request, OpError> {
    let names = || forms().map(|form| form.name.to_owned());
    let op = match fields.remove("op") {
        Some(Value::String(op)) => op,
        found => {
            let what = if found.is_some() {
                "is no text"
            } else {
                "is missing"
            };
            return Err(OpError::Invalid {
                reason: format!("`op` {what}"),
                hint: Some("`tickets batch --help` names the operations".to_owned()),
            });
        }
    };
    let form = Form::named(&op).ok_or_else(|| OpError::Invalid {
        reason: format!("no operation `{op}`"),
        hint: Some(nearest(&op, &names().collect::<Vec<_>>())),
    })?;
    let known: Vec<String> = form
        .all_fields()
        .map(|field| field.name.to_owned())
        .collect();
    if let Some(name) = fields.keys().find(|name| !known.contains(name)) {
        return Err(OpError::Invalid {
            reason: format!("`{op}` has no field `{name}`"),
            hint: Some(nearest(name, &known)),
        });
    }
    let mut required = form.all_fields().filter(|field| field.is_required);
    if let Some(field) = required.find(|field| !fields.contains_key(field.name)) {
        return Err(OpError::invalid(format!(
            "`{op}` needs the field `{}`",
            field.name
        )));
    }
    Ok(Request { form, fields })
}

/// A JSON object that says nothing twice.
struct Object(Map<String, Value>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Object, A::Error> {
        let mut fields = Map::new();
        while let Some((name, value)) = access.next_entry::<String, Value>()? {
            if fields.contains_key(&name) {
                let message = format!("it has `{name}` twice");
                return Err(serde::de::Error::custom(message));
            }
            fields.insert(name, value);
        }
        Ok(Object(fields))
    }
}
