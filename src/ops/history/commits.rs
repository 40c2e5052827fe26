//! The commits that have to do with a ticket.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::domain::Key;
use crate::domain::Prefix;
use crate::domain::RecordChange;
use crate::domain::Reference;
use crate::domain::Uid;
use crate::domain::Verb;
use crate::domain::mentions;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::branches::Branches;
use crate::ops::diff::Place;
use crate::ops::diff::State;
use crate::ops::diff::compare;
use crate::ops::diff::differing;
use crate::ops::history::Event;
use crate::ops::history::former::Footprint;
use crate::ops::history::former::Traced;
use crate::ops::history::former::footprint;
use crate::store::Problem;
use crate::vcs::Commit;
use crate::vcs::LogQuery;

/// How many commits are searched for a key, the newest ones.
const SEARCHED_MAX: usize = 20_000;

/// Finds the commits of one ticket. One walk over the newest commits of all branches finds those that name it, and on
/// which branches any of them is.
#[derive(Debug)]
pub(crate) struct CommitReader<'a> {
    tracker: &'a Tracker,
    branches: Branches,
    /// The newest commits, no parent before its child.
    newest: Vec<Commit>,
    /// Those of them that count: before the revision that is read, or all.
    reachable: HashSet<String>,
    footprint: Footprint,
    keys: Vec<Key>,
    uid: Option<Uid>,
}

/// The commits of a ticket as events, oldest first.
#[derive(Debug, Default)]
pub(crate) struct CommitEvents {
    pub(crate) events: Vec<Event>,
    pub(crate) problems: Vec<Problem>,
    /// Whether there may be older commits that name the ticket.
    pub(crate) is_cut: bool,
}

impl<'a> CommitReader<'a> {
    /// Reads the history; none where there is no commit yet.
    pub(crate) fn open(
        tracker: &'a Tracker,
        traced: Traced,
    ) -> Result<Option<CommitReader<'a>>, OpError> {
        let branches = Branches::of(tracker)?;
        let mut all = branches.revisions();
        let from = match &tracker.surroundings.revision {
            Some(revision) => vec![tracker.vcs.resolve(revision)?],
            None => all.clone(),
        };
        // The branches that contain a commit are only known to who comes from their tips.
        all.extend(
            from.iter()
                .filter(|commit| !all.contains(commit))
                .cloned()
                .collect::<Vec<_>>(),
        );
        if all.is_empty() {
            return Ok(None);
        }
        let newest = tracker.vcs.log(&LogQuery {
            from: all,
            limit: Some(SEARCHED_MAX),
            ..LogQuery::default()
        })?;
        let own = std::iter::once(traced.file.key.clone());
        // A key that has another owner by now may have meant either; it is the present one's.
        let is_free = |key: &&Key| {
            let owner = tracker.find_any(&Reference::from(*key));
            owner.is_ok_and(|file| file.path == traced.file.path)
        };
        let former: Vec<Key> = traced.former_keys.iter().filter(is_free).cloned().collect();
        Ok(Some(CommitReader {
            footprint: footprint(tracker, &traced, &from)?,
            keys: own.chain(former).collect(),
            uid: traced.uid,
            reachable: reachable(&newest, &from),
            tracker,
            branches,
            newest,
        }))
    }

    /// The commits as events, with what each changed in the ticket if that is asked for.
    pub(crate) fn events(&self, with_facts: bool) -> Result<CommitEvents, OpError> {
        let touching: HashSet<&str> = self
            .footprint
            .commits
            .iter()
            .map(|commit| commit.id.as_str())
            .collect();
        let searched: HashSet<&str> = self
            .newest
            .iter()
            .map(|commit| commit.id.as_str())
            .collect();
        let older = self
            .footprint
            .commits
            .iter()
            .filter(|commit| !searched.contains(commit.id.as_str()));
        let containing = self.branches.containing(&self.newest);
        let mut result = CommitEvents {
            is_cut: self.newest.len() >= SEARCHED_MAX,
            ..CommitEvents::default()
        };
        let commits: Vec<&Commit> = self.newest.iter().chain(older).collect();
        for commit in commits.into_iter().rev() {
            if searched.contains(commit.id.as_str()) && !self.reachable.contains(&commit.id) {
                continue;
            }
            let is_touching = touching.contains(commit.id.as_str());
            let verb = self.verb(commit);
            // A merge of a branch that has the key in its name says nothing new.
            let is_telling = match verb {
                Some(Verb::Mentions) => commit.parents.len() < 2,
                Some(Verb::Refs | Verb::Closes) => true,
                None => false,
            };
            if !is_touching && !is_telling {
                continue;
            }
            let mut event = self.event(commit, verb, &containing);
            if with_facts && is_touching {
                let (change, problems) = self.change(commit)?;
                event.change = change;
                result.problems.extend(problems);
            }
            result.events.push(event);
        }
        Ok(result)
    }

    /// What the message says of the ticket.
    fn verb(&self, commit: &Commit) -> Option<Verb> {
        let prefixes: Vec<Prefix> = self.keys.iter().map(|key| key.prefix().clone()).collect();
        let mentions = mentions(&commit.message, &prefixes).into_iter();
        mentions
            .filter(|mention| self.keys.contains(&mention.key))
            .map(|mention| mention.verb)
            .max()
    }

    fn event(&self, commit: &Commit, verb: Option<Verb>, containing: &HashMap<&str, u64>) -> Event {
        let bits = containing.get(commit.id.as_str()).copied().unwrap_or(0);
        Event {
            at: Some(commit.at),
            by: Some(commit.author.name.clone()),
            event: "commit".to_owned(),
            id: Some(commit.id.clone()),
            subject: Some(commit.subject().to_owned()),
            branches: self.branches.names(bits),
            closes: verb == Some(Verb::Closes),
            ..Event::default()
        }
    }

    /// What a commit changed in the ticket, against its first parent.
    fn change(&self, commit: &Commit) -> Result<(Option<RecordChange>, Vec<Problem>), OpError> {
        let parent = commit.parents.first().cloned();
        let before = parent.map_or(State::Nothing, State::Commit);
        let after = State::Commit(commit.id.clone());
        let mut differing = differing(self.tracker, &before, &after)?;
        let files = &self.footprint.files;
        differing.places.retain(|place| match place {
            Place::Record(file) | Place::Entry { owner: file, .. } => files.contains(file),
            Place::Settings => false,
        });
        let compared = compare(self.tracker, [&before, &after], differing);
        // A file of that name can have been another ticket's once.
        let is_its = |change: &RecordChange| match (&change.uid, &self.uid) {
            (Some(one), Some(other)) => one == other,
            (None, _) | (_, None) => self.keys.contains(&change.key),
        };
        let mut changes = compared.changes().into_iter();
        Ok((changes.find(is_its), compared.problems))
    }
}

/// The ancestors of `from`, themselves included, among commits of which no parent comes before its child.
fn reachable(commits: &[Commit], from: &[String]) -> HashSet<String> {
    let mut reachable: HashSet<String> = from.iter().cloned().collect();
    for commit in commits {
        if reachable.contains(&commit.id) {
            reachable.extend(commit.parents.iter().cloned());
        }
    }
    reachable
}
