//! What must come of a merge, told from what each side changed.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::simulation::Facts;
use crate::simulation::facts::Unit;
use crate::simulation::facts::field_of;
use crate::simulation::lines;

/// What may stand at a place: one of these, where none is nothing.
type Allowed = BTreeSet<Option<String>>;

/// What a merge of several sides has to say.
#[derive(Debug, Default)]
pub(crate) struct Outlook {
    /// The units that must be there, with what may stand at each place.
    units: BTreeMap<String, BTreeMap<String, Allowed>>,
    /// Where the sides contradict each other: a file and one of its fields.
    pub(crate) contradictions: BTreeSet<(String, String)>,
    /// Files that some sides deleted and others changed.
    pub(crate) kept: BTreeSet<String>,
}

impl Outlook {
    /// What must come of merging `sides`, which all began with `base`.
    pub(crate) fn new(base: &Facts, sides: &[&Facts]) -> Outlook {
        let mut outlook = Outlook::default();
        let all = sides.iter().flat_map(|side| side.units.keys());
        let names: BTreeSet<&String> = all.chain(base.units.keys()).collect();
        for name in names {
            let old = base.units.get(name);
            let new: Vec<&Unit> = sides
                .iter()
                .filter_map(|side| side.units.get(name))
                .collect();
            if let Some(old) = old
                && new.len() < sides.len()
            {
                let is_own = |unit: &&&Unit| **unit != old;
                if new.iter().any(|unit| is_own(&unit)) {
                    outlook.kept.insert(old.path.clone());
                } else if !has_living_ticket_or_entries(name, old, base, sides) {
                    continue;
                }
            }
            outlook.foresee(name, old, &new);
        }
        outlook
    }

    /// Whether a merge of these sides is one that no person is needed for.
    pub(crate) fn is_plain(&self) -> bool {
        self.contradictions.is_empty() && self.kept.is_empty()
    }

    fn foresee(&mut self, name: &str, old: Option<&Unit>, new: &[&Unit]) {
        let nothing = Unit::default();
        let base = old.unwrap_or(&nothing);
        let places = new
            .iter()
            .copied()
            .chain([base])
            .flat_map(|unit| unit.says.keys());
        let places: BTreeSet<&String> = places.collect();
        let is_untouched = new.iter().all(|unit| *unit == base);
        let texts_clash = !is_untouched
            && new.iter().enumerate().any(|(index, one)| {
                new[..index]
                    .iter()
                    .any(|other| lines::clash(&base.text, &one.text, &other.text))
            });
        let course = course(base, new);
        let mut torn = Torn::default();
        let mut unit = BTreeMap::new();
        for place in places {
            let was = base.says.get(place).cloned();
            let values = new.iter().map(|side| side.says.get(place).cloned());
            let changed: Allowed = values.filter(|value| *value != was).collect();
            let texts = ["description|", "text|", "goal|"];
            let is_text = texts.iter().any(|text| place.starts_with(text));
            let mut allowed = match changed.len() {
                0 => Allowed::from([was.clone()]),
                1 => changed.clone(),
                _ => later(place, &changed).map_or_else(|| changed.clone(), |one| [one].into()),
            };
            if is_text && texts_clash {
                allowed.extend(changed.iter().cloned().chain([was]));
                torn.fields.insert(field_of(place));
            } else if goes_with_the_status(place) && course != Course::Plain {
                allowed.extend(new.iter().map(|side| side.says.get(place).cloned()));
                if course.is_open(base, new, place) {
                    torn.fields.insert(field_of(place));
                }
            } else if allowed.len() > 1 {
                torn.fields.insert(field_of(place));
                torn.groups.insert(group_of(place).to_owned());
            }
            unit.insert(place.clone(), allowed);
        }
        torn.loosen(&mut unit, base, new);
        let path = new.first().map_or(&base.path, |unit| &unit.path);
        for field in torn.fields {
            self.contradictions.insert((path.clone(), field));
        }
        self.units.insert(name.to_owned(), unit);
    }

    /// What a result says that it must not, or does not say that it must.
    pub(crate) fn faults(&self, result: &Facts) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, unit) in &result.units {
            if !self.units.contains_key(name) {
                faults.push(format!(
                    "{} is there and should be gone ({name})",
                    unit.path
                ));
            }
        }
        for (name, places) in &self.units {
            let Some(unit) = result.units.get(name) else {
                faults.push(format!("{name} is lost"));
                continue;
            };
            for (place, allowed) in places {
                let found = unit.says.get(place).cloned();
                if !allowed.contains(&found) {
                    faults.push(format!(
                        "{} has {found:?} at `{place}` and not {allowed:?}",
                        unit.path
                    ));
                }
            }
            for place in unit
                .says
                .keys()
                .filter(|place| !places.contains_key(*place))
            {
                faults.push(format!("{} has `{place}`, which nobody wrote", unit.path));
            }
        }
        faults
    }
}

/// What is contradictory in a unit.
#[derive(Default)]
struct Torn {
    fields: BTreeSet<String>,
    groups: BTreeSet<String>,
}

impl Torn {
    /// Lets the places that go with a contradictory one be as any side has them.
    fn loosen(&self, unit: &mut BTreeMap<String, Allowed>, base: &Unit, new: &[&Unit]) {
        for (place, allowed) in unit {
            if self.groups.contains(group_of(place)) {
                let sides = new.iter().map(|side| side.says.get(place).cloned());
                allowed.extend(sides.chain([base.says.get(place).cloned()]));
            }
        }
    }
}

/// How the status and what goes with it come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    /// Nobody moved it, or all to the same end.
    Plain,
    /// As this side has it, which went through the other's end on its way.
    Of(usize),
    /// Different ends, of which none is on the way to another.
    Torn,
}

impl Course {
    /// Whether a person has to say what stands at a place that goes with the status.
    fn is_open(self, base: &Unit, new: &[&Unit], place: &str) -> bool {
        let is_same = new
            .iter()
            .all(|unit| unit.says.get(place) == new[0].says.get(place));
        let is_given = |side: usize| new[side].says.get(place) != base.says.get(place);
        match self {
            Course::Plain => false,
            Course::Of(side) => !is_same && !is_given(side),
            Course::Torn => !is_same,
        }
    }
}

fn goes_with_the_status(place: &str) -> bool {
    place == "status" || place == "resolution"
}

fn course(base: &Unit, new: &[&Unit]) -> Course {
    let status = |unit: &Unit| unit.says.get("status").cloned().unwrap_or_default();
    let sides = 0..new.len();
    let moved: Vec<usize> = sides
        .filter(|side| status(new[*side]) != status(base))
        .collect();
    let ends: BTreeSet<String> = moved.iter().map(|side| status(new[*side])).collect();
    if ends.len() < 2 {
        return Course::Plain;
    }
    let [one, other] = *moved else {
        return Course::Torn;
    };
    // Rows begin with their time, so that they are in its order.
    let passes = |unit: &Unit, through: &str| {
        let new = unit
            .says
            .keys()
            .filter(|place| place.starts_with("transitions[") && !base.says.contains_key(*place));
        let leads = |row: &str, to: &str| row.contains(&format!("\"to\":{to}"));
        let last = new.clone().next_back();
        let ends = last.is_some_and(|row| leads(row, &status(unit)));
        ends && new.into_iter().any(|row| leads(row, through))
    };
    let passed = (
        passes(new[one], &status(new[other])),
        passes(new[other], &status(new[one])),
    );
    match passed {
        (true, false) => Course::Of(one),
        (false, true) => Course::Of(other),
        (true, true) | (false, false) => Course::Torn,
    }
}

/// Of two times the later one counts.
fn later(place: &str, changed: &Allowed) -> Option<Option<String>> {
    let is_moment = place == "archived_at" || place == "edited_at";
    let newest = changed.iter().max().cloned();
    newest.filter(|_| is_moment && !changed.contains(&None))
}

/// A deleted ticket that others only commented on stays, and so do the entries that they left as they were.
fn has_living_ticket_or_entries(name: &str, old: &Unit, base: &Facts, sides: &[&Facts]) -> bool {
    let ticket = old.owner.as_deref().unwrap_or(name);
    let entries_of = |facts: &Facts| -> BTreeMap<String, Unit> {
        let own = |unit: &Unit| unit.owner.as_deref() == Some(ticket);
        let units = facts.units.iter();
        units
            .filter(|(name, unit)| *name == ticket || own(unit))
            .map(|(name, unit)| (name.clone(), unit.clone()))
            .collect()
    };
    let before = entries_of(base);
    let is_deleted = sides.iter().any(|side| !side.units.contains_key(ticket));
    let is_changed = sides
        .iter()
        .any(|side| side.units.contains_key(ticket) && entries_of(side) != before);
    let is_taken_out = sides
        .iter()
        .any(|side| side.units.contains_key(ticket) && !side.units.contains_key(name));
    is_deleted && is_changed && !is_taken_out
}

/// `acceptance_criteria[k3f9]` for all places of an entry of a list.
fn group_of(place: &str) -> &str {
    place.rsplit_once("].").map_or(place, |(group, _)| group)
}
