//! The names that a batch gives to the records it creates.

use std::collections::HashMap;

use crate::domain::Key;
use crate::domain::Reference;
use crate::ops::OpError;

const NAME_LENGTH_MAX: usize = 64;

/// What became of the names that lines gave.
#[derive(Debug, Default)]
pub(crate) struct Locals {
    names: HashMap<String, Named>,
}

#[derive(Debug)]
struct Named {
    line: usize,
    /// None where the line failed.
    key: Option<Key>,
}

impl Locals {
    /// Refuses a name that cannot be given.
    pub(crate) fn check(&self, name: &str) -> Result<(), OpError> {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.chars().count() > NAME_LENGTH_MAX || !name.chars().all(is_plain)
        {
            return Err(OpError::Invalid {
                reason: format!("`{name}` cannot be a `ref`"),
                hint: Some("letters, digits, `-`, `_` and `.`, up to 64".to_owned()),
            });
        }
        match self.names.get(name) {
            Some(named) => Err(OpError::invalid(format!(
                "line {} has the `ref` `{name}` already",
                named.line
            ))),
            None => Ok(()),
        }
    }

    /// Gives a name to what a line created, or was to create. The first line that has it keeps it.
    pub(crate) fn give(&mut self, name: String, line: usize, key: Option<Key>) {
        self.names.entry(name).or_insert(Named { line, key });
    }

    /// Takes it back that a line created something.
    pub(crate) fn fail(&mut self, name: &str, line: usize) {
        let named = self.names.entry(name.to_owned());
        let named = named.or_insert(Named { line, key: None });
        if named.line == line {
            named.key = None;
        }
    }

    /// The line that was to create what `text` names, where it failed.
    pub(crate) fn failed_line(&self, text: &str) -> Option<usize> {
        let named = self.names.get(text.strip_prefix('@')?)?;
        named.key.is_none().then_some(named.line)
    }

    /// What `text` names: `@ref` a record of this batch, anything else one that is there.
    pub(crate) fn resolve(&self, text: &str) -> Result<Reference, OpError> {
        let Some(name) = text.strip_prefix('@') else {
            return Ok(text.parse().unwrap_or_else(|never| match never {}));
        };
        let key = self.names.get(name).and_then(|named| named.key.as_ref());
        key.map(Reference::from).ok_or_else(|| {
            let known: Vec<String> = self.names.keys().map(|name| format!("@{name}")).collect();
            OpError::Invalid {
                reason: format!("no line before has the `ref` `{name}`"),
                hint: (!known.is_empty()).then(|| crate::ops::nearest(text, &sorted(known))),
            }
        })
    }
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.truncate(20);
    names
}
