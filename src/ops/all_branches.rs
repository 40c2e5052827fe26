//! Tickets as they are on other branches.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::Category;
use crate::domain::ChangeKind;
use crate::domain::Graph;
use crate::domain::Key;
use crate::domain::Pair;
use crate::domain::RecordChange;
use crate::domain::Snapshot;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::domain::Uid;
use crate::ops::OpError;
use crate::ops::Query;
use crate::ops::Tracker;
use crate::ops::branches::Branches;
use crate::ops::diff::Differing;
use crate::ops::diff::Place;
use crate::ops::diff::State;
use crate::ops::diff::compare;
use crate::ops::diff::differing;
use crate::ops::text_scan::Scan;
use crate::ops::tracker::HOME;
use crate::query;
use crate::query::Known;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::store::Problem;
use crate::vcs::Tip;

/// A ticket that is not everywhere the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Branched {
    /// As it is in the working tree; none where only other branches have it.
    pub here: Option<Standing>,
    /// As it is on each branch where it differs from the working tree, the current branch first.
    pub branches: Vec<OnBranch>,
}

/// How far a ticket is in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The ticket as it is there.
    pub ticket: Ticket,
    /// What its status means.
    pub category: Option<Category>,
    /// Whether it is as far there as anywhere.
    pub is_furthest: bool,
}

/// A ticket on a branch where it differs from the working tree.
#[derive(Debug, Clone, PartialEq)]
pub struct OnBranch {
    /// The branch.
    pub branch: String,
    /// Where the branch stands.
    pub revision: String,
    /// How it is there; none where it was deleted.
    pub standing: Option<Standing>,
    /// The fields that differ, each once; empty where only one of both sides has the ticket.
    pub differs: Vec<String>,
}

/// The tickets that are not everywhere the same.
#[derive(Debug)]
pub struct AllBranches {
    /// The tickets, in order.
    pub tickets: Vec<Branched>,
    /// How many there are, with those that offset and limit leave out.
    pub total: usize,
    /// How many would match but are settled or archived everywhere.
    pub hidden: usize,
    /// Files that could not be read; nothing is said of them.
    pub problems: Vec<Problem>,
}

impl Branched {
    /// The ticket in the working tree, or else on the first branch that has it.
    pub fn ticket(&self) -> &Ticket {
        let there = self.branches.iter();
        let mut standings = self
            .here
            .iter()
            .chain(there.filter_map(|on| on.standing.as_ref()));
        let first = standings.next();
        &first.expect("what is nowhere does not differ").ticket
    }

    /// All places where it is.
    pub fn standings(&self) -> impl Iterator<Item = &Standing> {
        let there = self.branches.iter().filter_map(|on| on.standing.as_ref());
        self.here.iter().chain(there)
    }

    fn standings_mut(&mut self) -> impl Iterator<Item = &mut Standing> {
        let there = self.branches.iter_mut();
        let there = there.filter_map(|on| on.standing.as_mut());
        self.here.iter_mut().chain(there)
    }

    /// Whether it is furthest in more than one place.
    pub fn is_tied(&self) -> bool {
        self.standings()
            .filter(|standing| standing.is_furthest)
            .count()
            > 1
    }

    /// Marks where it is furthest: settled is further than begun and begun than not begun, then the later move counts.
    fn mark_furthest(&mut self) {
        let furthest = self.standings().map(Standing::progress).max();
        for standing in self.standings_mut() {
            standing.is_furthest = Some(standing.progress()) == furthest;
        }
    }
}

impl Standing {
    fn progress(&self) -> (u8, Option<Timestamp>) {
        let stage = match self.category {
            Some(Category::Todo) | None => 0,
            Some(Category::Doing | Category::Blocked) => 1,
            Some(Category::Done | Category::Dropped) => 2,
        };
        let moves = self.ticket.transitions.iter();
        (stage, moves.map(|step| step.at).max())
    }
}

/// Compares the working tree with every branch, local and of other clones. Only files that differ are understood.
///
/// A ticket that a branch lacks counts where it was deleted there, and not where it is newer than the branch. Filters
/// are about the ticket as it is in any of the places.
///
/// # Errors
/// No version control, or branches that cannot be read.
pub fn all_branches(tracker: &Tracker, query: &Query) -> Result<AllBranches, OpError> {
    let head = State::current(tracker)?;
    let branches = Branches::of(tracker)?;
    let mut reader = Reader {
        tracker,
        uncommitted: differing(tracker, &head, &State::WorkingTree)?,
        head,
        seen: HashMap::new(),
        tickets: BTreeMap::new(),
        problems: tracker.problems.clone(),
    };
    for tip in &branches.tips {
        reader.visit(tip)?;
    }
    let mut tickets: Vec<Branched> = reader.tickets.into_values().collect();
    for ticket in &mut tickets {
        fold(ticket, &branches);
        ticket.mark_furthest();
    }
    let judge = Judge::new(tracker, query);
    let mut hidden = 0;
    tickets.retain(|ticket| match judge.verdict(ticket) {
        Verdict::Matches => true,
        Verdict::Hidden => {
            hidden += 1;
            false
        }
        Verdict::Misses => false,
    });
    tickets.sort_by(|left, right| {
        let (left, right) = (summary(left.ticket()), summary(right.ticket()));
        query::compare(&query.query.sort, &left, &right, &tracker.vocabulary)
            .then_with(|| left.key_order().cmp(&right.key_order()))
    });
    let total = tickets.len();
    let shown = tickets
        .into_iter()
        .skip(query.offset)
        .take(query.limit.unwrap_or(usize::MAX));
    let mut problems = reader.problems;
    problems.sort();
    problems.dedup();
    Ok(AllBranches {
        tickets: shown.collect(),
        total,
        hidden,
        problems,
    })
}

/// What names a ticket across branches: its uid, and its key, which also tells copies of a file apart.
type Name = (Option<Uid>, Key);

struct Reader<'a> {
    tracker: &'a Tracker,
    head: State,
    /// What the working tree has that no commit has.
    uncommitted: Differing,
    /// What the tips that were visited differ in: branches often stand at one commit.
    seen: HashMap<String, Rc<Vec<Pair<Ticket>>>>,
    tickets: BTreeMap<Name, Branched>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn visit(&mut self, tip: &Tip) -> Result<(), OpError> {
        let pairs = match self.seen.get(&tip.revision) {
            Some(pairs) => Rc::clone(pairs),
            None => Rc::new(self.compare(tip)?),
        };
        self.seen.insert(tip.revision.clone(), Rc::clone(&pairs));
        let lacks_some = pairs.iter().any(|pair| matches!(pair, Pair::Gone(_)));
        let base = if lacks_some { self.base(tip)? } else { None };
        for pair in pairs.iter() {
            let differs = differing_fields(pair);
            let is_known = match pair {
                Pair::Both { .. } => !differs.is_empty(),
                Pair::New(_) => true,
                Pair::Gone(before) => self.was_there(base.as_deref(), &before.path)?,
            };
            if is_known {
                self.add(tip, pair, differs);
            }
        }
        Ok(())
    }

    fn add(&mut self, tip: &Tip, pair: &Pair<Ticket>, differs: Vec<String>) {
        let standing = |state: &Snapshot<Ticket>| Standing {
            category: self.tracker.vocabulary.category(&state.record.status),
            ticket: state.record.clone(),
            is_furthest: false,
        };
        let here = pair.before().map(standing);
        let on = OnBranch {
            branch: tip.name.clone(),
            revision: tip.revision.clone(),
            standing: pair.after().map(standing),
            differs,
        };
        let record = &pair.before().unwrap_or(pair.latest()).record;
        let name = (record.uid.clone(), record.id.clone());
        let ticket = self.tickets.entry(name).or_insert(Branched {
            here,
            branches: Vec::new(),
        });
        ticket.branches.push(on);
    }

    /// Whether a file was there where a branch and the current commit parted.
    fn was_there(&self, base: Option<&str>, path: &str) -> Result<bool, OpError> {
        let Some(base) = base else { return Ok(false) };
        let bytes = self.tracker.vcs.file_at(base, &format!("{HOME}/{path}"))?;
        Ok(bytes.is_some())
    }

    /// The tickets that differ between the working tree and a branch.
    fn compare(&mut self, tip: &Tip) -> Result<Vec<Pair<Ticket>>, OpError> {
        let there = State::Commit(tip.revision.clone());
        let committed = differing(self.tracker, &self.head, &there)?;
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        let uncommitted = self.uncommitted.places.iter().cloned();
        for place in committed.places.into_iter().chain(uncommitted) {
            places.insert(place.path().to_owned(), place);
        }
        places.retain(|_, place| *place != Place::Settings);
        let differing = Differing {
            places: places.into_values().collect(),
            problems: self.uncommitted.problems.clone(),
        };
        let compared = compare(self.tracker, [&State::WorkingTree, &there], differing);
        self.problems.extend(compared.problems);
        Ok(compared.pairs)
    }

    /// Where a branch and the current commit parted.
    fn base(&self, tip: &Tip) -> Result<Option<String>, OpError> {
        match self.head.commit() {
            Some(head) => Ok(self.tracker.vcs.merge_base(head, &tip.revision)?),
            None => Ok(None),
        }
    }
}

/// The fields that differ between two states that both have the ticket.
fn differing_fields(pair: &Pair<Ticket>) -> Vec<String> {
    let Pair::Both { .. } = pair else {
        return Vec::new();
    };
    let Some(change) = RecordChange::between(pair) else {
        return Vec::new();
    };
    let mut fields = match change.kind {
        ChangeKind::Renumbered { .. } => vec!["id".to_owned()],
        ChangeKind::Created | ChangeKind::Deleted | ChangeKind::Changed => Vec::new(),
    };
    for fact in change.facts {
        if !fields.contains(&fact.field) {
            fields.push(fact.field);
        }
    }
    fields
}

/// Leaves out other clones' branches that say the same as this clone's own.
fn fold(ticket: &mut Branched, branches: &Branches) {
    let says_same = |one: &OnBranch, other: &OnBranch| {
        one.standing == other.standing && one.differs == other.differs
    };
    let all = ticket.branches.clone();
    ticket.branches.retain(|on| {
        let own = branches.own_name(&on.branch);
        let own = own.and_then(|own| all.iter().find(|other| other.branch == own));
        !own.is_some_and(|own| says_same(own, on))
    });
}

/// Holds tickets of all branches against a query.
struct Judge<'a> {
    tracker: &'a Tracker,
    query: &'a query::Query,
    /// The relations of the working tree, where the query asks for them.
    graph: Graph,
}

impl<'a> Judge<'a> {
    fn new(tracker: &'a Tracker, query: &'a Query) -> Judge<'a> {
        let query = &query.query;
        let graph = if query.condition.needs_relations() {
            tracker.survey().graph
        } else {
            Graph::default()
        };
        Judge {
            tracker,
            query,
            graph,
        }
    }

    /// A ticket matches as it is anywhere, or else is hidden as it is somewhere.
    fn verdict(&self, ticket: &Branched) -> Verdict {
        let verdicts = ticket.standings().map(|standing| {
            let waits = |summary: &Summary<'_>| self.graph.waits(summary);
            let known = Known {
                vocabulary: &self.tracker.vocabulary,
                waits: &waits,
            };
            let summary = summary(&standing.ticket);
            let ticket = || Some(Cow::Borrowed(&standing.ticket));
            let mut scan = Scan::new(&summary, ticket, Vec::new);
            let mut holds = |term: &TextTerm| scan.holds(term);
            self.query.judge(&summary, known, &mut holds)
        });
        verdicts.min().unwrap_or(Verdict::Misses)
    }
}

/// Entries of other branches are not all read, so the last change is the ticket's own.
fn summary(ticket: &Ticket) -> Summary<'_> {
    Summary::of(ticket, ticket.last_change())
}
