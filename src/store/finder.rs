//! Finding many records with one look at all of them.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::domain::Prefix;
use crate::domain::Record;
use crate::domain::Reference;
use crate::store::FindError;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;
use crate::store::find::Search;

/// Finds records of one kind as [`Store::find`] does, and remembers what that
/// takes: all names, and for uids and aliases what all files hold.
///
/// Only for one who holds the lock and tells it what is added and removed.
#[derive(Debug, Default)]
pub struct Finder {
    files: OnceCell<Vec<RecordFile>>,
    /// Files by the uid and the aliases that they hold, in lower case.
    contents: OnceCell<HashMap<String, Vec<RecordFile>>>,
}

impl Finder {
    /// Finds the file of the record that `reference` names.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn find<R: Record>(
        &self,
        store: &Store,
        reference: &Reference,
        prefix: &Prefix,
    ) -> Result<RecordFile, FindError> {
        if let Some(found) = store.find_in_its_folder::<R>(reference, prefix) {
            return found;
        }
        let files = self.files.get_or_init(|| store.files(&R::KIND).files);
        let search = Search {
            kind: R::KIND,
            reference,
            prefix,
        };
        search.among(files, || {
            let contents = self.contents.get_or_init(|| contents::<R>(store, files));
            let uid = reference.uid().map(|uid| uid.as_str().to_lowercase());
            let name = uid.unwrap_or_else(|| reference.as_str().to_lowercase());
            contents.get(&name).cloned().unwrap_or_default()
        })
    }

    /// Takes in a new record.
    pub fn add<R: Record>(&mut self, stored: &Stored<R>) {
        if let Some(files) = self.files.get_mut() {
            files.push(stored.file.clone());
        }
        if let Some(contents) = self.contents.get_mut() {
            enter(contents, stored);
        }
    }

    /// Forgets a record that is gone.
    pub fn remove(&mut self, file: &RecordFile) {
        if let Some(files) = self.files.get_mut() {
            files.retain(|other| other != file);
        }
        for files in self
            .contents
            .get_mut()
            .into_iter()
            .flat_map(HashMap::values_mut)
        {
            files.retain(|other| other != file);
        }
    }
}

fn contents<R: Record>(store: &Store, files: &[RecordFile]) -> HashMap<String, Vec<RecordFile>> {
    let mut contents = HashMap::new();
    // A file that cannot be read has no uid and no alias that anybody knows.
    for stored in files.iter().filter_map(|file| store.load::<R>(file).ok()) {
        enter(&mut contents, &stored);
    }
    contents
}

fn enter<R: Record>(contents: &mut HashMap<String, Vec<RecordFile>>, stored: &Stored<R>) {
    let uid = stored.record.uid().map(|uid| uid.as_str().to_owned());
    let names = stored.record.aliases().iter().cloned().chain(uid);
    for name in names {
        let files = contents.entry(name.to_lowercase()).or_default();
        if !files.contains(&stored.file) {
            files.push(stored.file.clone());
        }
    }
}
