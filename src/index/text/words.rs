//! Text taken apart into words: the one way for the index, scans, queries and excerpts.
//!
//! - A word is a run of letters and digits. `src/main.rs`, `foo_bar`, `1.2.3`
//!   and `TICKET-42` are words side by side: any part finds them, and the whole
//!   does because a query's words must stand side by side too.
//! - A `+` or `#` at the end gives a second word: `C++` is `c` and `c++`.
//! - `autoCommit` is `autocommit`, and in documents also `auto` and `commit`.
//! - Of Chinese, Japanese, Korean, Thai and the like, documents have every
//!   symbol and every two that are side by side; a query has the pairs, so that
//!   it finds its symbols side by side wherever they stand.

use crate::index::text::fold::Folded;
use crate::index::text::fold::continues;
use crate::index::text::fold::fold;
use crate::index::text::fold::fold_ascii;

/// Longer words are cut: nobody types them, and one line of base64 would be one.
const LETTERS_MAX: usize = 80;

/// What a text is taken apart for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be found: whole words and their parts.
    Document,
    /// To find: each word once.
    Query,
}

/// A word, folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// What it is compared as.
    pub(crate) text: &'a str,
    /// Its place among the words; parts of a word share its place.
    pub(crate) position: u32,
    /// Where it begins in the text, in bytes.
    pub(crate) from: usize,
    /// Where it ends.
    pub(crate) to: usize,
}

/// Calls `tell` for each word of `text`. Positions begin at `position`; the one
/// after the last is returned.
pub(crate) fn each_word(
    text: &str,
    purpose: Purpose,
    position: u32,
    tell: &mut dyn FnMut(Word<'_>),
) -> u32 {
    let mut reader = Reader {
        purpose,
        position,
        tell,
        word: Letters::default(),
        symbol: None,
    };
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        let mut to = from + c.len_utf8();
        let mut has_marks = false;
        while let Some((_, mark)) = rest.next_if(|(_, next)| continues(*next)) {
            to += mark.len_utf8();
            has_marks = true;
        }
        let span = Span { from, to };
        if c.is_ascii() && !has_marks {
            reader.take(fold_ascii(c), span, c.is_ascii_uppercase());
            if matches!(c, '+' | '#') {
                reader.sign(text, from);
            }
        } else {
            let is_upper = c.is_uppercase();
            fold(&text[from..to], &mut |folded| {
                reader.take(folded, span, is_upper)
            });
        }
    }
    reader.end_word();
    reader.end_symbols();
    reader.position
}

/// Whether `c` can be a part of a word.
pub(crate) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || continues(c)
}

#[derive(Debug, Clone, Copy)]
struct Span {
    from: usize,
    to: usize,
}

/// The letters of the word that is being read.
#[derive(Debug, Default)]
struct Letters {
    text: String,
    count: usize,
    from: usize,
    to: usize,
    /// Where parts begin: in the folded word, and in the text.
    humps: Vec<(usize, usize)>,
    /// Of the last two letters, whether they are capital, and where the last one is.
    cases: [bool; 2],
    last: (usize, usize),
}

impl Letters {
    fn push(&mut self, letter: char, span: Span, is_upper: bool) {
        if self.text.is_empty() {
            self.from = span.from;
            self.humps.clear();
            self.cases = [true, true];
            self.last = (0, 0);
            self.count = 0;
        }
        self.to = span.to;
        self.count += 1;
        if self.count > LETTERS_MAX {
            return;
        }
        let here = (self.text.len(), span.from);
        let [before, last] = self.cases;
        if !self.text.is_empty() && is_upper && !last {
            self.humps.push(here);
        } else if before && last && !is_upper && self.last.0 > 0 && letter.is_alphabetic() {
            // The last capital of `HTTPServer` begins a part.
            self.humps.push(self.last);
        }
        self.cases = [last, is_upper];
        self.last = here;
        self.text.push(letter);
    }

    /// The parts of a word with capitals inside; none for one that has no parts.
    fn parts(&self) -> impl Iterator<Item = (&str, Span)> {
        let starts = std::iter::once((0, self.from)).chain(self.humps.iter().copied());
        let ends = self.humps.iter().copied();
        let ends = ends.chain([(self.text.len(), self.to)]);
        let has_parts = !self.humps.is_empty();
        let parts = starts.zip(ends).filter(move |_| has_parts);
        parts.map(|((at, from), (end, to))| (&self.text[at..end], Span { from, to }))
    }
}

struct Reader<'t> {
    purpose: Purpose,
    position: u32,
    tell: &'t mut dyn FnMut(Word<'_>),
    word: Letters,
    /// The last symbol of a run, where it is, and whether it is in a pair already.
    symbol: Option<(char, Span, bool)>,
}

impl Reader<'_> {
    fn take(&mut self, folded: Folded, span: Span, is_upper: bool) {
        match folded {
            Folded::Letter(letter) => {
                self.end_symbols();
                self.word.push(letter, span, is_upper);
            }
            Folded::Symbol(symbol) => {
                self.end_word();
                self.push_symbol(symbol, span);
            }
            Folded::Gap => {
                self.end_word();
                self.end_symbols();
            }
        }
    }

    fn tell(&mut self, text: &str, span: Span) {
        (self.tell)(Word {
            text,
            position: self.position,
            from: span.from,
            to: span.to,
        });
    }

    fn end_word(&mut self) {
        if self.word.text.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let span = Span {
            from: word.from,
            to: word.to,
        };
        self.tell(&word.text, span);
        if self.purpose == Purpose::Document {
            for (part, span) in word.parts() {
                self.tell(part, span);
            }
        }
        self.position += 1;
        self.word = word;
        self.word.text.clear();
    }

    /// The signs at `at` after a word that has just ended: `C++`, `F#`.
    fn sign(&mut self, text: &str, at: usize) {
        if self.word.to != at || self.word.count == 0 || self.word.count > LETTERS_MAX {
            return;
        }
        let rest = &text[at..];
        let length = rest.len() - rest.trim_start_matches(['+', '#']).len();
        self.word.count = 0;
        if length > 3 || rest[length..].starts_with(is_of_word) {
            return;
        }
        let span = Span {
            from: self.word.from,
            to: at + length,
        };
        let whole = format!("{}{}", self.ended(text), &rest[..length]);
        self.position -= 1;
        self.tell(&whole, span);
        self.position += 1;
    }

    /// The word that has just ended, folded again.
    fn ended(&self, text: &str) -> String {
        let mut word = String::new();
        let span = &text[self.word.from..self.word.to];
        fold(span, &mut |folded| {
            if let Folded::Letter(letter) = folded {
                word.push(letter);
            }
        });
        word
    }

    fn push_symbol(&mut self, symbol: char, span: Span) {
        let mut pair = String::with_capacity(8);
        if let Some((before, start, _)) = self.symbol {
            pair.push(before);
            pair.push(symbol);
            let both = Span {
                from: start.from,
                to: span.to,
            };
            self.position -= 1;
            self.tell(&pair, both);
            self.position += 1;
        }
        if self.purpose == Purpose::Document {
            self.tell(symbol.encode_utf8(&mut [0; 4]), span);
        }
        self.position += 1;
        self.symbol = Some((symbol, span, !pair.is_empty()));
    }

    fn end_symbols(&mut self) {
        let Some((symbol, span, is_paired)) = self.symbol.take() else {
            return;
        };
        if self.purpose == Purpose::Query && !is_paired {
            self.position -= 1;
            self.tell(symbol.encode_utf8(&mut [0; 4]), span);
            self.position += 1;
        }
    }
}
