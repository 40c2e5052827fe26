//! The clone's one writer's lock.

use std::fmt;
use std::fs::File;
use std::fs::TryLockError;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use crate::store::StoreError;

const PAUSE_MIN: Duration = Duration::from_millis(1);
const PAUSE_MAX: Duration = Duration::from_millis(25);

/// Who holds the lock, as far as the lock file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder(String);

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("its holder is not known");
        }
        f.write_str(&self.0)
    }
}

/// The lock, held until this value is dropped; a killed process drops it too.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock for up to `timeout`, then notes `holder` in it.
    pub(crate) fn acquire(
        path: &Path,
        timeout: Duration,
        holder: fn() -> String,
    ) -> Result<Lock, StoreError> {
        let file = open(path)?;
        let deadline = Instant::now() + timeout;
        let mut pause = PAUSE_MIN;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock::held(file, holder)),
                Err(TryLockError::Error(source)) => {
                    return Err(StoreError::io("lock", path)(source));
                }
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => {
                    return Err(StoreError::LockTimeout {
                        path: path.to_owned(),
                        holder: read_holder(path),
                    });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
            }
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }

    /// Takes the lock if nobody has it.
    pub(crate) fn try_acquire(path: &Path, holder: fn() -> String) -> Option<Lock> {
        let file = open(path).ok()?;
        file.try_lock().ok()?;
        Some(Lock::held(file, holder))
    }

    fn held(mut file: File, holder: fn() -> String) -> Lock {
        // The note serves the error of those who wait; without it the lock is as good.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = file.write_all(holder().as_bytes());
        Lock { _file: file }
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(StoreError::io("open", path))
}

fn read_holder(path: &Path) -> Holder {
    let mut text = String::new();
    if let Ok(file) = File::open(path) {
        let _ = file.take(1_000).read_to_string(&mut text);
    }
    Holder(text.trim().replace(char::is_control, " "))
}
