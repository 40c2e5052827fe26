//! Tests of the snapshot, on real files.

mod damage;
mod freshness;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use crate::domain::Ticket;
use crate::index::Snapshot;
use crate::store::Durability;
use crate::store::Reach;
use crate::store::Store;
use crate::store::StoreSettings;

/// A project in a folder of its own.
pub(crate) struct Project {
    folder: TempDir,
    pub(crate) store: Store,
}

impl Project {
    pub(crate) fn new() -> Project {
        let folder = tempfile::tempdir().unwrap();
        let settings = StoreSettings {
            lock_timeout: Duration::ZERO,
            durability: Durability::Fast,
            holder: || "test".to_owned(),
        };
        let home = folder.path().join(".tickets");
        fs::create_dir_all(home.join("tickets/00")).unwrap();
        Project {
            store: Store::new(home, folder.path().join("private"), settings),
            folder,
        }
    }

    /// With tickets from 1 on, that have these titles.
    pub(crate) fn with(titles: &[&str]) -> Project {
        let project = Project::new();
        for (place, title) in titles.iter().enumerate() {
            project.put(place + 1, title);
        }
        project
    }

    pub(crate) fn path(&self, number: usize) -> PathBuf {
        let home = self.store.home();
        home.join(format!("tickets/00/T-{number}-one.yaml"))
    }

    /// Writes a ticket's file in place, as some editors do.
    pub(crate) fn put(&self, number: usize, title: &str) {
        put(&self.path(number), text(number, title));
    }

    /// Adds an entry to a ticket.
    pub(crate) fn add_entry(&self, number: usize, name: &str) {
        let folder = self.path(number).with_extension("");
        fs::create_dir_all(&folder).unwrap();
        put(&folder.join(name), "kind: comment\n");
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub(crate) fn saved(&self) -> PathBuf {
        self.index().join("tickets.snapshot")
    }

    pub(crate) fn look(&self, reach: Reach) -> Snapshot {
        Snapshot::fresh::<Ticket>(&self.store, &self.index(), reach)
    }

    /// What a look sees, a line for each ticket and each problem.
    pub(crate) fn seen(&self) -> Vec<String> {
        let snapshot = self.look(Reach::Folders);
        let lines = snapshot.rows().map(|row| {
            let entries = row.entries().unwrap();
            format!("{} {} {}", row.id(), row.summary().title, entries.count)
        });
        let problems = snapshot.problems.iter().map(ToString::to_string);
        lines.chain(problems).collect()
    }

    /// The same, without help of what is on disk.
    pub(crate) fn truth(&self) -> Vec<String> {
        let moved = self.folder.path().join("elsewhere");
        let had_one = fs::rename(self.saved(), &moved).is_ok();
        let truth = self.seen();
        if had_one {
            fs::rename(&moved, self.saved()).unwrap();
        }
        truth
    }

    /// Looks until the stamps have settled and all rows are on disk.
    pub(crate) fn settle(&self) {
        while self.saved_rows() < self.look(Reach::Folders).len() {
            std::hint::spin_loop();
        }
    }

    fn saved_rows(&self) -> usize {
        let saved = super::file::read(&self.saved());
        saved.map_or(0, |saved| {
            let rows = (0..saved.table.len()).map(|place| saved.table.row(place));
            rows.filter(|row| row.entries().is_some()).count()
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the file is written as an editor writes it"
)]
pub(crate) fn put(path: &std::path::Path, bytes: impl AsRef<[u8]>) {
    fs::write(path, bytes).unwrap();
}

pub(crate) fn text(number: usize, title: &str) -> String {
    format!("id: T-{number}\n\ntitle: {title}\n\nstatus: open\n")
}
