//! Tests of the lines, on real files.

use std::fs;

use proptest::prelude::*;

use crate::domain::Ticket;
use crate::index::Lines;
use crate::index::snapshot::tests::Project;
use crate::index::snapshot::tests::put;
use crate::store::Reach;

/// All lines, in the order of the keys, without what is computed of others.
fn lines(project: &Project) -> Vec<String> {
    let snapshot = project.look(Reach::Folders);
    let lines = Lines::fresh::<Ticket>(&project.store, &project.index(), &snapshot);
    let line = |place| {
        let line = lines.line(place).unwrap();
        format!("{}{}", line.head, line.tail)
    };
    (0..snapshot.len()).map(line).collect()
}

fn made_anew(project: &Project) -> Vec<String> {
    let kept = project.index().join("tickets.lines");
    let aside = project.index().join("aside");
    let had_some = fs::rename(&kept, &aside).is_ok();
    let made = lines(project);
    if had_some {
        fs::rename(&aside, &kept).unwrap();
    }
    made
}

fn settled(titles: &[&str]) -> Project {
    let project = Project::with(titles);
    project.add_entry(1, "20261120T101112Z-comment-7f3a.yaml");
    project.settle();
    lines(&project);
    project
}

#[test]
fn a_line_is_the_record_and_what_its_entries_tell() {
    let project = settled(&["One \"two\""]);
    let [line] = lines(&project).try_into().unwrap();
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["title"], "One \"two\"");
    assert_eq!(value["entry_count"], 1);
    assert_eq!(value["updated_at"], "2026-11-20T10:11:12Z");
    assert_eq!(value["path"], ".tickets/tickets/00/T-1-one.yaml");
}

#[test]
fn a_change_of_the_record_or_of_its_entries_gives_another_line() {
    let project = settled(&["One", "Two", "Three"]);
    let before = lines(&project);

    project.put(2, "Too");
    project.add_entry(3, "20261121T101112Z-comment-7f3a.yaml");
    let after = lines(&project);
    assert_eq!(before[0], after[0]);
    assert!(after[1].contains("\"title\":\"Too\""), "{}", after[1]);
    assert!(after[2].contains("\"entry_count\":1"), "{}", after[2]);
    fs::remove_file(project.path(1)).unwrap();
    assert_eq!(lines(&project), after[1..]);
}

#[test]
fn lines_with_any_byte_wrong_are_made_anew() {
    let project = settled(&["One", "Two"]);
    let expected = lines(&project);
    let path = project.index().join("tickets.lines");
    let bytes = fs::read(&path).unwrap();
    for place in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[place] ^= 0x11;
        put(&path, &wrong);
        assert_eq!(lines(&project), expected, "{place}");
    }
    for length in 0..bytes.len() {
        put(&path, &bytes[..length]);
        assert_eq!(lines(&project), expected, "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn whatever_happens_between_two_lists_the_second_tells_the_truth(
        deeds in proptest::collection::vec((1..4_usize, 0..6_u8), 1..12)
    ) {
        let project = settled(&["One", "Two", "Three"]);
        for (number, deed) in deeds {
            match deed {
                0..=2 => project.put(number, &format!("Title {deed}")),
                3 => project.add_entry(number, "20261121T101112Z-comment-7f3a.yaml"),
                4 => { let _ = fs::remove_dir_all(project.path(number).with_extension("")); }
                _ => { let _ = fs::remove_file(project.path(number)); }
            }
            prop_assert_eq!(lines(&project), made_anew(&project));
        }
    }
}
