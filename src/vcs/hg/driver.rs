//! Tells Mercurial to merge records with this program, in the working tree's own `hgrc`.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::vcs::Driver;
use crate::vcs::Registration;
use crate::vcs::VcsError;

/// The first line of our part of the file.
const BEGIN: &str = "# >>> tickets: `tickets vcs remove` takes this part out >>>";

/// The last one.
const END: &str = "# <<< tickets <<<";

/// The `hgrc` that names the driver.
#[derive(Debug)]
pub(crate) struct DriverFile {
    path: PathBuf,
}

impl DriverFile {
    /// Returns the file of the working tree whose own `.hg` this is; a share has one of its own too.
    pub(crate) fn new(hg_dir: &Path) -> Self {
        Self {
            path: hg_dir.join("hgrc"),
        }
    }

    /// Returns whether the driver is registered.
    pub(crate) fn registration(&self, driver: &Driver<'_>) -> Result<Registration, VcsError> {
        let registered = self.block()?;
        Ok(match registered {
            Some(registered) if registered == block(driver) => Registration::Complete,
            Some(registered) if program_of(&registered).is_some_and(is_there) => {
                Registration::Other {
                    command: program_of(&registered).unwrap_or_default().to_owned(),
                }
            }
            Some(_) => Registration::Missing {
                parts: vec![format!("the program in `{}`", self.path.display())],
            },
            None => Registration::Missing {
                parts: vec![format!(
                    "`merge-tools.tickets` in `{}`",
                    self.path.display()
                )],
            },
        })
    }

    /// Registers the driver, and returns the files that changed.
    pub(crate) fn register(&self, driver: &Driver<'_>) -> Result<Vec<PathBuf>, VcsError> {
        let before = read(&self.path)?;
        let rest = without_block(&before);
        let gap = if rest.is_empty() || rest.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        self.replace(&before, &format!("{rest}{gap}{}", block(driver)))
    }

    /// Takes the registration back, and returns the files that changed.
    pub(crate) fn unregister(&self) -> Result<Vec<PathBuf>, VcsError> {
        let before = read(&self.path)?;
        self.replace(&before, &without_block(&before))
    }

    /// Returns our part of the file.
    pub(crate) fn block(&self) -> Result<Option<String>, VcsError> {
        let text = read(&self.path)?;
        let Some((_, rest)) = text.split_once(BEGIN) else {
            return Ok(None);
        };
        let inside = rest.split_once(END).map_or(rest, |(inside, _)| inside);
        Ok(Some(format!("{BEGIN}{inside}{END}\n")))
    }

    fn replace(&self, before: &str, after: &str) -> Result<Vec<PathBuf>, VcsError> {
        if before == after {
            return Ok(Vec::new());
        }
        let failed = |source: io::Error| VcsError::Write {
            path: self.path.clone(),
            source: source.into(),
        };
        if after.is_empty() {
            fs::remove_file(&self.path).map_err(failed)?;
            return Ok(vec![self.path.clone()]);
        }
        let draft = self.path.with_extension("tickets-tmp");
        let written = fs::File::create(&draft)
            .and_then(|mut file| file.write_all(after.as_bytes()))
            .and_then(|()| fs::rename(&draft, &self.path));
        written.map_err(|source| {
            // The first error is the one to tell.
            let _ = fs::remove_file(&draft);
            failed(source)
        })?;
        Ok(vec![self.path.clone()])
    }
}

/// Our part of the file. Without `premerge = False` Mercurial merges lines first, and asks only where they clash; without
/// the program it says so and merges lines.
fn block(driver: &Driver<'_>) -> String {
    format!(
        "{BEGIN}\n\
         [merge-tools]\n\
         tickets.executable = {}\n\
         tickets.args = merge-file --path $output --output $output --label-ours $labellocal --label-theirs $labelother -- $base $local $other\n\
         tickets.premerge = False\n\
         [merge-patterns]\n\
         .tickets/**.yaml = tickets\n\
         {END}\n",
        driver.program
    )
}

fn program_of(block: &str) -> Option<&str> {
    block
        .lines()
        .find_map(|line| line.strip_prefix("tickets.executable = "))
}

/// Whether a program may be there; only whole paths can be told.
fn is_there(program: &str) -> bool {
    !program.starts_with('/') || Path::new(program).exists()
}

fn without_block(text: &str) -> String {
    let mut is_ours = false;
    let mut kept = String::new();
    for line in text.split_inclusive('\n') {
        let word = line.trim_end();
        is_ours |= word == BEGIN;
        if !is_ours {
            kept.push_str(line);
        }
        is_ours &= word != END;
    }
    kept
}

fn read(path: &Path) -> Result<String, VcsError> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| VcsError::Damaged {
            path: path.to_owned(),
            fault: String::from("it is not UTF-8"),
        }),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(VcsError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}
