//! Starts `hg` when a question needs it, and puts questions to it.

use std::cell::RefCell;
use std::collections::HashSet;
use std::env;
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use crate::vcs::ConfigScope;
use crate::vcs::Environment;
use crate::vcs::VcsError;
use crate::vcs::hg::protocol::Answer;
use crate::vcs::hg::server::Server;

/// The command server of a working tree, which is started by the first question.
#[derive(Debug)]
pub(crate) struct Client {
    root: PathBuf,
    environment: Environment,
    server: RefCell<Option<Server>>,
    /// Full ids that were found to name a commit; most questions come with one.
    known: RefCell<HashSet<String>>,
}

impl Client {
    /// Returns the client for the working tree `root`, without starting anything.
    pub(crate) fn new(root: &Path, environment: &Environment) -> Self {
        Self {
            root: root.to_owned(),
            environment: environment.clone(),
            server: RefCell::new(None),
            known: RefCell::new(HashSet::new()),
        }
    }

    /// Runs a command and returns its answer when it is at most "nothing found".
    pub(crate) fn ask(&self, arguments: &[&str]) -> Result<Answer, VcsError> {
        let answer = self.try_ask(arguments)?;
        match answer.code {
            0 | 1 => Ok(answer),
            _ => Err(failure(arguments, &answer)),
        }
    }

    /// Runs a command and returns its answer, whatever it is.
    pub(crate) fn try_ask(&self, arguments: &[&str]) -> Result<Answer, VcsError> {
        let mut server = self.server.borrow_mut();
        let mut running = match server.take() {
            Some(running) => running,
            None => self.start()?,
        };
        let answer = running.ask(arguments).map_err(|fault| VcsError::Program {
            program: program_of(arguments),
            message: first_line(&fault.to_string()),
        })?;
        // One that failed is not asked again.
        *server = Some(running);
        Ok(answer)
    }

    /// Returns the full ids of the commits that a revset stands for, in its order and at most `limit` of them.
    ///
    /// # Errors
    /// [`VcsError::UnknownRevision`] with `asked`, which is what the revset was made from.
    pub(crate) fn ids(
        &self,
        revset: &str,
        limit: usize,
        asked: &str,
    ) -> Result<Vec<String>, VcsError> {
        let unknown = || VcsError::UnknownRevision {
            revision: asked.to_owned(),
        };
        if revset.contains('\0') {
            return Err(unknown());
        }
        let revision = format!("--rev={revset}");
        let limit = format!("--limit={limit}");
        let arguments = ["log", &*revision, &*limit, "--template={node}\n"];
        let answer = self.try_ask(&arguments)?;
        if answer.code > 1 {
            return Err(match is_about_the_revision(&answer) {
                true => unknown(),
                false => failure(&arguments, &answer),
            });
        }
        let text = String::from_utf8_lossy(&answer.output);
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Returns the full id of the one commit that a revision names.
    pub(crate) fn id(&self, revision: &str) -> Result<String, VcsError> {
        if self.known.borrow().contains(revision) {
            return Ok(revision.to_owned());
        }
        let ids = match revision.trim().is_empty() {
            true => Vec::new(),
            false => self.ids(revision, 2, revision)?,
        };
        match &*ids {
            [id] if is_commit(id) => {
                self.known.borrow_mut().insert(id.clone());
                Ok(id.clone())
            }
            _ => Err(VcsError::UnknownRevision {
                revision: revision.to_owned(),
            }),
        }
    }

    fn start(&self) -> Result<Server, VcsError> {
        let failed = |message| VcsError::Program {
            program: String::from("hg serve"),
            message,
        };
        let missing = || {
            failed(String::from(
                "it is not installed or not in `PATH`, and Mercurial's history is only read with it",
            ))
        };
        let program = program_path(self.environment.search_path.as_deref()).ok_or_else(missing)?;
        Server::start(self.command(&program), &self.root).map_err(|fault| match fault.kind() {
            io::ErrorKind::NotFound => missing(),
            _ => failed(first_line(&fault.to_string())),
        })
    }

    /// Returns `hg` as it has to be called: without anything that changes what it prints, and with UTF-8.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env("HGPLAIN", "+strictflags")
            .env_remove("HGPLAINEXCEPT")
            .env("HGENCODING", "UTF-8")
            // Without it the bookmarks that a share has from its source are not seen.
            .args(["--config", "extensions.share="]);
        let paths = match self.environment.config_scope {
            ConfigScope::Machine => self.environment.hgrc_path.as_deref(),
            ConfigScope::Repository => Some(OsStr::new("")),
        };
        let home = self.environment.home.as_deref().map(Path::as_os_str);
        let config_home = self.environment.config_home.as_deref().map(Path::as_os_str);
        for (variable, value) in [
            ("HGRCPATH", paths),
            ("HOME", home),
            ("XDG_CONFIG_HOME", config_home),
        ] {
            match value {
                Some(value) => command.env(variable, value),
                None => command.env_remove(variable),
            };
        }
        command
    }
}

/// Returns whether an id is that of a commit: the one before the first is all zeros, and the working tree's all ones.
pub(crate) fn is_commit(id: &str) -> bool {
    ['0', 'f']
        .iter()
        .all(|digit| id.chars().any(|c| c != *digit))
}

/// Returns the error for a command that failed.
fn failure(arguments: &[&str], answer: &Answer) -> VcsError {
    VcsError::Program {
        program: program_of(arguments),
        message: first_line(&String::from_utf8_lossy(&answer.complaint)),
    }
}

/// Returns whether a command failed because a revision names nothing, or nothing that `hg` understands.
fn is_about_the_revision(answer: &Answer) -> bool {
    let complaint = String::from_utf8_lossy(&answer.complaint);
    [
        "unknown revision",
        "hidden revision",
        "filtered revision",
        "ambiguous identifier",
        "parse error",
        "unknown identifier",
        "unknown branch",
        "no such bookmark",
    ]
    .iter()
    .any(|words| complaint.contains(words))
}

fn program_of(arguments: &[&str]) -> String {
    format!("hg {}", arguments.first().unwrap_or(&""))
}

/// Returns what went wrong from what `hg` said, after any warnings.
fn first_line(complaint: &str) -> String {
    let reasons = ["abort: ", "hg: "];
    let mut lines = complaint.lines().map(str::trim);
    let mut reason = lines
        .clone()
        .find_map(|line| reasons.iter().find_map(|start| line.strip_prefix(start)));
    reason = reason.or_else(|| lines.find(|line| !line.is_empty()));
    reason.unwrap_or("it gives no reason").to_owned()
}

/// Returns `hg` in the folders of `search_path`; `None` stands for those of the process.
///
/// Relative folders are passed over: they would be those of whatever repository one is in.
fn program_path(search_path: Option<&OsStr>) -> Option<PathBuf> {
    let Some(search_path) = search_path else {
        return Some(PathBuf::from("hg"));
    };
    let folders = env::split_paths(search_path).filter(|folder| folder.is_absolute());
    let names = match cfg!(windows) {
        true => &["hg.exe", "hg.cmd", "hg.bat"][..],
        false => &["hg"],
    };
    let mut programs = folders.flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    programs.find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn the_reason_stands_after_the_warnings() {
        let complaint = "devel-warn: old\nabort: no such file\n(hint: look)\n";
        assert_eq!(first_line(complaint), "no such file");
        assert_eq!(first_line("\n something\n"), "something");
        assert_eq!(first_line(""), "it gives no reason");
    }
}
