//! Work written as lines, for hand-made tables.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::SprintChange;
use crate::domain::Timestamp;
use crate::domain::metrics::Move;
use crate::domain::metrics::Urgency;
use crate::domain::metrics::WorkItem;

const SPRINT: &str = "SPRINT-1";

/// Reads `A-1 done points=3 who=ann created=01 03:doing 05:done`. Days are those of October 2026, at noon.
///
/// `in` and `out` say whether it is in `SPRINT-1`; `+03` that it joined it on a day and `-05` that it left it.
pub(crate) fn item(line: &str) -> WorkItem {
    let mut words = line.split_whitespace();
    let id = words.next().unwrap().to_owned();
    let status = words.next().unwrap().to_owned();
    let mut item = WorkItem {
        title: format!("Title of {id}"),
        id,
        work_type: "task".to_owned(),
        category: category(&status),
        status,
        priority: "medium".to_owned(),
        urgency: Urgency::Usual,
        assignee: None,
        labels: Vec::new(),
        epic: None,
        sprint: None,
        sprint_changes: Vec::new(),
        points: None,
        estimate_hours: None,
        created_at: None,
        moves: Vec::new(),
        due: None,
        blocked_by: Vec::new(),
        is_archived: false,
    };
    for word in words {
        read(&mut item, word);
    }
    item
}

fn read(item: &mut WorkItem, word: &str) {
    match word.split_once(['=', ':']) {
        Some(("points", value)) => item.points = Some(value.parse().unwrap()),
        Some(("who", value)) => item.assignee = Some(value.to_owned()),
        Some(("created", value)) => item.created_at = Some(noon(value)),
        Some(("due", value)) => item.due = Some(day(value)),
        Some(("waits", value)) => item.blocked_by.push(value.to_owned()),
        Some((date, value)) => {
            let from = item.moves.last().map_or(Category::Todo, |step| step.to);
            item.moves.push(Move {
                at: noon(date),
                from,
                to: category(value),
            });
        }
        None if word == "critical" => item.urgency = Urgency::Critical,
        None if word == "high" => item.urgency = Urgency::High,
        None if word == "archived" => item.is_archived = true,
        None if word == "in" => item.sprint = Some(SPRINT.to_owned()),
        None if word == "out" => item.sprint = None,
        None if word.starts_with(['+', '-']) => replan(item, word),
        None => panic!("`{word}` is no part of a line"),
    }
}

fn replan(item: &mut WorkItem, word: &str) {
    let sprint = word.starts_with('+').then(|| SPRINT.to_owned());
    let former = match sprint {
        Some(_) => None,
        None => Some(SPRINT.to_owned()),
    };
    let key = |name: &Option<String>| name.as_ref().map(|name| name.parse().unwrap());
    item.sprint_changes.push(SprintChange {
        at: noon(&word[1..]),
        from: key(&former),
        to: key(&sprint),
        by: None,
    });
    item.sprint = sprint;
}

/// Reads several lines.
pub(crate) fn items(lines: &[&str]) -> Vec<WorkItem> {
    lines.iter().map(|line| item(line)).collect()
}

/// Open work that was created so many days ago.
pub(crate) fn created_days_before(now: Timestamp, days: u32) -> WorkItem {
    WorkItem {
        created_at: Some(now.days_before(days)),
        ..item("A-1 todo")
    }
}

/// A day: `07` of October 2026, or whole.
pub(crate) fn day(text: &str) -> Date {
    let whole = if text.len() > 2 {
        text.to_owned()
    } else {
        format!("2026-10-{text}")
    };
    whole.parse().unwrap()
}

fn noon(text: &str) -> Timestamp {
    format!("{}T12:00:00Z", day(text)).parse().unwrap()
}

fn category(name: &str) -> Category {
    let mut all = Category::ALL.into_iter();
    all.find(|category| category.as_str() == name).unwrap()
}
