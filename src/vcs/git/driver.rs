//! Tells git to merge records with this program.
//!
//! Three places: the attributes that travel with the tree (`.tickets/.gitattributes`, a file of the project and not
//! written here), the clone's own attributes, because git reads attributes from the branch that is checked out and old
//! branches have none, and the clone's configuration, which names the command.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use gix::config::File;
use gix::config::Source;
use gix::config::file::Metadata;

use crate::vcs::Driver;
use crate::vcs::Registration;
use crate::vcs::VcsError;

/// The driver's name in attributes and configuration.
const NAME: &str = "tickets";

/// What the clone's attributes say; older branches have no `.tickets/.gitattributes`.
const ATTRIBUTES: &str = "/.tickets/**/*.yaml merge=tickets";

/// The files of a clone that name the driver.
#[derive(Debug)]
pub(crate) struct DriverFiles {
    config: PathBuf,
    attributes: PathBuf,
}

impl DriverFiles {
    /// Returns the files of the clone whose shared git folder is `common_dir`.
    pub(crate) fn new(common_dir: &Path) -> Self {
        Self {
            config: common_dir.join("config"),
            attributes: common_dir.join("info").join("attributes"),
        }
    }

    /// Returns whether the driver is registered.
    pub(crate) fn registration(&self, driver: &Driver<'_>) -> Result<Registration, VcsError> {
        let mut parts = Vec::new();
        let registered = self.command()?;
        match &registered {
            Some(registered) if *registered == command(driver) => {}
            Some(registered) if starts(registered) => {
                return Ok(Registration::Other {
                    command: registered.clone(),
                });
            }
            Some(_) => parts.push(format!("the program in `{}`", self.config.display())),
            None => parts.push(format!(
                "`merge.tickets.driver` in `{}`",
                self.config.display()
            )),
        }
        if !has_line(&read_text(&self.attributes)?) {
            parts.push(format!(
                "`merge=tickets` in `{}`",
                self.attributes.display()
            ));
        }
        Ok(if parts.is_empty() {
            Registration::Complete
        } else {
            Registration::Missing { parts }
        })
    }

    /// Registers the driver, and returns the files that changed.
    pub(crate) fn register(&self, driver: &Driver<'_>) -> Result<Vec<PathBuf>, VcsError> {
        let mut changed = Vec::new();
        let command = command(driver);
        if self.command()?.as_ref() != Some(&command) {
            self.edit_config(|config| {
                let mut section = config.section_mut_or_create_new("merge", NAME)?;
                section.set("name", "merge tickets by what they mean")?;
                section.set("driver", command.as_str())?;
                Ok(())
            })?;
            changed.push(self.config.clone());
        }

        if !has_line(&read_text(&self.attributes)?) {
            rewrite(&self.attributes, |attributes| {
                let is_whole = attributes.is_empty() || attributes.ends_with('\n');
                let gap = if is_whole { "" } else { "\n" };
                Ok(format!("{attributes}{gap}{ATTRIBUTES}\n"))
            })?;
            changed.push(self.attributes.clone());
        }
        Ok(changed)
    }

    /// Takes back what [`DriverFiles::register`] did, and returns the files that changed.
    pub(crate) fn unregister(&self) -> Result<Vec<PathBuf>, VcsError> {
        let mut changed = Vec::new();
        if self.command()?.is_some() {
            rewrite(&self.config, |text| {
                let mut config = parse(&self.config, &without_section(text))?;
                // However else it may be written.
                while config.remove_section("merge", NAME).is_some() {}
                Ok(config.to_bstring().to_string())
            })?;
            changed.push(self.config.clone());
        }

        let attributes = read_text(&self.attributes)?;
        if has_line(&attributes) {
            if without_line(&attributes).is_empty() {
                fs::remove_file(&self.attributes)
                    .map_err(|source| write_error(&self.attributes, source))?;
            } else {
                rewrite(&self.attributes, |attributes| Ok(without_line(attributes)))?;
            }
            changed.push(self.attributes.clone());
        }
        Ok(changed)
    }

    /// Returns the command that is registered in the clone.
    pub(crate) fn command(&self) -> Result<Option<String>, VcsError> {
        let text = read_text(&self.config)?;
        // Most clones that are not armed never spell the name.
        if !text.contains(NAME) {
            return Ok(None);
        }
        let config = parse(&self.config, &text)?;
        Ok(config
            .raw_value_by("merge", NAME, "driver")
            .ok()
            .map(|command| command.to_string()))
    }

    /// Changes the configuration as `git config` does: under its lock, all else as it was.
    fn edit_config(
        &self,
        edit: impl FnOnce(&mut File) -> Result<(), Box<dyn std::error::Error + Send + Sync>>,
    ) -> Result<(), VcsError> {
        rewrite(&self.config, |text| {
            let mut config = parse(&self.config, text)?;
            edit(&mut config).map_err(|source| VcsError::Write {
                path: self.config.clone(),
                source,
            })?;
            Ok(config.to_bstring().to_string())
        })
    }
}

/// The command line for git's configuration, which git gives to a shell.
///
/// Where the program is missing or breaks off, git's own text merge runs: a driver that fails without writing its
/// result leaves our side without markers, and the next `git add` would lose theirs. That there are markers is seen in the
/// file: any program may end with 1.
pub(crate) fn command(driver: &Driver<'_>) -> String {
    let program = quoted(driver.program);
    format!(
        "{program} merge-file --path %P --marker-size %L --label-ours %X --label-theirs %Y \
         -- %O %A %B; s=$?; test $s -ne 1 || grep -q '^<<<<<<<' %A || s=2; test $s -lt 2 || {{ git merge-file --marker-size %L -L %X -L %S -L %Y %A %O %B; s=$?; }}; \
         exit $s"
    )
}

/// Quotes a word for a shell where it needs that.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Whether the program of a registered command may still be there; only whole paths can be told.
fn starts(command: &str) -> bool {
    let path = match command.strip_prefix('\'') {
        Some(rest) => rest.split('\'').next(),
        None => command.split(' ').next(),
    };
    path.is_some_and(|path| !path.starts_with('/') || Path::new(path).exists())
}

fn has_line(attributes: &str) -> bool {
    attributes.lines().any(|line| line.trim() == ATTRIBUTES)
}

fn without_line(attributes: &str) -> String {
    let lines = attributes.split_inclusive('\n');
    lines.filter(|line| line.trim() != ATTRIBUTES).collect()
}

/// The configuration without our section, but with the comments and blank lines that stand below it: they are about
/// what comes next.
fn without_section(config: &str) -> String {
    let mut kept = String::new();
    let mut is_ours = false;
    let mut is_continued = false;
    for line in config.split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with('[') && !is_continued {
            is_ours = words == format!("[merge \"{NAME}\"]");
        }
        let is_setting = !words.is_empty() && !words.starts_with(['#', ';']);
        if !is_ours || !is_setting && !is_continued {
            kept.push_str(line);
        }
        is_continued = words.ends_with('\\');
    }
    kept
}

fn parse(path: &Path, text: &str) -> Result<File, VcsError> {
    File::from_bytes_no_includes(
        text.as_bytes(),
        Metadata::from(Source::Local),
        Default::default(),
    )
    .map_err(|fault| VcsError::Broken {
        path: path.to_owned(),
        fault: fault.to_string(),
    })
}

fn read_text(path: &Path) -> Result<String, VcsError> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| VcsError::Broken {
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

/// Changes a file by way of `NAME.lock`, as git does, so that the two never write at once.
fn rewrite(
    path: &Path,
    edit: impl FnOnce(&str) -> Result<String, VcsError>,
) -> Result<(), VcsError> {
    // A link stays one.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|source| write_error(folder, source))?;
    let mut lock = target.clone().into_os_string();
    lock.push(".lock");
    let lock = PathBuf::from(lock);

    let file = match fs::File::create_new(&lock) {
        Ok(file) => file,
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {
            return Err(VcsError::Refused {
                action: "register the merge driver",
                reason: format!("another git process holds `{}`", lock.display()),
            });
        }
        Err(source) => return Err(write_error(&lock, source)),
    };
    // What is read under the lock is what is replaced.
    let text = read_text(&target).and_then(|text| edit(&text));
    let written = text.and_then(|text| {
        put(file, &text, &lock, &target).map_err(|source| write_error(&target, source))
    });
    if written.is_err() {
        // Nothing is left behind; the first error is the one to tell.
        let _ = fs::remove_file(&lock);
    }
    written
}

fn put(mut file: fs::File, text: &str, lock: &Path, target: &Path) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    if let Ok(metadata) = fs::metadata(target) {
        file.set_permissions(metadata.permissions())?;
    }
    fs::rename(lock, target)
}

fn write_error(path: &Path, source: io::Error) -> VcsError {
    VcsError::Write {
        path: path.to_owned(),
        source: source.into(),
    }
}
