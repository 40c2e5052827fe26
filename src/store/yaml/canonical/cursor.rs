//! Where in the text we are.

use crate::store::yaml::canonical::line_end::split_line;
use crate::store::yaml::lines;

/// The line that is read next, and what stands behind it.
#[derive(Debug)]
pub(crate) struct Cursor<'t> {
    /// What is left of the line; none at the end of the text.
    line: Option<&'t str>,
    /// The column at which `line` begins.
    column: usize,
    /// The lines behind it.
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// Stands at the first line of `text` that is not empty.
    pub(crate) fn new(text: &'t str) -> Cursor<'t> {
        let mut cursor = Cursor {
            line: None,
            column: 0,
            rest: text,
        };
        cursor.advance();
        cursor
    }

    /// The column of the line; none at the end of the text.
    pub(crate) fn indent(&self) -> Option<usize> {
        self.line.map(|_| self.column)
    }

    /// What is left of the line.
    pub(crate) fn line(&self) -> &'t str {
        self.line.unwrap_or_default()
    }

    /// The lines behind the line.
    pub(crate) fn rest(&self) -> &'t str {
        self.rest
    }

    /// Takes `length` bytes off the line; the column moves along.
    pub(crate) fn take(&mut self, length: usize) {
        self.line = self.line.and_then(|line| line.get(length..));
        self.column += length;
    }

    /// Moves to the next line that is not empty.
    pub(crate) fn advance(&mut self) {
        loop {
            let Some((line, rest)) = split_line(self.rest) else {
                self.line = None;
                return;
            };
            self.rest = rest;
            if !line.is_empty() {
                self.column = lines::indent(line);
                self.line = line.get(self.column..);
                return;
            }
        }
    }

    /// Moves to the first line of `rest` that is not empty.
    pub(crate) fn advance_to(&mut self, rest: &'t str) {
        self.rest = rest;
        self.advance();
    }
}
