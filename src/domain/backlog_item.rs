//! The backlog item: something that may be worth doing.

use std::ops::RangeInclusive;

use crate::domain::Category;
use crate::domain::Criterion;
use crate::domain::FieldSpec;
use crate::domain::Hours;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Label;
use crate::domain::Lifecycle;
use crate::domain::Living;
use crate::domain::Members;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::ReferenceField;
use crate::domain::Risk;
use crate::domain::Shape;
use crate::domain::SprintChange;
use crate::domain::Stage;
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

/// Something that may be worth doing; the ticket that is made of it says so itself.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(
    description = "Something that may be worth doing, as its file in `.tickets/backlog/` says it."
)]
pub struct BacklogItem {
    /// Its key, such as `ITEM-7`.
    pub id: Key,
    /// Keys and foreign ids it had before; they still find it.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub aliases: Vec<String>,
    /// What stays the same when the key changes.
    #[serde(default)]
    pub uid: Option<Uid>,
    /// What it is about, in one line.
    pub title: Title,
    /// What sort of work it is: story, feature, bug, epic, task or spike.
    #[serde(rename = "type", default, deserialize_with = "empty::word")]
    pub item_type: TicketType,
    /// Where it stands: new, groomed, ready, in-progress, done or cancelled.
    #[serde(default = "fresh", deserialize_with = "status")]
    pub status: Status,
    /// How much it matters.
    #[serde(default, deserialize_with = "empty::word")]
    pub priority: Priority,
    /// Who decides about it.
    #[serde(default)]
    pub product_owner: Option<Person>,
    /// Who is to work on it.
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
    /// Backlog items and tickets that must be done before it; sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub depends_on: Vec<Key>,
    /// Its size compared with others.
    #[serde(default)]
    pub story_points: Option<u32>,
    /// What it is worth, from 1 to 100.
    #[serde(default)]
    pub business_value: Option<u32>,
    /// How many hours of work it is thought to be.
    #[serde(default)]
    pub effort_hours: Option<Hours>,
    /// How likely it is to go wrong.
    #[serde(default)]
    pub risk: Option<Risk>,
    /// The part of the product that it is about.
    #[serde(default)]
    pub component: Option<String>,
    /// The larger subject that it serves.
    #[serde(default)]
    pub theme: Option<String>,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Who created it.
    #[serde(default)]
    pub created_by: Option<Person>,
    /// What it is about, at length.
    #[serde(default, deserialize_with = "empty::text")]
    pub description: Text,
    /// What must be true for the work to be accepted.
    #[serde(default, deserialize_with = "empty::list")]
    pub acceptance_criteria: Vec<Criterion>,
    /// What must be true of any work before it is done.
    #[serde(default, deserialize_with = "empty::list")]
    pub definition_of_done: Vec<Criterion>,
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

const LIFECYCLE: Lifecycle = Lifecycle {
    stages: &[
        Stage {
            name: "new",
            category: Category::Todo,
            next: &["groomed", "ready", "in-progress", "done", "cancelled"],
        },
        Stage {
            name: "groomed",
            category: Category::Todo,
            next: &["new", "ready", "in-progress", "done", "cancelled"],
        },
        Stage {
            name: "ready",
            category: Category::Todo,
            next: &["new", "groomed", "in-progress", "done", "cancelled"],
        },
        Stage {
            name: "in-progress",
            category: Category::Doing,
            next: &["new", "groomed", "ready", "done", "cancelled"],
        },
        Stage {
            name: "done",
            category: Category::Done,
            next: &["in-progress"],
        },
        Stage {
            name: "cancelled",
            category: Category::Dropped,
            next: &["new"],
        },
    ],
};

fn fresh() -> Status {
    LIFECYCLE.first()
}

fn status<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
    empty::status(deserializer, &LIFECYCLE)
}

impl Record for BacklogItem {
    const KIND: Kind = Kind {
        noun: "backlog item",
        plural: "backlog items",
        folder: "backlog",
        prefix: Some("ITEM"),
        is_split: true,
    };

    const LIFECYCLES: &'static [Lifecycle] = &[LIFECYCLE];

    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::when_set("aliases", Shape::Set),
        FieldSpec::always("uid", Shape::Scalar),
        FieldSpec::always("title", Shape::Scalar),
        FieldSpec::always("type", Shape::Scalar),
        FieldSpec::always("status", Shape::Scalar),
        FieldSpec::always("priority", Shape::Scalar),
        FieldSpec::always("product_owner", Shape::Scalar),
        FieldSpec::always("assignee", Shape::Scalar),
        FieldSpec::always("labels", Shape::Set),
        FieldSpec::always("epic", Shape::Scalar),
        FieldSpec::always("sprint", Shape::Scalar),
        FieldSpec::always("depends_on", Shape::Set),
        FieldSpec::always("story_points", Shape::Scalar),
        FieldSpec::always("business_value", Shape::Scalar),
        FieldSpec::always("effort_hours", Shape::Scalar),
        FieldSpec::always("risk", Shape::Scalar),
        FieldSpec::always("component", Shape::Scalar),
        FieldSpec::always("theme", Shape::Scalar),
        FieldSpec::always("created_at", Shape::Time),
        FieldSpec::always("created_by", Shape::Scalar),
        FieldSpec::always("description", Shape::Text),
        FieldSpec::always("acceptance_criteria", Shape::Checklist),
        FieldSpec::always("definition_of_done", Shape::Checklist),
        FieldSpec::when_set("sprint_changes", Shape::Log),
        FieldSpec::always("transitions", Shape::Log),
    ];

    record_head!();

    fn references(&self) -> Vec<(&'static str, &Key)> {
        let epic = self.epic.iter().map(|key| ("epic", key));
        let sprint = self.sprint.iter().map(|key| ("sprint", key));
        let dependencies = self.depends_on.iter().map(|key| ("depends_on", key));
        epic.chain(sprint).chain(dependencies).collect()
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
            "depends_on" => Some(ReferenceField::Many(&mut self.depends_on)),
            _ => None,
        }
    }

    fn fault(&self) -> Option<String> {
        let value = self.business_value?;
        let known = BacklogItem::BUSINESS_VALUES;
        let (least, most) = (known.start(), known.end());
        (!known.contains(&value))
            .then(|| format!("a business value is from {least} to {most}, not {value}"))
    }

    fn summary(&self) -> Summary<'_> {
        Summary {
            record_type: self.item_type.as_str().into(),
            status: self.status.as_str().into(),
            priority: self.priority.as_str().into(),
            assignee: self.assignee.as_ref().map(|name| name.as_str().into()),
            created_by: self.created_by.as_ref().map(|name| name.as_str().into()),
            labels: Members::of(&self.labels),
            epic: self.epic.as_ref().map(|key| key.to_string().into()),
            sprint: self.sprint.as_ref().map(|key| key.to_string().into()),
            former_sprints: Members::of(&SprintChange::former_sprints(
                &self.sprint_changes,
                self.sprint.as_ref(),
            )),
            depends_on: Members::of(&self.depends_on),
            story_points: self.story_points,
            created_at: self.created_at,
            ..Summary::named(self).in_course(&self.status, &self.transitions)
        }
    }
}

impl Living for BacklogItem {
    fn lifecycle(&self) -> &'static Lifecycle {
        const { &LIFECYCLE }
    }
}

impl BacklogItem {
    /// The types that an item may have; a new one has the first.
    pub const TYPES: [&'static str; 6] = ["story", "feature", "bug", "epic", "task", "spike"];

    /// What business value is counted in.
    pub const BUSINESS_VALUES: RangeInclusive<u32> = 1..=100;

    /// A new item with a key and a title and nothing else.
    pub fn new(id: Key, title: Title) -> BacklogItem {
        BacklogItem {
            id,
            aliases: Vec::new(),
            uid: None,
            title,
            item_type: TicketType::default(),
            status: fresh(),
            priority: Priority::default(),
            product_owner: None,
            assignee: None,
            labels: Vec::new(),
            epic: None,
            sprint: None,
            depends_on: Vec::new(),
            story_points: None,
            business_value: None,
            effort_hours: None,
            risk: None,
            component: None,
            theme: None,
            created_at: None,
            created_by: None,
            description: Text::default(),
            acceptance_criteria: Vec::new(),
            definition_of_done: Vec::new(),
            sprint_changes: Vec::new(),
            transitions: Vec::new(),
        }
    }
}
