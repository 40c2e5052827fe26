//! Opens a git repository.

use gix::open::Options;
use gix::open::Permissions;
use gix::open::permissions::Attributes;
use gix::open::permissions::Config;
use gix::open::permissions::Environment as Variables;
use gix::sec::Permission;
use gix::sec::Trust;

use crate::vcs::ConfigScope;
use crate::vcs::VcsError;
use crate::vcs::git::layout::Layout;
use crate::vcs::git::settings::Settings;

/// How branches are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RefStorage {
    /// As files, which gix reads.
    Files,
    /// In a format that gix cannot read, by its name in git's configuration.
    Other(String),
}

/// An opened repository.
#[derive(Debug)]
pub(crate) struct Repository {
    /// The repository of gix.
    pub(crate) gix: gix::Repository,
    /// Whether `gix` can read the branches.
    pub(crate) ref_storage: RefStorage,
}

impl Repository {
    /// Opens the repository of `layout`.
    ///
    /// Repositories of other owners are read like one's own: the configuration is only asked for names and formats,
    /// and nothing that it could name is ever started.
    pub(crate) fn open(layout: &Layout, scope: ConfigScope) -> Result<Self, VcsError> {
        let settings = Settings::read(&layout.common_dir);
        if let Some(format) = settings.object_format.filter(|format| format != "sha1") {
            return Err(VcsError::Unsupported {
                git_dir: layout.git_dir.clone(),
                feature: format!("the object format `{format}`"),
            });
        }

        let options = Options::default()
            .permissions(permissions(scope))
            .with(Trust::Full)
            .open_path_as_is(true);
        let mut gix = gix::open_opts(&layout.git_dir, options).map_err(|fault| VcsError::Open {
            git_dir: layout.git_dir.clone(),
            source: Box::new(fault),
        })?;
        // `GIT_NAMESPACE` is for servers and would hide the branches.
        gix.clear_namespace();

        // gix looks for attributes there, and takes another folder for it where git does not write it down.
        let root = layout.has_worktree.then(|| layout.root.clone());
        gix.set_workdir(root).map_err(|source| VcsError::Read {
            path: layout.root.clone(),
            source,
        })?;

        let ref_storage = match settings.ref_storage {
            Some(storage) if storage != "files" => RefStorage::Other(storage),
            Some(_) | None => RefStorage::Files,
        };
        Ok(Self { gix, ref_storage })
    }
}

/// Returns what gix may look at besides the repository.
///
/// Never the variables that name people, which are part of our own environment, and never git's own installation,
/// for which gix would start git.
fn permissions(scope: ConfigScope) -> Permissions {
    match scope {
        ConfigScope::Machine => Permissions {
            env: Variables {
                identity: Permission::Deny,
                ..Variables::all()
            },
            config: Config::all(),
            attributes: Attributes::all(),
        },
        ConfigScope::Repository => Permissions {
            config: Config {
                includes: true,
                ..Config::isolated()
            },
            ..Permissions::isolated()
        },
    }
}
