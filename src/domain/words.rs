//! Short texts with a meaning: a status, a label, a person.
//!
//! Each is one non-blank line without control characters. Which statuses,
//! types and priorities exist is the project's own matter
//! ([`Vocabulary`](crate::domain::Vocabulary)); a record may hold others.

use std::fmt;
use std::str::FromStr;

const LENGTH_MAX: usize = 2_000;

/// Why a text cannot be used as a word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// Nothing but blanks.
    #[error("{what} is empty")]
    Empty {
        /// The kind of word.
        what: &'static str,
    },
    /// A line break or another control character.
    #[error("{what} must be one line without control characters")]
    Control {
        /// The kind of word.
        what: &'static str,
    },
    /// More than 2,000 characters.
    #[error("{what} is longer than {LENGTH_MAX} characters")]
    TooLong {
        /// The kind of word.
        what: &'static str,
    },
}

/// Trims `text` and refuses what cannot stand in one line.
pub(crate) fn one_line(what: &'static str, text: &str) -> Result<String, WordError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(WordError::Empty { what });
    }
    if trimmed
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(WordError::Control { what });
    }
    if trimmed.chars().count() > LENGTH_MAX {
        return Err(WordError::TooLong { what });
    }
    Ok(trimmed.to_owned())
}

macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String")]
        pub struct $name(String);

        impl $name {
            /// The word as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = WordError;

            fn from_str(text: &str) -> Result<Self, WordError> {
                one_line($what, text).map($name)
            }
        }

        impl TryFrom<String> for $name {
            type Error = WordError;

            fn try_from(text: String) -> Result<Self, WordError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

word!(
    /// Where a ticket stands: `open`, `in-progress`, …
    Status,
    "a status"
);
word!(
    /// What sort of work a ticket is: `bug`, `feature`, …
    TicketType,
    "a type"
);
word!(
    /// How much a ticket matters: `critical` to `low`.
    Priority,
    "a priority"
);
word!(
    /// A word that groups tickets.
    Label,
    "a label"
);
word!(
    /// Somebody: a name, an address, an agent; free text.
    Person,
    "a person"
);
word!(
    /// What sort of entry of its kind one is: `blocker`, `review`, …
    EntryType,
    "a type"
);
word!(
    /// How a ticket was settled: `fixed`, `wontfix`, …
    Resolution,
    "a resolution"
);
word!(
    /// A URI or a path that a ticket points to.
    Link,
    "a link"
);

impl Label {
    /// Reads `bug,urgent` as two labels; blanks around them do not count.
    ///
    /// # Errors
    /// A label that is empty or holds control characters.
    pub fn parse_list(text: &str) -> Result<Vec<Label>, WordError> {
        text.split(',')
            .filter(|part| !part.trim().is_empty())
            .map(str::parse)
            .collect()
    }
}

impl Default for Status {
    fn default() -> Self {
        Status("open".to_owned())
    }
}

impl Default for TicketType {
    fn default() -> Self {
        TicketType("task".to_owned())
    }
}

impl Default for Priority {
    fn default() -> Self {
        Priority("medium".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_trimmed_line() {
        assert_eq!(" bug ".parse::<Label>().unwrap().as_str(), "bug");
        assert_eq!("日本語".parse::<Label>().unwrap().as_str(), "日本語");
        for text in ["", "  ", "a\nb", "a\u{1b}[31m"] {
            assert!(text.parse::<Label>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_list_of_labels_is_split_at_commas() {
        let labels = Label::parse_list("bug, urgent,,").unwrap();
        assert_eq!(labels, ["bug".parse().unwrap(), "urgent".parse().unwrap()]);
    }
}
