//! Who refers to whom.

use std::collections::HashSet;

use crate::domain::Key;
use crate::ops::import::backlog_md::convert::Draft;
use crate::ops::import::backlog_md::known::Known;
use crate::ops::import::backlog_md::old_id::OldId;
use crate::ops::import::backlog_md::old_id::OldIds;
use crate::ops::import::backlog_md::task::texts_of;
use crate::store::Problem;
use crate::store::ProblemCode;

const PARENT: &str = "parent_task_id";
const DEPENDENCIES: &str = "dependencies";

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Another task of this import, by its place.
    New(usize),
    /// A task of an earlier one.
    Known(Key),
    /// Nothing.
    Missing,
}

/// A task's references, as they are spelled, with their targets.
type References = Vec<(String, Target)>;

/// One field of all tasks.
struct Field {
    name: &'static str,
    /// What each task says in it, by its place.
    found: Vec<Option<References>>,
    /// The references that would close a circle, from place to place.
    closing: HashSet<(usize, usize)>,
}

/// Sets parents and dependencies, and the ids under which tasks are known as
/// aliases. A reference to no task, or one that would close a circle, is left
/// where it was and named.
///
/// References are looked up among the tasks of the folder first.
pub(crate) fn connect(
    drafts: &mut [Draft],
    ids: &OldIds<Target>,
    known: &Known,
    problems: &mut Vec<Problem>,
) {
    for draft in drafts.iter_mut() {
        add_alias(draft, &draft.task.id.clone());
    }
    for name in [PARENT, DEPENDENCIES] {
        let found: Vec<Option<References>> = drafts
            .iter()
            .map(|draft| references(draft, name, ids, known))
            .collect();
        let field = Field {
            name,
            closing: closing_edges(&found),
            found,
        };
        for place in 0..drafts.len() {
            settle(drafts, place, &field, problems);
        }
    }
}

/// Adds a spelling of a task's id that differs in more than case.
fn add_alias(draft: &mut Draft, spelling: &str) {
    let aliases = &mut draft.ticket.aliases;
    if !aliases
        .iter()
        .any(|alias| alias.eq_ignore_ascii_case(spelling))
    {
        aliases.push(spelling.to_owned());
        aliases.sort();
    }
}

fn references(
    draft: &Draft,
    field: &str,
    ids: &OldIds<Target>,
    known: &Known,
) -> Option<References> {
    let texts = texts_of(draft.task.fields.get(field)?)?;
    let target = |text: &str| {
        let id = OldId::new(text);
        let earlier = || known.find(&id).cloned().map(Target::Known);
        let found = ids.find(&id).cloned().or_else(earlier);
        found.unwrap_or(Target::Missing)
    };
    let texts = texts.into_iter();
    Some(texts.map(|text| (text.clone(), target(&text))).collect())
}

/// Writes one field of one ticket, and drops it from the front matter if nothing is left to say.
fn settle(drafts: &mut [Draft], place: usize, field: &Field, problems: &mut Vec<Problem>) {
    let Some(references) = &field.found[place] else {
        return;
    };
    let mut keys = Vec::new();
    for (spelling, target) in references {
        let key = match target {
            Target::New(to) if field.closing.contains(&(place, *to)) => Err((
                ProblemCode::Circle,
                "which leads back to it; kept in `imported`",
            )),
            Target::Missing => Err((
                ProblemCode::DanglingReference,
                "which is not there; kept in `imported`",
            )),
            Target::New(to) => Ok(drafts[*to].ticket.id.clone()),
            Target::Known(key) => Ok(key.clone()),
        };
        if let Target::New(to) = target {
            add_alias(&mut drafts[*to], spelling);
        }
        match key {
            Ok(key) => keys.push(key),
            Err((code, reason)) => {
                let message = format!("`{}` names `{spelling}`, {reason}", field.name);
                problems.push(Problem::new(&*drafts[place].task.path, code, message));
            }
        }
    }
    let Draft { task, ticket } = &mut drafts[place];
    let is_parent = field.name == PARENT;
    let is_whole = keys.len() == references.len() && !(is_parent && keys.len() > 1);
    if is_whole {
        task.fields.shift_remove(field.name);
    }
    if is_parent {
        ticket.parent = keys.into_iter().next();
    } else {
        keys.sort();
        keys.dedup();
        ticket.depends_on = keys;
    }
}

/// The references that, met on a walk through all of them, lead back to where
/// the walk comes from. Without them there is no circle.
fn closing_edges(found: &[Option<References>]) -> HashSet<(usize, usize)> {
    let targets = |place: usize| -> Vec<usize> {
        let references = found[place].iter().flatten();
        let new = references.filter_map(|(_, target)| match target {
            Target::New(place) => Some(*place),
            Target::Known(_) | Target::Missing => None,
        });
        new.collect()
    };
    let mut closing = HashSet::new();
    let mut is_seen = vec![false; found.len()];
    let mut is_on_way = vec![false; found.len()];
    for start in 0..found.len() {
        // The way from `start`, each stop with the targets still to visit.
        let mut way: Vec<(usize, Vec<usize>)> = Vec::new();
        if !is_seen[start] {
            way.push((start, targets(start)));
        }
        while let Some((place, open)) = way.last_mut() {
            let place = *place;
            is_seen[place] = true;
            is_on_way[place] = true;
            match open.pop() {
                Some(next) if is_on_way[next] => {
                    closing.insert((place, next));
                }
                Some(next) if is_seen[next] => {}
                Some(next) => way.push((next, targets(next))),
                None => {
                    is_on_way[place] = false;
                    way.pop();
                }
            }
        }
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_reference_that_closes_a_circle_is_left_out() {
        let check = |edges: &[&[usize]]| {
            let references = |targets: &&[usize]| {
                let targets = targets.iter().map(|to| (String::new(), Target::New(*to)));
                Some(targets.collect::<References>())
            };
            let found: Vec<_> = edges.iter().map(references).collect();
            let mut closing: Vec<_> = closing_edges(&found).into_iter().collect();
            closing.sort_unstable();
            closing
        };
        assert_eq!(check(&[&[1, 2], &[2], &[]]), []);
        assert_eq!(check(&[&[0]]), [(0, 0)]);
        assert_eq!(check(&[&[1], &[2], &[0]]), [(2, 0)]);
        assert_eq!(check(&[&[], &[2, 0], &[1, 0]]), [(2, 1)]);
        let chain: Vec<Vec<usize>> = (0..50_000)
            .map(|place| vec![(place + 1) % 50_000])
            .collect();
        let chain: Vec<&[usize]> = chain.iter().map(Vec::as_slice).collect();
        assert_eq!(check(&chain), [(49_999, 0)]);
    }
}
