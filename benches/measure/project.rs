//! A project of any size, the same at every run.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use crate::measure::tickets;
use crate::measure::words::Words;

/// A git repository with tickets in it, in a temporary folder.
#[derive(Debug)]
pub(crate) struct Project {
    folder: tempfile::TempDir,
    /// How many tickets it began with.
    pub(crate) count: usize,
    /// The file of one of them.
    record: PathBuf,
}

impl Project {
    /// Makes `count` tickets with one or two comments each.
    ///
    /// The files are written as the program itself writes them, but not by it: an import of 100,000 tickets is one
    /// change that can be undone, and costs accordingly.
    pub(crate) fn new(program: &Path, count: usize) -> Project {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let mut project = Project {
            folder,
            count,
            record: PathBuf::new(),
        };
        project.make_repository();
        let status = project
            .command(program, 0)
            .arg("init")
            .stderr(Stdio::null())
            .status();
        assert!(status.expect("it was just built").success(), "init");
        project.record = project.fill();
        let creates = (1..=1_000).map(|number| {
            format!(
                "{{\"op\":\"create\",\"title\":\"Add the export of invoices, part {number}\"}}\n"
            )
        });
        let creates: String = creates.collect();
        Project::write(&project.root().join("operations.jsonl"), &creates);
        project
    }

    /// Writes the tickets and their comments; says where one of the tickets is.
    fn fill(&self) -> PathBuf {
        let home = self.root().join(".tickets");
        let mut words = Words::new(7);
        let mut any = PathBuf::new();
        for number in 1..=self.count {
            for (place, (path, text)) in tickets::files(number, &mut words).enumerate() {
                let path = home.join(path);
                let folder = path.parent().expect("it lies in a folder");
                fs::create_dir_all(folder).expect("the bench may write there");
                Project::write(&path, &text);
                if place == 0 && number == self.count.div_ceil(3) {
                    any = path;
                }
            }
        }
        any
    }

    fn make_repository(&self) {
        let git = self.root().join(".git");
        for folder in ["objects", "refs"] {
            fs::create_dir_all(git.join(folder)).expect("the folder is new");
        }
        for (name, text) in [
            ("HEAD", "ref: refs/heads/main\n"),
            ("config", "[core]\n\tbare = false\n"),
        ] {
            Project::write(&git.join(name), text);
        }
    }

    /// The root of the repository.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the tickets.
    pub(crate) fn records(&self) -> PathBuf {
        self.root().join(".tickets/tickets")
    }

    /// The file of one ticket.
    pub(crate) fn any_record(&self) -> PathBuf {
        self.record.clone()
    }

    /// The folder of what is derived from the tickets.
    pub(crate) fn index(&self) -> PathBuf {
        self.root().join(".git/tickets/index")
    }

    /// The folder that the floor P writes to.
    pub(crate) fn plain(&self) -> PathBuf {
        self.root().join("plain")
    }

    /// A new folder for what is to go.
    pub(crate) fn new_attic(&self) -> PathBuf {
        let attics = self.root().join("attics");
        fs::create_dir_all(&attics).expect("the bench may write there");
        let attic = attics.join(fs::read_dir(&attics).map_or(0, Iterator::count).to_string());
        fs::create_dir(&attic).expect("it is new");
        attic
    }

    /// The program in this project, with an environment of its own.
    pub(crate) fn command(&self, program: &Path, seed: usize) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.root())
            .env_clear()
            .env("HOME", self.root())
            .env("TICKETS_USER_NAME", "alice")
            .env(
                "TICKETS_NOW",
                format!("2026-11-20T10:{:02}:{:02}Z", seed / 60 % 60, seed % 60),
            );
        command
    }

    /// Writes a file in place, as an editor does.
    pub(crate) fn write(path: &Path, text: &str) {
        let mut file = fs::File::create(path).expect("the folder is the bench's own");
        file.write_all(text.as_bytes()).expect("there is room");
    }
}
