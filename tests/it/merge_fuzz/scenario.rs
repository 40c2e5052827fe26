//! What the branches of one round do.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use tickets::domain::Record as _;
use tickets::domain::Ticket;
use tickets::ops::OpError;

use crate::merge_fuzz::plan::PlanDeed;
use crate::simulation::Chance;
use crate::simulation::Deed;
use crate::simulation::Desk;
use crate::simulation::Facts;
use crate::simulation::Files;
use crate::simulation::Naming;
use crate::simulation::Scope;
use crate::simulation::perform;
use crate::simulation::project;

/// How many different projects the rounds begin with.
const PROJECTS: usize = 4;
const TICKETS: usize = 50;
const SIDES_MAX: usize = 4;

/// How many deeds each branch does to records of other kinds, at most.
const PLANS_MAX: usize = 4;

/// How many deeds of a hundred are done to a ticket that others work on too.
const ON_COMMON_TICKETS: usize = 75;

/// And to the newest, which may be one that this branch created.
const ON_THE_NEWEST: usize = 10;

/// One round: what was there, and what each branch made of it.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) seed: u64,
    pub(crate) base: Rc<Files>,
    /// The uid of each key that was there.
    pub(crate) keys: Rc<BTreeMap<String, String>>,
    pub(crate) sides: Vec<Files>,
    /// What was done, a line each.
    pub(crate) story: Vec<String>,
    /// Chance for the rest of the round.
    pub(crate) chance: Chance,
}

/// What a round begins with, and the uid of each key in it.
type Project = (Rc<Files>, Rc<BTreeMap<String, String>>);

/// The desks at which the branches work.
pub(crate) struct Workshop {
    desks: Vec<Desk>,
    projects: HashMap<usize, Project>,
}

impl Workshop {
    /// Sets up the desks in a folder.
    pub(crate) fn new(folder: &Path) -> Workshop {
        let people = ["main", "alice", "bob", "carol", "dan"];
        let desks = people.map(|name| Desk::new(&folder.join(name), name));
        assert_eq!(desks.len(), SIDES_MAX + 1);
        Workshop {
            desks: desks.into(),
            projects: HashMap::new(),
        }
    }

    /// Plays the round of a seed.
    pub(crate) fn play(&mut self, seed: u64) -> Scenario {
        let mut chance = Chance::new(seed);
        let (base, keys) = self.project(chance.below(PROJECTS));
        let sides = *chance.pick(&[2, 2, 2, 3, 3, SIDES_MAX]);
        let deeds_max = *chance.pick(&[1, 2, 4, 8]);
        let ids = if chance.percent(15) {
            "random"
        } else {
            "sequential"
        };
        // Some rounds are about one ticket alone.
        let (scope, common) = if chance.percent(25) {
            (Scope::OneTicket, vec![chance.below(TICKETS)])
        } else {
            let common = (0..2).map(|_| chance.below(TICKETS)).collect();
            (Scope::Everything, common)
        };
        let mut story = Vec::new();
        let mut number = 0;
        let sides = self.desks[1..=sides].iter_mut().map(|desk| {
            let mut branch = Branch {
                desk,
                scope,
                common: &common,
                ids,
                story: &mut story,
                chance: chance.fork(),
            };
            let deeds = branch.chance.below(deeds_max) + 1;
            number += 1;
            let mut plans = Chance::new(seed * 10 + number);
            branch.work(&base, deeds, &mut plans)
        });
        Scenario {
            seed,
            keys,
            sides: sides.collect(),
            base: Rc::clone(&base),
            story,
            chance,
        }
    }

    fn project(&mut self, number: usize) -> Project {
        let desk = &mut self.desks[0];
        let make = || {
            let mut chance = Chance::new(u64::try_from(number).unwrap());
            let files = project(desk, TICKETS, &mut chance);
            let keys = Facts::read(&files, Naming::ByKey).unwrap().keys;
            (Rc::new(files), Rc::new(keys))
        };
        self.projects.entry(number).or_insert_with(make).clone()
    }
}

/// One branch at work.
struct Branch<'a> {
    desk: &'a mut Desk,
    scope: Scope,
    common: &'a [usize],
    ids: &'a str,
    story: &'a mut Vec<String>,
    chance: Chance,
}

impl Branch<'_> {
    /// Does so many deeds, and returns what is there then.
    fn work(&mut self, base: &Files, deeds: usize, plans: &mut Chance) -> Files {
        self.desk.put(base);
        let clock = Rc::new(Cell::new(0));
        let tracker = self.desk.open(&clock, self.chance.number(), self.ids);
        let person = self.desk.branch().to_owned();
        let mut done = 0;
        let mut next: Option<Deed> = None;
        while done < deeds {
            let pause = i64::try_from(self.chance.below(90)).unwrap();
            clock.set(clock.get() + pause);
            let files = tracker.store.files(&Ticket::KIND).files;
            let file = &files[self.place(files.len()) % files.len()];
            let chosen = next.take();
            let deed =
                chosen.unwrap_or_else(|| Deed::choose(self.scope, &person, &mut self.chance));
            match perform(&tracker, file, &deed) {
                Ok(()) => {
                    self.story.push(format!("{person}: {} {deed:?}", file.key));
                    done += 1;
                }
                Err(OpError::Nothing(_) | OpError::Refused { .. } | OpError::NotFound { .. }) => {}
                Err(error) => panic!("{person}: {} {deed:?}: {error}", file.key),
            }
            // A new ticket is often created because another one waits for it.
            if matches!(deed, Deed::Create(_)) && self.chance.percent(60) {
                let references = [Deed::Depend(0), Deed::Parent(0), Deed::Relate(0)];
                next = Some(self.chance.pick(&references).clone());
                done = done.min(deeds - 1);
            }
        }
        // By chances of their own, so that what is done to tickets depends on the seed alone.
        for _ in 0..plans.below(PLANS_MAX + 1) {
            clock.set(clock.get() + 1);
            let deed = PlanDeed::choose(&person, plans);
            match deed.perform(&tracker) {
                Ok(()) => self.story.push(format!("{person}: {deed:?}")),
                Err(OpError::Nothing(_) | OpError::Refused { .. } | OpError::NotFound { .. }) => {}
                Err(error) => panic!("{person}: {deed:?}: {error}"),
            }
        }
        self.desk.take()
    }

    /// Which of so many tickets is next.
    fn place(&mut self, count: usize) -> usize {
        let number = self.chance.below(100);
        if self.scope == Scope::OneTicket || number < ON_COMMON_TICKETS {
            return *self.chance.pick(self.common);
        }
        if number < ON_COMMON_TICKETS + ON_THE_NEWEST {
            return count - 1;
        }
        self.chance.below(count)
    }
}
