//! S: one look at the stamp of every record file, as cheap as std allows.
//!
//! Arguments: the folder of a kind of record, and the number of threads, as
//! more than one pays only where there are many files.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::thread;

fn main() {
    let mut arguments = env::args_os().skip(1);
    let home = arguments.next().expect("the folder is the first argument");
    let threads = arguments.next().expect("the number of threads is the second");
    let threads: usize = threads.to_string_lossy().parse().expect("it is a number");

    let shards = fs::read_dir(home).expect("the bench made it");
    let shards: Vec<PathBuf> = shards.flatten().map(|shard| shard.path()).collect();
    let share = shards.len().div_ceil(threads);
    let bytes: u64 = if threads == 1 {
        shards.iter().map(look).sum()
    } else {
        thread::scope(|scope| {
            let parts = shards.chunks(share);
            let workers: Vec<_> = parts
                .map(|part| scope.spawn(|| part.iter().map(look).sum::<u64>()))
                .collect();
            let sums = workers.into_iter().map(|worker| worker.join());
            sums.map(|sum| sum.expect("a look does not panic")).sum()
        })
    };
    // What nobody uses might be optimised away.
    assert!(bytes > 0, "the records are not empty");
}

/// The size of all records in a folder; only a stamp tells it.
fn look(shard: &PathBuf) -> u64 {
    let entries = fs::read_dir(shard).expect("it was listed").flatten();
    let records = entries.filter(|entry| entry.file_name().as_encoded_bytes().ends_with(b".yaml"));
    records
        .map(|record| record.metadata().expect("it was listed").len())
        .sum()
}
