//! The one place that looks at the process and its environment.

use std::cell::LazyCell;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::invocation::WriteArgs;
use crate::domain::Timestamp;
use crate::ops::Random;
use crate::ops::Surroundings;
use crate::vcs::Environment;

/// An environment variable.
#[expect(clippy::disallowed_methods, reason = "this is the place for it")]
pub(crate) fn variable_os(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// An environment variable that is text and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    variable_os(name)?
        .into_string()
        .ok()
        .filter(|text| !text.is_empty())
}

/// What a command is told about the world, for a project looked for from `folder`.
///
/// `TICKETS_NOW` and `TICKETS_SEED` fix the clock and the random numbers, for
/// tests and for runs that must give the same bytes again.
pub(crate) fn surroundings(folder: PathBuf, flags: Vec<String>, write: WriteArgs) -> Surroundings {
    Surroundings {
        folder,
        vcs: Environment::from_variables(variable_os),
        user_config: user_config(),
        variable: Box::new(variable),
        flags,
        program: LazyCell::new(program),
        holder,
        clock: Box::new(now),
        random: random(),
        writes: write.writes(),
        commits: write.commit,
        revision: None,
    }
}

/// The user's settings file, whether or not there is one.
pub(crate) fn user_config() -> Option<PathBuf> {
    let config = variable_os("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let home = || variable_os("HOME").map(|home| PathBuf::from(home).join(".config"));
    Some(config.or_else(home)?.join("tickets/config.yaml"))
}

/// The name of this program where the search path leads to it, else its path.
///
/// A name goes on working when the program is installed anew at another place.
fn program() -> String {
    const NAME: &str = "tickets";
    let own = std::env::current_exe().and_then(std::fs::canonicalize);
    let Ok(own) = own else {
        return NAME.to_owned();
    };
    let path = variable_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).find(|folder| folder.join(NAME).is_file());
    let found = found.and_then(|folder| std::fs::canonicalize(folder.join(NAME)).ok());
    if found.as_ref() == Some(&own) {
        return NAME.to_owned();
    }
    own.display().to_string()
}

/// The time, unless `TICKETS_NOW` says another.
#[expect(clippy::disallowed_methods, reason = "this is the place for it")]
pub(crate) fn now() -> Timestamp {
    let fixed = variable("TICKETS_NOW").and_then(|text| text.parse().ok());
    fixed.unwrap_or_else(|| Timestamp::new(std::time::SystemTime::now().into()))
}

fn random() -> Random {
    match variable("TICKETS_SEED").and_then(|text| text.parse().ok()) {
        Some(seed) => Random::seeded(seed),
        None => Random::system(),
    }
}

/// Whether the command line has a `--`, after which nothing is an option.
pub(crate) fn has_escape() -> bool {
    std::env::args_os().any(|word| word == "--")
}

/// `pid 4711 on host, tickets close TICKET-1`
fn holder() -> String {
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .take(4)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| variable("HOSTNAME"));
    let host = host.map_or_else(|| "this machine".to_owned(), |host| host.trim().to_owned());
    let command: String = words.join(" ").chars().take(80).collect();
    format!("pid {} on {host}: `tickets {command}`", std::process::id())
}
