//! The highest numbers ever given out in this clone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::domain::Prefix;
use crate::store::StoreError;
use crate::store::staging;

/// The highest number of each prefix, one `PREFIX NUMBER` a line.
///
/// A line that cannot be read is dropped: the numbers in use are found anew
/// from the files, only those of deleted records are then forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counter {
    highest: BTreeMap<String, u64>,
}

impl Counter {
    pub(crate) fn read(path: &Path) -> Counter {
        let text = fs::read_to_string(path).unwrap_or_default();
        let lines = text.lines().filter_map(|line| {
            let (prefix, number) = line.split_once(' ')?;
            let prefix: Prefix = prefix.parse().ok()?;
            Some((prefix.to_string(), number.trim().parse().ok()?))
        });
        Counter {
            highest: lines.collect(),
        }
    }

    pub(crate) fn highest(&self, prefix: &Prefix) -> u64 {
        self.highest.get(prefix.as_str()).copied().unwrap_or(0)
    }

    pub(crate) fn raise(&mut self, prefix: &Prefix, number: u64) {
        let highest = self.highest.entry(prefix.to_string()).or_default();
        *highest = (*highest).max(number);
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), StoreError> {
        let lines: String = self
            .highest
            .iter()
            .map(|(prefix, number)| format!("{prefix} {number}\n"))
            .collect();
        staging::replace(path, lines.as_bytes(), staging::Sync::No)
    }
}
