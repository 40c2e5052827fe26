//! The user's editor.

use std::fs;
use std::process::Command;

use crate::cli::report::CliError;
use crate::cli::surroundings;

/// Lets the user edit `text` in a temporary file with this ending, and returns what they made of it.
///
/// The editor is `chosen`, `$VISUAL`, `$EDITOR` or `vi`; its words are split at
/// blanks and no shell is involved.
pub(crate) fn edit(text: &str, ending: &str, chosen: Option<&str>) -> Result<String, CliError> {
    let configured = chosen.map(str::to_owned);
    let editor = configured
        .or_else(|| surroundings::variable("VISUAL"))
        .or_else(|| surroundings::variable("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned());
    let folder = Scratch::new()?;
    let path = folder.0.join(format!("ticket{ending}"));
    let failed = |what: &str| {
        let message = format!("cannot {what} `{}`", path.display());
        move |source| CliError::Io { message, source }
    };
    write_private(&path, text).map_err(failed("write"))?;

    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(&path).status();
    let status = status.map_err(|source| CliError::Io {
        message: format!("cannot start the editor `{program}`"),
        source,
    })?;
    if !status.success() {
        return Err(CliError::usage(format!(
            "the editor `{program}` ended with {status}; nothing was changed"
        )));
    }
    fs::read_to_string(&path).map_err(failed("read"))
}

#[cfg(unix)]
fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(text.as_bytes())
}

/// A folder of this process's own, removed when the edit is over.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new() -> Result<Scratch, CliError> {
        let unique = format!(
            "tickets-{}-{}",
            std::process::id(),
            crate::ops::Random::system().symbols(8)
        );
        let path = std::env::temp_dir().join(unique);
        let created = fs::create_dir(&path);
        created.map_err(|source| CliError::Io {
            message: format!("cannot create `{}`", path.display()),
            source,
        })?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed from the temporary folder, the system removes.
        let _ = fs::remove_dir_all(&self.0);
    }
}
