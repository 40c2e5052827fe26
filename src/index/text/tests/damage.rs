//! Whatever is wrong with the index, the answer is right.
#![expect(clippy::disallowed_methods, reason = "a test damages files")]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::index::text::Source;
use crate::index::text::TextIndex;
use crate::index::text::Way;
use crate::index::text::tests::project::Project;
use crate::index::text::tests::project::terms;

/// A project with an index of two segments and some deleted documents.
fn project() -> Project {
    let mut project = Project::of(200);
    project.found("common");
    for number in 0..66 {
        project.write(number, &super::project::text(number + 1000));
    }
    assert_eq!(project.answer(&terms("common")).way, Way::Index);
    project
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).unwrap();
    for file in files(from) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

/// Searches with the index as it is, and with what became of it.
fn check(project: &Project, what: &str) {
    let terms = terms("common odd only1003 only133 title~of~only133");
    for _ in 0..2 {
        let answer = project.answer(&terms);
        let counts = terms.iter().map(|term| answer.count(term));
        assert_eq!(counts.collect::<Vec<_>>(), [200, 100, 1, 1, 1], "{what}");
        assert!(
            answer.has(&terms[2], 3) && answer.has(&terms[4], 133),
            "{what}"
        );
    }
    let (answer, reads) = project.counted(&terms);
    assert_eq!(
        (answer.way, reads),
        (Way::Index, 0),
        "{what}: is not made anew"
    );
}

/// A way to spoil the bytes of a file.
type Spoil = (&'static str, fn(&mut Vec<u8>));

#[test]
fn files_of_the_index_may_be_damaged_in_any_way() {
    let project = project();
    let kept = project.index().with_extension("kept");
    copy(&project.index(), &kept);
    let spoils: [Spoil; 7] = [
        ("emptied", Vec::clear),
        ("cut by half", |bytes| bytes.truncate(bytes.len() / 2)),
        ("cut by a byte", |bytes| {
            bytes.pop();
        }),
        ("garbage", |bytes| bytes.fill(0xa5)),
        ("zeroed in the middle", |bytes| {
            let middle = bytes.len() / 3..bytes.len() * 2 / 3;
            bytes[middle].fill(0);
        }),
        ("one bit wrong", |bytes| {
            if let Some(byte) = bytes.first_mut() {
                *byte ^= 4;
            }
        }),
        ("longer", |bytes| bytes.extend([1; 64])),
    ];
    for file in files(&kept) {
        let name = file.file_name().unwrap().to_str().unwrap();
        for (how, spoil) in &spoils {
            copy(&kept, &project.index());
            let mut bytes = fs::read(&file).unwrap();
            spoil(&mut bytes);
            fs::write(project.index().join(name), bytes).unwrap();
            check(&project, &format!("{name} {how}"));
        }
        copy(&kept, &project.index());
        fs::remove_file(project.index().join(name)).unwrap();
        check(&project, &format!("{name} deleted"));
        copy(&kept, &project.index());
        fs::remove_file(project.index().join(name)).unwrap();
        fs::create_dir(project.index().join(name)).unwrap();
        check(&project, &format!("{name} a folder"));
    }
}

#[test]
fn a_file_or_a_link_in_the_place_of_the_index_is_no_index() {
    let project = project();
    fs::remove_dir_all(project.index()).unwrap();
    fs::write(project.index(), "not a folder").unwrap();
    check(&project, "a file");
    fs::remove_dir_all(project.index()).unwrap();
    fs::create_dir(project.index()).unwrap();
    check(&project, "an empty folder");
}

#[test]
fn an_older_generation_is_not_mixed_with_what_is_known_now() {
    let project = project();
    let mut older = Project::of(200);
    older.found("common");
    // The sidecar of another index, and the index of another sidecar.
    fs::copy(older.index().join("known"), project.index().join("known")).unwrap();
    check(&project, "another sidecar");
    for number in 0..66 {
        older.write(number, &super::project::text(number + 1000));
    }
    copy(&project.index(), &older.index());
    check(&older, "the same records, another clock");
}

#[test]
fn where_nothing_can_be_written_the_files_are_read() {
    let project = Project::of(100);
    let private = project
        .index()
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned();
    // Not even the superuser makes a folder below a file.
    fs::write(private, "").unwrap();
    for _ in 0..2 {
        assert_eq!(project.found("only17"), [17]);
    }
    assert_eq!(project.answer(&terms("common")).way, Way::Files);
}

#[test]
fn while_another_process_writes_the_index_the_files_are_read() {
    let project = Project::of(100);
    let above = project.index().parent().unwrap().to_owned();
    fs::create_dir_all(&above).unwrap();
    let lock = fs::File::create(above.join("text.lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(project.found("only17"), [17]);
    assert_eq!(project.answer(&terms("common")).way, Way::Files);
    drop(lock);
    assert_eq!(project.answer(&terms("common")).way, Way::Index);
}

#[test]
fn what_a_killed_process_left_is_cleaned_up() {
    let project = Project::of(100);
    let index = project.index();
    for leftover in [index.with_extension("new"), index.with_extension("old")] {
        fs::create_dir_all(&leftover).unwrap();
        fs::write(leftover.join("meta.json"), "{").unwrap();
    }
    assert_eq!(project.found("only17"), [17]);
    let names = files(index.parent().unwrap()).into_iter();
    let names = names.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    assert_eq!(names.collect::<Vec<_>>(), ["text", "text.lock"]);
}

#[test]
fn searches_at_once_all_get_the_right_answer() {
    let project = Project::of(300);
    std::thread::scope(|scope| {
        for thread in 0..8_u64 {
            let (index, sources) = (project.index(), project.sources());
            scope.spawn(move || {
                for round in 0..6 {
                    search(index.clone(), &sources, thread % 2 * round * 1000);
                }
            });
        }
    });
}

/// Some see other stamps than the others, and so build while these read.
fn search(index: PathBuf, sources: &[Source], shift: u64) {
    let read = |path: &str| {
        let number = path.trim_start_matches("tickets/00/T-");
        let number = number.trim_end_matches(".yaml").parse().unwrap();
        Some(super::project::text(number))
    };
    let sources = sources.iter().map(|source| Source {
        path: source.path.clone(),
        fingerprint: source.fingerprint.map(|written| written + shift),
    });
    let sources: Vec<Source> = sources.collect();
    let terms = terms("odd");
    let answer = TextIndex::new(index).answer(&terms, &sources, &read);
    assert_eq!(answer.count(&terms[0]), 150);
}
