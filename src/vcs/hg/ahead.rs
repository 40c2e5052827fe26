//! Reads files of a revision ahead: who lists a folder and reads a file of it goes on to read the next ones.
//!
//! Each question to `hg` takes about a millisecond, and a tracker has thousands of files.

use std::collections::BTreeMap;

use crate::vcs::VcsError;
use crate::vcs::hg::client::Client;
use crate::vcs::hg::tree;

/// How many files are read at once; with a hundred of them `hg` looks through all files that the commit has.
const FILES_MAX: usize = 64;

/// The folder that was listed last, and the files of it that were read before they were asked for.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    id: String,
    /// Sorted.
    names: Vec<String>,
    contents: BTreeMap<String, Vec<u8>>,
    /// How many files the next question is for. It doubles, so that at most half of what is read was read in vain.
    step: usize,
}

impl Ahead {
    /// Remembers what was listed of the commit `id`.
    pub(crate) fn listed(&mut self, id: &str, names: &[String]) {
        *self = Self {
            id: id.to_owned(),
            names: names.to_vec(),
            contents: BTreeMap::new(),
            step: 1,
        };
    }

    /// Returns the file at `path` in the commit `id`, `None` when there is no such file.
    pub(crate) fn read(
        &mut self,
        client: &Client,
        id: &str,
        path: &str,
    ) -> Result<Option<Vec<u8>>, VcsError> {
        let place = self.names.binary_search_by(|name| name.as_str().cmp(path));
        let (Ok(place), true) = (place, self.id == id) else {
            return Ok(tree::contents(client, id, &[path])?.remove(path));
        };
        if let Some(content) = self.contents.remove(path) {
            return Ok(Some(content));
        }

        let next = self.names[place..].iter().take(self.step);
        let paths: Vec<&str> = next.map(String::as_str).collect();
        let single = paths.len() == 1;
        self.contents = match tree::contents(client, id, &paths) {
            // Together they may be too much, or one of the others damaged.
            Err(_) if !single => tree::contents(client, id, &[path])?,
            contents => contents?,
        };
        self.step = (self.step * 2).min(FILES_MAX);
        Ok(self.contents.remove(path))
    }
}
