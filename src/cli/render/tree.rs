//! Trees of records.

use crate::cli::theme::Style;
use crate::cli::ui::one_line;
use crate::ops::TraceNode;
use crate::vcs::short_id;

/// A record with what it comes from above it and what came of it below, as lines.
pub(crate) fn tree(root: &TraceNode, style: Style) -> String {
    let mut drawing = Drawing {
        text: String::new(),
        style,
    };
    let ways = ways_to(root);
    // Where several ways lead to it, it is shown at the end of the first.
    let (first, others) = ways
        .split_first()
        .map_or((&[][..], &[][..]), |(first, others)| {
            (first.as_slice(), others)
        });
    for (depth, node) in first.iter().enumerate() {
        drawing.line(&stem(depth), node, None);
    }
    let depth = first.len();
    let mark = (depth > 0).then_some(" ←");
    drawing.line(&stem(depth), root, mark);
    drawing.below(&root.down, &"   ".repeat(depth));
    for way in others {
        let names: Vec<&str> = way.iter().map(|node| node.id.as_str()).collect();
        let text = format!("also from {}", names.join(" → "));
        drawing.text += &format!("{}\n", style.dim(&text));
    }
    drawing.text
}

/// A record with what it comes from below it, as lines.
pub(crate) fn tree_upwards(root: &TraceNode, style: Style) -> String {
    let mut drawing = Drawing {
        text: String::new(),
        style,
    };
    drawing.line("", root, None);
    drawing.above(&root.up, "");
    drawing.text
}

/// The ways that lead to a record, each from its beginning.
fn ways_to(node: &TraceNode) -> Vec<Vec<&TraceNode>> {
    let mut ways = Vec::new();
    for origin in &node.up {
        let before = ways_to(origin);
        if before.is_empty() {
            ways.push(vec![origin]);
        }
        for mut way in before {
            way.push(origin);
            ways.push(way);
        }
    }
    ways
}

/// What stands before the only node of a depth.
fn stem(depth: usize) -> String {
    match depth.checked_sub(1) {
        None => String::new(),
        Some(above) => format!("{}└─ ", "   ".repeat(above)),
    }
}

struct Drawing {
    text: String,
    style: Style,
}

impl Drawing {
    fn below(&mut self, nodes: &[TraceNode], margin: &str) {
        for (place, node) in nodes.iter().enumerate() {
            let is_last = place + 1 == nodes.len();
            let (branch, next) = if is_last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            self.line(&format!("{margin}{branch}"), node, None);
            self.below(&node.down, &format!("{margin}{next}"));
        }
    }

    fn above(&mut self, nodes: &[TraceNode], margin: &str) {
        for (place, node) in nodes.iter().enumerate() {
            let is_last = place + 1 == nodes.len();
            let (branch, next) = if is_last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            self.line(&format!("{margin}{branch}"), node, None);
            self.above(&node.up, &format!("{margin}{next}"));
        }
    }

    /// `TICKET-2  Guest checkout  (feature, open)`
    fn line(&mut self, before: &str, node: &TraceNode, mark: Option<&str>) {
        let id = match node.kind {
            "commit" => short_id(&node.id),
            _ => &node.id,
        };
        let facts = [node.node_type.as_deref(), node.status.as_deref()];
        let facts: Vec<&str> = facts.into_iter().flatten().collect();
        let (title, facts) = match &node.title {
            Some(title) => (one_line(title), format!("({})", facts.join(", "))),
            None => (String::from("is not there"), String::new()),
        };
        let style = self.style;
        let line = format!(
            "{}{}  {title}  {}{}",
            style.dim(before),
            style.id(&one_line(id)),
            style.dim(&one_line(&facts)),
            mark.unwrap_or_default()
        );
        self.text += line.trim_end();
        self.text.push('\n');
    }
}
