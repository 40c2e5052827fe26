//! Telling version control to merge records with this program.

use crate::config::MergeDriver;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Store;
use crate::vcs::Driver;
use crate::vcs::Proof;
use crate::vcs::Registration;
use crate::vcs::System;

/// The file, below `.tickets/`, that tells git in every clone which merge driver to call.
pub(crate) const ATTRIBUTES_PATH: &str = ".gitattributes";

/// What it says.
const ATTRIBUTES: &str = "*.yaml merge=tickets";

/// The private file that keeps the program from arming a clone by itself again.
const REMOVED: &str = "driver-removed";

/// What a clone knows of the merge driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriverStatus {
    /// The clone's own part.
    pub registration: Registration,
    /// Whether `.tickets/.gitattributes` names the driver, where git reads it.
    pub has_attributes: bool,
    /// What a merge in a scratch repository showed.
    pub proof: Proof,
}

impl DriverStatus {
    /// Whether merges of this clone go through the driver, as far as it has one.
    pub fn is_armed(&self) -> bool {
        match &self.registration {
            Registration::Needless { .. } => true,
            Registration::Complete | Registration::Other { .. } => {
                !matches!(self.proof, Proof::Unarmed { .. })
            }
            Registration::Missing { .. } => false,
        }
    }
}

/// Looks whether this clone calls the driver, and tries it by a real merge in a
/// scratch repository in the private folder.
///
/// # Errors
/// Files of version control that cannot be read.
pub fn driver_status(tracker: &Tracker) -> Result<DriverStatus, OpError> {
    let registration = tracker.vcs.registration(&tracker.driver())?;
    let proof = match &registration {
        Registration::Needless { reason } => Proof::Unproven {
            reason: (*reason).to_owned(),
        },
        Registration::Complete | Registration::Other { .. } | Registration::Missing { .. } => {
            let scratch = format!("scratch-{}", std::process::id());
            tracker.vcs.prove(&tracker.store.private_file(&scratch))?
        }
    };
    Ok(DriverStatus {
        registration,
        has_attributes: tracker.names_driver(),
        proof,
    })
}

/// Registers the driver in this clone, and in the project's attributes; the
/// value is what changed outside of `.tickets/`, or in a rehearsal what would.
///
/// # Errors
/// Files that cannot be written.
pub fn set_up_driver(tracker: &Tracker) -> Result<Outcome<Vec<String>>, OpError> {
    let mut work = Work::begin_unarmed(tracker)?;
    tracker.stage_attributes(&mut work)?;
    let changed = if tracker.is_rehearsal() {
        match tracker.vcs.registration(&tracker.driver())? {
            Registration::Missing { parts } => parts,
            Registration::Other { command } => vec![format!("`{command}`")],
            Registration::Complete | Registration::Needless { .. } => Vec::new(),
        }
    } else {
        // Whoever asks for the driver wants it back after a removal too.
        let _ = std::fs::remove_file(tracker.store.private_file(REMOVED));
        shown(&tracker.vcs.register(&tracker.driver())?)
    };
    let outcome = work.commit("vcs setup", changed)?;
    if outcome.value.is_empty() && outcome.receipt.changes.is_empty() {
        return Err(OpError::Nothing(
            match tracker.vcs.registration(&tracker.driver())? {
                Registration::Needless { reason } => reason.to_owned(),
                Registration::Complete
                | Registration::Other { .. }
                | Registration::Missing { .. } => {
                    "the merge driver is registered already".to_owned()
                }
            },
        ));
    }
    Ok(outcome)
}

/// Takes the registration back, in this clone only, and for good: no later
/// command arms the clone by itself.
///
/// # Errors
/// Files that cannot be written; nothing that is registered.
pub fn remove_driver(tracker: &Tracker) -> Result<Vec<String>, OpError> {
    if tracker.is_rehearsal() {
        return Ok(Vec::new());
    }
    let changed = shown(&tracker.vcs.unregister()?);
    Store::replace_cache(&tracker.store.private_file(REMOVED), b"")?;
    if changed.is_empty() {
        return Err(OpError::Nothing(
            "no merge driver is registered in this clone".to_owned(),
        ));
    }
    Ok(changed)
}

fn shown(paths: &[std::path::PathBuf]) -> Vec<String> {
    paths
        .iter()
        .map(|path| path.display().to_string())
        .collect()
}

impl Tracker {
    /// The driver as version control is told of it.
    fn driver(&self) -> Driver<'_> {
        Driver {
            program: &self.surroundings.program,
        }
    }

    /// Registers the driver in a clone that has none, unless the settings or the user say no; returns what to tell them.
    pub(crate) fn arm(&self) -> Option<String> {
        let is_wanted = self.settings.merge_driver == MergeDriver::Auto && !self.is_rehearsal();
        if !is_wanted || self.store.private_file(REMOVED).exists() {
            return None;
        }
        let Ok(Registration::Missing { .. }) = self.vcs.registration(&self.driver()) else {
            return None;
        };
        // A clone whose files cannot be changed works without the driver.
        let changed = self.vcs.register(&self.driver()).ok()?;
        let file = changed.first()?;
        let file = file.strip_prefix(self.root()).unwrap_or(file);
        Some(format!(
            "{} now merges tickets by their fields: `{}`",
            self.system(),
            file.display()
        ))
    }

    /// Puts the project's attributes into a transaction, where git reads them.
    pub(crate) fn stage_attributes(&self, work: &mut Work<'_>) -> Result<(), OpError> {
        let is_read = matches!(self.vcs.system(), System::Git | System::Jujutsu);
        if !is_read || self.names_driver() {
            return Ok(());
        }
        let before = work.transaction.current(ATTRIBUTES_PATH)?;
        let before = before.unwrap_or_default();
        let mut text = String::from_utf8_lossy(&before).into_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if text.is_empty() {
            text.push_str(
                "# Records are merged by what they mean; `tickets vcs setup` arms a clone.\n",
            );
        }
        text.push_str(ATTRIBUTES);
        text.push('\n');
        work.transaction
            .overwrite(ATTRIBUTES_PATH, text.into_bytes())?;
        Ok(())
    }

    fn names_driver(&self) -> bool {
        let Ok(bytes) = self.store.read(ATTRIBUTES_PATH) else {
            return false;
        };
        let text = String::from_utf8_lossy(&bytes);
        text.lines().any(|line| line.trim() == ATTRIBUTES)
    }
}
