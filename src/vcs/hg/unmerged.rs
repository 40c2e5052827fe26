//! The three sides of files that a merge could not settle, and the way to settle them.

use std::collections::BTreeMap;

use crate::vcs::Side;
use crate::vcs::Unmerged;
use crate::vcs::VcsError;
use crate::vcs::hg::client::Client;
use crate::vcs::hg::dirstate;
use crate::vcs::hg::history;
use crate::vcs::hg::layout;
use crate::vcs::hg::layout::Layout;
use crate::vcs::hg::merge_state::MergeState;
use crate::vcs::hg::merge_state::OpenFile;
use crate::vcs::hg::tree;
use crate::vcs::hg::tree::Below;

/// How much of an id people need.
const SHORT_ID: usize = 12;

/// The contents that open files have in some commits.
type Contents = BTreeMap<String, BTreeMap<String, Vec<u8>>>;

/// Returns the files below a folder that a merge could not settle, sorted; without any, `hg` is not started.
pub(crate) fn list(
    client: &Client,
    layout: &Layout,
    below: &Below,
) -> Result<Vec<Unmerged>, VcsError> {
    let mut state = MergeState::read(layout)?;
    state.open.retain(|path, _| below.has(path));
    let (false, Some(local), Some(other)) = (state.open.is_empty(), &state.local, &state.other)
    else {
        return Ok(Vec::new());
    };

    let fork = history::merge_base(client, local, other)?;
    let base_of = |file: &OpenFile| {
        let base = file.base.as_ref()?;
        let commit = base.commit.as_ref().or(fork.as_ref())?;
        Some((commit.clone(), base.path.clone()))
    };
    let other_of = |file: &OpenFile| Some((other.clone(), file.other_path.clone()?));
    let places = state.open.values();
    let contents = read_all(
        client,
        places.flat_map(|file| [base_of(file), other_of(file)]),
    )?;
    let content_at = |place: Option<(String, String)>| {
        let (commit, path) = place?;
        contents.get(&commit)?.get(&path).cloned()
    };

    let labels = labels(client, [local, other])?;
    let side = |index: usize, revision: &String, content| Side {
        revision: Some(revision.clone()),
        label: labels[index].clone(),
        content,
    };
    let mut unmerged = Vec::new();
    for (path, file) in &state.open {
        let ours = side(0, local, kept(layout, file)?);
        let theirs = side(1, other, content_at(other_of(file)));
        unmerged.push(Unmerged {
            path: path.clone(),
            bases: vec![content_at(base_of(file))],
            sides: vec![ours, theirs],
        });
    }
    Ok(unmerged)
}

/// Tells `hg` that the files are settled as they are on disk, or are not; without a merge nothing is done.
pub(crate) fn settle(client: &Client, layout: &Layout, paths: &[String]) -> Result<(), VcsError> {
    let open = MergeState::read(layout)?.open;
    let is_merging = !open.is_empty() || dirstate::parents(layout)?.second.is_some();
    let is_open = |path: &&String| open.contains_key(*path);
    let is_known = |path: &&String| is_open(path) || layout.root.join(path).exists();
    let on = |command: [&'static str; 2], paths: Vec<&String>| -> Result<(), VcsError> {
        if paths.is_empty() {
            return Ok(());
        }
        let patterns: Vec<String> = paths.iter().map(|path| format!("path:{path}")).collect();
        let mut arguments = command.to_vec();
        arguments.extend(patterns.iter().map(String::as_str));
        client.ask(&arguments).map(drop)
    };
    if !is_merging {
        return Ok(());
    }
    // A file that only the other side has may be missing or unknown, which a merge cannot be committed with.
    on(
        ["addremove", "--similarity=0"],
        paths.iter().filter(is_known).collect(),
    )?;
    on(
        ["resolve", "--mark"],
        paths.iter().filter(is_open).collect(),
    )
}

/// Returns our content, which `hg` put aside before it merged: it may never have been committed.
fn kept(layout: &Layout, file: &OpenFile) -> Result<Option<Vec<u8>>, VcsError> {
    match &file.local_key {
        Some(key) => layout::read(&layout.hg_dir.join("merge").join(key)),
        None => Ok(None),
    }
}

/// Reads files of commits, with one question for each commit.
fn read_all(
    client: &Client,
    places: impl Iterator<Item = Option<(String, String)>>,
) -> Result<Contents, VcsError> {
    let mut wanted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (commit, path) in places.flatten() {
        wanted.entry(commit).or_default().push(path);
    }
    let mut contents = Contents::new();
    for (commit, paths) in wanted {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let found = tree::contents(client, &commit, &paths)?;
        contents.insert(commit, found);
    }
    Ok(contents)
}

/// Returns what people call two commits: bookmarks or branches, or the starts of their ids where those are the same.
fn labels(client: &Client, ids: [&String; 2]) -> Result<[String; 2], VcsError> {
    let [ours, theirs] = [name(client, ids[0])?, name(client, ids[1])?];
    if ours == theirs || ours.is_empty() || theirs.is_empty() {
        return Ok(ids.map(|id| id.chars().take(SHORT_ID).collect()));
    }
    Ok([ours, theirs])
}

/// Returns the last bookmark of a commit, or else its branch.
fn name(client: &Client, id: &str) -> Result<String, VcsError> {
    let revision = format!("--rev={id}");
    let template = "--template={branch}\\0{bookmarks % '{bookmark}\\0'}";
    let answer = client.ask(&["log", &revision, template])?;
    Ok(tree::entries(&answer.output).last().unwrap_or_default())
}
