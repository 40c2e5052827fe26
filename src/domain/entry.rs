//! Entries: what people add to a record, one file each.

use crate::domain::EntryType;
use crate::domain::FieldSpec;
use crate::domain::Key;
use crate::domain::Minutes;
use crate::domain::Percent;
use crate::domain::Person;
use crate::domain::Shape;
use crate::domain::Stamp;
use crate::domain::Text;
use crate::domain::Timestamp;
use crate::domain::empty;

/// Something that was added to a record: a comment, a line of its journal, time that was spent.
///
/// The fields after `edited_at` are absent until used, and comments use none of them.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Entry {
    /// Four symbols, unique in the record; also the end of the file's name.
    pub id: String,
    /// What sort of entry it is: `comment`, `journal` or `time`.
    pub kind: String,
    /// What sort of its kind: `blocker`, `decision`, …; `work`, `review`, ….
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub entry_type: Option<EntryType>,
    /// When it was added.
    pub at: Timestamp,
    /// Who added it.
    #[serde(default)]
    pub by: Option<Person>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// When the work began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// How long the work took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// How much of the whole is done, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<Percent>,
    /// How long the work took that it tells of; no part of the time that is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent_minutes: Option<Minutes>,
    /// How long the work is thought to take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate_minutes: Option<Minutes>,
    /// The milestone that was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    /// What the work turned out to depend on; sorted.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub dependencies: Vec<Key>,
    /// What may go wrong; sorted.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub risks: Vec<String>,
    /// What was decided; sorted.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub decisions: Vec<String>,
    /// What it says.
    #[serde(default, deserialize_with = "empty::text")]
    pub text: Text,
}

impl Entry {
    /// The kind of entry that `tickets comment` writes.
    pub const COMMENT: &'static str = "comment";

    /// The kind of entry that `tickets journal` writes.
    pub const JOURNAL: &'static str = "journal";

    /// The kind of entry that `tickets time` writes.
    pub const TIME: &'static str = "time";

    /// The types of journal entries; the first is what an entry has unless told otherwise.
    pub const JOURNAL_TYPES: [&'static str; 7] = [
        "progress",
        "blocker",
        "milestone",
        "decision",
        "risk",
        "meeting",
        "testing",
    ];

    /// The types of time entries; the first is what an entry has unless told otherwise.
    pub const TIME_TYPES: [&'static str; 8] = [
        "work",
        "meeting",
        "research",
        "blocked",
        "review",
        "testing",
        "documentation",
        "other",
    ];

    /// The fields in the order of the file.
    pub const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::always("kind", Shape::Scalar),
        FieldSpec::when_set("type", Shape::Scalar),
        FieldSpec::always("at", Shape::Time),
        FieldSpec::always("by", Shape::Scalar),
        FieldSpec::when_set("edited_at", Shape::Moment),
        FieldSpec::when_set("started_at", Shape::Time),
        FieldSpec::when_set("minutes", Shape::Scalar),
        FieldSpec::when_set("completion", Shape::Scalar),
        FieldSpec::when_set("spent_minutes", Shape::Scalar),
        FieldSpec::when_set("estimate_minutes", Shape::Scalar),
        FieldSpec::when_set("milestone", Shape::Scalar),
        FieldSpec::when_set("dependencies", Shape::Set),
        FieldSpec::when_set("risks", Shape::Set),
        FieldSpec::when_set("decisions", Shape::Set),
        FieldSpec::always("text", Shape::Text),
    ];

    /// An entry that says nothing yet.
    pub fn new(id: String, kind: &str, stamp: Stamp) -> Entry {
        Entry {
            id,
            kind: kind.to_owned(),
            entry_type: None,
            at: stamp.at,
            by: stamp.by,
            edited_at: None,
            started_at: None,
            minutes: None,
            completion: None,
            spent_minutes: None,
            estimate_minutes: None,
            milestone: None,
            dependencies: Vec::new(),
            risks: Vec::new(),
            decisions: Vec::new(),
            text: Text::default(),
        }
    }

    /// The names of the fields that entries of a kind are shown with, whether they are set or not.
    pub fn fields_of(kind: &str) -> Vec<&'static str> {
        let own: &[&str] = match kind {
            Entry::JOURNAL => &[
                "type",
                "completion",
                "spent_minutes",
                "estimate_minutes",
                "milestone",
                "dependencies",
                "risks",
                "decisions",
            ],
            Entry::TIME => &["type", "started_at", "minutes"],
            _ => &[],
        };
        let is_shown = |name: &&str| own.contains(name) || Entry::COMMON.contains(name);
        let names = Entry::FIELDS.iter().map(|spec| spec.name);
        names.filter(is_shown).collect()
    }

    /// The fields that every kind of entry has.
    pub const COMMON: [&'static str; 6] = ["id", "kind", "at", "by", "edited_at", "text"];

    /// The day on which the work was done that it tells of.
    pub fn worked_at(&self) -> Timestamp {
        self.started_at.unwrap_or(self.at)
    }

    /// What it says beside its text, each as a name and a value for people; in the order of the file.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = Vec::new();
        let mut add = |name, value: Option<String>| facts.extend(value.map(|value| (name, value)));
        let joined = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join(", "));
        add("time", self.minutes.map(|minutes| minutes.to_string()));
        add("done", self.completion.map(|part| format!("{part} %")));
        add("spent", self.spent_minutes.map(|time| time.to_string()));
        add(
            "estimate",
            self.estimate_minutes.map(|time| time.to_string()),
        );
        add("milestone", self.milestone.clone());
        let keys = self.dependencies.iter().map(ToString::to_string);
        add("depends on", joined(keys.collect()));
        add("risks", joined(self.risks.clone()));
        add("decisions", joined(self.decisions.clone()));
        facts
    }

    /// What it says in one text: its type and facts, then its own words. That of a comment is its words.
    pub fn headline(&self) -> String {
        let kind = self.entry_type.iter().map(ToString::to_string);
        let facts = self.facts().into_iter();
        let facts = facts.map(|(name, value)| format!("{name} {value}"));
        let about: Vec<String> = kind.chain(facts).collect();
        match (about.is_empty(), self.text.is_empty()) {
            (true, _) => self.text.to_string(),
            (false, true) => about.join(", "),
            (false, false) => format!("{}: {}", about.join(", "), self.text),
        }
    }

    /// The words in it that somebody may search for.
    pub fn words(&self) -> String {
        let lists = self.risks.iter().chain(&self.decisions);
        let words = self.milestone.iter().chain(lists).map(String::as_str);
        let text = Some(self.text.as_str()).filter(|text| !text.is_empty());
        let all: Vec<&str> = text.into_iter().chain(words).collect();
        all.join("\n")
    }
}
