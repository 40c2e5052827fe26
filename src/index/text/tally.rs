//! How well records match a pattern: BM25, with the places of a record as its fields.

use tantivy::fieldnorm::FieldNormReader;

use crate::index::text::place::Place;

/// How soon more of the same word in one place stops counting.
const SATURATION: f32 = 0.6;

/// Texts that are shorter than this part of the usual are no better for it.
const LENGTH_MIN: f32 = 0.5;

/// How often a pattern was found, by record and place, measured by the length
/// of the text there.
#[derive(Debug, Clone)]
pub(crate) struct Tally(Vec<Masses>);

/// A number for each place.
type Masses = [f32; Place::ALL.len()];

/// The records that a pattern was found in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scores {
    /// How much was found in each record; 0 for nothing.
    masses: Vec<f32>,
    /// The best place of each.
    places: Vec<Place>,
    /// In how many something was found.
    pub(crate) count: usize,
}

impl Tally {
    /// Nothing found in `sources` records.
    pub(crate) fn new(sources: usize) -> Tally {
        Tally(vec![[0.0; Place::ALL.len()]; sources])
    }

    /// Counts what was found in one place of a record, where `length` words stand.
    pub(crate) fn add(&mut self, source: usize, place: Place, frequency: f32, length: u32) {
        #[expect(clippy::cast_precision_loss, reason = "lengths are rounded already")]
        let ratio = length as f32 / place.usual_length();
        let matters = place.length_matters();
        let burden = 1.0 - matters + matters * ratio.max(LENGTH_MIN);
        self.0[source][place.rank()] += frequency / burden;
    }

    /// The scores.
    pub(crate) fn scores(self) -> Scores {
        let mass = |places: &Masses| earned(places).map(|(_, earned)| earned).sum();
        let masses: Vec<f32> = self.0.iter().map(mass).collect();
        let count = masses.iter().filter(|mass| **mass > 0.0).count();
        Scores {
            places: self.0.iter().map(best).collect(),
            masses,
            count,
        }
    }
}

impl Scores {
    /// Whether a record has the pattern.
    pub(crate) fn has(&self, source: usize) -> bool {
        self.masses.get(source).is_some_and(|mass| *mass > 0.0)
    }

    /// How well a record fits, and its best place; none where nothing was found. A word
    /// that few records have says more.
    pub(crate) fn of(&self, source: usize) -> Option<(f32, Place)> {
        if !self.has(source) {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "there are fewer records than that"
        )]
        let (found, all) = (self.count as f32, self.masses.len() as f32);
        let rarity = (1.0 + (all - found + 0.5) / (found + 0.5)).ln();
        Some((rounded(rarity * self.masses[source]), self.places[source]))
    }

    /// These records and, after them, those.
    #[must_use]
    pub(crate) fn joined(mut self, mut other: Scores) -> Scores {
        self.masses.append(&mut other.masses);
        self.places.append(&mut other.places);
        self.count += other.count;
        self
    }
}

/// What each place gives: at most its weight, however often the word is there.
/// So many words in comments do not outdo one in the title.
fn earned(places: &Masses) -> impl Iterator<Item = (Place, f32)> {
    let earned =
        |(mass, place): (&f32, Place)| (place, place.weight() * mass / (SATURATION + mass));
    places.iter().zip(Place::ALL).map(earned)
}

/// The place that gives most; of equals the one that tells most.
fn best(places: &Masses) -> Place {
    let mut best = (0.0, Place::Title);
    for (place, earned) in earned(places) {
        let earned = rounded(earned);
        if earned > best.0 {
            best = (earned, place);
        }
    }
    best.1
}

/// So that the order in which numbers were added does not show.
fn rounded(number: f32) -> f32 {
    (number * 1e3).round() / 1e3
}

/// A number of words as the index keeps it, in one byte.
pub(crate) fn rounded_length(words: u32) -> u32 {
    FieldNormReader::id_to_fieldnorm(FieldNormReader::fieldnorm_to_id(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_every_record_has_is_found_in_each() {
        let count = 100_000;
        let mut tally = Tally::new(count);
        for source in 0..count {
            tally.add(source, Place::Comments, 1.0, 100);
        }
        let scores = tally.scores();
        assert_eq!(scores.count, count);
        assert!((0..count).all(|source| scores.has(source)));
    }
}
