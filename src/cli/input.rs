//! Text from arguments, files and standard input.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;

use crate::cli::report::CliError;

/// More than this is no text that somebody wrote for a ticket.
const BYTES_MAX: u64 = 4_000_000;

/// The text of an argument, where `-` stands for standard input.
pub(crate) fn text(argument: &str) -> Result<String, CliError> {
    if argument == "-" {
        standard_input()
    } else {
        Ok(argument.to_owned())
    }
}

/// The text of a file, where `-` stands for standard input.
pub(crate) fn file(path: &Path) -> Result<String, CliError> {
    if path == Path::new("-") {
        return standard_input();
    }
    let shown = path.display();
    let cannot_read = |source| CliError::Io {
        message: format!("cannot read `{shown}`"),
        source,
    };
    let file = fs::File::open(path).map_err(cannot_read)?;
    read(file, &format!("`{shown}`"))
}

fn standard_input() -> Result<String, CliError> {
    read(io::stdin().lock(), "standard input")
}

fn read(source: impl io::Read, name: &str) -> Result<String, CliError> {
    let mut bytes = Vec::new();
    let cannot_read = |source| CliError::Io {
        message: format!("cannot read {name}"),
        source,
    };
    source
        .take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(cannot_read)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > BYTES_MAX {
        return Err(CliError::usage(format!(
            "{name} has more than {BYTES_MAX} bytes"
        )));
    }
    String::from_utf8(bytes).map_err(|_| CliError::usage(format!("{name} is not UTF-8 text")))
}
