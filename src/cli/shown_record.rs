//! Records that are shown whole, whatever kind they are of.

use crate::cli::entries;
use crate::cli::invocation::Invocation;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::planned;
use crate::cli::planned::PlannedAnswer;
use crate::cli::report::CliError;
use crate::domain::Entry;
use crate::domain::Reference;
use crate::ops;
use crate::ops::Tracker;
use crate::store::RecordFile;
use crate::store::StoredEntry;
use crate::view;

/// The fields in which a record's entries stand in JSON.
pub(crate) const ENTRY_FIELDS: [&str; 3] = ["journal", "time", "comments"];

/// One record with its entries, for programs and for people.
#[derive(Debug)]
pub(crate) struct ShownRecord {
    /// It as JSON.
    pub(crate) json: Json,
    /// All the fields that its kind has.
    pub(crate) fields: Vec<String>,
    /// The fields that a table of its kind shows.
    pub(crate) columns: Vec<&'static str>,
    /// It as a page of text.
    pub(crate) page: String,
}

impl ShownRecord {
    /// A record for people alone.
    pub(crate) fn of_page(page: String) -> ShownRecord {
        ShownRecord {
            json: Json::new(),
            fields: Vec::new(),
            columns: Vec::new(),
            page,
        }
    }
}

impl Invocation {
    /// Shows the records that are named, each as `shown` has it.
    pub(crate) fn show_each(
        &self,
        tracker: &Tracker,
        references: &[Reference],
        shown: impl Fn(&Reference) -> Result<ShownRecord, CliError>,
    ) -> Result<(), CliError> {
        let mut records = Vec::new();
        let mut pages = Vec::new();
        let mut fields: Vec<String> = Vec::new();
        let mut columns: Vec<&'static str> = Vec::new();
        for reference in references {
            let one = shown(reference)?;
            records.push(one.json);
            pages.push(one.page);
            add_new(&mut fields, one.fields);
            add_new(&mut columns, one.columns);
        }
        self.ui.answer(Answer {
            result: planned::one_or_many(records),
            fields: fields.iter().map(String::as_str).collect(),
            columns,
            name: "id",
            page: Some(pages.join("\n")),
            vocabulary: Some(&tracker.vocabulary),
        })
    }

    /// A record with its entries; `answer` is what its kind says of its fields.
    pub(crate) fn shown_planned(
        &self,
        tracker: &Tracker,
        file: &RecordFile,
        (mut json, mut page): (Json, String),
        answer: PlannedAnswer,
    ) -> ShownRecord {
        let (own, problems) = ops::entries_of(tracker, file);
        self.ui.problems(&problems);
        add_entries(&mut json, &own);
        page += &entries::pages(&own, self.ui.theme.stdout());
        let mut fields = answer.fields;
        fields.extend(ENTRY_FIELDS.map(str::to_owned));
        ShownRecord {
            json,
            fields,
            columns: answer.columns.to_vec(),
            page,
        }
    }
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// Puts a record's entries into its JSON.
pub(crate) fn add_entries(json: &mut Json, entries: &[StoredEntry]) {
    for field in ENTRY_FIELDS {
        let own = entries
            .iter()
            .filter(|stored| field_of(&stored.entry) == field);
        let own: Vec<_> = own.map(|stored| view::entry(&stored.entry)).collect();
        json.insert(field.to_owned(), own.into());
    }
}

/// The field for an entry of this kind; one that nobody knows is a comment.
fn field_of(entry: &Entry) -> &'static str {
    let [journal, time, comments] = ENTRY_FIELDS;
    match entry.kind.as_str() {
        Entry::JOURNAL => journal,
        Entry::TIME => time,
        _ => comments,
    }
}
