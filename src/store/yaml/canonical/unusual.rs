//! The one reason to stop.

use std::fmt::Display;

/// Something that only the library understands, or that the type refuses.
///
/// It says nothing more: the library reads the file again, and its error is the one that people see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not in canonical form")]
pub(crate) struct Unusual;

impl serde::de::Error for Unusual {
    fn custom<T: Display>(_: T) -> Unusual {
        Unusual
    }
}
