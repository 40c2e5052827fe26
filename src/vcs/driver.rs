//! The merge driver, as a system is told of it.

/// The command that merges records, and where a system calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Driver<'a> {
    /// The program to start: a name on the search path, or a whole path.
    pub program: &'a str,
}

/// Whether a clone knows the merge driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registration {
    /// It does.
    Complete,
    /// It calls another program, which exists.
    Other {
        /// The command that is registered.
        command: String,
    },
    /// It does not.
    Missing {
        /// What is missing, each a fragment that names a file.
        parts: Vec<String>,
    },
    /// The system calls no merge driver.
    Needless {
        /// Why, as a sentence.
        reason: &'static str,
    },
}

/// What a merge in a scratch repository showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// Two edits that text cannot merge were merged: the driver ran.
    Armed,
    /// They were not.
    Unarmed {
        /// What happened instead, as a fragment.
        reason: String,
    },
    /// The system's own program is not there to try it with.
    Unproven {
        /// Why, as a fragment.
        reason: String,
    },
}
