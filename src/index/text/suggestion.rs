//! "Did you mean": the nearest word that there is.

use std::collections::HashMap;

use crate::index::text::pattern::Pattern;
use crate::index::text::words::is_of_word;

/// Shorter words are near to too many others.
const LETTERS_MIN: usize = 3;

/// How many words are tried at most.
const TRIES: usize = 32;

/// Whether a word may be meant by one of the patterns that nothing was found of.
pub(crate) fn may_be_meant(missing: &[&Pattern], word: &str) -> bool {
    let mut words = missing.iter().filter_map(|pattern| pattern.only_word());
    words.any(|typed| distance(typed, word).is_some())
}

/// The words that may be meant by a pattern, the nearest and most frequent first.
pub(crate) fn candidates(pattern: &Pattern, vocabulary: &HashMap<String, usize>) -> Vec<String> {
    let Some(typed) = pattern.only_word() else {
        return Vec::new();
    };
    let near = vocabulary.iter();
    let near = near.filter_map(|(word, count)| Some((distance(typed, word)?, *count, word)));
    let mut near: Vec<(usize, usize, &String)> = near.collect();
    near.sort_by(|a, b| (a.0, b.1, a.2).cmp(&(b.0, a.1, b.2)));
    near.truncate(TRIES);
    near.into_iter().map(|(.., word)| word.clone()).collect()
}

/// How many letters differ; none where it is another word altogether.
fn distance(typed: &str, word: &str) -> Option<usize> {
    let letters = typed.chars().count();
    let limit = match letters {
        ..LETTERS_MIN => return None,
        LETTERS_MIN..=5 => 1,
        _ => 2,
    };
    // Bytes tell at once of most words that they are too long or too short.
    if word.len().abs_diff(typed.len()) > limit * 4 || word == typed {
        return None;
    }
    if word.chars().count().abs_diff(letters) > limit || !word.starts_with(is_of_word) {
        return None;
    }
    // A number is never nearly another.
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let distance = strsim::osa_distance(typed, word);
    (distance <= limit).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::TextForm;
    use crate::query::TextTerm;

    #[test]
    fn the_nearest_word_comes_first_and_of_equals_the_most_frequent() {
        let words = [
            ("login", 5),
            ("logic", 2),
            ("logon", 1),
            ("plugin", 1),
            ("lo", 1),
            ("42", 9),
        ];
        let words = words.into_iter();
        let vocabulary = words
            .map(|(word, count)| (word.to_owned(), count))
            .collect();
        let check = |typed: &str, expected: &[&str]| {
            let pattern = Pattern::new(&TextTerm {
                field: None,
                form: TextForm::Word,
                text: typed.to_owned(),
            });
            assert_eq!(candidates(&pattern, &vocabulary), expected, "{typed}");
        };
        check("logim", &["login", "logic"]);
        check("lgoin", &["login"]);
        check("pluggin", &["plugin"]);
        check("44", &[]);
        check("l", &[]);
        check("-- ++", &[]);
    }
}
