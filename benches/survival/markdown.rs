//! The same tickets as other trackers write them: one Markdown file each, with YAML in front.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::simulation::Files;

/// The fields in front of the text, in their order.
const FRONT: [&str; 15] = [
    "id",
    "title",
    "type",
    "status",
    "priority",
    "assignee",
    "labels",
    "parent",
    "depends_on",
    "due",
    "estimate_hours",
    "story_points",
    "resolution",
    "links",
    "created_at",
];

/// Each ticket as a Markdown file. Those that differ from what was there before have the time as `updated`, if there
/// is one.
pub(crate) fn files(project: &Files, before: &Files, updated: Option<i64>) -> Files {
    let records = project
        .iter()
        .filter(|(path, _)| path.starts_with(".tickets/tickets/"));
    let records = records.filter_map(|(path, content)| {
        let fields: Mapping = serde_yaml::from_slice(content).ok()?;
        fields.get("uid")?;
        Some((path, fields))
    });
    records
        .map(|(path, fields)| {
            let comments = comments(project, path);
            let is_new =
                before.get(path) != project.get(path) || self::comments(before, path) != comments;
            let time = updated.filter(|_| is_new);
            let text = file(&fields, &comments, (updated.is_some(), time.unwrap_or(-1)));
            (path.replace(".yaml", ".md"), text.into_bytes())
        })
        .collect()
}

fn file(fields: &Mapping, comments: &[String], (has_time, time): (bool, i64)) -> String {
    let mut text = String::from("---\n");
    for name in FRONT {
        let value = fields.get(name).unwrap_or(&Value::Null);
        text.push_str(&format!("{name}: {}\n", flow(value)));
    }
    if has_time {
        text.push_str(&format!("updated: {time}\n"));
    }
    text.push_str("---\n\n## Description\n\n");
    let description = fields.get("description").and_then(Value::as_str);
    text.push_str(description.unwrap_or_default());
    text.push_str("\n## Acceptance Criteria\n\n");
    let criteria = fields
        .get("acceptance_criteria")
        .and_then(Value::as_sequence);
    for criterion in criteria.into_iter().flatten() {
        let is_done = criterion.get("done").and_then(Value::as_bool);
        let mark = if is_done == Some(true) { 'x' } else { ' ' };
        let said = criterion.get("text").and_then(Value::as_str);
        text.push_str(&format!("- [{mark}] {}\n", said.unwrap_or_default()));
    }
    text.push_str("\n## Comments\n");
    for comment in comments {
        text.push_str(comment);
    }
    text
}

/// The comments of a ticket, oldest first.
fn comments(project: &Files, record: &str) -> Vec<String> {
    let folder = format!("{}/", record.trim_end_matches(".yaml"));
    let entries = project.range(folder.clone()..);
    let own = entries.take_while(|(path, _)| path.starts_with(&folder));
    own.filter_map(|(_, content)| {
        let fields: Mapping = serde_yaml::from_slice(content).ok()?;
        let of = |name: &str| fields.get(name)?.as_str().map(str::to_owned);
        Some(format!(
            "\n### {} at {}\n\n{}\n",
            of("by").unwrap_or_default(),
            of("at").unwrap_or_default(),
            of("text").unwrap_or_default().trim_end()
        ))
    })
    .collect()
}

/// A value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => text.clone(),
        other => serde_json::to_string(other).unwrap(),
    }
}
