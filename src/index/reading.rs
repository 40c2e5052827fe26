//! Reading many record files.

use std::thread;

use crate::domain::Record;
use crate::store::Disk;
use crate::store::Files as _;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;
use crate::store::parse_record;

/// From so many files on, another thread reads along.
const FILES_PER_THREAD: usize = 64;

/// Reads record files, each with something that says what it is wanted for, and
/// makes something of each; with several threads where there are many.
pub(crate) fn read_all<R: Record, L: Send, T: Send>(
    store: &Store,
    mut wanted: Vec<(L, RecordFile)>,
    make: &(impl Fn(Stored<R>) -> T + Sync),
) -> Vec<(L, Result<T, Problem>)> {
    let disk = store.disk();
    if wanted.len() < 2 * FILES_PER_THREAD {
        return read_share(&disk, wanted, make);
    }
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = wanted.len().div_ceil(threads).max(FILES_PER_THREAD);
    let mut shares = Vec::new();
    while wanted.len() > size {
        shares.push(wanted.split_off(wanted.len() - size));
    }
    thread::scope(|scope| {
        let disk = &disk;
        let start = |share| scope.spawn(move || read_share(disk, share, make));
        let workers: Vec<_> = shares.into_iter().map(start).collect();
        let mut read = read_share(disk, wanted, make);
        let joined = workers.into_iter().rev().map(|worker| worker.join());
        read.extend(joined.flat_map(|share| share.expect("reading does not panic")));
        read
    })
}

fn read_share<R: Record, L, T>(
    disk: &Disk,
    wanted: Vec<(L, RecordFile)>,
    make: &impl Fn(Stored<R>) -> T,
) -> Vec<(L, Result<T, Problem>)> {
    let read = |(what, file): (L, RecordFile)| {
        let bytes = disk.read(&file.path);
        let stored = bytes.and_then(|bytes| parse_record(&file, &bytes));
        (what, stored.map(make))
    };
    wanted.into_iter().map(read).collect()
}
