//! The text of records.

use serde_json::Map;
use serde_json::Value;

use crate::domain::FieldSpec;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Requirement;
use crate::domain::Shape;
use crate::domain::Ticket;
use crate::index::text::DocumentText;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;
use crate::view;

/// Reads the text of the record at `path`; none where it cannot be read.
pub(crate) fn document(store: &Store, path: &str) -> Option<DocumentText> {
    let file = RecordFile::from_path(path)?;
    match RecordKind::of_folder(path.split('/').next()?)? {
        RecordKind::Ticket => {
            let stored = store.load::<Ticket>(&file).ok()?;
            Some(text_of_ticket(store, &stored))
        }
        kind @ (RecordKind::Epic
        | RecordKind::BacklogItem
        | RecordKind::Sprint
        | RecordKind::Requirement) => kind.accept(ReadText { store, file: &file }),
    }
}

/// The text of a ticket and of its entries.
///
/// A comment that cannot be read is left out: `doctor` names it.
pub(crate) fn text_of_ticket(store: &Store, stored: &Stored<Ticket>) -> DocumentText {
    let ticket = &stored.record;
    let criteria = ticket.acceptance_criteria.iter();
    DocumentText {
        keys: keys(ticket),
        title: ticket.title.as_str().to_owned(),
        labels: ticket.labels.iter().map(ToString::to_string).collect(),
        description: ticket.description.as_str().to_owned(),
        criteria: criteria.map(|criterion| criterion.text.clone()).collect(),
        comments: comments(store, &stored.file),
    }
}

/// The text of a record of any kind: its prose, of whatever name, is its description,
/// its checklists are its criteria.
pub(crate) fn text_of<R: Record>(store: &Store, stored: &Stored<R>) -> DocumentText {
    let record = &stored.record;
    let fields = view::fields(record);
    let labels = texts(fields.get("labels"));
    let prose = prose::<R>(&fields).into_iter().map(|(_, text)| text);
    let criteria = criteria::<R>(&fields).into_iter();
    DocumentText {
        keys: keys(record),
        title: record.title().as_str().to_owned(),
        labels,
        description: prose.collect::<Vec<String>>().join("\n"),
        criteria: criteria.map(|(_, text)| text).collect(),
        comments: comments(store, &stored.file),
    }
}

/// The lines of all checklists of a record, with the fields that they are in.
pub(crate) fn criteria<R: Record>(fields: &Map<String, Value>) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    for spec in R::FIELDS
        .iter()
        .filter(|spec| spec.shape == Shape::Checklist)
    {
        let list = fields.get(spec.name).and_then(Value::as_array);
        let texts = list.into_iter().flatten();
        let texts = texts.filter_map(|line| line.get("text")?.as_str());
        lines.extend(texts.map(|text| (spec.name, text.to_owned())));
    }
    lines
}

/// The fields of prose of a record, with what they say: all long texts and, of a story,
/// its parts.
pub(crate) fn prose<R: Record>(fields: &Map<String, Value>) -> Vec<(&'static str, String)> {
    let is_prose = |spec: &&FieldSpec| {
        spec.shape == Shape::Text || Requirement::STORY_FIELDS.contains(&spec.name)
    };
    let specs = R::FIELDS.iter().filter(is_prose);
    let texts = specs.filter_map(|spec| Some((spec.name, fields.get(spec.name)?.as_str()?)));
    let said = texts.filter(|(_, text)| !text.is_empty());
    said.map(|(name, text)| (name, text.to_owned())).collect()
}

fn keys<R: Record>(record: &R) -> Vec<String> {
    let id = std::iter::once(record.key().to_string());
    id.chain(record.aliases().iter().cloned()).collect()
}

fn comments(store: &Store, file: &RecordFile) -> Vec<String> {
    let (entries, _) = store.entries(file);
    let words = entries.iter().map(|entry| entry.entry.words());
    words.filter(|words| !words.is_empty()).collect()
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

struct ReadText<'a> {
    store: &'a Store,
    file: &'a RecordFile,
}

impl RecordVisitor for ReadText<'_> {
    type Output = Option<DocumentText>;

    fn visit<R: Record + 'static>(self) -> Option<DocumentText> {
        let stored = self.store.load::<R>(self.file).ok()?;
        Some(text_of(self.store, &stored))
    }
}
