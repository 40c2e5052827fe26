//! Tests of the cache, on real files.

use std::cell::Cell;
use std::fs;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use proptest::prelude::*;

use crate::domain::Ticket;
use crate::index::cache::RecordCache;
use crate::index::snapshot::tests::Project;
use crate::index::snapshot::tests::put;
use crate::index::snapshot::tests::text;
use crate::store::Disk;
use crate::store::FileStamp;
use crate::store::Files;
use crate::store::Names;
use crate::store::Problem;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;
use crate::store::clock;

/// The files on disk, and how often one was opened.
#[derive(Debug)]
struct Counted {
    disk: Disk,
    opened: Rc<Cell<usize>>,
}

impl Files for Counted {
    fn names(&self, folder: &str) -> io::Result<Names<'_>> {
        self.disk.names(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Problem> {
        self.opened.set(self.opened.get() + 1);
        self.disk.read(path)
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        self.disk.exists(path)
    }

    fn is_disk(&self) -> bool {
        true
    }

    fn revision(&self) -> Option<&str> {
        None
    }
}

/// A project, a cache of its tickets, and a store that counts what it opens.
struct World {
    project: Project,
    store: Store,
    cache: RecordCache<Ticket>,
    opened: Rc<Cell<usize>>,
}

impl World {
    /// With tickets from 1 on, of these titles, whose stamps have settled.
    fn new(titles: &[&str], bytes_max: u64) -> World {
        let project = Project::with(titles);
        let opened = Rc::new(Cell::new(0));
        let counted = Counted {
            disk: project.store.disk(),
            opened: Rc::clone(&opened),
        };
        let world = World {
            store: project.store.beside().reading(Box::new(counted)),
            cache: RecordCache::new(bytes_max),
            project,
            opened,
        };
        for number in 1..=titles.len() {
            world.settle(number);
        }
        world
    }

    /// The same on a system whose clock ticks slowly.
    fn ticking(titles: &[&str], bytes_max: u64) -> World {
        World {
            cache: RecordCache::with_stamps(bytes_max, slow_stamp),
            ..World::new(titles, bytes_max)
        }
    }

    fn get(&mut self, number: usize) -> Result<Arc<Stored<Ticket>>, Problem> {
        self.cache.get(&self.store, &file(number))
    }

    fn title(&mut self, number: usize) -> String {
        self.get(number).unwrap().record.title.to_string()
    }

    /// How many files are opened when these tickets are asked for.
    fn opened_by(&mut self, numbers: &[usize]) -> usize {
        let before = self.opened.get();
        for number in numbers {
            self.get(*number).unwrap();
        }
        self.opened.get() - before
    }

    /// Waits until a change would give the file another stamp.
    fn settle(&self, number: usize) {
        let Ok(metadata) = fs::symlink_metadata(self.project.path(number)) else {
            return;
        };
        let stamp = FileStamp::of(&metadata).unwrap();
        while !stamp.is_settled_at(clock()) {
            std::hint::spin_loop();
        }
    }

    /// What the cache tells is what the file says, of each ticket.
    fn check(&mut self, numbers: impl IntoIterator<Item = usize>) {
        for number in numbers {
            let truth = self.project.store.load::<Ticket>(&file(number));
            let told = self.get(number).map(|stored| Stored::clone(&stored));
            assert_eq!(told, truth);
        }
    }
}

/// The stamp of a clock that ticks each 10 ms, as older kernels have. Newer ones tick
/// when somebody looked, and would hide what a cache does that believes too early.
fn slow_stamp(metadata: &fs::Metadata) -> Option<FileStamp> {
    // Not on whole seconds, which are taken for a still slower clock.
    let tick = |time: i64| time - time % 10_000_000 + 1;
    let stamp = FileStamp::of(metadata)?;
    Some(FileStamp {
        modified: tick(stamp.modified),
        changed: tick(stamp.changed),
        ..stamp
    })
}

fn file(number: usize) -> RecordFile {
    RecordFile::from_path(&format!("tickets/00/T-{number}-one.yaml")).unwrap()
}

fn size(title: &str) -> u64 {
    text(1, title).len() as u64
}

#[test]
fn a_ticket_that_is_asked_for_again_is_not_opened_again() {
    let mut world = World::new(&["One", "Two"], 10_000);

    assert_eq!(world.opened_by(&[1, 2]), 2);
    assert_eq!(world.opened_by(&[1, 2, 2, 1]), 0);
    let (first, second) = (world.get(1).unwrap(), world.get(1).unwrap());
    assert!(Arc::ptr_eq(&first, &second));
    assert_eq!(world.title(2), "Two");
}

#[test]
fn the_least_recently_used_goes_first() {
    let mut world = World::new(&["One", "Two", "Six"], 2 * size("One"));

    assert_eq!(world.opened_by(&[1, 2, 1, 3]), 3);
    assert_eq!(world.cache.len(), 2);
    assert_eq!(world.opened_by(&[1, 3]), 0);
    assert_eq!(world.opened_by(&[2]), 1);
    assert_eq!(world.opened_by(&[3, 2]), 0);
    assert_eq!(world.opened_by(&[1]), 1);
}

#[test]
fn what_is_larger_than_the_bound_is_read_each_time_and_drives_nothing_out() {
    let long = "A title that is longer than the others";
    let mut world = World::new(&["One", long], size("One"));

    assert_eq!(world.opened_by(&[1, 2, 2, 1]), 3);
    assert_eq!(world.cache.bytes(), size("One"));
}

#[test]
fn a_cache_without_room_keeps_nothing() {
    let mut world = World::new(&["One"], 0);

    assert_eq!(world.opened_by(&[1, 1]), 2);
    assert!(world.cache.is_empty());
}

#[test]
fn a_file_that_vanishes_or_breaks_leaves_the_cache() {
    let mut world = World::new(&["One", "Two"], 10_000);
    world.opened_by(&[1, 2]);
    fs::remove_file(world.project.path(1)).unwrap();
    put(&world.project.path(2), "<<<<<<< ours\n");

    world.get(1).unwrap_err();
    world.get(2).unwrap_err();
    world.check(1..=2);
    assert_eq!((world.cache.len(), world.cache.bytes()), (0, 0));
}

/// Of two changes within one tick of the clock the second may leave the stamp as it is.
#[test]
fn a_file_that_changed_just_now_is_kept_only_after_it_has_settled() {
    let mut world = World::new(&["One"], 10_000);
    // A machine may stand still for a tick between the change and the look, but not always.
    let is_kept_at_once = |round: usize| {
        world.project.put(1, &format!("Title {round}"));
        world.opened_by(&[1]);
        !world.cache.is_empty()
    };
    assert!(!(0..100).all(is_kept_at_once));

    world.settle(1);
    world.opened_by(&[1]);
    assert_eq!(world.opened_by(&[1, 1]), 0);
}

#[test]
fn changes_of_one_size_in_quick_succession_are_all_seen() {
    let mut world = World::ticking(&["Title 000"], 10_000);
    for round in 0..300 {
        let title = format!("Title {round:03}");
        world.project.put(1, &title);
        assert_eq!(world.title(1), title);
    }
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_read_each_time() {
    let mut world = World::new(&["One"], 10_000);
    let target = world.store.home().join("target.yaml");
    put(&target, text(2, "Two"));
    std::os::unix::fs::symlink(&target, world.project.path(2)).unwrap();
    world.settle(2);

    assert_eq!(world.title(2), "Two");
    put(&target, text(2, "Too"));
    assert_eq!(world.title(2), "Too");
    assert!(world.cache.is_empty());
}

#[test]
fn two_projects_can_share_a_cache() {
    let mut world = World::new(&["One"], 10_000);
    let other = World::new(&["Two"], 0);
    assert_eq!(world.title(1), "One");

    let stored = world.cache.get(&other.store, &file(1)).unwrap();
    assert_eq!(stored.record.title.to_string(), "Two");
    assert_eq!(world.cache.len(), 2);
}

/// What somebody does to the files between two looks.
#[derive(Debug, Clone)]
enum Deed {
    Put(usize, u8),
    Replace(usize, u8),
    Swap(usize, usize),
    Remove(usize),
    Get(usize),
    Settle(usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let number = || 1..4_usize;
    let deed = prop_oneof![
        5 => (number(), 0..10_u8).prop_map(|(n, t)| Deed::Put(n, t)),
        3 => (number(), 0..10_u8).prop_map(|(n, t)| Deed::Replace(n, t)),
        1 => (number(), number()).prop_map(|(a, b)| Deed::Swap(a, b)),
        1 => number().prop_map(Deed::Remove),
        6 => number().prop_map(Deed::Get),
        1 => number().prop_map(Deed::Settle),
    ];
    proptest::collection::vec(deed, 1..40)
}

fn perform(world: &mut World, deed: &Deed) {
    let path = |number: usize| world.project.path(number);
    match *deed {
        Deed::Put(number, title) => world.project.put(number, &format!("Title {title}")),
        Deed::Replace(number, title) => {
            let draft = path(number).with_extension("draft");
            put(&draft, text(number, &format!("Title {title}")));
            fs::rename(draft, path(number)).unwrap();
        }
        Deed::Swap(a, b) => {
            let aside = path(a).with_extension("aside");
            // Where one is missing, the other moves.
            for (from, to) in [
                (path(a), aside.clone()),
                (path(b), path(a)),
                (aside, path(b)),
            ] {
                let _ = fs::rename(from, to);
            }
        }
        Deed::Remove(number) => {
            let _ = fs::remove_file(path(number));
        }
        Deed::Get(number) => world.check([number]),
        Deed::Settle(number) => {
            world.settle(number);
            world.check([number]);
        }
    }
}

proptest! {
    // Waiting for stamps to settle takes most of the time.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// In a cache with room for all, and in one that gives up records all the time.
    #[test]
    fn no_interleaving_of_changes_and_reads_gives_a_stale_record(
        deeds in deeds(),
        files_max in prop_oneof![Just(2), Just(100)],
    ) {
        let bytes_max = files_max * size("Title 0");
        let mut world = World::ticking(&["Title 0", "Title 1", "Title 2"], bytes_max);
        for deed in &deeds {
            perform(&mut world, deed);
            prop_assert!(world.cache.bytes() <= bytes_max);
        }
        world.check(1..4);
        world.check(1..4);
    }
}
