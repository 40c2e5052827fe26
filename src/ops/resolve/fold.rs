//! Any number of sides of one file into one, by facts.

use std::cell::RefCell;

use serde_yaml::Value;

use crate::domain::merge::Contradiction;
use crate::ops::Tracker;
use crate::ops::resolve::conflict::Conflict;
use crate::ops::resolve::question::Decision;
use crate::ops::resolve::question::Question;
use crate::ops::resolve::settled::Settled;
use crate::ops::resolve::strays;
use crate::store::FileSides;
use crate::store::Marking;
use crate::store::MergeOutcome;
use crate::store::merge_bytes_with;
use crate::vcs::Side;

/// Answers questions.
pub type Decide<'a> = dyn Fn(&Question) -> Decision + 'a;

/// What the sides make together.
#[derive(Debug)]
pub(super) struct Folded {
    /// The file; none where it is to be gone.
    pub(super) bytes: Option<Vec<u8>>,
    /// Sides that deleted what another one changed, by their labels.
    pub(super) deleted_by: Vec<String>,
    /// The side whose version was kept although another one deleted it.
    pub(super) kept_from: Option<Side>,
    /// A second record that lay under the same path.
    pub(super) other: Option<OtherRecord>,
    /// What was decided, with the answer.
    pub(super) decided: Vec<(Question, Decision)>,
    /// What is still to be decided. With more than two sides there are no markers for it.
    pub(super) left: Vec<Question>,
}

/// A record that has to move to a path of its own.
#[derive(Debug)]
pub(super) struct OtherRecord {
    /// The path, below `.tickets/`, that nobody else has.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) side: Side,
}

/// Folds side after side into the first one.
pub(super) fn fold(tracker: &Tracker, conflict: &Conflict, decide: &Decide<'_>) -> Folded {
    let mut sides = conflict.sides.iter();
    let mut current = sides.next().cloned().unwrap_or(Side {
        revision: None,
        label: String::new(),
        content: None,
    });
    let mut folded = Folded {
        bytes: None,
        deleted_by: Vec::new(),
        kept_from: None,
        other: None,
        decided: Vec::new(),
        left: Vec::new(),
    };
    let settled = Settled::of(tracker, conflict);
    for (side, base) in sides.zip(&conflict.bases) {
        let step = Step {
            settled: settled.as_ref(),
            tracker,
            conflict,
            ours: &current,
            theirs: side,
            base: base.as_deref(),
        };
        current.content = step.merge(decide, &mut folded);
        if !folded.left.is_empty() {
            break;
        }
    }
    folded.bytes = current.content;
    folded
}

/// How a ticket was settled goes with the status that was chosen, unless somebody says otherwise.
fn follow(status: &RefCell<Option<Decision>>, question: &Question, decision: Decision) -> Decision {
    match (question.field.as_str(), &decision) {
        ("status", _) => {
            let side = |value: &Option<_>| match value {
                value if *value == question.ours.value => Some(Decision::Ours),
                value if *value == question.theirs.value => Some(Decision::Theirs),
                _ => None,
            };
            let chosen = match &decision {
                Decision::Ours | Decision::Theirs => Some(decision.clone()),
                Decision::Value(value) => side(value),
                Decision::Leave => None,
            };
            status.replace(chosen);
            decision
        }
        ("resolution", Decision::Leave) => status.borrow().clone().unwrap_or(decision),
        _ => decision,
    }
}

/// The merge of two sides.
struct Step<'a> {
    settled: Option<&'a Settled>,
    tracker: &'a Tracker,
    conflict: &'a Conflict,
    ours: &'a Side,
    theirs: &'a Side,
    base: Option<&'a [u8]>,
}

impl Step<'_> {
    fn merge(&self, decide: &Decide<'_>, folded: &mut Folded) -> Option<Vec<u8>> {
        match (&self.ours.content, &self.theirs.content) {
            (Some(ours), Some(theirs)) => self.merge_both(ours, theirs, decide, folded),
            (Some(kept), None) => self.keep(kept, (self.ours, self.theirs), folded),
            (None, Some(kept)) => self.keep(kept, (self.theirs, self.ours), folded),
            (None, None) => None,
        }
    }

    /// A file that one side deleted stays if the other changed it.
    fn keep(
        &self,
        kept: &[u8],
        (of, deleter): (&Side, &Side),
        folded: &mut Folded,
    ) -> Option<Vec<u8>> {
        if self.base == Some(kept) {
            return None;
        }
        folded.deleted_by.push(deleter.label.clone());
        folded.kept_from = Some(of.clone());
        Some(kept.to_vec())
    }

    fn merge_both(
        &self,
        ours: &[u8],
        theirs: &[u8],
        decide: &Decide<'_>,
        folded: &mut Folded,
    ) -> Option<Vec<u8>> {
        let sides = FileSides {
            base: self.base,
            ours,
            theirs,
        };
        let marking = Marking {
            ours: self.ours.label.clone(),
            theirs: self.theirs.label.clone(),
            ..Marking::default()
        };
        let mut decided = Vec::new();
        let status = RefCell::new(None);
        let choose = |contradiction: &Contradiction| {
            if let Some(value) = self.settled(contradiction) {
                return Some(value);
            }
            let question = self.question(contradiction);
            let decision = follow(&status, &question, decide(&question));
            match decision {
                Decision::Ours => Some(contradiction.ours.clone()),
                Decision::Theirs => Some(contradiction.theirs.clone()),
                Decision::Value(value) => Some(value),
                Decision::Leave => None,
            }
        };
        let merged = merge_bytes_with(
            sides,
            (Some(&self.conflict.path), &marking),
            &self.tracker.vocabulary,
            &choose,
        );
        for contradiction in &merged.chosen {
            if self.settled(contradiction).is_some() {
                continue;
            }
            let question = self.question(contradiction);
            let decision = follow(&status, &question, decide(&question));
            decided.push((question, decision));
        }
        folded.decided.extend(decided);
        match merged.outcome {
            MergeOutcome::Clean => Some(merged.bytes),
            MergeOutcome::Contradictions(left) => {
                let questions = left
                    .iter()
                    .map(|contradiction| self.question(contradiction));
                folded.left.extend(questions);
                Some(merged.bytes)
            }
            MergeOutcome::Different => match self.part(ours, theirs, folded) {
                Some(kept) => Some(kept),
                None => self.choose_file((ours, theirs), &merged.bytes, decide, folded),
            },
            MergeOutcome::Lines { clashes: 0, .. } => Some(merged.bytes),
            MergeOutcome::Lines { .. } | MergeOutcome::Unreadable(_) => {
                self.choose_file((ours, theirs), &merged.bytes, decide, folded)
            }
        }
    }

    /// Two records under one path: the one that the path belongs to, or else the elder, stays. None where the other
    /// one cannot be read well enough to know where it belongs.
    fn part(&self, ours: &[u8], theirs: &[u8], folded: &mut Folded) -> Option<Vec<u8>> {
        let is_ours_kept = strays::owns_path(&self.conflict.path, ours, theirs);
        let (kept, moved, side) = if is_ours_kept {
            (ours, theirs, self.theirs)
        } else {
            (theirs, ours, self.ours)
        };
        let path = strays::own_path(self.tracker, &self.conflict.path, moved, side)?;
        folded.other = Some(OtherRecord {
            path,
            bytes: moved.to_vec(),
            side: side.clone(),
        });
        Some(kept.to_vec())
    }

    /// A file that is no record can only be taken whole.
    fn choose_file(
        &self,
        (ours, theirs): (&[u8], &[u8]),
        marked: &[u8],
        decide: &Decide<'_>,
        folded: &mut Folded,
    ) -> Option<Vec<u8>> {
        let question = Question::of_file(self.tracker, self.conflict, (self.ours, self.theirs));
        let decision = decide(&question);
        let bytes = match &decision {
            Decision::Ours => ours,
            Decision::Theirs => theirs,
            Decision::Value(_) | Decision::Leave => {
                folded.left.push(question);
                return Some(marked.to_vec());
            }
        };
        folded.decided.push((question, decision));
        Some(bytes.to_vec())
    }

    /// What was decided of a field before.
    fn settled(&self, contradiction: &Contradiction) -> Option<Option<Value>> {
        self.settled?.value(&contradiction.place)
    }

    fn question(&self, contradiction: &Contradiction) -> Question {
        Question::of(
            self.tracker,
            self.conflict,
            contradiction,
            (self.ours, self.theirs),
        )
    }
}
