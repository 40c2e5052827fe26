//! What a transaction has staged, laid over the files on disk.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::io;
use std::rc::Rc;

use crate::store::Disk;
use crate::store::FileChange;
use crate::store::Files;
use crate::store::Name;
use crate::store::Names;
use crate::store::Nature;
use crate::store::Problem;
use crate::store::ProblemCode;

/// The changes of a transaction, at most one for each path.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    changes: Vec<FileChange>,
    places: HashMap<String, usize>,
    /// For each folder, what it has beside what lies on disk, or has no longer (`None`).
    folders: HashMap<String, BTreeMap<String, Option<Nature>>>,
    /// How often something was staged.
    steps: usize,
    /// What to put back to be as at the mark: paths with their changes of then, newest last.
    since_mark: Vec<(String, Option<FileChange>)>,
    has_mark: bool,
}

impl Staged {
    /// Adds a change, or folds it into an earlier one of the same file.
    pub(crate) fn record(&mut self, change: FileChange) {
        self.steps += 1;
        self.list(&change.path, change.after.is_some());
        if self.has_mark {
            let earlier = self.of(&change.path).cloned();
            self.since_mark.push((change.path.clone(), earlier));
        }
        let Some(place) = self.places.get(&change.path) else {
            self.places.insert(change.path.clone(), self.changes.len());
            self.changes.push(change);
            return;
        };
        let earlier = &mut self.changes[*place];
        earlier.after = change.after;
        earlier.is_rewritten |= change.is_rewritten;
    }

    /// Remembers this moment, and no longer the one remembered before.
    pub(crate) fn mark(&mut self) {
        self.has_mark = true;
        self.since_mark.clear();
    }

    /// Takes back all that was staged since the mark.
    pub(crate) fn return_to_mark(&mut self) {
        while let Some((path, earlier)) = self.since_mark.pop() {
            let place = self.places[&path];
            let change = &mut self.changes[place];
            // A file that was not touched before is now one that does not change.
            let untouched = |change: &FileChange| FileChange {
                after: change.before.clone(),
                is_rewritten: false,
                ..change.clone()
            };
            *change = earlier.unwrap_or_else(|| untouched(change));
            let is_there = change.after.is_some();
            self.list(&path, is_there);
        }
    }

    /// The change of one file.
    pub(crate) fn of(&self, path: &str) -> Option<&FileChange> {
        self.places.get(path).map(|place| &self.changes[*place])
    }

    /// How often something was staged so far.
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }

    /// The files that are there once this is done, below a folder.
    pub(crate) fn files_below(&self, folder: &str) -> Vec<String> {
        let is_below = |change: &&FileChange| {
            let rest = change.path.strip_prefix(folder);
            change.after.is_some() && rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let below = self.changes.iter().filter(is_below);
        below.map(|change| change.path.clone()).collect()
    }

    /// All that really changes, in order; nothing is staged any more.
    pub(crate) fn take(&mut self) -> Vec<FileChange> {
        let changes = std::mem::take(self).changes.into_iter();
        changes
            .filter(|change| change.before != change.after)
            .collect()
    }

    /// Enters a file in the listing of its folder, and that folder in the one above.
    fn list(&mut self, path: &str, is_there: bool) {
        let mut path = path;
        let mut nature = is_there.then_some(Nature::File);
        while let Some((folder, name)) = path.rsplit_once('/') {
            let names = self.folders.entry(folder.to_owned()).or_default();
            let is_news = names.insert(name.to_owned(), nature) != Some(nature);
            // A folder that loses its last file may stay listed: it is empty.
            if !is_there || !is_news {
                return;
            }
            path = folder;
            nature = Some(Nature::Folder);
        }
    }
}

/// The files of a `.tickets` folder as they are once a transaction is done.
#[derive(Debug)]
pub(crate) struct Overlay {
    disk: Disk,
    staged: Rc<RefCell<Staged>>,
}

impl Overlay {
    /// Lays `staged`, which may still grow, over `disk`.
    pub(crate) fn new(disk: Disk, staged: Rc<RefCell<Staged>>) -> Overlay {
        Overlay { disk, staged }
    }
}

impl Files for Overlay {
    fn names(&self, folder: &str) -> io::Result<Names<'_>> {
        let Some(news) = self.staged.borrow().folders.get(folder).cloned() else {
            return self.disk.names(folder);
        };
        let on_disk: Vec<io::Result<Name>> = match self.disk.names(folder) {
            Ok(names) => names.collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let is_old = |name: &io::Result<Name>| match name {
            Ok(name) => !news.contains_key(&name.text),
            Err(_) => true,
        };
        let mut names: Vec<io::Result<Name>> = on_disk.into_iter().filter(is_old).collect();
        let there = news
            .into_iter()
            .filter_map(|(text, nature)| Some((text, nature?)));
        names.extend(there.map(|(text, nature)| Ok(Name::new(text.into(), nature))));
        Ok(Box::new(names.into_iter()))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let staged = self.staged.borrow();
        match staged.of(path).map(|change| &change.after) {
            None => self.disk.read(path),
            Some(Some(bytes)) => Ok(bytes.clone()),
            Some(None) => Err(Problem::new(
                format!(".tickets/{path}"),
                ProblemCode::Unreadable,
                "is to be removed",
            )),
        }
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        let staged = self.staged.borrow();
        match staged.of(path) {
            Some(change) => Ok(change.after.is_some()),
            None if staged.folders.contains_key(path) => Ok(true),
            None => self.disk.exists(path),
        }
    }

    fn is_disk(&self) -> bool {
        self.staged.borrow().steps() == 0
    }

    fn revision(&self) -> Option<&str> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts files on disk, stages changes (`None` removes), and lists what can be seen below `tickets`.
    fn seen(on_disk: &[&str], staged: &[(&str, Option<&str>)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for path in on_disk {
            let full = folder.path().join(path);
            std::fs::create_dir_all(full.parent().unwrap()).unwrap();
            std::fs::File::create(full).unwrap();
        }
        let (overlay, shared) = overlay(&folder);
        for (path, after) in staged {
            shared.borrow_mut().record(change(path, *after));
        }
        let mut found = Vec::new();
        visit(&overlay, "tickets", &mut found);
        found.sort();
        found
    }

    fn overlay(folder: &tempfile::TempDir) -> (Overlay, Rc<RefCell<Staged>>) {
        let shared: Rc<RefCell<Staged>> = Rc::default();
        let disk = Disk::new(folder.path());
        (Overlay::new(disk, Rc::clone(&shared)), shared)
    }

    fn change(path: &str, after: Option<&str>) -> FileChange {
        FileChange {
            path: path.to_owned(),
            before: None,
            after: after.map(|text| text.as_bytes().to_vec()),
            is_rewritten: false,
        }
    }

    fn visit(files: &dyn Files, folder: &str, found: &mut Vec<String>) {
        for name in files.names(folder).into_iter().flatten().flatten() {
            let path = format!("{folder}/{}", name.text);
            if name.nature == Nature::Folder {
                visit(files, &path, found);
            } else {
                found.push(path);
            }
        }
    }

    #[test]
    fn folders_hold_what_is_staged_and_not_what_is_removed() {
        assert_eq!(
            seen(
                &[
                    "tickets/00/A.yaml",
                    "tickets/00/B.yaml",
                    "tickets/00/B/c.yaml"
                ],
                &[
                    ("tickets/00/B.yaml", None),
                    ("tickets/00/B/c.yaml", None),
                    ("tickets/00/A/new.yaml", Some("x")),
                    ("tickets/07/C.yaml", Some("y")),
                    ("tickets/07/D.yaml", Some("z")),
                    ("tickets/07/D.yaml", None),
                ],
            ),
            [
                "tickets/00/A.yaml",
                "tickets/00/A/new.yaml",
                "tickets/07/C.yaml"
            ]
        );
        assert_eq!(
            seen(&[], &[("tickets/a/b/c.yaml", Some(""))]),
            ["tickets/a/b/c.yaml"]
        );
    }

    #[test]
    fn what_was_staged_since_the_mark_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let (overlay, shared) = overlay(&folder);
        shared.borrow_mut().record(change("tickets/a", Some("one")));
        shared.borrow_mut().mark();
        for (path, after) in [
            ("tickets/a", Some("two")),
            ("tickets/a", None),
            ("tickets/b", Some("new")),
        ] {
            shared.borrow_mut().record(change(path, after));
        }

        shared.borrow_mut().return_to_mark();

        let mut found = Vec::new();
        visit(&overlay, "tickets", &mut found);
        assert_eq!(found, ["tickets/a"]);
        assert_eq!(overlay.read("tickets/a").unwrap(), b"one");
        assert!(!overlay.exists("tickets/b").unwrap());
        assert_eq!(
            shared.borrow_mut().take(),
            [change("tickets/a", Some("one"))]
        );
    }
}
