//! One number for how much is in danger.

use crate::domain::Category;
use crate::domain::Timestamp;
use crate::domain::metrics::Urgency;
use crate::domain::metrics::WorkItem;

/// The risk of a project, with the parts that it comes from.
///
/// `min(100, 20 × blocked + 15 × critical open + 5 × open older than 30 days + 3 × open without
/// assignee + 10 × critical or high open older than 7 days)`: the formula of repo-tickets, whose
/// reports its users know. It is a rule of thumb, not a probability.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Risk {
    /// From 0 to 100.
    pub score: u64,
    /// What that means.
    pub level: RiskLevel,
    /// What it comes from, those without any too.
    pub parts: Vec<RiskPart>,
}

/// What a score of risk means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RiskLevel {
    /// Below 20.
    Low,
    /// Below 50.
    Medium,
    /// All above.
    High,
}

/// One part of the risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct RiskPart {
    /// What is counted.
    pub name: &'static str,
    /// How many pieces of work there are of it.
    pub count: usize,
    /// What each of them adds.
    pub weight: u64,
    /// What all of them add.
    pub points: u64,
}

impl RiskLevel {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            RiskLevel::Low => "low",
            RiskLevel::Medium => "medium",
            RiskLevel::High => "high",
        }
    }
}

/// The risk in open work. Held up is what has a status of the category `blocked`: to wait for
/// a dependency is what plans are made of, and no danger.
pub fn risk(items: &[WorkItem], now: Timestamp) -> Risk {
    let open: Vec<&WorkItem> = items.iter().filter(|item| item.is_open()).collect();
    let part = |name, weight, counts: &dyn Fn(&WorkItem) -> bool| {
        let count = open.iter().filter(|item| counts(item)).count();
        RiskPart {
            name,
            count,
            weight,
            points: weight * count as u64,
        }
    };
    let is_pressing = |item: &WorkItem| item.urgency != Urgency::Usual && item.age_days(now) > 7;
    let parts = vec![
        part("blocked", 20, &|item| item.category == Category::Blocked),
        part("critical_open", 15, &|item| {
            item.urgency == Urgency::Critical
        }),
        part("open_over_30_days", 5, &|item| item.age_days(now) > 30),
        part("unassigned_open", 3, &|item| item.assignee.is_none()),
        part("pressing_over_7_days", 10, &is_pressing),
    ];
    let score = parts.iter().map(|part| part.points).sum::<u64>().min(100);
    let level = match score {
        0..20 => RiskLevel::Low,
        20..50 => RiskLevel::Medium,
        50.. => RiskLevel::High,
    };
    Risk {
        score,
        level,
        parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::items;

    fn check(lines: &[&str], counts: [usize; 5], score: u64, level: RiskLevel) {
        let risk = risk(&items(lines), "2026-10-31T13:00:00Z".parse().unwrap());
        let found: Vec<usize> = risk.parts.iter().map(|part| part.count).collect();
        assert_eq!(found, counts, "{lines:?}");
        assert_eq!((risk.score, risk.level), (score, level), "{lines:?}");
    }

    #[test]
    fn the_score_is_the_sum_of_its_parts() {
        check(&[], [0; 5], 0, RiskLevel::Low);
        check(&["A-1 todo who=ann created=29"], [0; 5], 0, RiskLevel::Low);
        // 5 + 3 = 8
        check(
            &["A-1 todo created=2026-09-30"],
            [0, 0, 1, 1, 0],
            8,
            RiskLevel::Low,
        );
        // 20
        check(
            &["A-1 blocked who=ann created=29"],
            [1, 0, 0, 0, 0],
            20,
            RiskLevel::Medium,
        );
        // 15 + 3 + 10 = 28, and 7 days are not more than 7
        check(
            &[
                "A-1 todo critical created=23",
                "A-2 doing high who=ann created=24",
            ],
            [0, 1, 0, 1, 1],
            28,
            RiskLevel::Medium,
        );
        // 20 + 15 + 5 + 3 + 10 = 53
        check(
            &["A-1 blocked critical created=2026-09-01"],
            [1, 1, 1, 1, 1],
            53,
            RiskLevel::High,
        );
        // Nothing settled counts.
        check(
            &["A-1 done critical created=2026-09-01"],
            [0; 5],
            0,
            RiskLevel::Low,
        );
        let blocked = ["A-1 blocked who=ann created=30"; 7];
        check(&blocked, [7, 0, 0, 0, 0], 100, RiskLevel::High);
    }
}
