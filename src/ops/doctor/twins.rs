//! Tickets that have one key: two clones gave it out.
//!
//! The elder keeps it and the younger gets a new one, by rules that give the same files in every clone: age is
//! `created_at` and then the uid, the new number follows from the files alone, and a reference that was written where
//! only the younger existed goes on meaning the younger.

use std::collections::BTreeSet;
use std::collections::HashSet;

use crate::domain::Key;
use crate::domain::Number;
use crate::domain::Prefix;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::doctor::origins::Origins;
use crate::ops::work::Work;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;

/// Gives the younger ones of each key a new one, and tells of each.
pub(super) fn renumber(
    work: &mut Work<'_>,
    tickets: &mut [Stored<Ticket>],
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    tickets.sort_by(|a, b| {
        let age = |stored: &Stored<Ticket>| (stored.record.created_at, stored.record.uid.clone());
        let by_key = a.file.key.cmp(&b.file.key);
        by_key
            .then_with(|| age(a).cmp(&age(b)))
            .then_with(|| a.file.path.cmp(&b.file.path))
    });
    let all = find(work.tracker, tickets)?;
    // While all of them still lie where the history knows them.
    for twins in &all {
        redirect(work, tickets, twins, done)?;
    }
    for twin in all.iter().flat_map(|twins| &twins.younger) {
        rename(work, &mut tickets[twin.place], &twin.key, done)?;
    }
    Ok(())
}

/// Tickets that have one key, and what the younger ones will be called.
#[derive(Debug)]
pub(super) struct Twins {
    pub(super) key: Key,
    /// The one that keeps the key.
    pub(super) elder: Twin,
    /// The others, the eldest first.
    pub(super) younger: Vec<Twin>,
}

/// One of several tickets that have one key.
#[derive(Debug)]
pub(super) struct Twin {
    /// Its place among all tickets.
    place: usize,
    pub(super) path: String,
    pub(super) uid: Option<Uid>,
    /// What it will be called.
    pub(super) key: Key,
}

/// The tickets that have one key, with new keys for all but the eldest of them; `tickets` are sorted by key and age.
fn find(tracker: &Tracker, tickets: &[Stored<Ticket>]) -> Result<Vec<Twins>, OpError> {
    let mut taken: HashSet<Key> = tickets
        .iter()
        .map(|stored| stored.file.key.clone())
        .collect();
    let mut all = Vec::new();
    let mut start = 0;
    for same in tickets.chunk_by(|a, b| a.file.key == b.file.key) {
        let twin = |place: usize, key: Key| Twin {
            place: start + place,
            path: same[place].file.path.clone(),
            uid: same[place].record.uid.clone(),
            key,
        };
        let key = same[0].file.key.clone();
        let mut younger = Vec::new();
        for (place, stored) in same.iter().enumerate().skip(1) {
            let new = free_key(tracker, stored, &taken)?;
            taken.insert(new.clone());
            younger.push(twin(place, new));
        }
        if !younger.is_empty() {
            all.push(Twins {
                elder: twin(0, key.clone()),
                key,
                younger,
            });
        }
        start += same.len();
    }
    Ok(all)
}

/// Lets every reference that meant a younger one follow it.
fn redirect(
    work: &mut Work<'_>,
    tickets: &mut [Stored<Ticket>],
    twins: &Twins,
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    let origins = Origins::new(work.tracker, twins);
    for stored in tickets.iter_mut() {
        let fields: Vec<&'static str> = stored
            .record
            .ticket_references()
            .filter(|(_, key)| **key == twins.key)
            .map(|(field, _)| field)
            .collect();
        let mut after = stored.record.clone();
        let mut followed = BTreeSet::new();
        for field in fields {
            let meant = origins.meant(stored, field);
            let mut younger = meant.younger.iter().map(|twin| &twin.key);
            if !meant.is_elder
                && let Some(first) = younger.next()
            {
                after.redirect_in(field, &twins.key, first);
                followed.insert(first);
            }
            for key in younger {
                after.refer_also(field, key);
                followed.insert(key);
            }
        }
        if after == stored.record {
            continue;
        }
        work.transaction
            .edit(&stored.file, &stored.record, &after)?;
        for key in followed {
            done.push(format!(
                "{} refers to {key} now, which it meant",
                stored.file.key
            ));
        }
        stored.record = after;
    }
    Ok(())
}

/// Gives a ticket a new key; the old one stays as an alias.
fn rename(
    work: &mut Work<'_>,
    stored: &mut Stored<Ticket>,
    new: &Key,
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    let old = &stored.file.key;
    let mut after = stored.record.clone();
    after.id = new.clone();
    if !after.aliases.contains(&old.to_string()) {
        after.aliases.push(old.to_string());
        after.aliases.sort();
    }
    work.transaction
        .edit(&stored.file, &stored.record, &after)?;
    let file = RecordFile::new(&Ticket::KIND, new.clone(), stored.file.slug.clone());
    work.transaction.rename(&stored.file, &file)?;
    done.push(format!("renumbered {old} to {new} ({})", after.title));
    *stored = Stored {
        file,
        record: after,
    };
    Ok(())
}

/// A key that no file here has, and that every clone with these files chooses.
///
/// The counter and other branches would make it another one in each clone; should the number be in use there, the next
/// merge shows it, and this heals it the same way again.
fn free_key(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
    taken: &HashSet<Key>,
) -> Result<Key, OpError> {
    let old = &stored.file.key;
    match old.number() {
        Number::Sequential(_) => next_number(tracker, old.prefix(), taken),
        Number::Random(symbols) => Ok(random_key(stored, symbols.len(), taken)),
    }
}

fn next_number(tracker: &Tracker, prefix: &Prefix, taken: &HashSet<Key>) -> Result<Key, OpError> {
    let given = taken.iter().filter(|key| key.prefix() == prefix);
    let highest = given
        .filter_map(|key| match key.number() {
            Number::Sequential(number) => Some(*number),
            Number::Random(_) => None,
        })
        .chain([Store::highest_number(
            tracker.store.home(),
            &Ticket::KIND,
            prefix,
        )])
        .max()
        .unwrap_or(0);
    let Some(number) = highest.checked_add(1) else {
        return Err(OpError::Invalid {
            reason: format!("no number comes after `{prefix}-{highest}`"),
            hint: Some("`tickets config set prefix …` begins a new count".to_owned()),
        });
    };
    Ok(Key::new(prefix.clone(), Number::Sequential(number)))
}

/// The last symbols of the uid, as many as make a key of its own; keys and uids are written in the same 32 symbols.
fn random_key(stored: &Stored<Ticket>, symbols: usize, taken: &HashSet<Key>) -> Key {
    let uid = stored.record.uid.as_ref();
    let source = uid.map_or_else(
        || {
            stored
                .file
                .slug
                .replace(|c: char| !c.is_ascii_alphanumeric(), "")
        },
        |uid| uid.as_str().to_ascii_lowercase(),
    );
    let lengths = symbols..=source.len();
    let candidates = lengths.map(|length| &source[source.len() - length..]);
    let key = candidates
        .filter(|text| text.bytes().any(|b| b.is_ascii_alphabetic()))
        .map(|text| {
            Key::new(
                stored.file.key.prefix().clone(),
                Number::Random(text.to_owned()),
            )
        })
        .find(|key| !taken.contains(key));
    key.unwrap_or_else(|| {
        let text = format!("{source}{}", taken.len());
        Key::new(stored.file.key.prefix().clone(), Number::Random(text))
    })
}
