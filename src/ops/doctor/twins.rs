//! Records that have one key: two clones gave it out.
//!
//! The elder keeps it and the younger gets a new one, by rules that give the same files in every clone: age is
//! `created_at` and then the uid, the new number follows from the files alone, and a reference that was written where
//! only the younger existed goes on meaning the younger.

use std::collections::BTreeSet;
use std::collections::HashSet;

use crate::domain::Entry;
use crate::domain::Key;
use crate::domain::Number;
use crate::domain::Prefix;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::ReferenceField;
use crate::domain::Timestamp;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::all_records::AllRecords;
use crate::ops::all_records::EachKind;
use crate::ops::doctor::origins::Meant;
use crate::ops::doctor::origins::Origins;
use crate::ops::work::Work;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;

/// Gives the younger ones of each key a new one, and tells of each.
pub(super) fn renumber(
    work: &mut Work<'_>,
    records: &mut AllRecords,
    done: &mut Vec<String>,
) -> Result<(), OpError> {
    let mut search = Search {
        tracker: work.tracker,
        found: Vec::new(),
    };
    records.each(&mut search)?;
    let all = search.found;
    // While all of them still lie where the history knows them.
    for twins in &all {
        records.each(&mut Redirecting { work, twins, done })?;
    }
    let twins = &all;
    records.each(&mut Renaming { work, twins, done })
}

/// Records that have one key, and what the younger ones will be called.
#[derive(Debug)]
pub(super) struct Twins {
    pub(super) kind: RecordKind,
    pub(super) key: Key,
    /// The one that keeps the key.
    pub(super) elder: Twin,
    /// The others, the eldest first.
    pub(super) younger: Vec<Twin>,
}

/// One of several records that have one key.
#[derive(Debug)]
pub(super) struct Twin {
    /// Its place among all records of its kind.
    place: usize,
    pub(super) path: String,
    pub(super) uid: Option<Uid>,
    /// What it will be called.
    pub(super) key: Key,
}

/// The search for twins, which sorts the records by key and age.
struct Search<'a> {
    tracker: &'a Tracker,
    found: Vec<Twins>,
}

impl EachKind for Search<'_> {
    type Error = OpError;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), OpError> {
        records.sort_by(|a, b| {
            let by_key = a.file.key.cmp(&b.file.key);
            by_key
                .then_with(|| age(a).cmp(&age(b)))
                .then_with(|| a.file.path.cmp(&b.file.path))
        });
        self.found.extend(find(self.tracker, records)?);
        Ok(())
    }
}

fn age<R: Record>(stored: &Stored<R>) -> (Option<Timestamp>, Option<&Uid>) {
    (stored.record.created().0, stored.record.uid())
}

/// The records that have one key, with new keys for all but the eldest of them; they are sorted by key and age.
fn find<R: Record>(tracker: &Tracker, records: &[Stored<R>]) -> Result<Vec<Twins>, OpError> {
    let mut all = Vec::new();
    let Some(kind) = RecordKind::of_folder(R::KIND.folder) else {
        return Ok(all);
    };
    let mut taken: HashSet<Key> = records
        .iter()
        .map(|stored| stored.file.key.clone())
        .collect();
    let mut start = 0;
    for same in records.chunk_by(|a, b| a.file.key == b.file.key) {
        let twin = |place: usize, key: Key| Twin {
            place: start + place,
            path: same[place].file.path.clone(),
            uid: same[place].record.uid().cloned(),
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
                kind,
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
struct Redirecting<'a, 'b> {
    work: &'a mut Work<'b>,
    twins: &'a Twins,
    done: &'a mut Vec<String>,
}

impl EachKind for Redirecting<'_, '_> {
    type Error = OpError;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), OpError> {
        let origins = Origins::new(self.work.tracker, self.twins);
        for stored in records {
            self.redirect_entries(&origins, stored)?;
            let (after, followed) = follow(&origins, self.twins, stored);
            if followed.is_empty() {
                continue;
            }
            self.work
                .transaction
                .edit(&stored.file, &stored.record, &after)?;
            for key in followed {
                self.done.push(format!(
                    "{} refers to {key} now, which it meant",
                    stored.file.key
                ));
            }
            stored.record = after;
        }
        Ok(())
    }
}

impl Redirecting<'_, '_> {
    /// The same for what entries of its journal name.
    fn redirect_entries<R: Record>(
        &mut self,
        origins: &Origins<'_>,
        stored: &Stored<R>,
    ) -> Result<(), OpError> {
        let (mut files, _) = self.work.view.entry_files(&stored.file);
        files.retain(|file| file.kind == Entry::JOURNAL);
        for entry in self.work.view.read_entries(files).0 {
            let key = &self.twins.key;
            if !entry.entry.dependencies.contains(key) {
                continue;
            }
            let mut after = entry.entry.clone();
            let mut field = ReferenceField::Many(&mut after.dependencies);
            let meant = origins.meant_by_entry(stored, &entry);
            for new in turn(&mut field, key, &meant) {
                let (id, of) = (&entry.entry.id, &stored.file.key);
                let line = format!("entry {id} of {of} refers to {new} now, which it meant");
                self.done.push(line);
            }
            let transaction = &mut self.work.transaction;
            transaction.edit_entry(&entry.file, &entry.entry, &after)?;
        }
        Ok(())
    }
}

/// A record whose references follow the younger ones that they meant, and which those are.
fn follow<'a, R: Record>(
    origins: &Origins<'a>,
    twins: &Twins,
    stored: &Stored<R>,
) -> (R, BTreeSet<&'a Key>) {
    let mut after = stored.record.clone();
    let mut followed = BTreeSet::new();
    for (name, key) in stored.record.named_keys() {
        if *key != twins.key {
            continue;
        }
        let Some(mut field) = after.reference_field(name) else {
            continue;
        };
        let meant = origins.meant(stored, name);
        followed.extend(turn(&mut field, &twins.key, &meant));
    }
    (after, followed)
}

/// Lets a field refer to the younger ones that it meant, and tells which those are.
fn turn<'a>(field: &mut ReferenceField<'_>, from: &Key, meant: &Meant<'a>) -> Vec<&'a Key> {
    let mut turned = Vec::new();
    let mut younger = meant.younger.iter().map(|twin| &twin.key);
    if !meant.is_elder
        && let Some(first) = younger.next()
    {
        field.redirect(from, Some(first));
        turned.push(first);
    }
    // A field with room for one goes on meaning the elder.
    turned.extend(younger.filter(|key| field.refer_also(key)));
    turned
}

/// Gives the younger ones their new keys; the old one stays as an alias.
struct Renaming<'a, 'b> {
    work: &'a mut Work<'b>,
    twins: &'a [Twins],
    done: &'a mut Vec<String>,
}

impl EachKind for Renaming<'_, '_> {
    type Error = OpError;

    fn visit<R: Record + 'static>(&mut self, records: &mut [Stored<R>]) -> Result<(), OpError> {
        let is_its = |twins: &&Twins| twins.kind.kind().folder == R::KIND.folder;
        let twins = self.twins.iter().filter(is_its);
        for twin in twins.flat_map(|twins| &twins.younger) {
            self.rename(&mut records[twin.place], &twin.key)?;
        }
        Ok(())
    }
}

impl Renaming<'_, '_> {
    fn rename<R: Record>(&mut self, stored: &mut Stored<R>, new: &Key) -> Result<(), OpError> {
        let mut after = stored.record.clone();
        after.identity().rename(new.clone());
        let transaction = &mut self.work.transaction;
        transaction.edit(&stored.file, &stored.record, &after)?;
        let file = RecordFile::new(&R::KIND, new.clone(), stored.file.slug.clone());
        transaction.rename(&stored.file, &file)?;
        let old = &stored.file.key;
        self.done
            .push(format!("renumbered {old} to {new} ({})", after.title()));
        *stored = Stored {
            file,
            record: after,
        };
        Ok(())
    }
}

/// A key that no file here has, and that every clone with these files chooses.
///
/// The counter and other branches would make it another one in each clone; should the number be in use there, the next
/// merge shows it, and this heals it the same way again.
fn free_key<R: Record>(
    tracker: &Tracker,
    stored: &Stored<R>,
    taken: &HashSet<Key>,
) -> Result<Key, OpError> {
    let old = &stored.file.key;
    match old.number() {
        Number::Sequential(_) => next_number::<R>(tracker, old.prefix(), taken),
        Number::Random(symbols) => Ok(random_key(stored, symbols.len(), taken)),
    }
}

fn next_number<R: Record>(
    tracker: &Tracker,
    prefix: &Prefix,
    taken: &HashSet<Key>,
) -> Result<Key, OpError> {
    let given = taken.iter().filter(|key| key.prefix() == prefix);
    let highest = given
        .filter_map(|key| match key.number() {
            Number::Sequential(number) => Some(*number),
            Number::Random(_) => None,
        })
        .chain([Store::highest_number(
            tracker.store.home(),
            &R::KIND,
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
fn random_key<R: Record>(stored: &Stored<R>, symbols: usize, taken: &HashSet<Key>) -> Key {
    let uid = stored.record.uid();
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
