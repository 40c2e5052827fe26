//! When the index is made, brought up to date and left alone.

use crate::index::text::Way;
use crate::index::text::tests::project::Project;
use crate::index::text::tests::project::terms;
use crate::index::text::tests::project::text;

#[test]
fn the_first_search_makes_the_index_and_the_next_reads_nothing() {
    let project = Project::of(100);
    let (first, reads) = project.counted(&terms("common"));
    assert_eq!((first.way, reads), (Way::Index, 100));
    let (second, reads) = project.counted(&terms("common"));
    assert_eq!((second.way, reads), (Way::Index, 0));
    assert_eq!(first, second);
}

#[test]
fn few_records_are_read_without_an_index() {
    let project = Project::of(64);
    assert_eq!(project.found("even only4"), [4]);
    assert_eq!(project.answer(&terms("common")).way, Way::Files);
    assert!(!project.index().exists());
}

#[test]
fn a_few_changes_are_read_and_the_index_stays_as_it_is() {
    let mut project = Project::of(100);
    project.answer(&terms("common"));
    let before = files(&project);
    for number in 0..60 {
        project.write(number, &text(number + 1000));
    }
    project.write(100, &text(100));
    project.remove(99);
    for _ in 0..2 {
        let (answer, reads) = project.counted(&terms("common"));
        assert_eq!((answer.way, reads), (Way::IndexAndFiles, 61));
    }
    assert_eq!(files(&project), before);
    assert_eq!(project.found("only3"), Vec::<usize>::new());
    assert_eq!(project.found("only1003"), [3]);
    assert_eq!(project.found("only100"), [100]);
    assert_eq!(project.found("only99"), Vec::<usize>::new());
    assert_eq!(project.found("only98"), [98]);
}

#[test]
fn many_changes_are_one_commit() {
    let mut project = Project::of(400);
    project.answer(&terms("common"));
    let segments = segments(&project);
    for number in 0..100 {
        project.write(number, &text(number + 1000));
    }
    project.remove(399);
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::Index, 100));
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::Index, 0));
    assert_eq!(answer.count(&terms("common")[0]), 399);
    assert!(
        segments
            .iter()
            .all(|old| self::segments(&project).contains(old))
    );
    assert_eq!(project.found("only1003"), [3]);
    assert_eq!(project.found("only3"), Vec::<usize>::new());
}

#[test]
fn another_branch_is_another_index() {
    let mut project = Project::of(300);
    project.answer(&terms("common"));
    let before = segments(&project);
    for number in 0..200 {
        project.write(number, &text(number + 1000));
    }
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::Index, 300));
    let after = segments(&project);
    assert!(after.iter().all(|segment| !before.contains(segment)));
    assert_eq!(after.len(), 1);
    assert_eq!(project.found("only1003"), [3]);

    // Most tickets are gone on the third branch.
    project.records.truncate(100);
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::Index, 100));
    assert_eq!(project.found("common").len(), 100);
}

#[test]
fn what_may_have_changed_in_the_same_moment_is_read_each_time() {
    let mut project = Project::of(200);
    for record in &mut project.records[..150] {
        record.written = None;
    }
    for _ in 0..2 {
        project.answer(&terms("common"));
    }
    let before = files(&project);
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::IndexAndFiles, 150));
    // The same stamp, and another text.
    project.records[0].text = Some(text(5000));
    assert_eq!(project.found("only5000"), [0]);
    assert_eq!(files(&project), before);
}

#[test]
fn unreadable_records_are_tried_again_but_not_built_again() {
    let mut project = Project::of(300);
    for record in &mut project.records[..100] {
        record.text = None;
    }
    let (_, reads) = project.counted(&terms("common"));
    assert_eq!(reads, 300 + 100);
    let before = files(&project);
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::IndexAndFiles, 100));
    assert_eq!(answer.count(&terms("common")[0]), 200);
    assert_eq!(files(&project), before);
    project.records[7].text = Some(text(7));
    assert_eq!(project.found("only7"), [7]);
}

#[test]
fn another_order_of_the_records_changes_nothing() {
    let mut project = Project::of(100);
    project.answer(&terms("common"));
    project.records.reverse();
    let (answer, reads) = project.counted(&terms("common"));
    assert_eq!((answer.way, reads), (Way::Index, 0));
    assert_eq!(project.found("only17"), [17]);
}

/// The names of the index's files.
fn files(project: &Project) -> Vec<String> {
    let names = std::fs::read_dir(project.index()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.ends_with(".lock")).collect();
    names.sort();
    names
}

/// The names of the index's segments.
fn segments(project: &Project) -> Vec<String> {
    let files = files(project).into_iter();
    files.filter(|name| name.ends_with(".idx")).collect()
}
