//! How far a query looks.

use std::str::FromStr;

use crate::domain::Summary;
use crate::domain::Vocabulary;

/// How far a query looks; each looks farther than the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Tickets that need work: neither settled nor archived.
    #[default]
    Open,
    /// Settled ones too, archived ones not.
    Settled,
    /// Everything.
    All,
}

impl Scope {
    /// The words for the scopes.
    pub const NAMES: [&'static str; 3] = ["open", "settled", "all"];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Open => "open",
            Scope::Settled => "settled",
            Scope::All => "all",
        }
    }

    /// Whether it reaches a ticket. A status that the project does not have is not settled.
    pub fn holds(self, summary: &Summary<'_>, vocabulary: &Vocabulary) -> bool {
        match self {
            Scope::Open => !summary.is_archived && !vocabulary.is_settled(&summary.status),
            Scope::Settled => !summary.is_archived,
            Scope::All => true,
        }
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let scopes = [Scope::Open, Scope::Settled, Scope::All];
        let named = |scope: &Scope| scope.as_str().eq_ignore_ascii_case(text);
        scopes.into_iter().find(named).ok_or(())
    }
}
