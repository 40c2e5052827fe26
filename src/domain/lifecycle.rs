//! The statuses of the kinds of record whose life is the same in every project.

use std::collections::BTreeSet;
use std::collections::VecDeque;

use crate::domain::Category;
use crate::domain::Record;
use crate::domain::Stamp;
use crate::domain::Status;
use crate::domain::Transition;
use crate::domain::merge::MergeRules;

/// The statuses that a record may have, and which may follow which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifecycle {
    /// The statuses in the order of a life; the first is that of a new record.
    pub stages: &'static [Stage],
}

/// One status of a lifecycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub category: Category,
    /// The statuses that may follow.
    pub next: &'static [&'static str],
}

/// Why a record cannot have a status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LifecycleError {
    /// There is no such status.
    #[error("there is no status `{status}`, only {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        status: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// It may not follow the present one.
    #[error("`{from}` may not be followed by `{to}`, only by {}", list(next))]
    Move {
        /// The present status.
        from: String,
        /// The status asked for.
        to: String,
        /// What may follow.
        next: &'static [&'static str],
    },
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}

impl Lifecycle {
    /// The stage of this name.
    pub fn stage(&self, name: &str) -> Option<&'static Stage> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// The status of a new record.
    pub fn first(&self) -> Status {
        let stage = self.stages.first();
        stage
            .and_then(|stage| stage.name.parse().ok())
            .unwrap_or_default()
    }

    /// What a status means; none for one that is written by hand.
    pub fn category(&self, status: &Status) -> Option<Category> {
        self.stage(status.as_str()).map(|stage| stage.category)
    }

    /// The shortest way from one status to another, both of them included; none where there is none.
    pub fn way(&self, from: &Status, to: &Status) -> Option<Vec<&'static str>> {
        let mut ways = VecDeque::from([vec![self.stage(from.as_str())?]]);
        let mut seen = BTreeSet::from([from.as_str()]);
        while let Some(way) = ways.pop_front() {
            let last = way.last()?;
            if last.name == to.as_str() {
                return Some(way.iter().map(|stage| stage.name).collect());
            }
            for next in last.next.iter().filter(|next| seen.insert(next)) {
                let stage = self.stage(next)?;
                ways.push_back(way.iter().copied().chain([stage]).collect());
            }
        }
        None
    }

    /// Checks that a record may go from one status to another. From a status
    /// that was written by hand, every way is open.
    ///
    /// # Errors
    /// No such status, or one that may not follow.
    pub fn check(&self, from: &Status, to: &Status) -> Result<(), LifecycleError> {
        if self.stage(to.as_str()).is_none() {
            return Err(LifecycleError::Unknown {
                status: to.to_string(),
                known: self.stages.iter().map(|stage| stage.name).collect(),
            });
        }
        match self.stage(from.as_str()) {
            Some(stage) if from != to && !stage.next.contains(&to.as_str()) => {
                Err(LifecycleError::Move {
                    from: from.to_string(),
                    to: to.to_string(),
                    next: stage.next,
                })
            }
            Some(_) | None => Ok(()),
        }
    }
}

impl MergeRules for Lifecycle {
    fn leads(&self, from: &Status, to: &Status) -> bool {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![from.as_str()];
        while let Some(name) = open.pop() {
            let Some(stage) = self.stage(name) else {
                continue;
            };
            if stage.next.contains(&to.as_str()) {
                return true;
            }
            open.extend(stage.next.iter().filter(|next| seen.insert(next)));
        }
        false
    }
}

/// Several lifecycles of one kind of record, of which each record has one.
impl MergeRules for &[Lifecycle] {
    fn leads(&self, from: &Status, to: &Status) -> bool {
        self.iter().any(|life| life.leads(from, to))
    }
}

/// A record whose statuses are those of a [`Lifecycle`].
pub trait Living: Record {
    /// The statuses that it may have.
    fn lifecycle(&self) -> &'static Lifecycle;

    /// What its status means; of one that was written by hand, that it is not begun.
    fn category(&self) -> Category {
        let category = self.lifecycle().category(self.status());
        category.unwrap_or(Category::Todo)
    }

    /// Whether nothing remains to be done.
    fn is_settled(&self) -> bool {
        self.category().is_settled()
    }

    /// Moves it to another status, and notes that in its log. The status that it has already is no move.
    ///
    /// # Errors
    /// No such status, or one that may not follow; the record is then as it was.
    fn move_to(
        &mut self,
        to: &Status,
        reason: Option<&str>,
        stamp: &Stamp,
    ) -> Result<(), LifecycleError> {
        self.lifecycle().check(self.status(), to)?;
        let (status, transitions) = self.course();
        if status == to {
            return Ok(());
        }
        let from = std::mem::replace(status, to.clone());
        transitions.push(Transition {
            at: stamp.at,
            from,
            to: to.clone(),
            by: stamp.by.clone(),
            reason: reason.map(str::to_owned),
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFE: Lifecycle = Lifecycle {
        stages: &[
            Stage {
                name: "draft",
                category: Category::Todo,
                next: &["active"],
            },
            Stage {
                name: "active",
                category: Category::Doing,
                next: &["completed"],
            },
            Stage {
                name: "completed",
                category: Category::Done,
                next: &[],
            },
        ],
    };

    fn status(name: &str) -> Status {
        name.parse().unwrap()
    }

    #[test]
    fn only_the_next_stages_may_follow() {
        assert_eq!(LIFE.check(&status("draft"), &status("active")), Ok(()));
        assert_eq!(LIFE.check(&status("by-hand"), &status("completed")), Ok(()));
        assert_eq!(LIFE.check(&status("active"), &status("active")), Ok(()));
        let skipped = LIFE.check(&status("draft"), &status("completed"));
        insta::assert_snapshot!(skipped.unwrap_err(), @"`draft` may not be followed by `completed`, only by active");
        let back = LIFE.check(&status("completed"), &status("active"));
        insta::assert_snapshot!(back.unwrap_err(), @"`completed` may not be followed by `active`, only by nothing");
        let unknown = LIFE.check(&status("draft"), &status("done"));
        insta::assert_snapshot!(unknown.unwrap_err(), @"there is no status `done`, only draft, active, completed");
    }

    #[test]
    fn the_way_to_a_status_leads_over_those_between() {
        let way = LIFE.way(&status("draft"), &status("completed"));
        assert_eq!(way.unwrap(), ["draft", "active", "completed"]);
        assert_eq!(LIFE.way(&status("completed"), &status("draft")), None);
        assert_eq!(LIFE.way(&status("by-hand"), &status("draft")), None);
    }

    #[test]
    fn a_merge_takes_the_status_that_is_further_along() {
        assert!(LIFE.leads(&status("draft"), &status("completed")));
        assert!(!LIFE.leads(&status("completed"), &status("draft")));
        assert!(!LIFE.leads(&status("by-hand"), &status("draft")));
    }
}
