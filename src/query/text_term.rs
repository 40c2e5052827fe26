//! Words to look for in the text of tickets.

/// Something to look for in the text of tickets. How words are told apart and
/// which letters count as the same is the index's matter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextTerm {
    /// The one field to look into; none for all of them.
    pub field: Option<TextField>,
    /// Whether it is a word, the beginning of one, or several in a row.
    pub form: TextForm,
    /// What to look for, as it was typed, without quotes and the final `*`.
    pub text: String,
}

/// What a text is looked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextForm {
    /// A whole word: `crash`.
    Word,
    /// The beginning of a word: `crash*`.
    Prefix,
    /// Words in this order, side by side: `"exact words"`.
    Phrase,
}

/// A field that holds text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// The title.
    Title,
    /// The description.
    Description,
    /// The acceptance criteria.
    Criteria,
    /// The comments and other entries.
    Comments,
    /// The labels.
    Labels,
}

impl TextField {
    /// All of them, those that tell most first.
    pub const ALL: [TextField; 5] = [
        TextField::Title,
        TextField::Labels,
        TextField::Description,
        TextField::Criteria,
        TextField::Comments,
    ];

    /// Its name in queries and results.
    pub fn as_str(self) -> &'static str {
        match self {
            TextField::Title => "title",
            TextField::Description => "description",
            TextField::Criteria => "acceptance_criteria",
            TextField::Comments => "comments",
            TextField::Labels => "labels",
        }
    }
}
