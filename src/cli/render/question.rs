//! What both sides of a merge changed, for a person and for programs.

use serde_json::Value;
use serde_json::json;

use crate::cli::output::Json;
use crate::cli::theme::Style;
use crate::cli::ui::harmless;
use crate::cli::ui::one_line;
use crate::ops::Decision;
use crate::ops::Question;
use crate::ops::Version;

/// A question with both values, and who gave them when.
pub(crate) fn page(question: &Question, style: Style) -> String {
    let mut page = format!("{}\n", style.id(&heading(question)));
    for (side, version) in [("ours", &question.ours), ("theirs", &question.theirs)] {
        let value = full(&version.value);
        let gap = if value.contains('\n') { "\n" } else { " " };
        page += &format!(
            "  {side} ({}):{gap}{value}{}\n",
            one_line(&version.label),
            style.dim(&authorship(version))
        );
    }
    page
}

fn heading(question: &Question) -> String {
    let name = match (&question.key, &question.title) {
        (Some(key), Some(title)) => format!("{key} {}", one_line(title.as_str())),
        (Some(key), None) => key.to_string(),
        (None, _) => format!(".tickets/{}", question.path),
    };
    if question.field.is_empty() {
        format!("{name}: the whole file")
    } else {
        format!("{name}: {}", one_line(&question.field))
    }
}

fn authorship(version: &Version) -> String {
    match (&version.by, version.at) {
        (Some(by), Some(at)) => format!("  {} on {at}", one_line(by)),
        (Some(by), None) => format!("  {}", one_line(by)),
        (None, Some(at)) => format!("  on {at}"),
        (None, None) => String::new(),
    }
}

/// A question in one line: `status: closed (main) or in-progress (feature)`.
pub(crate) fn line(question: &Question) -> String {
    if question.field.is_empty() {
        return format!(
            "the whole file: as {} or as {} has it",
            one_line(&question.ours.label),
            one_line(&question.theirs.label),
        );
    }
    format!(
        "{}: {} ({}) or {} ({})",
        one_line(&question.field),
        short(&question.ours.value),
        one_line(&question.ours.label),
        short(&question.theirs.value),
        one_line(&question.theirs.label),
    )
}

/// What was decided, in one line: `status: closed, not in-progress`.
pub(crate) fn decided(question: &Question, decision: &Decision) -> String {
    let (ours, theirs) = (&question.ours, &question.theirs);
    if question.field.is_empty() {
        let side = match decision {
            Decision::Ours => &ours.label,
            Decision::Theirs => &theirs.label,
            Decision::Value(_) | Decision::Leave => "nobody",
        };
        return format!("the whole file: as {} has it", one_line(side));
    }
    let text = match decision {
        Decision::Ours => format!("{}, not {}", short(&ours.value), short(&theirs.value)),
        Decision::Theirs => format!("{}, not {}", short(&theirs.value), short(&ours.value)),
        Decision::Value(value) => short(value),
        Decision::Leave => "left".to_owned(),
    };
    format!("{}: {text}", one_line(&question.field))
}

/// A question as JSON.
pub(crate) fn json(question: &Question) -> Json {
    let version = |version: &Version| {
        json!({
            "label": version.label,
            "value": version.value,
            "by": version.by,
            "at": version.at,
        })
    };
    let field = Some(&question.field).filter(|field| !field.is_empty());
    let pairs = [
        ("field", json!(field)),
        ("base", json!(question.base)),
        ("ours", version(&question.ours)),
        ("theirs", version(&question.theirs)),
    ];
    pairs
        .into_iter()
        .map(|(name, value): (&str, Value)| (name.to_owned(), value))
        .collect()
}

fn full(value: &Option<serde_yaml::Value>) -> String {
    match value {
        Some(serde_yaml::Value::String(text)) if text.contains('\n') => {
            let lines = text.lines().map(|line| format!("    {}\n", harmless(line)));
            lines.collect()
        }
        other => short(other),
    }
}

/// Longest value in a line, in characters.
const SHORT_MAX: usize = 60;

fn short(value: &Option<serde_yaml::Value>) -> String {
    let text = match value {
        None | Some(serde_yaml::Value::Null) => return "nothing".to_owned(),
        Some(serde_yaml::Value::String(text)) => text.clone(),
        Some(other) => serde_json::to_string(other).unwrap_or_default(),
    };
    let line = one_line(text.trim_end());
    if line.chars().count() <= SHORT_MAX {
        return line;
    }
    let cut: String = line.chars().take(SHORT_MAX - 1).collect();
    format!("{cut}…")
}
