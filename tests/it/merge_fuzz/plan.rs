//! Deeds on epics, backlog items, sprints and requirements, and on what tickets have to do with them.

use std::fs;

use tickets::domain::Change;
use tickets::domain::Key;
use tickets::domain::RecordKind;
use tickets::domain::Reference;
use tickets::domain::Status;
use tickets::ops;
use tickets::ops::ChecklistEdit;
use tickets::ops::EpicEdit;
use tickets::ops::ItemEdit;
use tickets::ops::LabelEdit;
use tickets::ops::NewEpic;
use tickets::ops::NewRequirement;
use tickets::ops::OpError;
use tickets::ops::RequirementEdit;
use tickets::ops::SprintEdit;
use tickets::ops::Tracker;
use tickets::ops::Update;
use tickets::store::RecordFile;

use crate::simulation::Chance;

const LABELS: [&str; 4] = ["api", "auth", "docs", "web"];
const PEOPLE: [&str; 3] = ["alice", "bob", "carol"];
const PRIORITIES: [&str; 4] = ["critical", "high", "medium", "low"];

const KINDS: [RecordKind; 4] = [
    RecordKind::Epic,
    RecordKind::BacklogItem,
    RecordKind::Sprint,
    RecordKind::Requirement,
];

/// What a person does with one record of another kind than tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlanDeed {
    kind: RecordKind,
    /// It counts among those of its kind that are there.
    place: usize,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Create(String),
    Title(String),
    /// Which of those that its kind has.
    Status(usize),
    Priority(&'static str),
    Person(&'static str),
    AddLabel(&'static str),
    Points(u32),
    Text(String),
    AddCriterion(String),
    CheckCriterion,
    /// Lets a ticket refer to it, or it to a ticket.
    Relate(usize),
    /// Adds a file beside it.
    Note(String),
}

impl PlanDeed {
    /// A deed by chance.
    pub(crate) fn choose(person: &str, chance: &mut Chance) -> PlanDeed {
        let word = format!("{person} {}", chance.below(100_000));
        let what = match chance.below(100) {
            0..10 => What::Create(format!("Planned by {word}")),
            10..14 => What::Status(chance.below(4)),
            14..20 => What::Title(format!("Titled by {word}")),
            20..30 => What::Priority(chance.word(&PRIORITIES)),
            30..40 => What::Person(chance.word(&PEOPLE)),
            40..50 => What::AddLabel(chance.word(&LABELS)),
            50..60 => What::Points(u32::try_from(chance.below(9)).unwrap()),
            60..70 => What::Text(format!("Said by {word}.\nIn two lines.")),
            70..78 => What::AddCriterion(format!("Required by {word}")),
            78..85 => What::CheckCriterion,
            85..93 => What::Relate(chance.below(50)),
            _ => What::Note(word),
        };
        PlanDeed {
            kind: *chance.pick(&KINDS),
            place: chance.below(2),
            what,
        }
    }

    /// Does it. What the program refuses, or what changes nothing, is an error.
    pub(crate) fn perform(&self, tracker: &Tracker) -> Result<(), OpError> {
        let files = tracker.store.files(self.kind.kind()).files;
        let file = &files[self.place % files.len()];
        let tickets = tracker.store.files(RecordKind::Ticket.kind()).files;
        let each = [Reference::from(&file.key)];
        match (&self.what, self.kind) {
            (What::Note(word), _) => return note(tracker, file, word),
            (What::Create(title), RecordKind::Requirement) => {
                let title = Some(title.parse().unwrap());
                let new = NewRequirement {
                    of: Reference::from(&tickets[self.place].key),
                    requirement_type: "requirement".parse().unwrap(),
                    edit: RequirementEdit {
                        title,
                        ..RequirementEdit::default()
                    },
                };
                return ops::create_requirement(tracker, &new).map(drop);
            }
            (What::Create(title), _) => {
                let new = NewEpic {
                    title: title.parse().unwrap(),
                    edit: EpicEdit::default(),
                };
                return ops::create_epic(tracker, &new).map(drop);
            }
            _ => {}
        }
        let ticket = match self.what {
            What::Relate(place) => Some(&tickets[place % tickets.len()].key),
            _ => None,
        };
        let status = self.status();
        match self.kind {
            RecordKind::Epic | RecordKind::Sprint if ticket.is_some() => {
                adopt(tracker, self.kind, &file.key, ticket)
            }
            RecordKind::Epic => {
                ops::update_epics(tracker, &each, &self.epic(), status.as_ref()).map(drop)
            }
            RecordKind::BacklogItem => {
                ops::update_items(tracker, &each, &self.item(ticket), status.as_ref()).map(drop)
            }
            RecordKind::Sprint => ops::update_sprints(tracker, &each, &self.sprint()).map(drop),
            RecordKind::Requirement => {
                let edit = self.requirement(ticket);
                ops::update_requirements(tracker, &each, &edit, status.as_ref()).map(drop)
            }
            RecordKind::Ticket => unreachable!("tickets have deeds of their own"),
        }
    }

    fn status(&self) -> Option<Status> {
        let What::Status(place) = self.what else {
            return None;
        };
        // Of a requirement, those of its type come first.
        let life = self.kind.lifecycles().first()?;
        let stage = life.stages[place % life.stages.len()];
        Some(stage.name.parse().unwrap())
    }

    fn labels(&self) -> LabelEdit {
        let add = match &self.what {
            What::AddLabel(word) => vec![word.parse().unwrap()],
            _ => Vec::new(),
        };
        LabelEdit {
            add,
            ..LabelEdit::default()
        }
    }

    fn checklist(&self) -> ChecklistEdit {
        match &self.what {
            What::AddCriterion(text) => ChecklistEdit::adding(std::slice::from_ref(text)),
            What::CheckCriterion => ChecklistEdit {
                check: vec![1],
                ..ChecklistEdit::default()
            },
            _ => ChecklistEdit::default(),
        }
    }

    fn title<T: std::str::FromStr<Err: std::fmt::Debug>>(&self) -> Option<T> {
        match &self.what {
            What::Title(title) => Some(title.parse().unwrap()),
            _ => None,
        }
    }

    fn text(&self) -> Option<tickets::domain::Text> {
        match &self.what {
            What::Text(text) => Some(tickets::domain::Text::new(text)),
            _ => None,
        }
    }

    fn priority(&self) -> Option<tickets::domain::Priority> {
        match self.what {
            What::Priority(word) => Some(word.parse().unwrap()),
            _ => None,
        }
    }

    fn person(&self) -> Option<Option<tickets::domain::Person>> {
        match self.what {
            What::Person(name) => Some(Some(name.parse().unwrap())),
            _ => None,
        }
    }

    fn points(&self) -> Option<u32> {
        match self.what {
            What::Points(points) => Some(points),
            _ => None,
        }
    }

    fn epic(&self) -> EpicEdit {
        EpicEdit {
            title: self.title(),
            description: self.text(),
            priority: self.priority(),
            owner: self.person(),
            labels: self.labels(),
            estimated_points: self.points(),
            goals: self.checklist(),
            ..EpicEdit::default()
        }
    }

    fn item(&self, ticket: Option<&Key>) -> ItemEdit {
        ItemEdit {
            title: self.title(),
            description: self.text(),
            priority: self.priority(),
            assignee: self.person(),
            labels: self.labels(),
            depends_on: ticket.map(Reference::from).into_iter().collect(),
            story_points: self.points(),
            definition_of_done: self.checklist(),
            ..ItemEdit::default()
        }
    }

    fn sprint(&self) -> SprintEdit {
        SprintEdit {
            title: self.title(),
            goal: self.text(),
            capacity: self.points(),
            ..SprintEdit::default()
        }
    }

    fn requirement(&self, ticket: Option<&Key>) -> RequirementEdit {
        RequirementEdit {
            title: self.title(),
            description: self.text(),
            priority: self.priority(),
            labels: self.labels(),
            of: ticket.map(Reference::from),
            acceptance_criteria: self.checklist(),
            ..RequirementEdit::default()
        }
    }
}

/// Makes a ticket a part of an epic, or plans it for a sprint; what is in that sprint already is taken out of it.
fn adopt(
    tracker: &Tracker,
    kind: RecordKind,
    key: &Key,
    ticket: Option<&Key>,
) -> Result<(), OpError> {
    let update = |change| {
        let update = Update {
            changes: vec![change],
            ..Update::default()
        };
        let references: Vec<Reference> = ticket.map(Reference::from).into_iter().collect();
        ops::update(tracker, &references, &update).map(drop)
    };
    match kind {
        RecordKind::Epic => update(Change::Epic(Some(key.clone()))),
        _ => match update(Change::Sprint(Some(key.clone()))) {
            Err(OpError::Nothing(_)) => update(Change::Sprint(None)),
            done => done,
        },
    }
}

/// Writes an entry, as a later version of the program may do.
fn note(tracker: &Tracker, file: &RecordFile, word: &str) -> Result<(), OpError> {
    let (person, number) = word.split_once(' ').unwrap();
    let folder = tracker.store.home().join(file.folder());
    fs::create_dir_all(&folder).unwrap();
    let name = format!("20261120T100000Z-note-{person}{number}.yaml");
    let text = format!(
        "id: {person}{number}\n\nkind: note\n\nat: 2026-11-20T10:00:00Z\n\nby: {person}\n\ntext: |\n  Noted.\n"
    );
    fs::write(folder.join(name), text).unwrap();
    Ok(())
}
