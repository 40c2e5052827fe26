//! The merge of a file by its lines.

use crate::domain::merge::Piece;
use crate::domain::merge::diff3;
use crate::store::merge_file::bytes::FileMerge;
use crate::store::merge_file::bytes::MergeOutcome;
use crate::store::merge_file::bytes::Texts;
use crate::store::merge_file::marks::Marking;
use crate::store::yaml::lines;

/// Three texts in lines, and how they go together.
struct Lines<'a> {
    ours: Vec<&'a str>,
    theirs: Vec<&'a str>,
    pieces: Vec<Piece>,
    ending: &'static str,
}

impl<'a> Lines<'a> {
    /// Line endings do not matter: a checkout may have changed them all.
    fn new(texts: &Texts<'a>) -> Lines<'a> {
        let base = lines::split(texts.base.unwrap_or_default());
        let (ours, theirs) = (lines::split(texts.ours), lines::split(texts.theirs));
        let [base, own, other] = [&base, &ours, &theirs]
            .map(|side| -> Vec<&str> { side.iter().map(|line| lines::content(line)).collect() });
        Lines {
            pieces: diff3(&base, &own, &other),
            ours,
            theirs,
            ending: lines::ending(texts.ours),
        }
    }

    /// A line of theirs with the ending that ours have.
    fn adapted(&self, line: &str) -> String {
        format!("{}{}", lines::content(line), self.ending)
    }
}

/// Merges lines, with markers where both sides changed the same ones.
pub(crate) fn merge(texts: &Texts, marking: &Marking, reason: Option<String>) -> FileMerge {
    let lines = Lines::new(texts);
    let mut merged: Vec<String> = Vec::new();
    let mut clashes = 0;
    for piece in &lines.pieces {
        match piece {
            Piece::Ours(range) => merged.extend(lines.ours[range.clone()].iter().map(own)),
            Piece::Theirs(range) => {
                let theirs = lines.theirs[range.clone()].iter();
                merged.extend(theirs.map(|line| lines.adapted(line)));
            }
            Piece::Clash { ours, theirs, .. } => {
                let ours = &lines.ours[ours.clone()];
                let theirs = &lines.theirs[theirs.clone()];
                let (start, end) = common(ours, theirs);
                merged.extend(ours[..start].iter().map(own));
                merged.push(marking.block(
                    &ours[start..ours.len() - end],
                    &theirs[start..theirs.len() - end],
                    lines.ending,
                ));
                merged.extend(ours[ours.len() - end..].iter().map(own));
                clashes += 1;
            }
        }
    }
    FileMerge {
        bytes: lines::join(&merged, lines.ending, texts.ours).into_bytes(),
        outcome: MergeOutcome::Lines { reason, clashes },
        chosen: Vec::new(),
    }
}

/// Merges lines, ours where both sides changed the same ones; none without a base.
pub(crate) fn preferring_ours(texts: &Texts) -> Option<String> {
    texts.base?;
    let lines = Lines::new(texts);
    let mut merged: Vec<String> = Vec::new();
    for piece in &lines.pieces {
        match piece {
            Piece::Ours(range) | Piece::Clash { ours: range, .. } => {
                merged.extend(lines.ours[range.clone()].iter().map(own));
            }
            Piece::Theirs(range) => {
                let theirs = lines.theirs[range.clone()].iter();
                merged.extend(theirs.map(|line| lines.adapted(line)));
            }
        }
    }
    Some(lines::join(&merged, lines.ending, texts.ours))
}

fn own(line: &&str) -> String {
    (*line).to_owned()
}

/// How many lines two sides begin and end with alike.
fn common(ours: &[&str], theirs: &[&str]) -> (usize, usize) {
    let same = |(one, other): &(&&str, &&str)| lines::content(one) == lines::content(other);
    let start = ours.iter().zip(theirs).take_while(same).count();
    let (ours, theirs) = (&ours[start..], &theirs[start..]);
    let backwards = ours.iter().rev().zip(theirs.iter().rev());
    (start, backwards.take_while(same).count())
}
