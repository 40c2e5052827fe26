//! Reading journals.

use std::collections::HashSet;

use crate::domain::Date;
use crate::domain::Entry;
use crate::domain::EntryType;
use crate::domain::Person;
use crate::domain::Reference;
use crate::ops::OpError;
use crate::ops::Query;
use crate::ops::RecordEntry;
use crate::ops::Tracker;
use crate::ops::entries::Found;
use crate::ops::entries::check_type;
use crate::ops::list;
use crate::query;
use crate::query::Scope;
use crate::store::Problem;
use crate::store::Reach;

/// Which entries of journals.
#[derive(Debug, Clone, Default)]
pub struct JournalQuery {
    /// Only those of these tickets; none means all records.
    pub tickets: Option<query::Query>,
    /// Only those of these types; none means all.
    pub types: Vec<EntryType>,
    /// Only those of this person.
    pub by: Option<Person>,
    /// Only those of that day and later.
    pub from: Option<Date>,
    /// Only those of that day and earlier.
    pub to: Option<Date>,
    /// Only those that name this milestone; empty for any.
    pub milestone: Option<String>,
}

/// Entries of journals, oldest first.
#[derive(Debug)]
pub struct Journal {
    /// The entries.
    pub entries: Vec<RecordEntry>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// The journal of one record.
///
/// # Errors
/// No such record, or its file cannot be read.
pub fn journal_of(tracker: &Tracker, reference: &Reference) -> Result<Journal, OpError> {
    let found = tracker.entries_of_one(reference, Entry::JOURNAL)?;
    Ok(in_order(found))
}

/// The journals of all records, or of some.
///
/// # Errors
/// A type that no entry has.
pub fn list_journal(tracker: &Tracker, query: &JournalQuery) -> Result<Journal, OpError> {
    for entry_type in &query.types {
        check_type(entry_type, &Entry::JOURNAL_TYPES)?;
    }
    let mut found = tracker.found(query.tickets.as_ref(), Entry::JOURNAL);
    found.entries.retain(|one| is_wanted(&one.entry, query));
    Ok(in_order(found))
}

impl Tracker {
    /// The entries of a kind of the tickets that a query chooses, settled ones too; without one, of all records.
    pub(crate) fn found(&self, tickets: Option<&query::Query>, kind: &str) -> Found {
        let overview = self.overview(Reach::Folders);
        let Some(tickets) = tickets else {
            let mut found = self.entries_everywhere(&overview, &[kind]);
            found.problems.extend(overview.problems);
            return found;
        };
        let chosen = list(
            self,
            &Query {
                query: query::Query {
                    scope: Some(Scope::All),
                    ..tickets.clone()
                },
                ..Query::default()
            },
        );
        let ids = chosen
            .glances(self)
            .map(|glance| glance.summary.id.into_owned());
        let ids: HashSet<String> = ids.collect();
        let mut found = self.entries_of_tickets(&overview, &[kind], |id| ids.contains(id));
        found.problems.extend(overview.problems);
        found
    }
}

fn is_wanted(entry: &Entry, query: &JournalQuery) -> bool {
    let is_type = |own: &EntryType| query.types.contains(own);
    let is_milestone = |name: &String| match (&entry.milestone, name.as_str()) {
        (None, _) => false,
        (Some(_), "") => true,
        (Some(own), name) => own == name,
    };
    let day = entry.at.date();
    (query.types.is_empty() || entry.entry_type.as_ref().is_some_and(is_type))
        && (query.by.is_none() || query.by == entry.by)
        && query.from.is_none_or(|from| from <= day)
        && query.to.is_none_or(|to| day <= to)
        && query.milestone.as_ref().is_none_or(is_milestone)
}

fn in_order(found: Found) -> Journal {
    let Found {
        mut entries,
        mut problems,
    } = found;
    entries.sort_by(|a, b| {
        let key = |one: &RecordEntry| (one.entry.at, one.record.clone(), one.entry.id.clone());
        key(a).cmp(&key(b))
    });
    problems.sort();
    problems.dedup();
    Journal { entries, problems }
}
