//! Text from arguments, files and standard input.

use std::fs;
use std::io;
use std::io::BufRead as _;
use std::io::Read as _;
use std::path::Path;

use crate::cli::report::CliError;
use crate::cli::surroundings;
use crate::ops::LINE_BYTES_MAX;

/// More than this is no text that somebody wrote for a ticket.
const TEXT_MAX: u64 = 4_000_000;

/// More than this is no report of a test run that somebody waited for.
const REPORT_MAX: u64 = 64_000_000;

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

/// The report in a file, where `-` stands for standard input.
pub(crate) fn report(path: &Path) -> Result<String, CliError> {
    file_up_to(path, REPORT_MAX)
}

/// The records of a file, where `-` stands for standard input.
pub(crate) fn records(path: &Path) -> Result<String, CliError> {
    file_up_to(path, RECORDS_MAX)
}

/// The lines of a file one after the other, where `-` stands for standard
/// input. Of one that is longer than operations may be, only the beginning comes.
pub(crate) fn lines(path: &Path) -> Result<Lines, CliError> {
    let name = path.display().to_string();
    if path == Path::new("-") {
        let source = Box::new(io::stdin().lock());
        let name = "standard input".to_owned();
        return Ok(Lines { source, name });
    }
    let file = fs::File::open(path).map_err(|source| CliError::Io {
        message: format!("cannot read `{name}`"),
        source,
    })?;
    let source = Box::new(io::BufReader::new(file));
    let name = format!("`{name}`");
    Ok(Lines { source, name })
}

/// The same, all of them, if they fit into memory.
pub(crate) fn all_lines(path: &Path) -> Result<Vec<Vec<u8>>, CliError> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    for line in self::lines(path)? {
        let line = line?;
        bytes += u64::try_from(line.len()).unwrap_or(u64::MAX);
        if bytes > RECORDS_MAX {
            let message = format!("`{}` has more than {RECORDS_MAX} bytes", path.display());
            return Err(CliError::usage(message));
        }
        lines.push(line);
    }
    Ok(lines)
}

/// The lines of a file, one at a time.
pub(crate) struct Lines {
    source: Box<dyn io::BufRead>,
    name: String,
}

impl Lines {
    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let limit = u64::try_from(LINE_BYTES_MAX).unwrap_or(u64::MAX);
        let mut line = Vec::new();
        let mut beginning = self.source.by_ref().take(limit.saturating_add(2));
        if beginning.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let mut is_whole = line.ends_with(b"\n");
        while !is_whole {
            let rest = self.source.fill_buf()?;
            let end = rest.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(rest.len(), |end| end + 1);
            is_whole = end.is_some() || rest.is_empty();
            self.source.consume(length);
        }
        Ok(Some(line))
    }
}

impl Iterator for Lines {
    type Item = Result<Vec<u8>, CliError>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.read().map_err(|source| CliError::Io {
            message: format!("cannot read {}", self.name),
            source,
        });
        line.transpose()
    }
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
