//! Unique ids: ULIDs, 26 symbols of time and randomness.

use std::fmt;
use std::str::FromStr;

use crate::domain::Timestamp;

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 26;

/// What tells two records apart for good, even under one key: a
/// [ULID](https://github.com/ulid/spec), 48 bits of time and 80 of randomness.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Uid(String);

/// A text that is not a ULID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a uid (26 symbols)")]
pub struct UidError(String);

impl Uid {
    /// Makes the id of a record created at `at`; the upper 48 bits of `random` are not used.
    pub fn new(at: Timestamp, random: u128) -> Uid {
        let millis = u128::from(at.as_millis()) & ((1 << 48) - 1);
        let bits = (millis << 80) | (random & ((1 << 80) - 1));
        let symbol = |place: usize| {
            let index = (bits >> (5 * (LENGTH - 1 - place))) & 31;
            char::from(SYMBOLS[usize::try_from(index).expect("five bits")])
        };
        Uid((0..LENGTH).map(symbol).collect())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Uid {
    type Err = UidError;

    fn from_str(text: &str) -> Result<Self, UidError> {
        let upper = text.to_ascii_uppercase();
        let is_ulid = upper.len() == LENGTH
            && upper.bytes().all(|b| SYMBOLS.contains(&b))
            && upper.as_bytes()[0] < b'8';
        is_ulid
            .then_some(Uid(upper))
            .ok_or_else(|| UidError(text.to_owned()))
    }
}

impl TryFrom<String> for Uid {
    type Error = UidError;

    fn try_from(text: String) -> Result<Self, UidError> {
        text.parse()
    }
}

impl From<Uid> for String {
    fn from(uid: Uid) -> String {
        uid.0
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl schemars::JsonSchema for Uid {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Uid".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A ULID: what stays the same when the key changes",
            "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uid_starts_with_its_time_and_sorts_by_it() {
        let early = Uid::new("2026-11-20T10:11:12Z".parse().unwrap(), u128::MAX);
        let late = Uid::new("2026-11-20T10:11:13Z".parse().unwrap(), 0);

        assert_eq!(early.as_str(), "01M7W70KG0ZZZZZZZZZZZZZZZZ");
        assert!(early < late);
        assert_eq!(early.as_str().parse(), Ok(early.clone()));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "01KAG",
            "81M7W70KG0ZZZZZZZZZZZZZZZZ",
            "01M7W70KG0ZZZZZZZZZZZZZZZI",
        ] {
            assert!(text.parse::<Uid>().is_err(), "{text}");
        }
    }
}
