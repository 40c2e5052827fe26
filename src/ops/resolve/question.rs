//! What only a person can decide.

use serde_yaml::Value;

use crate::domain::Key;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::merge::Contradiction;
use crate::ops::Tracker;
use crate::ops::resolve::conflict::Conflict;
use crate::ops::resolve::identified::Identified;
use crate::ops::tracker::HOME;
use crate::vcs::LogQuery;
use crate::vcs::Side;

/// One fact of which two sides made different things.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The file, below `.tickets/`.
    pub path: String,
    /// The record, where the file is one or belongs to one.
    pub key: Option<Key>,
    /// Its title on our side.
    pub title: Option<Title>,
    /// Where the fact stands: `status`, `acceptance_criteria[k3f9].done`. Empty for a file as a whole.
    pub field: String,
    /// What it was.
    pub base: Option<Value>,
    /// What our side says.
    pub ours: Version,
    /// What their side says.
    pub theirs: Version,
}

/// What one side says.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The side's name for people: a branch, or the start of an id.
    pub label: String,
    /// The value; none where the side took it away.
    pub value: Option<Value>,
    /// Who said so, where it is known.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
}

/// What to do about a [`Question`].
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Our value.
    Ours,
    /// Their value.
    Theirs,
    /// Another value; none takes the field's value away.
    Value(Option<Value>),
    /// Nothing yet: markers stay around the field.
    Leave,
}

impl Question {
    /// The question that a contradiction between two sides of a file is.
    pub(super) fn of(
        tracker: &Tracker,
        conflict: &Conflict,
        contradiction: &Contradiction,
        sides: (&Side, &Side),
    ) -> Question {
        let fact = Fact {
            field: contradiction.place.to_string(),
            base: contradiction.base.clone(),
            values: [contradiction.ours.clone(), contradiction.theirs.clone()],
        };
        fact.question(tracker, conflict, sides)
    }

    /// The question which of two whole files to take.
    pub(super) fn of_file(
        tracker: &Tracker,
        conflict: &Conflict,
        sides: (&Side, &Side),
    ) -> Question {
        let fact = Fact {
            field: String::new(),
            base: None,
            values: [None, None],
        };
        fact.question(tracker, conflict, sides)
    }
}

/// What is asked about: a fact, or with an empty field a file as a whole.
struct Fact {
    field: String,
    base: Option<Value>,
    values: [Option<Value>; 2],
}

impl Fact {
    fn question(self, tracker: &Tracker, conflict: &Conflict, sides: (&Side, &Side)) -> Question {
        let version = |side: &Side, value: &Option<Value>| {
            let known = authorship(tracker, conflict, side, (&self.field, value));
            let (by, at) = known.unzip();
            Version {
                label: side.label.clone(),
                value: value.clone(),
                by,
                at,
            }
        };
        let [ours, theirs] = &self.values;
        Question {
            path: conflict.path.clone(),
            key: conflict.key(),
            title: title(conflict),
            ours: version(sides.0, ours),
            theirs: version(sides.1, theirs),
            base: self.base,
            field: self.field,
        }
    }
}

/// The title on the first side that has one.
fn title(conflict: &Conflict) -> Option<Title> {
    let mut contents = conflict
        .sides
        .iter()
        .filter_map(|side| side.content.as_ref());
    contents.find_map(|content| {
        let fields: serde_yaml::Mapping = serde_yaml::from_slice(content).ok()?;
        fields.get("title")?.as_str()?.parse().ok()
    })
}

/// Who gave a value and when: by the transition that led to a status, else by the side's last commit of the file.
fn authorship(
    tracker: &Tracker,
    conflict: &Conflict,
    side: &Side,
    fact: (&str, &Option<Value>),
) -> Option<(String, Timestamp)> {
    let known = match fact {
        ("status", Some(Value::String(status))) => by_transition(&conflict.path, side, status),
        _ => None,
    };
    if known.is_some() {
        return known;
    }
    let query = LogQuery {
        from: vec![side.revision.clone()?],
        paths: vec![format!("{HOME}/{}", conflict.path)],
        limit: Some(1),
        ..LogQuery::default()
    };
    let commit = tracker.vcs.log(&query).ok()?.into_iter().next()?;
    Some((commit.author.name, commit.at))
}

fn by_transition(path: &str, side: &Side, status: &str) -> Option<(String, Timestamp)> {
    let record = Identified::of(path, side.content.as_ref()?)?;
    let (by, at) = record.moved_to(status)?;
    Some((by.to_string(), at))
}
