//! A person's clone, as far as the program looks at it.

use std::cell::Cell;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::rc::Rc;

use chrono::DateTime;
use tickets::domain::Timestamp;
use tickets::ops::Random;
use tickets::ops::Surroundings;
use tickets::ops::Tracker;
use tickets::ops::Writes;
use tickets::vcs::Environment;

/// Files by their path from the root of the working tree.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// 2026-11-20T10:00:00Z.
pub(crate) const START: i64 = 1_795_168_800;

/// A folder that looks like a git repository with nothing but a branch, in which one person works.
///
/// Nothing is committed here: what matters are the files that the program leaves.
#[derive(Debug)]
pub(crate) struct Desk {
    folder: PathBuf,
    branch: String,
    files: Files,
}

impl Desk {
    /// A desk in a new folder.
    pub(crate) fn new(folder: &Path, branch: &str) -> Desk {
        fs::create_dir_all(folder.join(".git/objects")).unwrap();
        fs::create_dir_all(folder.join(".git/refs")).unwrap();
        fs::write(
            folder.join(".git/HEAD"),
            format!("ref: refs/heads/{branch}\n"),
        )
        .unwrap();
        fs::write(folder.join(".git/config"), "[core]\n\tbare = false\n").unwrap();
        Desk {
            folder: folder.to_owned(),
            branch: branch.to_owned(),
            files: Files::new(),
        }
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The branch, which is the person's name too.
    pub(crate) fn branch(&self) -> &str {
        &self.branch
    }

    /// Puts other files here, and forgets which numbers were given out.
    pub(crate) fn put(&mut self, files: &Files) {
        lay_out(&self.folder, &self.files, files);
        let _ = fs::remove_dir_all(self.folder.join(".git/tickets"));
        self.files = files.clone();
    }

    /// The files as they are now.
    pub(crate) fn take(&mut self) -> Files {
        self.files = pick_up(&self.folder);
        self.files.clone()
    }

    /// The project here. The clock shows the seconds since [`START`].
    pub(crate) fn open(&self, clock: &Rc<Cell<i64>>, seed: u64, ids: &str) -> Tracker {
        let mut around = surroundings(&self.folder, clock, seed);
        around.flags.push(format!("user.name={}", self.branch));
        around.flags.push(format!("ids={ids}"));
        Tracker::open(around).unwrap()
    }
}

/// What the program is told of the world: nothing of this machine.
pub(crate) fn surroundings(folder: &Path, clock: &Rc<Cell<i64>>, seed: u64) -> Surroundings {
    let clock = Rc::clone(clock);
    Surroundings {
        folder: folder.to_owned(),
        vcs: Environment::isolated(),
        user_config: None,
        variable: Box::new(|_| None),
        flags: vec!["durability=fast".to_owned(), "merge_driver=off".to_owned()],
        program: LazyCell::new(|| "tickets".to_owned()),
        holder: || "the simulation".to_owned(),
        clock: Box::new(move || {
            Timestamp::new(DateTime::from_timestamp(START + clock.get(), 0).unwrap())
        }),
        random: Random::seeded(seed),
        writes: Writes::Real,
        commits: false,
        revision: None,
    }
}

/// Makes the files in a folder, which are `present`, to `wanted`.
pub(crate) fn lay_out(root: &Path, present: &Files, wanted: &Files) {
    for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
        let path = root.join(path);
        fs::remove_file(&path).unwrap();
        // The folder goes with its last file.
        let _ = fs::remove_dir(path.parent().unwrap());
    }
    for (path, content) in wanted {
        if present.get(path) == Some(content) {
            continue;
        }
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// The files of the project in a folder.
pub(crate) fn pick_up(root: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![root.join(".tickets")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

/// The tickets, with all that belongs to them, that are not the same in all of these folders.
pub(crate) fn changed(all: &[&Files]) -> Vec<Files> {
    let stems: BTreeSet<&str> = all
        .iter()
        .flat_map(|files| files.iter())
        .filter(|(path, content)| all.iter().any(|files| files.get(*path) != Some(content)))
        .map(|(path, _)| stem(path))
        .collect();
    let only = |files: &&Files| -> Files {
        let own = files.iter().filter(|(path, _)| stems.contains(stem(path)));
        own.map(|(path, content)| (path.clone(), content.clone()))
            .collect()
    };
    all.iter().map(only).collect()
}

/// The same for the file of a ticket and those of its entries.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_record = name.contains('-') && !name.starts_with(|c: char| c.is_ascii_digit());
    if is_record {
        path.trim_end_matches(".yaml")
    } else {
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
