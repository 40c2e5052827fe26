//! The two things that change a repository: settling what a merge left open, and committing.

use gix::ObjectId;
use gix::bstr::BString;
use gix::bstr::ByteSlice as _;
use gix::index::entry::Mode;
use gix::objs::tree::EntryKind;
use gix::refs::Target;
use gix::refs::transaction::Change;
use gix::refs::transaction::LogChange;
use gix::refs::transaction::PreviousValue;
use gix::refs::transaction::RefEdit;
use gix::refs::transaction::RefLog;

use crate::domain::Timestamp;
use crate::vcs::NewCommit;
use crate::vcs::User;
use crate::vcs::VcsError;
use crate::vcs::git::index::LockedIndex;
use crate::vcs::git::index::Stored;
use crate::vcs::git::layout::Layout;
use crate::vcs::git::objects;
use crate::vcs::git::operation::Operation;
use crate::vcs::git::work_files::WorkFiles;

/// Settles files as they are on disk, while git is in the middle of something; else none is open.
///
/// Files that git took for settled, or does not know, are part of what it commits next too.
pub(crate) fn mark_resolved(
    repository: &gix::Repository,
    layout: &Layout,
    paths: &[String],
) -> Result<(), VcsError> {
    let files = WorkFiles {
        repository,
        root: &layout.root,
        action: "mark files as resolved",
    };
    let mut index = LockedIndex::new(&layout.git_dir, files.action)?;
    let is_open = paths.iter().any(|path| index.is_unmerged(path));
    if !is_open && Operation::find(&layout.git_dir)?.is_none() {
        return Ok(());
    }
    for path in paths {
        let stored = store(&files, &index, path)?;
        index.set(path, stored);
    }
    index.write(files.root)?.replace()
}

/// Commits named files onto the current branch, or onto no branch; returns the commit.
///
/// The index gets the files too, and keeps all else that it has. As with git itself a failure at the very end, when the
/// branch has moved and the index cannot be replaced, leaves files that are committed and look staged.
pub(crate) fn commit(
    repository: &gix::Repository,
    layout: &Layout,
    head: Option<ObjectId>,
    new: &NewCommit<'_>,
) -> Result<ObjectId, VcsError> {
    let files = WorkFiles {
        repository,
        root: &layout.root,
        action: "commit",
    };
    let config = repository.config_snapshot();
    if config.boolean("commit.gpgSign").unwrap_or(false) {
        return Err(files.refused("commits are to be signed here, which only git can do"));
    }
    if new.message.trim().is_empty() {
        return Err(files.refused("the message is empty"));
    }

    let mut index = LockedIndex::new(&layout.git_dir, files.action)?;
    if index.has_unmerged() {
        return Err(files.refused("files are unmerged: settle them first"));
    }
    let mut changes = Vec::new();
    for path in new.paths {
        let stored = store(&files, &index, path)?;
        changes.push((path.as_str(), stored));
    }
    let before = match head {
        Some(head) => objects::tree_of(repository, head).map_err(|fault| unread(layout, fault))?,
        None => None,
    };
    let before = before.unwrap_or(ObjectId::empty_tree(repository.object_hash()));
    check_folders(&files, layout, before, &changes)?;
    let tree = tree(&files, before, &changes)?;
    if tree == before {
        return Err(files.refused("nothing has changed"));
    }
    for (path, stored) in changes {
        index.set(path, stored);
    }

    let id = write_commit(&files, tree, head, new)?;
    let index = index.write(files.root)?;
    move_head(&files, layout, head, id, new)?;
    index.replace()?;
    Ok(id)
}

/// Stores one file, if there is one on disk.
fn store(
    files: &WorkFiles<'_>,
    index: &LockedIndex,
    path: &str,
) -> Result<Option<Stored>, VcsError> {
    files.check_name(path)?;
    if index.is_in_submodule(path) {
        return Err(files.refused(format!("`{path}` lies in a submodule")));
    }
    let stored = files.store(path, index.mode(path), index.state())?;
    if index.is_in_sparse_folder(path) || stored.is_none() && index.is_sparse(path) {
        let reason = format!("`{path}` is not meant to be in the working tree");
        return Err(files.refused(reason));
    }
    Ok(stored)
}

/// Returns an error when a file that is to be removed is a folder in the commit before.
fn check_folders(
    files: &WorkFiles<'_>,
    layout: &Layout,
    before: ObjectId,
    changes: &[(&str, Option<Stored>)],
) -> Result<(), VcsError> {
    for (path, stored) in changes {
        let found = objects::entry_at(files.repository, before, path);
        let found = found.map_err(|fault| unread(layout, fault))?;
        let is_other = found.is_some_and(|found| found.mode.is_tree() || found.mode.is_commit());
        if stored.is_none() && is_other {
            return Err(files.refused(format!("`{path}` is no file")));
        }
    }
    Ok(())
}

fn tree(
    files: &WorkFiles<'_>,
    before: ObjectId,
    changes: &[(&str, Option<Stored>)],
) -> Result<ObjectId, VcsError> {
    let mut editor = files
        .repository
        .edit_tree(before)
        .map_err(|fault| files.unwritten(fault))?;
    for (path, stored) in changes {
        let edited = match stored {
            Some(stored) => editor.upsert(*path, kind(stored.mode), stored.id),
            None => editor.remove(*path),
        };
        edited.map_err(|fault| files.unwritten(fault))?;
    }
    let tree = editor.write().map_err(|fault| files.unwritten(fault))?;
    Ok(tree.detach())
}

fn kind(mode: Mode) -> EntryKind {
    match mode {
        Mode::SYMLINK => EntryKind::Link,
        Mode::FILE_EXECUTABLE => EntryKind::BlobExecutable,
        _ => EntryKind::Blob,
    }
}

fn write_commit(
    files: &WorkFiles<'_>,
    tree: ObjectId,
    parent: Option<ObjectId>,
    new: &NewCommit<'_>,
) -> Result<ObjectId, VcsError> {
    let signature = signature(new.author, new.at);
    let commit = gix::objs::Commit {
        tree,
        parents: parent.into_iter().collect(),
        author: signature.clone(),
        committer: signature,
        encoding: None,
        message: message(new.message),
        extra_headers: Vec::new(),
    };
    let id = files.repository.write_object(&commit);
    Ok(id.map_err(|fault| files.unwritten(fault))?.detach())
}

/// Makes the head and the current branch stand at a commit, if nobody has moved them meanwhile.
fn move_head(
    files: &WorkFiles<'_>,
    layout: &Layout,
    head: Option<ObjectId>,
    id: ObjectId,
    new: &NewCommit<'_>,
) -> Result<(), VcsError> {
    let subject = new.message.trim().lines().next().unwrap_or_default();
    let (kind, expected) = match head {
        Some(head) => (
            "commit",
            PreviousValue::MustExistAndMatch(Target::Object(head)),
        ),
        None => ("commit (initial)", PreviousValue::MustNotExist),
    };
    let edit = RefEdit {
        change: Change::Update {
            log: LogChange {
                mode: RefLog::AndReference,
                force_create_reflog: false,
                message: format!("{kind}: {subject}").into(),
            },
            expected,
            new: Target::Object(id),
        },
        name: "HEAD".try_into().expect("a valid name"),
        deref: true,
    };
    let signature = signature(new.author, new.at);
    let mut time = gix::date::parse::TimeBuf::default();
    files
        .repository
        .edit_references_as([edit], Some(signature.to_ref(&mut time)))
        .map_err(|fault| VcsError::Write {
            path: layout.git_dir.join("HEAD"),
            source: fault.into(),
        })?;
    Ok(())
}

/// Returns the person as a commit names them: without the characters that end a name there.
fn signature(user: &User, at: Timestamp) -> gix::actor::Signature {
    let clean = |text: &str| -> BString {
        let kept = text
            .chars()
            .filter(|character| !matches!(character, '<' | '>') && !character.is_control());
        let text: String = kept.collect();
        text.trim().into()
    };
    gix::actor::Signature {
        name: clean(&user.name),
        email: clean(user.email.as_deref().unwrap_or_default()),
        time: gix::date::Time {
            seconds: i64::try_from(at.as_millis() / 1000).unwrap_or(i64::MAX),
            offset: 0,
        },
    }
}

/// Returns the message with one final newline, as git writes it.
fn message(text: &str) -> BString {
    let text = text.replace('\0', "");
    let mut text = text.trim_end().to_owned();
    text.push('\n');
    text.as_bytes().as_bstr().to_owned()
}

fn unread(layout: &Layout, fault: objects::ObjectError) -> VcsError {
    VcsError::Object {
        id: fault.id.to_string(),
        root: layout.root.clone(),
        source: fault.source,
    }
}
