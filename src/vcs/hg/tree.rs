//! The files of a revision: their names, their contents, and how two revisions differ.

use std::collections::BTreeMap;

use crate::vcs::PathChange;
use crate::vcs::PathState;
use crate::vcs::VcsError;
use crate::vcs::hg::client::Client;

/// What a file's content is preceded by: its path, and how many bytes it has.
const CAT_TEMPLATE: &str = "--template={path}\\0{data|count}\\0{data}";

/// Which files are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Below {
    /// All of them.
    Root,
    /// Those below a folder, from the root, with `/` and without one at the end.
    Folder(String),
    /// None: nothing that a working tree holds has such a name.
    Nowhere,
}

impl Below {
    /// Returns the files below `folder`.
    pub(crate) fn new(folder: &str) -> Self {
        match folder.trim_matches('/') {
            "" => Self::Root,
            folder if is_path(folder) => Self::Folder(folder.to_owned()),
            _ => Self::Nowhere,
        }
    }

    /// Returns whether the file at `path` is meant; the folder itself is none.
    pub(crate) fn has(&self, path: &str) -> bool {
        match self {
            Self::Root => true,
            Self::Folder(folder) => path
                .strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.starts_with('/')),
            Self::Nowhere => false,
        }
    }

    /// Returns the pattern that `hg` wants, `None` for everything.
    fn pattern(&self) -> Option<String> {
        match self {
            Self::Root | Self::Nowhere => None,
            Self::Folder(folder) => Some(format!("path:{folder}")),
        }
    }
}

/// Returns whether a text is the path of a file or folder below the root, as all systems spell it.
pub(crate) fn is_path(text: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    text.split('/').all(is_name) && !text.contains(['\0', '\n', '\r'])
}

/// Returns the paths of all files of the commit `id` below a folder, sorted.
pub(crate) fn names(client: &Client, id: &str, below: &Below) -> Result<Vec<String>, VcsError> {
    if *below == Below::Nowhere {
        return Ok(Vec::new());
    }
    let revision = format!("--rev={id}");
    let pattern = below.pattern();
    let mut arguments = vec!["files", &revision, "--print0"];
    arguments.extend(pattern.as_deref());
    let answer = client.ask(&arguments)?;

    let mut names: Vec<String> = entries(&answer.output)
        .filter(|name| below.has(name) && is_path(name))
        .collect();
    names.sort();
    Ok(names)
}

/// Returns the files below a folder that differ between the commits `from` and `to`, sorted.
pub(crate) fn changes(
    client: &Client,
    from: &str,
    to: &str,
    below: &Below,
) -> Result<Vec<PathChange>, VcsError> {
    if *below == Below::Nowhere {
        return Ok(Vec::new());
    }
    let revisions = [format!("--rev={from}"), format!("--rev={to}")];
    let pattern = below.pattern();
    let mut arguments = vec!["status", &revisions[0], &revisions[1], "-mar", "--print0"];
    arguments.extend(pattern.as_deref());
    let answer = client.ask(&arguments)?;

    let mut changes: Vec<PathChange> = entries(&answer.output)
        .filter_map(|entry| {
            let (letter, path) = entry.split_once(' ')?;
            let state = match letter {
                "A" => PathState::Added,
                "M" => PathState::Modified,
                "R" => PathState::Deleted,
                _ => return None,
            };
            let path = path.to_owned();
            below.has(&path).then_some(PathChange { path, state })
        })
        .collect();
    changes.sort();
    Ok(changes)
}

/// Returns the contents of those of the files that the commit `id` has.
pub(crate) fn contents(
    client: &Client,
    id: &str,
    paths: &[&str],
) -> Result<BTreeMap<String, Vec<u8>>, VcsError> {
    let patterns: Vec<String> = paths
        .iter()
        .filter(|path| is_path(path))
        .map(|path| format!("path:{path}"))
        .collect();
    if patterns.is_empty() {
        return Ok(BTreeMap::new());
    }
    let revision = format!("--rev={id}");
    let mut arguments = vec!["cat", &revision, CAT_TEMPLATE];
    arguments.extend(patterns.iter().map(String::as_str));
    let answer = client.ask(&arguments)?;

    let mut contents = files(&answer.output).ok_or_else(|| VcsError::Program {
        program: String::from("hg cat"),
        message: String::from("its answer is cut short"),
    })?;
    // A folder stands for all that is below it.
    contents.retain(|path, _| paths.contains(&path.as_str()));
    Ok(contents)
}

/// Splits an answer in which each entry ends with a NUL.
pub(crate) fn entries(output: &[u8]) -> impl Iterator<Item = String> {
    output
        .split(|byte| *byte == 0)
        .filter(|entry| !entry.is_empty())
        .map(|entry| String::from_utf8_lossy(entry).into_owned())
}

/// Splits an answer in the form of [`CAT_TEMPLATE`].
fn files(output: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut rest = output;
    while !rest.is_empty() {
        let (path, after) = cut(rest)?;
        let (length, after) = cut(after)?;
        let length = str::from_utf8(length).ok()?.parse().ok()?;
        let (content, after) = after.split_at_checked(length)?;
        files.insert(String::from_utf8_lossy(path).into_owned(), content.to_vec());
        rest = after;
    }
    Some(files)
}

/// Returns what stands before and after the first NUL.
pub(crate) fn cut(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::Below;
    use super::files;
    use super::is_path;

    #[test]
    fn a_folder_has_what_is_below_it() {
        assert!(Below::new("").has("a"));
        assert!(Below::new("a/").has("a/b"));
        assert!(!Below::new("a").has("a"));
        assert!(!Below::new("a").has("ab/c"));
        assert!(!Below::new("a/../b").has("b/c"));
    }

    #[test]
    fn a_path_stays_below_the_root() {
        for path in ["a", ".tickets/a b.yaml", "-r", "ä"] {
            assert!(is_path(path), "{path}");
        }
        for path in ["", "/a", "a/", "a//b", "../a", "a/./b", "a\0b", "a\nb"] {
            assert!(!is_path(path), "{path}");
        }
    }

    #[test]
    fn contents_may_hold_any_byte() {
        let found = files(b"a\x002\x00\0\nb c\x000\x00").unwrap();
        assert_eq!(found["a"], b"\0\n");
        assert_eq!(found["b c"], b"");
        assert_eq!(files(b"a\x009\x00short"), None);
        assert_eq!(files(b"a"), None);
    }
}
