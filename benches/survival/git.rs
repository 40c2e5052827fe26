//! Thousands of merges by one git.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::rc::Rc;

use crate::simulation::Files;

/// A repository that nobody checks out.
#[derive(Debug)]
pub(crate) struct Git {
    root: PathBuf,
}

/// Three versions of a project: before, ours and theirs.
pub(crate) type Versions<'a> = (&'a Rc<Files>, &'a Files, &'a Files);

impl Git {
    /// A repository in a new folder, whose merges go through `driver` if there is one.
    pub(crate) fn new(root: &Path, driver: Option<&Path>) -> Git {
        std::fs::create_dir_all(root).unwrap();
        let git = Git {
            root: root.to_owned(),
        };
        git.run(&["init", "--quiet", "--bare", "--template="], b"");
        git.run(&["config", "core.fsync", "none"], b"");
        if let Some(program) = driver {
            let command = format!("{} merge-file --path %P -- %O %A %B", program.display());
            git.run(&["config", "merge.tickets.driver", &command], b"");
            std::fs::create_dir_all(root.join("info")).unwrap();
            let line = "/.tickets/**/*.yaml merge=tickets\n";
            std::fs::write(root.join("info/attributes"), line).unwrap();
        }
        git
    }

    /// Merges each ours with its theirs; tells which merges are clean.
    pub(crate) fn merge_all(&self, all: &[Versions<'_>]) -> Vec<bool> {
        let commits = self.record(all);
        let mut orders = String::new();
        for [base, ours, theirs] in &commits {
            writeln!(orders, "{base} -- {ours} {theirs}").unwrap();
        }
        let command = ["merge-tree", "--write-tree", "--no-messages", "--stdin"];
        let output = self.run(&command, orders.as_bytes());
        clean(&output)
    }

    /// Commits all versions; returns the commits of each.
    fn record(&self, all: &[Versions<'_>]) -> Vec<[String; 3]> {
        let mut stream = Vec::new();
        let mut marks = 0;
        let mut bases: HashMap<*const Files, usize> = HashMap::new();
        let mut numbers = Vec::new();
        for (base, ours, theirs) in all {
            let from = *bases.entry(Rc::as_ptr(base)).or_insert_with(|| {
                marks += 1;
                commit(&mut stream, (marks, None), (&Files::new(), base));
                marks
            });
            let mut side = |files: &Files| {
                marks += 1;
                commit(&mut stream, (marks, Some(from)), (base, files));
                marks
            };
            numbers.push([from, side(ours), side(theirs)]);
        }
        let file = self.root.join("marks");
        let export = format!("--export-marks={}", file.display());
        self.run(&["fast-import", "--quiet", "--force", &export], &stream);
        let text = std::fs::read_to_string(file).unwrap();
        let ids: HashMap<usize, &str> = text
            .lines()
            .filter_map(|line| line.strip_prefix(':')?.split_once(' '))
            .map(|(mark, id)| (mark.parse().unwrap(), id))
            .collect();
        let id = |mark: usize| ids[&mark].to_owned();
        numbers.into_iter().map(|three| three.map(id)).collect()
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let mut child = Command::new("git")
            .args(arguments)
            .env("HOME", &self.root)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .current_dir(&self.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // The driver names every contradiction.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut to = child.stdin.take().unwrap();
        let input = input.to_vec();
        // git answers while it still reads.
        let writer = std::thread::spawn(move || to.write_all(&input));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success(), "git {arguments:?}");
        output.stdout
    }
}

/// Reads the answer of `git merge-tree --stdin`: for each merge whether it is clean, its tree, what conflicts, and
/// an empty field.
fn clean(output: &[u8]) -> Vec<bool> {
    let text = String::from_utf8_lossy(output);
    let mut fields = text.split('\0').peekable();
    let mut merges = Vec::new();
    while let Some(status) = fields.next() {
        if status.is_empty() {
            break;
        }
        merges.push(status == "1");
        for field in fields.by_ref() {
            if field.is_empty() {
                break;
            }
        }
    }
    merges
}

/// Adds a commit of what differs to a stream for `git fast-import`.
fn commit(stream: &mut Vec<u8>, (mark, from): (usize, Option<usize>), files: (&Files, &Files)) {
    let (before, after) = files;
    let mut head = format!(
        "reset refs/heads/main\ncommit refs/heads/main\nmark :{mark}\ncommitter A <a@example.com> 1795168800 +0000\n\
         data 0\n"
    );
    if let Some(from) = from {
        writeln!(head, "from :{from}").unwrap();
    }
    stream.extend_from_slice(head.as_bytes());
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        writeln!(stream, "D {path}").unwrap();
    }
    let is_new = |(path, content): &(&String, &Vec<u8>)| before.get(*path) != Some(*content);
    for (path, content) in after.iter().filter(is_new) {
        writeln!(stream, "M 100644 inline {path}\ndata {}", content.len()).unwrap();
        stream.extend_from_slice(content);
        stream.push(b'\n');
    }
    stream.push(b'\n');
}
