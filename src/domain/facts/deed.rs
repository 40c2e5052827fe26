//! The words that people group changes by.

use std::collections::BTreeSet;

use crate::domain::Category;
use crate::domain::ChangeKind;
use crate::domain::Entry;
use crate::domain::EntryChange;
use crate::domain::Fact;
use crate::domain::FactChange;
use crate::domain::RecordChange;
use crate::domain::RecordKind;
use crate::domain::Vocabulary;

/// What was done to a record, in a word; those that matter most come first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It is new.
    Created,
    /// Its work is done.
    Closed,
    /// It will not be done.
    Dropped,
    /// It was settled, and is no longer.
    Reopened,
    /// Its status is another, and it is settled as little or as much as before.
    Moved,
    /// Its priority is another.
    Reprioritised,
    /// Somebody said something.
    Commented,
    /// Somebody wrote in its journal, or spent time on it.
    Noted,
    /// It was put away.
    Archived,
    /// It was taken out again.
    Unarchived,
    /// It is gone.
    Deleted,
    /// It has another key.
    Renumbered,
    /// Something else differs.
    Edited,
}

impl Deed {
    /// All of them, in the order in which they are told.
    pub const ALL: [Deed; 13] = [
        Deed::Created,
        Deed::Closed,
        Deed::Dropped,
        Deed::Reopened,
        Deed::Moved,
        Deed::Reprioritised,
        Deed::Commented,
        Deed::Noted,
        Deed::Archived,
        Deed::Unarchived,
        Deed::Deleted,
        Deed::Renumbered,
        Deed::Edited,
    ];

    /// The word for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Deed::Created => "created",
            Deed::Closed => "closed",
            Deed::Dropped => "dropped",
            Deed::Reopened => "reopened",
            Deed::Moved => "moved",
            Deed::Reprioritised => "re-prioritised",
            Deed::Commented => "commented",
            Deed::Noted => "noted",
            Deed::Archived => "archived",
            Deed::Unarchived => "unarchived",
            Deed::Deleted => "deleted",
            Deed::Renumbered => "renumbered",
            Deed::Edited => "edited",
        }
    }
}

impl RecordChange {
    /// What was done, in words, the first of which is the one to group by; never empty.
    ///
    /// A created record is not also re-prioritised or edited, but it may be closed already.
    pub fn deeds(&self, vocabulary: &Vocabulary) -> Vec<Deed> {
        let kind = RecordKind::of_key(&self.key);
        let category = |name: &str| vocabulary.category_of(kind, name);
        let mut deeds = BTreeSet::new();
        match &self.kind {
            ChangeKind::Created => deeds.insert(Deed::Created),
            ChangeKind::Deleted => deeds.insert(Deed::Deleted),
            ChangeKind::Renumbered { .. } => deeds.insert(Deed::Renumbered),
            ChangeKind::Changed => false,
        };
        let is_new = self.kind == ChangeKind::Created;
        for fact in &self.facts {
            let deed = deed(fact, &category);
            let is_telling = !matches!(deed, Deed::Moved | Deed::Reprioritised | Deed::Edited);
            if !is_new || is_telling {
                deeds.insert(deed);
            }
        }
        // What was closed with a resolution was not edited besides.
        let is_settled = deeds.contains(&Deed::Closed) || deeds.contains(&Deed::Dropped);
        let is_reopened = deeds.contains(&Deed::Reopened);
        let edits = self
            .facts
            .iter()
            .filter(|fact| deed(fact, &category) == Deed::Edited && fact.field != RESOLUTION);
        if (is_settled || is_reopened) && edits.count() == 0 {
            deeds.remove(&Deed::Edited);
        }
        deeds.into_iter().collect()
    }

    /// The fact about its status, if that is one.
    pub fn moved(&self) -> Option<&Fact> {
        let is_moved = |fact: &&Fact| matches!(fact.change, FactChange::Moved { .. });
        self.facts.iter().find(is_moved)
    }
}

const RESOLUTION: &str = "resolution";

/// What a status of some name means.
type Meaning<'a> = dyn Fn(&str) -> Option<Category> + 'a;

fn deed(fact: &Fact, category: &Meaning<'_>) -> Deed {
    match (&fact.change, fact.field.as_str()) {
        (FactChange::Moved { from, to, .. }, _) => of_move(from, to, category),
        (FactChange::Value { .. }, "priority") => Deed::Reprioritised,
        (FactChange::Value { to: Some(_), .. }, "archived_at") => Deed::Archived,
        (FactChange::Value { to: None, .. }, "archived_at") => Deed::Unarchived,
        // A new record that never moved.
        (FactChange::Value { to: Some(to), .. }, "status") => of_move("", to, category),
        (FactChange::Entry { what, .. }, _) => match what {
            EntryChange::Added if fact.field == Entry::COMMENT => Deed::Commented,
            EntryChange::Added => Deed::Noted,
            EntryChange::Edited | EntryChange::Removed => Deed::Edited,
        },
        (
            FactChange::Value { .. }
            | FactChange::Replanned { .. }
            | FactChange::Set { .. }
            | FactChange::Text { .. }
            | FactChange::Criterion { .. }
            | FactChange::Reordered,
            _,
        ) => Deed::Edited,
    }
}

fn of_move(from: &str, to: &str, category: &Meaning<'_>) -> Deed {
    let was_settled = category(from).is_some_and(Category::is_settled);
    match category(to) {
        Some(Category::Done) if category(from) != Some(Category::Done) => Deed::Closed,
        Some(Category::Dropped) if category(from) != Some(Category::Dropped) => Deed::Dropped,
        Some(Category::Done | Category::Dropped) => Deed::Moved,
        Some(Category::Todo | Category::Doing | Category::Blocked) | None if was_settled => {
            Deed::Reopened
        }
        Some(Category::Todo | Category::Doing | Category::Blocked) | None => Deed::Moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StatusRule;

    fn vocabulary() -> Vocabulary {
        let rule = |name: &str, category| StatusRule {
            name: name.parse().unwrap(),
            category,
        };
        Vocabulary {
            statuses: vec![
                rule("open", Category::Todo),
                rule("in-progress", Category::Doing),
                rule("closed", Category::Done),
                rule("released", Category::Done),
                rule("cancelled", Category::Dropped),
            ],
            types: Vec::new(),
            priorities: Vec::new(),
            labels: Vec::new(),
            transitions: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn a_move_is_named_by_what_the_statuses_mean() {
        for (from, to, expected) in [
            ("open", "in-progress", Deed::Moved),
            ("open", "closed", Deed::Closed),
            ("cancelled", "closed", Deed::Closed),
            ("closed", "released", Deed::Moved),
            ("closed", "cancelled", Deed::Dropped),
            ("closed", "open", Deed::Reopened),
            ("cancelled", "unheard-of", Deed::Reopened),
            ("unheard-of", "open", Deed::Moved),
        ] {
            let vocabulary = vocabulary();
            let category = |name: &str| vocabulary.category(name);
            assert_eq!(of_move(from, to, &category), expected, "{from} {to}");
        }
    }

    #[test]
    fn every_deed_is_listed_once_in_its_order() {
        assert!(Deed::ALL.is_sorted());
        let different: BTreeSet<&str> = Deed::ALL.iter().map(|deed| deed.as_str()).collect();
        assert_eq!(different.len(), Deed::ALL.len());
    }
}
