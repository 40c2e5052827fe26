//! The transaction of a verb that works on epics, backlog items, sprints or requirements.

use serde_yaml::Mapping;

use crate::domain::Criterion;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::LifecycleError;
use crate::domain::Living;
use crate::domain::Prefix;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Reference;
use crate::domain::Status;
use crate::domain::Uid;
use crate::domain::Unknown;
use crate::domain::WordError;
use crate::ops::OpError;
use crate::ops::References;
use crate::ops::Tracker;
use crate::ops::allocate::Allocator;
use crate::ops::nearest;
use crate::ops::work::Work;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;

/// How many symbols name a criterion.
const CRITERION_SYMBOLS: usize = 4;

impl Tracker {
    /// The prefix of the keys of a kind of record.
    pub fn prefix_of<R: Record>(&self) -> Prefix {
        let fixed = R::KIND.prefix.and_then(|prefix| prefix.parse().ok());
        fixed.unwrap_or_else(|| self.prefix.clone())
    }

    /// Reads names of statuses that records of a kind are asked for by.
    ///
    /// # Errors
    /// One that no lifecycle of the kind has.
    pub(crate) fn known_statuses<R: Record>(
        &self,
        names: &[String],
    ) -> Result<Vec<Status>, OpError> {
        let mut known: Vec<String> = Vec::new();
        for stage in R::LIFECYCLES.iter().flat_map(|life| life.stages) {
            if known.iter().all(|name| name != stage.name) {
                known.push(stage.name.to_owned());
            }
        }
        let read = |name: &String| match name.parse::<Status>() {
            Ok(status) if known.contains(name) => Ok(status),
            Ok(_) | Err(_) => Err(OpError::Invalid {
                reason: format!("{} have no status `{name}`", R::KIND.plural),
                hint: Some(nearest(name, &known)),
            }),
        };
        names.iter().map(read).collect()
    }

    /// Refuses a status that no record of a kind can have.
    pub(crate) fn check_planned_status<R: Record>(
        &self,
        status: Option<&Status>,
    ) -> Result<(), OpError> {
        let names: Vec<String> = status.iter().map(ToString::to_string).collect();
        self.known_statuses::<R>(&names)?;
        Ok(())
    }

    /// Finds and reads one record of a kind.
    ///
    /// # Errors
    /// None or several of that name, or a file that cannot be read.
    pub fn find_planned<R: Record>(&self, reference: &Reference) -> Result<Stored<R>, OpError> {
        let file = self.store.find::<R>(reference, &self.prefix_of::<R>())?;
        self.store.load(&file).map_err(OpError::Unreadable)
    }

    /// Finds the record of any kind that a key, or a name of one, means: its
    /// prefix tells the kind, and what has no prefix is a ticket.
    pub(crate) fn find_any(&self, reference: &Reference) -> Result<RecordFile, OpError> {
        find_any(self, &self.store, reference)
    }
}

fn find_any(
    tracker: &Tracker,
    store: &Store,
    reference: &Reference,
) -> Result<RecordFile, OpError> {
    RecordKind::of_reference(reference).accept(Find {
        tracker,
        store,
        reference,
    })
}

/// What to do with a set of labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelEdit {
    /// The set itself, where it is replaced.
    pub all: Option<Vec<Label>>,
    /// Labels to add.
    pub add: Vec<Label>,
    /// Labels to remove.
    pub remove: Vec<Label>,
}

impl<'a> Work<'a> {
    /// Finds one record of a kind, as staged.
    pub(crate) fn find_planned<R: Record>(
        &self,
        reference: &Reference,
    ) -> Result<RecordFile, OpError> {
        let prefix = self.tracker.prefix_of::<R>();
        Ok(self.view.find::<R>(reference, &prefix)?)
    }

    /// Finds and reads one record of a kind, as staged.
    pub(crate) fn get_planned<R: Record>(
        &self,
        reference: &Reference,
    ) -> Result<Stored<R>, OpError> {
        let file = self.find_planned::<R>(reference)?;
        self.view.load(&file).map_err(OpError::Unreadable)
    }

    /// Reads each record that is named, once, in the order of the names.
    pub(crate) fn get_each_planned<R: Record>(
        &self,
        references: &[Reference],
    ) -> Result<Vec<Stored<R>>, OpError> {
        let mut loaded: Vec<Stored<R>> = Vec::new();
        for reference in references {
            let stored = self.get_planned::<R>(reference)?;
            if loaded.iter().all(|other| other.file != stored.file) {
                loaded.push(stored);
            }
        }
        Ok(loaded)
    }

    /// Finds the record of any kind that a key, or a name of one, means, as staged.
    pub(crate) fn find_any(&self, reference: &Reference) -> Result<RecordFile, OpError> {
        find_any(self.tracker, &self.view, reference)
    }

    /// A key for a new record of a kind. Where keys are in use is looked at once.
    pub(crate) fn next_planned_key<R: Record>(&mut self) -> Result<Key, OpError> {
        let tracker = self.tracker;
        let prefix = tracker.prefix_of::<R>();
        let allocator = self
            .allocators
            .entry(R::KIND.folder)
            .or_insert_with(|| Allocator::new(tracker, &R::KIND, &prefix));
        allocator.next(tracker)
    }

    /// A uid for a new record.
    pub(crate) fn next_uid(&self) -> Uid {
        let tracker = self.tracker;
        Uid::new(tracker.now(), tracker.surroundings.random.next_wide())
    }

    /// A criterion that is not met yet.
    ///
    /// # Errors
    /// A text that is blank or not one line.
    pub(crate) fn new_criterion(&self, text: &str) -> Result<Criterion, OpError> {
        let random = &self.tracker.surroundings.random;
        let criterion = Criterion::new(random.symbols(CRITERION_SYMBOLS), text);
        criterion.map_err(|error| OpError::invalid(error.to_string()))
    }

    /// Writes a new record.
    pub(crate) fn create_planned<R: Record>(&mut self, record: R) -> Result<Stored<R>, OpError> {
        let file = RecordFile::for_new(&record);
        self.transaction.create(&file, &record, &Mapping::new())?;
        self.relations.replace_planned(&file, None, Some(&record));
        Ok(Stored { file, record })
    }

    /// Writes the fields in which `after` differs from what is stored.
    pub(crate) fn edit_planned<R: Record>(
        &mut self,
        stored: &Stored<R>,
        after: R,
    ) -> Result<Stored<R>, OpError> {
        self.transaction
            .edit(&stored.file, &stored.record, &after)?;
        self.relations
            .replace_planned(&stored.file, Some(&stored.record), Some(&after));
        Ok(Stored {
            file: stored.file.clone(),
            record: after,
        })
    }

    /// Moves a record to another status, and writes that.
    pub(crate) fn move_planned<R: Living>(
        &mut self,
        action: &'static str,
        stored: &Stored<R>,
        to: &Status,
        reason: Option<&str>,
    ) -> Result<Stored<R>, OpError> {
        let mut after = stored.record.clone();
        let stamp = self.stamp();
        after
            .move_to(to, reason, &stamp)
            .map_err(|error| refused_move(action, &stored.record, to, &error))?;
        self.edit_planned(stored, after)
    }

    /// Removes records with their entries.
    ///
    /// # Errors
    /// Another record refers to one of them, unless its reference goes too.
    pub(crate) fn delete_planned<R: Record>(
        &mut self,
        references: &[Reference],
        others: References,
    ) -> Result<Vec<Stored<R>>, OpError> {
        let doomed = self.get_each_planned::<R>(references)?;
        for gone in &doomed {
            let mut pointing = self.referrers(&gone.file.key);
            pointing.extend(self.planned_referrers(&gone.file.key));
            pointing.retain(|file| doomed.iter().all(|gone| gone.file != *file));
            if !pointing.is_empty() && others == References::Refuse {
                return Err(referred_to(&gone.file.key, &pointing));
            }
            for file in pointing {
                self.redirect_any(&file, &gone.file.key, None)?;
            }
        }
        for gone in &doomed {
            self.transaction.remove(&gone.file)?;
            self.relations
                .replace_planned(&gone.file, Some(&gone.record), None);
        }
        Ok(doomed)
    }

    /// The priority of a new record.
    pub(crate) fn default_priority(&self) -> Result<Priority, OpError> {
        let priority = self.tracker.settings.defaults.priority.parse();
        priority.map_err(|error: WordError| OpError::invalid(error.to_string()))
    }

    /// Refuses a priority that the project does not have.
    pub(crate) fn check_priority(
        &self,
        action: &'static str,
        id: &Key,
        priority: &Priority,
    ) -> Result<(), OpError> {
        let known = self.tracker.vocabulary.check_priority(priority);
        known.map_err(|source| unknown(action, id, source))
    }

    /// Changes a set of labels: all of them, then those to add, then those to remove.
    pub(crate) fn edit_labels(
        &self,
        (action, id): (&'static str, &Key),
        labels: &mut Vec<Label>,
        edit: &LabelEdit,
    ) -> Result<(), OpError> {
        if let Some(all) = &edit.all {
            labels.clear();
            labels.extend(all.iter().cloned());
        }
        let new = edit.all.iter().flatten().chain(&edit.add);
        for label in new {
            let known = self.tracker.vocabulary.check_label(label);
            known.map_err(|source| unknown(action, id, source))?;
        }
        labels.extend(edit.add.iter().cloned());
        labels.retain(|label| !edit.remove.contains(label));
        labels.sort();
        labels.dedup();
        Ok(())
    }

    /// Makes every reference to `from` in a record of any kind one to `to`, or none.
    pub(crate) fn redirect_any(
        &mut self,
        file: &RecordFile,
        from: &Key,
        to: Option<&Key>,
    ) -> Result<(), OpError> {
        RecordKind::of_key(&file.key).accept(Redirect {
            work: self,
            file,
            from,
            to,
        })
    }
}

fn unknown(action: &str, id: &Key, source: Unknown) -> OpError {
    OpError::Unknown {
        // A record that does not exist yet is not named.
        id: Some(id.clone()).filter(|_| action != "create"),
        source,
    }
}

/// Refuses a move, and tells what lies between.
fn refused_move<R: Living>(
    action: &'static str,
    record: &R,
    to: &Status,
    error: &LifecycleError,
) -> OpError {
    let way = record.lifecycle().way(record.status(), to);
    OpError::Refused {
        action,
        id: record.key().clone(),
        reason: error.to_string(),
        hint: way.map(|way| format!("the way is {}", way.join(" → "))),
    }
}

/// Refuses to delete what others refer to.
pub(crate) fn referred_to(gone: &Key, pointing: &[RecordFile]) -> OpError {
    const NAMED_MAX: usize = 5;
    let keys = pointing.iter().take(NAMED_MAX);
    let mut keys: Vec<String> = keys.map(|file| format!("`{}`", file.key)).collect();
    if pointing.len() > NAMED_MAX {
        keys.push(format!("{} more", pointing.len() - NAMED_MAX));
    }
    let verb = if pointing.len() == 1 {
        "refers"
    } else {
        "refer"
    };
    OpError::Refused {
        action: "delete",
        id: gone.clone(),
        reason: format!("{} {verb} to it", keys.join(", ")),
        hint: Some("`--unlink` removes those references too".to_owned()),
    }
}

struct Find<'a> {
    tracker: &'a Tracker,
    store: &'a Store,
    reference: &'a Reference,
}

impl RecordVisitor for Find<'_> {
    type Output = Result<RecordFile, OpError>;

    fn visit<R: Record + 'static>(self) -> Self::Output {
        let prefix = self.tracker.prefix_of::<R>();
        Ok(self.store.find::<R>(self.reference, &prefix)?)
    }
}

struct Redirect<'a, 'b> {
    work: &'a mut Work<'b>,
    file: &'a RecordFile,
    from: &'a Key,
    to: Option<&'a Key>,
}

impl RecordVisitor for Redirect<'_, '_> {
    type Output = Result<(), OpError>;

    fn visit<R: Record + 'static>(self) -> Result<(), OpError> {
        let loaded = self.work.view.load::<R>(self.file);
        let stored = loaded.map_err(OpError::Unreadable)?;
        let mut after = stored.record.clone();
        after.redirect(self.from, self.to);
        self.work.edit_planned(&stored, after)?;
        Ok(())
    }
}
