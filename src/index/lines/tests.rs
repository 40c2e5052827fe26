//! Tests of the lines, on real files.

use std::fs;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;

use proptest::prelude::*;

use crate::domain::Ticket;
use crate::index::Lines;
use crate::index::Others;
use crate::index::Piece;
use crate::index::snapshot::tests::Project;
use crate::index::snapshot::tests::put;
use crate::store::Reach;

/// Says the same of all records, and wants them backwards.
struct Same(&'static str, usize);

impl Others for Same {
    fn middle(&self, _: usize) -> String {
        self.0.to_owned()
    }

    fn order(&self) -> Vec<usize> {
        (0..self.1).rev().collect()
    }
}

/// All lines, in the order of the keys, without what is computed of others.
fn lines(project: &Project) -> Vec<String> {
    lines_with(project, "")
}

fn lines_with(project: &Project, middle: &'static str) -> Vec<String> {
    let places: Vec<usize> = (0..project.look(Reach::Folders).len()).collect();
    let printed = printed(project, middle, &places);
    printed.lines().map(str::to_owned).collect()
}

/// What is printed of the records at some places, one a line.
fn printed(project: &Project, middle: &'static str, places: &[usize]) -> String {
    let snapshot = project.look(Reach::Folders);
    let others = Same(middle, snapshot.len());
    let lines = Lines::fresh::<Ticket>(&project.store, &project.index(), &snapshot, &others);
    let mut text = String::new();
    let print = |piece: Piece<'_>| {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Kept(mut file, range) => {
                file.seek(SeekFrom::Start(range.start))?;
                file.take(range.end - range.start)
                    .read_to_string(&mut text)?;
            }
        }
        Ok::<(), io::Error>(())
    };
    lines
        .print(places, ["", ",\n", ""], &others, print)
        .unwrap();
    text.replace(",\n", "\n")
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

#[test]
fn what_others_decide_is_never_taken_from_the_file() {
    let project = settled(&["One", "Two"]);
    let [one, two] = lines_with(&project, ",\"a\":1").try_into().unwrap();
    assert!(
        one.contains("],\"a\":1,\"updated_at\"") || one.contains(",\"a\":1,"),
        "{one}"
    );
    assert_eq!(one.replace(",\"a\":1", ""), lines(&project)[0]);
    assert_eq!(two.replace(",\"a\":1", ""), lines(&project)[1]);
}

#[test]
fn lines_that_lie_side_by_side_in_any_order_are_printed_whole() {
    let project = settled(&["One", "Two", "Three", "Four"]);
    let all = lines(&project);
    let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 2, 2, 2]];
    for order in orders {
        let expected = order.map(|place| all[place].clone());
        assert_eq!(printed(&project, "", &order), expected.join("\n"));
    }
    assert_eq!(printed(&project, "", &[]), "");
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
