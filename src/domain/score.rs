//! Which work to do first, as a number.

use crate::domain::BacklogItem;
use crate::domain::Summary;
use crate::domain::Vocabulary;

/// How much priority, value and size weigh against each other, and what stands
/// in for a value or a size that nobody has estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreRule {
    /// What each step of the priority adds.
    pub priority: u32,
    /// What each point of business value adds.
    pub value: u32,
    /// What each story point takes away.
    pub points: u32,
    /// The business value of what has none.
    pub assumed_value: u32,
    /// The story points of what has none.
    pub assumed_points: u32,
}

/// A score and what it is made of: the parts add up to the total.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Score {
    /// The sum; the highest comes first.
    pub total: i64,
    /// What the priority adds.
    pub priority: i64,
    /// What the business value adds.
    pub value: i64,
    /// What the size takes away, as a number that is not above zero.
    pub points: i64,
    /// The fields that were assumed: `business_value`, `story_points`.
    pub assumed: Vec<&'static str>,
}

impl Default for ScoreRule {
    /// What projects have that say nothing.
    fn default() -> Self {
        ScoreRule {
            priority: 100,
            value: 1,
            points: 2,
            assumed_value: 50,
            assumed_points: 5,
        }
    }
}

impl ScoreRule {
    /// The score of a backlog item.
    pub fn of_item(&self, vocabulary: &Vocabulary, item: &BacklogItem) -> Score {
        let (value, points) = (item.business_value, item.story_points);
        self.score(vocabulary, item.priority.as_str(), value, points)
    }

    /// The score of a ticket, which says nothing of its value.
    pub fn of_ticket(&self, vocabulary: &Vocabulary, ticket: &Summary<'_>) -> Score {
        self.score(vocabulary, &ticket.priority, None, ticket.story_points)
    }

    /// The score of anything that has these fields. Zero is a value like any
    /// other; only what is absent is assumed.
    pub fn score(
        &self,
        vocabulary: &Vocabulary,
        priority: &str,
        business_value: Option<u32>,
        story_points: Option<u32>,
    ) -> Score {
        let mut assumed = Vec::new();
        if business_value.is_none() {
            assumed.push("business_value");
        }
        if story_points.is_none() {
            assumed.push("story_points");
        }
        let times = |weight: u32, amount: u32| i64::from(weight).saturating_mul(amount.into());
        let priority = times(self.priority, level(vocabulary, priority));
        let value = times(self.value, business_value.unwrap_or(self.assumed_value));
        let points = -times(self.points, story_points.unwrap_or(self.assumed_points));
        Score {
            total: priority.saturating_add(value).saturating_add(points),
            priority,
            value,
            points,
            assumed,
        }
    }
}

/// 1 for the project's lowest priority, one more for each above it; 0 for one that it does not have.
fn level(vocabulary: &Vocabulary, priority: &str) -> u32 {
    let above = vocabulary.priority_rank(priority);
    u32::try_from(vocabulary.priorities.len() - above).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::Record as _;
    use crate::domain::Ticket;

    fn vocabulary(priorities: &[&str]) -> Vocabulary {
        Vocabulary {
            statuses: Vec::new(),
            types: Vec::new(),
            priorities: priorities
                .iter()
                .map(|word| word.parse().unwrap())
                .collect(),
            labels: Vec::new(),
            transitions: BTreeMap::new(),
        }
    }

    const USUAL: [&str; 4] = ["critical", "high", "medium", "low"];

    #[test]
    fn a_score_is_priority_and_value_less_size() {
        let check = |priority: &str, value, points, total| {
            let score = ScoreRule::default().score(&vocabulary(&USUAL), priority, value, points);
            assert_eq!(score.total, total, "{priority} {value:?} {points:?}");
            assert_eq!(score.priority + score.value + score.points, total);
        };
        check("high", Some(90), Some(8), 374);
        check("critical", None, None, 440);
        check("low", Some(1), Some(0), 101);
        check("medium", Some(60), Some(5), 250);
        check("low", Some(30), Some(13), 104);
        check("low", Some(0), None, 90);
        check("low", None, Some(0), 150);
        check("high", Some(95), Some(2), 391);
        // Larger than everything that speaks for it.
        check("low", Some(1), Some(100), -99);
        check("by-hand", Some(10), Some(1), 8);
    }

    #[test]
    fn only_what_is_absent_is_assumed() {
        let rule = ScoreRule::default();
        let assumed = |value, points| {
            let score = rule.score(&vocabulary(&USUAL), "low", value, points);
            score.assumed
        };
        assert_eq!(assumed(Some(0), Some(0)), Vec::<&str>::new());
        assert_eq!(assumed(None, Some(0)), ["business_value"]);
        assert_eq!(assumed(Some(0), None), ["story_points"]);
        assert_eq!(assumed(None, None), ["business_value", "story_points"]);
    }

    #[test]
    fn the_lowest_priority_of_any_project_counts_once() {
        let own = vocabulary(&["now", "later"]);
        let rule = ScoreRule::default();
        assert_eq!(rule.score(&own, "later", Some(0), Some(0)).total, 100);
        assert_eq!(rule.score(&own, "now", Some(0), Some(0)).total, 200);
    }

    #[test]
    fn weights_and_assumptions_are_the_projects_own() {
        let rule = ScoreRule {
            priority: 10,
            value: 3,
            points: 1,
            assumed_value: 20,
            assumed_points: 7,
        };
        let usual = vocabulary(&USUAL);
        assert_eq!(rule.score(&usual, "high", Some(4), Some(2)).total, 40);
        assert_eq!(rule.score(&usual, "high", None, None).total, 83);
    }

    #[test]
    fn the_largest_numbers_are_no_trouble() {
        let rule = ScoreRule {
            priority: u32::MAX,
            value: u32::MAX,
            points: u32::MAX,
            ..ScoreRule::default()
        };
        let all = Some(u32::MAX);
        let score = rule.score(&vocabulary(&USUAL), "critical", all, all);
        assert!(score.points < 0 && score.value == i64::MAX);
    }

    #[test]
    fn a_ticket_has_no_value_of_its_own() {
        let mut ticket = Ticket::new("TICKET-1".parse().unwrap(), "Something".parse().unwrap());
        ticket.story_points = Some(3);
        let score = ScoreRule::default().of_ticket(&vocabulary(&USUAL), &ticket.summary());
        assert_eq!((score.total, score.assumed), (244, vec!["business_value"]));
    }
}
