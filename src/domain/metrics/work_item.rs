//! One piece of work, as far as numbers look at it.

use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::domain::Date;
use crate::domain::Graph;
use crate::domain::Hours;
use crate::domain::Living as _;
use crate::domain::Record as _;
use crate::domain::SprintChange;
use crate::domain::Ticket;
use crate::domain::Timestamp;
use crate::domain::Vocabulary;
use crate::domain::metrics::Move;
use crate::domain::metrics::Urgency;

/// A ticket, or a backlog item that is planned like one.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkItem {
    /// Its key.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What sort of work it is.
    pub work_type: String,
    /// What its status means.
    pub category: Category,
    /// Where it stands.
    pub status: String,
    /// How much it matters.
    pub priority: String,
    /// What its priority means.
    pub urgency: Urgency,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Words that group it with others.
    pub labels: Vec<String>,
    /// The epic it belongs to.
    pub epic: Option<String>,
    /// The sprint it is planned for.
    pub sprint: Option<String>,
    /// When it joined and left sprints that had begun.
    pub sprint_changes: Vec<SprintChange>,
    /// Its size compared with others.
    pub points: Option<u32>,
    /// How many hours of work it is thought to be.
    pub estimate_hours: Option<f64>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Its moves from status to status, oldest first.
    pub moves: Vec<Move>,
    /// The day by which it should be done.
    pub due: Option<Date>,
    /// What it depends on and is not settled.
    pub blocked_by: Vec<String>,
    /// Whether it was put away.
    pub is_archived: bool,
}

impl WorkItem {
    /// All tickets. Whatever one of them depends on should be among them, or it counts as not settled.
    pub fn of_tickets<'a>(
        tickets: impl IntoIterator<Item = &'a Ticket> + Clone,
        vocabulary: &Vocabulary,
    ) -> Vec<WorkItem> {
        let graph = Graph::new(tickets.clone(), vocabulary);
        let of = |ticket: &Ticket| WorkItem::of_ticket(ticket, &graph, vocabulary);
        tickets.into_iter().map(of).collect()
    }

    /// One ticket, among those that the graph knows.
    pub fn of_ticket(ticket: &Ticket, graph: &Graph, vocabulary: &Vocabulary) -> WorkItem {
        let category = |name: &str| vocabulary.category(name);
        let waits_for = graph.blockers(&ticket.id);
        WorkItem {
            id: ticket.id.to_string(),
            title: ticket.title.to_string(),
            work_type: ticket.ticket_type.to_string(),
            category: category(ticket.status.as_str()).unwrap_or(Category::Todo),
            status: ticket.status.to_string(),
            priority: ticket.priority.to_string(),
            urgency: Urgency::of(ticket.priority.as_str(), vocabulary),
            assignee: ticket.assignee.as_ref().map(ToString::to_string),
            labels: ticket.labels.iter().map(ToString::to_string).collect(),
            epic: ticket.epic.as_ref().map(ToString::to_string),
            sprint: ticket.sprint.as_ref().map(ToString::to_string),
            sprint_changes: ticket.sprint_changes.clone(),
            points: ticket.story_points,
            estimate_hours: ticket.estimate_hours.map(|hours| hours.get()),
            created_at: ticket.created_at,
            moves: Move::all_of(&ticket.transitions, category),
            due: ticket.due,
            blocked_by: waits_for.iter().map(|other| other.id.to_string()).collect(),
            is_archived: ticket.is_archived(),
        }
    }

    /// A backlog item; what it depends on is not looked at.
    pub fn of_backlog_item(item: &BacklogItem, vocabulary: &Vocabulary) -> WorkItem {
        let life = item.lifecycle();
        let category = |name: &str| life.stage(name).map(|stage| stage.category);
        WorkItem {
            id: item.key().to_string(),
            title: item.title.to_string(),
            work_type: item.item_type.to_string(),
            category: item.category(),
            status: item.status.to_string(),
            priority: item.priority.to_string(),
            urgency: Urgency::of(item.priority.as_str(), vocabulary),
            assignee: item.assignee.as_ref().map(ToString::to_string),
            labels: item.labels.iter().map(ToString::to_string).collect(),
            epic: item.epic.as_ref().map(ToString::to_string),
            sprint: item.sprint.as_ref().map(ToString::to_string),
            sprint_changes: item.sprint_changes.clone(),
            points: item.story_points,
            estimate_hours: item.effort_hours.map(|hours| hours.get()),
            created_at: item.created_at,
            moves: Move::all_of(&item.transitions, category),
            due: None,
            blocked_by: Vec::new(),
            is_archived: false,
        }
    }

    /// Whether what it belongs to has to count it: what is done stays done when it is put away,
    /// and what was put away before is not waited for.
    pub fn is_counted(&self) -> bool {
        self.category.is_settled() || !self.is_archived
    }

    /// Whether something remains to be done, and nobody put it away.
    pub fn is_open(&self) -> bool {
        !self.category.is_settled() && !self.is_archived
    }

    /// Whether it is open and begun: held up or not.
    pub fn is_under_way(&self) -> bool {
        self.is_open() && matches!(self.category, Category::Doing | Category::Blocked)
    }

    /// Whether it is open and something that it depends on is not settled.
    pub fn is_waiting(&self) -> bool {
        self.is_open() && !self.blocked_by.is_empty()
    }

    /// How many minutes of work it is thought to be.
    pub fn estimate_minutes(&self) -> Option<u64> {
        let hours = Hours::new(self.estimate_hours?).ok()?;
        Some(hours.in_minutes())
    }

    /// Its age in whole days; 0 for what does not say when it was created.
    pub fn age_days(&self, now: Timestamp) -> u64 {
        self.created_at.map_or(0, |created| now.days_since(created))
    }
}
