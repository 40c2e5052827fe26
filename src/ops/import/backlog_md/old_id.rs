//! How tasks name each other: `BACK-200.1`, `task-200.1`, `200.01`.

use std::collections::HashMap;

/// An id without its spelling: case and leading zeros do not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OldId {
    // First, so that tasks are sorted by number.
    numbers: Vec<u64>,
    prefix: String,
}

/// Drafts are numbered apart from tasks, whatever those are called.
const DRAFT: &str = "draft";

impl OldId {
    pub(crate) fn new(text: &str) -> OldId {
        let lower = text.trim().to_lowercase();
        let (prefix, digits) = lower.rsplit_once('-').unwrap_or(("", &lower));
        let numbers: Option<Vec<u64>> = digits.split('.').map(|part| part.parse().ok()).collect();
        match numbers {
            Some(numbers) => OldId {
                numbers,
                prefix: prefix.to_owned(),
            },
            None => OldId {
                numbers: Vec::new(),
                prefix: lower,
            },
        }
    }
}

/// Things by id.
#[derive(Debug)]
pub(crate) struct OldIds<T> {
    exact: HashMap<OldId, Vec<T>>,
    /// The one id with these numbers; none where there are several.
    by_numbers: HashMap<Vec<u64>, Option<OldId>>,
}

impl<T> OldIds<T> {
    pub(crate) fn new(things: impl IntoIterator<Item = (OldId, T)>) -> OldIds<T> {
        let mut ids = OldIds {
            exact: HashMap::new(),
            by_numbers: HashMap::new(),
        };
        for (id, thing) in things {
            if id.prefix != DRAFT && !id.numbers.is_empty() {
                let only = ids.by_numbers.entry(id.numbers.clone());
                let only = only.or_insert_with(|| Some(id.clone()));
                if only.as_ref() != Some(&id) {
                    *only = None;
                }
            }
            ids.exact.entry(id).or_default().push(thing);
        }
        ids
    }

    /// Those that have this very id.
    pub(crate) fn all(&self, id: &OldId) -> &[T] {
        self.exact.get(id).map_or(&[], Vec::as_slice)
    }

    /// The one that a reference means.
    ///
    /// A project that changes its prefix leaves old references as they are,
    /// so a prefix that leads nowhere does not count, if the number is
    /// anyone's. Where two have one id, the first is meant.
    pub(crate) fn find(&self, id: &OldId) -> Option<&T> {
        let exact = self.all(id).first();
        if exact.is_some() || id.prefix == DRAFT {
            return exact;
        }
        let similar = self.by_numbers.get(&id.numbers)?.as_ref()?;
        self.all(similar).first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_by_number() {
        let mut ids = ["BACK-10", "task-9", "BACK-9.10", "back-9.2", "x"].map(OldId::new);
        ids.sort();
        assert_eq!(
            ids,
            ["x", "TASK-9", "BACK-9.02", "BACK-9.10", "BACK-10"].map(OldId::new)
        );
    }

    #[test]
    fn references_find_their_task_in_any_spelling() {
        let things = [
            "BACK-1",
            "BACK-2.01",
            "draft-1",
            "draft-7",
            "BACK-3",
            "OTHER-3",
            "BACK-4",
            "BACK-4",
        ];
        let ids = OldIds::new(things.map(|id| (OldId::new(id), id)));
        for (reference, found) in [
            ("back-1", Some("BACK-1")),
            ("task-1", Some("BACK-1")),
            ("1", Some("BACK-1")),
            ("task-2.1", Some("BACK-2.01")),
            ("DRAFT-1", Some("draft-1")),
            ("draft-2.1", None),
            ("task-7", None),
            ("task-3", None),
            ("task-4", Some("BACK-4")),
            ("other-3", Some("OTHER-3")),
            ("task-9", None),
            ("", None),
        ] {
            assert_eq!(
                ids.find(&OldId::new(reference)).copied(),
                found,
                "{reference}"
            );
        }
    }
}
