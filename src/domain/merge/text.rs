//! Prose, merged by lines.

use serde_yaml::Value;

use crate::domain::merge::contradiction::Contradiction;
use crate::domain::merge::contradiction::Place;
use crate::domain::merge::diff3::diff3;
use crate::domain::merge::meaning::without_newline;
use crate::domain::merge::sequence::variants;
use crate::domain::merge::sides::Three;

/// Whether every side is text or nothing.
pub(crate) fn fits(three: Three) -> bool {
    let is_text = |value: &Value| matches!(value, Value::Null | Value::String(_));
    let sides = [three.base, three.ours, three.theirs];
    sides.into_iter().flatten().all(is_text)
}

/// Merges two texts line by line; lines that both sides changed are a contradiction.
pub(crate) fn merge(three: Three, place: &Place, found: &mut Vec<Contradiction>) -> Value {
    let [base, ours, theirs] = [three.base, three.ours, three.theirs].map(lines);
    let pieces = diff3(&base, &ours, &theirs);
    let variants = variants(&pieces, [&base, &ours, &theirs]);
    let ends_with_newline = [three.ours, three.theirs]
        .into_iter()
        .any(|value| content(value).ends_with('\n'));
    let text = |lines: &[&str]| {
        let ending = if ends_with_newline && !lines.is_empty() {
            "\n"
        } else {
            ""
        };
        Value::from(lines.join("\n") + ending)
    };
    let merged = text(&variants.ours);
    if variants.has_clash {
        found.push(Contradiction {
            place: place.clone(),
            base: three.base.map(|_| text(&variants.base)),
            ours: Some(merged.clone()),
            theirs: Some(text(&variants.theirs)),
        });
    }
    merged
}

fn content(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn lines(value: Option<&Value>) -> Vec<&str> {
    let text = without_newline(content(value));
    if text.is_empty() {
        return Vec::new();
    }
    text.split('\n').collect()
}
