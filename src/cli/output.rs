//! Results in the form that was asked for.

use std::path::Path;

use serde_json::Map;
use serde_json::Value;

use crate::cli::format::Format;
use crate::cli::render::diff;
use crate::cli::render::table;
use crate::cli::render::table::Look;
use crate::cli::report::CliError;
use crate::cli::report::nearest;
use crate::cli::ui::Ui;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Vocabulary;
use crate::store::Receipt;
use crate::view;
use crate::view::json_text;

/// A record as JSON.
pub(crate) type Json = Map<String, Value>;

/// What a command gives: one record or several.
#[derive(Debug)]
pub(crate) enum Yield {
    One(Json),
    Many(Vec<Json>),
}

/// Records and what is needed to print them in any form.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    /// The records.
    pub(crate) result: Yield,
    /// All the fields that they have.
    pub(crate) fields: Vec<&'a str>,
    /// The fields that a table shows.
    pub(crate) columns: Vec<&'a str>,
    /// The field that names a record.
    pub(crate) name: &'a str,
    /// The table, where it is not a plain one.
    pub(crate) page: Option<String>,
    /// What gives the table its colours.
    pub(crate) vocabulary: Option<&'a Vocabulary>,
}

/// The names of all fields of a ticket in JSON.
pub(crate) fn ticket_fields() -> Vec<&'static str> {
    let own = Ticket::FIELDS.iter().map(|spec| spec.name);
    own.chain(view::TICKET_COMPUTED).collect()
}

impl Ui {
    /// Prints an answer in the form that was asked for, to stdout alone.
    pub(crate) fn answer(&self, answer: Answer<'_>) -> Result<(), CliError> {
        self.refuse_unknown_fields(&answer.fields)?;
        let text = match self.format {
            Format::Table => self.table(&answer),
            Format::Json => json(self.selected(answer.result)),
            Format::Jsonl => lines(&records(self.selected(answer.result))),
            Format::Yaml => yaml(self.selected(answer.result)),
            Format::Csv => self.csv(answer),
            Format::Simple => self.simple(answer),
            Format::Markdown => return Err(no_markdown()),
        };
        self.print(&text)
    }

    /// Whether records are shown as pages: those are for people; programs, and who chooses
    /// fields, get records.
    pub(crate) fn shows_pages(&self) -> bool {
        self.format == Format::Table && self.fields.is_empty()
    }

    /// The fields that an answer will show: those that were chosen, or those of its form.
    pub(crate) fn wanted<'a>(
        &'a self,
        all: &[&'a str],
        columns: &[&'a str],
        name: &'a str,
    ) -> Vec<&'a str> {
        if !self.fields.is_empty() {
            return self.fields.iter().map(String::as_str).collect();
        }
        match self.format {
            Format::Table => columns.to_vec(),
            Format::Simple => vec![name],
            Format::Json | Format::Jsonl | Format::Yaml | Format::Csv | Format::Markdown => {
                all.to_vec()
            }
        }
    }

    /// Prints an answer in Markdown, of which no fields can be chosen.
    pub(crate) fn markdown(&self, text: &str) -> Result<(), CliError> {
        if !self.fields.is_empty() {
            return Err(CliError::usage_with_hint(
                "Markdown has no fields to choose",
                "`--format json --fields …` has",
            ));
        }
        self.print(text)
    }

    /// Prints what a command did as one object; people have been told in a sentence.
    pub(crate) fn facts(&self, facts: &[(&str, Value)]) -> Result<(), CliError> {
        if !self.is_format_chosen {
            return Ok(());
        }
        let names: Vec<&str> = facts.iter().map(|(name, _)| *name).collect();
        let pairs = facts
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        self.answer(Answer {
            result: Yield::One(pairs.collect()),
            columns: names.clone(),
            name: names.first().copied().unwrap_or_default(),
            fields: names,
            page: None,
            vocabulary: None,
        })
    }

    fn refuse_unknown_fields(&self, known: &[&str]) -> Result<(), CliError> {
        let unknown = self
            .fields
            .iter()
            .find(|field| !known.contains(&field.as_str()));
        let Some(field) = unknown else { return Ok(()) };
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        Err(CliError::usage_with_hint(
            format!("no field `{field}`"),
            nearest(field, &known),
        ))
    }

    fn table(&self, answer: &Answer<'_>) -> String {
        if let (Some(page), true) = (&answer.page, self.fields.is_empty()) {
            return page.clone();
        }
        let chosen: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        let columns = if chosen.is_empty() {
            &answer.columns
        } else {
            &chosen
        };
        let records = match &answer.result {
            Yield::One(record) => std::slice::from_ref(record),
            Yield::Many(records) => records,
        };
        if records.is_empty() {
            return String::new();
        }
        let look = Look {
            width: self.width,
            is_coloured: self.theme.stdout_is_coloured,
            vocabulary: answer.vocabulary,
        };
        table::table(records, columns, look)
    }

    fn selected(&self, result: Yield) -> Yield {
        if self.fields.is_empty() {
            return result;
        }
        let select = |record: Json| {
            let fields = self.fields.iter();
            fields
                .map(|field| {
                    (
                        field.clone(),
                        record.get(field).cloned().unwrap_or_default(),
                    )
                })
                .collect()
        };
        match result {
            Yield::One(record) => Yield::One(select(record)),
            Yield::Many(records) => Yield::Many(records.into_iter().map(select).collect()),
        }
    }

    fn csv(&self, answer: Answer<'_>) -> String {
        let chosen: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        let columns = if chosen.is_empty() {
            answer.fields
        } else {
            chosen
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let cell = |value: Option<&Value>| match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(items)) if items.is_empty() => String::new(),
            Some(Value::Array(items)) if items.iter().all(Value::is_string) => items
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(","),
            Some(other) => other.to_string(),
        };
        writer
            .write_record(&columns)
            .expect("memory takes every write");
        for record in records(answer.result) {
            let cells = columns.iter().map(|column| cell(record.get(*column)));
            writer
                .write_record(cells)
                .expect("memory takes every write");
        }
        let bytes = writer.into_inner().expect("memory takes every write");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn simple(&self, answer: Answer<'_>) -> String {
        let chosen: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        let columns = if chosen.is_empty() {
            vec![answer.name]
        } else {
            chosen
        };
        let line = |record: &Json| {
            let cells: Vec<String> = columns
                .iter()
                .map(|column| table::cell_text(record.get(*column)))
                .collect();
            format!("{}\n", cells.join("\t"))
        };
        records(answer.result).iter().map(line).collect()
    }

    /// Ends a writing command: with `--dry-run` the diff, else what `done` says and the records.
    pub(crate) fn wrote(
        &self,
        is_rehearsal: bool,
        receipt: &Receipt,
        done: impl FnOnce(&Ui) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        if !is_rehearsal {
            done(self)?;
            for note in &receipt.notes {
                self.note(format_args!("{note}"));
            }
            return Ok(());
        }
        for change in receipt.changes.iter().filter(|change| change.is_rewritten) {
            self.note(format_args!(
                "`.tickets/{}` cannot be edited by its lines and would be written anew, without its comments",
                change.path
            ));
        }
        self.note(format_args!("dry run: nothing was changed"));
        if self.format.is_json() {
            let changes: Vec<Json> = receipt.changes.iter().map(planned).collect();
            return self.print(&json(Yield::Many(changes)));
        }
        let diffs = receipt
            .changes
            .iter()
            .map(|change| diff::unified(change, self.theme.stdout()));
        self.print(&diffs.collect::<String>())
    }
}

/// Most commands have no Markdown.
pub(crate) fn no_markdown() -> CliError {
    CliError::usage_with_hint(
        "this command has no form `markdown`",
        "`diff`, `changelog`, `report` and `requirements matrix` have it",
    )
}

fn planned(change: &crate::store::FileChange) -> Json {
    let action = match (&change.before, &change.after) {
        (None, _) => "create",
        (Some(_), None) => "delete",
        (Some(_), Some(_)) => "edit",
    };
    let plain = crate::cli::theme::Theme {
        stdout_is_coloured: false,
        stderr_is_coloured: false,
    };
    let pairs = [
        ("path", Value::from(format!(".tickets/{}", change.path))),
        ("action", action.into()),
        ("is_rewritten", change.is_rewritten.into()),
        ("diff", diff::unified(change, plain.stdout()).into()),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn records(result: Yield) -> Vec<Json> {
    match result {
        Yield::One(record) => vec![record],
        Yield::Many(records) => records,
    }
}

/// One line for an object; an array has one line for each of its objects.
fn json(result: Yield) -> String {
    match result {
        Yield::One(record) => format!("{}\n", json_text(&Value::Object(record))),
        Yield::Many(records) if records.is_empty() => "[]\n".to_owned(),
        Yield::Many(records) => {
            let lines: Vec<String> = records
                .into_iter()
                .map(|record| json_text(&Value::Object(record)))
                .collect();
            format!("[\n{}\n]\n", lines.join(",\n"))
        }
    }
}

fn lines(records: &[Json]) -> String {
    let line = |record: &Json| format!("{}\n", json_text(&Value::Object(record.clone())));
    records.iter().map(line).collect()
}

fn yaml(result: Yield) -> String {
    let text = match result {
        Yield::One(record) => serde_yaml::to_string(&record),
        Yield::Many(records) => serde_yaml::to_string(&records),
    };
    text.expect("JSON values are YAML values")
}

/// Writes a result to a file that the user named.
#[expect(
    clippy::disallowed_methods,
    reason = "the file is the user's own, and may be a device"
)]
pub(crate) fn save(path: &Path, text: &str) -> Result<(), CliError> {
    std::fs::write(path, text).map_err(|source| CliError::Io {
        message: format!("cannot write `{}`", path.display()),
        source,
    })
}
