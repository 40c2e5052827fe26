//! Two revisions, as people write them.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::diff::State;
use crate::vcs::System;

/// The current commit in a clone without a working tree, which only git has.
const CURRENT: &str = "HEAD";

/// What to compare: `REV`, `A..B` or `A...B`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionRange {
    /// A revision, against the working tree.
    Since(String),
    /// Two revisions; an empty one is the current commit.
    Between {
        /// The first.
        from: String,
        /// The second.
        to: String,
    },
    /// Where two revisions parted, against the second; an empty one is the current commit.
    SinceParting {
        /// The first.
        from: String,
        /// The second.
        to: String,
    },
}

impl FromStr for RevisionRange {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let sides = |(from, to): (&str, &str)| (from.trim().to_owned(), to.trim().to_owned());
        if let Some((from, to)) = text.split_once("...").map(sides) {
            return Ok(RevisionRange::SinceParting { from, to });
        }
        if let Some((from, to)) = text.split_once("..").map(sides) {
            return Ok(RevisionRange::Between { from, to });
        }
        Ok(RevisionRange::Since(text.trim().to_owned()))
    }
}

impl fmt::Display for RevisionRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RevisionRange::Since(from) => f.write_str(from),
            RevisionRange::Between { from, to } => write!(f, "{from}..{to}"),
            RevisionRange::SinceParting { from, to } => write!(f, "{from}...{to}"),
        }
    }
}

impl RevisionRange {
    /// The same for those who do not look at the working tree: a revision alone is compared with the current commit.
    #[must_use]
    pub fn until_now(&self) -> RevisionRange {
        match self {
            RevisionRange::Since(from) => RevisionRange::Between {
                from: from.clone(),
                to: String::new(),
            },
            RevisionRange::Between { .. } | RevisionRange::SinceParting { .. } => self.clone(),
        }
    }

    /// The revision that it ends with; none where that is the working tree.
    pub fn end(&self) -> Option<&str> {
        match self {
            RevisionRange::Since(_) => None,
            RevisionRange::Between { to, .. } | RevisionRange::SinceParting { to, .. } => {
                Some(if to.is_empty() { CURRENT } else { to })
            }
        }
    }

    /// The two states that it names.
    ///
    /// # Errors
    /// A revision that there is not, histories that have nothing in common.
    pub(crate) fn states(&self, tracker: &Tracker) -> Result<(State, State), OpError> {
        Ok(match self {
            RevisionRange::Since(from) => (State::named(tracker, from)?, State::WorkingTree),
            RevisionRange::Between { from, to } => {
                (State::named(tracker, from)?, State::named(tracker, to)?)
            }
            RevisionRange::SinceParting { from, to } => {
                let (from, to) = (State::named(tracker, from)?, State::named(tracker, to)?);
                (parting(tracker, self, &from, &to)?, to)
            }
        })
    }
}

fn parting(
    tracker: &Tracker,
    range: &RevisionRange,
    from: &State,
    to: &State,
) -> Result<State, OpError> {
    let (Some(from), Some(to)) = (from.commit(), to.commit()) else {
        return Ok(State::Nothing);
    };
    match tracker.vcs.merge_base(from, to)? {
        Some(base) => Ok(State::Commit(base)),
        None => Err(OpError::Invalid {
            reason: format!("the two sides of `{range}` have no common history"),
            hint: Some("`A..B` compares them as they are".to_owned()),
        }),
    }
}

/// Refuses where there is no history to read.
pub(crate) fn need_history(tracker: &Tracker) -> Result<(), OpError> {
    match tracker.vcs.system() {
        System::None => Err(OpError::Invalid {
            reason: format!("`{}` is under no version control", tracker.root().display()),
            hint: Some("git, Mercurial or Jujutsu keep a history".to_owned()),
        }),
        System::Git | System::Mercurial | System::Jujutsu | System::Fake => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_two_three_or_no_dots() {
        let check = |text: &str, expected: &RevisionRange| {
            let range: RevisionRange = text.parse().unwrap_or_else(|never| match never {});
            assert_eq!(range, *expected, "{text}");
            assert_eq!(range.to_string(), text);
        };
        let (a, b) = ("v1.0".to_owned(), "main".to_owned());
        check("v1.0", &RevisionRange::Since(a.clone()));
        let (from, to) = (a.clone(), b.clone());
        check("v1.0..main", &RevisionRange::Between { from, to });
        let (from, to) = (a, b.clone());
        check("v1.0...main", &RevisionRange::SinceParting { from, to });
        let (from, to) = (String::new(), b);
        check("..main", &RevisionRange::Between { from, to });
    }
}
