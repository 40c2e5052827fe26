//! What the files of tickets are like now, so that the index knows what it knows.

use std::hash::DefaultHasher;
use std::hash::Hash as _;
use std::hash::Hasher as _;
use std::thread;

use crate::index::Row;
use crate::index::Snapshot;
use crate::index::text::Source;
use crate::ops::Tracker;
use crate::store::Stamps;

/// From so many tickets on, another thread looks along.
const TICKETS_PER_THREAD: usize = 500;

/// The tickets of a snapshot that knows their entries, in its order, with a
/// fingerprint of each one's file and entries; none of those of a revision.
///
/// That an entry came or went, its folder tells. What it says, only its own stamp
/// tells: some editors write files in place.
pub(crate) fn sources(tracker: &Tracker, snapshot: &Snapshot) -> Vec<Source> {
    let is_past = tracker.store.source().revision().is_some();
    let home = tracker.store.home();
    let share = |from: usize, to: usize| -> Vec<Source> {
        let mut stamps = (!is_past).then(|| Stamps::new(home));
        let rows = (from..to).map(|place| snapshot.row(place));
        rows.map(|row| Source {
            path: row.path(),
            fingerprint: (stamps.as_mut()).and_then(|stamps| fingerprint(stamps, snapshot, &row)),
        })
        .collect()
    };
    let count = snapshot.len();
    if count < 2 * TICKETS_PER_THREAD || is_past {
        return share(0, count);
    }
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = count.div_ceil(threads).max(TICKETS_PER_THREAD);
    thread::scope(|scope| {
        let share = &share;
        let workers: Vec<_> = (0..count)
            .step_by(size)
            .map(|from| scope.spawn(move || share(from, (from + size).min(count))))
            .collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        let shares = joined.map(|share| share.expect("looking does not panic"));
        shares.flatten().collect()
    })
}

/// None where a file may change again without its stamp telling.
fn fingerprint(stamps: &mut Stamps, snapshot: &Snapshot, row: &Row<'_>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    row.settled_stamps(snapshot)?.hash(&mut hasher);
    let stem = row.file_name().trim_end_matches(".yaml");
    for name in row.entry_names() {
        let stamp = stamps.of(row.folder(), &format!("{stem}/{name}"))?;
        if !stamp.is_settled_at(snapshot.begun()) {
            return None;
        }
        (name, stamp).hash(&mut hasher);
    }
    Some(hasher.finish())
}
