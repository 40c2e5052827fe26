//! One value on three sides, merged by its shape.

use serde_yaml::Value;

use crate::domain::Shape;
use crate::domain::Timestamp;
use crate::domain::merge::contradiction::Contradiction;
use crate::domain::merge::contradiction::Place;
use crate::domain::merge::keyed;
use crate::domain::merge::log;
use crate::domain::merge::map;
use crate::domain::merge::sequence;
use crate::domain::merge::set;
use crate::domain::merge::sides::Side;
use crate::domain::merge::sides::Three;
use crate::domain::merge::text;

/// Merges one value; none is one that is not there. What clashes has our value and is added to `found`.
pub(crate) fn merge(
    three: Three,
    shape: Option<Shape>,
    place: &Place,
    found: &mut Vec<Contradiction>,
) -> Option<Value> {
    if let Some(side) = three.winner(shape) {
        return three.of(side).cloned();
    }
    match shape {
        Some(Shape::Set) if set::fits(three) => return Some(set::merge(three)),
        Some(Shape::Log) if is_lists(three) => return Some(log::merge(three)),
        Some(Shape::Checklist) if is_lists(three) && keyed::is_told_apart(three) => {
            return Some(keyed::merge(three, place, found));
        }
        Some(Shape::Moment) => {
            if let Some(side) = later(three) {
                return three.of(side).cloned();
            }
        }
        Some(Shape::Text) if text::fits(three) => return Some(text::merge(three, place, found)),
        Some(
            Shape::Scalar | Shape::Time | Shape::Set | Shape::Log | Shape::Checklist | Shape::Text,
        )
        | None => {}
    }
    by_structure(three, place, found)
}

/// Merges a value of which nothing is known but what it is made of.
fn by_structure(three: Three, place: &Place, found: &mut Vec<Contradiction>) -> Option<Value> {
    match (three.ours, three.theirs) {
        (Some(Value::Mapping(_)), Some(Value::Mapping(_))) => {
            return Some(map::merge(three, place, found));
        }
        (Some(Value::Sequence(_)), Some(Value::Sequence(_))) if keyed::fits(three) => {
            return Some(keyed::merge(three, place, found));
        }
        (Some(Value::Sequence(_)), Some(Value::Sequence(_))) => {
            return Some(sequence::merge(three, place, found));
        }
        (Some(Value::String(ours)), Some(Value::String(theirs)))
            if ours.contains('\n') && theirs.contains('\n') =>
        {
            return Some(text::merge(three, place, found));
        }
        _ => {}
    }
    found.push(Contradiction {
        place: place.clone(),
        base: three.base.cloned(),
        ours: three.ours.cloned(),
        theirs: three.theirs.cloned(),
    });
    three.ours.cloned()
}

fn is_lists(three: Three) -> bool {
    let is_list = |value: Option<&Value>| {
        value.is_none_or(|value| matches!(value, Value::Null | Value::Sequence(_)))
    };
    is_list(three.base) && is_list(three.ours) && is_list(three.theirs)
}

/// The side with the later of two times.
fn later(three: Three) -> Option<Side> {
    let time = |value: Option<&Value>| value?.as_str()?.parse::<Timestamp>().ok();
    let (ours, theirs) = (time(three.ours)?, time(three.theirs)?);
    Some(if theirs > ours {
        Side::Theirs
    } else {
        Side::Ours
    })
}
