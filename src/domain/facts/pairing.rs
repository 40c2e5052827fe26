//! Which record of one state is which of another.

use std::collections::BTreeMap;
use std::collections::HashMap;

use serde_json::Value;

use crate::domain::Entry;
use crate::domain::Key;
use crate::domain::Record;
use crate::domain::Uid;

/// A record as it is in one state of the project.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot<R> {
    /// Its file, below `.tickets/`.
    pub path: String,
    /// What it says.
    pub record: R,
    /// The fields of its file that this program does not know.
    pub others: BTreeMap<String, Value>,
    /// Its entries; those that are the same in both states may be left out.
    pub entries: Vec<Entry>,
}

/// A record in two states; it may be missing in one of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Pair<R> {
    /// Only the first state has it.
    Gone(Snapshot<R>),
    /// Only the second one has it.
    New(Snapshot<R>),
    /// Both have it.
    Both {
        /// As it was.
        before: Box<Snapshot<R>>,
        /// As it is.
        after: Box<Snapshot<R>>,
    },
}

impl<R> Pair<R> {
    /// The record as it was.
    pub fn before(&self) -> Option<&Snapshot<R>> {
        match self {
            Pair::Gone(before) => Some(before),
            Pair::New(_) => None,
            Pair::Both { before, .. } => Some(before),
        }
    }

    /// The record as it is.
    pub fn after(&self) -> Option<&Snapshot<R>> {
        match self {
            Pair::Gone(_) => None,
            Pair::New(after) => Some(after),
            Pair::Both { after, .. } => Some(after),
        }
    }

    /// The record as it is, or was last.
    pub fn latest(&self) -> &Snapshot<R> {
        match self {
            Pair::Gone(snapshot) | Pair::New(snapshot) => snapshot,
            Pair::Both { after, .. } => after,
        }
    }
}

/// Pairs the records of two states, sorted by key.
///
/// The uid decides, so that a record with a new key or in another file is still the same one, and that two records
/// which came to one key are two. The key decides where a file has no uid, as those written by hand.
pub fn pairs<R: Record>(before: Vec<Snapshot<R>>, after: Vec<Snapshot<R>>) -> Vec<Pair<R>> {
    let partners = partners(&before, &after);
    let mut earlier: Vec<Option<Snapshot<R>>> = before.into_iter().map(Some).collect();
    let mut pairs = Vec::new();
    for (after, partner) in after.into_iter().zip(partners) {
        pairs.push(match partner.and_then(|place| earlier[place].take()) {
            Some(before) => Pair::Both {
                before: Box::new(before),
                after: Box::new(after),
            },
            None => Pair::New(after),
        });
    }
    pairs.extend(earlier.into_iter().flatten().map(Pair::Gone));
    pairs.sort_by_cached_key(|pair| {
        let latest = pair.latest();
        let is_there = pair.after().is_some();
        (latest.record.key().clone(), is_there, latest.path.clone())
    });
    pairs
}

/// For each record of the second state, its place in the first.
fn partners<R: Record>(before: &[Snapshot<R>], after: &[Snapshot<R>]) -> Vec<Option<usize>> {
    let mut by_uid: HashMap<&Uid, Vec<usize>> = HashMap::new();
    let mut by_key: HashMap<&Key, Vec<usize>> = HashMap::new();
    for (place, snapshot) in before.iter().enumerate() {
        by_key.entry(snapshot.record.key()).or_default().push(place);
        if let Some(uid) = snapshot.record.uid() {
            by_uid.entry(uid).or_default().push(place);
        }
    }
    let of_uid = |record: &R| record.uid().and_then(|uid| by_uid.get(uid));
    let mut partners = vec![None; after.len()];
    let mut is_taken = vec![false; before.len()];
    // A copy that somebody made of a file has the same uid: the one that kept its key comes first.
    for rule in [Rule::UidAndKey, Rule::Uid, Rule::Key] {
        for (partner, snapshot) in partners.iter_mut().zip(after) {
            let record = &snapshot.record;
            let candidates = match rule {
                Rule::UidAndKey | Rule::Uid => of_uid(record),
                Rule::Key => by_key.get(record.key()),
            };
            let fits = |place: &&usize| {
                let other = &before[**place].record;
                !is_taken[**place]
                    && match rule {
                        Rule::UidAndKey => other.key() == record.key(),
                        Rule::Uid => true,
                        Rule::Key => other.uid().is_none() || record.uid().is_none(),
                    }
            };
            let found = candidates.into_iter().flatten().find(fits).copied();
            if let (None, Some(place)) = (*partner, found) {
                *partner = Some(place);
                is_taken[place] = true;
            }
        }
    }
    partners
}

/// What makes two records one, the surest first.
#[derive(Debug, Clone, Copy)]
enum Rule {
    UidAndKey,
    Uid,
    Key,
}
