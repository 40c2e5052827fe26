//! Reads canonical files line by line, some ten times faster than a YAML library does.
//!
//! Only what our own emitter writes is understood, and a little of what people write in the same form. For everything
//! else [`read`] gives no answer, and the caller asks the library: falling back is always right, while a value other
//! than the library's never is. A test holds the two together on texts made at random (`tests/differential.rs`).
//!
//! Reading order: `read`, `cursor` (where in the text we are), `block` and `list` (what stands on several lines),
//! `row` (`{at: …, from: open}`), `scalar` and `literal` (single values), `node` (which of them it is).
//!
//! Absent on purpose: comments but those that a file begins with, anchors, tags, folded text, single quotes, `[…]`,
//! mappings on one line other than those of lists, and a tree of values: what is read goes straight into the type.

mod block;
mod cursor;
mod line_end;
mod list;
mod literal;
mod node;
mod number;
mod quoted;
mod read;
mod row;
mod scalar;
mod syntax;
#[cfg(test)]
mod tests;
mod unusual;

pub(crate) use crate::store::yaml::canonical::read::read;
