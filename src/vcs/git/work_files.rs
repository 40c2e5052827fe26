//! Stores files of the working tree as git would.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use gix::attrs::StateRef;
use gix::bstr::BStr;
use gix::filter::plumbing::pipeline::convert::ToGitOutcome;
use gix::index::State;
use gix::index::entry::Mode;
use gix::index::entry::Stat;
use gix::index::fs::Metadata;
use gix::validate::path::component;
use gix::worktree::stack::state::attributes::Source;

use crate::vcs::VcsError;
use crate::vcs::git::index::Stored;
use crate::vcs::git::objects::FILE_SIZE_MAX;

/// The files of a working tree, and why they are stored.
#[derive(Debug)]
pub(crate) struct WorkFiles<'a> {
    /// The repository.
    pub(crate) repository: &'a gix::Repository,
    /// The root of the working tree.
    pub(crate) root: &'a Path,
    /// What is being done, as a verb.
    pub(crate) action: &'static str,
}

impl WorkFiles<'_> {
    /// Returns an error unless git could have a file of that name.
    pub(crate) fn check_name(&self, path: &str) -> Result<(), VcsError> {
        for part in path.split('/') {
            let options = component::Options::default();
            gix::validate::path::component(part.into(), None, options)
                .map_err(|_| self.refused(format!("`{path}` is no name for a file")))?;
        }
        Ok(())
    }

    /// Stores a file as it is on disk; `None` when it is not there.
    ///
    /// `known` is the kind of file that git has under that name, for file systems that do not tell programs from files.
    pub(crate) fn store(
        &self,
        path: &str,
        known: Option<Mode>,
        index: &State,
    ) -> Result<Option<Stored>, VcsError> {
        let on_disk = self.root.join(path);
        let failed = |source| VcsError::Read {
            path: on_disk.clone(),
            source,
        };
        if !self.is_reachable(path)? {
            return Ok(None);
        }
        // Before the content is read, so that a change meanwhile is noticed.
        let metadata = match Metadata::from_path_no_follow(&on_disk) {
            Ok(metadata) if metadata.is_dir() => return Ok(None),
            Ok(metadata) => metadata,
            Err(fault) if is_absence(&fault) => return Ok(None),
            Err(fault) => return Err(failed(fault)),
        };
        if metadata.len() > FILE_SIZE_MAX {
            return Err(self.refused(format!("`{path}` is larger than 64 MiB")));
        }

        let (content, mode) = if metadata.is_symlink() {
            let target = fs::read_link(&on_disk).map_err(failed)?;
            (
                Vec::from(gix::path::into_bstr(target).into_owned()),
                Mode::SYMLINK,
            )
        } else if metadata.is_file() {
            let content = fs::read(&on_disk).map_err(failed)?;
            let content = self.converted(path, content, index)?;
            (content, self.mode_of_file(&metadata, known))
        } else {
            return Err(self.refused(format!("`{path}` is no file")));
        };
        let id = self.repository.write_blob(content);
        Ok(Some(Stored {
            id: id.map_err(|fault| self.unwritten(fault))?.detach(),
            mode,
            stat: Stat::from_fs(&metadata).unwrap_or_default(),
        }))
    }

    /// Returns the error that an object cannot be written.
    pub(crate) fn unwritten(
        &self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> VcsError {
        VcsError::Write {
            path: self.repository.common_dir().join("objects"),
            source: source.into(),
        }
    }

    /// Returns the refusal to do it.
    pub(crate) fn refused(&self, reason: impl Into<String>) -> VcsError {
        VcsError::Refused {
            action: self.action,
            reason: reason.into(),
        }
    }

    /// Returns whether all folders on the way are there.
    fn is_reachable(&self, path: &str) -> Result<bool, VcsError> {
        for (end, _) in path.match_indices('/') {
            let folder = self.root.join(&path[..end]);
            let kind = match folder.symlink_metadata() {
                Ok(metadata) => metadata.file_type(),
                Err(fault) if is_absence(&fault) => return Ok(false),
                Err(source) => return Err(unread(folder, source)),
            };
            if kind.is_symlink() {
                return Err(self.refused(format!("`{path}` lies behind a symbolic link")));
            }
            if !kind.is_dir() {
                return Ok(false);
            }
            if folder.join(".git").symlink_metadata().is_ok() {
                return Err(self.refused(format!("`{path}` lies in another repository")));
            }
        }
        Ok(true)
    }

    /// Returns the content as git keeps it: with the line ends and the encoding that its attributes and settings ask for.
    fn converted(&self, path: &str, content: Vec<u8>, index: &State) -> Result<Vec<u8>, VcsError> {
        let failed = |fault: Box<dyn std::error::Error + Send + Sync>| {
            self.refused(format!("`{path}` cannot be converted: {fault}"))
        };
        let stack = self
            .repository
            .attributes_only(index, Source::WorktreeThenIdMapping);
        let mut stack = stack.map_err(|fault| failed(fault.into()))?;
        let mut attributes = stack.selected_attribute_matches(["filter"]);
        stack
            .at_entry(BStr::new(path), Some(Mode::FILE))
            .map_err(|fault| failed(fault.into()))?
            .matching_attributes(&mut attributes);
        for found in attributes.iter_selected() {
            if let StateRef::Value(filter) = found.assignment.state {
                self.check_filter(path, filter.as_bstr())?;
            }
        }

        let pipeline = gix::filter::Pipeline::new(self.repository, stack.detach());
        let mut pipeline = pipeline.map_err(|fault| failed(fault.into()))?;
        let outcome = pipeline.convert_to_git(&*content, Path::new(path), index);
        let mut converted = Vec::new();
        match outcome.map_err(|fault| failed(fault.into()))? {
            ToGitOutcome::Unchanged(_) => {}
            ToGitOutcome::Buffer(bytes) => return Ok(bytes.to_vec()),
            ToGitOutcome::Process(mut process) => {
                let read = process.read_to_end(&mut converted);
                read.map_err(|fault| failed(fault.into()))?;
                return Ok(converted);
            }
        }
        Ok(content)
    }

    /// Returns an error when git would start a program to convert the file: without it, what has to stay secret or large
    /// would be stored as it is.
    fn check_filter(&self, path: &str, filter: &BStr) -> Result<(), VcsError> {
        let config = self.repository.config_snapshot();
        let is_set = |key: &str| config.string(&format!("filter.{filter}.{key}")).is_some();
        if ["clean", "process"].into_iter().any(is_set) {
            let reason = format!("`{path}` needs git's filter `{filter}`, which only git can run");
            return Err(self.refused(reason));
        }
        Ok(())
    }

    fn mode_of_file(&self, metadata: &Metadata, known: Option<Mode>) -> Mode {
        let config = self.repository.config_snapshot();
        let is_told = config.boolean("core.fileMode").unwrap_or(true) && cfg!(unix);
        let is_program = if is_told {
            metadata.is_executable()
        } else {
            known == Some(Mode::FILE_EXECUTABLE)
        };
        if is_program {
            Mode::FILE_EXECUTABLE
        } else {
            Mode::FILE
        }
    }
}

fn unread(path: PathBuf, source: io::Error) -> VcsError {
    VcsError::Read { path, source }
}

fn is_absence(fault: &io::Error) -> bool {
    matches!(
        fault.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
