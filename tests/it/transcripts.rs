//! The README and every `examples/*.md` are run, line by line.
//!
//! In a block marked `console`, lines that begin with `$ ` are commands for
//! `sh`; what follows is what they print, errors included. Run with
//! `UPDATE_TRANSCRIPTS=1` to write what they print into the files.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// A repository for one document, below the home of its reader.
struct Reader {
    folder: tempfile::TempDir,
    seconds: u32,
}

impl Reader {
    fn new() -> Reader {
        let reader = Reader {
            folder: tempfile::tempdir().unwrap(),
            seconds: 0,
        };
        fs::create_dir_all(reader.repository()).unwrap();
        let config = "[user]\n\tname = Alice Doe\n\temail = alice@example.com\n[init]\n\tdefaultBranch = main\n";
        fs::write(reader.folder.path().join(".gitconfig"), config).unwrap();
        let mut git = reader.command("git");
        assert!(git.args(["init", "-q"]).status().unwrap().success());
        reader
    }

    fn repository(&self) -> PathBuf {
        self.folder.path().join("shop")
    }

    /// A command with an environment of its own.
    fn command(&self, program: &str) -> Command {
        let binary = Path::new(env!("CARGO_BIN_EXE_tickets")).parent().unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let (minutes, seconds) = (self.seconds / 60, self.seconds % 60);
        let now = format!("2026-11-20T10:{minutes:02}:{seconds:02}Z");
        let mut command = Command::new(program);
        command
            .current_dir(self.repository())
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("TICKETS_SEED", self.seconds.to_string())
            .env("TICKETS_NOW", &now)
            .env("GIT_AUTHOR_DATE", &now)
            .env("GIT_COMMITTER_DATE", &now);
        command
    }

    /// What a line prints, as its reader would see it.
    fn run(&mut self, line: &str) -> String {
        self.seconds += 1;
        let output = self
            .command("sh")
            .arg("-c")
            .arg(format!("{{ {line}\n}} 2>&1"))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let home = fs::canonicalize(self.folder.path()).unwrap();
        text.replace(home.to_str().unwrap(), "/home/alice")
    }
}

/// The document with everything that its commands print put in its place.
fn replay(document: &str) -> String {
    let mut reader = Reader::new();
    let mut replayed = String::new();
    let mut is_console = false;
    for line in document.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console {
            let Some(command) = line.strip_prefix("$ ") else {
                continue;
            };
            replayed += &format!("{line}\n{}", reader.run(command));
            continue;
        }
        replayed += &format!("{line}\n");
    }
    replayed
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md")];
    if let Ok(examples) = fs::read_dir(root.join("examples")) {
        let paths = examples.map(|entry| entry.unwrap().path());
        documents
            .extend(paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    documents
}

#[test]
fn every_transcript_shows_what_the_program_prints() {
    for path in documents() {
        let document = fs::read_to_string(&path).unwrap();
        let replayed = replay(&document);
        if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
            fs::write(&path, &replayed).unwrap();
        }
        assert_eq!(
            document,
            replayed,
            "{} shows something else than happens",
            path.display()
        );
    }
}
