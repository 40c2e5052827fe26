//! git's index: what the next commit will have, and what a merge left open.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufWriter;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use gix::bstr::BStr;
use gix::bstr::BString;
use gix::bstr::ByteSlice as _;
use gix::index::File;
use gix::index::State;
use gix::index::decode;
use gix::index::entry::Flags;
use gix::index::entry::Mode;
use gix::index::entry::Stage;
use gix::index::entry::Stat;
use gix::index::extension::Tree;
use gix::index::fs::Metadata;
use gix::index::write;
use gix::lock;
use gix::lock::acquire;

use crate::vcs::VcsError;

/// The smallest index: a header and a checksum. gix panics on less.
const SIZE_MIN: u64 = 32;

/// A file as the index and a commit name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    /// The blob.
    pub(crate) id: gix::ObjectId,
    /// File, program or link.
    pub(crate) mode: Mode,
    /// What the file on disk looked like.
    pub(crate) stat: Stat,
}

/// Reads the index of the working tree whose own git folder this is; `None` when there is none yet.
pub(crate) fn read(git_dir: &Path) -> Result<Option<File>, VcsError> {
    let path = git_dir.join("index");
    let failed =
        |path: &PathBuf, source: Box<dyn std::error::Error + Send + Sync>| VcsError::Index {
            path: path.clone(),
            source,
        };
    match fs::metadata(&path) {
        Ok(metadata) if metadata.len() < SIZE_MIN => {
            return Err(failed(&path, "it is cut off".into()));
        }
        Ok(_) => {}
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(VcsError::Read { path, source }),
    }
    let file = File::at(
        &path,
        gix::hash::Kind::Sha1,
        false,
        decode::Options::default(),
    );
    file.map(Some).map_err(|fault| failed(&path, fault.into()))
}

/// An index that no other program can change until it is written or dropped.
#[derive(Debug)]
pub(crate) struct LockedIndex {
    file: File,
    lock: lock::File,
    /// The names that were given to [`LockedIndex::set`].
    set: BTreeSet<BString>,
}

/// A new index beside the old one.
#[derive(Debug)]
pub(crate) struct WrittenIndex {
    lock: lock::File,
}

impl LockedIndex {
    /// Locks and reads the index, for the sake of `action`.
    pub(crate) fn new(git_dir: &Path, action: &'static str) -> Result<Self, VcsError> {
        let path = git_dir.join("index");
        let lock = lock::File::acquire_to_update_resource(&path, acquire::Fail::Immediately, None);
        let lock = lock.map_err(|fault| match fault {
            acquire::Error::PermanentlyLocked { .. } => VcsError::Refused {
                action,
                reason: format!(
                    "`{}` exists: another git process is at work here, or one was interrupted",
                    path.with_extension("lock").display()
                ),
            },
            acquire::Error::Io(fault) => VcsError::Write {
                path: path.with_extension("lock"),
                source: fault.into(),
            },
        })?;
        let file = read(git_dir)?;
        let file = file.unwrap_or_else(|| {
            let state = State::new(gix::hash::Kind::Sha1);
            File::from_state(state, path)
        });
        let set = BTreeSet::new();
        Ok(Self { file, lock, set })
    }

    /// Returns what the index has.
    pub(crate) fn state(&self) -> &State {
        &self.file
    }

    /// Returns whether a merge left the file open.
    pub(crate) fn is_unmerged(&self, path: &str) -> bool {
        let is_open = |stage| self.file.entry_index_by_path_and_stage(path.into(), stage);
        [Stage::Base, Stage::Ours, Stage::Theirs]
            .into_iter()
            .any(|stage| is_open(stage).is_some())
    }

    /// Returns what kind of file the index has, ours where there are several.
    pub(crate) fn mode(&self, path: &str) -> Option<Mode> {
        let stages = [Stage::Unconflicted, Stage::Ours, Stage::Theirs, Stage::Base];
        stages.into_iter().find_map(|stage| {
            let entry = self.file.entry_by_path_and_stage(path.into(), stage);
            entry.map(|entry| entry.mode)
        })
    }

    /// Returns whether a merge left any file open.
    pub(crate) fn has_unmerged(&self) -> bool {
        let mut entries = self.file.entries().iter();
        entries.any(|entry| entry.stage() != Stage::Unconflicted)
    }

    /// Returns whether the file is not meant to be in the working tree.
    pub(crate) fn is_sparse(&self, path: &str) -> bool {
        let entry = self
            .file
            .entry_by_path_and_stage(path.into(), Stage::Unconflicted);
        entry.is_some_and(|entry| entry.flags.contains(Flags::SKIP_WORKTREE))
    }

    /// Returns whether the file lies in a folder that is not meant to be in the working tree, and that the index has as
    /// a whole.
    pub(crate) fn is_in_sparse_folder(&self, path: &str) -> bool {
        self.folders_of(path, |entry_mode| entry_mode == Mode::DIR)
    }

    /// Returns whether the file lies in a submodule, or is one.
    pub(crate) fn is_in_submodule(&self, path: &str) -> bool {
        self.mode(path) == Some(Mode::COMMIT)
            || self.folders_of(path, |entry_mode| entry_mode == Mode::COMMIT)
    }

    /// Makes the index have this file, or none of that name, merged or not.
    pub(crate) fn set(&mut self, path: &str, stored: Option<Stored>) {
        let name: &BStr = path.into();
        self.set.insert(name.to_owned());
        self.file.remove_entries(|_, entry, _| {
            entry == name || stored.is_some() && (is_in(entry, name) || is_in(name, entry))
        });
        if let Some(stored) = stored {
            let Stored { id, mode, stat } = stored;
            self.file
                .dangerously_push_entry(stat, id, Flags::empty(), mode, name);
            self.file.sort_entries();
        }
        if let Some(tree) = self.file.tree_mut() {
            forget(tree, path);
        }
    }

    /// Writes the new index beside the old one; `root` is the working tree.
    pub(crate) fn write(mut self, root: &Path) -> Result<WrittenIndex, VcsError> {
        self.distrust_young_files(root);
        let path = self.lock.lock_path().to_owned();
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| VcsError::Write {
            path: path.clone(),
            source,
        };
        let options = write::Options {
            // Left out are the offsets for threads, which gix cannot write; git brings them back.
            extensions: write::Extensions::Given {
                tree_cache: true,
                end_of_index_entry: self.file.had_end_of_index_marker(),
            },
            skip_hash: false,
        };
        let mut out = BufWriter::new(self.lock);
        self.file
            .write_to(&mut out, options)
            .map_err(|fault| failed(fault.into()))?;
        out.flush().map_err(|fault| failed(fault.into()))?;
        let lock = out
            .into_inner()
            .map_err(|fault| failed(fault.into_error().into()))?;
        Ok(WrittenIndex { lock })
    }

    /// Makes git compare the content of files that may have changed after the old index was written.
    ///
    /// git takes a file for unchanged when its size and the seconds of its times are those in the index, unless the file
    /// is not older than the index. A new index would be younger than all files, so those that are in doubt get a size
    /// that none has.
    fn distrust_young_files(&mut self, root: &Path) {
        let written = self.file.timestamp();
        let written = (written.unix_seconds(), written.nanoseconds());
        for (entry, path) in self.file.entries_mut_with_paths() {
            let time = entry.stat.mtime;
            if i64::from(time.secs) < written.0 || self.set.contains(path) {
                continue;
            }
            let on_disk = Metadata::from_path_no_follow(&root.join(gix::path::from_bstr(path)));
            let on_disk = on_disk.ok().and_then(|found| Stat::from_fs(&found).ok());
            if (i64::from(time.secs), time.nsecs) >= written || on_disk != Some(entry.stat) {
                entry.stat.size = 0;
            }
        }
    }

    fn folders_of(&self, path: &str, test: impl Fn(Mode) -> bool) -> bool {
        path.match_indices('/').any(|(end, _)| {
            // A folder that a sparse index has as one entry ends with a slash, a submodule does not.
            [&path[..end], &path[..=end]].into_iter().any(|folder| {
                let entry = self.file.entry_by_path(folder.into());
                entry.is_some_and(|entry| test(entry.mode))
            })
        })
    }
}

impl WrittenIndex {
    /// Puts the new index in the place of the old one.
    pub(crate) fn replace(self) -> Result<(), VcsError> {
        let path = self.lock.resource_path();
        let done = self.lock.commit();
        done.map(|_| ()).map_err(|fault| VcsError::Write {
            path,
            source: fault.error.into(),
        })
    }
}

/// Returns whether `path` lies in `folder` or below.
fn is_in(path: &BStr, folder: &BStr) -> bool {
    let rest = path.strip_prefix(folder.as_bytes());
    rest.is_some_and(|rest| rest.first() == Some(&b'/'))
}

/// Makes git compute anew the trees on the way to `path`, which the index remembers.
fn forget(tree: &mut Tree, path: &str) {
    tree.num_entries = None;
    if let Some((name, rest)) = path.split_once('/') {
        let mut children = tree.children.iter_mut();
        if let Some(child) = children.find(|child| child.name.as_slice() == name.as_bytes()) {
            forget(child, rest);
        }
    }
}
