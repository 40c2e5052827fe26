//! Choosing keys that nobody has used.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::Serialize;

use crate::config::Ids;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Number;
use crate::domain::Prefix;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::tracker::HOME;
use crate::store::RecordFile;
use crate::store::Store;

const RANDOM_SYMBOLS_MIN: usize = 4;

/// Gives out keys of one kind and prefix; only for one who holds the lock.
#[derive(Debug)]
pub(crate) enum Allocator {
    Sequential {
        prefix: Prefix,
        highest: u64,
    },
    Random {
        prefix: Prefix,
        taken: HashSet<String>,
        symbols: usize,
    },
}

impl Allocator {
    /// Looks where keys of this kind may be in use: this working tree, the
    /// others, the tips of local and remote-tracking branches, the counter.
    pub(crate) fn new(tracker: &Tracker, kind: &Kind, prefix: &Prefix) -> Allocator {
        match tracker.settings.ids {
            Ids::Sequential => Allocator::Sequential {
                prefix: prefix.clone(),
                highest: highest_number(tracker, kind, prefix),
            },
            Ids::Random => {
                let taken = random_numbers(tracker, kind, prefix);
                Allocator::Random {
                    prefix: prefix.clone(),
                    symbols: symbols_for(taken.len()),
                    taken,
                }
            }
        }
    }

    /// Leaves out a key that is about to be in use, and with counted ones all below it.
    pub(crate) fn skip(&mut self, key: &Key) {
        match (self, key.number()) {
            (Allocator::Sequential { prefix, highest }, Number::Sequential(number))
                if key.prefix() == prefix =>
            {
                *highest = (*highest).max(*number);
            }
            (Allocator::Random { prefix, taken, .. }, Number::Random(symbols))
                if key.prefix() == prefix =>
            {
                taken.insert(symbols.clone());
            }
            // Another prefix, or the other kind of number, never meets this one.
            _ => {}
        }
    }

    /// The next key.
    ///
    /// # Errors
    /// No number comes after the highest in use.
    pub(crate) fn next(&mut self, tracker: &Tracker) -> Result<Key, OpError> {
        match self {
            Allocator::Sequential { prefix, highest } => {
                let Some(number) = highest.checked_add(1) else {
                    return Err(OpError::Invalid {
                        reason: format!("no number comes after `{prefix}-{highest}`"),
                        hint: Some("`tickets config set prefix …` begins a new count".to_owned()),
                    });
                };
                *highest = number;
                Ok(Key::new(prefix.clone(), Number::Sequential(number)))
            }
            Allocator::Random {
                prefix,
                taken,
                symbols,
            } => loop {
                let text = tracker.surroundings.random.symbols(*symbols);
                // All digits would read as a sequential number.
                let is_distinct = text.bytes().any(|b| b.is_ascii_alphabetic());
                if is_distinct && taken.insert(text.clone()) {
                    return Ok(Key::new(prefix.clone(), Number::Random(text)));
                }
            },
        }
    }
}

/// As many symbols as leave a thousand free keys for each one in use.
fn symbols_for(count: usize) -> usize {
    let mut symbols = RANDOM_SYMBOLS_MIN;
    while 32_usize.saturating_pow(u32::try_from(symbols).unwrap_or(u32::MAX)) / 1_000 < count {
        symbols += 1;
    }
    symbols
}

/// The working trees of the clone; only the own one where version control does not tell.
fn homes(tracker: &Tracker) -> Vec<std::path::PathBuf> {
    let others = tracker.vcs.worktrees().unwrap_or_default();
    let own = tracker.store.home().to_owned();
    let mut homes: Vec<_> = others
        .iter()
        .map(|root| root.join(HOME))
        .chain([own])
        .collect();
    homes.sort();
    homes.dedup();
    homes
}

fn highest_number(tracker: &Tracker, kind: &Kind, prefix: &Prefix) -> u64 {
    let in_trees = homes(tracker)
        .into_iter()
        .map(|home| Store::highest_number(&home, kind, prefix));
    let in_trees = in_trees.max().unwrap_or(0);
    let at_tips = Tips::read(tracker, kind).highest(prefix);
    in_trees.max(at_tips).max(tracker.store.counted(prefix))
}

fn random_numbers(tracker: &Tracker, kind: &Kind, prefix: &Prefix) -> HashSet<String> {
    let homes = homes(tracker);
    let keys = homes
        .iter()
        .flat_map(|home| Store::files_of(home, kind).files);
    keys.filter_map(|file| match file.key.number() {
        Number::Random(symbols) if file.key.prefix() == prefix => Some(symbols.clone()),
        _ => None,
    })
    .collect()
}

/// The highest numbers at the tips of branches, remembered by commit: a
/// commit's files never change, so each is looked at once per clone.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Tips {
    /// For each kind and commit, the highest number of each prefix.
    kinds: BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>,
    #[serde(skip)]
    kind: &'static str,
}

impl Tips {
    fn read(tracker: &Tracker, kind: &Kind) -> Tips {
        let path = tracker.store.private_file("tips");
        let mut tips = Tips::load(&path);
        tips.kind = kind.folder;
        // Without branches, or with a repository that cannot be opened, the
        // working trees and the counter decide.
        let Ok(branches) = tracker.vcs.tips() else {
            return tips;
        };
        let known = tips.kinds.remove(kind.folder).unwrap_or_default();
        let mut current = BTreeMap::new();
        let mut is_changed = false;
        for branch in branches {
            let numbers = match known.get(&branch.revision) {
                Some(numbers) => numbers.clone(),
                None => {
                    is_changed = true;
                    let Some(numbers) = numbers_at(tracker, kind, &branch.revision) else {
                        continue;
                    };
                    numbers
                }
            };
            current.insert(branch.revision, numbers);
        }
        is_changed |= current.len() != known.len();
        tips.kinds.insert(kind.folder.to_owned(), current);
        if is_changed && !tracker.is_rehearsal() {
            tips.save(&path);
        }
        tips
    }

    fn load(path: &Path) -> Tips {
        let bytes = fs::read(path).unwrap_or_default();
        // A cache: whatever is wrong with it, it is made anew.
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn save(&self, path: &Path) {
        let bytes = serde_json::to_vec(self).expect("maps with text keys");
        // The next command looks again if this one could not remember.
        let _ = Store::replace_cache(path, &bytes);
    }

    fn highest(&self, prefix: &Prefix) -> u64 {
        let commits = self
            .kinds
            .get(self.kind)
            .into_iter()
            .flat_map(BTreeMap::values);
        commits
            .filter_map(|numbers| numbers.get(prefix.as_str()))
            .copied()
            .max()
            .unwrap_or(0)
    }
}

fn numbers_at(tracker: &Tracker, kind: &Kind, revision: &str) -> Option<BTreeMap<String, u64>> {
    let names = tracker
        .vcs
        .names_at(revision, &format!("{HOME}/{}", kind.folder))
        .ok()?;
    let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
    for file in names.iter().filter_map(|name| RecordFile::from_path(name)) {
        if let Number::Sequential(number) = file.key.number() {
            let highest = numbers.entry(file.key.prefix().to_string()).or_default();
            *highest = (*highest).max(*number);
        }
    }
    Some(numbers)
}
