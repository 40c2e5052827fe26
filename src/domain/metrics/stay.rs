//! When a piece of work was in a sprint.

use crate::domain::Sprint;
use crate::domain::SprintChange;
use crate::domain::Timestamp;
use crate::domain::metrics::WorkItem;

/// A time that a piece of work spent in a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// When it joined; none where it was there from the beginning.
    pub from: Option<Timestamp>,
    /// When it left; none where it was there until the end, or is so still.
    pub to: Option<Timestamp>,
}

/// What is not counted for a sprint was there all the time.
pub const ALWAYS: &[Stay] = &[Stay {
    from: None,
    to: None,
}];

/// A piece of work and when it was in a sprint.
#[derive(Debug, Clone, PartialEq)]
pub struct SprintPiece {
    /// The piece; of a sprint that ended, as it was then.
    pub item: WorkItem,
    /// When it was there, oldest first; at least once.
    pub stays: Vec<Stay>,
}

impl SprintPiece {
    /// Whether it is in the sprint, or was so at its end.
    pub fn is_in(&self) -> bool {
        self.stays.last().is_some_and(|stay| stay.to.is_none())
    }

    /// When it was added after the beginning, for what is in it.
    pub fn added_at(&self) -> Option<Timestamp> {
        self.stays.first().filter(|_| self.is_in())?.from
    }

    /// When it was taken out for good.
    pub fn removed_at(&self) -> Option<Timestamp> {
        self.stays.last()?.to
    }
}

/// Whether one of the stays covers the moment just before `at`.
pub(crate) fn is_in_before(stays: &[Stay], at: Timestamp) -> bool {
    stays
        .iter()
        .any(|stay| stay.from.is_none_or(|from| from < at) && stay.to.is_none_or(|to| to >= at))
}

/// Several stays as one list, oldest first, where those that meet are one.
pub(crate) fn united(mut stays: Vec<Stay>) -> Vec<Stay> {
    stays.sort();
    let mut united: Vec<Stay> = Vec::new();
    for stay in stays {
        match united.last_mut() {
            Some(last)
                if last
                    .to
                    .is_none_or(|end| stay.from.is_none_or(|from| from <= end)) =>
            {
                last.to = last.to.and_then(|end| stay.to.map(|to| to.max(end)));
            }
            Some(_) | None => united.push(stay),
        }
    }
    united
}

impl WorkItem {
    /// When it was in a sprint, by its log since that was started, until it ended.
    ///
    /// What is in it without an entry was there from the beginning. Where the log does not lead to where it
    /// is now, somebody wrote that by hand: it then holds from the last entry on.
    pub fn stays_in(&self, sprint: &Sprint) -> Vec<Stay> {
        let begun = sprint.committed_at();
        let end = sprint.ended_at();
        let changes = self.changes_of(sprint);
        let known = changes
            .iter()
            .filter(|change| begun.is_none_or(|begun| change.at >= begun));
        let is_over = |at: Timestamp| end.is_some_and(|end| at >= end);
        let is_in_now = self.is_of(sprint);
        let mut course = Course::new(match known.clone().next() {
            Some(first) => first.from.as_ref() == Some(&sprint.id),
            None => is_in_now,
        });
        let mut last = None;
        for change in known.clone().filter(|change| !is_over(change.at)) {
            course.go(change.to.as_ref() == Some(&sprint.id), change.at);
            last = Some(change.at);
        }
        // What was taken out or put in after its end does not change what it was.
        let is_settled_later = known.clone().any(|change| is_over(change.at));
        if let Some(last) = last.filter(|_| !is_settled_later && (end.is_none() || is_in_now)) {
            course.go(is_in_now, last);
        }
        course.stays()
    }

    fn is_of(&self, sprint: &Sprint) -> bool {
        let is_left_over = |sprint: &Sprint| {
            let mut left = sprint.carried_over.iter();
            sprint.ended_at().is_some() && left.any(|key| key.to_string() == self.id)
        };
        self.sprint.as_deref() == Some(sprint.id.to_string().as_str()) || is_left_over(sprint)
    }

    /// The entries about one sprint, oldest first.
    fn changes_of(&self, sprint: &Sprint) -> Vec<&SprintChange> {
        let all = self.sprint_changes.iter();
        let is_its = |change: &&SprintChange| change.sprints().any(|key| *key == sprint.id);
        let mut changes: Vec<&SprintChange> = all.filter(is_its).collect();
        changes.sort_by_key(|change| change.at);
        changes
    }
}

/// The stays so far, and since when the one that goes on does.
struct Course {
    past: Vec<Stay>,
    present: Option<Stay>,
}

impl Course {
    fn new(is_in: bool) -> Course {
        Course {
            past: Vec::new(),
            present: is_in.then_some(ALWAYS[0]),
        }
    }

    fn go(&mut self, is_in: bool, at: Timestamp) {
        match (self.present, is_in) {
            (None, true) => {
                self.present = Some(Stay {
                    from: Some(at),
                    to: None,
                });
            }
            (Some(stay), false) => {
                self.present = None;
                // Nobody saw what came and went at once.
                if stay.from != Some(at) {
                    self.past.push(Stay {
                        to: Some(at),
                        ..stay
                    });
                }
            }
            (None, false) | (Some(_), true) => {}
        }
    }

    fn stays(self) -> Vec<Stay> {
        united(self.past.into_iter().chain(self.present).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Living as _;
    use crate::domain::Person;
    use crate::domain::Stamp;
    use crate::domain::metrics::table::day;
    use crate::domain::metrics::table::item;

    fn stamp(at: &str) -> Stamp {
        Stamp {
            at: format!("{}T09:00:00Z", day(at)).parse().unwrap(),
            by: Some("ann".parse::<Person>().unwrap()),
        }
    }

    /// A sprint that was moved at nine o'clock of some days.
    fn sprint(moves: &[(&str, &str)]) -> Sprint {
        let mut sprint = Sprint::new("SPRINT-1".parse().unwrap(), "One".parse().unwrap());
        for (at, to) in moves {
            sprint
                .move_to(&to.parse().unwrap(), None, &stamp(at))
                .unwrap();
        }
        sprint
    }

    /// Days at noon, `-` for the beginning or the end.
    fn check(sprint: &Sprint, line: &str, expected: &[&str]) {
        let shown = |at: Option<Timestamp>| {
            at.map_or("-".to_owned(), |at| at.date().to_string()[8..].to_owned())
        };
        let stays = item(line).stays_in(sprint);
        let stays: Vec<String> = stays
            .iter()
            .map(|stay| format!("{} {}", shown(stay.from), shown(stay.to)))
            .collect();
        assert_eq!(stays, expected, "{line}");
    }

    #[test]
    fn the_log_tells_when_a_piece_was_in_a_sprint() {
        let active = sprint(&[("05", "active")]);
        check(&active, "A-1 todo in", &["- -"]);
        check(&active, "A-1 todo", &[]);
        check(&active, "A-1 todo +06", &["06 -"]);
        check(&active, "A-1 todo -07", &["- 07"]);
        check(&active, "A-1 todo +06 -07", &["06 07"]);
        check(&active, "A-1 todo -06 +07", &["- 06", "07 -"]);
        check(&active, "A-1 todo +06 -07 +08 -09", &["06 07", "08 09"]);
        check(&active, "A-1 todo +06 -06", &[]);
        check(&active, "A-1 todo -06 +06", &["- -"]);
    }

    #[test]
    fn what_was_written_by_hand_holds_from_the_last_entry_on() {
        let active = sprint(&[("05", "active")]);
        check(&active, "A-1 todo +06 out", &[]);
        check(&active, "A-1 todo -07 in", &["- -"]);
        check(&active, "A-1 todo +06 -07 -08 in", &["06 07", "08 -"]);
    }

    #[test]
    fn what_happened_after_the_end_changes_nothing() {
        let closed = sprint(&[("05", "active"), ("09", "closed")]);
        check(&closed, "A-1 todo in", &["- -"]);
        check(&closed, "A-1 todo -10", &["- -"]);
        check(&closed, "A-1 todo +06 -10", &["06 -"]);
        check(&closed, "A-1 todo +10", &[]);
        check(&closed, "A-1 todo -07 +10", &["- 07"]);
        check(&closed, "A-1 todo +06 out", &["06 -"]);
        let carrying = Sprint {
            carried_over: vec!["A-1".parse().unwrap()],
            ..closed
        };
        check(&carrying, "A-1 todo", &["- -"]);
        check(&carrying, "A-1 todo +06 out", &["06 -"]);
        let reopened = sprint(&[("05", "active"), ("09", "closed"), ("11", "active")]);
        check(&reopened, "A-1 todo -10", &["- 10"]);
    }

    #[test]
    fn a_second_start_counts_from_then_on() {
        let again = sprint(&[("02", "active"), ("03", "planned"), ("05", "active")]);
        check(&again, "A-1 todo +02", &["- -"]);
        check(&again, "A-1 todo +02 -06", &["- 06"]);
        check(&again, "A-1 todo -02 in", &["- -"]);
    }

    #[test]
    fn stays_that_meet_are_one() {
        let stay = |from: &str, to: &str| {
            let at = |text: &str| (text != "-").then(|| stamp(text).at);
            Stay {
                from: at(from),
                to: at(to),
            }
        };
        let stays = vec![
            stay("06", "08"),
            stay("-", "05"),
            stay("07", "-"),
            stay("04", "05"),
        ];
        assert_eq!(united(stays), [stay("-", "05"), stay("06", "-")]);
        assert!(is_in_before(ALWAYS, stamp("01").at));
        assert!(is_in_before(&[stay("-", "05")], stamp("05").at));
        assert!(!is_in_before(&[stay("05", "-")], stamp("05").at));
    }
}
