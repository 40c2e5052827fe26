//! Finds a Mercurial working tree and its folders by looking at paths, without starting `hg`.

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::VcsError;
use crate::vcs::discover::Climb;

/// More than any of the small files that are read whole has; a bookmark takes some sixty bytes.
const FILE_BYTES_MAX: u64 = 16 << 20;

/// Where a working tree and its folders are; all paths are absolute and real.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// Root of the working tree.
    pub(crate) root: PathBuf,
    /// The working tree's own `.hg`.
    pub(crate) hg_dir: PathBuf,
    /// The `.hg` that has the history: another one in a share.
    pub(crate) source_dir: PathBuf,
    /// What a program has to know to read the repository, as Mercurial names it.
    requirements: BTreeSet<String>,
}

impl Layout {
    /// Returns whether the history is that of another working tree.
    pub(crate) fn is_share(&self) -> bool {
        self.hg_dir != self.source_dir
    }

    /// Returns whether the repository says that reading it needs `requirement`.
    pub(crate) fn requires(&self, requirement: &str) -> bool {
        self.requirements.contains(requirement)
    }
}

/// Returns the nearest folder on the way up whose `.hg` holds something, whether or not that is a repository.
///
/// An empty one is what sandboxes put over another to hide it.
pub(crate) fn nearest(climb: &Climb<'_>) -> Option<PathBuf> {
    let holds_something = |root: &&Path| {
        let dot_hg = root.join(".hg");
        match fs::read_dir(&dot_hg) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => dot_hg.is_dir(),
        }
    };
    climb.folders().find(holds_something).map(Path::to_owned)
}

/// Returns the layout of the working tree in `root`, which has an `.hg`.
pub(crate) fn layout_of(root: &Path) -> Result<Layout, VcsError> {
    let dot_hg = root.join(".hg");
    // The oldest format has no `requires`, a share has no `store`.
    let parts = ["requires", "store", "00changelog.i"];
    if !parts.iter().any(|part| dot_hg.join(part).exists()) {
        return Err(VcsError::Damaged {
            path: dot_hg,
            fault: String::from("its `requires` and `store` are missing or cannot be read"),
        });
    }

    let hg_dir = real(&dot_hg)?;
    let mut requirements = requirements_of(&hg_dir)?;
    let source_dir = source_dir(&hg_dir, &requirements)?;
    requirements.extend(requirements_of(&source_dir.join("store"))?);
    Ok(Layout {
        root: root.to_owned(),
        hg_dir,
        source_dir,
        requirements,
    })
}

/// Returns what a small file holds, `None` when there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>, VcsError> {
    let failed = |source| VcsError::Read {
        path: path.to_owned(),
        source,
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(fault) if is_absence(&fault) => return Ok(None),
        Err(source) => return Err(failed(source)),
    };
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    Ok(Some(bytes))
}

fn requirements_of(folder: &Path) -> Result<BTreeSet<String>, VcsError> {
    let path = folder.join("requires");
    let Some(bytes) = read(&path)? else {
        return Ok(BTreeSet::new());
    };
    let is_word = |line: &str| {
        line.chars()
            .next()
            .is_some_and(|first| first.is_ascii_alphanumeric())
    };
    match str::from_utf8(&bytes) {
        Ok(text) if text.lines().all(is_word) => Ok(text.lines().map(str::to_owned).collect()),
        Ok(_) | Err(_) => Err(VcsError::Damaged {
            path,
            fault: String::from("it is no list of features"),
        }),
    }
}

/// Returns the `.hg` that has the history, which a share names in a file.
fn source_dir(hg_dir: &Path, requirements: &BTreeSet<String>) -> Result<PathBuf, VcsError> {
    let is_relative = requirements.contains("relshared");
    if !is_relative && !requirements.contains("shared") {
        return Ok(hg_dir.to_owned());
    }
    let path = hg_dir.join("sharedpath");
    let damaged = |fault| VcsError::Damaged {
        path: path.clone(),
        fault,
    };

    let bytes = read(&path)?.ok_or_else(|| damaged(String::from("it is missing")))?;
    let text = String::from_utf8(bytes).map_err(|_| damaged(String::from("it is not UTF-8")))?;
    let target = hg_dir.join(text.trim_end_matches('\n'));
    if !target.is_dir() {
        let shown = target.display();
        return Err(damaged(format!("it points to `{shown}`, which is none")));
    }
    real(&target)
}

fn is_absence(fault: &io::Error) -> bool {
    matches!(
        fault.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Returns the path absolute and without symbolic links.
fn real(path: &Path) -> Result<PathBuf, VcsError> {
    gix::path::realpath(path).map_err(|fault| VcsError::Read {
        path: path.to_owned(),
        source: io::Error::other(fault),
    })
}
