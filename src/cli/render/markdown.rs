//! Text in Markdown, as forges read it.

use crate::cli::render::fact::Span;
use crate::view::markdown_escaped;

/// A sentence whose values mean themselves.
pub(crate) fn inline(spans: &[Span]) -> String {
    let shown = spans.iter().map(|span| match span {
        Span::Word(text) => text.clone(),
        Span::Value(text) | Span::Added(text) | Span::Removed(text) => markdown_escaped(text),
    });
    shown.collect()
}
