//! The files of a revision, for a store that only reads.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use crate::ops::OpError;
use crate::ops::Surroundings;
use crate::ops::tracker::HOME;
use crate::store::Files;
use crate::store::Name;
use crate::store::Names;
use crate::store::Nature;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::yaml;
use crate::store::yaml::DocumentError;
use crate::vcs;
use crate::vcs::System;
use crate::vcs::Vcs;
use crate::vcs::VcsError;

/// The `.tickets` folder as a revision has it.
///
/// Folders are listed when they are looked into, and files are read when they are asked for.
#[derive(Debug)]
pub(crate) struct AtRevision {
    vcs: Rc<dyn Vcs>,
    /// What the user calls it.
    revision: String,
    /// What the system calls it: the same commit to the end, even when a branch moves meanwhile.
    commit: String,
    listings: RefCell<Vec<Listing>>,
}

/// All files below a folder, however deep, sorted.
#[derive(Debug)]
struct Listing {
    folder: String,
    paths: Rc<[String]>,
}

/// The branches that a revision can be read at, for completion; whatever is wrong, there are none.
pub fn branches(surroundings: &Surroundings) -> Vec<String> {
    let vcs = vcs::discover(&surroundings.folder, &surroundings.vcs);
    let tips = vcs.and_then(|vcs| vcs.tips()).unwrap_or_default();
    tips.into_iter().map(|tip| tip.name).collect()
}

impl AtRevision {
    /// Finds `revision`, and the tickets in it.
    ///
    /// # Errors
    /// No version control, no such revision, or no tickets in it.
    pub(crate) fn open(vcs: Rc<dyn Vcs>, revision: &str) -> Result<AtRevision, OpError> {
        if vcs.system() == System::None {
            return Err(OpError::Invalid {
                reason: format!(
                    "`{}` is under no version control, so there are no revisions",
                    vcs.root().display()
                ),
                hint: None,
            });
        }
        let files = AtRevision {
            commit: vcs.resolve(revision)?,
            revision: revision.to_owned(),
            vcs,
            listings: RefCell::default(),
        };
        // Most projects have settings, which are found without listing every ticket.
        if !files.has("config.yaml")? && files.below("")?.is_empty() {
            return Err(OpError::NotFound {
                what: "tickets at revision",
                name: files.revision,
            });
        }
        Ok(files)
    }

    /// Returns all files of a listing that `folder` is part of; the folder's own lie together in it.
    fn below(&self, folder: &str) -> Result<Rc<[String]>, VcsError> {
        if let Some(paths) = self.listed(folder) {
            return Ok(paths);
        }
        let names = self.vcs.names_at(&self.commit, &in_project(folder))?;
        let path = |name: &String| {
            let path = name.strip_prefix(HOME)?.strip_prefix('/')?;
            Some(path.to_owned())
        };
        let mut paths: Vec<String> = names.iter().filter_map(path).collect();
        paths.sort_unstable();
        let paths: Rc<[String]> = paths.into();
        self.listings.borrow_mut().push(Listing {
            folder: folder.to_owned(),
            paths: Rc::clone(&paths),
        });
        Ok(paths)
    }

    fn listed(&self, folder: &str) -> Option<Rc<[String]>> {
        let listings = self.listings.borrow();
        let mut known = listings.iter();
        let known = known.find(|known| contains(&known.folder, folder))?;
        Some(Rc::clone(&known.paths))
    }

    /// Returns whether there is anything at `path`.
    fn has(&self, path: &str) -> Result<bool, VcsError> {
        if self.vcs.file_at(&self.commit, &in_project(path))?.is_some() {
            return Ok(true);
        }
        let (folder, _) = path.rsplit_once('/').unwrap_or_default();
        let paths = self.below(folder)?;
        Ok(paths.iter().any(|found| contains(path, found)))
    }
}

/// The path from the root of the working tree.
fn in_project(path: &str) -> String {
    match path {
        "" => HOME.to_owned(),
        path => format!("{HOME}/{path}"),
    }
}

/// Whether `path` is `folder` or lies in it.
fn contains(folder: &str, path: &str) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| folder.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

impl Files for AtRevision {
    fn names(&self, folder: &str) -> io::Result<Names<'_>> {
        let start = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let paths = self.below(folder);
        let paths = paths.map_err(|error| io::Error::other(with_cause(&error)))?;
        let from = paths.partition_point(|path| *path < start);
        let rest = paths[from..]
            .iter()
            .map_while(|path| path.strip_prefix(&start));
        let mut names: Vec<Name> = Vec::new();
        for rest in rest {
            match rest.split_once('/') {
                None => names.push(name(rest, Nature::File)),
                Some((inner, _)) if names.last().is_some_and(|last| last.text == inner) => {}
                Some((inner, _)) => names.push(name(inner, Nature::Folder)),
            }
        }
        if names.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(names.into_iter().map(Ok)))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        let shown = in_project(path);
        let problem = |code, reason: &str| {
            let message = format!("cannot be read: {reason}");
            Problem::new(&shown, code, message)
        };
        let bytes = self.vcs.file_at(&self.commit, &shown);
        let bytes = bytes.map_err(|error| match &error {
            VcsError::TooLarge { limit, .. } => {
                problem(ProblemCode::TooLarge, &format!("it has more than {limit}"))
            }
            error => problem(ProblemCode::Unreadable, &with_cause(error)),
        })?;
        let missing = || problem(ProblemCode::Unreadable, "there is no such file");
        let bytes = bytes.ok_or_else(missing)?;
        if bytes.len() > yaml::BYTES_MAX {
            let error = DocumentError::TooLarge {
                size: bytes.len(),
                limit: yaml::BYTES_MAX,
            };
            return Err(Problem::of_document(&shown, &error));
        }
        Ok(bytes)
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        let has = self.has(path);
        has.map_err(|error| io::Error::other(with_cause(&error)))
    }

    fn is_disk(&self) -> bool {
        false
    }

    fn revision(&self) -> Option<&str> {
        Some(&self.revision)
    }
}

/// A name as version control gives it, with replacement characters where it is not UTF-8.
fn name(text: &str, nature: Nature) -> Name {
    Name {
        text: text.to_owned(),
        is_utf8: !text.contains(char::REPLACEMENT_CHARACTER),
        nature,
    }
}

fn with_cause(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_cause(cause)),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::time::Duration;

    use super::AtRevision;
    use crate::domain::Key;
    use crate::domain::Record as _;
    use crate::domain::Reference;
    use crate::domain::Ticket;
    use crate::ops::OpError;
    use crate::store::Durability;
    use crate::store::Files as _;
    use crate::store::Nature;
    use crate::store::Store;
    use crate::store::StoreError;
    use crate::store::StoreSettings;
    use crate::store::yaml;
    use crate::vcs::FakeVcs;
    use crate::vcs::Vcs as _;

    const ONE: &str = ".tickets/tickets/00/TICKET-1-one.yaml";
    const TWO: &str = ".tickets/tickets/00/TICKET-2-two.yaml";
    const ENTRY: &str = ".tickets/tickets/00/TICKET-1-one/20261120T101112Z-comment-7f3a.yaml";

    fn ticket(id: &str) -> String {
        format!("id: {id}\ntitle: One\ntype: task\nstatus: open\npriority: medium\n")
    }

    fn open(vcs: FakeVcs) -> AtRevision {
        AtRevision::open(Rc::new(vcs), "main").unwrap()
    }

    fn at(files: &[(&str, &str)]) -> AtRevision {
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (*path, Some(*text)))
            .collect();
        let vcs = FakeVcs::new("/fake").with_branch("main");
        open(vcs.with_commit(&files, "begin"))
    }

    fn store(files: AtRevision) -> Store {
        let settings = StoreSettings {
            lock_timeout: Duration::ZERO,
            durability: Durability::Fast,
            holder: || "test".to_owned(),
        };
        let store = Store::new("/fake/.tickets".into(), "/fake/.fake".into(), settings);
        store.reading(Box::new(files))
    }

    fn names(files: &AtRevision, folder: &str) -> Vec<(String, Nature)> {
        let names = files.names(folder).unwrap().map(Result::unwrap);
        names.map(|name| (name.text, name.nature)).collect()
    }

    #[test]
    fn a_folder_holds_what_lies_directly_in_it() {
        let files = at(&[
            ("README", ""),
            (".tickets/config.yaml", ""),
            (".tickets/tickets/00/TICKET-1.yaml", ""),
            (".tickets/tickets/00/TICKET-1/a.yaml", ""),
            (".tickets/tickets/00/TICKET-1/b.yaml", ""),
            (".tickets/tickets/00/TICKET-1-x.yaml", ""),
            (".tickets2/x", ""),
        ]);
        let folder = |name: &str| (name.to_owned(), Nature::Folder);
        let file = |name: &str| (name.to_owned(), Nature::File);

        assert_eq!(names(&files, ""), [file("config.yaml"), folder("tickets")]);
        assert_eq!(names(&files, "tickets"), [folder("00")]);
        assert_eq!(
            names(&files, "tickets/00"),
            [
                file("TICKET-1-x.yaml"),
                file("TICKET-1.yaml"),
                folder("TICKET-1")
            ]
        );
        assert_eq!(names(&files, "tickets/00/TICKET-1").len(), 2);
        for missing in ["ticket", "tickets/0", "config.yaml", "epics"] {
            let error = files.names(missing).err().map(|error| error.kind());
            assert_eq!(error, Some(std::io::ErrorKind::NotFound), "{missing}");
        }
    }

    #[test]
    fn what_is_there_exists_and_what_only_begins_so_does_not() {
        let files = at(&[(ONE, "")]);

        for (path, expected) in [
            ("tickets/00/TICKET-1-one.yaml", true),
            ("tickets", true),
            ("tickets/0", false),
            ("tickets/00/TICKET-1", false),
        ] {
            assert_eq!(files.exists(path).unwrap(), expected, "{path}");
        }
    }

    #[test]
    fn records_and_entries_are_those_of_the_revision() {
        let vcs = FakeVcs::new("/fake").with_branch("main");
        let text = "at: 2026-11-20T10:11:12Z\nkind: comment\nid: 7f3a\ntext: Seen.\n";
        let one = ticket("TICKET-1");
        let vcs = vcs.with_commit(&[(ONE, Some(&one)), (ENTRY, Some(text))], "begin");
        let vcs = vcs.with_commit(&[(ONE, None), (ENTRY, None), (TWO, Some(""))], "go on");

        let before = AtRevision::open(Rc::new(vcs.clone()), "main^").unwrap();
        let store = store(before);
        let loaded = store.load_all::<Ticket>();
        assert_eq!(loaded.problems, []);
        let [stored] = loaded.records.as_slice() else {
            panic!("one ticket and not {:?}", loaded.records);
        };
        assert_eq!(stored.record.id.to_string(), "TICKET-1");
        assert_eq!(
            store.entries(&stored.file).0[0].entry.text.as_str(),
            "Seen."
        );
        let key: Key = "TICKET-1".parse().unwrap();
        let found = store.find::<Ticket>(&Reference::from(&key), key.prefix());
        assert_eq!(found.unwrap(), stored.file);
    }

    #[test]
    fn a_branch_that_moves_meanwhile_is_still_the_commit_that_was_asked_for() {
        let vcs = FakeVcs::new("/fake").with_branch("main");
        let vcs = vcs.with_commit(&[(ONE, Some("before"))], "begin");
        let files = open(vcs.clone());
        let _moved = vcs.with_commit(&[(ONE, Some("after"))], "go on");

        let bytes = files.read("tickets/00/TICKET-1-one.yaml").unwrap();
        assert_eq!(bytes, b"before");
    }

    #[test]
    fn problems_name_the_revision_and_advise_nothing() {
        let large = "#".repeat(yaml::BYTES_MAX + 1);
        let files = at(&[
            (ONE, "<<<<<<< ours\n=======\n>>>>>>> theirs\n"),
            (TWO, &large),
            (".tickets/tickets/00/odd.yaml", ""),
            (".tickets/tickets/00/TICKET-3-\u{fffd}.yaml", ""),
        ]);

        let problems = store(files).load_all::<Ticket>().problems;
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(shown.join("\n"), @"
        `main:.tickets/tickets/00/TICKET-1-one.yaml` line 1: has conflict markers of an unfinished merge
        `main:.tickets/tickets/00/TICKET-2-two.yaml`: has 4194305 bytes, more than 4194304
        `main:.tickets/tickets/00/TICKET-3-�.yaml`: has a name that is not `KEY-title.yaml`
        `main:.tickets/tickets/00/odd.yaml`: has a name that is not `KEY-title.yaml`
        ");
        assert!(problems.iter().all(|problem| problem.hint.is_none()));
    }

    #[test]
    fn a_file_that_is_not_there_is_a_problem_of_that_file() {
        let store = store(at(&[(ONE, "")]));
        let problem = store.read("tickets/00/TICKET-9.yaml").unwrap_err();
        insta::assert_snapshot!(problem, @"`main:.tickets/tickets/00/TICKET-9.yaml`: cannot be read: there is no such file");
    }

    #[test]
    fn nothing_of_a_revision_is_changed() {
        let store = store(at(&[(ONE, "")]));
        let error = store.begin().unwrap_err();
        assert!(matches!(error, StoreError::Past { .. }), "{error}");
        assert_eq!(store.files(&Ticket::KIND).files.len(), 1);
    }

    #[test]
    fn a_revision_without_tickets_is_not_found() {
        let vcs = FakeVcs::new("/fake").with_branch("main");
        let vcs = vcs.with_commit(&[("README", Some("")), (".tickets2/x", Some(""))], "begin");
        assert_eq!(vcs.names_at("main", "").unwrap().len(), 2);

        let error = |revision| AtRevision::open(Rc::new(vcs.clone()), revision).unwrap_err();
        assert!(matches!(error("main"), OpError::NotFound { .. }));
        assert!(matches!(error("mian"), OpError::Vcs(_)));
        assert_eq!(error("main").to_string(), "no tickets at revision `main`");
    }
}
