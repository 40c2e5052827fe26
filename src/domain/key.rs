//! Keys: `TICKET-42` and `TICKET-k3f9`.

use std::fmt;
use std::str::FromStr;

/// The symbols of a random key: digits and letters without `i`, `l`, `o`, `u`.
pub const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

const PREFIX_LENGTH_MAX: usize = 16;
const RANDOM_LENGTH_MIN: usize = 4;
const RANDOM_LENGTH_MAX: usize = 12;

/// The part of a key before the dash: an upper-case letter, then letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(String);

/// The part of a key after the dash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// Counted up within the clone.
    Sequential(u64),
    /// Drawn at random, for clones that create offline.
    Random(String),
}

/// The name of a record, unique in the project.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Key {
    prefix: Prefix,
    number: Number,
}

/// Why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The part before the dash is not a prefix.
    #[error("`{0}` is not a prefix: a letter, then up to 15 letters or digits")]
    Prefix(String),
    /// The whole is not `PREFIX-NUMBER`.
    #[error("`{0}` is not a key such as `TICKET-42`")]
    Key(String),
}

impl Prefix {
    /// The prefix as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Prefix {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let upper = text.to_ascii_uppercase();
        let starts_well = upper.starts_with(|c: char| c.is_ascii_uppercase());
        let rest_is_plain = upper.chars().all(|c| c.is_ascii_alphanumeric());
        if starts_well && rest_is_plain && upper.len() <= PREFIX_LENGTH_MAX {
            Ok(Prefix(upper))
        } else {
            Err(KeyError::Prefix(text.to_owned()))
        }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Number {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let refused = || KeyError::Key(text.to_owned());
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let number: u64 = text.parse().map_err(|_| refused())?;
            let is_canonical = number > 0 && !text.starts_with('0');
            return is_canonical
                .then_some(Number::Sequential(number))
                .ok_or_else(refused);
        }

        let lower = text.to_ascii_lowercase();
        let length_fits = (RANDOM_LENGTH_MIN..=RANDOM_LENGTH_MAX).contains(&lower.len());
        if length_fits && lower.bytes().all(|b| ALPHABET.contains(&b)) {
            Ok(Number::Random(lower))
        } else {
            Err(refused())
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Sequential(number) => write!(f, "{number}"),
            Number::Random(symbols) => f.write_str(symbols),
        }
    }
}

impl Key {
    /// Joins a prefix and a number.
    pub fn new(prefix: Prefix, number: Number) -> Key {
        Key { prefix, number }
    }

    /// The part before the dash.
    pub fn prefix(&self) -> &Prefix {
        &self.prefix
    }

    /// The part after the dash.
    pub fn number(&self) -> &Number {
        &self.number
    }

    /// The folder that a record with this key lies in: the hundred of its
    /// number, or the first symbol of a random one.
    pub fn shard(&self) -> String {
        match &self.number {
            Number::Sequential(number) => format!("{:02}", number / 100),
            Number::Random(symbols) => symbols.chars().take(1).collect(),
        }
    }

    /// Splits a file's stem `KEY-slug` (or just `KEY`) into its two parts.
    pub fn split_stem(stem: &str) -> Option<(Key, &str)> {
        let (prefix, rest) = stem.split_once('-')?;
        let (number, slug) = rest.split_once('-').unwrap_or((rest, ""));
        let key: Key = format!("{prefix}-{number}").parse().ok()?;
        // A file named in another case would be a second name of the same key.
        (key.to_string().len() <= stem.len() && stem.starts_with(&key.to_string()))
            .then_some((key, slug))
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let refused = || KeyError::Key(text.to_owned());
        let (prefix, number) = text.split_once('-').ok_or_else(refused)?;
        Ok(Key {
            prefix: prefix.parse().map_err(|_| refused())?,
            number: number.parse().map_err(|_| refused())?,
        })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.prefix, self.number)
    }
}

impl TryFrom<String> for Key {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.to_string()
    }
}

impl schemars::JsonSchema for Key {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Key".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A record's key, such as `TICKET-42` or `TICKET-k3f9`",
            "pattern": "^[A-Z][A-Z0-9]{0,15}-([1-9][0-9]*|[0-9a-hjkmnp-tv-z]{4,12})$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_any_case_and_written_in_one() {
        for (input, expected) in [
            ("TICKET-42", "TICKET-42"),
            ("ticket-42", "TICKET-42"),
            ("Q-1", "Q-1"),
            ("ticket-K3F9", "TICKET-k3f9"),
        ] {
            let key: Key = input.parse().unwrap();
            assert_eq!(key.to_string(), expected);
        }
    }

    #[test]
    fn what_could_leave_its_folder_is_no_key() {
        for input in [
            "",
            "42",
            "TICKET",
            "TICKET-",
            "-1",
            "TICKET-0",
            "TICKET-007",
            "TICKET-1/..",
            "../x-1",
            "TICKET-99999999999999999999",
            "TICKET-abc",
            "TICKET-ilou",
            "1A-1",
            "ABCDEFGHIJKLMNOPQ-1",
            "TICKET-1 ",
            "TÏCKET-1",
        ] {
            assert!(input.parse::<Key>().is_err(), "{input}");
        }
    }

    #[test]
    fn a_file_stem_is_a_key_and_a_slug() {
        let split = |stem| Key::split_stem(stem).map(|(key, slug)| (key.to_string(), slug));
        assert_eq!(
            split("TICKET-42-fix-login"),
            Some(("TICKET-42".into(), "fix-login"))
        );
        assert_eq!(split("TICKET-42"), Some(("TICKET-42".into(), "")));
        assert_eq!(split("TICKET-k3f9-x"), Some(("TICKET-k3f9".into(), "x")));
        assert_eq!(split("ticket-42-x"), None);
        assert_eq!(split("README"), None);
    }

    #[test]
    fn the_folder_is_the_hundred_of_the_number() {
        for (key, shard) in [
            ("T-7", "00"),
            ("T-4117", "41"),
            ("T-12345", "123"),
            ("T-k3f9", "k"),
        ] {
            assert_eq!(key.parse::<Key>().unwrap().shard(), shard);
        }
    }
}
