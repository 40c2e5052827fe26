//! From text to tokens.

use crate::query::error::Fault;
use crate::query::error::QueryError;
use crate::query::field;
use crate::query::span::Span;

/// A piece of a query and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or a `-` right before what it negates.
    Not,
    /// `field:value`
    Field(FieldTerm),
    /// A word, its beginning, or a phrase.
    Text(Value),
}

/// A field, an operator and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldTerm {
    pub(crate) name: String,
    pub(crate) name_span: Span,
    pub(crate) operator: Operator,
    pub(crate) operator_span: Span,
    /// At least one.
    pub(crate) values: Vec<Value>,
}

/// One value, without its quotes and the final `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Whether part of it stood in quotes: then it is no word of the language.
    pub(crate) is_quoted: bool,
    /// Whether a `*` ends it.
    pub(crate) is_start: bool,
    /// Where in `text` the `..` of a span is.
    pub(crate) dots: Option<usize>,
    /// A `*` elsewhere than at its end.
    pub(crate) inner_star: Option<Span>,
}

/// What stands between a field and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Is,
    IsNot,
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Operator {
    /// Those that begin with another one come first.
    const WRITTEN: [(&'static str, Operator); 12] = [
        (":>=", Operator::AtLeast),
        (":<=", Operator::AtMost),
        (":>", Operator::Above),
        (":<", Operator::Below),
        (":=", Operator::Is),
        ("!=", Operator::IsNot),
        (">=", Operator::AtLeast),
        ("<=", Operator::AtMost),
        (">", Operator::Above),
        ("<", Operator::Below),
        ("=", Operator::Is),
        (":", Operator::Is),
    ];

    /// What people write who come from elsewhere, and what it is here.
    const FOREIGN: [(&'static str, &'static str); 4] =
        [("==", "="), ("=>", ">="), ("=<", "<="), ("<>", "!=")];

    fn at_start_of(text: &str) -> Option<(&'static str, Operator)> {
        Operator::WRITTEN
            .into_iter()
            .find(|(written, _)| text.starts_with(written))
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Operator::Is => ":",
            Operator::IsNot => "!=",
            Operator::Above => ">",
            Operator::AtLeast => ">=",
            Operator::Below => "<",
            Operator::AtMost => "<=",
        }
    }
}

/// Takes a query to pieces.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

/// The name and the operator that a piece of text begins with, if it is a term of a field.
///
/// `12:30`, `std::fs` and `https://…` are words to find.
pub(crate) fn field_start(text: &str) -> Option<(&str, &'static str, Operator)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if !name.starts_with(char::is_alphabetic) || rest.starts_with("::") || rest.starts_with("://") {
        return None;
    }
    let (written, operator) = Operator::at_start_of(rest)?;
    Some((name, written, operator))
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn error(&self, span: Span, fault: Fault) -> QueryError {
        QueryError::new(self.text, span, fault)
    }

    fn token(&mut self) -> Result<Option<Token>, QueryError> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let start = self.at;
        let Some(first) = self.next() else {
            return Ok(None);
        };
        let kind = match first {
            '(' => self.single(TokenKind::Open),
            ')' => self.single(TokenKind::Close),
            '-' => self.minus()?,
            '"' => TokenKind::Text(self.phrase()?),
            _ => self.term()?,
        };
        let span = Span::new(start, self.at);
        Ok(Some(Token { kind, span }))
    }

    fn single(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn minus(&mut self) -> Result<TokenKind, QueryError> {
        let span = Span::new(self.at, self.at + 1);
        self.at += 1;
        match self.next() {
            None | Some(')') => Err(lone(self, span, "-", "after")),
            Some(c) if c.is_whitespace() => Err(lone(self, span, "-", "after")),
            Some('-') => {
                let fault = Fault::Operator {
                    operator: "--".to_owned(),
                    meant: "-",
                };
                Err(self.error(Span::new(span.start, span.end + 1), fault))
            }
            Some(_) => Ok(TokenKind::Not),
        }
    }

    /// Text in quotes, maybe with a `*` behind.
    fn phrase(&mut self) -> Result<Value, QueryError> {
        let start = self.at;
        let text = self.quoted()?;
        let is_start = self.next() == Some('*');
        if is_start {
            self.at += 1;
        }
        let value = Value {
            text,
            span: Span::new(start, self.at),
            is_quoted: true,
            is_start,
            dots: None,
            inner_star: None,
        };
        self.check(value, "\"")
    }

    fn quoted(&mut self) -> Result<String, QueryError> {
        let open = Span::new(self.at, self.at + 1);
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match (c, chars.peek()) {
                ('"', _) => {
                    self.at += at + 1;
                    return Ok(text);
                }
                ('\\', Some((_, escaped @ ('"' | '\\')))) => {
                    text.push(*escaped);
                    chars.next();
                }
                _ => text.push(c),
            }
        }
        Err(self.error(open, Fault::Quote))
    }

    fn term(&mut self) -> Result<TokenKind, QueryError> {
        let rest = self.rest();
        if let Some((name, written, operator)) = field_start(rest) {
            let name = name.to_owned();
            return self.field(name, written, operator).map(TokenKind::Field);
        }
        if let Some((written, _)) = Operator::at_start_of(rest) {
            let span = Span::new(self.at, self.at + written.len());
            let operator = written.to_owned();
            return Err(self.error(span, Fault::NoField { operator }));
        }
        let value = self.word(&['"'])?;
        match value.text.as_str() {
            "AND" if !value.is_start => Ok(TokenKind::And),
            "OR" if !value.is_start => Ok(TokenKind::Or),
            "NOT" if !value.is_start => Ok(TokenKind::Not),
            "&&" => Err(self.foreign(value.span, "AND")),
            "||" => Err(self.foreign(value.span, "OR")),
            _ => self.check(value, "").map(TokenKind::Text),
        }
    }

    fn foreign(&self, span: Span, meant: &'static str) -> QueryError {
        let operator = self.text[span.range()].to_owned();
        self.error(span, Fault::Operator { operator, meant })
    }

    fn field(
        &mut self,
        name: String,
        written: &str,
        operator: Operator,
    ) -> Result<FieldTerm, QueryError> {
        let start = self.at;
        let name_span = Span::new(start, start + name.len());
        let operator_span = Span::new(name_span.end, name_span.end + written.len());
        // A name that is no field is the first thing to tell.
        if field::named(&name).is_none() {
            return Err(self.error(name_span, Fault::Field { name }));
        }
        let behind = &self.text[name_span.end..];
        let foreign = Operator::FOREIGN
            .iter()
            .find(|(foreign, _)| behind.starts_with(foreign));
        if let Some((foreign, meant)) = foreign {
            let span = Span::new(name_span.end, name_span.end + foreign.len());
            return Err(self.foreign(span, meant));
        }
        self.at = operator_span.end;
        let mut values = Vec::new();
        loop {
            let value = self.word(&[','])?;
            let before = self.text[start..value.span.start].to_owned();
            values.push(self.check(value, &before)?);
            if self.next() != Some(',') {
                break;
            }
            self.at += 1;
        }
        Ok(FieldTerm {
            name,
            name_span,
            operator,
            operator_span,
            values,
        })
    }

    /// Everything up to a blank, one of `ends`, or a `)` that closes what was opened before.
    fn word(&mut self, ends: &[char]) -> Result<Value, QueryError> {
        let start = self.at;
        let mut value = Value {
            text: String::new(),
            span: Span::new(start, start),
            is_quoted: false,
            is_start: false,
            dots: None,
            inner_star: None,
        };
        let mut open = 0_usize;
        while let Some(c) = self.next() {
            match c {
                c if c.is_whitespace() || ends.contains(&c) => break,
                ')' if open == 0 => break,
                '"' => {
                    value.text += &self.quoted()?;
                    value.is_quoted = true;
                    continue;
                }
                '(' => open += 1,
                ')' => open -= 1,
                '*' => {
                    let star = Span::new(self.at, self.at + 1);
                    value.inner_star = value.inner_star.or(Some(star));
                }
                '.' if self.rest().starts_with("..") => {
                    value.dots = value.dots.or(Some(value.text.len()));
                }
                _ => {}
            }
            value.text.push(c);
            self.at += c.len_utf8();
        }
        value.span.end = self.at;
        // One star, and it is the last: what is before it is a beginning.
        let is_last = value.inner_star.is_some_and(|star| star.end == self.at);
        // `3..*` is a span without an end; in quotes, dots are text.
        let is_span = value.dots.is_some_and(|dots| dots + 3 == value.text.len());
        if is_last && !is_span {
            value.text.pop();
            value.is_start = true;
            value.inner_star = None;
        }
        Ok(value)
    }

    /// Refuses a value of nothing; a lone `*` is one for fields only.
    fn check(&self, value: Value, before: &str) -> Result<Value, QueryError> {
        let is_blank = value.text.trim().is_empty();
        let is_any = value.is_start && !value.is_quoted && !before.is_empty();
        if !is_blank || is_any {
            return Ok(value);
        }
        let fault = match before {
            "" => Fault::Star,
            "\"" => Fault::Hollow { what: "quotes" },
            before => Fault::Empty {
                before: before.to_owned(),
            },
        };
        Err(self.error(value.span, fault))
    }
}

fn lone(lexer: &Lexer<'_>, span: Span, operator: &str, side: &'static str) -> QueryError {
    let operator = operator.to_owned();
    lexer.error(span, Fault::Lone { operator, side })
}
