//! Errors as people and programs read them.

use serde_json::Value;
use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::noun_groups::hint_for_missing;
use crate::cli::render::excerpt::excerpt;
use crate::config::ConfigError;
use crate::domain::Key;
use crate::domain::Unknown;
use crate::ops::OpError;
pub(crate) use crate::ops::nearest;
use crate::query::Fault;
use crate::query::QueryError;
use crate::store::FindError;
use crate::store::StoreError;
use crate::vcs::VcsError;

/// How wide a piece of a query is shown, with its margin within 80 columns.
const EXCERPT_WIDTH: usize = 76;

/// Why a command failed: an operation's error, or one of the front end's own.
#[derive(Debug)]
pub(crate) enum CliError {
    /// An operation did not happen.
    Op(OpError),
    /// The command line makes no sense.
    Usage {
        message: String,
        hint: Option<String>,
    },
    /// Something is to be agreed to, and there is nobody to ask.
    NeedsYes { deed: String, tickets: Vec<Key> },
    /// What was to be read or started cannot be.
    Io {
        message: String,
        source: std::io::Error,
    },
    /// Whoever reads the output has gone away.
    ClosedPipe,
}

/// What every command returns.
pub(crate) type CliResult = Result<ExitCode, CliError>;

impl<E: Into<OpError>> From<E> for CliError {
    fn from(error: E) -> CliError {
        CliError::Op(error.into())
    }
}

/// An error, taken apart for display.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) exit_code: ExitCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// Lines that show what the message is about.
    pub(crate) excerpt: Vec<String>,
    pub(crate) causes: Vec<String>,
    pub(crate) hint: Option<String>,
    pub(crate) details: Value,
}

impl CliError {
    /// Bad input that the front end noticed.
    pub(crate) fn usage(message: impl Into<String>) -> CliError {
        CliError::Usage {
            message: message.into(),
            hint: None,
        }
    }

    /// The same, with advice.
    pub(crate) fn usage_with_hint(message: impl Into<String>, hint: impl Into<String>) -> CliError {
        CliError::Usage {
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

impl Report {
    /// Takes an error apart; none for a closed pipe, which is no error.
    pub(crate) fn of(error: &CliError) -> Option<Report> {
        match error {
            CliError::ClosedPipe => None,
            CliError::Usage { message, hint } => Some(Report {
                exit_code: ExitCode::Usage,
                code: "usage",
                message: message.clone(),
                excerpt: Vec::new(),
                causes: Vec::new(),
                hint: hint.clone(),
                details: Value::Null,
            }),
            CliError::NeedsYes { deed, tickets } => Some(Report {
                exit_code: ExitCode::Usage,
                code: "usage",
                message: format!("to {deed} needs a yes, and there is nobody to ask"),
                excerpt: Vec::new(),
                causes: Vec::new(),
                hint: Some("`--yes` says it, `--dry-run` shows the changes".to_owned()),
                details: json!({ "tickets": tickets }),
            }),
            CliError::Io { message, source } => Some(Report {
                exit_code: ExitCode::Unreadable,
                code: "unreadable",
                message: message.clone(),
                excerpt: Vec::new(),
                causes: vec![source.to_string()],
                hint: None,
                details: Value::Null,
            }),
            CliError::Op(error) => Some(Report::of_operation(error)),
        }
    }

    /// Takes an operation's error apart.
    pub(crate) fn of_operation(error: &OpError) -> Report {
        let exit_code = ExitCode::of(error);
        Report {
            exit_code,
            code: exit_code.name(),
            message: error.to_string(),
            excerpt: excerpt_of(error),
            causes: causes(error),
            hint: hint(error),
            details: details(error),
        }
    }

    /// The object that `--format json` prints on stderr.
    pub(crate) fn to_json(&self) -> Value {
        let message = match self.causes.as_slice() {
            [] => self.message.clone(),
            causes => format!("{}: {}", self.message, causes.join(": ")),
        };
        json!({ "error": { "code": self.code, "message": message, "hint": self.hint, "details": self.details } })
    }
}

/// What lies behind an error. Those that show their source's text have none to add.
fn causes(error: &OpError) -> Vec<String> {
    let mut source = match error {
        OpError::Store(error) => std::error::Error::source(error),
        OpError::Vcs(error) => std::error::Error::source(error),
        OpError::NotCommitted { source } => return causes(source),
        _ => None,
    };
    let mut causes = Vec::new();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    causes
}

/// The place in the query, where it is a query that is wrong.
fn excerpt_of(error: &OpError) -> Vec<String> {
    match error {
        OpError::Query(error) => excerpt(error.parts(), EXCERPT_WIDTH).to_vec(),
        _ => Vec::new(),
    }
}

fn hint(error: &OpError) -> Option<String> {
    match error {
        OpError::Query(error) => error.hint(),
        OpError::NoProject { .. } => Some("`tickets init` makes a project here".to_owned()),
        OpError::Find(FindError::NotFound { similar, .. }) if !similar.is_empty() => {
            Some(did_you_mean(similar))
        }
        OpError::Find(FindError::NotFound {
            noun, reference, ..
        }) => Some(hint_for_missing(noun, reference)),
        OpError::Find(FindError::Ambiguous { candidates, .. }) => {
            let shown = candidates
                .iter()
                .take(10)
                .map(crate::store::RecordFile::stem);
            let mut names: Vec<String> = shown.map(|name| format!("`{name}`")).collect();
            if candidates.len() > names.len() {
                names.push("…".to_owned());
            }
            Some(format!("write more of one of them: {}", names.join(", ")))
        }
        OpError::Refused { hint, .. } | OpError::Invalid { hint, .. } => hint.clone(),
        OpError::Unknown {
            source: Unknown::Word { value, known, .. },
            ..
        } => Some(nearest(value, known)),
        OpError::Unreadable(problem) | OpError::Store(StoreError::Unreadable(problem)) => {
            problem.hint.clone()
        }
        OpError::Config(ConfigError::Unknown { similar, .. }) if !similar.is_empty() => {
            Some(did_you_mean(similar))
        }
        OpError::Config(ConfigError::Unknown { .. }) => {
            Some("`tickets config list` shows what there is".to_owned())
        }
        OpError::Config(ConfigError::Format { .. }) => {
            Some("a newer `tickets` reads them".to_owned())
        }
        OpError::Store(StoreError::LockTimeout { .. }) => {
            Some("try again; `--config lock_timeout_ms=60000` waits longer".to_owned())
        }
        OpError::Vcs(VcsError::UnknownRevision { .. }) => {
            Some("name a branch, a tag or a commit".to_owned())
        }
        OpError::NotCommitted { .. } => {
            Some("`git commit` or, later, `tickets commit` commits them".to_owned())
        }
        OpError::Vcs(VcsError::Bare { .. }) => Some("reading commands take `--rev`".to_owned()),
        OpError::NotFound { what, .. } => hint_for_thing(what),
        OpError::Conflict { .. } | OpError::Store(StoreError::Changed { .. }) => {
            Some("look at it as it is now, then try again".to_owned())
        }
        _ => None,
    }
}

/// Which command shows the things of a sort that are no records.
fn hint_for_thing(what: &str) -> Option<String> {
    let command = match what {
        "comment" => "tickets show KEY",
        "journal entry" => "tickets journal KEY --list",
        "time entry" => "tickets time KEY",
        "template" => "tickets template list",
        _ => return None,
    };
    Some(format!("`{command}` shows what there is"))
}

fn did_you_mean<T: ToString>(similar: &[T]) -> String {
    let names: Vec<String> = similar
        .iter()
        .map(|name| format!("`{}`", name.to_string()))
        .collect();
    format!("did you mean {}?", names.join(" or "))
}

fn details(error: &OpError) -> Value {
    match error {
        OpError::Query(error) => query_details(error),
        OpError::Find(FindError::NotFound {
            reference, similar, ..
        }) => json!({ "reference": reference, "similar": similar }),
        OpError::Find(FindError::Ambiguous {
            reference,
            candidates,
            ..
        }) => {
            let keys: Vec<String> = candidates
                .iter()
                .map(crate::store::RecordFile::stem)
                .collect();
            json!({ "reference": reference, "candidates": keys })
        }
        OpError::Refused { action, id, .. } => json!({ "action": action, "id": id }),
        OpError::Unknown {
            id,
            source: Unknown::Word { what, value, known },
        } => {
            json!({ "id": id, "what": what, "value": value, "known": known })
        }
        OpError::Unknown {
            id,
            source: Unknown::Transition { from, to, allowed },
        } => {
            json!({ "id": id, "from": from, "to": to, "allowed": allowed })
        }
        OpError::Unreadable(problem) | OpError::Store(StoreError::Unreadable(problem)) => {
            json!(problem)
        }
        OpError::Store(StoreError::LockTimeout { path, holder }) => {
            json!({ "lock": path, "holder": holder.to_string() })
        }
        OpError::Vcs(VcsError::UnknownRevision { revision }) => json!({ "revision": revision }),
        _ => Value::Null,
    }
}

/// Where in the query; the first character has position 1.
fn query_details(error: &QueryError) -> Value {
    let mut details = json!({
        "query": error.query(),
        "position": error.position(),
        "length": error.length(),
    });
    if let Fault::Word { value, known, .. } = &error.fault {
        details["value"] = json!(value);
        details["known"] = json!(known);
    }
    details
}
