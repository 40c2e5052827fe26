//! The branches of the clone, the current one first.

use std::collections::HashMap;

use crate::ops::Tracker;
use crate::vcs::Commit;
use crate::vcs::Tip;
use crate::vcs::VcsError;

/// As many branches as a word has bits.
const BRANCHES_MAX: usize = 64;

/// The branches of the clone: the current one, then the others by name.
#[derive(Debug)]
pub(crate) struct Branches {
    /// Where they stand.
    pub(crate) tips: Vec<Tip>,
    /// The current commit, which is no branch's tip where there is no current branch.
    pub(crate) head: Option<String>,
}

impl Branches {
    /// Asks version control.
    pub(crate) fn of(tracker: &Tracker) -> Result<Branches, VcsError> {
        let current = tracker.vcs.branch()?;
        let mut tips = tracker.vcs.tips()?;
        // Stable: the others stay sorted by name.
        tips.sort_by_key(|tip| Some(&tip.name) != current.as_ref());
        Ok(Branches {
            tips,
            head: tracker.vcs.head()?,
        })
    }

    /// All revisions that something stands at, the current one first.
    pub(crate) fn revisions(&self) -> Vec<String> {
        let mut revisions: Vec<String> = Vec::new();
        let tips = self.tips.iter().map(|tip| &tip.revision);
        for revision in self.head.iter().chain(tips) {
            if !revisions.contains(revision) {
                revisions.push(revision.clone());
            }
        }
        revisions
    }

    /// The name that the branch `name` has in this clone, if it looks like another clone's branch of that name:
    /// `main` for `origin/main`.
    pub(crate) fn own_name<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (_, own) = name.split_once('/')?;
        self.tips.iter().any(|tip| tip.name == own).then_some(own)
    }

    /// For each of these commits, which are all of the newest ones with no parent before its child, the branches that
    /// contain it, as bits in the order of the tips; branches after the 64th are not looked at.
    pub(crate) fn containing<'a>(&self, commits: &'a [Commit]) -> HashMap<&'a str, u64> {
        let mut at_tip: HashMap<&str, u64> = HashMap::new();
        for (place, tip) in self.tips.iter().take(BRANCHES_MAX).enumerate() {
            *at_tip.entry(&tip.revision).or_default() |= 1 << place;
        }
        let mut containing: HashMap<&str, u64> = HashMap::new();
        for commit in commits {
            let own = at_tip.get(commit.id.as_str()).copied().unwrap_or(0);
            let bits = containing.entry(&commit.id).or_default();
            *bits |= own;
            let bits = *bits;
            for parent in &commit.parents {
                *containing.entry(parent).or_default() |= bits;
            }
        }
        containing
    }

    /// The names of branches given as bits. Another clone's branch is left out where this clone's own is there.
    pub(crate) fn names(&self, bits: u64) -> Vec<String> {
        let tips = self.tips.iter().take(BRANCHES_MAX).enumerate();
        let names: Vec<&str> = tips
            .filter(|(place, _)| bits & (1 << place) != 0)
            .map(|(_, tip)| tip.name.as_str())
            .collect();
        let is_copy = |name: &str| self.own_name(name).is_some_and(|own| names.contains(&own));
        let own = names.iter().filter(|name| !is_copy(name));
        own.map(|name| (*name).to_owned()).collect()
    }
}
