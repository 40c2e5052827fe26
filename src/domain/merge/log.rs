//! Rows that are only ever appended.

use std::collections::HashMap;
use std::collections::HashSet;

use serde_yaml::Value;

use crate::domain::Timestamp;
use crate::domain::merge::keyed::items;
use crate::domain::merge::meaning;
use crate::domain::merge::order::interleave;
use crate::domain::merge::sides::Three;

/// A row: when it happened, and all that it says.
type Row = (Option<Timestamp>, String);

/// The rows of both sides by time; a row that one side took back is gone.
///
/// Rows of one second stay in the order in which their side has them.
pub(crate) fn merge(three: Three) -> Value {
    let [base, ours, theirs] = [three.base, three.ours, three.theirs].map(rows);
    let sets = [&base, &ours, &theirs].map(|rows| rows.iter().collect::<HashSet<&Row>>());
    let [in_base, in_ours, in_theirs] = sets;
    let stays = |row: &&Row| {
        let is_in_both = in_ours.contains(row) && in_theirs.contains(row);
        is_in_both || !in_base.contains(row)
    };
    let kept = |rows: &[Row]| -> Vec<Row> { rows.iter().filter(stays).cloned().collect() };
    let mut merged = interleave(&base, &kept(&ours), &kept(&theirs));
    if merged.iter().all(|(time, _)| time.is_some()) {
        merged.sort_by_key(|(time, _)| *time);
    }
    let all = items(three.theirs).iter().chain(items(three.ours));
    let by_row: HashMap<Row, &Value> = all.map(|value| (row(value), value)).collect();
    let merged = merged.iter().filter_map(|row| by_row.get(row).copied());
    Value::Sequence(merged.cloned().collect())
}

/// The rows of a list, each once.
fn rows(value: Option<&Value>) -> Vec<Row> {
    let mut seen = HashSet::new();
    let rows = items(value).iter().map(row);
    rows.filter(|row| seen.insert(row.clone())).collect()
}

fn row(value: &Value) -> Row {
    (time_of(value), meaning::of(Some(value)))
}

fn time_of(row: &Value) -> Option<Timestamp> {
    let at = row.as_mapping()?.get("at")?;
    at.as_str()?.parse().ok()
}
