//! Whether two people changed the same lines.

use std::ops::Range;

use similar::ChangeTag;
use similar::TextDiff;

/// A changed part: lines of the old text, and what stands in their place.
type Hunk = (Range<usize>, Vec<String>);

/// Whether two changes of a text touch one place of it and differ there.
///
/// Changes of neighbouring lines do not; but a line that was put in beside a change does, as nothing tells which of
/// the two comes first.
pub(crate) fn clash(base: &[String], ours: &[String], theirs: &[String]) -> bool {
    let (ours, theirs) = (hunks(base, ours), hunks(base, theirs));
    let meet = |one: &Hunk, other: &Hunk| {
        let (a, b) = (&one.0, &other.0);
        let overlap = a.start < b.end && b.start < a.end;
        let touch = a.start <= b.end && b.start <= a.end;
        (overlap || (touch && (a.is_empty() || b.is_empty()))) && one != other
    };
    ours.iter()
        .any(|own| theirs.iter().any(|other| meet(own, other)))
}

fn hunks(old: &[String], new: &[String]) -> Vec<Hunk> {
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for change in diff.iter_all_changes() {
        if change.tag() == ChangeTag::Equal {
            at += 1;
            is_open = false;
            continue;
        }
        if !is_open {
            hunks.push((at..at, Vec::new()));
            is_open = true;
        }
        let last = hunks.last_mut().unwrap();
        if change.tag() == ChangeTag::Delete {
            at += 1;
            last.0.end = at;
        } else {
            last.1.push(change.value().to_string());
        }
    }
    hunks
}
