//! A single pass over a large text that finds the shapes a YAML library is slow on.
//!
//! The pass follows the library's scanner closely enough to know what is structure and what is prose: blocks, quoted
//! text, comments and plain text over several lines do not count. Where the text is not YAML the two may part, but
//! there the library stops with an error.

use crate::store::yaml::error::DocumentError;

/// Nested flow collections that are allowed.
const FLOW_MAX: usize = 64;
/// Nested block collections that are allowed; the library itself refuses more than 128 values deep.
const BLOCK_MAX: usize = 128;
/// Scalars and indicators that are allowed.
const TOKENS_MAX: usize = 100_000;

/// Refuses `text` when it is nested too deeply or has too many values.
///
/// # Errors
///
/// [`DocumentError::TooDeep`] or [`DocumentError::TooMany`].
pub(crate) fn prescan(text: &str) -> Result<(), DocumentError> {
    Scanner::new(text).run()
}

struct Scanner<'t> {
    bytes: &'t [u8],
    position: usize,
    line_start: usize,
    /// Columns of the open block collections.
    indents: Vec<usize>,
    /// Open flow collections.
    flow: usize,
    tokens: usize,
    /// The column where a key would begin, if a `:` came next.
    key_column: Option<usize>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Scanner<'t> {
        Scanner {
            bytes: text.as_bytes(),
            position: 0,
            line_start: 0,
            indents: Vec::new(),
            flow: 0,
            tokens: 0,
            key_column: None,
        }
    }

    fn run(mut self) -> Result<(), DocumentError> {
        while self.find_token() {
            self.token();
            if self.tokens > TOKENS_MAX {
                return Err(DocumentError::TooMany { limit: TOKENS_MAX });
            }
            if self.flow > FLOW_MAX {
                return Err(DocumentError::TooDeep { limit: FLOW_MAX });
            }
            if self.indents.len() > BLOCK_MAX {
                return Err(DocumentError::TooDeep { limit: BLOCK_MAX });
            }
        }
        Ok(())
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.position + ahead).copied()
    }

    fn column(&self) -> usize {
        self.position - self.line_start
    }

    /// Length of the line break `ahead` bytes from here, 0 if there is none. The library also breaks lines at the
    /// separators of Unicode.
    fn break_length(&self, ahead: usize) -> usize {
        match self.bytes.get(self.position + ahead..).unwrap_or_default() {
            [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
            _ => 0,
        }
    }

    fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), None | Some(b' ' | b'\t')) || self.break_length(ahead) > 0
    }

    fn take_break(&mut self) -> bool {
        let length = self.break_length(0);
        if length > 0 {
            self.position += length;
            self.line_start = self.position;
        }
        length > 0
    }

    fn skip_line_rest(&mut self) {
        while self.position < self.bytes.len() && self.break_length(0) == 0 {
            self.position += 1;
        }
    }

    fn skip_spaces(&mut self) {
        while matches!(self.peek(0), Some(b' ' | b'\t')) {
            self.position += 1;
        }
    }

    /// Skips blanks and comments; false at the end of the text.
    fn find_token(&mut self) -> bool {
        loop {
            self.skip_spaces();
            if self.take_break() {
                self.key_column = None;
            } else if self.peek(0) == Some(b'#') {
                self.skip_line_rest();
            } else {
                return self.position < self.bytes.len();
            }
        }
    }

    fn token(&mut self) {
        self.tokens += 1;
        let in_block = self.flow == 0;
        if in_block {
            self.close_blocks(self.column());
        }
        if self.is_document_mark() {
            self.indents.clear();
            self.position += 3;
            return;
        }

        match self.bytes[self.position] {
            b'%' if self.column() == 0 => self.skip_line_rest(),
            b'-' if in_block && self.is_blank(1) => self.indicator(),
            b'?' | b':' if !in_block || self.is_blank(1) => self.indicator(),
            b',' => self.indicator(),
            b'[' | b'{' => {
                self.begin_node();
                self.flow += 1;
                self.position += 1;
            }
            b']' | b'}' => {
                self.flow = self.flow.saturating_sub(1);
                self.position += 1;
            }
            b'&' | b'*' => self.anchor(),
            b'!' => self.tag(),
            b'|' | b'>' if in_block => self.block_scalar(),
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => self.plain(),
        }
    }

    fn close_blocks(&mut self, column: usize) {
        while self.indents.last().is_some_and(|indent| *indent > column) {
            self.indents.pop();
        }
    }

    fn is_document_mark(&self) -> bool {
        let mark = self.bytes.get(self.position..self.position + 3);
        self.column() == 0 && matches!(mark, Some(b"---" | b"...")) && self.is_blank(3)
    }

    fn begin_node(&mut self) {
        let column = self.column();
        self.key_column.get_or_insert(column);
    }

    /// `-`, `?`, `:` or `,`. Outside of flow collections the first three open a block at their column or their key's.
    fn indicator(&mut self) {
        let is_value = self.peek(0) == Some(b':');
        let key_column = self.key_column.take().filter(|_| is_value);
        let column = key_column.unwrap_or(self.column());
        let is_deeper = self.indents.last().is_none_or(|indent| *indent < column);
        if self.flow == 0 && is_deeper {
            self.indents.push(column);
        }
        self.position += 1;
    }

    /// An anchor or an alias.
    fn anchor(&mut self) {
        self.begin_node();
        self.position += 1;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        while self.peek(0).is_some_and(is_name) {
            self.position += 1;
        }
    }

    fn tag(&mut self) {
        self.begin_node();
        let last = if self.flow > 0 { Some(b',') } else { None };
        while !self.is_blank(0) && (last.is_none() || self.peek(0) != last) {
            self.position += 1;
        }
    }

    fn quoted(&mut self, quote: u8) {
        self.begin_node();
        self.position += 1;
        while let Some(byte) = self.peek(0) {
            if self.take_break() {
                continue;
            }
            let is_escape = match quote {
                b'"' => byte == b'\\',
                _ => byte == quote && self.peek(1) == Some(quote),
            };
            // An escaped line break is left to the next round, which counts the line.
            let step = if is_escape && self.break_length(1) == 0 {
                2
            } else {
                1
            };
            self.position += step;
            if byte == quote && !is_escape {
                return;
            }
        }
    }

    fn plain(&mut self) {
        self.begin_node();
        self.position += 1;
        loop {
            self.plain_line();
            if self.break_length(0) == 0 {
                return;
            }
            self.key_column = None;
            while self.take_break() {
                self.skip_spaces();
            }
            let goes_on = self.flow > 0
                || self
                    .indents
                    .last()
                    .is_none_or(|indent| self.column() > *indent);
            if !goes_on || self.is_document_mark() || self.peek(0) == Some(b'#') {
                return;
            }
        }
    }

    fn plain_line(&mut self) {
        while let Some(byte) = self.peek(0) {
            let in_flow = self.flow > 0;
            let next = self.peek(1).unwrap_or(b' ');
            let ends = match byte {
                b':' => self.is_blank(1) || (in_flow && b",?[]{}".contains(&next)),
                b',' | b'[' | b']' | b'{' | b'}' => in_flow,
                b' ' | b'\t' => next == b'#',
                _ => self.break_length(0) > 0,
            };
            if ends {
                return;
            }
            self.position += 1;
        }
    }

    fn block_scalar(&mut self) {
        let parent = self.indents.last().map_or(0, |indent| indent + 1);
        self.position += 1;
        let mut explicit = None;
        while let Some(byte @ (b'0'..=b'9' | b'+' | b'-')) = self.peek(0) {
            if byte.is_ascii_digit() {
                explicit = Some(usize::from(byte - b'0') + parent.saturating_sub(1));
            }
            self.position += 1;
        }
        self.skip_line_rest();
        self.take_break();

        let mut indent = explicit;
        let mut least = parent.max(1);
        while self.position < self.bytes.len() {
            while self.peek(0) == Some(b' ') && indent.is_none_or(|indent| self.column() < indent) {
                self.position += 1;
            }
            if self.break_length(0) > 0 {
                least = least.max(self.column());
            } else if self.column() < indent.unwrap_or(least) {
                return;
            } else {
                indent = indent.or(Some(self.column()));
                self.skip_line_rest();
            }
            self.take_break();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scanner;
    use proptest::prelude::ProptestConfig;
    use proptest::prelude::prop;
    use proptest::prelude::proptest;
    use serde_yaml::Value;

    fn tokens(text: &str) -> usize {
        let mut scanner = Scanner::new(text);
        while scanner.find_token() {
            scanner.token();
        }
        scanner.tokens
    }

    fn scalars(value: &Value) -> usize {
        match value {
            Value::Sequence(items) => items.iter().map(scalars).sum(),
            Value::Mapping(map) => map.iter().map(|(k, v)| scalars(k) + scalars(v)).sum(),
            Value::Tagged(tagged) => scalars(&tagged.value),
            Value::Null => 0,
            Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
        }
    }

    #[test]
    fn prose_does_not_count() {
        for (text, expected) in [
            ("a: b\n", 3),
            ("a: |\n  [, [\n  - -\nb: c\n", 6),
            ("a: |2\n   [\n  [\nb: c\n", 6),
            ("a:\n  - |\n   x [\n   - y\n  - z\n", 6),
            ("a: x\n  - y [\n  \"z\nb: c\n", 6),
            ("a: \"x \\\" [\"\n", 3),
            ("a: 'x '' ['\n", 3),
            ("a: b # [ [\n", 3),
            ("a: [b, c]\n", 7),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn every_value_of_a_parsed_text_was_counted(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "b: ", "\n", "\n  ", "\n    ", "- ", "|\n", ">-\n", "|2\n", "\"", "'", "[", "]", "{", "}", ", ", ",",
                ": ", "# ", " ", "? ", "c:\n", "\nd: ", "\n- ", "\\", "?", "-", "!", "&", ":", "\r\n", "\u{2028}", "!t ", "&x ", "---\n",
            ]), 0..40)
        ) {
            let text = pieces.concat();
            if let Ok(value) = serde_yaml::from_str::<Value>(&text) {
                assert!(scalars(&value) <= tokens(&text), "{text:?} {value:?}");
            }
        }
    }
}
