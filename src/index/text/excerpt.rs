//! The part of a text that shows why it was found.

use crate::index::text::document::DocumentText;
use crate::index::text::pattern::Pattern;
use crate::index::text::pattern::Sequence;
use crate::index::text::place::Place;
use crate::index::text::words::Purpose;
use crate::index::text::words::Word;
use crate::index::text::words::each_word;
use crate::query::TextTerm;

/// How many characters an excerpt has at most, dots not counted.
const CHARS_MAX: usize = 120;

/// How many characters stand before the first hit.
const LEAD: usize = 30;

/// More hits than this are not marked.
const HITS_MAX: usize = 1_000;

/// A part of a text on one line, with the hits in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The part, with `…` where more comes.
    pub text: String,
    /// Where the hits begin and end in it, in characters, in order.
    pub matches: Vec<(usize, usize)>,
}

/// A hit in a text, in bytes, and which pattern it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    from: usize,
    to: usize,
    pattern: usize,
}

/// The part of a record's text in `place` that has the most of `terms`.
pub fn excerpt(document: &DocumentText, place: Place, terms: &[TextTerm]) -> Excerpt {
    let patterns: Vec<Pattern> = terms.iter().map(Pattern::new).collect();
    let texts = document.texts(place).iter();
    let best = texts
        .map(|text| (text, hits(text, place, &patterns)))
        .max_by_key(|(_, hits)| (variety(hits), hits.len().min(1)));
    match best {
        // Labels and keys are told all together.
        Some(_) if matches!(place, Place::Labels | Place::Key) => {
            let text = document.texts(place).join(", ");
            let hits = hits(&text, place, &patterns);
            cut(&text, &hits)
        }
        Some((text, hits)) => cut(text, &hits),
        None => Excerpt::default(),
    }
}

fn variety(hits: &[Hit]) -> usize {
    let mut patterns: Vec<usize> = hits.iter().map(|hit| hit.pattern).collect();
    patterns.sort_unstable();
    patterns.dedup();
    patterns.len()
}

/// All hits in a text, in order.
fn hits(text: &str, place: Place, patterns: &[Pattern]) -> Vec<Hit> {
    let mut words: Vec<(String, u32, usize, usize)> = Vec::new();
    each_word(text, Purpose::Document, 0, &mut |word: Word<'_>| {
        words.push((word.text.to_owned(), word.position, word.from, word.to));
    });
    let mut hits = Vec::new();
    for (number, pattern) in patterns.iter().enumerate() {
        if !pattern.places.contains(&place) {
            continue;
        }
        for sequence in &pattern.sequences {
            for (at, (word, position, from, _)) in words.iter().enumerate() {
                let is_begin = sequence.steps.first().is_some_and(|step| step.is(word));
                if !is_begin || hits.len() >= HITS_MAX {
                    continue;
                }
                if let Some(to) = end(sequence, &words[at..], *position) {
                    hits.push(Hit {
                        from: *from,
                        to,
                        pattern: number,
                    });
                }
            }
        }
    }
    hits.sort_unstable();
    hits.dedup();
    hits
}

/// Where a sequence ends that begins with the first of `words`.
fn end(sequence: &Sequence, words: &[(String, u32, usize, usize)], position: u32) -> Option<usize> {
    let mut end = words.first()?.3;
    for step in sequence.steps.iter().skip(1) {
        let wanted = position + step.offset;
        // Words come in the order of their places, but for the parts of one.
        let near = words
            .iter()
            .take_while(|(_, other, ..)| *other <= wanted + 1);
        let mut found = near.filter(|(word, other, ..)| *other == wanted && step.is(word));
        end = end.max(found.next()?.3);
    }
    Some(end)
}

/// Cuts out the part with the most different hits, on one line.
fn cut(text: &str, hits: &[Hit]) -> Excerpt {
    let line = Line::new(text);
    let mut hits: Vec<Hit> = hits
        .iter()
        .map(|hit| Hit {
            from: line.place(hit.from),
            to: line.place(hit.to),
            ..*hit
        })
        .collect();
    hits.sort_unstable();
    let total = line.chars.len();
    let (from, to) = if total <= CHARS_MAX {
        (0, total)
    } else {
        let begin = best_begin(&hits);
        let from = begin.saturating_sub(LEAD).min(total - CHARS_MAX);
        (line.word_begin(from), from + CHARS_MAX)
    };
    let to = line.word_end(to);
    let head = if from > 0 { "…" } else { "" };
    let tail = if to < total { "…" } else { "" };
    let shift = head.chars().count();
    let mut matches: Vec<(usize, usize)> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.from >= from && hit.from < to) {
        let (begin, end) = (hit.from - from + shift, hit.to.min(to) - from + shift);
        match matches.last_mut() {
            Some((_, last)) if begin <= *last => *last = end.max(*last),
            _ => matches.push((begin, end)),
        }
    }
    let middle: String = line.chars[from..to].iter().collect();
    Excerpt {
        text: format!("{head}{middle}{tail}"),
        matches,
    }
}

/// The hit that the most different ones follow closely.
fn best_begin(hits: &[Hit]) -> usize {
    let follows = |begin: usize| {
        let near = hits
            .iter()
            .filter(|hit| hit.from >= begin && hit.to <= begin + CHARS_MAX - LEAD);
        variety(&near.copied().collect::<Vec<_>>())
    };
    let mut best = (0, hits.first().map_or(0, |hit| hit.from));
    for hit in hits.iter().take(100) {
        let count = follows(hit.from);
        if count > best.0 {
            best = (count, hit.from);
        }
    }
    best.1
}

/// A text with every blank and line break as one space.
struct Line {
    chars: Vec<char>,
    /// For each of them, where it is in the text.
    offsets: Vec<usize>,
}

impl Line {
    fn new(text: &str) -> Line {
        let mut line = Line {
            chars: Vec::new(),
            offsets: Vec::new(),
        };
        for (offset, c) in text.char_indices() {
            let is_blank = c.is_whitespace() || c.is_control();
            if is_blank && line.chars.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            line.chars.push(if is_blank { ' ' } else { c });
            line.offsets.push(offset);
        }
        if line.chars.last() == Some(&' ') {
            line.chars.pop();
            line.offsets.pop();
        }
        line
    }

    /// Where a byte of the text is in the line.
    fn place(&self, offset: usize) -> usize {
        self.offsets.partition_point(|other| *other < offset)
    }

    /// Back to the beginning of a word, if it is near.
    fn word_begin(&self, place: usize) -> usize {
        let near = place.saturating_sub(10);
        let blank = (near..place).rev().find(|at| self.chars[*at] == ' ');
        match blank {
            Some(blank) => blank + 1,
            None => place,
        }
    }

    /// On to the end of a word, if it is near.
    fn word_end(&self, place: usize) -> usize {
        let near = (place + 10).min(self.chars.len());
        (place..near)
            .find(|at| self.chars[*at] == ' ')
            .unwrap_or(if near == self.chars.len() {
                near
            } else {
                place
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::TextForm;

    fn marked(text: &str, words: &[&str]) -> String {
        let terms = words.iter().map(|word| TextTerm {
            field: None,
            form: match word.strip_suffix('*') {
                Some(_) => TextForm::Prefix,
                None => TextForm::Word,
            },
            text: word.trim_end_matches('*').to_owned(),
        });
        let document = DocumentText {
            description: text.to_owned(),
            ..DocumentText::default()
        };
        let excerpt = excerpt(&document, Place::Description, &terms.collect::<Vec<_>>());
        let mut marked = String::new();
        for (place, c) in excerpt.text.chars().enumerate() {
            for (from, to) in &excerpt.matches {
                if *to == place {
                    marked.push(']');
                }
                if *from == place {
                    marked.push('[');
                }
            }
            marked.push(c);
        }
        let length = excerpt.text.chars().count();
        if excerpt.matches.last().is_some_and(|(_, to)| *to == length) {
            marked.push(']');
        }
        marked
    }

    #[test]
    fn hits_are_marked_as_they_were_found() {
        let check = |text: &str, words: &[&str], expected: &str| {
            assert_eq!(marked(text, words), expected, "{text} {words:?}");
        };
        check("Fix the\n login  bug", &["login"], "Fix the [login] bug");
        check(
            "Das Café am ÉTANG",
            &["cafe", "etang"],
            "Das [Café] am [ÉTANG]",
        );
        check("die Größe", &["GRÖSSE"], "die [Größe]");
        check("in src/main.rs:12", &["main.rs"], "in src/[main.rs]:12");
        check("use C++ or C", &["C++"], "use [C++] or C");
        check("set autoCommit off", &["commit"], "set auto[Commit] off");
        check("two crashes", &["crash"], "two [crashes]");
        check("two crashes", &["cra*"], "two [crashes]");
        check("全文検索の索引", &["検索"], "全文[検索]の索引");
        check("nothing here", &["else"], "nothing here");
        check("", &["x"], "");
    }

    #[test]
    fn long_texts_are_cut_around_the_place_with_most_of_the_words() {
        let text = format!(
            "needle {} needle and thread {}",
            "hay ".repeat(60),
            "straw ".repeat(60)
        );
        let found = marked(&text, &["needle", "thread"]);
        insta::assert_snapshot!(found, @"…hay hay hay hay hay hay hay hay [needle] and [thread] straw straw straw straw straw straw straw straw straw straw straw straw straw…");
    }
}
