//! A change of any kind is seen by the next look.

use std::fs;
use std::fs::File;
use std::fs::FileTimes;

use proptest::prelude::*;

use super::Project;
use super::put;
use super::text;
use crate::store::Reach;

#[test]
fn rows_that_did_not_change_are_not_read_again() {
    let project = Project::with(&["One", "Two"]);
    project.settle();

    let snapshot = project.look(Reach::Folders);
    assert_eq!((snapshot.saved.len(), snapshot.read.len()), (2, 0));
    assert_eq!(project.seen(), ["T-1 One 0", "T-2 Two 0"]);
}

#[test]
fn a_file_that_changed_appeared_or_vanished_is_seen() {
    let project = Project::with(&["One", "Two", "Three"]);
    project.settle();

    project.put(1, "Changed");
    fs::remove_file(project.path(2)).unwrap();
    project.put(10, "New");
    assert_eq!(
        project.seen(),
        ["T-1 Changed 0", "T-3 Three 0", "T-10 New 0"]
    );

    fs::rename(project.path(10), project.path(1)).unwrap();
    insta::assert_snapshot!(project.seen().join("\n"), @"
    T-3 Three 0
    `.tickets/tickets/00/T-1-one.yaml`: is named `T-1` but its id is `T-10`
    ");
}

/// The clock that stamps files ticks every few milliseconds: of two writes in
/// one tick, the second leaves the stamp as the first one made it.
#[test]
fn a_second_change_within_one_tick_and_of_one_size_is_seen() {
    let project = Project::with(&["Title 000", "Other"]);
    project.settle();
    for round in 0..300 {
        let title = format!("Title {round:03}");
        project.put(1, &title);
        assert_eq!(project.seen()[0], format!("T-1 {title} 0"));
    }
}

/// Of such a file nobody can tell whether it changes again without a new stamp. On
/// systems with fine clocks this alone shows that such rows are not kept.
#[test]
fn a_file_whose_stamp_is_not_settled_is_read_each_time() {
    let project = Project::with(&["One", "Two"]);
    let far_ahead = std::time::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
    let file = File::options().write(true).open(project.path(1)).unwrap();
    file.set_times(FileTimes::new().set_modified(far_ahead))
        .unwrap();
    drop(file);
    for _ in 0..3 {
        while project.look(Reach::Folders).saved.len() == 0 {
            std::hint::spin_loop();
        }
        let snapshot = project.look(Reach::Folders);
        assert_eq!((snapshot.saved.len(), snapshot.read.len()), (1, 1));
    }
}

#[test]
fn a_time_that_was_set_back_does_not_hide_a_change() {
    let project = Project::with(&["One"]);
    project.settle();
    let before = fs::metadata(project.path(1)).unwrap().modified().unwrap();

    project.put(1, "Two");
    let file = File::options().write(true).open(project.path(1)).unwrap();
    file.set_times(FileTimes::new().set_modified(before))
        .unwrap();
    drop(file);
    assert_eq!(project.seen(), ["T-1 Two 0"]);
}

#[test]
fn two_files_that_change_places_are_both_read_again() {
    let project = Project::with(&["One", "Two"]);
    project.settle();
    let aside = project.path(1).with_extension("aside");
    fs::rename(project.path(1), &aside).unwrap();
    fs::rename(project.path(2), project.path(1)).unwrap();
    fs::rename(&aside, project.path(2)).unwrap();

    assert_eq!(project.seen().len(), 2);
    assert!(project.seen().iter().all(|line| line.contains("is named")));
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_read_each_time() {
    let project = Project::with(&["One"]);
    let target = project.store.home().join("target.yaml");
    put(&target, text(2, "Two"));
    std::os::unix::fs::symlink(&target, project.path(2)).unwrap();
    assert_eq!(project.seen(), ["T-1 One 0", "T-2 Two 0"]);

    put(&target, text(2, "Too"));
    assert_eq!(project.seen(), ["T-1 One 0", "T-2 Too 0"]);
}

#[test]
fn entries_that_come_and_go_are_counted() {
    let project = Project::with(&["One"]);
    project.settle();

    project.add_entry(1, "20261120T101112Z-comment-7f3a.yaml");
    assert_eq!(project.seen(), ["T-1 One 1"]);
    project.add_entry(1, "20261120T101113Z-comment-8f3a.yaml");
    assert_eq!(project.seen(), ["T-1 One 2"]);
    project.settle();
    project.add_entry(1, "20261120T101114Z-comment-9f3a.yaml");
    assert_eq!(project.seen(), ["T-1 One 3"]);
    fs::remove_dir_all(project.path(1).with_extension("")).unwrap();
    assert_eq!(project.seen(), ["T-1 One 0"]);
}

#[test]
fn where_folders_were_not_looked_at_entries_are_counted_when_asked_for() {
    let project = Project::with(&["One"]);
    project.settle();
    project.add_entry(1, "20261120T101112Z-comment-7f3a.yaml");

    let snapshot = project.look(Reach::Records);
    let entries = snapshot.entries(&project.store, &snapshot.row(0));
    assert_eq!(entries.count, 1);
}

#[test]
fn what_cannot_be_read_is_named_each_time_and_hides_nothing() {
    let project = Project::with(&["One"]);
    put(&project.path(2), "<<<<<<< ours\n=======\n>>>>>>> theirs\n");
    put(&project.path(3).with_file_name("odd.yaml"), "");
    put(
        &project.path(1).with_file_name("T-1-again.yaml"),
        text(1, "Again"),
    );
    fs::create_dir_all(project.store.home().join("tickets/01")).unwrap();
    let misplaced = project.store.home().join("tickets/01/T-4-far.yaml");
    put(&misplaced, text(4, "Far"));

    let first = project.seen();
    insta::assert_snapshot!(first.join("\n"), @"
    T-1 Again 0
    T-1 One 0
    T-4 Far 0
    `.tickets/tickets/00/T-1-one.yaml`: has the key `T-1`, as `.tickets/tickets/00/T-1-again.yaml` has
    `.tickets/tickets/00/T-2-one.yaml` line 1: has conflict markers of an unfinished merge
    `.tickets/tickets/00/odd.yaml`: has a name that is not `KEY-title.yaml`
    ");
    project.settle();
    assert_eq!(project.seen(), first);
}

#[test]
fn a_ticket_whose_fields_are_very_long_is_listed_like_any_other() {
    let project = Project::with(&["One"]);
    let labels: Vec<String> = (0..9_000).map(|n| format!("  - label-{n:05}\n")).collect();
    let long = format!("{}\nlabels:\n{}", text(2, "Two"), labels.concat());
    put(&project.path(2), &long);
    for _ in 0..2 {
        let snapshot = project.look(Reach::Records);
        let summary = snapshot.find("T-2").unwrap().summary();
        assert_eq!(summary.labels.iter().count(), 9_000);
        project.settle();
    }
}

#[test]
fn so_many_entries_are_counted_as_there_are() {
    let project = Project::with(&["One"]);
    let name = |n: usize| format!("20261120T101112Z-comment-{n:012}.yaml");
    for n in 0..1_800 {
        project.add_entry(1, &name(n));
    }
    project.settle();
    assert_eq!(project.seen(), ["T-1 One 1800"]);
    project.add_entry(1, &name(1_800));
    assert_eq!(project.seen(), ["T-1 One 1801"]);
    let snapshot = project.look(Reach::Folders);
    assert_eq!(snapshot.row(0).entry_names().count(), 1_801);
}

#[test]
fn a_key_is_found_among_many_and_a_missing_one_is_not() {
    let project = Project::with(&["One", "Two", "Three"]);
    project.put(10, "Ten");
    for _ in 0..2 {
        let snapshot = project.look(Reach::Records);
        for id in ["T-1", "T-3", "T-10"] {
            assert_eq!(snapshot.find(id).unwrap().id(), id);
        }
        for id in ["T-0", "T-4", "T-11", "S-1", "U-1", "T-k3f9", ""] {
            assert!(snapshot.find(id).is_none(), "{id}");
        }
        project.settle();
    }
}

/// What somebody does to the files between two looks.
#[derive(Debug, Clone)]
enum Deed {
    Put(usize, u8),
    Replace(usize, u8),
    Remove(usize),
    AddEntry(usize, u8),
    RemoveEntries(usize),
    Look,
    Settle,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let number = 1..6_usize;
    let deed = prop_oneof![
        4 => (number.clone(), 0..10_u8).prop_map(|(n, t)| Deed::Put(n, t)),
        4 => (number.clone(), 0..10_u8).prop_map(|(n, t)| Deed::Replace(n, t)),
        2 => number.clone().prop_map(Deed::Remove),
        3 => (number.clone(), 0..10_u8).prop_map(|(n, t)| Deed::AddEntry(n, t)),
        1 => number.prop_map(Deed::RemoveEntries),
        3 => Just(Deed::Look),
        1 => Just(Deed::Settle),
    ];
    proptest::collection::vec(deed, 1..20)
}

fn perform(project: &Project, deed: &Deed) {
    match deed {
        Deed::Put(number, title) => project.put(*number, &format!("Title {title}")),
        Deed::Replace(number, title) => {
            let draft = project.path(*number).with_extension("draft");
            put(&draft, text(*number, &format!("Title {title}")));
            fs::rename(draft, project.path(*number)).unwrap();
        }
        Deed::Remove(number) => {
            let _ = fs::remove_file(project.path(*number));
        }
        Deed::AddEntry(number, id) => {
            project.add_entry(*number, &format!("20261120T10111{id}Z-comment-{id}.yaml"));
        }
        Deed::RemoveEntries(number) => {
            let _ = fs::remove_dir_all(project.path(*number).with_extension(""));
        }
        Deed::Look => drop(project.look(Reach::Records)),
        Deed::Settle => project.settle(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn whatever_happens_between_two_looks_the_second_tells_the_truth(deeds in deeds()) {
        let project = Project::new();
        for deed in &deeds {
            perform(&project, deed);
            prop_assert_eq!(project.seen(), project.truth(), "after {:?}", deed);
        }
    }
}
