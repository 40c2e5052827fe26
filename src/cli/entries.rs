//! What the commands for journals, time and milestones share.

use serde_json::Value;

use crate::cli::output::Json;
use crate::cli::report::CliError;
use crate::cli::theme::Style;
use crate::cli::ui::harmless;
use crate::cli::ui::one_line;
use crate::domain::BareNumber;
use crate::domain::Entry;
use crate::domain::Minutes;
use crate::domain::Person;
use crate::domain::Reference;
use crate::ops;
use crate::ops::RecordEntry;
use crate::ops::Tracker;
use crate::store::StoredEntry;
use crate::view;

/// The names of the fields of an entry of a kind, with those of its record.
pub(crate) fn fields(kind: &str) -> Vec<&'static str> {
    let mut fields = vec!["record", "title"];
    fields.extend(Entry::fields_of(kind));
    fields
}

/// An entry as JSON, after its record.
pub(crate) fn json(one: &RecordEntry) -> Json {
    let mut json = Json::new();
    json.insert("record".to_owned(), one.record.to_string().into());
    json.insert("title".to_owned(), one.title.clone().into());
    json.extend(of_entry(&one.entry));
    json
}

/// An entry that a command wrote, as JSON, after its record.
pub(crate) fn json_of_stored(stored: &StoredEntry) -> Json {
    let key = stored.file.record().map(|key| key.to_string());
    let mut json = Json::new();
    json.insert("record".to_owned(), key.into());
    json.extend(of_entry(&stored.entry));
    json
}

fn of_entry(entry: &Entry) -> Json {
    match view::entry(entry) {
        Value::Object(map) => map,
        _ => Json::new(),
    }
}

/// The entries of one record as a part of its page.
pub(crate) fn pages(entries: &[StoredEntry], style: Style) -> String {
    let page = |stored: &StoredEntry| {
        let head = style.dim(&head(&stored.entry));
        format!("\n{head}\n{}", body(&stored.entry))
    };
    entries.iter().map(page).collect()
}

/// Entries, each with a line that says who and when, and what it says.
pub(crate) fn page(entries: &[RecordEntry], names_records: bool, style: Style) -> String {
    let pages: Vec<String> = entries
        .iter()
        .map(|one| {
            let head = head(&one.entry);
            let about = if names_records {
                let title = one_line(&one.title);
                format!("{} {title}\n", style.id(&one.record.to_string()))
            } else {
                String::new()
            };
            format!("{about}{}\n{}", style.dim(&head), body(&one.entry))
        })
        .collect();
    pages.join("\n")
}

/// `journal 7f3a progress by Alice at …`
pub(crate) fn head(entry: &Entry) -> String {
    let by = entry.by.as_ref().map_or("somebody", Person::as_str);
    let own_type = entry.entry_type.as_ref();
    let own_type = own_type.map_or_else(String::new, |own| format!(" {own}"));
    let edited = entry.edited_at;
    let edited = edited.map_or_else(String::new, |at| format!(", edited {at}"));
    let head = format!(
        "{}{own_type} {} by {by} at {}{edited}",
        entry.kind, entry.id, entry.at
    );
    one_line(&head)
}

/// The facts and the words of an entry, indented.
pub(crate) fn body(entry: &Entry) -> String {
    let facts = entry.facts().into_iter();
    let facts: Vec<String> = facts
        .map(|(name, value)| one_line(&format!("{name} {value}")))
        .collect();
    let mut lines: Vec<String> = Vec::new();
    if !facts.is_empty() {
        lines.push(facts.join(" · "));
    }
    lines.extend(
        entry
            .text
            .as_str()
            .lines()
            .map(|line| harmless(line).into_owned()),
    );
    let lines = lines.iter().map(|line| format!("  {line}"));
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The record of a command that needs one.
pub(crate) fn record<'a>(
    reference: Option<&'a Reference>,
    hint: &str,
) -> Result<&'a Reference, CliError> {
    reference.ok_or_else(|| CliError::usage_with_hint("no ticket is named", hint))
}

/// The amount of time that an option gives.
pub(crate) fn minutes(
    tracker: &Tracker,
    text: Option<&String>,
    bare: BareNumber,
) -> Result<Option<Minutes>, CliError> {
    let read = |text: &String| ops::minutes(tracker, text, bare);
    Ok(text.map(read).transpose()?)
}
