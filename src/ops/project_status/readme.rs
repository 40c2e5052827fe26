//! The block about the project's state in its README.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::project_status::ProjectStatus;
use crate::ops::project_status::marked_block::with_block;
use crate::ops::project_status::project_status;
use crate::ops::work::Work;
use crate::store;
use crate::store::StoreError;

/// The file that gets the block, where none is named.
const README: &str = "README.md";

/// How many bytes a README may have.
const BYTES_MAX: u64 = 4 << 20;

/// What became of the README, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadmeChange {
    /// The file.
    pub path: PathBuf,
    /// Its text before; none for a new file.
    pub before: Option<String>,
    /// Its text after.
    pub after: String,
}

impl ReadmeChange {
    /// Whether anything changed.
    pub fn is_change(&self) -> bool {
        self.before.as_ref() != Some(&self.after)
    }
}

/// Writes the state of the project into the README at the root of its working tree, or into another
/// file, between marks. What `block` makes of the state must not depend on the time, so that
/// the file changes when the project does. Nothing is written where nothing changes, or in a rehearsal.
///
/// # Errors
/// A file outside of the working tree, too large, or no text; marks that enclose no block.
pub fn update_readme(
    tracker: &Tracker,
    file: Option<&Path>,
    block: impl FnOnce(&ProjectStatus) -> String,
) -> Result<ReadmeChange, OpError> {
    // Held until the end: of two that do this at once, the last writes the newest state.
    let work = Work::begin_unarmed(tracker)?;
    let path = match file {
        Some(file) => tracker.surroundings.folder.join(file),
        None => tracker.root().join(README),
    };
    refuse_outside(tracker, &path)?;
    let before = read(&path)?;
    let status = project_status(tracker, 1)?;
    let text = before.as_deref().unwrap_or_default();
    let after = with_block(text, &block(&status)).map_err(|error| OpError::Invalid {
        reason: format!("`{}`: {error}", path.display()),
        hint: Some("a block has one line with each mark; remove the others".to_owned()),
    })?;
    let change = ReadmeChange {
        path,
        before,
        after,
    };
    if change.is_change() && !tracker.is_rehearsal() {
        store::put_in_place(&change.path, change.after.as_bytes())?;
    }
    drop(work);
    Ok(change)
}

/// Refuses a file that is not in the working tree, which a link in a repository may lead to.
fn refuse_outside(tracker: &Tracker, path: &Path) -> Result<(), OpError> {
    let found = |path: &Path| path.canonicalize().map_err(StoreError::io("find", path));
    let root = tracker.root();
    let root = found(root)?;
    // A link that leads nowhere is no new file: writing would make what it leads to.
    let is_there = path.symlink_metadata().is_ok();
    let real = if is_there {
        found(path)?
    } else {
        let folder = path.parent().unwrap_or(path);
        found(folder)?.join(path.file_name().unwrap_or_default())
    };
    let inside = real.strip_prefix(&root);
    let is_private = |part: std::path::Component<'_>| {
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        [".git", ".jj", ".hg", ".tickets"].contains(&name.as_str())
    };
    match inside {
        Ok(inside) if !inside.components().any(is_private) => Ok(()),
        Ok(_) | Err(_) => Err(OpError::Invalid {
            reason: format!("`{}` is no file of the working tree", path.display()),
            hint: Some("name a file beside the others, such as `docs/status.md`".to_owned()),
        }),
    }
}

fn read(path: &Path) -> Result<Option<String>, OpError> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io("read", path)(error).into()),
    };
    let metadata = file.metadata().map_err(StoreError::io("read", path))?;
    let refused = |reason: &str| OpError::invalid(format!("`{}` {reason}", path.display()));
    if !metadata.is_file() {
        return Err(refused("is no file"));
    }
    let mut bytes = Vec::new();
    let mut limited = file.take(BYTES_MAX + 1);
    let read = limited.read_to_end(&mut bytes);
    read.map_err(StoreError::io("read", path))?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(refused(
            "is too large to get a block: it has more than 4 MiB",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| refused("is not in UTF-8"))?;
    Ok(Some(text))
}
