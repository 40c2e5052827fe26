//! The files of `corpus/`, which together use all of the language.

use std::fs;
use std::path::Path;

/// Each file's name and text, in the order of the names.
pub(crate) fn corpus() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/features/corpus");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    assert!(files.len() >= 20, "only {} files", files.len());
    files
}
