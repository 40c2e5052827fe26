//! From one term to what it means.

use crate::domain::Category;
use crate::query::Condition;
use crate::query::Field;
use crate::query::Language;
use crate::query::Pattern;
use crate::query::Scope;
use crate::query::Sort;
use crate::query::SortKey;
use crate::query::State;
use crate::query::Test;
use crate::query::TextField;
use crate::query::TextForm;
use crate::query::TextTerm;
use crate::query::WordField;
use crate::query::error::Fault;
use crate::query::error::QueryError;
use crate::query::field;
use crate::query::field::NAMES;
use crate::query::field::Name;
use crate::query::matches::begins_with;
use crate::query::matches::is_same;
use crate::query::token::FieldTerm;
use crate::query::token::Operator;
use crate::query::token::Value;

/// The words of `is:`, each with its other names.
pub(crate) const STATES: [(&str, &[&str]); 7] = [
    ("open", &[]),
    ("settled", &["closed"]),
    ("archived", &[]),
    ("ready", &[]),
    ("blocked", &[]),
    ("overdue", &[]),
    ("mine", &[]),
];

/// What a term means.
pub(crate) enum Meaning {
    Condition(Condition),
    Sort(Vec<Sort>),
    Scope(Scope),
}

/// Understands terms of one query.
#[derive(Clone, Copy)]
pub(crate) struct Term<'a> {
    pub(crate) language: Language<'a>,
    pub(crate) query: &'a str,
}

impl Term<'_> {
    pub(crate) fn error(&self, value: &Value, fault: Fault) -> QueryError {
        QueryError::new(self.query, value.span, fault)
    }

    /// What `field:value` means.
    pub(crate) fn field(&self, term: &FieldTerm) -> Result<Meaning, QueryError> {
        let Some(spec) = field::named(&term.name) else {
            let name = term.name.clone();
            let fault = Fault::Field { name };
            return Err(QueryError::new(self.query, term.name_span, fault));
        };
        self.check_operator(term, spec.means)?;
        let each = |meaning: &dyn Fn(&Value) -> Result<Condition, QueryError>| {
            let conditions = term.values.iter().map(meaning);
            let any = join(conditions.collect::<Result<_, _>>()?);
            Ok(Meaning::Condition(if term.operator == Operator::IsNot {
                Condition::negated(any)
            } else {
                any
            }))
        };
        match spec.means {
            Name::Field(Field::Word(field)) => {
                each(&|value| self.word(field, term.operator, value))
            }
            Name::Field(Field::Time(field)) => {
                each(&|value| self.time(field, term.operator, value))
            }
            Name::Field(Field::Points) => each(&|value| self.points(term.operator, value)),
            Name::Text(field) => each(&|value| self.text(field, value)),
            Name::Is => each(&|value| self.state(value)),
            Name::Has => each(&|value| self.has(value)),
            Name::No => each(&|value| self.has(value).map(Condition::negated)),
            Name::Sort => {
                let keys = term.values.iter().map(|value| self.sort_key(value));
                Ok(Meaning::Sort(keys.collect::<Result<_, _>>()?))
            }
            Name::Scope => self.scope(&term.values).map(Meaning::Scope),
        }
    }

    /// Only what has an order is compared, and with one value.
    fn check_operator(&self, term: &FieldTerm, means: Name) -> Result<(), QueryError> {
        let error = |fault| Err(QueryError::new(self.query, term.operator_span, fault));
        let operator = term.operator.as_str();
        let has_order = match means {
            Name::Field(Field::Time(_) | Field::Points) => true,
            Name::Field(Field::Word(field)) => {
                matches!(field, WordField::Status | WordField::Priority)
            }
            Name::Text(_) | Name::Is | Name::Has | Name::No | Name::Sort | Name::Scope => false,
        };
        let compares = match term.operator {
            Operator::Is => false,
            Operator::IsNot if matches!(means, Name::Sort | Name::Scope) => true,
            Operator::IsNot => false,
            Operator::Above | Operator::AtLeast | Operator::Below | Operator::AtMost => true,
        };
        if compares && !has_order {
            let field = field::name_of(means);
            return error(Fault::Unordered { field, operator });
        }
        if compares && term.values.len() > 1 {
            return error(Fault::OneValue { operator });
        }
        Ok(())
    }

    /// A word, its beginning or a phrase, in one field or anywhere.
    pub(crate) fn text(
        &self,
        field: Option<TextField>,
        value: &Value,
    ) -> Result<Condition, QueryError> {
        self.refuse_inner_star(value)?;
        let has_blanks = value.text.contains(char::is_whitespace);
        if value.is_start && (has_blanks || value.text.is_empty()) {
            return Err(self.error(value, Fault::Star));
        }
        let form = match (value.is_start, value.is_quoted) {
            (true, _) => TextForm::Prefix,
            (false, true) => TextForm::Phrase,
            (false, false) => TextForm::Word,
        };
        Ok(Condition::Text(TextTerm {
            field,
            form,
            text: value.text.clone(),
        }))
    }

    fn refuse_inner_star(&self, value: &Value) -> Result<(), QueryError> {
        match value.inner_star {
            Some(span) => Err(QueryError::new(self.query, span, Fault::Star)),
            None => Ok(()),
        }
    }

    fn word(
        &self,
        field: WordField,
        operator: Operator,
        value: &Value,
    ) -> Result<Condition, QueryError> {
        let compares = !matches!(operator, Operator::Is | Operator::IsNot);
        let is_ordered = matches!(field, WordField::Status | WordField::Priority);
        if is_ordered && (compares || value.dots.is_some()) {
            return self.ranked(field, operator, value);
        }
        self.refuse_inner_star(value)?;
        if let Some(condition) = self.keyword(field, value)? {
            return Ok(condition);
        }
        let known = self.known(field);
        let pattern = match (known, value.is_start) {
            (Some(known), false) => Pattern::Exactly(self.one_of(field, &known, value)?),
            (Some(known), true) => {
                if !known.iter().any(|word| begins_with(word, &value.text)) {
                    return Err(self.unknown(field, &known, value));
                }
                Pattern::Begins(value.text.clone())
            }
            (None, true) => Pattern::Begins(value.text.clone()),
            (None, false) if field.is_key() => {
                let key = value.text.strip_prefix('#').unwrap_or(&value.text);
                Pattern::Exactly(key.to_owned())
            }
            (None, false) => Pattern::Exactly(value.text.clone()),
        };
        Ok(Condition::Test(Test::OneOf(field, vec![pattern])))
    }

    /// `none`, `me` and `*`, which mean something else in quotes.
    fn keyword(&self, field: WordField, value: &Value) -> Result<Option<Condition>, QueryError> {
        if value.is_quoted {
            return Ok(None);
        }
        if value.is_start && value.text.is_empty() {
            return Ok(Some(Condition::Test(Test::Has(Field::Word(field)))));
        }
        if value.is_start {
            return Ok(None);
        }
        let is = |word| value.text.eq_ignore_ascii_case(word);
        if is("none") && Field::Word(field).can_be_empty() {
            return Ok(Some(Condition::empty(Field::Word(field))));
        }
        if is("me") && field.is_person() {
            return self.me(field, value).map(Some);
        }
        Ok(None)
    }

    fn me(&self, field: WordField, value: &Value) -> Result<Condition, QueryError> {
        let own = (self.language.me)();
        if own.is_empty() {
            return Err(self.error(value, Fault::Nobody));
        }
        let patterns = vec![Pattern::Me(own)];
        Ok(Condition::Test(Test::OneOf(field, patterns)))
    }

    /// The project's words for a field; none for a field of any words.
    pub(crate) fn known(&self, field: WordField) -> Option<Vec<String>> {
        self.language.words(field)
    }

    /// The project's word that a value is, in the project's own case.
    pub(crate) fn one_of(
        &self,
        field: WordField,
        known: &[String],
        value: &Value,
    ) -> Result<String, QueryError> {
        let mut same = known.iter().filter(|word| is_same(word, &value.text));
        let exactly = known.iter().find(|word| **word == value.text);
        let found = exactly.or_else(|| same.next());
        found
            .cloned()
            .ok_or_else(|| self.unknown(field, known, value))
    }

    fn unknown(&self, field: WordField, known: &[String], value: &Value) -> QueryError {
        let what = match field {
            WordField::Status => "the project has no status",
            WordField::Priority => "the project has no priority",
            WordField::Type => "the project has no type",
            _ => "no category",
        };
        self.error(value, word_fault(what, &value.text, known))
    }

    fn state(&self, value: &Value) -> Result<Condition, QueryError> {
        let is = |name: &str| value.text.eq_ignore_ascii_case(name);
        let found = STATES.iter().find(|(name, synonyms)| {
            (is(name) || synonyms.iter().any(|synonym| is(synonym))) && !value.is_start
        });
        let state = match found.map(|(name, _)| *name) {
            Some("open") => State::Open,
            Some("settled") => State::Settled,
            Some("archived") => State::Archived,
            Some("ready") => State::Ready,
            Some("blocked") => State::Blocked,
            Some("overdue") => State::Overdue(self.language.now.date()),
            Some("mine") => return self.me(WordField::Assignee, value),
            _ => {
                let known = STATES.map(|(name, _)| name.to_owned());
                return Err(self.error(value, word_fault("no state", &value.text, &known)));
            }
        };
        Ok(Condition::Test(Test::Is(state)))
    }

    fn has(&self, value: &Value) -> Result<Condition, QueryError> {
        let spec = field::named(&value.text).filter(|_| !value.is_start);
        match spec.map(|spec| spec.means) {
            Some(Name::Field(field)) if field.can_be_empty() => {
                Ok(Condition::Test(Test::Has(field)))
            }
            Some(_) => {
                let fault = Fault::Value {
                    value: value.text.clone(),
                    expected: "a field that can be empty",
                    hint: None,
                };
                Err(self.error(value, fault))
            }
            None => {
                let name = value.text.clone();
                Err(self.error(value, Fault::Field { name }))
            }
        }
    }

    fn sort_key(&self, value: &Value) -> Result<Sort, QueryError> {
        let found = value.text.parse().ok().filter(|_| !value.is_start);
        found.ok_or_else(|| {
            let name = value.text.trim_start_matches('-');
            let known = SortKey::NAMES.map(str::to_owned);
            self.error(value, word_fault("cannot sort by", name, &known))
        })
    }

    fn scope(&self, values: &[Value]) -> Result<Scope, QueryError> {
        let (first, more) = values.split_first().expect("a term has a value");
        if let Some(second) = more.first() {
            let fault = Fault::Contradiction {
                first: first.text.clone(),
                second: second.text.clone(),
                either: None,
            };
            return Err(self.error(second, fault));
        }
        let found = first.text.parse().ok().filter(|_| !first.is_start);
        found.ok_or_else(|| {
            let known = Scope::NAMES.map(str::to_owned);
            self.error(first, word_fault("no scope", &first.text, &known))
        })
    }
}

/// The fields that `has:` and `no:` take.
pub(crate) fn optional_fields() -> impl Iterator<Item = &'static str> {
    let optional = NAMES.iter().filter(|spec| match spec.means {
        Name::Field(field) => field.can_be_empty(),
        Name::Text(_) | Name::Is | Name::Has | Name::No | Name::Sort | Name::Scope => false,
    });
    optional.map(|spec| spec.name)
}

pub(crate) fn word_fault(what: &'static str, value: &str, known: &[String]) -> Fault {
    Fault::Word {
        what,
        value: value.to_owned(),
        known: known.to_vec(),
    }
}

/// Several values of one field: words of one field are one test.
fn join(conditions: Vec<Condition>) -> Condition {
    let mut joined: Vec<Condition> = Vec::new();
    for condition in conditions {
        match (joined.last_mut(), condition) {
            (
                Some(Condition::Test(Test::OneOf(field, patterns))),
                Condition::Test(Test::OneOf(other, more)),
            ) if *field == other => patterns.extend(more),
            (_, condition) => joined.push(condition),
        }
    }
    Condition::any(joined)
}

impl Language<'_> {
    /// The words that a field can have in this project; none where any will do.
    pub fn words(&self, field: WordField) -> Option<Vec<String>> {
        let vocabulary = self.vocabulary;
        match field {
            WordField::Status => Some(texts(vocabulary.statuses.iter().map(|rule| &rule.name))),
            WordField::Type => Some(texts(&vocabulary.types)),
            WordField::Priority => Some(texts(&vocabulary.priorities)),
            WordField::Category => Some(texts(Category::ALL)),
            WordField::Id
            | WordField::Alias
            | WordField::Assignee
            | WordField::Author
            | WordField::Label
            | WordField::Epic
            | WordField::Sprint
            | WordField::Item
            | WordField::Parent
            | WordField::DependsOn
            | WordField::Resolution => None,
        }
    }
}

fn texts<T: ToString>(words: impl IntoIterator<Item = T>) -> Vec<String> {
    words.into_iter().map(|word| word.to_string()).collect()
}
