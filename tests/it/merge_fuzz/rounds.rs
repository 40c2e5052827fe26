//! The tests.

use std::time::Instant;

use crate::merge_fuzz::git::Driver;
use crate::merge_fuzz::git::Git;
#[cfg(feature = "jj")]
use crate::merge_fuzz::jujutsu::Jujutsu;
use crate::merge_fuzz::mercurial::Mercurial;
use crate::merge_fuzz::repository::Repository;
use crate::merge_fuzz::run::Merged;
use crate::merge_fuzz::run::Renumbering;
use crate::merge_fuzz::run::run;
use crate::merge_fuzz::scenario::Scenario;
use crate::merge_fuzz::scenario::Workshop;
use crate::simulation::Facts;
use crate::simulation::Files;
use crate::simulation::Naming;
use crate::simulation::Outlook;

/// The seed of the first round; each further one has the next number.
const SEED: u64 = 1;

/// Plays rounds and merges each in every one of the repositories, each time in another order.
fn play(rounds: u64, repositories: &mut [&mut dyn Repository]) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().unwrap());
    let first = number("TICKETS_FUZZ_SEED").unwrap_or(SEED);
    let rounds = number("TICKETS_FUZZ_ROUNDS").unwrap_or(rounds);
    let folder = folder();
    let mut workshop = Workshop::new(folder.path());
    let began = Instant::now();
    let mut bad = Vec::new();
    for seed in first..first + rounds {
        let scenario = workshop.play(seed);
        let faults = faults_of(scenario, repositories);
        if !faults.is_empty() {
            println!("{}", faults.join("\n"));
            bad.push(seed);
        }
    }
    println!("{rounds} rounds from seed {first} in {:?}", began.elapsed());
    assert_eq!(
        bad,
        Vec::<u64>::new(),
        "the seeds of the rounds that failed"
    );
}

/// All that is wrong with a round, headed by what was done in it.
fn faults_of(mut scenario: Scenario, repositories: &mut [&mut dyn Repository]) -> Vec<String> {
    let mut faults = Vec::new();
    let before = Facts::read(&scenario.base, Naming::ByKey).unwrap();
    let naming = Naming::ByUid(&before.keys);
    let read = |files: &Files| Facts::read(files, naming);
    let base = read(&scenario.base).unwrap();
    let sides: Vec<Facts> = scenario
        .sides
        .iter()
        .map(|side| read(side).unwrap())
        .collect();
    let sides: Vec<&Facts> = sides.iter().collect();
    let outlook = Outlook::new(&base, &sides);
    let renumbering = if scenario.chance.percent(30) {
        Renumbering::Each
    } else {
        Renumbering::Last
    };
    let mut first: Option<(String, Merged)> = None;
    let mut order: Vec<usize> = (0..scenario.sides.len()).collect();
    for repository in repositories {
        scenario.chance.shuffle(&mut order);
        repository.record(&scenario.base, &scenario.sides);
        let name = format!("{} in the order {order:?}", repository.name());
        let merged = run(
            *repository,
            (&scenario.base, &scenario.sides),
            &order,
            renumbering,
        );
        let mut own = merged.faults.clone();
        match read(&merged.files) {
            Ok(result) => own.extend(outlook.faults(&result)),
            Err(error) => own.push(error),
        }
        if let Some((other, first)) = &first
            && outlook.is_plain()
            && renumbering == Renumbering::Last
        {
            own.extend(differences(other, &first.files, &merged.files));
        }
        faults.extend(own.iter().map(|fault| format!("  {name}: {fault}")));
        first.get_or_insert((name, merged));
    }
    if !faults.is_empty() {
        let head = scenario.story.iter().map(|line| format!("  {line}"));
        let all = std::iter::once("--- round".to_owned()).chain(head);
        faults = all.chain(faults).collect();
    }
    faults
}

/// In which files two results differ.
fn differences(other: &str, first: &Files, second: &Files) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let differing = paths
        .into_iter()
        .filter(|path| first.get(*path) != second.get(*path));
    differing
        .map(|path| {
            let shown = |files: &Files| {
                let content = files.get(path).map_or(&b"-"[..], Vec::as_slice);
                String::from_utf8_lossy(content).into_owned()
            };
            let (one, two) = (shown(first), shown(second));
            let diff = similar::TextDiff::from_lines(&one, &two);
            let diff = diff.unified_diff().to_string();
            format!("{path} is another than by {other}:\n{diff}")
        })
        .collect()
}

/// A temporary folder, in memory where there is such a place: a round makes hundreds of files.
fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let inside = tempfile::tempdir_in(memory);
    inside.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

#[test]
fn git_loses_nothing_with_or_without_the_driver() {
    let folder = folder();
    let mut with = Git::new(&folder.path().join("with"), Driver::Registered);
    let mut without = Git::new(&folder.path().join("without"), Driver::Missing);
    play(150, &mut [&mut with, &mut without]);
}

#[test]
fn mercurial_loses_nothing_and_comes_to_what_git_comes_to() {
    let folder = folder();
    let mut hg = Mercurial::new(&folder.path().join("hg"));
    let mut git = Git::new(&folder.path().join("git"), Driver::Missing);
    play(30, &mut [&mut hg, &mut git]);
}

#[cfg(feature = "jj")]
#[test]
fn jujutsu_loses_nothing_and_comes_to_what_git_comes_to() {
    let folder = folder();
    let mut jj = Jujutsu::new(&folder.path().join("jj"));
    let mut git = Git::new(&folder.path().join("git"), Driver::Missing);
    play(30, &mut [&mut jj, &mut git]);
}
