//! The commands in which the kinds of record have their verbs.

use crate::domain::Key;
use crate::domain::RecordKind;

/// What helps somebody who named a record that there is not: of the kind that was looked for, or of another.
pub(crate) fn hint_for_missing(noun: &str, reference: &str) -> String {
    let mut kinds = RecordKind::ALL.into_iter();
    let wanted = kinds.find(|kind| kind.kind().noun == noun);
    let wanted = wanted.unwrap_or(RecordKind::Ticket);
    let key: Option<Key> = reference.parse().ok();
    let meant = key.map_or(wanted, |key| RecordKind::of_key(&key));
    if meant == wanted {
        return format!("`tickets {}` shows what there is", lister(wanted));
    }
    let own = match group(meant) {
        Some(group) => format!("`tickets {group} --help` tells"),
        None => "`tickets --help` tells".to_owned(),
    };
    let one = meant.kind().one();
    format!("that is the key of {one}; {own} what can be done with it")
}

/// The command that lists all records of a kind.
pub(crate) fn lister(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Ticket => "list --all",
        RecordKind::Epic => "epic list --all",
        RecordKind::BacklogItem => "backlog list --all",
        RecordKind::Sprint => "sprint list --all",
        RecordKind::Requirement => "requirements list",
    }
}

/// The command that has a kind's verbs; those of tickets stand alone.
fn group(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::Ticket => None,
        RecordKind::Epic => Some("epic"),
        RecordKind::BacklogItem => Some("backlog"),
        RecordKind::Sprint => Some("sprint"),
        RecordKind::Requirement => Some("requirements"),
    }
}
