//! Whatever lies where the snapshot should be, the answer is the same.

use std::fs;

use proptest::prelude::*;

use super::Project;
use super::put;
use crate::index::snapshot::file;
use crate::index::snapshot::row;
use crate::store::Reach;

fn settled() -> (Project, Vec<u8>, Vec<String>) {
    let project = Project::with(&["One", "Two", "Three"]);
    project.add_entry(1, "20261120T101112Z-comment-7f3a.yaml");
    project.settle();
    let bytes = fs::read(project.saved()).unwrap();
    let seen = project.seen();
    assert_eq!(seen, ["T-1 One 1", "T-2 Two 0", "T-3 Three 0"]);
    (project, bytes, seen)
}

#[test]
fn a_snapshot_that_is_cut_off_anywhere_is_made_anew() {
    let (project, bytes, seen) = settled();
    for length in 0..bytes.len() {
        put(&project.saved(), &bytes[..length]);
        assert_eq!(project.seen(), seen, "{length}");
    }
}

#[test]
fn a_snapshot_with_any_byte_wrong_is_made_anew() {
    let (project, bytes, seen) = settled();
    for place in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[place] ^= 0x41;
        put(&project.saved(), &wrong);
        assert!(file::read(&project.saved()).is_none(), "{place}");
    }
    assert_eq!(project.seen(), seen);
    assert!(file::read(&project.saved()).is_some());
}

#[test]
fn what_is_no_snapshot_is_replaced() {
    let (project, bytes, seen) = settled();
    let mut newer = bytes.clone();
    newer[16] = 200;
    let mut longer = bytes.clone();
    longer.extend_from_slice(b"more");
    let others: [&[u8]; 5] = [b"", b"tickets snapshot", &[0xff; 4_096], &newer, &longer];
    for other in others {
        put(&project.saved(), other);
        assert_eq!(project.seen(), seen);
    }
}

#[test]
fn the_snapshot_of_another_project_says_nothing_of_this_one() {
    let (_other, bytes, _) = settled();
    let project = Project::with(&["Mine"]);
    fs::create_dir_all(project.index()).unwrap();
    put(&project.saved(), bytes);
    assert_eq!(project.seen(), ["T-1 Mine 0"]);
}

#[test]
fn without_a_place_to_keep_it_every_look_reads_the_files() {
    let project = Project::with(&["One"]);
    put(&project.index(), "a file where the folder should be");
    for _ in 0..2 {
        assert_eq!(project.seen(), ["T-1 One 0"]);
    }
    fs::remove_file(project.index()).unwrap();
    fs::create_dir_all(project.saved()).unwrap();
    assert_eq!(project.seen(), ["T-1 One 0"]);
}

/// Whoever wrote such a table would choose what file a ticket is read from.
#[test]
fn a_row_that_says_it_lies_elsewhere_than_it_was_listed_is_not_believed() {
    let (project, _, seen) = settled();
    let mut saved = file::read(&project.saved()).unwrap();
    let places = saved.table.folders.len();
    saved.table.folders.push("../../elsewhere".to_owned());
    saved.listings.push(Vec::new());
    for row in 0..saved.table.len() {
        row::set_folder(saved.table.numbers_mut(row), u32::try_from(places).unwrap());
    }
    put(&project.saved(), file::bytes(&saved).unwrap());
    assert!(file::read(&project.saved()).is_some());
    assert_eq!(project.seen(), seen);
    let paths: Vec<String> = project
        .look(Reach::Records)
        .rows()
        .map(|row| row.path())
        .collect();
    assert!(
        paths.iter().all(|path| path.starts_with("tickets/00/")),
        "{paths:?}"
    );
}

#[test]
fn drafts_of_killed_programs_do_not_pile_up() {
    let project = Project::with(&["One"]);
    fs::create_dir_all(project.index()).unwrap();
    for pid in [1, 2] {
        let draft = project.index().join(format!("tickets.snapshot.{pid}.new"));
        put(&draft, "half a");
        let old = std::time::UNIX_EPOCH;
        let file = fs::File::options().write(true).open(draft).unwrap();
        file.set_times(fs::FileTimes::new().set_modified(old))
            .unwrap();
    }
    project.settle();
    let names: Vec<_> = fs::read_dir(project.index()).unwrap().collect();
    assert_eq!(names.len(), 1, "{names:?}");
}

/// A header, a row and folders that somebody made up, with the right checksum.
fn made_up() -> impl Strategy<Value = Vec<u8>> {
    (
        proptest::collection::vec(any::<u8>(), row::SIZE..3 * row::SIZE),
        proptest::collection::vec(any::<u8>(), 0..80),
        0..4_u32,
        any::<[u32; 2]>(),
    )
        .prop_map(|(numbers, rest, folders, sizes)| {
            let rows = numbers.len() / row::SIZE;
            let numbers = &numbers[..rows * row::SIZE];
            let folder_bytes = sizes[0] % 40;
            let mut body = Vec::new();
            for size in [u32::try_from(rows).unwrap(), folders, folder_bytes] {
                body.extend_from_slice(&size.to_le_bytes());
            }
            let after = rows * 4 + folder_bytes as usize;
            let texts = rest.len().saturating_sub(after);
            body.extend_from_slice(&u32::try_from(texts).unwrap().to_le_bytes());
            body.extend_from_slice(numbers);
            body.extend_from_slice(&vec![
                (sizes[1] % 7) as u8;
                after.saturating_sub(rest.len())
            ]);
            body.extend_from_slice(&rest);
            let mut bytes = b"tickets snapshot".to_vec();
            bytes.extend_from_slice(&1_u32.to_le_bytes());
            bytes.extend_from_slice(&crc32fast::hash(&body).to_le_bytes());
            bytes.extend_from_slice(&body);
            bytes
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn rows_that_somebody_made_up_are_no_danger(bytes in made_up()) {
        let project = Project::with(&["One"]);
        fs::create_dir_all(project.index()).unwrap();
        put(&project.saved(), bytes);
        prop_assert_eq!(project.seen(), ["T-1 One 0"]);
        let snapshot = project.look(Reach::Records);
        let paths: Vec<String> = snapshot.rows().map(|row| row.path()).collect();
        prop_assert_eq!(paths, ["tickets/00/T-1-one.yaml"]);
    }
}
