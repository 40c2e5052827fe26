//! W: one durable replacement of a file of 2 KB, in the folder that is the argument.

use std::env;
use std::fs;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

fn main() {
    let folder = env::args_os().nth(1).expect("the folder is the argument");
    let folder = PathBuf::from(folder);
    let draft = folder.join(".floor.draft");
    let mut file = File::create(&draft).expect("the folder can be written");
    file.write_all(&[b'x'; 2_048]).expect("there is room");
    file.sync_all().expect("it was just written");
    drop(file);
    fs::rename(&draft, folder.join("floor")).expect("both are in one folder");
    let folder = File::open(&folder).expect("it is a folder");
    folder.sync_all().expect("it can be read");
}
