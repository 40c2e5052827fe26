//! A ticket's summary as JSON.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::domain::Members;
use crate::domain::Summary;
use crate::view::Computed;

/// The fields that a summary has, under their names in the file, with those that are computed of it alone.
pub const SUMMARY_FIELDS: [&str; 20] = [
    "id",
    "title",
    "type",
    "status",
    "priority",
    "assignee",
    "labels",
    "epic",
    "sprint",
    "parent",
    "depends_on",
    "due",
    "story_points",
    "resolution",
    "created_at",
    "created_by",
    "category",
    "blocked_by",
    "is_ready",
    "path",
];

/// The computed fields for which a record's entries are looked at.
pub const ENTRY_FIELDS: [&str; 2] = ["updated_at", "entry_count"];

/// The fields of a ticket that are asked for and that its summary has, as the whole ticket has them.
pub fn summary(summary: &Summary<'_>, computed: &Computed, wanted: &[&str]) -> Map<String, Value> {
    let field = |name: &&str| {
        let value = value(summary, computed, name)?;
        Some(((*name).to_owned(), value))
    };
    wanted.iter().filter_map(field).collect()
}

fn value(summary: &Summary<'_>, computed: &Computed, name: &str) -> Option<Value> {
    Some(match name {
        "id" => json!(summary.id),
        "title" => json!(summary.title),
        "type" => json!(summary.record_type),
        "status" => json!(summary.status),
        "priority" => json!(summary.priority),
        "assignee" => json!(summary.assignee),
        "labels" => members(&summary.labels),
        "epic" => json!(summary.epic),
        "sprint" => json!(summary.sprint),
        "parent" => json!(summary.parent),
        "depends_on" => members(&summary.depends_on),
        "due" => json!(summary.due),
        "story_points" => json!(summary.story_points),
        "resolution" => json!(summary.resolution),
        "created_at" => json!(summary.created_at),
        "created_by" => json!(summary.created_by),
        "category" => json!(computed.category),
        "blocked_by" => json!(computed.blocked_by),
        "is_ready" => json!(computed.is_ready),
        "path" => json!(computed.path),
        "updated_at" => json!(computed.updated_at),
        "entry_count" => json!(computed.entry_count),
        _ => return None,
    })
}

fn members(members: &Members<'_>) -> Value {
    members.iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Ticket;
    use crate::view;

    #[test]
    fn a_summary_says_what_the_whole_ticket_says() {
        let mut ticket = Ticket::new("T-1".parse().unwrap(), "Fix it".parse().unwrap());
        ticket.labels = vec!["a".parse().unwrap(), "b".parse().unwrap()];
        ticket.due = Some("2026-12-01".parse().unwrap());
        ticket.story_points = Some(3);
        ticket.parent = Some("T-9".parse().unwrap());
        ticket.created_at = Some("2026-11-20T10:00:00Z".parse().unwrap());
        let computed = Computed {
            path: ".tickets/tickets/00/T-1-fix-it.yaml".to_owned(),
            ..Computed::default()
        };
        let whole = view::ticket(&ticket, &computed);
        let names: Vec<&str> = SUMMARY_FIELDS.into_iter().chain(ENTRY_FIELDS).collect();
        let short = summary(&Summary::of(&ticket, None), &computed, &names);
        assert_eq!(short.len(), names.len());
        for name in names {
            assert_eq!(short[name], whole[name], "{name}");
        }
    }
}
