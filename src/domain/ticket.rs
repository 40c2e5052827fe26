//! The ticket.

use crate::domain::Criterion;
use crate::domain::Date;
use crate::domain::FieldSpec;
use crate::domain::Hours;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Label;
use crate::domain::Link;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::ReferenceField;
use crate::domain::Relation;
use crate::domain::Resolution;
use crate::domain::Shape;
use crate::domain::SprintChange;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::Text;
use crate::domain::TicketType;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::domain::empty;
use crate::domain::record::record_head;

/// A piece of work, as its file says it.
///
/// Any status, type and priority can be read; which of them may be *set* is
/// [`Vocabulary`](crate::domain::Vocabulary)'s matter.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(description = "A piece of work, as its file in `.tickets/tickets/` says it.")]
pub struct Ticket {
    /// Its key, such as `TICKET-42`.
    pub id: Key,
    /// Keys and foreign ids it had before; they still find it.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub aliases: Vec<String>,
    /// When it was put away: hidden from lists and read-only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Timestamp>,
    /// What stays the same when the key changes.
    #[serde(default)]
    pub uid: Option<Uid>,
    /// What it is about, in one line.
    pub title: Title,
    /// What sort of work it is.
    #[serde(rename = "type", default, deserialize_with = "empty::word")]
    pub ticket_type: TicketType,
    /// Where it stands.
    #[serde(default, deserialize_with = "empty::word")]
    pub status: Status,
    /// How much it matters.
    #[serde(default, deserialize_with = "empty::word")]
    pub priority: Priority,
    /// Who works on it.
    #[serde(default)]
    pub assignee: Option<Person>,
    /// Words that group it with others; sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub labels: Vec<Label>,
    /// The epic it belongs to.
    #[serde(default)]
    pub epic: Option<Key>,
    /// The sprint it is planned for.
    #[serde(default)]
    pub sprint: Option<Key>,
    /// The ticket it is a part of.
    #[serde(default)]
    pub parent: Option<Key>,
    /// Tickets that must be done before it; sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub depends_on: Vec<Key>,
    /// The day by which it should be done.
    #[serde(default)]
    pub due: Option<Date>,
    /// How many hours of work it is thought to be.
    #[serde(default)]
    pub estimate_hours: Option<Hours>,
    /// Its size compared with others.
    #[serde(default)]
    pub story_points: Option<u32>,
    /// How it was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Who asked for it, where that is not who created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Person>,
    /// Tickets that are worth a look beside it; sorted.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub related: Vec<Key>,
    /// Who created it.
    #[serde(default)]
    pub created_by: Option<Person>,
    /// Tickets that say the same as this one; sorted.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub duplicates: Vec<Key>,
    /// URIs and paths it points to; sorted.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub links: Vec<Link>,
    /// The branch it was created on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The backlog item it was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Key>,
    /// What it is about, at length.
    #[serde(default, deserialize_with = "empty::text")]
    pub description: Text,
    /// What must be true for the work to be accepted.
    #[serde(default, deserialize_with = "empty::list")]
    pub acceptance_criteria: Vec<Criterion>,
    /// When it joined and left sprints that had begun, oldest first.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub sprint_changes: Vec<SprintChange>,
    /// Its moves from status to status, oldest first.
    #[serde(default, deserialize_with = "empty::list")]
    pub transitions: Vec<Transition>,
}

impl Record for Ticket {
    const KIND: Kind = Kind {
        noun: "ticket",
        plural: "tickets",
        folder: "tickets",
        prefix: None,
        is_split: true,
    };

    /// Rare fields stand in front of fields that never change (`uid`,
    /// `created_at`, `created_by`, `branch`), each in a gap of its own as far
    /// as that goes: a line that git inserts there touches no line that a
    /// second branch could have changed.
    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::when_set("aliases", Shape::Set),
        FieldSpec::when_set("archived_at", Shape::Moment),
        FieldSpec::always("uid", Shape::Scalar),
        FieldSpec::always("title", Shape::Scalar),
        FieldSpec::always("type", Shape::Scalar),
        FieldSpec::always("status", Shape::Scalar),
        FieldSpec::always("priority", Shape::Scalar),
        FieldSpec::always("assignee", Shape::Scalar),
        FieldSpec::always("labels", Shape::Set),
        FieldSpec::always("epic", Shape::Scalar),
        FieldSpec::always("sprint", Shape::Scalar),
        FieldSpec::always("parent", Shape::Scalar),
        FieldSpec::always("depends_on", Shape::Set),
        FieldSpec::always("due", Shape::Time),
        FieldSpec::always("estimate_hours", Shape::Scalar),
        FieldSpec::always("story_points", Shape::Scalar),
        FieldSpec::when_set("resolution", Shape::Scalar),
        FieldSpec::always("created_at", Shape::Time),
        FieldSpec::when_set("reporter", Shape::Scalar),
        FieldSpec::when_set("related", Shape::Set),
        FieldSpec::always("created_by", Shape::Scalar),
        FieldSpec::when_set("duplicates", Shape::Set),
        FieldSpec::when_set("links", Shape::Set),
        FieldSpec::when_set("branch", Shape::Scalar),
        FieldSpec::when_set("item", Shape::Scalar),
        FieldSpec::always("description", Shape::Text),
        FieldSpec::always("acceptance_criteria", Shape::Checklist),
        FieldSpec::when_set("sprint_changes", Shape::Log),
        FieldSpec::always("transitions", Shape::Log),
    ];

    record_head!();

    fn summary(&self) -> Summary<'_> {
        Summary::of(self, None)
    }

    fn references(&self) -> Vec<(&'static str, &Key)> {
        let epic = self.epic.iter().map(|key| ("epic", key));
        let sprint = self.sprint.iter().map(|key| ("sprint", key));
        let item = self.item.iter().map(|key| ("item", key));
        let tickets = self.ticket_references();
        tickets.chain(epic).chain(sprint).chain(item).collect()
    }

    fn named_keys(&self) -> Vec<(&'static str, &Key)> {
        let mut named = self.references();
        let sprints = self.sprint_changes.iter().flat_map(SprintChange::sprints);
        named.extend(sprints.map(|key| ("sprint_changes", key)));
        named
    }

    fn sprint_changes(&self) -> &[SprintChange] {
        &self.sprint_changes
    }

    fn reference_field(&mut self, field: &str) -> Option<ReferenceField<'_>> {
        match field {
            "epic" => Some(ReferenceField::One(&mut self.epic)),
            "sprint" => Some(ReferenceField::One(&mut self.sprint)),
            "sprint_changes" => Some(ReferenceField::Log(&mut self.sprint_changes)),
            "item" => Some(ReferenceField::One(&mut self.item)),
            "parent" => Some(ReferenceField::One(&mut self.parent)),
            "depends_on" => Some(ReferenceField::Many(&mut self.depends_on)),
            "related" => Some(ReferenceField::Many(&mut self.related)),
            "duplicates" => Some(ReferenceField::Many(&mut self.duplicates)),
            _ => None,
        }
    }
}

impl Ticket {
    /// A ticket with a key and a title and nothing else.
    pub fn new(id: Key, title: Title) -> Ticket {
        Ticket {
            id,
            aliases: Vec::new(),
            archived_at: None,
            uid: None,
            title,
            ticket_type: TicketType::default(),
            status: Status::default(),
            priority: Priority::default(),
            assignee: None,
            labels: Vec::new(),
            epic: None,
            sprint: None,
            parent: None,
            depends_on: Vec::new(),
            due: None,
            estimate_hours: None,
            story_points: None,
            resolution: None,
            duplicates: Vec::new(),
            created_at: None,
            reporter: None,
            related: Vec::new(),
            created_by: None,
            links: Vec::new(),
            branch: None,
            item: None,
            description: Text::default(),
            acceptance_criteria: Vec::new(),
            sprint_changes: Vec::new(),
            transitions: Vec::new(),
        }
    }

    /// Whether it was put away.
    pub fn is_archived(&self) -> bool {
        self.archived_at.is_some()
    }

    /// When it was created or last moved.
    pub fn last_change(&self) -> Option<Timestamp> {
        let newest = self
            .transitions
            .iter()
            .map(|transition| transition.at)
            .max();
        newest.max(self.created_at)
    }

    /// Every ticket it refers to, with the field that does.
    pub fn ticket_references(&self) -> impl Iterator<Item = (&'static str, &Key)> {
        let parent = self.parent.iter().map(|key| ("parent", key));
        let dependencies = self.depends_on.iter().map(|key| ("depends_on", key));
        let related = self.related.iter().map(|key| ("related", key));
        let duplicates = self.duplicates.iter().map(|key| ("duplicates", key));
        parent.chain(dependencies).chain(related).chain(duplicates)
    }

    /// Where a relation leads from here.
    pub(crate) fn targets(&self, relation: Relation) -> impl Iterator<Item = &Key> {
        let keys = match relation {
            Relation::Parent => self.parent.as_slice(),
            Relation::DependsOn => &self.depends_on,
        };
        keys.iter()
    }
}

/// Puts `item` at its place in a sorted set; says whether it was new.
pub(crate) fn insert_sorted<T: Ord>(set: &mut Vec<T>, item: T) -> bool {
    if set.contains(&item) {
        return false;
    }
    let place = set
        .iter()
        .position(|other| *other > item)
        .unwrap_or(set.len());
    set.insert(place, item);
    true
}
