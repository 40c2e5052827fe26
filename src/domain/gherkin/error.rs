//! Why a text is no feature.

/// Why a text is no feature that can be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GherkinError {
    /// It is longer than anything that people write for people.
    #[error("there are more than {max} {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        max: usize,
    },
    /// It holds what no text holds.
    #[error("line {line} holds a control character")]
    Control {
        /// Counted from 1.
        line: usize,
    },
    /// There is nothing in it.
    #[error("there is no feature in it")]
    Empty,
    /// The language is not one of Gherkin's.
    #[error("there is no language `{0}`")]
    Language(String),
    /// It is not Gherkin.
    #[error("line {line} is not Gherkin: `{text}`")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// It is something else than the one part that it should be.
    #[error("it is not one part of the kind that it should be")]
    Several,
    /// It would not be the same after it was taken apart and put together.
    #[error("its parts cannot be told from each other")]
    Unfaithful,
}

impl GherkinError {
    /// The same in a text without so many lines at its beginning.
    pub(crate) fn after(self, lines: usize) -> GherkinError {
        let less = |line: usize| line.saturating_sub(lines).max(1);
        match self {
            GherkinError::Control { line } => GherkinError::Control { line: less(line) },
            GherkinError::Syntax { line, text } => GherkinError::Syntax {
                line: less(line),
                text,
            },
            GherkinError::TooLarge { .. }
            | GherkinError::Empty
            | GherkinError::Language(_)
            | GherkinError::Several
            | GherkinError::Unfaithful => self,
        }
    }
}
