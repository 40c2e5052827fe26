//! The sprint: a few weeks of work with a goal.

use crate::domain::Category;
use crate::domain::Date;
use crate::domain::FieldSpec;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Lifecycle;
use crate::domain::Living;
use crate::domain::Person;
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
use crate::domain::metrics::DayRange;
use crate::domain::record::record_head;

/// A few weeks of work with a goal; what is planned for it says so itself.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(
    description = "A few weeks of work with a goal, as its file in `.tickets/sprints/` says it."
)]
pub struct Sprint {
    /// Its key, such as `SPRINT-3`.
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
    /// Where it stands: planned, active, closed or cancelled.
    #[serde(default = "planned", deserialize_with = "status")]
    pub status: Status,
    /// Its first day.
    #[serde(default)]
    pub start_date: Option<Date>,
    /// Its last day.
    #[serde(default)]
    pub end_date: Option<Date>,
    /// How many story points fit into it.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Who created it.
    #[serde(default)]
    pub created_by: Option<Person>,
    /// What it is for.
    #[serde(default, deserialize_with = "empty::text")]
    pub goal: Text,
    /// The tickets and items that were in it when it was started; sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub commitment: Vec<Key>,
    /// The tickets and items that it left undone when it was closed, and does not have any more; sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub carried_over: Vec<Key>,
    /// Its moves from status to status, oldest first.
    #[serde(default, deserialize_with = "empty::list")]
    pub transitions: Vec<Transition>,
}

const LIFECYCLE: Lifecycle = Lifecycle {
    stages: &[
        Stage {
            name: "planned",
            category: Category::Todo,
            next: &["active", "cancelled"],
        },
        Stage {
            name: "active",
            category: Category::Doing,
            next: &["planned", "closed", "cancelled"],
        },
        Stage {
            name: "closed",
            category: Category::Done,
            next: &["active"],
        },
        Stage {
            name: "cancelled",
            category: Category::Dropped,
            next: &["planned"],
        },
    ],
};

fn planned() -> Status {
    LIFECYCLE.first()
}

fn status<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
    empty::status(deserializer, &LIFECYCLE)
}

impl Record for Sprint {
    const KIND: Kind = Kind {
        noun: "sprint",
        plural: "sprints",
        folder: "sprints",
        prefix: Some("SPRINT"),
        is_split: false,
    };

    const LIFECYCLES: &'static [Lifecycle] = &[LIFECYCLE];

    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::when_set("aliases", Shape::Set),
        FieldSpec::always("uid", Shape::Scalar),
        FieldSpec::always("title", Shape::Scalar),
        FieldSpec::always("status", Shape::Scalar),
        FieldSpec::always("start_date", Shape::Time),
        FieldSpec::always("end_date", Shape::Time),
        FieldSpec::always("capacity", Shape::Scalar),
        FieldSpec::always("created_at", Shape::Time),
        FieldSpec::always("created_by", Shape::Scalar),
        FieldSpec::always("goal", Shape::Text),
        FieldSpec::always("commitment", Shape::Set),
        FieldSpec::always("carried_over", Shape::Set),
        FieldSpec::always("transitions", Shape::Log),
    ];

    record_head!();

    fn references(&self) -> Vec<(&'static str, &Key)> {
        // What it began and ended with is history: those records may be gone.
        Vec::new()
    }

    fn reference_field(&mut self, field: &str) -> Option<ReferenceField<'_>> {
        match field {
            "commitment" => Some(ReferenceField::Many(&mut self.commitment)),
            "carried_over" => Some(ReferenceField::Many(&mut self.carried_over)),
            _ => None,
        }
    }

    fn named_keys(&self) -> Vec<(&'static str, &Key)> {
        let commitment = self.commitment.iter().map(|key| ("commitment", key));
        let carried_over = self.carried_over.iter().map(|key| ("carried_over", key));
        commitment.chain(carried_over).collect()
    }

    fn fault(&self) -> Option<String> {
        let days = self.days()?;
        (days.to < days.from).then(|| "its last day would be before its first".to_owned())
    }

    fn summary(&self) -> Summary<'_> {
        Summary {
            status: self.status.as_str().into(),
            created_by: self.created_by.as_ref().map(|name| name.as_str().into()),
            due: self.end_date,
            story_points: self.capacity,
            created_at: self.created_at,
            ..Summary::named(self).in_course(&self.status, &self.transitions)
        }
    }
}

impl Living for Sprint {
    fn lifecycle(&self) -> &'static Lifecycle {
        const { &LIFECYCLE }
    }
}

impl Sprint {
    /// A planned sprint with a key and a title and nothing else.
    pub fn new(id: Key, title: Title) -> Sprint {
        Sprint {
            id,
            aliases: Vec::new(),
            uid: None,
            title,
            status: planned(),
            start_date: None,
            end_date: None,
            capacity: None,
            created_at: None,
            created_by: None,
            goal: Text::default(),
            commitment: Vec::new(),
            carried_over: Vec::new(),
            transitions: Vec::new(),
        }
    }

    /// Its days; none where it does not say both of its ends.
    pub fn days(&self) -> Option<DayRange> {
        let (from, to) = (self.start_date?, self.end_date?);
        Some(DayRange { from, to })
    }

    /// Whether it never began, or was taken back since.
    pub fn is_planned(&self) -> bool {
        self.category() == Category::Todo || self.started_at().is_none()
    }

    /// When it was first started.
    pub fn started_at(&self) -> Option<Timestamp> {
        let mut moves = self.transitions.iter();
        let started = moves.find(|step| step.to.as_str() == "active");
        started.map(|step| step.at)
    }

    /// When it was last started with what was planned for it then, which its commitment tells.
    pub fn committed_at(&self) -> Option<Timestamp> {
        let mut moves = self.transitions.iter().rev();
        let is_start =
            |step: &&Transition| step.from.as_str() == "planned" && step.to.as_str() == "active";
        moves.find(is_start).map(|step| step.at)
    }

    /// When work in it began: when it was started, or on its first day where that is earlier.
    pub fn begun_at(&self) -> Option<Timestamp> {
        let first_day = self.start_date.map(Date::midnight);
        let started = self.started_at()?;
        Some(first_day.map_or(started, |day| day.min(started)))
    }

    /// When it ended, for what is closed or cancelled.
    pub fn ended_at(&self) -> Option<Timestamp> {
        let last = self.transitions.last().filter(|_| self.is_settled())?;
        (last.to == self.status).then_some(last.at)
    }

    /// Whether its last day has passed and it is active still.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.category() == Category::Doing && self.end_date.is_some_and(|end| end < today)
    }
}
