//! From what people type to one file.

use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Prefix;
use crate::domain::Record;
use crate::domain::Reference;
use crate::store::Listing;
use crate::store::RecordFile;
use crate::store::Store;

/// Why a reference does not name one record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// There is none.
    #[error("no {noun} `{reference}`")]
    NotFound {
        /// The kind's word.
        noun: &'static str,
        /// What was asked for.
        reference: String,
        /// The keys that come nearest.
        similar: Vec<Key>,
    },
    /// There are several.
    #[error("`{reference}` can mean {} {plural}", candidates.len())]
    Ambiguous {
        /// The kind's word for many.
        plural: &'static str,
        /// What was asked for.
        reference: String,
        /// Their files.
        candidates: Vec<RecordFile>,
    },
}

impl Store {
    /// Finds the file of the record that `reference` names.
    ///
    /// A key looks into one folder. Everything else, and a key that is not
    /// there, lists all names; only a uid or an alias opens files.
    ///
    /// # Errors
    /// [`FindError`], with what comes near or what it could mean.
    pub fn find<R: Record>(
        &self,
        reference: &Reference,
        prefix: &Prefix,
    ) -> Result<RecordFile, FindError> {
        if let Some(found) = self.find_in_its_folder::<R>(reference, prefix) {
            return found;
        }
        let files = self.files(&R::KIND).files;
        let search = Search {
            kind: R::KIND,
            reference,
            prefix,
        };
        search.among(&files, || self.by_content::<R>(&files, reference))
    }

    /// The record that a key or a bare number names, looked for where it belongs.
    pub(crate) fn find_in_its_folder<R: Record>(
        &self,
        reference: &Reference,
        prefix: &Prefix,
    ) -> Option<Result<RecordFile, FindError>> {
        let kind = R::KIND;
        // A bare number is most likely one of the project's own prefix.
        let own = || Some(Key::new(prefix.clone(), reference.number()?));
        let key = reference.key().or_else(own)?;
        let folder = RecordFile::new(&kind, key.clone(), String::new()).path;
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        let found = Listing::of_key(self.source(), folder, &key);
        (!found.is_empty()).then(|| only_one(found, &kind, reference))
    }

    /// Those whose uid or alias is the reference, which only their content tells.
    fn by_content<R: Record>(
        &self,
        files: &[RecordFile],
        reference: &Reference,
    ) -> Vec<RecordFile> {
        let uid = reference.uid();
        let is_named = |file: &&RecordFile| {
            let Ok(stored) = self.load::<R>(file) else {
                return false;
            };
            let record = stored.record;
            let has_uid = uid.is_some() && record.uid() == uid.as_ref();
            has_uid
                || record
                    .aliases()
                    .iter()
                    .any(|alias| alias.eq_ignore_ascii_case(reference.as_str()))
        };
        files.iter().filter(is_named).cloned().collect()
    }
}

/// A search among all the names of a kind.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    pub(crate) kind: Kind,
    pub(crate) reference: &'a Reference,
    pub(crate) prefix: &'a Prefix,
}

impl Search<'_> {
    /// The one of `files` that is meant by its name, or else of those that
    /// `by_content` tells.
    pub(crate) fn among(
        &self,
        files: &[RecordFile],
        by_content: impl FnOnce() -> Vec<RecordFile>,
    ) -> Result<RecordFile, FindError> {
        let (kind, reference) = (&self.kind, self.reference);
        let by_name = [
            by_key(files, reference),
            by_number(files, reference, self.prefix),
            by_slug(files, reference),
        ];
        if let Some(named) = by_name.into_iter().find(|named| !named.is_empty()) {
            return only_one(named, kind, reference);
        }
        let named = by_content();
        if !named.is_empty() {
            return only_one(named, kind, reference);
        }
        Err(FindError::NotFound {
            noun: kind.noun,
            reference: reference.to_string(),
            similar: similar(files, reference),
        })
    }
}

fn only_one(
    mut candidates: Vec<RecordFile>,
    kind: &Kind,
    reference: &Reference,
) -> Result<RecordFile, FindError> {
    if candidates.len() > 1 {
        return Err(FindError::Ambiguous {
            plural: kind.plural,
            reference: reference.to_string(),
            candidates,
        });
    }
    Ok(candidates.remove(0))
}

fn by_key(files: &[RecordFile], reference: &Reference) -> Vec<RecordFile> {
    let key = reference.key();
    files
        .iter()
        .filter(|file| Some(&file.key) == key.as_ref())
        .cloned()
        .collect()
}

/// A bare number means the default prefix; another one only if that has none.
fn by_number(files: &[RecordFile], reference: &Reference, prefix: &Prefix) -> Vec<RecordFile> {
    let Some(number) = reference.number() else {
        return Vec::new();
    };
    let all: Vec<&RecordFile> = files
        .iter()
        .filter(|file| *file.key.number() == number)
        .collect();
    let own: Vec<RecordFile> = all
        .iter()
        .filter(|file| file.key.prefix() == prefix)
        .map(|file| (*file).clone())
        .collect();
    if own.is_empty() {
        all.into_iter().cloned().collect()
    } else {
        own
    }
}

fn by_slug(files: &[RecordFile], reference: &Reference) -> Vec<RecordFile> {
    let Some(part) = reference.slug_part() else {
        return Vec::new();
    };
    // The whole stem, or the whole slug, is meant even where it is part of another.
    let exact = files
        .iter()
        .filter(|file| file.slug == part || file.stem().eq_ignore_ascii_case(&part));
    let exact: Vec<RecordFile> = exact.cloned().collect();
    if !exact.is_empty() {
        return exact;
    }
    // A mistyped key is not a word of a title.
    if reference.key().is_some() || reference.number().is_some() {
        return Vec::new();
    }
    files
        .iter()
        .filter(|file| file.slug.contains(&part))
        .cloned()
        .collect()
}

const SIMILAR_MAX: usize = 3;

fn similar(files: &[RecordFile], reference: &Reference) -> Vec<Key> {
    let typed = reference.as_str().to_ascii_uppercase();
    let mut near: Vec<(usize, &Key)> = files
        .iter()
        .map(|file| {
            (
                strsim::damerau_levenshtein(&typed, &file.key.to_string().to_ascii_uppercase()),
                &file.key,
            )
        })
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    near.sort();
    near.dedup();
    near.into_iter()
        .take(SIMILAR_MAX)
        .map(|(_, key)| key.clone())
        .collect()
}
