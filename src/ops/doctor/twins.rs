//! Tickets that have one key: two clones gave it out.
//!
//! The elder keeps it and the younger gets a new one, by rules that give the same files in every clone: age is
//! `created_at` and then the uid, the new number follows from the files alone, and a reference that was written where
//! only the younger existed goes on meaning the younger.

use std::collections::HashSet;

use crate::domain::Key;
use crate::domain::Number;
use crate::domain::Prefix;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::doctor::origins::Meaning;
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
    let mut taken: HashSet<Key> = tickets
        .iter()
        .map(|stored| stored.file.key.clone())
        .collect();
    let keys: Vec<Key> = tickets
        .iter()
        .map(|stored| stored.file.key.clone())
        .collect();
    let mut elder = 0;
    for place in 1..tickets.len() {
        if keys[place] != keys[elder] {
            elder = place;
            continue;
        }
        let new = free_key(work.tracker, &tickets[place], &taken)?;
        taken.insert(new.clone());
        let twins = Twins {
            elder: tickets[elder].file.clone(),
            younger: tickets[place].file.clone(),
            key: keys[elder].clone(),
            new: new.clone(),
        };
        // While both still lie where the history knows them.
        redirect(work, tickets, &twins, done)?;
        let stored = &tickets[place];
        let mut after = stored.record.clone();
        after.id = new.clone();
        if !after.aliases.contains(&twins.key.to_string()) {
            after.aliases.push(twins.key.to_string());
            after.aliases.sort();
        }
        work.transaction
            .edit(&stored.file, &stored.record, &after)?;
        let file = RecordFile::new(&Ticket::KIND, new.clone(), stored.file.slug.clone());
        work.transaction.rename(&stored.file, &file)?;
        done.push(format!(
            "renumbered {} to {new} ({})",
            twins.key, after.title
        ));
        tickets[place] = Stored {
            file,
            record: after,
        };
    }
    Ok(())
}

/// Two tickets of one key, and what the younger will be called.
pub(super) struct Twins {
    pub(super) elder: RecordFile,
    pub(super) younger: RecordFile,
    pub(super) key: Key,
    pub(super) new: Key,
}

/// Lets every reference that meant the younger follow it.
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
            .references()
            .filter(|(_, key)| **key == twins.key)
            .map(|(field, _)| field)
            .collect();
        let mut after = stored.record.clone();
        for field in fields {
            match origins.meaning(stored, field) {
                Meaning::Elder => {}
                Meaning::Younger => after.redirect_in(field, &twins.key, &twins.new),
                Meaning::Both => after.refer_also(field, &twins.new),
            }
        }
        if after == stored.record {
            continue;
        }
        work.transaction
            .edit(&stored.file, &stored.record, &after)?;
        done.push(format!(
            "{} refers to {} now, which it meant",
            stored.file.key, twins.new
        ));
        stored.record = after;
    }
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
