//! Writing a file that the user named, whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Puts `bytes` in the place of the file at `path`; until that is done, what was there stays.
///
/// What is no file, such as a device or a pipe, is written to; a link's target is replaced and not the link.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    if target.exists() && !target.is_file() {
        return File::options().write(true).open(&target)?.write_all(bytes);
    }
    let draft = draft(&target);
    let written = File::create_new(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        fs::rename(&draft, &target)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&draft);
    }
    written
}

/// A file beside `path` that belongs to this process.
fn draft(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tickets-tmp", std::process::id()));
    path.with_file_name(name)
}
