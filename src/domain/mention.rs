//! Records that a commit message speaks of.

use crate::domain::Key;
use crate::domain::Prefix;

/// A record that a message names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its key.
    pub key: Key,
    /// What the message says of it.
    pub verb: Verb,
}

/// What a message says of a record; what says more comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Nothing but its key.
    Mentions,
    /// That it has to do with it: `Refs`, `See`, `Part of`, …
    Refs,
    /// That it is done: `Fixes`, `Closes`, `Resolves`, …
    Closes,
}

impl Verb {
    /// Its word for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Verb::Mentions => "mentions",
            Verb::Refs => "refs",
            Verb::Closes => "closes",
        }
    }
}

const CLOSES: [&str; 9] = [
    "fix", "fixes", "fixed", "close", "closes", "closed", "resolve", "resolves", "resolved",
];

const REFS: [&str; 9] = [
    "ref",
    "refs",
    "reference",
    "references",
    "see",
    "related",
    "relates",
    "part",
    "towards",
];

/// The words that may stand between a verb and its first key: `part of T-1`, `fixes the ticket T-1`.
const FILLERS: [&str; 16] = [
    "of",
    "to",
    "also",
    "the",
    "bug",
    "issue",
    "issues",
    "ticket",
    "tickets",
    "epic",
    "item",
    "items",
    "story",
    "sprint",
    "requirement",
    "requirements",
];

/// The words that join the keys of a list.
const JOINTS: [&str; 4] = ["and", "or", "&", "+"];

/// Begins the message of a commit that takes another one back.
const REVERT: &str = "Revert \"";

/// Finds the records that `message` names, each once with the most that is said of it, in the order of the text.
///
/// A key has one of `prefixes`, in any case, and may follow a `#`. It stands alone: not within a longer word, a path or
/// an address. A verb, in any case and with or without a colon, counts for the key or the list of keys after it:
/// `Fixes T-1, T-2 and #T-3` closes three. What takes another commit back closes nothing.
pub fn mentions(message: &str, prefixes: &[Prefix]) -> Vec<Mention> {
    let mut reader = Reader {
        prefixes,
        most: if message.starts_with(REVERT) {
            Verb::Mentions
        } else {
            Verb::Closes
        },
        state: State::Open,
        found: Vec::new(),
    };
    for line in message.lines() {
        let chunks = line
            .split_whitespace()
            .filter(|chunk| !chunk.contains("://"));
        for chunk in chunks {
            for piece in chunk.split_inclusive(',') {
                reader.take(piece);
            }
        }
        if !line.trim_end().ends_with(',') {
            reader.state = State::Open;
        }
    }
    reader.found
}

/// What the words so far mean for the next key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing.
    Open,
    /// A verb waits for its first key.
    Said(Verb),
    /// A verb has a key, and may have more.
    Listing(Verb),
}

#[derive(Debug)]
struct Reader<'a> {
    prefixes: &'a [Prefix],
    /// The most that this message can say.
    most: Verb,
    state: State,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn take(&mut self, piece: &str) {
        let start = piece.trim_start_matches(is_opening);
        let word = start.trim_end_matches(is_closing);
        let word = word.strip_suffix("'s").unwrap_or(word);
        let ends_sentence = start[word.len()..].contains(['.', ';', '!', '?', ')']);
        if let Some(key) = self.key(word) {
            let verb = match self.state {
                State::Open => Verb::Mentions,
                State::Said(verb) | State::Listing(verb) => verb,
            };
            self.note(key, verb.min(self.most));
            self.state = match self.state {
                State::Said(verb) | State::Listing(verb) if !ends_sentence => State::Listing(verb),
                State::Open | State::Said(_) | State::Listing(_) => State::Open,
            };
            return;
        }
        let lower = word.to_lowercase();
        let is = |words: &[&str]| words.contains(&lower.as_str());
        self.state = match self.state {
            _ if ends_sentence => State::Open,
            _ if is(&CLOSES) => State::Said(Verb::Closes),
            _ if is(&REFS) => State::Said(Verb::Refs),
            State::Said(verb) if is(&FILLERS) => State::Said(verb),
            State::Listing(verb) if is(&JOINTS) || piece == "," => State::Listing(verb),
            State::Open | State::Said(_) | State::Listing(_) => State::Open,
        };
    }

    fn key(&self, word: &str) -> Option<Key> {
        let key: Key = word.parse().ok()?;
        self.prefixes.contains(key.prefix()).then_some(key)
    }

    fn note(&mut self, key: Key, verb: Verb) {
        match self.found.iter_mut().find(|mention| mention.key == key) {
            Some(mention) => mention.verb = mention.verb.max(verb),
            None => self.found.push(Mention { key, verb }),
        }
    }
}

fn is_opening(c: char) -> bool {
    "([{<\"'`#*_~“‘«".contains(c)
}

fn is_closing(c: char) -> bool {
    ")]}>\"'`*_~”’».,:;!?".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(message: &str) -> String {
        let prefixes: Vec<Prefix> = ["TICKET", "T"].map(|text| text.parse().unwrap()).into();
        let mentions = mentions(message, &prefixes).into_iter();
        let shown = mentions.map(|mention| {
            let verb = match mention.verb {
                Verb::Mentions => "",
                Verb::Refs => "~",
                Verb::Closes => "!",
            };
            format!("{verb}{}", mention.key)
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn messages_name_records_with_and_without_a_verb() {
        for (message, expected) in [
            ("", ""),
            ("Fixes TICKET-42", "!TICKET-42"),
            ("fixes: ticket-42", "!TICKET-42"),
            ("Fix login (closes #T-1)", "!T-1"),
            ("Fix login\n\nResolves T-k3f9.", "!T-k3f9"),
            ("Closes T-1, T-2 and #T-3", "!T-1 !T-2 !T-3"),
            ("Closes T-1,T-2, or T-3; T-4 is open", "!T-1 !T-2 !T-3 T-4"),
            ("Fixes T-1,\n  T-2", "!T-1 !T-2"),
            ("Fixes T-1\nT-2", "!T-1 T-2"),
            ("Fixed the ticket T-1 of T-2", "!T-1 T-2"),
            ("Fixes T-1. T-2 remains", "!T-1 T-2"),
            ("Fixes T-1, which T-2 began", "!T-1 T-2"),
            ("Fix the menu of T-1", "T-1"),
            ("Refs T-1", "~T-1"),
            ("Part of T-1, see also T-2", "~T-1 ~T-2"),
            ("Related to T-1, fixes T-2", "~T-1 !T-2"),
            ("T-1: fix login", "T-1"),
            ("[T-1] Fix T-2's menu", "T-1 !T-2"),
            ("see T-1, fixes T-1", "!T-1"),
            ("Fixed. T-1", "T-1"),
            ("Merge branch 'T-1'", "T-1"),
            ("**Fixes** `T-1`", "!T-1"),
            ("Revert \"Fixes T-1\"", "T-1"),
        ] {
            assert_eq!(found(message), expected, "{message:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_key_is_none() {
        for message in [
            "OTHER-1",
            "T-0 T-007 T- -1 T",
            "XT-1 T-1x T-1-fix T-1_2",
            "T-1/T-2 feature/T-1 T-1.yaml",
            "https://example.com/T-1 https://example.com/?a=1,T-1",
            "T–1",
        ] {
            assert_eq!(found(message), "", "{message:?}");
        }
    }
}
