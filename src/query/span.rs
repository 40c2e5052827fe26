//! Where something stands in the text of a query.

use std::ops::Range;

/// A part of a query, in bytes; both ends lie between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The part from the beginning of this one to the end of another.
    pub(crate) fn to(self, other: Span) -> Span {
        Span::new(self.start, other.end)
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}
