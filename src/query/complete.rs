//! How a term may go on while it is typed.

use crate::query::Field;
use crate::query::Language;
use crate::query::Scope;
use crate::query::SortKey;
use crate::query::WordField;
use crate::query::field;
use crate::query::field::NAMES;
use crate::query::field::Name;
use crate::query::matches::begins_with;
use crate::query::print;
use crate::query::term::STATES;
use crate::query::term::optional_fields;
use crate::query::token::field_start;

impl Language<'_> {
    /// The terms that begin with what is typed: names of fields with their
    /// colon, and behind an operator the words that the field can have.
    pub fn completions(&self, typed: &str) -> Vec<String> {
        let term = typed.strip_prefix('-').unwrap_or(typed);
        let sign = &typed[..typed.len() - term.len()];
        let Some((name, written, _)) = field_start(term) else {
            let names = NAMES.iter().filter(|spec| begins_with(spec.name, term));
            return names.map(|spec| format!("{sign}{}:", spec.name)).collect();
        };
        let Some(spec) = field::named(name) else {
            return Vec::new();
        };
        let values = &term[name.len() + written.len()..];
        // `status:open,cl`: what is before the last comma stays.
        let last = values.rsplit(',').next().unwrap_or_default();
        let before = &typed[..typed.len() - last.len()];
        let words = self.values(spec.means).into_iter();
        let unquoted = |text: &str| text.trim_start_matches('"').to_owned();
        words
            .filter(|word| begins_with(&unquoted(word), &unquoted(last)))
            .map(|word| format!("{before}{word}"))
            .collect()
    }

    /// The values that there are, as they are written.
    fn values(&self, means: Name) -> Vec<String> {
        let texts = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        match means {
            Name::Field(Field::Word(field)) if field.is_person() => texts(&["me", "none"]),
            Name::Field(Field::Word(WordField::Label)) => {
                let labels = self.vocabulary.labels.iter();
                labels.map(|label| print::value(label.as_str())).collect()
            }
            Name::Field(Field::Word(field)) => {
                let words = self.words(field).unwrap_or_default().into_iter();
                words.map(|word| print::value(&word)).collect()
            }
            Name::Field(Field::Time(_)) => texts(&["today", "7d", "2w", "none"]),
            Name::Field(Field::Points) | Name::Text(_) => Vec::new(),
            Name::Is => texts(&STATES.map(|(name, _)| name)),
            Name::Has | Name::No => optional_fields().map(str::to_owned).collect(),
            Name::Sort => {
                let names = SortKey::NAMES;
                let turned = names.iter().map(|name| format!("-{name}"));
                names.map(str::to_owned).into_iter().chain(turned).collect()
            }
            Name::Scope => texts(&Scope::NAMES),
        }
    }
}
