//! What the log of one piece of work tells about any moment.

use crate::domain::Category;
use crate::domain::Timestamp;
use crate::domain::Transition;
use crate::domain::metrics::WorkItem;

/// A move from one category to another, or within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// When it happened.
    pub at: Timestamp,
    /// What the status before meant.
    pub from: Category,
    /// What the status after meant.
    pub to: Category,
}

impl Move {
    /// The moves of a log, oldest first. A status that nobody knows means that work is not begun.
    pub fn all_of(
        transitions: &[Transition],
        category: impl Fn(&str) -> Option<Category>,
    ) -> Vec<Move> {
        let meaning = |name: &str| category(name).unwrap_or(Category::Todo);
        let mut moves: Vec<Move> = transitions
            .iter()
            .map(|step| Move {
                at: step.at,
                from: meaning(step.from.as_str()),
                to: meaning(step.to.as_str()),
            })
            .collect();
        moves.sort_by_key(|step| step.at);
        moves
    }
}

impl WorkItem {
    /// Where it stood just before `at`; none before it was created.
    ///
    /// Where the log does not lead to the present status, somebody wrote the status by hand: it then
    /// holds from the last time on that the record knows of.
    pub fn category_at(&self, at: Timestamp) -> Option<Category> {
        if self.created_at.is_some_and(|created| created >= at) {
            return None;
        }
        let Some(first) = self.moves.first() else {
            return Some(self.category);
        };
        let last = self.moves.iter().rev().find(|step| step.at < at);
        let Some(last) = last else {
            return Some(first.from);
        };
        let is_end = self.moves.last() == Some(last);
        Some(if is_end { self.category } else { last.to })
    }

    /// When it was done, for what is done now: the first move into the category `done`
    /// that was not taken back. None where the log does not say.
    pub fn done_at(&self) -> Option<Timestamp> {
        (self.category == Category::Done)
            .then(|| entered(&self.moves, Category::Done))
            .flatten()
    }

    /// The piece as it was at a time: it knows nothing of what came later. None where it was created later.
    pub fn as_of(&self, at: Timestamp) -> Option<WorkItem> {
        let after = at.plus(chrono::Duration::seconds(1));
        let category = self.category_at(after)?;
        let mut then = self.clone();
        then.category = category;
        then.moves.retain(|step| step.at < after);
        Some(then)
    }

    /// When work on it first began: its first move into the category `doing`, or its
    /// creation where it was created so. None where it never was.
    pub fn begun_at(&self) -> Option<Timestamp> {
        let first = self.moves.first();
        let was_created_so = match first {
            Some(step) => step.from == Category::Doing,
            None => self.category == Category::Doing,
        };
        if was_created_so {
            return self.created_at;
        }
        let begun = self.moves.iter().find(|step| step.to == Category::Doing);
        begun.map(|step| step.at)
    }

    /// How many seconds it was held up, in statuses of the category `blocked`, until `now`.
    pub fn blocked_seconds(&self, now: Timestamp) -> u64 {
        let mut since = match self.moves.first() {
            Some(step) if step.from == Category::Blocked => self.created_at,
            None if self.category == Category::Blocked => self.created_at,
            Some(_) | None => None,
        };
        let mut total = 0;
        for step in &self.moves {
            if step.to == Category::Blocked {
                since = since.or(Some(step.at));
            } else if let Some(from) = since.take() {
                total += seconds(from, step.at);
            }
        }
        // A status that was written by hand ended it at a time that nobody knows.
        let is_so_still = self.category == Category::Blocked;
        total
            + since
                .filter(|_| is_so_still)
                .map_or(0, |from| seconds(from, now))
    }

    /// Since when it has been held up, for what is so now.
    pub fn blocked_since(&self) -> Option<Timestamp> {
        if self.category != Category::Blocked {
            return None;
        }
        entered(&self.moves, Category::Blocked)
            .or(self.created_at.filter(|_| self.moves.is_empty()))
    }
}

/// When the last stay in a category began, of moves that end in it.
fn entered(moves: &[Move], category: Category) -> Option<Timestamp> {
    let stay = moves.iter().rev().take_while(|step| step.to == category);
    stay.last().map(|step| step.at)
}

/// Seconds between two times; 0 where they stand the wrong way round.
pub(crate) fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.as_seconds() - from.as_seconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::item;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_log_tells_where_a_thing_stood_at_each_end_of_a_day() {
        let item = item("A-1 done created=01 02:doing 04:blocked 06:doing 07:done");
        let shown = |day: &str| item.category_at(at(day)).map(Category::as_str);
        assert_eq!(shown("2026-10-01"), None);
        assert_eq!(shown("2026-10-02"), Some("todo"));
        assert_eq!(shown("2026-10-03"), Some("doing"));
        assert_eq!(shown("2026-10-05"), Some("blocked"));
        assert_eq!(shown("2026-10-07"), Some("doing"));
        assert_eq!(shown("2026-10-08"), Some("done"));
        assert_eq!(item.begun_at(), Some(at("2026-10-02T12:00:00Z")));
        assert_eq!(item.done_at(), Some(at("2026-10-07T12:00:00Z")));
        assert_eq!(item.blocked_seconds(at("2026-10-30")), 2 * 86_400);
    }

    #[test]
    fn work_is_done_when_it_was_done_for_good() {
        let reopened = item("A-1 done created=01 02:done 03:todo 05:done 06:done");
        assert_eq!(reopened.done_at(), Some(at("2026-10-05T12:00:00Z")));
        let then = reopened.as_of(at("2026-10-02T12:00:00Z")).unwrap();
        assert_eq!(then.done_at(), Some(at("2026-10-02T12:00:00Z")));
        assert_eq!(reopened.as_of(at("2026-10-04")).unwrap().done_at(), None);
        assert_eq!(reopened.as_of(at("2026-09-30")), None);

        let dropped = item("A-1 dropped created=01 02:done 03:dropped");
        assert_eq!(dropped.done_at(), None);
    }

    #[test]
    fn a_status_written_by_hand_has_no_time() {
        let without_log = item("A-1 done created=01");
        assert_eq!(without_log.done_at(), None);
        assert_eq!(
            without_log.category_at(at("2026-10-02")),
            Some(Category::Done)
        );
        let beside_log = item("A-1 done created=01 02:doing");
        assert_eq!(beside_log.done_at(), None);
        assert_eq!(
            beside_log.category_at(at("2026-10-02")),
            Some(Category::Todo)
        );
        assert_eq!(
            beside_log.category_at(at("2026-10-03")),
            Some(Category::Done)
        );
    }

    #[test]
    fn what_is_held_up_still_counts_until_now() {
        let moved = item("A-1 blocked created=01 02:doing 04:blocked");
        let later = at("2026-10-06T12:00:00Z");
        assert_eq!(moved.blocked_seconds(later), 2 * 86_400);
        assert_eq!(moved.blocked_since(), Some(at("2026-10-04T12:00:00Z")));
        let created_so = item("A-2 blocked created=01");
        assert_eq!(
            created_so.blocked_seconds(at("2026-10-03T12:00:00Z")),
            2 * 86_400
        );
    }
}
