//! A value over several lines: what stands behind a key or a dash.

use crate::domain::Shape;
use crate::store::yaml::flow;
use crate::store::yaml::flow::Times;
use crate::store::yaml::scalar;
use crate::store::yaml::scalar::Place;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// Columns by which a block stands further in than its key.
pub(crate) const STEP: usize = 2;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A top-level field that the record knows.
    Field(Shape),
    /// Any other value.
    Nested(Times),
}

impl Style {
    /// A top-level field that the record does not know.
    pub(crate) const UNKNOWN: Style = Style::Nested(Times::Quoted);

    /// The style of what a value of this style holds.
    pub(crate) fn within(self) -> Style {
        match self {
            Style::Field(Shape::Log | Shape::Checklist) => Style::Nested(Times::Plain),
            Style::Field(
                Shape::Scalar | Shape::Time | Shape::Moment | Shape::Text | Shape::Set,
            ) => Style::UNKNOWN,
            Style::Nested(_) => self,
        }
    }

    fn times(self) -> Times {
        match self.within() {
            Style::Nested(times) => times,
            Style::Field(_) => Times::Quoted,
        }
    }
}

/// Returns the lines of `key: value` at column `indent`.
pub(crate) fn entry(key: &Value, value: &Value, indent: usize, style: Style) -> String {
    let margin = " ".repeat(indent);
    let tail = tail(key, value, indent, style);
    let key = flow::key(key, Place::Block);
    if key.len() > flow::SIMPLE_KEY_MAX {
        return format!("{margin}? {key}\n{margin}:{tail}");
    }
    format!("{margin}{key}:{tail}")
}

/// Returns what follows the colon of a key at column `indent`, from the space to the last newline.
pub(crate) fn tail(key: &Value, value: &Value, indent: usize, style: Style) -> String {
    match (style, value) {
        (Style::Nested(times), value) => {
            if let Some(time) = flow::time(key, value, times) {
                return format!(" {time}\n");
            }
        }
        (Style::Field(Shape::Time | Shape::Moment), Value::String(text))
            if scalar::is_time(text) =>
        {
            return format!(" {text}\n");
        }
        (Style::Field(Shape::Text), Value::String(text)) => return text_tail(text, indent),
        (Style::Field(_), Value::String(text)) => {
            return format!(" {}\n", scalar::string(text, Place::Block));
        }
        (Style::Field(_), _) => {}
    }
    node(value, indent, style)
}

/// Returns what follows a colon or a dash at column `indent`.
fn node(value: &Value, indent: usize, style: Style) -> String {
    match value {
        Value::Sequence(items) if !items.is_empty() => {
            format!("\n{}", sequence(items, indent + STEP, style))
        }
        Value::Mapping(map) if !map.is_empty() => {
            format!("\n{}", mapping(map, indent + STEP, style))
        }
        Value::Tagged(tagged) => {
            let tag = scalar::tag(&tagged.tag);
            format!(" {tag}{}", node(&tagged.value, indent, style.within()))
        }
        Value::String(text) if text.contains('\n') => {
            let chomp = if text.ends_with('\n') { "" } else { "-" };
            let body = text.strip_suffix('\n').unwrap_or(text);
            let literal = Literal {
                indent,
                width: STEP,
                chomp,
            };
            match literal.text(body) {
                Some(lines) => format!(" {lines}"),
                None => format!(" {}\n", scalar::quote(text)),
            }
        }
        value => format!(" {}\n", flow::value(value, Place::Block, style.times())),
    }
}

fn sequence(items: &[Value], indent: usize, style: Style) -> String {
    items
        .iter()
        .map(|value| item(value, indent, style))
        .collect()
}

fn mapping(map: &Mapping, indent: usize, style: Style) -> String {
    map.iter()
        .map(|(key, value)| entry(key, value, indent, style.within()))
        .collect()
}

/// Returns the lines of `- value` with the dash at column `indent`; `style` is that of the list.
pub(crate) fn item(value: &Value, indent: usize, style: Style) -> String {
    let margin = " ".repeat(indent);
    let nested = match (style, value) {
        (Style::Field(Shape::Log), Value::Mapping(_))
        | (Style::Field(Shape::Set), Value::String(_)) => {
            return format!("{margin}- {}\n", flow_item(value, style));
        }
        (_, Value::Sequence(items)) if !items.is_empty() => {
            sequence(items, indent + STEP, style.within())
        }
        (_, Value::Mapping(map)) if !map.is_empty() => mapping(map, indent + STEP, style),
        (_, value) => return format!("{margin}-{}", node(value, indent, style.within())),
    };
    // The first line of the collection stands on the line of the dash.
    let inner = nested.get(indent + STEP..).unwrap_or_default();
    format!("{margin}- {inner}")
}

fn flow_item(value: &Value, style: Style) -> String {
    flow::value(value, Place::Block, style.times())
}

fn text_tail(text: &str, indent: usize) -> String {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let literal = Literal {
        indent,
        width: STEP,
        chomp: "",
    };
    match literal.text(body) {
        Some(lines) => format!(" {lines}"),
        None => format!(" {}\n", scalar::quote(text)),
    }
}

/// Where a literal block stands.
pub(crate) struct Literal<'c> {
    /// The column of the key or the dash.
    pub(crate) indent: usize,
    /// Columns by which the text stands further in.
    pub(crate) width: usize,
    /// The sign for the newlines at the end: none or `-`.
    pub(crate) chomp: &'c str,
}

impl Literal<'_> {
    /// Returns the block from `|` on, or nothing if `body` cannot be written so.
    ///
    /// `body` has no final newline. Lines of only blanks keep their blanks; empty lines get none.
    pub(crate) fn text(&self, body: &str) -> Option<String> {
        let is_literal = !body.is_empty()
            && !body.ends_with('\n')
            && body.chars().all(|c| c == '\n' || scalar::is_printable(c));
        // A reader takes the indentation from the first line unless it is told.
        let needs_width = body.starts_with([' ', '\t', '\n']);
        if !is_literal || (needs_width && self.width > 9) {
            return None;
        }

        let width = if needs_width {
            self.width.to_string()
        } else {
            String::new()
        };
        let mut out = format!("|{width}{}\n", self.chomp);
        let margin = " ".repeat(self.indent + self.width);
        for line in body.split('\n') {
            if !line.is_empty() {
                out.push_str(&margin);
                out.push_str(line);
            }
            out.push('\n');
        }
        Some(out)
    }
}
