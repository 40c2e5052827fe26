//! Three sequences, merged where two sides changed different parts.

use std::hash::Hash;
use std::ops::Range;

use similar::Algorithm;
use similar::DiffTag;
use similar::algorithms::Capture;
use similar::algorithms::diff_slices;

/// More elements than this on two sides together are not compared one by one, as that takes quadratic time.
const COMPARED_MAX: usize = 10_000;

/// A part of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// These elements of our side.
    Ours(Range<usize>),
    /// These elements of their side.
    Theirs(Range<usize>),
    /// Both sides changed this part.
    Clash {
        base: Range<usize>,
        ours: Range<usize>,
        theirs: Range<usize>,
    },
}

/// A part of an old sequence and what a new one has in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// Merges `ours` and `theirs`, which both come from `base`.
///
/// Changes of neighbouring elements do not clash; an insertion clashes with a change right beside it, as nothing tells
/// which comes first.
pub(crate) fn diff3<T: Eq + Hash + Ord>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<Piece> {
    let mut walk = Walk {
        ours: Changes::new(hunks(base, ours)),
        theirs: Changes::new(hunks(base, theirs)),
        pieces: Vec::new(),
        at: 0,
    };
    while let Some(region) = walk.next_region() {
        let agreed = walk.at..region.base.start;
        walk.unchanged(agreed, &region);
        walk.at = region.base.end;
        let is_same = ours[region.ours.clone()] == theirs[region.theirs.clone()];
        let piece = match region.touched {
            Touched::Theirs => Piece::Theirs(region.theirs),
            Touched::Both if !is_same => Piece::Clash {
                base: region.base,
                ours: region.ours,
                theirs: region.theirs,
            },
            Touched::Ours | Touched::Both => Piece::Ours(region.ours),
        };
        walk.pieces.push(piece);
    }
    let rest = walk.ours.place(base.len())..ours.len();
    walk.pieces.push(Piece::Ours(
        walk.ours.place(walk.at).min(rest.end)..rest.end,
    ));
    walk.pieces.retain(|piece| !is_nothing(piece));
    walk.pieces
}

/// Returns the parts in which two sequences differ, in order.
pub(crate) fn hunks<T: Eq + Hash + Ord>(old: &[T], new: &[T]) -> Vec<Hunk> {
    let same = |pair: &(&T, &T)| pair.0 == pair.1;
    let start = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let backwards = old_rest.iter().rev().zip(new_rest.iter().rev());
    let end = backwards.take_while(same).count();
    let old_middle = &old_rest[..old_rest.len() - end];
    let new_middle = &new_rest[..new_rest.len() - end];
    if old_middle.len() + new_middle.len() > COMPARED_MAX {
        return vec![Hunk {
            old: start..start + old_middle.len(),
            new: start..start + new_middle.len(),
        }];
    }

    let mut hunks = script(old_middle, new_middle);
    slide(&mut hunks, old_middle, new_middle);
    for hunk in &mut hunks {
        hunk.old = shifted(&hunk.old, start);
        hunk.new = shifted(&hunk.new, start);
    }
    hunks
}

/// The shortest way from one sequence to the other.
///
/// The library's own tidying up of it is not used: afterwards its indices do not always fit together.
fn script<T: Eq + Hash + Ord>(old: &[T], new: &[T]) -> Vec<Hunk> {
    let mut capture = Capture::new();
    let Ok(()) = diff_slices(Algorithm::Myers, &mut capture, old, new);
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for op in capture.ops() {
        let old_end = old_at + op.old_range().len();
        let new_end = new_at + op.new_range().len();
        if op.tag() != DiffTag::Equal {
            let hunk = Hunk {
                old: old_at..old_end,
                new: new_at..new_end,
            };
            push(&mut hunks, hunk);
        }
        (old_at, new_at) = (old_end, new_end);
    }
    hunks
}

/// Adds a change behind others; changes that touch are one.
fn push(hunks: &mut Vec<Hunk>, hunk: Hunk) {
    match hunks.last_mut() {
        Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
            last.old.end = hunk.old.end;
            last.new.end = hunk.new.end;
        }
        _ => hunks.push(hunk),
    }
}

/// Moves insertions and deletions down as far as they can be. Where the same
/// element stands above and below, it is chance which of the two is called new.
fn slide<T: Eq>(hunks: &mut Vec<Hunk>, old: &[T], new: &[T]) {
    let mut slid: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for mut hunk in hunks.drain(..).rev() {
        let next = slid.last().map_or(old.len(), |next| next.old.start);
        while hunk.old.end < next && can_slide(&hunk, old, new) {
            hunk.old = shifted(&hunk.old, 1);
            hunk.new = shifted(&hunk.new, 1);
        }
        slid.push(hunk);
    }
    for hunk in slid.into_iter().rev() {
        push(hunks, hunk);
    }
}

fn can_slide<T: Eq>(hunk: &Hunk, old: &[T], new: &[T]) -> bool {
    match (hunk.old.is_empty(), hunk.new.is_empty()) {
        (true, false) => new[hunk.new.start] == new[hunk.new.end],
        (false, true) => old[hunk.old.start] == old[hunk.old.end],
        (true, true) | (false, false) => false,
    }
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn is_nothing(piece: &Piece) -> bool {
    match piece {
        Piece::Ours(range) | Piece::Theirs(range) => range.is_empty(),
        Piece::Clash { .. } => false,
    }
}

/// The changes of one side, of which the first ones are done.
struct Changes {
    hunks: Vec<Hunk>,
    done: usize,
}

impl Changes {
    fn new(hunks: Vec<Hunk>) -> Changes {
        Changes { hunks, done: 0 }
    }

    fn next(&self) -> Option<&Hunk> {
        self.hunks.get(self.done)
    }

    /// Where an unchanged place of the base lies on this side, behind all that is done.
    fn place(&self, base: usize) -> usize {
        match self.done.checked_sub(1) {
            None => base,
            Some(last) => self.hunks[last].new.end + (base - self.hunks[last].old.end),
        }
    }
}

enum Touched {
    Ours,
    Theirs,
    Both,
}

struct Region {
    base: Range<usize>,
    ours: Range<usize>,
    theirs: Range<usize>,
    touched: Touched,
}

struct Walk {
    ours: Changes,
    theirs: Changes,
    pieces: Vec<Piece>,
    at: usize,
}

impl Walk {
    /// The next part of the base that somebody changed, with all changes that meet in it.
    fn next_region(&mut self) -> Option<Region> {
        let starts = [self.ours.next(), self.theirs.next()];
        let first = starts
            .into_iter()
            .flatten()
            .min_by_key(|hunk| (hunk.old.start, hunk.old.end))?;
        let mut base = first.old.clone();
        let starts = (self.ours.place(base.start), self.theirs.place(base.start));
        let done = (self.ours.done, self.theirs.done);
        let mut is_growing = true;
        while is_growing {
            is_growing = false;
            for side in [&mut self.ours, &mut self.theirs] {
                while let Some(hunk) = side.next().filter(|hunk| meets(&base, &hunk.old)) {
                    base.end = base.end.max(hunk.old.end);
                    side.done += 1;
                    is_growing = true;
                }
            }
        }
        let touched = match (self.ours.done > done.0, self.theirs.done > done.1) {
            (true, true) => Touched::Both,
            (false, _) => Touched::Theirs,
            (true, false) => Touched::Ours,
        };
        Some(Region {
            ours: starts.0..self.ours.place(base.end),
            theirs: starts.1..self.theirs.place(base.end),
            base,
            touched,
        })
    }

    /// Takes over what nobody changed in front of a region.
    fn unchanged(&mut self, agreed: Range<usize>, before: &Region) {
        let length = agreed.len();
        let start = before.ours.start - length;
        self.pieces.push(Piece::Ours(start..before.ours.start));
    }
}

/// Whether a change belongs to the region that begins no later than it.
fn meets(region: &Range<usize>, hunk: &Range<usize>) -> bool {
    let touches = hunk.start == region.end;
    hunk.start < region.end || (touches && (hunk.is_empty() || region.is_empty()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::prop_assert_eq;
    use proptest::prelude::proptest;

    use super::*;

    /// The result in one line; clashes as `<ours|theirs>`.
    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let [base, ours, theirs] =
            [base, ours, theirs].map(|text| text.chars().collect::<Vec<char>>());
        let text = |side: &[char], range: Range<usize>| side[range].iter().collect::<String>();
        let piece = |piece| match piece {
            Piece::Ours(range) => text(&ours, range),
            Piece::Theirs(range) => text(&theirs, range),
            Piece::Clash {
                ours: own,
                theirs: other,
                ..
            } => format!("<{}|{}>", text(&ours, own), text(&theirs, other)),
        };
        let pieces = diff3(&base, &ours, &theirs);
        pieces.into_iter().map(piece).collect()
    }

    #[test]
    fn changes_apart_or_side_by_side_are_both_made() {
        for (base, ours, theirs, expected) in [
            ("abc", "axc", "abc", "axc"),
            ("abcd", "xbcd", "abcy", "xbcy"),
            ("abc", "xbc", "ayc", "xyc"),
            ("abc", "ac", "abcd", "acd"),
            ("abc", "abxc", "abxc", "abxc"),
            ("", "a", "a", "a"),
        ] {
            assert_eq!(
                merged(base, ours, theirs),
                expected,
                "{base} {ours} {theirs}"
            );
        }
    }

    #[test]
    fn changes_of_one_place_clash() {
        for (base, ours, theirs, expected) in [
            ("abc", "axc", "ayc", "a<x|y>c"),
            ("abc", "abcx", "abcy", "abc<x|y>"),
            ("abc", "ac", "ayc", "a<|y>c"),
            ("abc", "axbc", "ayc", "a<xb|y>c"),
            ("", "a", "b", "<a|b>"),
        ] {
            assert_eq!(
                merged(base, ours, theirs),
                expected,
                "{base} {ours} {theirs}"
            );
        }
    }

    proptest! {
        #[test]
        fn changes_lead_from_the_old_to_the_new(old in "[ab\n]{0,30}", new in "[ab\n]{0,30}") {
            let [old, new] = [&old, &new].map(|text| text.chars().collect::<Vec<char>>());
            let mut made = Vec::new();
            let mut at = 0;
            for hunk in hunks(&old, &new) {
                made.extend_from_slice(&old[at..hunk.old.start]);
                made.extend_from_slice(&new[hunk.new.clone()]);
                at = hunk.old.end;
            }
            made.extend_from_slice(&old[at..]);
            prop_assert_eq!(made, new);
        }

        #[test]
        fn no_sides_are_too_odd(base in "[abc]{0,20}", ours in "[abc]{0,20}", theirs in "[abc]{0,20}") {
            merged(&base, &ours, &theirs);
            prop_assert_eq!(merged(&base, &ours, &base), ours.clone());
            prop_assert_eq!(merged(&base, &base, &theirs), theirs);
            prop_assert_eq!(merged(&base, &ours, &ours), ours);
        }
    }
}
