//! What the files of records are like now, so that the index knows what it knows.

use std::thread;

use crate::index::Row;
use crate::index::Snapshot;
use crate::index::text::Source;
use crate::ops::Tracker;
use crate::store::FileStamp;
use crate::store::Stamps;

/// From so many records on, another thread looks along.
const RECORDS_PER_THREAD: usize = 500;

/// The records of a snapshot that knows their entries, in its order, with a
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
    if count < 2 * RECORDS_PER_THREAD || is_past {
        return share(0, count);
    }
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = count.div_ceil(threads).max(RECORDS_PER_THREAD);
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
    let mut sum = Sum::default();
    for stamp in row.settled_stamps(snapshot)? {
        sum.add_stamp(stamp);
    }
    let stem = row.file_name().trim_end_matches(".yaml");
    let mut path = String::with_capacity(2 * stem.len());
    for name in row.entry_names() {
        path.clear();
        path.push_str(stem);
        path.push('/');
        path.push_str(name);
        let stamp = stamps.of(row.folder(), &path)?;
        if !stamp.is_settled_at(snapshot.begun()) {
            return None;
        }
        sum.add_name(name);
        sum.add_stamp(stamp);
    }
    Some(sum.0)
}

/// A sum of numbers, as wyhash mixes them (<https://github.com/wangyi-fudan/wyhash>): both
/// halves of a product. It has to tell a ticket's files from what they were before, and
/// nobody can choose their stamps, so it need not withstand an adversary as the standard
/// library's does, which takes five times as long.
#[derive(Debug, Default)]
struct Sum(u64);

impl Sum {
    fn add(&mut self, number: u64) {
        // Two of wyhash's own constants. The first keeps zeros from adding nothing.
        let one = self.0 ^ 0xa076_1d64_78bd_642f;
        let product = u128::from(one ^ number) * 0xe703_7ed1_a0b4_28db;
        let [low, high] = [product as u64, (product >> 64) as u64];
        // The sum so far goes in once more, so that it never is lost to a zero.
        self.0 = low ^ high ^ self.0.rotate_left(23);
    }

    fn add_stamp(&mut self, stamp: FileStamp) {
        self.add(stamp.modified.cast_unsigned());
        self.add(stamp.changed.cast_unsigned());
        self.add(stamp.size);
        self.add(stamp.inode);
    }

    fn add_name(&mut self, name: &str) {
        let (words, rest) = name.as_bytes().as_chunks();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
        self.add(name.len() as u64);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn sums_tell_all_neighbours_apart() {
        let mut sums = BTreeSet::new();
        let mut count = 0;
        for numbers in (0..4_096_u64).map(|bits| [bits & 15, bits >> 4 & 15, bits >> 8]) {
            // Low bits, high bits, and what stamps look like.
            for shift in [0, 30, 60] {
                let mut sum = Sum::default();
                for number in numbers {
                    sum.add(1_763_700_000_000_000_000 ^ (number << shift));
                }
                sums.insert(sum.0);
                count += 1;
            }
        }
        // All zeros are the same wherever they are shifted to.
        assert_eq!(sums.len(), count - 2);
    }

    #[test]
    fn names_are_told_apart_by_every_byte_and_their_length() {
        let sum = |name: &str| {
            let mut sum = Sum::default();
            sum.add_name(name);
            sum.0
        };
        let names = ["", "a", "b", "a\0", "comment-1", "comment-2", "domment-1"];
        let sums: BTreeSet<u64> = names.map(sum).into();
        assert_eq!(sums.len(), names.len());
    }
}
