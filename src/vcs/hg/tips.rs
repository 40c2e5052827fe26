//! Lists branches and bookmarks, and remembers the answer until one of the files it comes from changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::process;
use std::time::SystemTime;

use crate::vcs::Tip;
use crate::vcs::VcsError;
use crate::vcs::hg::client;
use crate::vcs::hg::client::Client;
use crate::vcs::hg::layout;
use crate::vcs::hg::layout::Layout;
use crate::vcs::hg::marks;
use crate::vcs::hg::tree;

/// What a remembered answer begins with; another number is another format.
const MARKER: &str = "hg-tips 1";

/// What it ends with, so that half an answer is none.
const END: &str = ".\n";

/// The name of the file with the remembered answer.
const FILE: &str = "hg-tips";

/// How much of an id names a head that its branch does not.
const SHORT_ID: usize = 12;

/// Returns branches and bookmarks, sorted by name, without starting `hg` when nothing has changed since it was asked.
///
/// `folder` is the working tree's private one: in a share, its bookmarks may be its own.
pub(crate) fn list(client: &Client, layout: &Layout, folder: &Path) -> Result<Vec<Tip>, VcsError> {
    let path = folder.join(FILE);
    let before = stamps(layout)?;
    if let Some(tips) = recall(&path, &before) {
        return Ok(tips);
    }
    let tips = ask(client, layout)?;
    // Not when somebody commits right now: nobody knows which of the two states this is.
    if stamps(layout)? == before {
        // Next time it is asked again if this cannot be written.
        let _ = remember(folder, &path, &before, &tips);
    }
    Ok(tips)
}

fn ask(client: &Client, layout: &Layout) -> Result<Vec<Tip>, VcsError> {
    let mut tips = BTreeMap::new();
    // Newest first, and the newest head of a branch is the one that its name stands for.
    let heads = [
        "log",
        "--rev=reverse(head() and not closed())",
        "--template={branch}\\0{node}\\0",
    ];
    for (branch, id) in pairs(&client.ask(&heads)?.output) {
        let name = match tips.contains_key(&branch) {
            true => id.chars().take(SHORT_ID).collect(),
            false => branch,
        };
        tips.insert(name, id);
    }
    for (name, id) in remote_bookmarks(client, layout)? {
        tips.insert(name, id);
    }
    // Last, because a bookmark goes before a branch of the same name.
    let bookmarks = ["bookmarks", "--template={bookmark}\\0{node}\\0"];
    let bookmarks = pairs(&client.ask(&bookmarks)?.output);
    tips.extend(bookmarks);

    let tips = tips.into_iter().filter(|(_, id)| client::is_commit(id));
    Ok(tips
        .map(|(name, revision)| Tip { name, revision })
        .collect())
}

/// Returns the bookmarks that other clones were last seen to have, where Mercurial is told to remember them.
fn remote_bookmarks(client: &Client, layout: &Layout) -> Result<Vec<(String, String)>, VcsError> {
    let path = layout.hg_dir.join("logexchange").join("bookmarks");
    let bytes = layout::read(&path)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let is_id = |id: &str| id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let remembered: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| {
            let (id, rest) = line.split_once('\0')?;
            let (remote, name) = rest.split_once('\0')?;
            is_id(id).then(|| (format!("{remote}/{name}"), id.to_owned()))
        })
        .collect();
    if remembered.is_empty() {
        return Ok(Vec::new());
    }

    // They were seen, not necessarily fetched.
    let present: Vec<String> = remembered
        .iter()
        .map(|(_, id)| format!("present({id})"))
        .collect();
    let known = client.ids(&present.join("+"), remembered.len(), "")?;
    let is_known = |(_, id): &(String, String)| known.contains(id);
    Ok(remembered.into_iter().filter(is_known).collect())
}

/// Splits an answer of names and ids in turn, each with a NUL at its end.
fn pairs(output: &[u8]) -> Vec<(String, String)> {
    let texts: Vec<String> = tree::entries(output).collect();
    let pairs = texts.chunks_exact(2);
    pairs
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .collect()
}

/// Returns when the files that say where branches stand were last written, and how long they are.
///
/// The history itself, what is hidden of it, bookmarks, and what is known of other clones.
fn stamps(layout: &Layout) -> Result<String, VcsError> {
    let store = layout.source_dir.join("store");
    let exchanged = layout.hg_dir.join("logexchange");
    let files = [
        store.join("00changelog.i"),
        store.join("00changelog.d"),
        store.join("phaseroots"),
        store.join("obsstore"),
        marks::bookmarks_file(layout)?,
        exchanged.join("bookmarks"),
    ];
    let mut stamps = String::new();
    for file in files {
        let stamp = stamp(&file).unwrap_or_else(|_| String::from("-"));
        write!(stamps, " {stamp}").expect("writing to a text does not fail");
    }
    Ok(stamps)
}

fn stamp(file: &Path) -> io::Result<String> {
    let metadata = file.metadata()?;
    let since = metadata.modified()?.duration_since(SystemTime::UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |time| time.as_nanos());
    Ok(format!("{nanoseconds}:{}", metadata.len()))
}

/// Returns the remembered answer, if there is one and it fits the stamps.
fn recall(path: &Path, stamps: &str) -> Option<Vec<Tip>> {
    let bytes = layout::read(path).ok()??;
    let text = str::from_utf8(&bytes).ok()?;
    let mut lines = text.strip_suffix(END)?.strip_suffix('\n')?.split('\n');
    if lines.next()? != format!("{MARKER}{stamps}") {
        return None;
    }
    let tips = lines.map(|line| {
        let (revision, name) = line.split_once(' ')?;
        let is_id = revision.len() >= 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then(|| Tip {
            name: name.to_owned(),
            revision: revision.to_owned(),
        })
    });
    tips.collect()
}

fn remember(folder: &Path, path: &Path, stamps: &str, tips: &[Tip]) -> io::Result<()> {
    let mut text = format!("{MARKER}{stamps}\n");
    for tip in tips {
        if tip.name.contains('\n') {
            return Err(io::ErrorKind::InvalidData.into());
        }
        text.push_str(&format!("{} {}\n", tip.revision, tip.name));
    }
    text.push_str(END);

    fs::create_dir_all(folder)?;
    // Two processes may do this at once; a reader sees one of the two files, whole.
    let temporary = folder.join(format!("{FILE}.{}.tmp", process::id()));
    let written = File::create(&temporary)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::recall;
    use super::remember;
    use crate::vcs::Tip;

    #[test]
    fn half_an_answer_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hg-tips");
        let tip = |name: &str| Tip {
            name: name.to_owned(),
            revision: "0123456789".repeat(4),
        };
        let tips = [tip("a b"), tip("."), tip("ü.")];
        remember(folder.path(), &path, " 1:2 -", &tips).unwrap();
        assert_eq!(recall(&path, " 1:2 -").unwrap(), tips);
        assert_eq!(recall(&path, " 1:3 -"), None);

        let whole = std::fs::read(&path).unwrap();
        for length in 0..whole.len() {
            let half = std::fs::File::create(&path);
            std::io::Write::write_all(&mut half.unwrap(), &whole[..length]).unwrap();
            assert_eq!(recall(&path, " 1:2 -"), None, "{length}");
        }
    }

    #[test]
    fn no_tips_are_an_answer_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hg-tips");
        remember(folder.path(), &path, " -", &[]).unwrap();
        assert_eq!(recall(&path, " -").unwrap(), []);
    }
}
