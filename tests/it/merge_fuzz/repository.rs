//! What a round asks of a version control system.

use std::path::Path;

use crate::simulation::Files;

/// A repository in which the branches of one round after another are merged.
pub(crate) trait Repository {
    /// What the system and the way of merging are called.
    fn name(&self) -> &'static str;

    /// The root of the working tree.
    fn root(&self) -> &Path;

    /// Commits what was there, and each branch on it.
    fn record(&mut self, base: &Files, sides: &[Files]);

    /// Puts a branch into the working tree.
    fn check_out(&mut self, side: usize);

    /// Merges a branch into the working tree; tells whether that is still to be committed.
    fn merge(&mut self, side: usize) -> bool;

    /// What the system calls unmerged.
    fn unmerged(&mut self) -> String;

    /// Commits what is in the working tree, if that is something new.
    fn commit(&mut self);
}
