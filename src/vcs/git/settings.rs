//! The few settings of a repository that decide whether and how it can be used.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use gix::config::File;
use gix::config::Source;
use gix::config::file::Metadata;

/// Settings from the repository's own configuration files, without includes, the way git reads them before all others.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// `core.bare`
    pub(crate) is_bare: bool,
    /// `core.worktree`, resolved against the git folder
    pub(crate) work_tree: Option<PathBuf>,
    /// `extensions.objectFormat`, in lower case
    pub(crate) object_format: Option<String>,
    /// `extensions.refStorage`, in lower case
    pub(crate) ref_storage: Option<String>,
}

impl Settings {
    /// Reads the settings of the repository in `common_dir`, and those of the main working tree if it has its own.
    ///
    /// What cannot be read or parsed counts as unset: finding the tracker does not fail for it, opening the
    /// repository does and says why.
    pub(crate) fn read(common_dir: &Path) -> Self {
        let Some(shared) = parse(&common_dir.join("config")) else {
            return Self::default();
        };
        let has_own = matches!(shared.boolean("extensions.worktreeConfig"), Ok(Some(true)));
        let own = has_own
            .then(|| parse(&common_dir.join("config.worktree")))
            .flatten();

        let files: Vec<&File> = own.iter().chain([&shared]).collect();
        let text = |key: &str| files.iter().find_map(|file| file.string(key));
        Self {
            is_bare: files
                .iter()
                .find_map(|file| file.boolean("core.bare").ok().flatten())
                .unwrap_or(false),
            work_tree: text("core.worktree")
                .map(|path| common_dir.join(gix::path::from_bstring(path))),
            object_format: text("extensions.objectFormat")
                .map(|format| format.to_string().to_lowercase()),
            ref_storage: text("extensions.refStorage")
                .map(|storage| storage.to_string().to_lowercase()),
        }
    }
}

fn parse(path: &Path) -> Option<File> {
    let content = fs::read(path).ok()?;
    File::from_bytes_no_includes(&content, Metadata::from(Source::Local), Default::default()).ok()
}
