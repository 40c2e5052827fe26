//! What was decided before the rest: by an earlier `resolve`, or by hand in the file.

use std::fmt::Display;
use std::str::FromStr;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Lifecycle;
use crate::domain::LifecycleError;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::merge::Place;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::resolve::conflict::Conflict;
use crate::ops::resolve::fold::Folded;
use crate::ops::resolve::identified::kind_of;
use crate::ops::resolve::question::Decision;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::parse_record;
use crate::store::sides_of;

/// A file on disk of which a part has markers around it, and the rest has none any more.
#[derive(Debug)]
pub(super) struct Settled {
    ours: Mapping,
    theirs: Mapping,
}

impl Settled {
    /// Reads the file of a conflict that version control knows the sides of; none where it has no markers.
    pub(super) fn of(tracker: &Tracker, conflict: &Conflict) -> Option<Settled> {
        if !conflict.is_tracked || conflict.sides.len() != 2 {
            return None;
        }
        let bytes = tracker.store.read(&conflict.path).ok()?;
        let sides = sides_of(&bytes)?;
        Some(Settled {
            ours: serde_yaml::from_slice(&sides.ours).ok()?,
            theirs: serde_yaml::from_slice(&sides.theirs).ok()?,
        })
    }

    /// The value at a place that both sides made different things of and that has no markers around it; the inner none
    /// is a value that was taken away.
    ///
    /// Lines merge how a record was settled without a word, so that counts only once the status is settled.
    pub(super) fn value(&self, place: &Place) -> Option<Option<Value>> {
        if place.field == "resolution" && !self.is_settled(&Place::of_field("status")) {
            return None;
        }
        let value = place.get(&self.ours).filter(|value| !value.is_null());
        self.is_settled(place).then(|| value.cloned())
    }

    fn is_settled(&self, place: &Place) -> bool {
        place.get(&self.ours) == place.get(&self.theirs)
    }
}

/// Refuses values that were given for fields and that no command would write.
pub(super) fn refuse_unusable(
    tracker: &Tracker,
    conflict: &Conflict,
    folded: &Folded,
) -> Result<(), OpError> {
    let mut has_values = false;
    for (question, decision) in &folded.decided {
        let Decision::Value(value) = decision else {
            continue;
        };
        has_values = true;
        if let Some(Value::String(word)) = value {
            check_word(tracker, conflict, (&question.field, word))?;
        }
    }
    let file = RecordFile::from_path(&conflict.path);
    if let (true, true, Some(file), Some(bytes)) =
        (has_values, folded.left.is_empty(), file, &folded.bytes)
    {
        let kind = kind_of(&file.path).unwrap_or(RecordKind::Ticket);
        kind.accept(Parsing { file: &file, bytes })
            .map_err(|problem| OpError::invalid(format!("with these values {problem}")))?;
    }
    Ok(())
}

/// Parses a record and forgets it.
struct Parsing<'a> {
    file: &'a RecordFile,
    bytes: &'a [u8],
}

impl RecordVisitor for Parsing<'_> {
    type Output = Result<(), Problem>;

    fn visit<R: Record + 'static>(self) -> Result<(), Problem> {
        parse_record::<R>(self.file, self.bytes).map(|_| ())
    }
}

fn check_word(
    tracker: &Tracker,
    conflict: &Conflict,
    (field, word): (&str, &str),
) -> Result<(), OpError> {
    let words = &tracker.vocabulary;
    let kind = kind_of(&conflict.path);
    let lives = kind.map_or(&[][..], RecordKind::lifecycles);
    let is_ticket = kind == Some(RecordKind::Ticket);
    let checked = match field {
        "status" if is_ticket => words.check_status(&read(word)?),
        "status" => return check_stage(lives, word),
        "type" if is_ticket => words.check_type(&read(word)?),
        "priority" => words.check_priority(&read(word)?),
        _ => Ok(()),
    };
    checked.map_err(|source| OpError::Unknown {
        id: conflict.key(),
        source,
    })
}

fn check_stage(lives: &[Lifecycle], word: &str) -> Result<(), OpError> {
    let stages = lives.iter().flat_map(|life| life.stages);
    let known: Vec<&str> = stages.map(|stage| stage.name).collect();
    if lives.is_empty() || known.contains(&word) {
        return Ok(());
    }
    let error = LifecycleError::Unknown {
        status: word.to_owned(),
        known,
    };
    Err(OpError::invalid(error.to_string()))
}

fn read<T: FromStr<Err: Display>>(word: &str) -> Result<T, OpError> {
    word.parse()
        .map_err(|error: T::Err| OpError::invalid(error.to_string()))
}
