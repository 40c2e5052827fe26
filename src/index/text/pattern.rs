//! What a term of a query looks for, in words.

use crate::index::text::place::Place;
use crate::index::text::words::Purpose;
use crate::index::text::words::Word;
use crate::index::text::words::each_word;
use crate::query::TextForm;
use crate::query::TextTerm;

/// More words than this are no phrase that anybody remembers.
const STEPS_MAX: usize = 40;

/// What a word that is not the very one counts.
const OTHER_FORM: f32 = 0.9;

/// What a word that is written together, or apart, counts.
const OTHER_SPELLING: f32 = 0.9;

/// Shorter words have no other forms.
const STEM_MIN: usize = 3;

/// What a term looks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pattern {
    /// Where.
    pub(crate) places: Vec<Place>,
    /// Any of these will do; none for a term without a single word.
    pub(crate) sequences: Vec<Sequence>,
}

/// Words that stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sequence {
    /// The words, in order.
    pub(crate) steps: Vec<Step>,
    /// What finding it counts, the very words being 1.
    pub(crate) weight: f32,
}

/// One word of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The word, folded.
    pub(crate) text: String,
    /// How many words after the first.
    pub(crate) offset: u32,
    /// Whether any word that begins so will do.
    pub(crate) is_prefix: bool,
}

/// Whether there is anything in a term that can be looked for. `--` and `()` hold nothing.
pub fn is_searchable(term: &TextTerm) -> bool {
    !Pattern::new(term).sequences.is_empty()
}

impl Step {
    /// Whether this word is meant.
    pub(crate) fn is(&self, word: &str) -> bool {
        if self.is_prefix {
            word.starts_with(&self.text)
        } else {
            word == self.text
        }
    }
}

impl Pattern {
    /// Takes a term apart.
    pub(crate) fn new(term: &TextTerm) -> Pattern {
        let mut steps = steps(&term.text);
        let may_be_key = steps.len() > 1 || term.text.contains(|c: char| c.is_numeric());
        let is_meant = |place: &Place| match term.field {
            // The word that all keys begin with would find every record.
            None => *place != Place::Key || may_be_key,
            field => place.field() == field,
        };
        if let (TextForm::Prefix, Some(last)) = (term.form, steps.last_mut()) {
            // Pairs of symbols are found inside runs as they are.
            last.is_prefix = !is_pair_or_symbol(&last.text);
        }
        let mut sequences = Vec::new();
        if !steps.is_empty() {
            if term.form == TextForm::Word {
                sequences = others(&term.text, &steps);
            }
            let exact = Sequence { steps, weight: 1.0 };
            sequences.insert(0, exact);
        }
        Pattern {
            places: Place::ALL.into_iter().filter(is_meant).collect(),
            sequences,
        }
    }

    /// The word, where the pattern is a single one.
    pub(crate) fn only_word(&self) -> Option<&str> {
        match self.sequences.first()?.steps.as_slice() {
            [step] => Some(&step.text),
            _ => None,
        }
    }
}

/// The words of a query, of those at one place the one that says most.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    each_word(text, Purpose::Query, 0, &mut |word: Word<'_>| {
        let step = Step {
            text: word.text.to_owned(),
            offset: word.position,
            is_prefix: false,
        };
        let is_at_last = steps.last().is_some_and(|last| last.offset == step.offset);
        if is_at_last {
            steps.pop();
        }
        if steps.len() < STEPS_MAX {
            steps.push(step);
        }
    });
    let first = steps.first().map_or(0, |step| step.offset);
    for step in &mut steps {
        step.offset -= first;
    }
    steps
}

/// What else is meant by a word: `crashes` by `crash`, `autocommit` by
/// `auto-commit`, and `auto commit` by `autoCommit`.
fn others(text: &str, steps: &[Step]) -> Vec<Sequence> {
    let alone = |text: String, weight| Sequence {
        steps: vec![Step {
            text,
            offset: 0,
            is_prefix: false,
        }],
        weight,
    };
    let [step] = steps else {
        let is_one_word = text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c));
        let is_spelt = steps.iter().all(|step| !is_pair_or_symbol(&step.text));
        return if is_one_word && is_spelt {
            let together = steps.iter().map(|step| step.text.as_str()).collect();
            vec![alone(together, OTHER_SPELLING)]
        } else {
            Vec::new()
        };
    };
    let forms = other_forms(&step.text).into_iter();
    let mut others: Vec<Sequence> = forms.map(|form| alone(form, OTHER_FORM)).collect();
    let parts = parts(text, &step.text);
    if parts.len() > 1 {
        others.push(Sequence {
            steps: parts,
            weight: OTHER_SPELLING,
        });
    }
    others
}

/// The parts of a word with capitals inside, as words of their own.
fn parts(text: &str, whole: &str) -> Vec<Step> {
    let mut parts = Vec::new();
    each_word(text, Purpose::Document, 0, &mut |word: Word<'_>| {
        if word.text != whole {
            parts.push(Step {
                text: word.text.to_owned(),
                offset: u32::try_from(parts.len()).unwrap_or(u32::MAX),
                is_prefix: false,
            });
        }
    });
    parts.truncate(STEPS_MAX);
    parts
}

/// The plural of a word or the word of a plural, and what else English hangs on
/// to it. Words that there are none of do no harm.
fn other_forms(word: &str) -> Vec<String> {
    let is_plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_plain || word.len() < STEM_MIN {
        return Vec::new();
    }
    let mut stems = vec![word.to_owned()];
    let mut stem = |text: &str| {
        if text.len() >= STEM_MIN {
            stems.push(text.to_owned());
        }
    };
    if let Some(start) = word.strip_suffix("ies") {
        stem(&format!("{start}y"));
    } else if let Some(start) = word.strip_suffix('s').filter(|start| !start.ends_with('s')) {
        stem(start);
        if let Some(start) = word.strip_suffix("es") {
            stem(start);
        }
    } else if let Some(start) = word.strip_suffix("ied") {
        stem(&format!("{start}y"));
    } else if let Some(start) = word.strip_suffix("ed").or(word.strip_suffix("ing")) {
        stem(start);
        stem(&format!("{start}e"));
        // `stopped` is of `stop`.
        let twice = start.len() > 1
            && start.as_bytes()[start.len() - 1] == start.as_bytes()[start.len() - 2];
        if twice {
            stem(&start[..start.len() - 1]);
        }
    }
    let mut forms: Vec<String> = Vec::new();
    for stem in stems {
        match (stem.strip_suffix('e'), stem.strip_suffix('y')) {
            (Some(start), _) => {
                forms.extend(["s", "d"].map(|end| format!("{stem}{end}")));
                forms.push(format!("{start}ing"));
            }
            (None, Some(start)) => {
                forms.extend(["ies", "ied"].map(|end| format!("{start}{end}")));
                forms.extend(["s", "ed", "ing"].map(|end| format!("{stem}{end}")));
            }
            (None, None) => {
                forms.extend(["s", "es", "ed", "ing"].map(|end| format!("{stem}{end}")));
                if let Some(last) = stem.chars().last() {
                    forms.extend(["ed", "ing"].map(|end| format!("{stem}{last}{end}")));
                }
            }
        }
        forms.push(stem);
    }
    forms.sort();
    forms.dedup();
    forms.retain(|form| form != word);
    forms
}

/// Whether a word is one of a script without blanks, where a beginning is found like any part.
fn is_pair_or_symbol(word: &str) -> bool {
    let mut is_symbol = false;
    let mut tell =
        |folded| is_symbol = matches!(folded, crate::index::text::fold::Folded::Symbol(_));
    let mut letters = [0; 4];
    if let Some(first) = word.chars().next() {
        crate::index::text::fold::fold(first.encode_utf8(&mut letters), &mut tell);
    }
    is_symbol
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(form: TextForm, text: &str) -> String {
        let pattern = Pattern::new(&TextTerm {
            field: None,
            form,
            text: text.to_owned(),
        });
        let step = |step: &Step| {
            let end = if step.is_prefix { "*" } else { "" };
            format!("{}{end}@{}", step.text, step.offset)
        };
        let sequences = pattern.sequences.iter().map(|sequence| {
            let steps: Vec<String> = sequence.steps.iter().map(step).collect();
            steps.join(" ")
        });
        sequences.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_phrase_is_its_words_side_by_side() {
        let check = |text: &str, expected: &str| {
            assert_eq!(shown(TextForm::Phrase, text), expected, "{text}");
        };
        check("Exact words", "exact@0 words@1");
        check("  (src/main.rs) ", "src@0 main@1 rs@2");
        check("C++", "c++@0");
        check("use C++ now", "use@0 c++@1 now@2");
        check("全文検索", "全文@0 文検@1 検索@2");
        check("検", "検@0");
        check("検索index", "検索@0 index@2");
        check("-- ()", "");
    }

    #[test]
    fn a_beginning_is_one_of_the_last_word() {
        let check = |text: &str, expected: &str| {
            assert_eq!(shown(TextForm::Prefix, text), expected, "{text}");
        };
        check("crash", "crash*@0");
        check("src/ma", "src@0 ma*@1");
        check("検索", "検索@0");
        check("検", "検@0");
    }

    #[test]
    fn a_word_is_found_in_other_forms_and_spellings() {
        let check = |text: &str, expected: &[&str]| {
            let shown = shown(TextForm::Word, text);
            let found: Vec<&str> = shown.split(" | ").collect();
            for form in expected {
                assert!(found.contains(form), "{text}: {found:?}");
            }
        };
        check(
            "crash",
            &["crash@0", "crashes@0", "crashed@0", "crashing@0"],
        );
        check("crashes", &["crash@0", "crashed@0"]);
        check("library", &["libraries@0"]);
        check("libraries", &["library@0"]);
        check("stopped", &["stop@0", "stops@0", "stopping@0"]);
        check("parsing", &["parse@0", "parses@0", "parsed@0"]);
        check("auto-commit", &["auto@0 commit@1", "autocommit@0"]);
        check("autoCommit", &["autocommit@0", "auto@0 commit@1"]);
        assert_eq!(
            shown(TextForm::Word, "class"),
            "class@0 | classed@0 | classes@0 | classing@0 | classs@0 | classsed@0 | classsing@0"
        );
        assert_eq!(
            shown(TextForm::Word, "größe"),
            "grosse@0 | grossed@0 | grosses@0 | grossing@0"
        );
        assert_eq!(shown(TextForm::Word, "42"), "42@0");
    }
}
