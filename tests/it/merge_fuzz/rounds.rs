//! The tests.

use std::collections::BTreeSet;
use std::path::Path;
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
use crate::simulation::changed;

/// How many rounds had something special.
#[derive(Default)]
struct Seen {
    questions: usize,
    kept: usize,
    renumbered: usize,
}

/// Plays rounds and merges each in every one of the repositories, each time in another order.
///
/// The first round has the seed `first`, and each further one the next number.
fn play((first, rounds): (u64, u64), repositories: &mut [&mut dyn Repository]) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().unwrap());
    let first = number("TICKETS_FUZZ_SEED").unwrap_or(first);
    let rounds = number("TICKETS_FUZZ_ROUNDS").unwrap_or(rounds);
    let folder = folder();
    let mut workshop = Workshop::new(folder.path());
    let began = Instant::now();
    let mut bad = Vec::new();
    let mut seen = Seen::default();
    for seed in first..first + rounds {
        let scenario = workshop.play(seed);
        let faults = faults_of(scenario, repositories, &mut seen);
        if !faults.is_empty() {
            println!("{}", faults.join("\n"));
            bad.push(seed);
        }
    }
    println!(
        "{rounds} rounds from seed {first} in {:.1} s: in {} a person was asked, in {} something \
         deleted was kept, in {} tickets were renumbered",
        began.elapsed().as_secs_f64(),
        seen.questions,
        seen.kept,
        seen.renumbered
    );
    assert_eq!(
        bad,
        Vec::<u64>::new(),
        "the seeds of the rounds that failed"
    );
}

/// All that is wrong with a round, headed by what was done in it.
fn faults_of(
    mut scenario: Scenario,
    repositories: &mut [&mut dyn Repository],
    seen: &mut Seen,
) -> Vec<String> {
    let renumbering = if scenario.chance.percent(30) {
        Renumbering::Each
    } else {
        Renumbering::Last
    };
    let mut order: Vec<usize> = (0..scenario.sides.len()).collect();
    let mut results = Vec::new();
    for repository in repositories {
        scenario.chance.shuffle(&mut order);
        repository.record(&scenario.base, &scenario.sides);
        let name = format!("{} in the order {order:?}", repository.name());
        let all = (&*scenario.base, &*scenario.sides);
        results.push((name, run(*repository, all, &order, renumbering)));
    }
    let any = |what: fn(&Merged) -> bool| results.iter().any(|(_, merged)| what(merged));
    seen.questions += usize::from(any(|merged| merged.has_asked));
    seen.renumbered += usize::from(any(|merged| merged.has_renumbered));
    let (faults, has_kept) = judge(&scenario, &results, renumbering);
    seen.kept += usize::from(has_kept);
    if faults.is_empty() {
        return faults;
    }
    let head = [format!("--- the round of seed {}", scenario.seed)];
    let all = head.into_iter().chain(scenario.story).chain(faults);
    all.map(|line| format!("  {line}")).collect()
}

/// Compares what came out with what had to, and with each other; tells whether something deleted was kept.
fn judge(
    scenario: &Scenario,
    results: &[(String, Merged)],
    renumbering: Renumbering,
) -> (Vec<String>, bool) {
    let mut all: Vec<&Files> = vec![&scenario.base];
    all.extend(&scenario.sides);
    all.extend(results.iter().map(|(_, merged)| &merged.files));
    let all = changed(&all);
    let (before, merged) = all.split_at(1 + scenario.sides.len());
    let naming = Naming::ByUid(&scenario.keys);
    let before: Vec<Facts> = before
        .iter()
        .map(|files| Facts::read(files, naming).unwrap())
        .collect();
    let sides: Vec<&Facts> = before[1..].iter().collect();
    let outlook = Outlook::new(&before[0], &sides);
    let (first, others) = results.split_first().unwrap();
    let mut faults = Vec::new();
    for ((name, result), files) in results.iter().zip(merged) {
        let mut own = result.faults.clone();
        match Facts::read(files, naming) {
            Ok(facts) => own.extend(outlook.faults(&facts)),
            Err(error) => own.push(error),
        }
        faults.extend(own.iter().map(|fault| format!("{name}: {fault}")));
    }
    // What a person decided depends on whose side was ours, and a number on when it was given.
    if outlook.is_plain() && renumbering == Renumbering::Last {
        for (name, other) in others {
            let found = differences(&first.1.files, &other.files);
            faults.extend(
                found
                    .iter()
                    .map(|text| format!("{name}, unlike {}: {text}", first.0)),
            );
        }
    }
    (faults, !outlook.kept.is_empty())
}

/// In which files two results differ.
fn differences(first: &Files, second: &Files) -> Vec<String> {
    let paths: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
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
            format!("{path}:\n{diff}")
        })
        .collect()
}

/// A temporary folder, in memory where there is such a place: a round makes hundreds of files.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let inside = tempfile::tempdir_in(memory);
    inside.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

#[test]
fn git_loses_nothing_with_or_without_the_driver() {
    let folder = folder();
    let mut with = Git::new(&folder.path().join("with"), Driver::Registered);
    let mut without = Git::new(&folder.path().join("without"), Driver::Missing);
    play((1, 150), &mut [&mut with, &mut without]);
}

#[test]
fn mercurial_loses_nothing_and_comes_to_what_git_comes_to() {
    let folder = folder();
    let mut hg = Mercurial::new(&folder.path().join("hg"));
    let mut git = Git::new(&folder.path().join("git"), Driver::Missing);
    play((1_001, 25), &mut [&mut hg, &mut git]);
}

#[cfg(feature = "jj")]
#[test]
fn jujutsu_loses_nothing_and_comes_to_what_git_comes_to() {
    let folder = folder();
    let mut jj = Jujutsu::new(&folder.path().join("jj"));
    let mut git = Git::new(&folder.path().join("git"), Driver::Missing);
    play((2_001, 25), &mut [&mut jj, &mut git]);
}
