//! The commits that name records.

use std::collections::BTreeMap;

use crate::domain::Key;
use crate::domain::Prefix;
use crate::domain::Verb;
use crate::domain::mentions;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::branches::Branches;
use crate::ops::trace::TraceNode;
use crate::vcs::Commit;
use crate::vcs::LogQuery;

/// How many commits are searched for keys, the newest ones.
const SEARCHED_MAX: usize = 20_000;

/// How many commits of one record are told, the newest ones.
const TOLD_MAX: usize = 20;

/// The names that records have in messages: their keys, and those of former times.
pub(crate) type Names = BTreeMap<Key, Vec<String>>;

/// Commits by the keys of the records that they name, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct NamingCommits {
    by_key: BTreeMap<String, Vec<TraceNode>>,
    /// Whether there may be more of them.
    pub(crate) is_cut: bool,
}

impl NamingCommits {
    /// Looks for records in the messages of the newest commits of all branches,
    /// or of the history of the revision that is read.
    pub(crate) fn of(tracker: &Tracker, names: &Names) -> Result<NamingCommits, OpError> {
        let from = match &tracker.surroundings.revision {
            Some(revision) => vec![tracker.vcs.resolve(revision)?],
            None => Branches::of(tracker)?.revisions(),
        };
        let mut found = NamingCommits::default();
        if from.is_empty() || names.is_empty() {
            return Ok(found);
        }
        let newest = tracker.vcs.log(&LogQuery {
            from,
            limit: Some(SEARCHED_MAX),
            ..LogQuery::default()
        })?;
        found.is_cut = newest.len() >= SEARCHED_MAX;
        let mut prefixes: Vec<Prefix> = names.keys().map(|key| key.prefix().clone()).collect();
        prefixes.sort();
        prefixes.dedup();
        for commit in &newest {
            for mention in mentions(&commit.message, &prefixes) {
                // A merge of a branch that has the key in its name says nothing new.
                let is_merge = commit.parents.len() > 1;
                if is_merge && mention.verb == Verb::Mentions {
                    continue;
                }
                for id in names.get(&mention.key).into_iter().flatten() {
                    found.add(id, commit, mention.verb);
                }
            }
        }
        for commits in found.by_key.values_mut() {
            commits.reverse();
        }
        Ok(found)
    }

    fn add(&mut self, id: &str, commit: &Commit, verb: Verb) {
        let commits = self.by_key.entry(id.to_owned()).or_default();
        // A message may name it by two of its keys; the most that is said counts.
        if let Some(last) = commits.last_mut().filter(|last| last.id == commit.id) {
            let is_less = |word: &String| *word != Verb::Closes.word();
            if verb != Verb::Mentions && last.node_type.as_ref().is_some_and(is_less) {
                last.node_type = Some(verb.word().to_owned());
            }
            return;
        }
        if commits.len() == TOLD_MAX {
            self.is_cut = true;
            return;
        }
        commits.push(TraceNode {
            title: Some(commit.subject().to_owned()),
            node_type: Some(verb.word().to_owned()),
            is_settled: true,
            at: Some(commit.at),
            ..TraceNode::missing("commit", commit.id.clone())
        });
    }

    /// The commits that name a record.
    pub(crate) fn naming(&self, id: &str) -> &[TraceNode] {
        self.by_key.get(id).map_or(&[], Vec::as_slice)
    }
}
