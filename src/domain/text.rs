//! Titles and long texts.

use std::fmt;
use std::str::FromStr;

use crate::domain::words::WordError;
use crate::domain::words::one_line;

/// A record's first line: not blank, one line.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Title(String);

/// Text of any length; line ends are `\n`, and it never ends with one.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Text(String);

const SLUG_LENGTH_MAX: usize = 48;

impl Title {
    /// The title as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The title for a file name: ASCII letters and digits in lower case,
    /// dashes between the words, at most 48 characters. May be empty.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        let words = self
            .0
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'');
        for word in words.map(|word| word.replace('\'', "").to_ascii_lowercase()) {
            if word.is_empty() {
                continue;
            }
            if !slug.is_empty() && slug.len() + 1 + word.len() > SLUG_LENGTH_MAX {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word);
            slug.truncate(SLUG_LENGTH_MAX);
        }
        slug
    }
}

impl FromStr for Title {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        one_line("a title", text).map(Title)
    }
}

impl TryFrom<String> for Title {
    type Error = WordError;

    fn try_from(text: String) -> Result<Self, WordError> {
        text.parse()
    }
}

impl From<Title> for String {
    fn from(title: Title) -> String {
        title.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Text {
    /// Takes text as somebody typed it: line ends become `\n`, final ones go.
    pub fn new(text: &str) -> Text {
        Text::from(text.to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        let mut unix = if text.contains('\r') {
            text.replace("\r\n", "\n")
        } else {
            text
        };
        unix.truncate(unix.trim_end_matches('\n').len());
        Text(unix)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_short_plain_and_end_with_a_word() {
        let check = |title: &str, slug: &str| {
            assert_eq!(title.parse::<Title>().unwrap().slug(), slug, "{title}");
        };
        check("Fix login bug", "fix-login-bug");
        check("Can't log in: café/menu", "cant-log-in-caf-menu");
        check("日本語", "");
        check("../../etc/passwd", "etc-passwd");
        check(
            "A long title that goes on and on until nobody wants to read it",
            "a-long-title-that-goes-on-and-on-until-nobody",
        );
        check(&"x".repeat(80), &"x".repeat(48));
    }

    #[test]
    fn text_has_unix_line_ends_and_no_last_one() {
        assert_eq!(Text::new("a\r\n b\r\n\r\n").as_str(), "a\n b");
    }
}
