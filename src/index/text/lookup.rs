//! Finding patterns in the index.

use std::collections::HashMap;

use tantivy::DocSet as _;
use tantivy::InvertedIndexReader;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings as _;
use tantivy::postings::SegmentPostings;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

use crate::index::text::known::Standing;
use crate::index::text::opened::Opened;
use crate::index::text::pattern::Pattern;
use crate::index::text::pattern::Sequence;
use crate::index::text::pattern::Step;
use crate::index::text::place::Place;
use crate::index::text::schema::NUMBER;
use crate::index::text::schema::field;
use crate::index::text::tally::Tally;
use crate::index::text::trouble::Trouble;

/// A document of no record, or of one that is not what it was.
const NO_SOURCE: u32 = u32::MAX;

/// Which record each document of a segment stands for.
struct Segment<'a> {
    reader: &'a SegmentReader,
    sources: Vec<u32>,
}

/// Counts in `tallies` what the index has of the records that it knows.
pub(crate) fn look_up(
    opened: &Opened,
    standings: &[Standing],
    patterns: &[Pattern],
    tallies: &mut [Tally],
) -> Result<(), Trouble> {
    for segment in segments(opened, standings)? {
        for (pattern, tally) in patterns.iter().zip(&mut *tallies) {
            for place in &pattern.places {
                segment.count(pattern, *place, tally)?;
            }
        }
    }
    Ok(())
}

/// How many documents hold each word that `is_near` lets through.
pub(crate) fn vocabulary(
    opened: &Opened,
    is_near: &dyn Fn(&str) -> bool,
) -> Result<HashMap<String, usize>, Trouble> {
    let mut known = HashMap::new();
    for reader in &opened.segments {
        for place in Place::ALL {
            let index = reader.inverted_index(field(place))?;
            let mut terms = index.terms().stream()?;
            while let Some((term, found)) = terms.next() {
                let word = str::from_utf8(term).unwrap_or_default();
                if is_near(word) {
                    *known.entry(word.to_owned()).or_default() += found.doc_freq as usize;
                }
            }
        }
    }
    Ok(known)
}

/// The segments, with the records of their documents; each fresh record must have one.
fn segments<'a>(opened: &'a Opened, standings: &[Standing]) -> Result<Vec<Segment<'a>>, Trouble> {
    let limit = opened.known.next_number as usize;
    let mut source_of = vec![NO_SOURCE; limit];
    let mut expected = 0;
    for (source, standing) in standings.iter().enumerate() {
        if let Standing::Fresh(number) = standing {
            let place = source_of.get_mut(*number as usize);
            let place = place.ok_or(Trouble::Damaged("a number is too high"))?;
            *place = u32::try_from(source).unwrap_or(NO_SOURCE);
            expected += 1;
        }
    }
    let mut found = 0;
    let mut segments = Vec::new();
    for reader in &opened.segments {
        let numbers = reader.fast_fields().u64(NUMBER)?;
        let source = |document: u32| {
            let number = numbers
                .first(document)
                .and_then(|number| usize::try_from(number).ok());
            number
                .and_then(|number| source_of.get(number).copied())
                .unwrap_or(NO_SOURCE)
        };
        let sources: Vec<u32> = (0..reader.max_doc()).map(source).collect();
        found += sources
            .iter()
            .filter(|source| **source != NO_SOURCE)
            .count();
        segments.push(Segment { reader, sources });
    }
    if found != expected {
        return Err(Trouble::Damaged(
            "it has not the documents that it should have",
        ));
    }
    Ok(segments)
}

impl Segment<'_> {
    fn count(&self, pattern: &Pattern, place: Place, tally: &mut Tally) -> Result<(), Trouble> {
        let index = self.reader.inverted_index(field(place))?;
        let lengths = self.reader.get_fieldnorms_reader(field(place))?;
        let mut counter = Counter {
            segment: self,
            place,
            lengths,
            tally,
        };
        for sequence in &pattern.sequences {
            match sequence.steps.as_slice() {
                [step] => counter.single(&index, step, sequence.weight)?,
                _ => counter.several(&index, sequence)?,
            }
        }
        Ok(())
    }
}

struct Counter<'a> {
    segment: &'a Segment<'a>,
    place: Place,
    lengths: FieldNormReader,
    tally: &'a mut Tally,
}

impl Counter<'_> {
    #[expect(clippy::cast_precision_loss, reason = "no text has that many words")]
    fn add(&mut self, document: u32, frequency: u32, weight: f32) {
        let source = self.segment.sources.get(document as usize);
        let source = source.copied().unwrap_or(NO_SOURCE);
        if source != NO_SOURCE && frequency > 0 {
            let length = self.lengths.fieldnorm(document);
            let frequency = weight * frequency as f32;
            self.tally
                .add(source as usize, self.place, frequency, length);
        }
    }

    fn single(
        &mut self,
        index: &InvertedIndexReader,
        step: &Step,
        weight: f32,
    ) -> Result<(), Trouble> {
        for found in terms(index, step)? {
            let mut postings =
                index.read_postings_from_terminfo(&found, IndexRecordOption::WithFreqs)?;
            let mut document = postings.doc();
            while document != TERMINATED {
                self.add(document, postings.term_freq(), weight);
                document = postings.advance();
            }
        }
        Ok(())
    }

    fn several(&mut self, index: &InvertedIndexReader, sequence: &Sequence) -> Result<(), Trouble> {
        let mut slots = Vec::new();
        for step in &sequence.steps {
            let terms = terms(index, step)?;
            let count: u32 = terms
                .iter()
                .fold(0, |sum, found| sum.saturating_add(found.doc_freq));
            if count == 0 {
                return Ok(());
            }
            slots.push((count, step.offset, terms));
        }
        // The rarest word decides which documents are looked at for the others.
        slots.sort_by_key(|(count, ..)| *count);
        let mut starts: Option<Vec<(u32, Vec<u32>)>> = None;
        for (_, offset, terms) in slots {
            starts = Some(match starts {
                None => all_starts(index, &terms, offset)?,
                Some(starts) => common_starts(index, &terms, offset, starts)?,
            });
        }
        for (document, starts) in starts.unwrap_or_default() {
            let count = u32::try_from(starts.len()).unwrap_or(u32::MAX);
            self.add(document, count, sequence.weight);
        }
        Ok(())
    }
}

/// The words of the index that a step means.
fn terms(index: &InvertedIndexReader, step: &Step) -> Result<Vec<TermInfo>, Trouble> {
    let dictionary = index.terms();
    if !step.is_prefix {
        return Ok(dictionary.get(step.text.as_bytes())?.into_iter().collect());
    }
    let mut terms = Vec::new();
    let mut stream = dictionary.range().ge(step.text.as_bytes()).into_stream()?;
    while let Some((term, found)) = stream.next() {
        if !term.starts_with(step.text.as_bytes()) {
            break;
        }
        terms.push(found.clone());
    }
    Ok(terms)
}

/// Where a sequence could begin, by one of its words, in each document.
fn all_starts(
    index: &InvertedIndexReader,
    terms: &[TermInfo],
    offset: u32,
) -> Result<Vec<(u32, Vec<u32>)>, Trouble> {
    let mut starts: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut positions = Vec::new();
    for found in terms {
        let mut postings = with_positions(index, found)?;
        let mut document = postings.doc();
        while document != TERMINATED {
            postings.positions(&mut positions);
            let own = positions
                .iter()
                .filter_map(|position| position.checked_sub(offset));
            starts.entry(document).or_default().extend(own);
            document = postings.advance();
        }
    }
    let mut starts: Vec<(u32, Vec<u32>)> = starts.into_iter().collect();
    starts.sort_unstable_by_key(|(document, _)| *document);
    for (_, starts) in &mut starts {
        starts.sort_unstable();
        starts.dedup();
    }
    Ok(starts)
}

/// Of these starts, those where another word stands as it should.
fn common_starts(
    index: &InvertedIndexReader,
    terms: &[TermInfo],
    offset: u32,
    starts: Vec<(u32, Vec<u32>)>,
) -> Result<Vec<(u32, Vec<u32>)>, Trouble> {
    let mut found_at: Vec<Vec<u32>> = vec![Vec::new(); starts.len()];
    let mut positions = Vec::new();
    for found in terms {
        let mut postings = with_positions(index, found)?;
        for ((document, _), all) in starts.iter().zip(&mut found_at) {
            if postings.doc() < *document {
                postings.seek(*document);
            }
            if postings.doc() == *document {
                postings.positions(&mut positions);
                all.extend_from_slice(&positions);
            }
        }
    }
    let mut common = Vec::new();
    for ((document, mut starts), mut all) in starts.into_iter().zip(found_at) {
        all.sort_unstable();
        starts.retain(|start| all.binary_search(&start.saturating_add(offset)).is_ok());
        if !starts.is_empty() {
            common.push((document, starts));
        }
    }
    Ok(common)
}

fn with_positions(
    index: &InvertedIndexReader,
    found: &TermInfo,
) -> Result<SegmentPostings, Trouble> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    Ok(index.read_postings_from_terminfo(found, option)?)
}
