//! Reading what a search found.

use serde_json::Map;
use serde_json::Value;

use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Ticket;
use crate::index::text::DocumentText;
use crate::index::text::Excerpt;
use crate::index::text::Place;
use crate::index::text::excerpt;
use crate::ops::Detail;
use crate::ops::Hit;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::ops::search::corpus::Candidate;
use crate::ops::search::corpus::SearchCorpus;
use crate::ops::search::documents::criteria;
use crate::ops::search::documents::prose;
use crate::ops::search::documents::text_of;
use crate::ops::search::documents::text_of_ticket;
use crate::query::TextTerm;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::view;

/// A record that was found, as its kind is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundRecord {
    /// A ticket, with what is computed of it.
    Ticket(Box<Listed>),
    /// A record of another kind: its fields and its path as JSON has them.
    Other(RecordKind, Map<String, Value>),
}

impl FoundRecord {
    /// Which kind of record it is.
    pub fn kind(&self) -> RecordKind {
        match self {
            FoundRecord::Ticket(_) => RecordKind::Ticket,
            FoundRecord::Other(kind, _) => *kind,
        }
    }

    /// Its key.
    pub fn id(&self) -> String {
        match self {
            FoundRecord::Ticket(listed) => listed.stored.record.id.to_string(),
            FoundRecord::Other(_, fields) => word(fields, "id").to_owned(),
        }
    }

    /// Where it stands.
    pub fn status(&self) -> &str {
        match self {
            FoundRecord::Ticket(listed) => listed.stored.record.status.as_str(),
            FoundRecord::Other(_, fields) => word(fields, "status"),
        }
    }

    /// What it is about.
    pub fn title(&self) -> &str {
        match self {
            FoundRecord::Ticket(listed) => listed.stored.record.title.as_str(),
            FoundRecord::Other(_, fields) => word(fields, "title"),
        }
    }

    /// Of a requirement, the key of what it is expected of.
    pub fn holder(&self) -> Option<&str> {
        match self {
            FoundRecord::Ticket(_) => None,
            FoundRecord::Other(_, fields) => fields.get("of")?.as_str(),
        }
    }
}

fn word<'a>(fields: &'a Map<String, Value>, name: &str) -> &'a str {
    let value = fields.get(name).and_then(Value::as_str);
    value.unwrap_or_default()
}

/// Reads a record that was found in a place, and the text there.
pub(crate) fn read_hit(
    tracker: &Tracker,
    corpus: &SearchCorpus,
    (candidate, place): (&Candidate<'_>, Place),
    terms: &[TextTerm],
) -> Result<Hit, Problem> {
    let file = tracker.store.record_file(&candidate.row.path())?;
    if candidate.kind != RecordKind::Ticket {
        return candidate.kind.accept(ReadHit {
            tracker,
            file: &file,
            kind: candidate.kind,
            found: (place, terms),
        });
    }
    let stored = tracker.store.load::<Ticket>(&file)?;
    let text = text_of_ticket(&tracker.store, &stored);
    let ticket = Listed {
        computed: tracker.computed(&corpus.tickets, &candidate.row, Detail::Whole),
        stored,
    };
    Ok(Hit {
        record: FoundRecord::Ticket(Box::new(ticket)),
        place,
        found_in: place.as_str(),
        excerpt: excerpt(&text, place, terms),
    })
}

struct ReadHit<'a> {
    tracker: &'a Tracker,
    file: &'a RecordFile,
    kind: RecordKind,
    found: (Place, &'a [TextTerm]),
}

impl RecordVisitor for ReadHit<'_> {
    type Output = Result<Hit, Problem>;

    fn visit<R: Record + 'static>(self) -> Result<Hit, Problem> {
        let stored = self.tracker.store.load::<R>(self.file)?;
        let (place, terms) = self.found;
        let fields = view::planned(&stored.record, &stored.file.path, &());
        let text = text_of(&self.tracker.store, &stored);
        let texts = match place {
            Place::Description => prose::<R>(&fields),
            Place::Criteria => criteria::<R>(&fields),
            Place::Key | Place::Title | Place::Labels | Place::Comments => Vec::new(),
        };
        let (found_in, excerpt) = match best_of(texts, terms) {
            Some(found) => found,
            None => (place.as_str(), excerpt(&text, place, terms)),
        };
        Ok(Hit {
            record: FoundRecord::Other(self.kind, fields),
            place,
            found_in,
            excerpt,
        })
    }
}

/// The field that most was found in, and the text there.
fn best_of(
    texts: Vec<(&'static str, String)>,
    terms: &[TextTerm],
) -> Option<(&'static str, Excerpt)> {
    let excerpts = texts.into_iter().rev().map(|(name, description)| {
        let alone = DocumentText {
            description,
            ..DocumentText::default()
        };
        (name, excerpt(&alone, Place::Description, terms))
    });
    let found = excerpts.filter(|(_, excerpt)| !excerpt.matches.is_empty());
    // The last of equals, which is the first of the fields.
    found.max_by_key(|(_, excerpt)| excerpt.matches.len())
}
