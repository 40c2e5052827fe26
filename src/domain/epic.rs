//! The epic: a goal that takes many tickets.

use crate::domain::Category;
use crate::domain::Criterion;
use crate::domain::Date;
use crate::domain::FieldSpec;
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
use crate::domain::Shape;
use crate::domain::Stage;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::Text;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::domain::empty;
use crate::domain::record::record_head;

/// A goal that takes many tickets; which of them belong to it, they say themselves.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(
    description = "A goal that takes many tickets, as its file in `.tickets/epics/` says it."
)]
pub struct Epic {
    /// Its key, such as `EPIC-1`.
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
    /// Where it stands: draft, active, completed or cancelled.
    #[serde(default = "draft", deserialize_with = "status")]
    pub status: Status,
    /// How much it matters.
    #[serde(default, deserialize_with = "empty::word")]
    pub priority: Priority,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<Person>,
    /// Words that group it with others; sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub labels: Vec<Label>,
    /// The version that it is meant for.
    #[serde(default)]
    pub target_version: Option<String>,
    /// The day on which work on it should begin.
    #[serde(default)]
    pub start_date: Option<Date>,
    /// The day by which it should be completed.
    #[serde(default)]
    pub target_date: Option<Date>,
    /// Its size as it was estimated before its tickets were.
    #[serde(default)]
    pub estimated_points: Option<u32>,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Who created it.
    #[serde(default)]
    pub created_by: Option<Person>,
    /// What it is about, at length.
    #[serde(default, deserialize_with = "empty::text")]
    pub description: Text,
    /// What it is for.
    #[serde(default, deserialize_with = "empty::list")]
    pub goals: Vec<Criterion>,
    /// What must be true for it to be a success.
    #[serde(default, deserialize_with = "empty::list")]
    pub success_criteria: Vec<Criterion>,
    /// Its moves from status to status, oldest first.
    #[serde(default, deserialize_with = "empty::list")]
    pub transitions: Vec<Transition>,
}

const LIFECYCLE: Lifecycle = Lifecycle {
    stages: &[
        Stage {
            name: "draft",
            category: Category::Todo,
            next: &["active", "completed", "cancelled"],
        },
        Stage {
            name: "active",
            category: Category::Doing,
            next: &["draft", "completed", "cancelled"],
        },
        Stage {
            name: "completed",
            category: Category::Done,
            next: &["active"],
        },
        Stage {
            name: "cancelled",
            category: Category::Dropped,
            next: &["active"],
        },
    ],
};

fn draft() -> Status {
    LIFECYCLE.first()
}

fn status<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
    empty::status(deserializer, &LIFECYCLE)
}

impl Record for Epic {
    const KIND: Kind = Kind {
        noun: "epic",
        plural: "epics",
        folder: "epics",
        prefix: Some("EPIC"),
        is_split: false,
    };

    const LIFECYCLES: &'static [Lifecycle] = &[LIFECYCLE];

    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::when_set("aliases", Shape::Set),
        FieldSpec::always("uid", Shape::Scalar),
        FieldSpec::always("title", Shape::Scalar),
        FieldSpec::always("status", Shape::Scalar),
        FieldSpec::always("priority", Shape::Scalar),
        FieldSpec::always("owner", Shape::Scalar),
        FieldSpec::always("labels", Shape::Set),
        FieldSpec::always("target_version", Shape::Scalar),
        FieldSpec::always("start_date", Shape::Time),
        FieldSpec::always("target_date", Shape::Time),
        FieldSpec::always("estimated_points", Shape::Scalar),
        FieldSpec::always("created_at", Shape::Time),
        FieldSpec::always("created_by", Shape::Scalar),
        FieldSpec::always("description", Shape::Text),
        FieldSpec::always("goals", Shape::Checklist),
        FieldSpec::always("success_criteria", Shape::Checklist),
        FieldSpec::always("transitions", Shape::Log),
    ];

    record_head!();

    fn references(&self) -> Vec<(&'static str, &Key)> {
        Vec::new()
    }

    fn reference_field(&mut self, _field: &str) -> Option<ReferenceField<'_>> {
        None
    }

    fn fault(&self) -> Option<String> {
        let (from, to) = self.start_date.zip(self.target_date)?;
        (to < from).then(|| "its target date would be before its start date".to_owned())
    }

    fn summary(&self) -> Summary<'_> {
        Summary {
            status: self.status.as_str().into(),
            priority: self.priority.as_str().into(),
            assignee: self.owner.as_ref().map(|name| name.as_str().into()),
            created_by: self.created_by.as_ref().map(|name| name.as_str().into()),
            labels: Members::of(&self.labels),
            due: self.target_date,
            story_points: self.estimated_points,
            created_at: self.created_at,
            ..Summary::named(self).in_course(&self.status, &self.transitions)
        }
    }
}

impl Living for Epic {
    fn lifecycle(&self) -> &'static Lifecycle {
        const { &LIFECYCLE }
    }
}

impl Epic {
    /// A draft with a key and a title and nothing else.
    pub fn new(id: Key, title: Title) -> Epic {
        Epic {
            id,
            aliases: Vec::new(),
            uid: None,
            title,
            status: draft(),
            priority: Priority::default(),
            owner: None,
            labels: Vec::new(),
            target_version: None,
            start_date: None,
            target_date: None,
            estimated_points: None,
            created_at: None,
            created_by: None,
            description: Text::default(),
            goals: Vec::new(),
            success_criteria: Vec::new(),
            transitions: Vec::new(),
        }
    }

    /// Whether it should have been completed before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        !self.is_settled() && self.target_date.is_some_and(|date| date < today)
    }

    /// When it was completed, which its log tells.
    pub fn completed_at(&self) -> Option<Timestamp> {
        let last = self.transitions.last();
        let completed = last.filter(|_| self.category() == Category::Done);
        completed.map(|step| step.at)
    }
}
