//! Text from arguments, files and standard input.

use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;

use crate::cli::report::CliError;
use crate::cli::surroundings;

/// More than this is no text that somebody wrote for a ticket.
const TEXT_MAX: u64 = 4_000_000;

/// More than this is no export that fits into memory with what is made of it.
const RECORDS_MAX: u64 = 2_000_000_000;

/// The text of an argument, where `-` stands for standard input.
pub(crate) fn text(argument: &str) -> Result<String, CliError> {
    if argument == "-" {
        standard_input(TEXT_MAX)
    } else {
        Ok(argument.to_owned())
    }
}

/// Refuses as text what is a mistyped option: `--dryrun` must not become a title.
/// After `--`, everything is text.
pub(crate) fn refuse_option(text: &str) -> Result<(), CliError> {
    let is_plain = |rest: &str| rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let long = text.strip_prefix("--");
    let short = text.strip_prefix('-').filter(|rest| rest.len() == 1);
    let is_option = long
        .or(short)
        .is_some_and(|rest| !rest.is_empty() && is_plain(rest));
    if is_option && !surroundings::has_escape() {
        return Err(CliError::usage_with_hint(
            format!("no option `{text}`"),
            format!("as text it goes after `--`: `-- {text}`"),
        ));
    }
    Ok(())
}

/// The text of a file, where `-` stands for standard input.
pub(crate) fn file(path: &Path) -> Result<String, CliError> {
    file_up_to(path, TEXT_MAX)
}

/// The records of a file, where `-` stands for standard input.
pub(crate) fn records(path: &Path) -> Result<String, CliError> {
    file_up_to(path, RECORDS_MAX)
}

fn file_up_to(path: &Path, limit: u64) -> Result<String, CliError> {
    if path == Path::new("-") {
        return standard_input(limit);
    }
    let shown = path.display();
    let cannot_read = |source| CliError::Io {
        message: format!("cannot read `{shown}`"),
        source,
    };
    let file = fs::File::open(path).map_err(cannot_read)?;
    read(file, &format!("`{shown}`"), limit)
}

fn standard_input(limit: u64) -> Result<String, CliError> {
    read(io::stdin().lock(), "standard input", limit)
}

fn read(source: impl io::Read, name: &str, limit: u64) -> Result<String, CliError> {
    let mut bytes = Vec::new();
    let cannot_read = |source| CliError::Io {
        message: format!("cannot read {name}"),
        source,
    };
    source
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(cannot_read)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(CliError::usage(format!(
            "{name} has more than {limit} bytes"
        )));
    }
    String::from_utf8(bytes).map_err(|_| CliError::usage(format!("{name} is not UTF-8 text")))
}
