//! Which branch or bookmark is the current one, from the files in `.hg`.

use std::path::PathBuf;

use crate::vcs::VcsError;
use crate::vcs::hg::layout;
use crate::vcs::hg::layout::Layout;

/// What Mercurial calls the branch of a commit that says nothing else.
const DEFAULT_BRANCH: &str = "default";

/// Returns the active bookmark, or else the named branch that the next commit will be on.
pub(crate) fn current(layout: &Layout) -> Result<String, VcsError> {
    if let Some(active) = first_line(layout, "bookmarks.current")? {
        // Mercurial does not take back the mark of a bookmark that was deleted elsewhere.
        if is_bookmark(layout, &active)? {
            return Ok(active);
        }
    }
    Ok(first_line(layout, "branch")?.unwrap_or_else(|| DEFAULT_BRANCH.to_owned()))
}

/// Returns the file that lists the bookmarks which count in this working tree.
pub(crate) fn bookmarks_file(layout: &Layout) -> Result<PathBuf, VcsError> {
    if layout.requires("bookmarksinstore") {
        return Ok(layout.source_dir.join("store").join("bookmarks"));
    }
    let shared = layout::read(&layout.hg_dir.join("shared"))?.unwrap_or_default();
    let has_shared_bookmarks = shared
        .split(|byte| *byte == b'\n')
        .any(|line| line == b"bookmarks");
    let folder = match has_shared_bookmarks {
        true => &layout.source_dir,
        false => &layout.hg_dir,
    };
    Ok(folder.join("bookmarks"))
}

fn is_bookmark(layout: &Layout, name: &str) -> Result<bool, VcsError> {
    let bytes = layout::read(&bookmarks_file(layout)?)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut names = text
        .lines()
        .filter_map(|line| Some(line.trim_start().split_once(' ')?.1));
    Ok(names.any(|known| known == name))
}

fn first_line(layout: &Layout, file: &str) -> Result<Option<String>, VcsError> {
    let bytes = layout::read(&layout.hg_dir.join(file))?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().next().unwrap_or_default().trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}
