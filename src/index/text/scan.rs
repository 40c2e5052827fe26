//! Finding patterns by reading the records themselves.

use std::collections::HashMap;

use crate::index::text::corpus::Corpus;
use crate::index::text::document::DocumentText;
use crate::index::text::pattern::Pattern;
use crate::index::text::pattern::Sequence;
use crate::index::text::place::Place;
use crate::index::text::tally::Tally;
use crate::index::text::tally::rounded_length;
use crate::index::text::words::Purpose;
use crate::index::text::words::Word;
use crate::index::text::words::each_word;
use crate::query::TextTerm;

/// Reads the records at `places` and counts what is found in them.
pub(crate) fn scan(
    corpus: Corpus<'_>,
    places: impl Iterator<Item = usize>,
    patterns: &[Pattern],
    tallies: &mut [Tally],
) {
    let mut words = Words::default();
    for source in places {
        let Some(document) = corpus.text(source) else {
            continue;
        };
        for place in Place::ALL {
            words.read(&document, place);
            let length = rounded_length(words.count());
            for (pattern, tally) in patterns.iter().zip(&mut *tallies) {
                let frequency = words.frequency(pattern, place);
                if frequency > 0.0 {
                    tally.add(source, place, frequency, length);
                }
            }
        }
    }
}

/// A term, to be looked for in texts one by one as the index would.
#[derive(Debug)]
pub struct Matcher(Pattern);

impl Matcher {
    /// Takes a term apart.
    pub fn new(term: &TextTerm) -> Matcher {
        Matcher(Pattern::new(term))
    }

    /// Whether a text that stands in `place` holds it; without a word in it, every text does.
    pub fn is_in(&self, place: Place, text: &str) -> bool {
        if self.0.sequences.is_empty() {
            return true;
        }
        let mut words = Words::default();
        each_word(text, Purpose::Document, 0, &mut |word| words.add(word));
        words.frequency(&self.0, place) > 0.0
    }
}

/// How many records hold each word, for suggestions.
pub(crate) fn vocabulary(
    corpus: Corpus<'_>,
    places: impl Iterator<Item = usize>,
) -> HashMap<String, usize> {
    let mut known = HashMap::new();
    for source in places {
        let Some(document) = corpus.text(source) else {
            continue;
        };
        for place in Place::ALL {
            document.each_word(place, &mut |word| {
                if let Some(count) = known.get_mut(word.text) {
                    *count += 1;
                } else {
                    known.insert(word.text.to_owned(), 1);
                }
            });
        }
    }
    known
}

/// The words in one place of a record.
#[derive(Debug, Default)]
struct Words {
    text: String,
    /// Where each ends in the text, and its position.
    ends: Vec<(usize, u32)>,
}

impl Words {
    fn read(&mut self, document: &DocumentText, place: Place) {
        self.text.clear();
        self.ends.clear();
        document.each_word(place, &mut |word| self.add(word));
    }

    fn add(&mut self, word: Word<'_>) {
        self.text.push_str(word.text);
        self.ends.push((self.text.len(), word.position));
    }

    fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        let words = starts.zip(&self.ends);
        words.map(|(start, (end, position))| (&self.text[start..*end], *position))
    }

    /// How often a pattern is here, its sequences weighted.
    fn frequency(&self, pattern: &Pattern, place: Place) -> f32 {
        if !pattern.places.contains(&place) {
            return 0.0;
        }
        let weighted = |sequence: &Sequence| sequence.weight * self.occurrences(sequence);
        pattern.sequences.iter().map(weighted).sum()
    }

    #[expect(clippy::cast_precision_loss, reason = "no text has that many words")]
    fn occurrences(&self, sequence: &Sequence) -> f32 {
        let [first, rest @ ..] = sequence.steps.as_slice() else {
            return 0.0;
        };
        let starts = self.iter().filter(|(word, _)| first.is(word));
        if rest.is_empty() {
            return starts.count() as f32;
        }
        let mut starts: Vec<u32> = starts.map(|(_, position)| position).collect();
        starts.sort_unstable();
        starts.dedup();
        for step in rest {
            if starts.is_empty() {
                return 0.0;
            }
            let next = self.iter().filter(|(word, _)| step.is(word));
            let mut next: Vec<u32> = next.map(|(_, position)| position).collect();
            next.sort_unstable();
            starts.retain(|start| next.binary_search(&(start + step.offset)).is_ok());
        }
        starts.len() as f32
    }
}
