//! Whole imports and exports, each into a project of its own.

mod backlog_md;
mod records;
mod round_trip;

use std::cell::Cell;
use std::cell::LazyCell;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::ops::ImportSource;
use crate::ops::Imported;
use crate::ops::Init;
use crate::ops::OpError;
use crate::ops::Random;
use crate::ops::RecordFormat;
use crate::ops::Surroundings;
use crate::ops::Tracker;
use crate::ops::Writes;
use crate::ops::export;
use crate::ops::import;
use crate::ops::init;
use crate::vcs::Environment;

/// A project in a folder of its own, without version control.
pub(crate) struct Project {
    pub(crate) folder: TempDir,
    seed: Cell<u64>,
}

impl Project {
    pub(crate) fn new() -> Project {
        let project = Project {
            folder: TempDir::new().unwrap(),
            seed: Cell::new(7),
        };
        init(project.surroundings(Writes::Real), &Init::default()).unwrap();
        project
    }

    fn surroundings(&self, writes: Writes) -> Surroundings {
        // Each tracker draws its own uids, as each process does.
        self.seed.set(self.seed.get() + 1);
        Surroundings {
            folder: self.folder.path().to_owned(),
            vcs: Environment {
                ceilings: vec![self.folder.path().to_owned()],
                ..Environment::isolated()
            },
            user_config: None,
            variable: Box::new(|name| (name == "USER").then(|| "tester".to_owned())),
            flags: vec!["durability=fast".to_owned()],
            program: LazyCell::new(|| "tickets".to_owned()),
            holder: || "test".to_owned(),
            clock: Box::new(|| "2026-11-20T10:11:12Z".parse().unwrap()),
            random: Random::seeded(self.seed.get()),
            writes,
            commits: false,
            revision: None,
        }
    }

    pub(crate) fn tracker(&self) -> Tracker {
        Tracker::open(self.surroundings(Writes::Real)).unwrap()
    }

    pub(crate) fn rehearsal(&self) -> Tracker {
        Tracker::open(self.surroundings(Writes::Rehearsed)).unwrap()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join(".tickets")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.home().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::File::create(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    /// The files below `tickets/`, by path and content.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        collect(&self.home(), Path::new("tickets"), &mut files);
        files.sort();
        files
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.home().join(path)).unwrap()
    }

    pub(crate) fn import(&self, format: RecordFormat, text: &str) -> Result<Imported, OpError> {
        let source = ImportSource::Records {
            format,
            text: text.to_owned(),
            name: "x".to_owned(),
        };
        import(&self.tracker(), &source, &mut |_, _| {}).map(|outcome| outcome.value)
    }

    pub(crate) fn export(&self, format: RecordFormat) -> String {
        let exported = export(&self.tracker(), format).unwrap();
        assert_eq!(exported.problems, []);
        exported.text
    }
}

fn collect(home: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(home.join(folder)).into_iter().flatten() {
        let path = folder.join(entry.unwrap().file_name());
        if home.join(&path).is_dir() {
            collect(home, &path, files);
        } else {
            let text = fs::read_to_string(home.join(&path)).unwrap();
            files.push((path.display().to_string(), text));
        }
    }
}

/// A record's text without what is blank in it.
pub(crate) fn brief(text: &str) -> String {
    let is_blank = |line: &str| line.is_empty() || (line.ends_with(':') && is_empty(text, line));
    text.lines()
        .filter(|line| !is_blank(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Whether a field's line is followed by nothing.
fn is_empty(text: &str, line: &str) -> bool {
    let at_start = format!("\n{line}\n");
    let rest = text.split_once(&at_start).map_or("", |(_, rest)| rest);
    rest.starts_with('\n')
}

/// What is wrong, one line each.
pub(crate) fn lines(imported: &Imported) -> String {
    let lines = imported
        .problems
        .iter()
        .map(|problem| format!("{problem}\n"));
    lines.collect()
}
