//! What a transaction is about to do, written down before it does it.
//!
//! After a crash the next command reads it: a transaction that had staged all
//! its files is finished, one that had not is forgotten. The journal of the
//! last finished transaction stays, for `undo`.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::domain::Timestamp;
use crate::store::StoreError;
use crate::store::staging;
use crate::store::staging::Sync;
use crate::store::version_of;

/// How far a transaction has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    /// Temporary files are being written; nothing has changed yet.
    Staging,
    /// All of them are there; they are being renamed.
    Renaming,
    /// It is over.
    Finished,
}

/// One file of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The path below `.tickets/`.
    pub path: String,
    /// The temporary file's name; none where the file is removed.
    pub temporary: Option<String>,
    /// The content before; none where the file is new.
    pub before: Option<Content>,
    /// The version after; none where the file is removed.
    pub after: Option<String>,
}

/// A file's content, as text where it is text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// UTF-8.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
}

/// One transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// What the user did, in a few words: `close TICKET-42`.
    pub summary: String,
    /// When it began.
    pub at: Timestamp,
    /// The `.tickets` folder that it changes; a clone can have several working trees.
    pub home: PathBuf,
    pub(crate) stage: Stage,
    /// The files, in the order in which they change.
    pub steps: Vec<Step>,
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Content {
        String::from_utf8(bytes)
            .map_or_else(|error| Content::Bytes(error.into_bytes()), Content::Text)
    }
}

impl Content {
    /// The content as bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Content::Text(text) => text.into_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }
}

impl Journal {
    /// Reads a journal; none when there is no such file, or only the beginning of one.
    ///
    /// A power cut can tear a journal that is not synced. That of several files is
    /// synced before the first is renamed, so a torn one tells that nothing was
    /// done; that of one file is not needed, as its rename is the deed itself.
    pub(crate) fn read(path: &Path) -> Result<Option<Journal>, StoreError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("read", path)(error)),
        };
        let journal: Journal = match serde_json::from_slice(&bytes) {
            Ok(journal) => journal,
            Err(error) if error.is_eof() || bytes.iter().all(|byte| *byte == 0) => return Ok(None),
            Err(error) => {
                return Err(StoreError::Journal {
                    path: path.to_owned(),
                    reason: error.to_string(),
                });
            }
        };
        let is_inside = |name: &str| {
            let parts = Path::new(name).components();
            parts
                .into_iter()
                .all(|part| matches!(part, std::path::Component::Normal(_)))
        };
        let names = journal
            .steps
            .iter()
            .flat_map(|step| step.temporary.iter().chain([&step.path]));
        for name in names {
            if !is_inside(name) {
                return Err(StoreError::Journal {
                    path: path.to_owned(),
                    reason: format!("`{name}` leads out of `.tickets/`"),
                });
            }
        }
        Ok(Some(journal))
    }

    pub(crate) fn write(&self, path: &Path, sync: Sync) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(self).expect("a journal has text keys only");
        staging::replace(path, &bytes, sync)
    }

    /// Whether every file is as this transaction left it.
    pub fn is_current(&self) -> Result<(), StoreError> {
        for step in &self.steps {
            if current_version(&self.home.join(&step.path))? != step.after {
                return Err(StoreError::Changed {
                    path: format!(".tickets/{}", step.path),
                });
            }
        }
        Ok(())
    }

    /// Puts the staged files into place and removes what is to be removed.
    pub(crate) fn roll_forward(&self) -> Result<(), StoreError> {
        for step in &self.steps {
            let path = self.home.join(&step.path);
            match self.temporary_path(step) {
                Some(temporary) if temporary.exists() => {
                    fs::rename(&temporary, &path).map_err(StoreError::io("write", &path))?;
                }
                Some(_) => {}
                None => remove(&self.home, &path)?,
            }
        }
        Ok(())
    }

    /// Removes the staged files; nothing else has happened yet.
    pub(crate) fn roll_back(&self) -> Result<(), StoreError> {
        for step in &self.steps {
            if let Some(temporary) = self.temporary_path(step) {
                remove(&self.home, &temporary)?;
            }
        }
        Ok(())
    }

    /// Whether a transaction of one file, which is never marked as renaming, got that far.
    pub(crate) fn was_renamed(&self) -> Result<bool, StoreError> {
        let [step] = self.steps.as_slice() else {
            return Ok(false);
        };
        let is_staged = self.temporary_path(step).is_some_and(|path| path.exists());
        Ok(!is_staged && current_version(&self.home.join(&step.path))? == step.after)
    }

    /// Where a step's content waits.
    pub(crate) fn temporary_path(&self, step: &Step) -> Option<PathBuf> {
        let name = step.temporary.as_ref()?;
        Some(self.home.join(&step.path).with_file_name(name))
    }

    /// The folders that it touches.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let folder = |step: &Step| self.home.join(&step.path).parent().map(Path::to_owned);
        let mut folders: Vec<PathBuf> = self.steps.iter().filter_map(folder).collect();
        folders.sort();
        folders.dedup();
        folders
    }
}

/// The version of the file at `path`; none where there is no file.
pub(crate) fn current_version(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(version_of(&bytes))),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

/// Removes a file and the folders below `home` that are empty without it.
pub(crate) fn remove(home: &Path, path: &Path) -> Result<(), StoreError> {
    remove_if_there(path)?;
    // A folder that is not empty stays; that is the point of asking.
    let folders = path.ancestors().skip(1);
    let mut below_home = folders.take_while(|folder| *folder != home && folder.starts_with(home));
    let _ = below_home.try_for_each(fs::remove_dir);
    Ok(())
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Removes a file, whether or not it is there.
pub(crate) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if !is_absent(&error) => Err(StoreError::io("remove", path)(error)),
        _ => Ok(()),
    }
}
