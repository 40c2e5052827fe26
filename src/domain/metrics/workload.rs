//! Who has how much to do.

use std::collections::BTreeMap;

use crate::domain::metrics::WorkItem;

/// The open work of one person.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Workload {
    /// Who; none for what nobody has.
    pub assignee: Option<String>,
    /// How many open pieces.
    pub open: usize,
    /// How many of them are begun, held up or not.
    pub doing: usize,
    /// The story points of the open ones.
    pub points: u64,
    /// The estimated hours of the open ones.
    pub estimate_hours: f64,
}

/// The open work by who has it: those with the most first, and what nobody has last.
pub fn workload(items: &[WorkItem]) -> Vec<Workload> {
    let mut loads: BTreeMap<Option<&str>, Workload> = BTreeMap::new();
    for item in items.iter().filter(|item| item.is_open()) {
        let load = loads.entry(item.assignee.as_deref()).or_default();
        load.open += 1;
        load.doing += usize::from(item.is_under_way());
        load.points += u64::from(item.points.unwrap_or(0));
        load.estimate_hours += item.estimate_hours.unwrap_or(0.0);
    }
    let named = |(name, load): (Option<&str>, Workload)| Workload {
        assignee: name.map(str::to_owned),
        ..load
    };
    let mut loads: Vec<Workload> = loads.into_iter().map(named).collect();
    loads.sort_by_key(|load| (load.assignee.is_none(), std::cmp::Reverse(load.open)));
    loads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::metrics::table::items;

    #[test]
    fn everybody_has_what_is_open() {
        let items = items(&[
            "A-1 doing who=ann points=3 created=01",
            "A-2 todo who=bob points=5 created=01",
            "A-3 blocked who=bob created=01",
            "A-4 done who=ann points=8 created=01",
            "A-5 todo created=01",
            "A-6 todo created=01",
            "A-7 todo created=01",
        ]);
        let shown: Vec<(Option<String>, usize, usize, u64)> = workload(&items)
            .into_iter()
            .map(|load| (load.assignee, load.open, load.doing, load.points))
            .collect();
        assert_eq!(
            shown,
            [
                (Some("bob".to_owned()), 2, 1, 5),
                (Some("ann".to_owned()), 1, 1, 3),
                (None, 3, 0, 0)
            ]
        );
    }
}
