//! The fake passes the suite, and answers what a test tells it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::vcs::FakeVcs;
use crate::vcs::LogQuery;
use crate::vcs::Side;
use crate::vcs::System;
use crate::vcs::Unmerged;
use crate::vcs::User;
use crate::vcs::Vcs;
use crate::vcs::conformance;
use crate::vcs::conformance::Support;
use crate::vcs::conformance::Workbench;
use crate::vcs::conformance::builder;
use crate::vcs::conformance::made_at;
use crate::vcs::fake::history::changes;

type Files = BTreeMap<String, Vec<u8>>;

/// A fake clone; folders other than the added working trees belong to the first one.
struct FakeClone {
    home: TempDir,
    first: FakeVcs,
}

impl FakeClone {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().canonicalize().unwrap().join("main");
        fs::create_dir(&root).unwrap();
        Self {
            home,
            first: FakeVcs::new(root).with_branch("main"),
        }
    }

    /// Returns what is in the working tree.
    fn files(&self) -> Files {
        let mut files = Files::new();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.root()).unwrap();
                    let name = name.to_str().unwrap().to_owned();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }

    fn replace_files(&mut self, files: &Files) {
        for name in self.files().into_keys() {
            self.write(&name, None);
        }
        for (name, content) in files {
            self.write(name, Some(content));
        }
    }

    /// Merges file by file, into what both sides agree on; a file on which they do not is left as ours has it.
    fn settle(&self, base: &Files, sides: [(&str, &Files); 2]) -> Files {
        let [(_, ours), (_, theirs)] = sides;
        let mut files = ours.clone();
        for change in changes(base, theirs) {
            let path = change.path;
            let versions = sides.map(|(_, files)| files.get(&path).cloned());
            let base = base.get(&path).cloned();
            if versions[0] == versions[1] {
                continue;
            }
            if versions[0] == base {
                files.remove(&path);
                files.extend(
                    theirs
                        .get_key_value(&path)
                        .map(|(p, c)| (p.clone(), c.clone())),
                );
                continue;
            }
            let side = |(label, files): (&str, &Files)| Side {
                revision: None,
                label: label.to_owned(),
                content: files.get(&path).cloned(),
            };
            self.first.unmerged.borrow_mut().push(Unmerged {
                bases: vec![base],
                sides: sides.map(side).to_vec(),
                path,
            });
        }
        files
    }
}

impl Workbench for FakeClone {
    fn system(&self) -> System {
        System::Fake
    }

    fn root(&self) -> PathBuf {
        self.first.root.clone()
    }

    fn open(&self, folder: &Path) -> Box<dyn Vcs> {
        let mut vcs = self.first.clone();
        if let Some(root) = vcs
            .other_worktrees
            .iter()
            .find(|root| folder.starts_with(root))
        {
            vcs.root.clone_from(root);
            vcs.worktree_dir = root.join(".fake/tickets");
            vcs.other_worktrees.push(self.root());
        }
        Box::new(vcs)
    }

    fn initial_branch(&self) -> Option<&str> {
        Some("main")
    }

    fn set_user(&mut self, name: &str, email: Option<&str>) -> Support {
        self.first.user = Some(User {
            name: name.to_owned(),
            email: email.map(str::to_owned),
        });
        Support::Done
    }

    fn commit_all(&mut self, message: &str) -> Option<String> {
        let files = self.files();
        let merged = self.first.incoming.take();
        self.first.unmerged.take();
        let mut history = self.first.history.borrow_mut();
        let at = made_at(u32::try_from(history.commits.len() + 1).unwrap());
        Some(history.record(files, &merged, (builder(), at), message))
    }

    fn start_branch(&mut self, name: &str) -> Support {
        self.first = self.first.clone().with_branch(name);
        Support::Done
    }

    fn start_unrelated(&mut self, name: &str) -> Support {
        self.replace_files(&Files::new());
        let mut history = self.first.history.borrow_mut();
        history.head = None;
        history.branch = Some(name.to_owned());
        Support::Done
    }

    fn switch(&mut self, branch: &str) -> Support {
        let mut history = self.first.history.borrow_mut();
        history.head = history.branches.get(branch).cloned();
        history.branch = Some(branch.to_owned());
        let files = history.head_files();
        drop(history);
        self.replace_files(&files);
        Support::Done
    }

    fn leave_branch(&mut self) -> Support {
        self.first.history.borrow_mut().branch = None;
        Support::Done
    }

    fn tag(&mut self, name: &str) -> Support {
        let mut history = self.first.history.borrow_mut();
        let head = history.head.clone().unwrap();
        history.tags.insert(name.to_owned(), head);
        Support::Done
    }

    fn parent_of(&self, revision: &str) -> Option<String> {
        Some(format!("{revision}^"))
    }

    fn merge(&mut self, branch: &str) -> Support {
        let history = self.first.history.borrow();
        let files_at = |revision: &str| history.find(revision).unwrap().files.clone();
        let ours = history.head.clone().unwrap();
        let theirs = history.branches[branch].clone();
        let base = history.merge_base(&ours, &theirs).unwrap();
        let sides = [("ours", &files_at(&ours)), (branch, &files_at(&theirs))];
        let files = self.settle(&files_at(&base), sides);
        drop(history);

        self.replace_files(&files);
        self.first.incoming.borrow_mut().push(theirs);
        Support::Done
    }

    fn commits(&self) -> Support {
        Support::Done
    }

    fn stage(&mut self, _file: &str) -> Support {
        Support::Impossible
    }

    fn status(&self) -> Vec<String> {
        let head = self.first.history.borrow().head_files();
        let changes = changes(&head, &self.files()).into_iter();
        changes
            .map(|change| format!("{:?} {}", change.state, change.path))
            .collect()
    }

    fn add_worktree(&mut self, branch: &str) -> Option<PathBuf> {
        let root = self.home.path().canonicalize().unwrap().join(branch);
        self.first.other_worktrees.push(root.clone());
        Some(root)
    }

    fn delete_worktree(&mut self, root: &Path) {
        self.first.other_worktrees.retain(|other| other != root);
    }
}

conformance::conforms!(FakeClone::new());
conformance::conforms_history!(FakeClone::new());
conformance::conforms_merging!(FakeClone::new());
conformance::conforms_committing!(FakeClone::new());

#[test]
fn a_failing_repository_still_has_a_root() {
    let vcs = FakeVcs::new("/fake/main").with_failure("disk on fire");

    assert_eq!(vcs.root(), Path::new("/fake/main"));
    let error = vcs.tips().unwrap_err();
    assert_eq!(error.to_string(), "cannot open the repository `/fake/main`");
}

#[test]
fn what_a_test_says_is_what_the_fake_answers() {
    let vcs = FakeVcs::new("/fake/main")
        .with_user("Alice", None)
        .with_branch("main")
        .with_tip("other", "1", &["a/b.txt", "a.txt"])
        .with_commit(&[("c.txt", Some("1")), ("d.txt", Some("1"))], "begin")
        .with_commit(&[("c.txt", None)], "go on")
        .with_worktree("/fake/linked");

    assert_eq!(vcs.names_at("other", "a").unwrap(), ["a/b.txt"]);
    assert_eq!(vcs.names_at("main", "").unwrap(), ["d.txt"]);
    assert_eq!(vcs.branch().unwrap().as_deref(), Some("main"));
    assert_eq!(vcs.user().unwrap().unwrap().name, "Alice");
    assert_eq!(vcs.worktrees().unwrap().len(), 2);
    let log = vcs.log(&LogQuery::default()).unwrap();
    let subjects: Vec<&str> = log.iter().map(|commit| commit.subject()).collect();
    assert_eq!(subjects, ["go on", "begin"]);
}
