//! The file of a running timer: one for each person, in the clone's private folder.
//!
//! All working trees of a clone see it. It is written and removed under the lock, in one step; a
//! file that says something else than a timer is named, and stands in nobody's way.

use std::fs;
use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use crate::domain::EntryType;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Text;
use crate::domain::Timestamp;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::Store;

/// The folder of the files.
const FOLDER: &str = "timers";

/// A file of more bytes is no timer.
const BYTES_MAX: u64 = 100_000;

/// A person whose name takes more bytes in a file's name has a checksum there instead of its end.
const NAME_MAX: usize = 150;

/// A timer that runs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Timer {
    /// Whose it is.
    pub by: Person,
    /// The key of the record that it runs on.
    pub record: Key,
    /// What sort of work it is.
    #[serde(rename = "type")]
    pub entry_type: EntryType,
    /// When it was started.
    pub started_at: Timestamp,
    /// What the work is.
    #[serde(default)]
    pub text: Text,
    /// The id of the entry that it becomes. Whoever is killed between writing that and removing
    /// the timer has not spent the time twice.
    pub entry: String,
}

impl Tracker {
    /// The timer of a person.
    ///
    /// # Errors
    /// What is wrong with its file.
    pub(crate) fn timer_of(&self, person: &Person) -> Result<Option<Timer>, Problem> {
        let path = self.timer_path(person);
        if !path.exists() {
            return Ok(None);
        }
        let timer = self.read_timer(&path)?;
        if timer.by != *person {
            return Err(problem(&path, format!("is the timer of `{}`", timer.by)));
        }
        Ok(Some(timer))
    }

    /// The timers of everybody, the longest running first, and what is wrong with other files.
    pub(crate) fn timers(&self) -> (Vec<Timer>, Vec<Problem>) {
        let folder = self.store.private_file(FOLDER);
        let mut timers = Vec::new();
        let mut problems = Vec::new();
        for file in fs::read_dir(&folder).into_iter().flatten().flatten() {
            // The draft of a writer that was killed has an ending.
            if file.path().extension().is_some() {
                continue;
            }
            match self.read_timer(&file.path()) {
                Ok(timer) => timers.push(timer),
                Err(problem) => problems.push(problem),
            }
        }
        timers.sort_by(|a, b| (a.started_at, &a.by).cmp(&(b.started_at, &b.by)));
        problems.sort();
        (timers, problems)
    }

    /// Writes a timer; only for one who holds the lock.
    pub(crate) fn write_timer(&self, timer: &Timer) -> Result<(), OpError> {
        let text = serde_json::to_string(timer).expect("texts and a time");
        let path = self.timer_path(&timer.by);
        Ok(self
            .store
            .replace_private(&path, format!("{text}\n").as_bytes())?)
    }

    /// Removes the file of a person's timer; only for one who holds the lock.
    pub(crate) fn remove_timer(&self, person: &Person) -> Result<(), OpError> {
        Ok(Store::remove_private(&self.timer_path(person))?)
    }

    fn timer_path(&self, person: &Person) -> PathBuf {
        self.store.private_file(FOLDER).join(file_name(person))
    }

    fn read_timer(&self, path: &std::path::Path) -> Result<Timer, Problem> {
        let mut text = String::new();
        let read = File::open(path).and_then(|file| file.take(BYTES_MAX).read_to_string(&mut text));
        read.map_err(|error| problem(path, format!("cannot be read: {error}")))?;
        serde_json::from_str(&text).map_err(|_| problem(path, "is no timer".to_owned()))
    }
}

fn problem(path: &std::path::Path, message: String) -> Problem {
    Problem::new(path.display().to_string(), ProblemCode::Unreadable, message)
}

/// The name of a person's file: small letters and digits are themselves, all else is `%` and two digits, so that no name
/// leaves the folder, has an ending, or differs from another by case alone.
fn file_name(person: &Person) -> String {
    let mut name = String::new();
    for byte in person.as_str().bytes() {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() {
            name.push(char::from(byte));
        } else {
            name += &format!("%{byte:02x}");
        }
    }
    if name.len() > NAME_MAX {
        let checksum = crc32fast::hash(name.as_bytes());
        name.truncate(NAME_MAX);
        name += &format!("%{checksum:08x}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_person_stays_in_its_folder_and_is_theirs_alone() {
        let name = |person: &str| file_name(&person.parse().unwrap());
        assert_eq!(name("alice"), "alice");
        assert_eq!(name("Alice Doe"), "%41lice%20%44oe");
        assert_eq!(name("../../etc"), "%2e%2e%2f%2e%2e%2fetc");
        assert_eq!(name("a.new"), "a%2enew");
        assert_eq!(name("é"), "%c3%a9");
        let long = |end: &str| name(&format!("{}{end}", "x".repeat(500)));
        assert!(long("a").len() < 200);
        assert_ne!(long("a"), long("b"));
    }
}
