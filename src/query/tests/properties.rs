//! What holds of every text.

use proptest::prelude::*;

use crate::query::Condition;
use crate::query::Pattern;
use crate::query::Test;
use crate::query::TextField;
use crate::query::TextForm;
use crate::query::TextTerm;
use crate::query::WordField;
use crate::query::tests::sample::parse;
use crate::query::tests::sample::with_language;

/// Pieces that queries are made of, right and wrong.
const PIECES: [&str; 56] = [
    " ",
    " ",
    " ",
    "a",
    "crash*",
    "\"",
    "\"two words\"",
    "(",
    ")",
    "-",
    "OR",
    "AND",
    "NOT",
    ":",
    "=",
    "!=",
    ">",
    ">=",
    "<",
    "<=",
    ",",
    "*",
    "..",
    "\\",
    "status",
    "status:open",
    "label:a",
    "label:\"b c\"",
    "priority>=high",
    "priority:low..high",
    "points:3..8",
    "points>2",
    "created:7d",
    "created:2026-01..",
    "due<today",
    "due:none",
    "assignee:me",
    "no:label",
    "has:due",
    "is:ready",
    "is:overdue",
    "sort:-created",
    "scope:all",
    "title:x*",
    "id:42",
    "parent:TICKET-1",
    "none",
    "me",
    "日本",
    "é",
    "#7",
    "f(x)",
    "12:30",
    "--",
    "\u{3000}",
    "\n",
];

fn query_like() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..14)
        .prop_map(|pieces| pieces.concat())
}

fn spaced_terms() -> impl Strategy<Value = String> {
    let terms: Vec<&str> = PIECES
        .into_iter()
        .filter(|piece| parse(piece).is_ok() || ["OR", "NOT", "(", ")", "-"].contains(piece))
        .collect();
    proptest::collection::vec(proptest::sample::select(terms), 0..14)
        .prop_map(|terms| terms.join(" ").replace("- ", "-"))
}

/// Reading never panics; an error names a place in the text; what is read
/// prints as a query that is read as the same one.
fn check(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(query) => {
            let printed = query.to_string();
            let again = parse(&printed);
            prop_assert_eq!(
                again.as_ref(),
                Ok(&query),
                "{} printed as {}",
                text,
                printed
            );
            prop_assert_eq!(again.unwrap().to_string(), printed);
        }
        Err(error) => {
            let characters = text.chars().count();
            prop_assert!(error.position() + error.length() <= characters + 1);
            prop_assert_eq!(error.parts().concat(), text);
            prop_assert!(!error.to_string().is_empty());
            error.hint();
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn text_of_pieces_is_read_or_refused(text in query_like()) {
        check(&text)?;
    }

    #[test]
    fn text_of_terms_is_read_or_refused(text in spaced_terms()) {
        check(&text)?;
    }

    #[test]
    fn any_value_is_written_so_that_it_is_read(text in "\\PC{1,12}", is_start in any::<bool>()) {
        prop_assume!(!text.trim().is_empty());
        let pattern = if is_start {
            Pattern::Begins(text.clone())
        } else {
            Pattern::Exactly(text.clone())
        };
        let label = Condition::Test(Test::OneOf(WordField::Label, vec![pattern]));
        let phrase = Condition::Text(TextTerm {
            field: Some(TextField::Title),
            form: TextForm::Phrase,
            text,
        });
        for condition in [label, phrase] {
            let printed = condition.to_string();
            let read = parse(&printed).map(|query| query.condition);
            prop_assert_eq!(read.as_ref(), Ok(&condition), "{}", printed);
        }
    }

    #[test]
    fn arguments_and_beginnings_of_terms_never_panic(text in query_like(), more in any::<String>()) {
        with_language(|language| {
            let _ = language.parse(&language.join(&[text.clone(), more]));
            let _ = language.completions(&text);
        });
    }
}
