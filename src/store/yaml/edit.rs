//! An edit of a file: which fields changed, their new lines, and the proof that the result means what it should.

use crate::domain::FieldSpec;
use crate::domain::Presence;
use crate::store::yaml::block::Style;
use crate::store::yaml::document;
use crate::store::yaml::document::Document;
use crate::store::yaml::emit;
use crate::store::yaml::empty;
use crate::store::yaml::insertion;
use crate::store::yaml::lines;
use crate::store::yaml::merge;
use crate::store::yaml::outline;
use crate::store::yaml::splice;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// A text after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// How much of the text the edit replaced.
    pub reach: Reach,
}

/// How much of a text an edit replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nothing: the text is the old one.
    Nothing,
    /// Lines of the changed fields.
    Fields,
    /// All of it, since a part could not be replaced safely. Comments are lost, fields are not.
    Whole,
}

/// How carefully the lines of a changed field are replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grain {
    /// Only the lines of the facts that changed.
    Fine,
    /// All lines of the field.
    Coarse,
}

/// A field whose value changed.
struct Change<'d> {
    name: &'d str,
    style: Style,
    presence: Presence,
    raw: Option<&'d Value>,
    merged: Value,
    after: Option<&'d Value>,
}

impl Change<'_> {
    /// The value that the file should hold.
    fn intended(&self, grain: Grain) -> Value {
        match (grain, self.after) {
            (Grain::Coarse, Some(after)) => merge::settle(&self.merged, after),
            (Grain::Fine | Grain::Coarse, _) => self.merged.clone(),
        }
    }

    /// Whether the field has no lines afterwards.
    fn is_absent(&self) -> bool {
        let is_null = self.merged == Value::Null;
        let is_empty = is_null || empty::is_empty(Some(&self.merged), self.style);
        is_empty && (self.presence == Presence::WhenSet || self.raw.is_none())
    }
}

/// Returns the text of `document` with the fields changed in which `after` differs from `before`.
pub(crate) fn edit(
    document: &Document,
    specs: &[FieldSpec],
    before: &Mapping,
    after: &Mapping,
) -> Edited {
    let changes = changes(document.fields(), specs, before, after);
    let (mark, body) = split_mark(document.text());
    if changes.is_empty() {
        return Edited {
            text: document.text().to_owned(),
            reach: Reach::Nothing,
        };
    }

    for grain in [Grain::Fine, Grain::Coarse] {
        if let Some(new) = spliced(document, specs, &changes, grain) {
            let reach = if new == body {
                Reach::Nothing
            } else {
                Reach::Fields
            };
            return Edited {
                text: format!("{mark}{new}"),
                reach,
            };
        }
    }
    let text = emit::emit_all(specs, &whole(document.fields(), &changes, after));
    let text = text.replace('\n', lines::ending(body));
    Edited {
        text: format!("{mark}{text}"),
        reach: Reach::Whole,
    }
}

/// Splits a text into its byte order mark and the rest.
fn split_mark(text: &str) -> (&str, &str) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split_at(text.len() - body.len())
}

fn changes<'d>(
    fields: &'d Mapping,
    specs: &'d [FieldSpec],
    before: &'d Mapping,
    after: &'d Mapping,
) -> Vec<Change<'d>> {
    let known = specs.iter().map(|spec| spec.name);
    let others = before.keys().chain(after.keys()).filter_map(Value::as_str);
    let mut names: Vec<&str> = Vec::new();
    for name in known.chain(others) {
        if !names.contains(&name) {
            names.push(name);
        }
    }

    let change = |name: &'d str| {
        let style = empty::style_of(specs, name);
        let edit = merge::Edit {
            before: before.get(name),
            after: after.get(name),
        };
        if empty::is_same(edit.before, edit.after, style) {
            return None;
        }
        let raw = fields.get(name);
        let merged = merge::merge(raw.unwrap_or(&Value::Null), edit, style);
        let presence = specs
            .iter()
            .find(|spec| spec.name == name)
            .map_or(Presence::WhenSet, |spec| spec.presence);
        Some(Change {
            name,
            style,
            presence,
            raw,
            merged,
            after: edit.after,
        })
    };
    names.into_iter().filter_map(change).collect()
}

/// The text with only lines of changed fields replaced, if that means what it should.
fn spliced(
    document: &Document,
    specs: &[FieldSpec],
    changes: &[Change],
    grain: Grain,
) -> Option<String> {
    let (_, body) = split_mark(document.text());
    let ending = lines::ending(body);
    let mut lines: Vec<String> = lines::split(body).into_iter().map(str::to_owned).collect();
    if !outlines_all(&lines, document.fields()) {
        return None;
    }
    let mut intended = document.fields().clone();
    for change in changes {
        apply(&mut lines, specs, change, grain, ending)?;
        if change.is_absent() {
            intended.remove(change.name);
        } else {
            intended.insert(Value::from(change.name), change.intended(grain));
        }
    }

    let text = lines::join(&lines, ending, body);
    let fields = document::parse_fields(&text).ok()?;
    empty::is_same_record(specs, &fields, &intended).then_some(text)
}

/// Whether the outline finds exactly the fields that were parsed.
fn outlines_all(lines: &[String], fields: &Mapping) -> bool {
    let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
    outline::root(&borrowed)
        .is_some_and(|entries| entries.iter().map(|entry| &entry.key).eq(fields.keys()))
}

fn apply(
    lines: &mut Vec<String>,
    specs: &[FieldSpec],
    change: &Change,
    grain: Grain,
    ending: &str,
) -> Option<()> {
    let borrowed: Vec<&str> = lines.iter().map(String::as_str).collect();
    let entries = outline::root(&borrowed)?;
    let entry = entries
        .iter()
        .find(|entry| entry.key.as_str() == Some(change.name));
    let key = Value::from(change.name);
    let value = change.intended(grain);
    let canonical = || splice::to_lines(&emit::field(&key, &value, change.style), ending);
    match entry {
        None if change.is_absent() => {}
        None => insertion::insert(lines, specs, change.name, ending, canonical())?,
        Some(entry) if change.is_absent() => insertion::remove(lines, entry.lines.clone()),
        Some(entry) => {
            let field = splice::Site {
                lines: &borrowed[entry.lines.clone()],
                entry,
                column: 0,
                ending,
            };
            let new = match grain {
                Grain::Fine => splice::entry(
                    &field,
                    change.raw.unwrap_or(&Value::Null),
                    &value,
                    change.style,
                ),
                Grain::Coarse => canonical(),
            };
            lines.splice(entry.lines.clone(), new);
        }
    }
    Some(())
}

/// The fields of the whole file after the edit, with text in place of numbers that YAML made of it.
fn whole(fields: &Mapping, changes: &[Change], after: &Mapping) -> Mapping {
    let mut whole = fields.clone();
    for change in changes {
        if change.is_absent() {
            whole.remove(change.name);
        } else {
            whole.insert(Value::from(change.name), change.merged.clone());
        }
    }
    for (key, value) in &mut whole {
        if let Some(known) = after.get(key) {
            *value = merge::settle(value, known);
        }
    }
    whole
}
