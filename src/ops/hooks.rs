//! Hooks of version control that look after the tickets.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::domain::Key;
use crate::domain::Mention;
use crate::domain::Reference;
use crate::domain::Verb;
use crate::domain::mentions;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::all_records::AllRecords;
use crate::ops::tracker::HOME;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::StoreError;
use crate::vcs::MarkedPart;
use crate::vcs::System;

/// A hook that this program has something for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hook {
    /// Refuses a message that closes or refers to a record that does not exist.
    CommitMsg,
    /// Finishes what a merge left open, and looks for keys that two clones gave out.
    PostMerge,
}

impl Hook {
    /// All of them.
    pub const ALL: [Hook; 2] = [Hook::CommitMsg, Hook::PostMerge];

    /// The name of its file.
    pub fn name(self) -> &'static str {
        match self {
            Hook::CommitMsg => "commit-msg",
            Hook::PostMerge => "post-merge",
        }
    }

    /// Our part of the file: it stands after the first line, where a hook that ends early has not ended yet.
    ///
    /// Where the program is missing, it does nothing.
    fn block(self, program: &str) -> String {
        let program = format!("'{}'", program.replace('\'', "'\\''"));
        let run = format!("{program} hooks run {}", self.name());
        let then = match self {
            Hook::CommitMsg => format!("{run} \"$1\" || exit $?"),
            Hook::PostMerge => format!("{run} || :"),
        };
        PART.around(&format!(
            "if command -v {program} >/dev/null 2>&1; then {then}; fi\n"
        ))
    }
}

/// Our part of a hook.
const PART: MarkedPart = MarkedPart {
    begin: "# >>> tickets: `tickets hooks remove` takes this part out >>>",
};

/// What a file holds that only we wrote to.
const SHEBANG: &str = "#!/bin/sh\n";

/// What became of a hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookChange {
    /// The hook.
    pub hook: Hook,
    /// Its file.
    pub path: PathBuf,
    /// Whether others use the file too.
    pub is_shared: bool,
}

/// Adds our part to the hooks; what else is in them stays.
///
/// # Errors
/// A system without hooks, hooks that other repositories use too, a hook that is no shell script, files that cannot
/// be written. Then nothing has changed.
pub fn install_hooks(tracker: &Tracker) -> Result<Vec<HookChange>, OpError> {
    let folder = folder(tracker)?;
    let mut planned = Vec::new();
    for hook in Hook::ALL {
        let path = folder.join(hook.name());
        let before = read(&path)?;
        let rest = before.as_deref().map(|text| PART.without(text));
        let block = hook.block(&tracker.surroundings.program);
        let after = match rest.as_deref() {
            None | Some("") => format!("{SHEBANG}{block}"),
            Some(rest) => {
                refuse_idle(&path)?;
                with_block(rest, &block).ok_or_else(|| OpError::Invalid {
                    reason: format!("`{}` is no shell script", path.display()),
                    hint: Some(format!("call `tickets hooks run {}` from it", hook.name())),
                })?
            }
        };
        if before.as_deref() != Some(after.as_str()) {
            let is_shared = rest.is_some_and(|rest| !rest.is_empty() && rest != SHEBANG);
            planned.push((
                HookChange {
                    hook,
                    path,
                    is_shared,
                },
                after,
            ));
        }
    }
    if planned.is_empty() {
        return Err(OpError::Nothing(
            "the hooks are installed already".to_owned(),
        ));
    }
    write_all(tracker, planned)
}

/// Takes our part out of the hooks again; a file that held nothing else is removed.
///
/// # Errors
/// Files that cannot be written; nothing to remove.
pub fn remove_hooks(tracker: &Tracker) -> Result<Vec<HookChange>, OpError> {
    let folder = folder(tracker)?;
    let mut planned = Vec::new();
    for hook in Hook::ALL {
        let path = folder.join(hook.name());
        let Some(before) = read(&path)? else {
            continue;
        };
        let rest = PART.without(&before);
        if rest != before {
            let is_shared = rest != SHEBANG;
            let after = if is_shared { rest } else { String::new() };
            planned.push((
                HookChange {
                    hook,
                    path,
                    is_shared,
                },
                after,
            ));
        }
    }
    if planned.is_empty() {
        return Err(OpError::Nothing(
            "no hook of `tickets` is installed".to_owned(),
        ));
    }
    write_all(tracker, planned)
}

/// The files that have a key which another one has too, as after a merge of two clones that gave it out.
pub fn double_keys(tracker: &Tracker) -> Vec<Problem> {
    let (_, mut problems) = AllRecords::read(&tracker.store);
    problems.retain(|problem| problem.code == ProblemCode::DuplicateKey);
    problems
}

/// Finds the records that a message closes or refers to and that nobody has, on no branch.
pub fn check_message(tracker: &Tracker, message: &str) -> Vec<Mention> {
    let named = mentions(&without_comments(message), &tracker.prefixes());
    let binding = named
        .into_iter()
        .filter(|mention| mention.verb != Verb::Mentions);
    binding
        .filter(|mention| !is_known(tracker, &mention.key))
        .collect()
}

fn is_known(tracker: &Tracker, key: &Key) -> bool {
    if tracker.find_any(&Reference::from(key)).is_ok() {
        return true;
    }
    // A fix may be made on a branch that is older than the record.
    let tips = tracker.vcs.tips().unwrap_or_default();
    tips.iter().any(|tip| {
        let names = tracker
            .vcs
            .names_at(&tip.revision, HOME)
            .unwrap_or_default();
        names
            .iter()
            .filter_map(|name| RecordFile::from_path(name))
            .any(|file| file.key == *key)
    })
}

/// The message as git will keep it: no comments, nothing below the scissors.
fn without_comments(message: &str) -> String {
    let lines = message
        .lines()
        .take_while(|line| !line.starts_with("# ------------------------ >8"));
    let kept: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    kept.join("\n")
}

/// The folder of the hooks of this clone alone.
fn folder(tracker: &Tracker) -> Result<PathBuf, OpError> {
    let system = tracker.vcs.system();
    let Some(folder) = tracker.vcs.hooks_dir()? else {
        return Err(OpError::Invalid {
            reason: match system {
                System::None => "there is no version control here, and so no hooks".to_owned(),
                System::Git | System::Mercurial | System::Jujutsu | System::Fake => {
                    format!("`tickets` has no hooks for {system}")
                }
            },
            hint: Some(
                "`tickets resolve` and `tickets doctor` do by hand what they would".to_owned(),
            ),
        });
    };
    let private = tracker.vcs.shared_dir().parent().unwrap_or(Path::new("/"));
    if folder.starts_with(tracker.root()) || folder.starts_with(private) {
        return Ok(folder);
    }
    Err(OpError::Invalid {
        reason: format!(
            "the hooks of this clone are in `{}`, which other repositories may use too",
            folder.display()
        ),
        hint: Some("call `tickets hooks run commit-msg \"$1\"` from there".to_owned()),
    })
}

fn read(path: &Path) -> Result<Option<String>, OpError> {
    match fs::read(path) {
        // To write it anew would change its bytes.
        Ok(bytes) => String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| OpError::Invalid {
                reason: format!("`{}` is not UTF-8", path.display()),
                hint: Some(format!(
                    "call `tickets hooks run {}` from it",
                    name_of(path)
                )),
            }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(failed("read", path, source)),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Puts our part after the first line of a shell script; none for other files.
fn with_block(text: &str, block: &str) -> Option<String> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let interpreter = first.strip_prefix("#!")?;
    let is_shell = interpreter
        .split_whitespace()
        .filter_map(|word| word.rsplit('/').next())
        .any(|name| matches!(name, "sh" | "bash" | "dash" | "zsh" | "ksh"));
    is_shell.then(|| format!("{first}\n{block}{rest}"))
}

fn write_all(
    tracker: &Tracker,
    planned: Vec<(HookChange, String)>,
) -> Result<Vec<HookChange>, OpError> {
    let mut changed = Vec::new();
    for (change, text) in planned {
        if !tracker.is_rehearsal() {
            replace(&change.path, &text)?;
        }
        changed.push(change);
    }
    Ok(changed)
}

/// Writes a hook that can be started, in one step; an empty one is removed.
fn replace(path: &Path, text: &str) -> Result<(), OpError> {
    if text.is_empty() {
        return fs::remove_file(path).map_err(|source| failed("remove", path, source));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|source| failed("create", folder, source))?;
    let draft = path.with_extension("tickets-tmp");
    let written = write(&draft, path, text);
    written.map_err(|source| {
        // The first error is the one to tell.
        let _ = fs::remove_file(&draft);
        failed("write", path, source)
    })
}

fn write(draft: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(draft)?;
    file.write_all(text.as_bytes())?;
    match fs::metadata(path) {
        Ok(metadata) => file.set_permissions(metadata.permissions())?,
        Err(_) => make_executable(&file)?,
    }
    fs::rename(draft, path)
}

/// Refuses a hook that git does not run: to make it run would be more than was asked for.
#[cfg(unix)]
fn refuse_idle(path: &Path) -> Result<(), OpError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs::metadata(path).map_err(|source| failed("read", path, source))?;
    if metadata.permissions().mode() & 0o111 != 0 {
        return Ok(());
    }
    Err(OpError::Invalid {
        reason: format!(
            "`{}` is not executable, so git does not run it",
            path.display()
        ),
        hint: Some("make it executable, or move it away".to_owned()),
    })
}

#[cfg(not(unix))]
fn refuse_idle(_path: &Path) -> Result<(), OpError> {
    Ok(())
}

#[cfg(unix)]
fn make_executable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_file: &File) -> io::Result<()> {
    Ok(())
}

fn failed(action: &'static str, path: &Path, source: io::Error) -> OpError {
    OpError::Store(StoreError::Io {
        action,
        path: path.to_owned(),
        source,
    })
}
