//! One transaction of a verb, from the first look to the commit.

use std::cell::OnceCell;
use std::collections::HashMap;

use serde_yaml::Mapping;

use crate::domain::BacklogItem;
use crate::domain::Change;
use crate::domain::Epic;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Record;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Stamp;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::allocate::Allocator;
use crate::ops::relations::Relations;
use crate::ops::template::Template;
use crate::ops::time::Stopped;
use crate::store::Finder;
use crate::store::Receipt;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;
use crate::store::Transaction;

/// What a writing operation did, or with `--dry-run` would do.
#[derive(Debug)]
pub struct Outcome<T> {
    /// The result.
    pub value: T,
    /// The files that changed.
    pub receipt: Receipt,
}

/// A verb at work, holding the lock; or several verbs, each of which sees what
/// those before it have staged.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    pub(crate) tracker: &'a Tracker,
    pub(crate) transaction: Transaction<'a>,
    /// The files as they are with what is staged.
    pub(crate) view: Store,
    pub(crate) relations: Relations,
    finder: Finder,
    /// Those that gave out keys already, by the folders of their kinds.
    pub(crate) allocators: HashMap<&'static str, Allocator>,
    /// The templates that were looked for already, by type.
    pub(crate) templates: HashMap<String, Option<Template>>,
    user: OnceCell<Option<(Person, Person)>>,
    branch: OnceCell<Option<String>>,
    notes: Vec<String>,
    /// The sprint that is being closed, which tells itself of what it leaves undone.
    pub(crate) closing_sprint: Option<Key>,
    /// The timers that stop with this.
    pub(crate) stopped: Vec<Stopped>,
}

impl<'a> Work<'a> {
    /// Takes the lock, unless this is only a rehearsal, and arms a clone that has no merge driver yet.
    pub(crate) fn begin(tracker: &'a Tracker) -> Result<Work<'a>, OpError> {
        let mut work = Work::begin_unarmed(tracker)?;
        work.notes.extend(tracker.arm());
        Ok(work)
    }

    /// Takes the lock, and does nothing else that was not asked for.
    pub(crate) fn begin_unarmed(tracker: &'a Tracker) -> Result<Work<'a>, OpError> {
        tracker.refuse_commit()?;
        let transaction = if tracker.is_rehearsal() {
            tracker.store.rehearse()
        } else {
            tracker.store.begin()?
        };
        Ok(Work {
            tracker,
            view: transaction.view(),
            transaction,
            relations: Relations::default(),
            finder: Finder::default(),
            allocators: HashMap::new(),
            templates: HashMap::new(),
            user: OnceCell::new(),
            branch: OnceCell::new(),
            notes: Vec::new(),
            closing_sprint: None,
            stopped: Vec::new(),
        })
    }

    /// Does one verb's work in a transaction of its own, and tells it what `verb`
    /// and the records are called.
    ///
    /// # Errors
    /// Those of `stage`, or nothing that would change.
    pub(crate) fn alone<R: Record>(
        tracker: &'a Tracker,
        verb: &str,
        stage: impl FnOnce(&mut Work<'a>) -> Result<Vec<Stored<R>>, OpError>,
    ) -> Result<Outcome<Vec<Stored<R>>>, OpError> {
        let mut work = Work::begin(tracker)?;
        let records = stage(&mut work)?;
        let outcome = work.commit(&summary(verb, &records), records)?;
        if !outcome.receipt.changes.is_empty() {
            return Ok(outcome);
        }
        let keys: Vec<String> = outcome
            .value
            .iter()
            .map(|stored| format!("`{}`", stored.file.key))
            .collect();
        let verb = if keys.len() == 1 { "is" } else { "are" };
        let keys = keys.join(", ");
        Err(OpError::Nothing(format!(
            "nothing changes: {keys} {verb} so already"
        )))
    }

    /// Does one verb's work as a part of a larger one. What fails leaves nothing staged.
    pub(crate) fn attempt<T>(
        &mut self,
        stage: impl FnOnce(&mut Work<'a>) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        let steps = self.transaction.steps();
        let (notes, stopped) = (self.notes.len(), self.stopped.len());
        self.transaction.mark();
        let outcome = stage(self);
        if outcome.is_err() {
            self.notes.truncate(notes);
            self.stopped.truncate(stopped);
        }
        if outcome.is_err() && self.transaction.steps() > steps {
            self.transaction.return_to_mark();
            self.relations = Relations::default();
            self.finder = Finder::default();
        }
        outcome
    }

    /// The project as it will be with what is staged, for those who look at all of it.
    pub(crate) fn staged(&self) -> Tracker {
        self.tracker.with_store(self.transaction.view())
    }

    /// Finds one ticket, as staged.
    pub(crate) fn find(&self, reference: &Reference) -> Result<RecordFile, OpError> {
        let prefix = &self.tracker.prefix;
        Ok(self.finder.find::<Ticket>(&self.view, reference, prefix)?)
    }

    /// Finds and reads one ticket, as staged.
    pub(crate) fn get(&self, reference: &Reference) -> Result<Stored<Ticket>, OpError> {
        let file = self.find(reference)?;
        self.view.load(&file).map_err(OpError::Unreadable)
    }

    /// The user, asked for once.
    pub(crate) fn user(&self) -> Option<&(Person, Person)> {
        self.user.get_or_init(|| self.tracker.user()).as_ref()
    }

    /// The branch, asked for once.
    pub(crate) fn branch(&self) -> Option<&String> {
        let ask = || self.tracker.vcs.branch().ok().flatten();
        self.branch.get_or_init(ask).as_ref()
    }

    /// Who does something now.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            at: self.tracker.now(),
            by: self.user().map(|(name, _)| name.clone()),
        }
    }

    /// Tells the user something, once all is done.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Reads each ticket that is named, once, in the order of the names.
    pub(crate) fn load_each(
        &self,
        references: &[Reference],
    ) -> Result<Vec<Stored<Ticket>>, OpError> {
        let mut loaded: Vec<Stored<Ticket>> = Vec::new();
        for reference in references {
            let stored = self.get(reference)?;
            if loaded.iter().all(|other| other.file != stored.file) {
                loaded.push(stored);
            }
        }
        Ok(loaded)
    }

    /// Makes `changes` to one ticket, if all rules allow all of them.
    pub(crate) fn change(
        &mut self,
        action: &'static str,
        stored: &Stored<Ticket>,
        changes: &[Change],
    ) -> Result<Stored<Ticket>, OpError> {
        let after = self.apply(action, &stored.record, changes)?;
        self.transaction
            .edit(&stored.file, &stored.record, &after)?;
        let after = Stored {
            file: stored.file.clone(),
            record: after,
        };
        self.relations
            .replace(&self.tracker.vocabulary, Some(stored), Some(&after));
        Ok(after)
    }

    /// Removes a ticket with its entries.
    pub(crate) fn remove(&mut self, stored: &Stored<Ticket>) -> Result<(), OpError> {
        self.transaction.remove(&stored.file)?;
        self.finder.remove(&stored.file);
        self.relations
            .replace(&self.tracker.vocabulary, Some(stored), None);
        Ok(())
    }

    /// Writes a new ticket, changed by `changes`.
    pub(crate) fn create(
        &mut self,
        stored: &Stored<Ticket>,
        changes: &[Change],
        others: &Mapping,
    ) -> Result<Stored<Ticket>, OpError> {
        let after = self.apply("create", &stored.record, changes)?;
        // The slug is the final title's.
        let file = RecordFile::for_new(&after);
        self.transaction.create(&file, &after, others)?;
        let created = Stored {
            file,
            record: after,
        };
        self.finder.add(&created);
        self.relations
            .replace(&self.tracker.vocabulary, None, Some(&created));
        Ok(created)
    }

    fn apply(
        &mut self,
        action: &'static str,
        before: &Ticket,
        changes: &[Change],
    ) -> Result<Ticket, OpError> {
        let mut after = before.clone();
        let stamp = self.stamp();
        for change in changes {
            let change = self.resolve(change)?;
            self.tracker
                .vocabulary
                .check(&after, &change)
                .map_err(|source| OpError::Unknown {
                    // A ticket that does not exist yet is not named.
                    id: Some(before.id.clone()).filter(|_| action != "create"),
                    source,
                })?;
            after
                .apply(&change, &stamp)
                .map_err(|refusal| OpError::refused(action, &before.id, refusal.to_string()))?;
            self.refuse_circles(action, &after, &change)?;
        }
        self.note_sprint_change(before.sprint.as_ref(), &mut after)?;
        self.tracker.refuse_missing(action, &after)?;
        Ok(after)
    }

    /// Commits, with a summary such as `close TICKET-42`.
    pub(crate) fn commit<T>(self, summary: &str, value: T) -> Result<Outcome<T>, OpError> {
        let at = self.tracker.now();
        let mut receipt = self.transaction.commit(summary, at)?;
        receipt.notes = self.notes;
        if !self.tracker.is_rehearsal() {
            self.tracker.note_deletions(&receipt, at);
            let stopped = self.tracker.forget_stopped(&self.stopped, &receipt);
            receipt.notes.extend(stopped);
            receipt.notes.extend(self.tracker.commit_change(&receipt)?);
        }
        Ok(Outcome { value, receipt })
    }

    /// Gives every key in a change the form in which the record has it, and
    /// refuses keys that no record has.
    fn resolve(&self, change: &Change) -> Result<Change, OpError> {
        let one = |key: &Key| -> Result<Key, OpError> { Ok(self.find(&Reference::from(key))?.key) };
        let many = |keys: &[Key]| keys.iter().map(one).collect::<Result<Vec<Key>, OpError>>();
        let planned = |file: RecordFile| Some(file.key);
        Ok(match change {
            Change::Epic(Some(key)) => {
                Change::Epic(planned(self.find_planned::<Epic>(&key.into())?))
            }
            Change::Sprint(Some(key)) => {
                Change::Sprint(planned(self.find_planned::<Sprint>(&key.into())?))
            }
            Change::Item(Some(key)) => {
                Change::Item(planned(self.find_planned::<BacklogItem>(&key.into())?))
            }
            Change::Parent(Some(key)) => Change::Parent(Some(one(key)?)),
            Change::AddDependency(key) => Change::AddDependency(one(key)?),
            Change::AddRelated(key) => Change::AddRelated(one(key)?),
            Change::AddDuplicate(key) => Change::AddDuplicate(one(key)?),
            Change::DependsOn(keys) => Change::DependsOn(many(keys)?),
            Change::Related(keys) => Change::Related(many(keys)?),
            Change::Duplicates(keys) => Change::Duplicates(many(keys)?),
            other => other.clone(),
        })
    }
}

/// More records than these are counted and not named.
const NAMED_MAX: usize = 10;

/// `close TICKET-1, TICKET-2` or `close 200 tickets`, for the journal.
pub(crate) fn summary<R: Record>(verb: &str, records: &[Stored<R>]) -> String {
    if records.len() > NAMED_MAX {
        return format!("{verb} {} {}", records.len(), R::KIND.plural);
    }
    let keys: Vec<String> = records
        .iter()
        .map(|stored| stored.file.key.to_string())
        .collect();
    format!("{verb} {}", keys.join(", "))
}
