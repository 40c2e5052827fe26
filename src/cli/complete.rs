//! Completion of keys and branches while one types.

use std::ffi::OsStr;

use clap_complete::engine::CompletionCandidate;

use crate::cli::invocation::WriteArgs;
use crate::cli::surroundings::surroundings;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Ticket;
use crate::ops;
use crate::ops::Tracker;

const KEYS_MAX: usize = 2_000;

/// The branches of the repository around the current folder.
pub(crate) fn branches() -> Vec<CompletionCandidate> {
    let Ok(folder) = std::env::current_dir() else {
        return Vec::new();
    };
    let names = ops::branches(&surroundings(folder, Vec::new(), WriteArgs::NONE));
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// The keys of the project's tickets, with the words of their titles.
pub(crate) fn keys() -> Vec<CompletionCandidate> {
    keys_of::<Ticket>()
}

/// The keys of all records, those of tickets first.
pub(crate) fn keys_of_any() -> Vec<CompletionCandidate> {
    keys_of_kinds(&RecordKind::ALL)
}

/// The keys of all records that requirements may be of.
pub(crate) fn keys_of_holders() -> Vec<CompletionCandidate> {
    keys_of_kinds(RecordKind::Requirement.referred_to_in("of"))
}

fn keys_of_kinds(kinds: &[RecordKind]) -> Vec<CompletionCandidate> {
    let keys = kinds.iter().map(|kind| kind.accept(Keys));
    keys.flatten().collect()
}

struct Keys;

impl RecordVisitor for Keys {
    type Output = Vec<CompletionCandidate>;

    fn visit<R: Record + 'static>(self) -> Vec<CompletionCandidate> {
        keys_of::<R>()
    }
}

/// The keys of a kind of record of the project around the current folder, with the words of their titles.
pub(crate) fn keys_of<R: Record>() -> Vec<CompletionCandidate> {
    let Ok(folder) = std::env::current_dir() else {
        return Vec::new();
    };
    // Whatever is wrong, the answer to a tab is no message.
    let Ok(tracker) = Tracker::open(surroundings(folder, Vec::new(), WriteArgs::NONE)) else {
        return Vec::new();
    };
    let files = tracker.store.files(&R::KIND).files;
    let newest_first = files.into_iter().rev().take(KEYS_MAX);
    let candidate = |file: crate::store::RecordFile| {
        CompletionCandidate::new(file.key.to_string())
            .help(Some(file.slug.replace('-', " ").into()))
    };
    newest_first.map(candidate).collect()
}

/// The terms of a query that may be meant by what is typed so far.
pub(crate) fn query(typed: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(typed), Ok(folder)) = (typed.to_str(), std::env::current_dir()) else {
        return Vec::new();
    };
    let Ok(tracker) = Tracker::open(surroundings(folder, Vec::new(), WriteArgs::NONE)) else {
        return Vec::new();
    };
    let terms = tracker.with_language(|language| language.completions(typed));
    terms.into_iter().map(CompletionCandidate::new).collect()
}
