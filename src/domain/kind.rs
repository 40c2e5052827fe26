//! The kinds of record a project holds.

/// One kind of record: its word and where its files lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The word for one of them, as in messages and JSON: `ticket`.
    pub noun: &'static str,
    /// The word for many of them: `tickets`.
    pub plural: &'static str,
    /// The folder of their files below `.tickets/`.
    pub folder: &'static str,
    /// The prefix of their keys; none for tickets, whose prefix is the project's own choice.
    pub prefix: Option<&'static str>,
    /// Whether the folder is split by the hundred of the number.
    pub is_split: bool,
}

impl Kind {
    /// One of them, in a sentence: `an epic`.
    pub fn one(&self) -> String {
        let is_vowel = self.noun.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {}", if is_vowel { "an" } else { "a" }, self.noun)
    }
}
