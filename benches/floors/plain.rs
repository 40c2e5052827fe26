//! P: 1,000 files of 300 bytes written into a new folder, which is the argument, in the plainest way: created and
//! written once, without a draft, a rename or a sync.

use std::env;
use std::fs;
use std::path::PathBuf;

fn main() {
    let folder = env::args_os().nth(1).expect("the folder is the argument");
    let folder = PathBuf::from(folder);
    fs::create_dir(&folder).expect("the bench took the last one away");
    for number in 0..1_000 {
        let path = folder.join(format!("TICKET-{number}-add-the-export-of-invoices.yaml"));
        fs::write(path, [b'x'; 300]).expect("there is room");
    }
}
