//! Shows that Mercurial calls the merge driver, by a merge in a scratch repository.

use std::path::Path;
use std::process::Command;

use crate::vcs::Proof;
use crate::vcs::VcsError;
use crate::vcs::trial::Steps;
use crate::vcs::trial::Trial;

/// Merges in a repository at `scratch`, which is made and removed, with `settings` as its `hgrc`.
pub(crate) fn prove(scratch: &Path, settings: &str) -> Result<Proof, VcsError> {
    let trial = Trial {
        folder: scratch,
        program: "hg",
        isolate,
    };
    trial.run(&Steps {
        init: &[&["init"]],
        files: &[(".hg/hgrc", settings)],
        commit: &[&[
            "commit",
            "-q",
            "--addremove",
            "-m",
            "scratch",
            "-u",
            "scratch",
        ]],
        part: &[&["update", "-q", "-r", "0"]],
        merge: &[&["merge", "-q", "-r", "1"]],
    })
}

/// Leaves no other configuration than the repository's.
fn isolate(command: &mut Command) {
    command.env("HGRCPATH", "").env("HGPLAIN", "1");
}
