//! jj, without the program: a merge is a commit on several others, and a conflict is a file of it.

use std::path::Path;
use std::path::PathBuf;

use crate::merge_fuzz::jj_writer::JjWriter;
use crate::merge_fuzz::jj_writer::Place;
use crate::merge_fuzz::repository::Repository;
use crate::simulation::Files;
use crate::simulation::lay_out;

/// A jj repository.
pub(crate) struct Jujutsu {
    root: PathBuf,
    writer: JjWriter,
    base: Option<(String, Files)>,
    sides: Vec<String>,
    current: String,
}

impl Jujutsu {
    /// A repository in a new folder.
    pub(crate) fn new(root: &Path) -> Jujutsu {
        std::fs::create_dir_all(root).unwrap();
        let writer = JjWriter::init(
            root,
            Place::Alone,
            "Alice Doe",
            "alice@example.com",
            "2026-11-21T10:00:00Z",
        );
        Jujutsu {
            root: root.to_owned(),
            writer,
            base: None,
            sides: Vec::new(),
            current: String::new(),
        }
    }

    fn put(&mut self, before: &Files, after: &Files) -> String {
        lay_out(&self.root, before, after);
        self.writer.commit("side", None)
    }
}

impl Repository for Jujutsu {
    fn name(&self) -> &'static str {
        "jj"
    }

    fn root(&self) -> &Path {
        &self.root
    }

    fn record(&mut self, base: &Files, sides: &[Files]) {
        if self.base.as_ref().is_none_or(|(_, files)| files != base) {
            self.writer.new_on(&[&self.writer.root_id()]);
            let id = self.put(&Files::new(), base);
            self.base = Some((id, base.clone()));
        }
        self.sides.clear();
        let id = self.base.as_ref().unwrap().0.clone();
        for side in sides {
            self.writer.new_on(&[&id]);
            let side = self.put(base, side);
            self.sides.push(side);
        }
    }

    fn check_out(&mut self, side: usize) {
        self.current = self.sides[side].clone();
        self.writer.new_on(&[&self.current]);
    }

    fn merge(&mut self, side: usize) -> bool {
        self.writer.new_on(&[&self.current, &self.sides[side]]);
        true
    }

    /// The files that jj has recorded as conflicts, after a look at the disk.
    fn unmerged(&mut self) -> String {
        self.writer.snapshot();
        let tree = self.writer.working_copy().tree();
        let paths = tree
            .conflicts()
            .map(|(path, _)| path.as_internal_file_string().to_owned());
        paths.collect::<Vec<_>>().join(" ")
    }

    fn commit(&mut self) {
        self.current = self.writer.commit("merged", None);
    }
}
