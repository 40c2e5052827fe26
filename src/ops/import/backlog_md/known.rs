//! The tasks that an earlier import brought.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::Key;
use crate::domain::Record as _;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::ops::Tracker;
use crate::ops::import::backlog_md::SYSTEM;
use crate::ops::import::backlog_md::old_id::OldId;
use crate::ops::import::backlog_md::old_id::OldIds;
use crate::ops::import::backlog_md::task::Task;
use crate::ops::import::backlog_md::task::text_of;
use crate::store::RecordFile;
use crate::store::yaml::Document;

/// One task that is here, by what never changes of it or seldom.
#[derive(Debug)]
struct KnownTask {
    key: Key,
    file_name: String,
    created_at: Option<Timestamp>,
    is_met: bool,
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Known {
    tasks: Vec<KnownTask>,
    places: OldIds<usize>,
}

impl Known {
    /// Looks through the tickets for what `imported` says.
    pub(crate) fn read(tracker: &Tracker) -> Known {
        let files = tracker.store.files(&Ticket::KIND).files;
        let found: Vec<(OldId, KnownTask)> = files
            .iter()
            .filter_map(|file| known_task(tracker, file))
            .collect();
        let mut tasks = Vec::new();
        let mut ids = Vec::new();
        for (place, (id, task)) in found.into_iter().enumerate() {
            ids.push((id, place));
            tasks.push(task);
        }
        Known {
            tasks,
            places: OldIds::new(ids),
        }
    }

    /// The ticket of the task that a reference means.
    pub(crate) fn find(&self, id: &OldId) -> Option<&Key> {
        self.places.find(id).map(|place| &self.tasks[*place].key)
    }

    /// The ticket of a task that is here already; each answers for one task only.
    ///
    /// The id alone does not tell, because two projects both have a first
    /// task: the time of creation or the file's name must agree, too.
    pub(crate) fn meet(&mut self, task: &Task) -> Option<Key> {
        let name = file_name(&task.path);
        let created = task.fields.get("created_date");
        let created = created.and_then(time_of);
        let places = self.places.all(&task.old_id);
        let is_same = |place: &&usize| {
            let known = &self.tasks[**place];
            let is_same_time = created.is_some() && known.created_at == created;
            !known.is_met && (known.file_name == name || is_same_time)
        };
        let has_name = |place: &&usize| self.tasks[**place].file_name == name;
        let same: Vec<&usize> = places.iter().filter(is_same).collect();
        let best = same.iter().find(|place| has_name(place)).or(same.first());
        let known = &mut self.tasks[**best?];
        known.is_met = true;
        Some(known.key.clone())
    }

    /// Whether another task of this id is here.
    pub(crate) fn has_namesake(&self, task: &Task) -> bool {
        !self.places.all(&task.old_id).is_empty()
    }
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn time_of(value: &Value) -> Option<Timestamp> {
    text_of(value)?.parse().ok()
}

fn known_task(tracker: &Tracker, file: &RecordFile) -> Option<(OldId, KnownTask)> {
    let bytes = tracker.store.read(&file.path).ok()?;
    // Most tickets were not imported; they need not be parsed.
    let mentions = bytes
        .windows(SYSTEM.len())
        .any(|part| part == SYSTEM.as_bytes());
    if !mentions {
        return None;
    }
    let document = Document::parse(&bytes).ok()?;
    let fields: &Mapping = document.fields();
    let imported = fields.get("imported")?.as_mapping()?;
    if imported.get("system")?.as_str() != Some(SYSTEM) {
        return None;
    }
    let id = text_of(imported.get("id")?)?;
    let path = imported.get("file").and_then(text_of).unwrap_or_default();
    let task = KnownTask {
        key: file.key.clone(),
        file_name: file_name(&path),
        created_at: fields.get("created_at").and_then(time_of),
        is_met: false,
    };
    Some((OldId::new(&id), task))
}
