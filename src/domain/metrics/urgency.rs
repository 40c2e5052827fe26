//! How pressing a priority is, whatever a project calls it.

use crate::domain::Vocabulary;

/// What a priority means for risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Critical.
    Critical,
    /// High.
    High,
    /// Everything else.
    Usual,
}

impl Urgency {
    /// The urgency of a priority: `critical` and `high` mean what they say. In a project that
    /// has neither word, and at least three priorities, they are the first two.
    pub fn of(priority: &str, vocabulary: &Vocabulary) -> Urgency {
        match priority {
            "critical" => return Urgency::Critical,
            "high" => return Urgency::High,
            _ => {}
        }
        let own = &vocabulary.priorities;
        let speaks_otherwise = own.len() >= 3
            && !own
                .iter()
                .any(|name| ["critical", "high"].contains(&name.as_str()));
        match vocabulary.priority_rank(priority) {
            0 if speaks_otherwise => Urgency::Critical,
            1 if speaks_otherwise => Urgency::High,
            _ => Urgency::Usual,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn check(priorities: &[&str], expected: &[Urgency]) {
        let words = priorities.iter().map(|word| word.parse().unwrap());
        let vocabulary = Vocabulary {
            statuses: Vec::new(),
            types: Vec::new(),
            priorities: words.collect(),
            labels: Vec::new(),
            transitions: BTreeMap::new(),
        };
        let found: Vec<Urgency> = priorities
            .iter()
            .map(|word| Urgency::of(word, &vocabulary))
            .collect();
        assert_eq!(found, expected, "{priorities:?}");
    }

    #[test]
    fn priorities_mean_what_they_say_or_where_they_stand() {
        use Urgency::Critical;
        use Urgency::High;
        use Urgency::Usual;

        check(
            &["critical", "high", "medium", "low"],
            &[Critical, High, Usual, Usual],
        );
        check(&["p0", "p1", "p2"], &[Critical, High, Usual]);
        check(&["now", "later"], &[Usual, Usual]);
        check(&["urgent", "high", "low"], &[Usual, High, Usual]);
    }
}
