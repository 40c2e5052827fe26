//! A merge in a scratch repository that shows whether a driver is called.
//!
//! Each branch adds a label at one place: lines cannot merge that, records can.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use crate::vcs::Proof;
use crate::vcs::VcsError;

/// The record before the branches.
const BASE: &str = "id: TICKET-1\n\nlabels:\n";
/// It on each of them.
const OURS: &str = "id: TICKET-1\n\nlabels:\n  - here\n";
const THEIRS: &str = "id: TICKET-1\n\nlabels:\n  - there\n";
/// Its file.
const PATH: &str = ".tickets/tickets/00/TICKET-1-scratch.yaml";

/// A scratch repository, and how to run the system's program in it.
pub(crate) struct Trial<'a> {
    /// The folder of the repository, which is made and removed.
    pub(crate) folder: &'a Path,
    /// The system's program.
    pub(crate) program: &'static str,
    /// Options and variables that keep the user's configuration out.
    pub(crate) isolate: fn(&mut Command),
}

/// The commands of one system for a trial; each is the words of one call.
pub(crate) struct Steps<'a> {
    /// Make the repository.
    pub(crate) init: &'a [&'a [&'a str]],
    /// Files to write before the first commit.
    pub(crate) files: &'a [(&'a str, &'a str)],
    /// Commit everything.
    pub(crate) commit: &'a [&'a [&'a str]],
    /// After the first and the second commit, start from the first one again.
    pub(crate) part: &'a [&'a [&'a str]],
    /// After the third, merge the second into it.
    pub(crate) merge: &'a [&'a [&'a str]],
}

impl Trial<'_> {
    /// Merges, and tells what came of it.
    pub(crate) fn run(&self, steps: &Steps<'_>) -> Result<Proof, VcsError> {
        let failed = |source: io::Error| VcsError::Write {
            path: self.folder.to_owned(),
            source: source.into(),
        };
        fs::create_dir_all(self.folder).map_err(failed)?;
        let proof = match self.call(&["--version"]) {
            Ok(()) => self.merge(steps),
            Err(reason) => Ok(Proof::Unproven { reason }),
        };
        fs::remove_dir_all(self.folder).map_err(failed)?;
        Ok(proof.unwrap_or_else(|reason| Proof::Unarmed { reason }))
    }

    fn merge(&self, steps: &Steps<'_>) -> Result<Proof, String> {
        self.call_all(steps.init)?;
        for (path, text) in steps.files {
            self.write(path, text)?;
        }
        self.write(PATH, BASE)?;
        self.call_all(steps.commit)?;
        self.write(PATH, THEIRS)?;
        self.call_all(steps.commit)?;
        self.call_all(steps.part)?;
        self.write(PATH, OURS)?;
        self.call_all(steps.commit)?;
        // A conflict is what an unarmed clone gives; the file tells more than the exit code.
        let outcome = self.call_all(steps.merge);
        let merged =
            fs::read_to_string(self.folder.join(PATH)).map_err(|error| error.to_string())?;
        let has_both = merged.contains("- here\n") && merged.contains("- there\n");
        Ok(match outcome {
            Ok(()) if has_both => Proof::Armed,
            Ok(()) => Proof::Unarmed {
                reason: String::from("a merge of two labels lost one"),
            },
            Err(_) => Proof::Unarmed {
                reason: String::from(
                    "a merge of two labels conflicts, as it does without the driver",
                ),
            },
        })
    }

    fn call_all(&self, calls: &[&[&str]]) -> Result<(), String> {
        calls.iter().try_for_each(|words| self.call(words))
    }

    fn call(&self, words: &[&str]) -> Result<(), String> {
        let mut command = Command::new(self.program);
        (self.isolate)(&mut command);
        let output = command
            .args(words)
            .current_dir(self.folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("{} cannot be started: {error}", self.program))?;
        if output.status.success() {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.lines().next().unwrap_or("failed").to_owned();
        Err(format!("`{} {}`: {message}", self.program, words.join(" ")))
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        let folder = path.parent().unwrap_or(self.folder);
        fs::create_dir_all(folder)
            .and_then(|()| File::create(&path))
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|error| error.to_string())
    }
}
