//! One order made of two.

use std::collections::HashMap;
use std::collections::HashSet;
use std::hash::Hash;

/// Merges two orders of keys, of which each holds a key at most once.
///
/// What both hold keeps its order, or takes that of the side that changed it. What only one side holds follows what it
/// follows there; where both sides have something at one place, the smaller key comes first and each side's own order
/// stays. So the result is the same in both directions.
pub(crate) fn interleave<K: Ord + Hash + Clone>(base: &[K], ours: &[K], theirs: &[K]) -> Vec<K> {
    let in_both: HashSet<&K> = {
        let own: HashSet<&K> = ours.iter().collect();
        theirs.iter().filter(|key| own.contains(key)).collect()
    };
    let mut runs = [runs(ours, &in_both), runs(theirs, &in_both)];
    let anchors = skeleton(base, ours, theirs, &in_both);
    let mut merged = Vec::new();
    for anchor in std::iter::once(None).chain(anchors.into_iter().map(Some)) {
        merged.extend(anchor.cloned());
        let [ours, theirs] = [0, 1].map(|side| runs[side].remove(&anchor).unwrap_or_default());
        merged.extend(by_heads(ours, theirs));
    }
    merged
}

/// The order of what both sides hold.
fn skeleton<'k, K: Ord + Hash>(
    base: &'k [K],
    ours: &'k [K],
    theirs: &'k [K],
    in_both: &HashSet<&K>,
) -> Vec<&'k K> {
    let of =
        |side: &'k [K]| -> Vec<&'k K> { side.iter().filter(|key| in_both.contains(key)).collect() };
    let (base, ours, theirs) = (of(base), of(ours), of(theirs));
    if ours == theirs {
        return ours;
    }
    let old: HashSet<&K> = base.iter().copied().collect();
    let is_moved = |side: &[&K]| {
        let kept = side.iter().filter(|key| old.contains(*key));
        !kept.eq(base.iter())
    };
    match (is_moved(&ours), is_moved(&theirs)) {
        (true, false) => ours,
        (false, true) => theirs,
        (true, true) | (false, false) => ours.min(theirs),
    }
}

/// What only this side holds, by the key of both sides that it follows.
fn runs<'k, K: Hash + Eq + Clone>(
    side: &'k [K],
    in_both: &HashSet<&K>,
) -> HashMap<Option<&'k K>, Vec<K>> {
    let mut runs: HashMap<Option<&K>, Vec<K>> = HashMap::new();
    let mut anchor = None;
    for key in side {
        if in_both.contains(key) {
            anchor = Some(key);
        } else {
            runs.entry(anchor).or_default().push(key.clone());
        }
    }
    runs
}

/// Takes the smaller of the two first keys each time. That way it does not
/// matter either in which order three branches meet.
fn by_heads<K: Ord>(ours: Vec<K>, theirs: Vec<K>) -> Vec<K> {
    let mut merged = Vec::with_capacity(ours.len() + theirs.len());
    let (mut ours, mut theirs) = (ours.into_iter().peekable(), theirs.into_iter().peekable());
    while let (Some(own), Some(other)) = (ours.peek(), theirs.peek()) {
        let next = if own <= other {
            ours.next()
        } else {
            theirs.next()
        };
        merged.extend(next);
    }
    merged.extend(ours);
    merged.extend(theirs);
    merged
}
