//! From tokens to a query.

use crate::domain::Person;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;
use crate::query::Condition;
use crate::query::Query;
use crate::query::Scope;
use crate::query::Sort;
use crate::query::contradiction;
use crate::query::error::Fault;
use crate::query::error::QueryError;
use crate::query::field;
use crate::query::span::Span;
use crate::query::term::Meaning;
use crate::query::term::Term;
use crate::query::token::Token;
use crate::query::token::TokenKind;
use crate::query::token::tokens;

/// How many characters a query may have.
const LENGTH_MAX: usize = 10_000;

/// How many parentheses may stand in each other.
const DEPTH_MAX: usize = 64;

/// What queries are read with: the project's words, the time, the user.
#[derive(Clone, Copy)]
pub struct Language<'a> {
    /// The project's words.
    pub vocabulary: &'a Vocabulary,
    /// The time that `7d` and `today` are counted from.
    pub now: Timestamp,
    /// All names that the user goes by; asked only by `me`.
    pub me: &'a dyn Fn() -> Vec<Person>,
}

impl Language<'_> {
    /// Reads a query. Of no text, it is everything that is open.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(&self, text: &str) -> Result<Query, QueryError> {
        if let Some((end, _)) = text.char_indices().nth(LENGTH_MAX) {
            let fault = Fault::TooLong { max: LENGTH_MAX };
            // The query itself is too long to be shown again.
            return Err(QueryError::new(&text[..end], Span::new(end, end), fault));
        }
        let mut parser = Parser {
            language: *self,
            text,
            tokens: tokens(text)?,
            at: 0,
            sort: Vec::new(),
            scope: None,
        };
        let condition = match parser.either(0)? {
            Some(condition) => condition,
            None => Condition::everything(),
        };
        if let Some(token) = parser.tokens.get(parser.at) {
            return Err(parser.error(token.span, Fault::Unopened));
        }
        Ok(Query {
            condition,
            scope: parser.scope.map(|(scope, _)| scope),
            sort: parser.sort,
        })
    }
}

struct Parser<'a> {
    language: Language<'a>,
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    sort: Vec<Sort>,
    scope: Option<(Scope, Span)>,
}

/// A condition that terms side by side are made of, and where it stands.
type Part = (Condition, Span);

impl Parser<'_> {
    fn error(&self, span: Span, fault: Fault) -> QueryError {
        QueryError::new(self.text, span, fault)
    }

    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The span of the token before.
    fn before(&self) -> Span {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.map_or(Span::new(0, 0), |token| token.span)
    }

    fn lone(&self, span: Span, side: &'static str) -> QueryError {
        let operator = self.text[span.range()].to_owned();
        self.error(span, Fault::Lone { operator, side })
    }

    /// `a b OR c`; none where only `sort:` and `scope:` stand.
    fn either(&mut self, depth: usize) -> Result<Option<Condition>, QueryError> {
        let first = self.side_by_side(depth)?;
        if self.peek() != Some(&TokenKind::Or) {
            return Ok(first);
        }
        let operator = self.tokens[self.at].span;
        let mut alternatives = vec![first.ok_or_else(|| self.lone(operator, "before"))?];
        while self.peek() == Some(&TokenKind::Or) {
            let operator = self.tokens[self.at].span;
            self.at += 1;
            let next = self.side_by_side(depth)?;
            alternatives.push(next.ok_or_else(|| self.lone(operator, "after"))?);
        }
        Ok(Some(Condition::any(alternatives)))
    }

    /// `a b AND c`
    fn side_by_side(&mut self, depth: usize) -> Result<Option<Condition>, QueryError> {
        let mut parts: Vec<Part> = Vec::new();
        let mut operator: Option<Span> = None;
        loop {
            let start = self.at;
            match self.peek() {
                None | Some(TokenKind::Or | TokenKind::Close) => break,
                Some(TokenKind::And) => {
                    let span = self.tokens[self.at].span;
                    if start == 0 || operator.is_some() || !self.follows_a_term() {
                        return Err(self.lone(span, "before"));
                    }
                    operator = Some(span);
                    self.at += 1;
                    continue;
                }
                Some(
                    TokenKind::Open | TokenKind::Not | TokenKind::Field(_) | TokenKind::Text(_),
                ) => operator = None,
            }
            if let Some(condition) = self.negated(depth)? {
                let span = self.tokens[start].span.to(self.before());
                self.check_agreement(&parts, &condition, span)?;
                parts.push((condition, span));
            }
        }
        if let Some(span) = operator {
            return Err(self.lone(span, "after"));
        }
        let conditions: Vec<Condition> = parts.into_iter().map(|(part, _)| part).collect();
        Ok((!conditions.is_empty()).then(|| Condition::all(conditions)))
    }

    fn follows_a_term(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| match token.kind {
            TokenKind::Close | TokenKind::Field(_) | TokenKind::Text(_) => true,
            TokenKind::Open | TokenKind::And | TokenKind::Or | TokenKind::Not => false,
        })
    }

    fn check_agreement(
        &self,
        parts: &[Part],
        condition: &Condition,
        span: Span,
    ) -> Result<(), QueryError> {
        for (other, other_span) in parts {
            if let Some(exclusion) = contradiction::between(other, condition) {
                let fault = Fault::Contradiction {
                    first: self.text[other_span.range()].to_owned(),
                    second: self.text[span.range()].to_owned(),
                    either: exclusion.either,
                };
                return Err(self.error(span, fault));
            }
        }
        Ok(())
    }

    /// `-a`, `NOT a`; none for `sort:` and `scope:`.
    fn negated(&mut self, depth: usize) -> Result<Option<Condition>, QueryError> {
        let mut is_negated = false;
        let mut operator = None;
        while self.peek() == Some(&TokenKind::Not) {
            operator = Some(self.tokens[self.at].span);
            is_negated = !is_negated;
            self.at += 1;
        }
        let is_part = depth > 0 || operator.is_some();
        let Some(condition) = self.primary(depth, operator, is_part)? else {
            return Ok(None);
        };
        Ok(Some(if is_negated {
            Condition::negated(condition)
        } else {
            condition
        }))
    }

    fn primary(
        &mut self,
        depth: usize,
        operator: Option<Span>,
        is_part: bool,
    ) -> Result<Option<Condition>, QueryError> {
        let Some(Token { kind, span }) = self.tokens.get(self.at).cloned() else {
            let span = operator.unwrap_or(self.before());
            return Err(self.lone(span, "after"));
        };
        match kind {
            TokenKind::Open => self.parenthesis(depth, span).map(Some),
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Not => {
                Err(self.lone(operator.unwrap_or(span), "after"))
            }
            TokenKind::Text(value) => {
                self.at += 1;
                self.term().text(None, &value).map(Some)
            }
            TokenKind::Field(field) => {
                self.at += 1;
                match self.term().field(&field)? {
                    Meaning::Condition(condition) => Ok(Some(condition)),
                    Meaning::Sort(_) | Meaning::Scope(_) if is_part => {
                        let spec = field::named(&field.name);
                        let name = spec.map_or("", |spec| spec.name);
                        Err(self.error(span, Fault::Misplaced { name }))
                    }
                    Meaning::Sort(keys) => {
                        self.sort.extend(keys);
                        Ok(None)
                    }
                    Meaning::Scope(scope) => self.set_scope(scope, span).map(|()| None),
                }
            }
        }
    }

    fn term(&self) -> Term<'_> {
        Term {
            language: self.language,
            query: self.text,
        }
    }

    fn set_scope(&mut self, scope: Scope, span: Span) -> Result<(), QueryError> {
        if let Some((other, other_span)) = self.scope
            && other != scope
        {
            let fault = Fault::Contradiction {
                first: self.text[other_span.range()].to_owned(),
                second: self.text[span.range()].to_owned(),
                either: None,
            };
            return Err(self.error(span, fault));
        }
        self.scope = Some((scope, span));
        Ok(())
    }

    fn parenthesis(&mut self, depth: usize, open: Span) -> Result<Condition, QueryError> {
        if depth == DEPTH_MAX {
            return Err(self.error(open, Fault::TooDeep { max: DEPTH_MAX }));
        }
        self.at += 1;
        let inner = self.either(depth + 1)?;
        let Some(token) = self.tokens.get(self.at) else {
            return Err(self.error(open, Fault::Unclosed));
        };
        let span = open.to(token.span);
        self.at += 1;
        let what = "parentheses";
        inner.ok_or_else(|| self.error(span, Fault::Hollow { what }))
    }
}
