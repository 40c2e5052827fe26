//! A whole query.

use crate::domain::Summary;
use crate::query::Condition;
use crate::query::Known;
use crate::query::Scope;
use crate::query::Sort;
use crate::query::SortKey;
use crate::query::TextTerm;

/// Which tickets, how far to look for them, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What a ticket must be.
    pub condition: Condition,
    /// How far to look; none for as far as the condition does by itself.
    pub scope: Option<Scope>,
    /// The order; of no keys, the most important come first.
    pub sort: Vec<Sort>,
}

/// How a ticket stands to a query; what is found is less than what is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is one of those asked for.
    Matches,
    /// It would be, but the query does not look so far.
    Hidden,
    /// It is none of them.
    Misses,
}

impl Default for Query {
    fn default() -> Query {
        Query {
            condition: Condition::everything(),
            scope: None,
            sort: Vec::new(),
        }
    }
}

impl Query {
    /// This query, for tickets that meet `condition` too.
    #[must_use]
    pub fn and(mut self, condition: Condition) -> Query {
        self.condition = Condition::all([self.condition, condition]);
        self
    }

    /// How far it looks.
    pub fn scope(&self) -> Scope {
        self.scope.unwrap_or_else(|| self.condition.scope())
    }

    /// How a ticket stands to it; `text` tells whether this ticket holds a term.
    pub fn judge(
        &self,
        summary: &Summary<'_>,
        known: Known<'_>,
        text: &mut dyn FnMut(&TextTerm) -> bool,
    ) -> Verdict {
        if !self.condition.matches(summary, known, text) {
            Verdict::Misses
        } else if self.scope().holds(summary, known.vocabulary) {
            Verdict::Matches
        } else {
            Verdict::Hidden
        }
    }

    /// Whether it needs [`Summary::updated_at`], to choose or to sort.
    pub fn needs_updated(&self) -> bool {
        let sorts = |sort: &Sort| sort.key == SortKey::Updated;
        self.condition.needs_updated() || self.sort.iter().any(sorts)
    }
}
