//! R: every record file and every entry file read, as cheap as std allows.
//!
//! Arguments: the folder of a kind of record, and the number of threads.

use std::env;
use std::fs;
use std::path::Path;
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
    let bytes: usize = if threads == 1 {
        shards.iter().map(|shard| read(shard)).sum()
    } else {
        thread::scope(|scope| {
            let parts = shards.chunks(share);
            let workers: Vec<_> = parts
                .map(|part| scope.spawn(|| part.iter().map(|shard| read(shard)).sum::<usize>()))
                .collect();
            let sums = workers.into_iter().map(|worker| worker.join());
            sums.map(|sum| sum.expect("a reader does not panic")).sum()
        })
    };
    // What nobody uses might be optimised away.
    assert!(bytes > 0, "the records are not empty");
}

/// The size of all files below a folder, counted by reading them.
fn read(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("it was listed").flatten();
    entries
        .map(|entry| {
            if entry.file_type().is_ok_and(|nature| nature.is_dir()) {
                return read(&entry.path());
            }
            fs::read(entry.path()).expect("it was listed").len()
        })
        .sum()
}
