//! How much of what is expected is so: of tickets, epics, releases, and of all.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde_json::Map;
use serde_json::Value;

use crate::domain::Coverage;
use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::share;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::requirements::holder::Holder;
use crate::ops::requirements::holder::find_holder;
use crate::ops::requirements::holders::Holders;
use crate::ops::requirements::listing::AllRequirements;
use crate::store::Problem;

/// How much of what is expected of something is so.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct CoverageRow {
    /// What it is: `ticket`, `epic`, `backlog item`, `sprint`, `release` or `total`.
    pub scope: &'static str,
    /// Its key; of a release, the version.
    pub id: Option<String>,
    /// What it is about.
    pub title: Option<String>,
    /// What was measured.
    #[serde(skip)]
    pub coverage: Coverage,
    /// How many tickets something is expected of.
    pub tickets: usize,
    /// How many of them have all of it met.
    pub tickets_accepted: usize,
    /// Their share.
    pub acceptance_rate: Option<f64>,
}

/// What was measured, and what could not be read.
#[derive(Debug)]
pub struct CoverageReport {
    /// One row for each thing, the total last where all were asked for.
    pub rows: Vec<CoverageRow>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl CoverageRow {
    /// All that was measured, under the names that JSON has.
    pub fn fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        for part in [
            serde_json::to_value(self),
            serde_json::to_value(&self.coverage),
        ] {
            if let Ok(Value::Object(part)) = part {
                fields.extend(part);
            }
        }
        fields
    }
}

/// Measures what is named: of an epic with all its tickets and backlog items, of a sprint
/// with all that is planned for it. Of none, all tickets, epics and releases of which
/// something is expected, and all together.
///
/// # Errors
/// Nothing of such a name.
pub fn coverage(tracker: &Tracker, references: &[Reference]) -> Result<CoverageReport, OpError> {
    let named = references.iter();
    let named = named.map(|reference| find_holder(tracker, reference));
    let named = named.collect::<Result<Vec<_>, _>>()?;
    let measure = Measure::of(tracker);
    let mut rows = Vec::new();
    for holder in &named {
        let id = holder.key.to_string();
        let keys = measure.belonging(holder);
        if holder.kind == RecordKind::Requirement {
            let reason = "a requirement is covered or not; name what it is of";
            return Err(OpError::refused("measure", &holder.key, reason));
        }
        let title = Some(holder.title.clone());
        rows.push(measure.row((holder.kind.kind().noun, Some(id), title), &keys));
    }
    if references.is_empty() {
        rows = measure.all_rows();
    }
    let mut problems = measure.holders.problems;
    problems.extend(measure.all.problems);
    problems.sort();
    problems.dedup();
    Ok(CoverageReport { rows, problems })
}

/// All requirements by what they are of.
struct Measure {
    all: AllRequirements,
    holders: Holders,
    /// Their places, by the key of what they are of; and whether they are suspect.
    by_holder: BTreeMap<Key, Vec<(usize, bool)>>,
    /// Those that are of nothing.
    loose: Vec<(usize, bool)>,
}

impl Measure {
    fn of(tracker: &Tracker) -> Measure {
        let mut all = AllRequirements::read(tracker);
        // Those of the settings come with the tickets.
        all.problems
            .retain(|problem| !tracker.problems.contains(problem));
        let mut by_holder: BTreeMap<Key, Vec<(usize, bool)>> = BTreeMap::new();
        let mut loose = Vec::new();
        for (place, stored) in all.records.iter().enumerate() {
            let one = (place, all.is_suspect(&stored.record));
            match &stored.record.of {
                Some(of) => by_holder.entry(of.clone()).or_default().push(one),
                None => loose.push(one),
            }
        }
        Measure {
            holders: Holders::read(tracker),
            all,
            by_holder,
            loose,
        }
    }

    /// The keys of what belongs to something, with its own.
    fn belonging(&self, named: &Holder) -> BTreeSet<Key> {
        let belongs = |key: &&Key| self.holders.belongs(key, named);
        self.by_holder.keys().filter(belongs).cloned().collect()
    }

    fn all_rows(&self) -> Vec<CoverageRow> {
        let mut rows = Vec::new();
        let mut epics: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
        let mut releases: BTreeMap<&str, BTreeSet<Key>> = BTreeMap::new();
        for key in self.by_holder.keys() {
            let id = key.to_string();
            let holding = self.holders.get(&id);
            let epic = holding.and_then(|holding| holding.epic.as_ref()?.parse().ok());
            if let Some(epic) = epic {
                epics.entry(epic).or_default().insert(key.clone());
            }
            if let Some(version) = self.holders.version(&id) {
                releases.entry(version).or_default().insert(key.clone());
            }
            let kind = RecordKind::of_key(key);
            if kind != RecordKind::Epic {
                let name = (kind.kind().noun, Some(id.clone()), self.title(&id));
                rows.push(self.row(name, &BTreeSet::from([key.clone()])));
            }
        }
        for (epic, keys) in &epics {
            let id = epic.to_string();
            let title = self.title(&id);
            rows.push(self.row(("epic", Some(id), title), keys));
        }
        for (version, keys) in &releases {
            let version = (*version).to_owned();
            rows.push(self.row(("release", Some(version), None), keys));
        }
        let every: BTreeSet<Key> = self.by_holder.keys().cloned().collect();
        let mut total = self.row(("total", None, None), &every);
        let loose = self.by_holder.values().flatten().chain(&self.loose);
        total.coverage = self.measured(loose);
        rows.push(total);
        rows
    }

    fn title(&self, id: &str) -> Option<String> {
        self.holders.get(id).map(|holding| holding.title.clone())
    }

    fn row(
        &self,
        (scope, id, title): (&'static str, Option<String>, Option<String>),
        keys: &BTreeSet<Key>,
    ) -> CoverageRow {
        let own = |key: &Key| self.by_holder.get(key).into_iter().flatten();
        let tickets = keys
            .iter()
            .filter(|key| RecordKind::of_key(key) == RecordKind::Ticket);
        let tickets = tickets.map(|key| self.measured(own(key)));
        let tickets: Vec<Coverage> = tickets.filter(|coverage| !coverage.is_empty()).collect();
        let accepted = tickets.iter().filter(|coverage| coverage.acceptance_met);
        let accepted = accepted.count();
        CoverageRow {
            scope,
            id,
            title,
            coverage: self.measured(keys.iter().flat_map(own)),
            tickets: tickets.len(),
            tickets_accepted: accepted,
            acceptance_rate: share(accepted, tickets.len()),
        }
    }

    fn measured<'a>(&self, places: impl Iterator<Item = &'a (usize, bool)>) -> Coverage {
        let record = |place: usize| -> &Requirement { &self.all.records[place].record };
        Coverage::of(places.map(|(place, is_suspect)| (record(*place), *is_suspect)))
    }
}
