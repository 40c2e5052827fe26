//! What is wrong with one file.

use std::fmt;

use crate::store::yaml::DocumentError;

/// The sort of thing that is wrong, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The file cannot be opened or read.
    Unreadable,
    /// Larger, deeper or fuller than a record can sensibly be.
    TooLarge,
    /// Not UTF-8 text.
    NotText,
    /// A merge was left unfinished in it.
    ConflictMarkers,
    /// Two branches made different things of one fact, or two records of one file.
    Contradiction,
    /// Not YAML, or YAML that is no record.
    Invalid,
    /// A field holds a value of the wrong type.
    WrongType,
    /// The name does not begin with a key, or with another than the record's.
    FileName,
    /// A second file holds the same key.
    DuplicateKey,
    /// Two records share one uid.
    DuplicateUid,
    /// A link that leads out of `.tickets/`, or a file that is no regular file.
    Outside,
    /// The file lies in another folder than its number says.
    Misplaced,
    /// A value that the project's settings do not know.
    UnknownValue,
    /// A reference to a record that does not exist.
    DanglingReference,
    /// Relations that lead back to where they began.
    Circle,
    /// Several records are so where the project wants one.
    SeveralActive,
    /// A field that should be there is not.
    MissingField,
    /// A folder of entries without its record.
    Orphan,
    /// A temporary file that a crash left behind.
    Leftover,
    /// The settings cannot be used as they are.
    Config,
    /// A commit says that it is done, and it is open.
    Unclosed,
    /// Only branches that were never merged know that it is done.
    UnmergedClosing,
    /// It was deleted, and a merge brought it back.
    BroughtBack,
}

/// One thing that is wrong with one file. Other files are not affected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Problem {
    /// The file, from the root of the working tree; of one in a revision, `REVISION:` stands before it.
    pub path: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What sort of problem it is.
    pub code: ProblemCode,
    /// A sentence without the file's name.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of a whole file.
    pub fn new(path: impl Into<String>, code: ProblemCode, message: impl Into<String>) -> Problem {
        Problem {
            path: path.into(),
            line: None,
            code,
            message: message.into(),
            hint: None,
        }
    }

    /// The same problem with advice.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem where the project's files are those of a revision: nobody
    /// shall look for it on disk, and what is past cannot be mended.
    #[must_use]
    pub fn at(mut self, revision: &str) -> Problem {
        if self.path.starts_with(".tickets/") {
            self.path = format!("{revision}:{}", self.path);
            self.hint = None;
        }
        self
    }

    /// The problem of a file that could not be parsed.
    pub(crate) fn of_document(path: &str, error: &DocumentError) -> Problem {
        let code = match error {
            DocumentError::TooLarge { .. }
            | DocumentError::TooDeep { .. }
            | DocumentError::TooMany { .. } => ProblemCode::TooLarge,
            DocumentError::NotUtf8 { .. } => ProblemCode::NotText,
            DocumentError::ConflictMarkers { .. } => ProblemCode::ConflictMarkers,
            _ => ProblemCode::Invalid,
        };
        let hint = match code {
            ProblemCode::ConflictMarkers => Some("`tickets resolve` finishes the merge"),
            _ => None,
        };
        Problem {
            path: path.to_owned(),
            line: error.line(),
            code,
            message: error.to_string(),
            hint: hint.map(str::to_owned),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.path)?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        write!(f, ": {}", self.message)
    }
}
