//! What became of the merges.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use tickets::domain::Status;
use tickets::domain::merge::MergeRules;
use tickets::store::FileSides;
use tickets::store::Marking;
use tickets::store::MergeOutcome;
use tickets::store::merge_bytes;

use crate::simulation::Facts;
use crate::simulation::Files;
use crate::simulation::Naming;
use crate::simulation::Outlook;
use crate::simulation::changed;
use crate::survival::Round;
use crate::survival::Setting;
use crate::survival::clashes;
use crate::survival::git::Git;
use crate::survival::git::Versions;
use crate::survival::markdown;
use crate::survival::rounds;

/// How many merges ended how.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ends {
    /// The system merged everything.
    pub(crate) clean: usize,
    /// `tickets resolve` did the rest.
    pub(crate) resolved: usize,
    /// A person has to.
    pub(crate) left: usize,
}

/// The ends of all rounds, by each way of merging.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// In how many rounds the two said different things of one fact, or one deleted what the other changed.
    pub(crate) contradictions: usize,
    /// The ways, with their names.
    pub(crate) ways: Vec<(&'static str, Ends)>,
    /// The fields in which git could not merge lines although nothing contradicts itself, with the number of places;
    /// the most frequent first.
    pub(crate) clashes: Vec<(String, usize)>,
}

/// The rules of a project that allows every move.
struct AnyMove;

impl MergeRules for AnyMove {
    fn leads(&self, _: &Status, _: &Status) -> bool {
        true
    }
}

/// Plays the rounds of a setting and merges them in every way.
pub(crate) fn measure(setting: &Setting) -> Tally {
    let memory = tempfile::tempdir_in("/dev/shm");
    let folder = memory.unwrap_or_else(|_| tempfile::tempdir().unwrap());
    let rounds = rounds::play(setting, &folder.path().join("desks"));
    let torn: Vec<bool> = rounds.iter().map(is_torn).collect();

    let versions: Vec<Versions<'_>> = rounds
        .iter()
        .map(|round| (&round.base, &round.sides[0], &round.sides[1]))
        .collect();
    let text = Git::new(&folder.path().join("text"), None).merge_all(&versions);
    let program = Path::new(env!("CARGO_BIN_EXE_tickets"));
    let driven = Git::new(&folder.path().join("driver"), Some(program)).merge_all(&versions);
    let resolve = |(round, is_clean): (&Round, &bool)| *is_clean || is_resolvable(round);
    let resolved: Vec<bool> = rounds.iter().zip(&text).map(resolve).collect();

    let in_markdown = |name: &str, has_time: bool| {
        let rounds: Vec<(Rc<Files>, Files, Files)> = rounds
            .iter()
            .map(|round| as_markdown(round, has_time))
            .collect();
        let versions: Vec<Versions<'_>> = rounds
            .iter()
            .map(|(base, ours, theirs)| (base, ours, theirs))
            .collect();
        Git::new(&folder.path().join(name), None).merge_all(&versions)
    };
    let markdown = in_markdown("markdown", true);
    let timeless = in_markdown("timeless", false);
    let needless = rounds
        .iter()
        .zip(text.iter().zip(&torn))
        .filter(|(_, (is_clean, is_torn))| !**is_clean && !**is_torn);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for (round, _) in needless {
        for fields in clashes::fields(round, folder.path()) {
            *found.entry(fields).or_default() += 1;
        }
    }
    let mut clashes: Vec<(String, usize)> = found.into_iter().collect();
    clashes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Tally {
        clashes,
        contradictions: count(&torn),
        ways: vec![
            ("git, text alone", ends(&text, &text)),
            ("git with the driver", ends(&driven, &driven)),
            ("git, text, then resolve", ends(&text, &resolved)),
            ("Markdown with `updated`", ends(&markdown, &markdown)),
            ("Markdown without it", ends(&timeless, &timeless)),
        ],
    }
}

fn ends(clean: &[bool], settled: &[bool]) -> Ends {
    let all = settled.len();
    Ends {
        clean: count(clean),
        resolved: count(settled) - count(clean),
        left: all - count(settled),
    }
}

fn count(which: &[bool]) -> usize {
    which.iter().filter(|is_so| **is_so).count()
}

/// What was there and what each side made of it, as far as anything changed.
fn facts(round: &Round) -> Vec<Facts> {
    let all = changed(&[&round.base, &round.sides[0], &round.sides[1]]);
    all.iter()
        .map(|files| Facts::read(files, Naming::ByKey).unwrap())
        .collect()
}

/// Whether the two contradict each other, told from what each of them changed.
fn is_torn(round: &Round) -> bool {
    let all = facts(round);
    !Outlook::new(&all[0], &[&all[1], &all[2]]).is_plain()
}

/// Whether the program asks nothing when it merges every file that both changed.
fn is_resolvable(round: &Round) -> bool {
    let [ours, theirs] = &round.sides;
    let paths = ours.keys().chain(theirs.keys()).chain(round.base.keys());
    paths.into_iter().all(|path| {
        let base = round.base.get(path);
        let sides = (ours.get(path), theirs.get(path));
        let (Some(ours), Some(theirs)) = sides else {
            // One that is deleted and changed is kept, and that is said.
            return sides.0 == base || sides.1 == base;
        };
        let sides = FileSides {
            base: base.map(Vec::as_slice),
            ours,
            theirs,
        };
        let marking = Marking::default();
        let merged = merge_bytes(sides, Some(path), &marking, &AnyMove);
        merged.outcome == MergeOutcome::Clean || merged.outcome == MergeOutcome::Different
    })
}

fn as_markdown(round: &Round, has_time: bool) -> (Rc<Files>, Files, Files) {
    let [own_time, other_time] = round.times.map(|time| has_time.then_some(time));
    let none = has_time.then_some(-1);
    let base = markdown::files(&round.base, &round.base, none);
    let ours = markdown::files(&round.sides[0], &round.base, own_time);
    let theirs = markdown::files(&round.sides[1], &round.base, other_time);
    (Rc::new(base), ours, theirs)
}
