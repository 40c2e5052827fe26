//! One search: its terms, the records, and the ways to an answer.

use std::collections::HashMap;

use crate::index::text::answer::Answer;
use crate::index::text::answer::Way;
use crate::index::text::corpus::Corpus;
use crate::index::text::corpus::Source;
use crate::index::text::document::DocumentText;
use crate::index::text::known::Standing;
use crate::index::text::known::Standings;
use crate::index::text::lookup;
use crate::index::text::opened::Opened;
use crate::index::text::pattern::Pattern;
use crate::index::text::pattern::is_searchable;
use crate::index::text::scan;
use crate::index::text::suggestion;
use crate::index::text::tally::Scores;
use crate::index::text::tally::Tally;
use crate::index::text::trouble::Trouble;
use crate::query::TextTerm;

/// The terms of a search, those without a word left out.
pub(crate) struct Asked {
    terms: Vec<TextTerm>,
    patterns: Vec<Pattern>,
}

/// What to look for, and where.
#[derive(Clone, Copy)]
pub(crate) struct Inquiry<'a> {
    terms: &'a [TextTerm],
    patterns: &'a [Pattern],
    pub(crate) corpus: Corpus<'a>,
}

impl Asked {
    /// Takes terms apart.
    pub(crate) fn new(terms: &[TextTerm]) -> Asked {
        let terms = terms.iter().filter(|term| is_searchable(term));
        let terms: Vec<TextTerm> = terms.cloned().collect();
        Asked {
            patterns: terms.iter().map(Pattern::new).collect(),
            terms,
        }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same, asked about these records.
    pub(crate) fn about<'a>(
        &'a self,
        sources: &'a [Source],
        read: &'a dyn Fn(&str) -> Option<DocumentText>,
    ) -> Inquiry<'a> {
        Inquiry {
            terms: &self.terms,
            patterns: &self.patterns,
            corpus: Corpus { sources, read },
        }
    }
}

impl Inquiry<'_> {
    fn tallies(self) -> Vec<Tally> {
        vec![Tally::new(self.corpus.sources.len()); self.patterns.len()]
    }

    /// The answer of the records themselves.
    pub(crate) fn ask_files(self) -> Answer {
        let all = || 0..self.corpus.sources.len();
        let mut tallies = self.tallies();
        scan::scan(self.corpus, all(), self.patterns, &mut tallies);
        let scores = scored(tallies);
        let suggestions = self.suggestions(
            &scores,
            |_| Ok(scan::vocabulary(self.corpus, all())),
            |patterns| {
                let mut tallies = vec![Tally::new(self.corpus.sources.len()); patterns.len()];
                scan::scan(self.corpus, all(), patterns, &mut tallies);
                Ok(tallies)
            },
        );
        self.answer(scores, suggestions.unwrap_or_default(), Way::Files)
    }

    /// The answer of the index, and of the records that it does not know.
    pub(crate) fn ask_opened(
        self,
        opened: &Opened,
        standings: &Standings,
    ) -> Result<Answer, Trouble> {
        let dirty = || {
            let standings = standings.of.iter().enumerate();
            let dirty = standings.filter(|(_, standing)| !matches!(standing, Standing::Fresh(_)));
            dirty.map(|(source, _)| source)
        };
        let count = |patterns: &[Pattern]| {
            let mut tallies = vec![Tally::new(self.corpus.sources.len()); patterns.len()];
            lookup::look_up(opened, &standings.of, patterns, &mut tallies)?;
            scan::scan(self.corpus, dirty(), patterns, &mut tallies);
            Ok(tallies)
        };
        let scores = scored(count(self.patterns)?);
        let vocabulary = |missing: &[&Pattern]| {
            let is_near = |word: &str| suggestion::may_be_meant(missing, word);
            let mut known = lookup::vocabulary(opened, &is_near)?;
            for (word, count) in scan::vocabulary(self.corpus, dirty()) {
                *known.entry(word).or_default() += count;
            }
            Ok(known)
        };
        let suggestions = self.suggestions(&scores, vocabulary, count)?;
        let way = match dirty().next() {
            None => Way::Index,
            Some(_) => Way::IndexAndFiles,
        };
        Ok(self.answer(scores, suggestions, way))
    }

    /// For each term that nothing was found of, the nearest word that `count` finds.
    fn suggestions(
        self,
        scores: &[Scores],
        vocabulary: impl Fn(&[&Pattern]) -> Result<HashMap<String, usize>, Trouble>,
        count: impl Fn(&[Pattern]) -> Result<Vec<Tally>, Trouble>,
    ) -> Result<Vec<(TextTerm, String)>, Trouble> {
        let all = self.terms.iter().zip(self.patterns).zip(scores);
        let missing =
            all.filter(|((_, pattern), scores)| scores.count == 0 && pattern.only_word().is_some());
        let missing: Vec<(&TextTerm, &Pattern)> = missing.map(|(pair, _)| pair).collect();
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let patterns: Vec<&Pattern> = missing.iter().map(|(_, pattern)| *pattern).collect();
        let vocabulary = vocabulary(&patterns)?;
        let mut suggestions = Vec::new();
        for (term, pattern) in missing {
            for word in suggestion::candidates(pattern, &vocabulary) {
                let meant = TextTerm {
                    text: word.clone(),
                    ..term.clone()
                };
                // The index also has words of records that are no more, or of other fields.
                let found = count(&[Pattern::new(&meant)])?
                    .into_iter()
                    .map(Tally::scores);
                if found.map(|scores| scores.count).sum::<usize>() > 0 {
                    suggestions.push((term.clone(), word));
                    break;
                }
            }
        }
        Ok(suggestions)
    }

    fn answer(self, scores: Vec<Scores>, suggestions: Vec<(TextTerm, String)>, way: Way) -> Answer {
        Answer {
            terms: self.terms.iter().cloned().zip(scores).collect(),
            suggestions,
            way,
        }
    }
}

fn scored(tallies: Vec<Tally>) -> Vec<Scores> {
    tallies.into_iter().map(Tally::scores).collect()
}
