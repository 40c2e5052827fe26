//! Lines on their way out.

use std::fs::File;
use std::ops::Range;

use crate::index::lines::file::SEPARATOR;
use crate::index::lines::line::Piece;

/// Puts lines together so that those which lie side by side in their file are one piece.
pub(crate) struct Printer<'a, P> {
    file: Option<&'a File>,
    /// What of the file is to be printed, and was not yet.
    waiting: Range<u64>,
    print: P,
}

impl<'a, E, P: FnMut(Piece<'_>) -> Result<(), E>> Printer<'a, P> {
    /// Of lines that may lie in `file`.
    pub(crate) fn new(file: Option<&'a File>, print: P) -> Printer<'a, P> {
        Printer {
            file,
            waiting: 0..0,
            print,
        }
    }

    /// Part of the file.
    pub(crate) fn kept(&mut self, range: Range<u64>) -> Result<(), E> {
        if self.waiting.end == range.start {
            self.waiting.end = range.end;
            return Ok(());
        }
        self.flush()?;
        self.waiting = range;
        Ok(())
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), E> {
        self.flush()?;
        (self.print)(Piece::Text(text))
    }

    /// What stands between two lines. Behind each one in the file stands what an array has.
    pub(crate) fn between(&mut self, between: &str) -> Result<(), E> {
        if between == SEPARATOR && !self.waiting.is_empty() {
            self.waiting.end += SEPARATOR.len() as u64;
            return Ok(());
        }
        self.text(between)
    }

    /// Prints what waits.
    pub(crate) fn flush(&mut self) -> Result<(), E> {
        let waiting = std::mem::take(&mut self.waiting);
        match self.file {
            Some(file) if !waiting.is_empty() => (self.print)(Piece::Kept(file, waiting)),
            Some(_) | None => Ok(()),
        }
    }
}
