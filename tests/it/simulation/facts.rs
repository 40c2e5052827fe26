//! What files say, read without the program.
//!
//! A fact is a place and what stands there. A thing that may be there several times (a label, a transition, a line of
//! a text) is a place of its own, so that every rule of merging is one rule: who changed the place?

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::rc::Rc;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::simulation::Files;

/// Fields that renumbering changes.
const OF_THE_KEY: [&str; 2] = ["id", "aliases"];
const REFERENCES: [&str; 8] = [
    "parent",
    "depends_on",
    "related",
    "duplicates",
    "epic",
    "sprint",
    "item",
    "of",
];
const TEXTS: [&str; 3] = ["description", "text", "goal"];

/// Where the records of each kind lie.
const FOLDERS: [&str; 5] = [
    ".tickets/tickets/",
    ".tickets/epics/",
    ".tickets/backlog/",
    ".tickets/sprints/",
    ".tickets/requirements/",
];

thread_local! {
    /// What was read already; most files are the same in all branches of all rounds.
    static READ: RefCell<HashMap<Vec<u8>, Rc<Mapping>>> = RefCell::default();
}

/// How references to records are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Naming<'a> {
    /// As they are written.
    ByKey,
    /// As the uid of the ticket they mean; one that is gone is looked for in what was before.
    ByUid(&'a BTreeMap<String, String>),
}

/// A record or an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Unit {
    /// Its file.
    pub(crate) path: String,
    /// The uid of the ticket that an entry belongs to.
    pub(crate) owner: Option<String>,
    /// All it says, by place.
    pub(crate) says: BTreeMap<String, String>,
    /// Its text, line by line.
    pub(crate) text: Vec<String>,
}

/// Everything that files say: units by uid, entries by the uid of their ticket and their own id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Facts {
    pub(crate) units: BTreeMap<String, Unit>,
    /// The uid of each key; of two with one key, the last one.
    pub(crate) keys: BTreeMap<String, String>,
}

impl Facts {
    /// Reads files; those that cannot be read are named in the error.
    pub(crate) fn read(files: &Files, naming: Naming<'_>) -> Result<Facts, String> {
        let mut facts = Facts::default();
        let mut records = Vec::new();
        let mut owners = BTreeMap::new();
        for (path, content) in files {
            let is_there = FOLDERS.iter().any(|folder| path.starts_with(folder));
            if !is_there || !path.ends_with(".yaml") {
                continue;
            }
            let fields = fields_of(content).map_err(|error| format!("{path}: {error}"))?;
            if let Some(uid) = fields.get("uid").and_then(Value::as_str) {
                let key = text_of(&fields, "id");
                let folder = path.trim_end_matches(".yaml").to_owned();
                if owners.insert(folder, uid.to_owned()).is_some() {
                    return Err(format!("{path}: twice"));
                }
                facts.keys.insert(key, uid.to_owned());
            }
            records.push((path, fields));
        }
        for (path, fields) in &records {
            let name = match fields.get("uid").and_then(Value::as_str) {
                Some(uid) => (uid.to_owned(), None),
                None => {
                    let folder = path.rsplit_once('/').unwrap().0;
                    let owner = owners.get(folder);
                    let owner = owner.ok_or_else(|| format!("{path}: its ticket is not there"))?;
                    let id = text_of(fields, "id");
                    (format!("{owner}/{id}"), Some(owner.clone()))
                }
            };
            let mut unit = facts.unit(fields, naming);
            unit.path = (*path).clone();
            unit.owner = name.1;
            if facts.units.insert(name.0, unit).is_some() {
                return Err(format!("{path}: its uid is there twice"));
            }
        }
        Ok(facts)
    }

    fn unit(&self, fields: &Mapping, naming: Naming<'_>) -> Unit {
        let mut unit = Unit::default();
        for (name, value) in fields {
            let name = name.as_str().unwrap_or_default();
            if OF_THE_KEY.contains(&name) && fields.contains_key("uid") {
                continue;
            }
            if TEXTS.contains(&name) {
                unit.text = value
                    .as_str()
                    .unwrap_or_default()
                    .lines()
                    .map(str::to_owned)
                    .collect();
                for line in &unit.text {
                    unit.says.insert(format!("{name}|{line}"), String::new());
                }
                continue;
            }
            let shown = |value: &Value| {
                if REFERENCES.contains(&name) {
                    self.meant(value.as_str().unwrap_or_default(), naming)
                } else if name == "sprint_changes" {
                    self.row_meant(value, naming)
                } else {
                    json(value)
                }
            };
            match value {
                Value::Null => {}
                Value::Sequence(items) => {
                    for item in items {
                        say_item(&mut unit, name, item, &shown);
                    }
                }
                value => {
                    unit.says.insert(name.to_owned(), shown(value));
                }
            }
        }
        unit
    }

    /// A row of a log with what its keys mean in their place.
    fn row_meant(&self, row: &Value, naming: Naming<'_>) -> String {
        let mut row = row.clone();
        for name in ["from", "to"] {
            if let Some(key) = row.get_mut(name) {
                *key = self.meant(key.as_str().unwrap_or_default(), naming).into();
            }
        }
        json(&row)
    }

    fn meant(&self, key: &str, naming: Naming<'_>) -> String {
        let uid = match naming {
            Naming::ByKey => None,
            Naming::ByUid(before) => self.keys.get(key).or_else(|| before.get(key)),
        };
        uid.map_or_else(|| key.to_owned(), Clone::clone)
    }
}

/// Entries with an id have a place for each of their fields, others are a place themselves.
fn say_item(unit: &mut Unit, name: &str, item: &Value, shown: &dyn Fn(&Value) -> String) {
    let id = item.get("id").and_then(Value::as_str);
    match (id, item.as_mapping()) {
        (Some(id), Some(fields)) => {
            for (field, value) in fields {
                let place = format!("{name}[{id}].{}", field.as_str().unwrap_or_default());
                unit.says.insert(place, json(value));
            }
        }
        _ => {
            unit.says
                .insert(format!("{name}[{}]", shown(item)), String::new());
        }
    }
}

/// The field that a place belongs to: `labels` for `labels[auth]`.
pub(crate) fn field_of(place: &str) -> String {
    let end = place.find(['[', '.', '|']).unwrap_or(place.len());
    place[..end].to_owned()
}

fn fields_of(content: &[u8]) -> Result<Rc<Mapping>, serde_yaml::Error> {
    if let Some(known) = READ.with_borrow(|read| read.get(content).cloned()) {
        return Ok(known);
    }
    let fields: Rc<Mapping> = Rc::new(serde_yaml::from_slice(content)?);
    READ.with_borrow_mut(|read| read.insert(content.to_vec(), Rc::clone(&fields)));
    Ok(fields)
}

fn text_of(fields: &Mapping, name: &str) -> String {
    let value = fields.get(name).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

fn json(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}
