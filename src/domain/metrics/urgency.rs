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
