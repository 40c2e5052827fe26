//! What can go wrong with version control.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// A failure of version control.
///
/// All of them are about a repository that is damaged, unreadable or of a kind the adapters do not know; being
/// outside any repository is not an error.
#[derive(Debug, thiserror::Error)]
pub enum VcsError {
    /// The folder to start from is missing, not a folder or not accessible.
    #[error("cannot look for a repository from `{folder}`")]
    Start {
        /// The folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },

    /// A file or folder of the repository cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },

    /// Something claims to be a repository and is none.
    #[error("`{path}` is not a git repository: {fault}")]
    Broken {
        /// The `.git` file or folder, or the value of `GIT_DIR`.
        path: PathBuf,
        /// What is wrong, as a fragment.
        fault: String,
    },

    /// A file of a repository is not what its system writes.
    #[error("`{path}` is damaged: {fault}")]
    Damaged {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong, as a fragment.
        fault: String,
    },

    /// The repository is bare, or the folder to start from is inside its private folder.
    #[error("the git repository `{git_dir}` has no working tree here")]
    Bare {
        /// The repository's folder.
        git_dir: PathBuf,
    },

    /// The repository uses a format that the adapter cannot read.
    #[error("the repository `{git_dir}` uses {feature}, which is not supported")]
    Unsupported {
        /// The repository's folder.
        git_dir: PathBuf,
        /// The format, as a fragment.
        feature: String,
    },

    /// The repository was found but cannot be opened, for example because its configuration is malformed.
    #[error("cannot open the repository `{git_dir}`")]
    Open {
        /// The repository's folder.
        git_dir: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },

    /// The branches cannot be listed or the current one cannot be read.
    #[error("cannot read the branches of `{root}`")]
    Branches {
        /// The working tree.
        root: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },

    /// There is no such revision, or it holds no files.
    #[error("no revision `{revision}`")]
    UnknownRevision {
        /// The revision as it was asked for.
        revision: String,
    },

    /// A stored object is missing or damaged, as in a clone that fetches objects on demand.
    #[error("cannot read object `{id}` of `{root}`")]
    Object {
        /// The object's id.
        id: String,
        /// The working tree.
        root: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },

    /// A folder holds more files, or deeper ones, than any tracker does.
    #[error("`{folder}` at revision `{revision}` has more than {limit}")]
    TooLarge {
        /// The folder as it was asked for.
        folder: String,
        /// The revision as it was asked for.
        revision: String,
        /// The limit, as a fragment.
        limit: String,
    },

    /// The system could do it, but not now or not here; nothing has changed.
    #[error("cannot {action}: {reason}")]
    Refused {
        /// What was asked for, as a verb.
        action: &'static str,
        /// Why not, as a fragment.
        reason: String,
    },

    /// A file of the repository cannot be written.
    #[error("cannot write `{path}`")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },

    /// git's index cannot be read.
    #[error("cannot read the index `{path}`")]
    Index {
        /// The index.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },

    /// The history cannot be read.
    #[error("cannot read the history of `{root}`")]
    History {
        /// The working tree.
        root: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },

    /// The system's own program cannot be started, or answers with an error.
    #[error("`{program}` failed: {message}")]
    Program {
        /// The program, as it was called.
        program: String,
        /// Its message, one line.
        message: String,
    },
}
