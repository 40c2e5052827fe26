//! What two people make of one project.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

use tickets::domain::Record as _;
use tickets::domain::Ticket;

use crate::simulation::Chance;
use crate::simulation::Deed;
use crate::simulation::Desk;
use crate::simulation::Files;
use crate::simulation::Scope;
use crate::simulation::perform;
use crate::simulation::project;

/// How many different projects the rounds begin with.
const PROJECTS: usize = 50;

/// How the rounds are played.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// How many of them.
    pub(crate) rounds: usize,
    /// The first seed.
    pub(crate) seed: u64,
    /// What the people do.
    pub(crate) scope: Scope,
    /// How many tickets there are.
    pub(crate) tickets: usize,
    /// How many deeds one of them does at most.
    pub(crate) edits: usize,
}

/// One round: what was there, and what each of the two made of it.
#[derive(Debug, Clone)]
pub(crate) struct Round {
    pub(crate) base: Rc<Files>,
    pub(crate) sides: [Files; 2],
    /// When each of them was done, in seconds.
    pub(crate) times: [i64; 2],
}

/// Plays all rounds in a folder.
pub(crate) fn play(setting: &Setting, folder: &Path) -> Vec<Round> {
    let mut desks = ["alice", "bob"].map(|name| Desk::new(&folder.join(name), name));
    let bases: Vec<Rc<Files>> = (0..PROJECTS)
        .map(|number| {
            let mut chance = Chance::new(setting.seed + u64::try_from(number).unwrap());
            Rc::new(project(&mut desks[0], setting.tickets, &mut chance))
        })
        .collect();
    let rounds = 0..setting.rounds;
    rounds
        .map(|number| {
            let seed = setting.seed + u64::try_from(number).unwrap();
            let mut chance = Chance::new(seed * 31 + u64::try_from(setting.edits).unwrap());
            let base = chance.pick(&bases).clone();
            let mut work = |desk| {
                let deeds = chance.below(setting.edits) + 1;
                work(desk, &base, setting.scope, (deeds, chance.fork()))
            };
            let [alice, bob] = &mut desks;
            let ((ours, own_time), (theirs, other_time)) = (work(alice), work(bob));
            Round {
                base: Rc::clone(&base),
                sides: [ours, theirs],
                times: [own_time, other_time],
            }
        })
        .collect()
}

/// Lets a person do so many deeds; returns what is there then, and when it was done.
fn work(
    desk: &mut Desk,
    base: &Files,
    scope: Scope,
    (deeds, mut chance): (usize, Chance),
) -> (Files, i64) {
    desk.put(base);
    let clock = Rc::new(Cell::new(0));
    let tracker = desk.open(&clock, chance.number(), "sequential");
    let person = desk.branch().to_owned();
    let mut done = 0;
    while done < deeds {
        let pause = i64::try_from(chance.below(600)).unwrap();
        clock.set(clock.get() + pause);
        let files = tracker.store.files(&Ticket::KIND).files;
        let file = chance.pick(&files);
        let deed = Deed::choose(scope, &person, &mut chance);
        // What the program refuses, or what changes nothing, is not a deed.
        if perform(&tracker, file, &deed).is_ok() {
            done += 1;
        }
    }
    (desk.take(), clock.get())
}
