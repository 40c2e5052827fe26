//! What a person types, as terms.

use crate::query::TextForm;
use crate::query::TextTerm;

/// Takes `text` apart: words, beginnings that end in `*`, and phrases between quotes.
///
/// Whatever is typed means something; a quote that is not closed is closed at the end.
pub fn text_terms(text: &str) -> Vec<TextTerm> {
    let mut terms = Vec::new();
    for (place, part) in text.split('"').enumerate() {
        if place % 2 == 1 {
            terms.push(term(TextForm::Phrase, part));
            continue;
        }
        terms.extend(
            part.split_whitespace()
                .map(|word| match word.strip_suffix('*') {
                    Some(start) => term(TextForm::Prefix, start),
                    None => term(TextForm::Word, word),
                }),
        );
    }
    terms
}

fn term(form: TextForm, text: &str) -> TextTerm {
    TextTerm {
        field: None,
        form,
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beginnings_and_phrases_are_told_apart() {
        let shown = |text: &str| {
            let terms = text_terms(text).into_iter();
            let terms: Vec<String> = terms
                .map(|term| format!("{:?} {}", term.form, term.text))
                .collect();
            terms.join(", ")
        };
        assert_eq!(shown("login bug"), "Word login, Word bug");
        assert_eq!(shown("a* \"b c\"d"), "Prefix a, Phrase b c, Word d");
        assert_eq!(shown("say \"not closed"), "Word say, Phrase not closed");
        assert_eq!(shown("  "), "");
    }
}
