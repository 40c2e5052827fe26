//! Lists whose order may mean something.

use std::ops::Range;

use serde_yaml::Value;

use crate::domain::merge::contradiction::Contradiction;
use crate::domain::merge::contradiction::Place;
use crate::domain::merge::diff3::Piece;
use crate::domain::merge::diff3::diff3;
use crate::domain::merge::keyed::items;
use crate::domain::merge::meaning;
use crate::domain::merge::sides::Three;

/// Three sequences of which two were merged: one result for each way to settle what clashes.
#[derive(Debug)]
pub(crate) struct Variants<T> {
    pub(crate) base: Vec<T>,
    pub(crate) ours: Vec<T>,
    pub(crate) theirs: Vec<T>,
    pub(crate) has_clash: bool,
}

/// Merges two lists element by element; changes at one place are a contradiction.
pub(crate) fn merge(three: Three, place: &Place, found: &mut Vec<Contradiction>) -> Value {
    let [base, ours, theirs] = [three.base, three.ours, three.theirs].map(items);
    let names = [base, ours, theirs]
        .map(|items| -> Vec<String> { items.iter().map(|item| meaning::of(Some(item))).collect() });
    let pieces = diff3(&names[0], &names[1], &names[2]);
    let variants = variants(&pieces, [base, ours, theirs]);
    let ours = Value::Sequence(variants.ours);
    if variants.has_clash {
        found.push(Contradiction {
            place: place.clone(),
            base: three.base.map(|_| Value::Sequence(variants.base)),
            ours: Some(ours.clone()),
            theirs: Some(Value::Sequence(variants.theirs)),
        });
    }
    ours
}

/// Puts the pieces together, clashes as each side has them.
pub(crate) fn variants<T: Clone>(pieces: &[Piece], sides: [&[T]; 3]) -> Variants<T> {
    let mut merged = Variants {
        base: Vec::new(),
        ours: Vec::new(),
        theirs: Vec::new(),
        has_clash: false,
    };
    for piece in pieces {
        match piece {
            Piece::Ours(range) => merged.extend([range; 3], [sides[1]; 3]),
            Piece::Theirs(range) => merged.extend([range; 3], [sides[2]; 3]),
            Piece::Clash { base, ours, theirs } => {
                merged.extend([base, ours, theirs], sides);
                merged.has_clash = true;
            }
        }
    }
    merged
}

impl<T: Clone> Variants<T> {
    fn extend(&mut self, ranges: [&Range<usize>; 3], sides: [&[T]; 3]) {
        let targets = [&mut self.base, &mut self.ours, &mut self.theirs];
        for ((target, range), side) in targets.into_iter().zip(ranges).zip(sides) {
            target.extend_from_slice(&side[range.clone()]);
        }
    }
}
