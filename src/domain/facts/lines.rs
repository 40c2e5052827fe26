//! Two texts, line by line.

use similar::ChangeTag;
use similar::TextDiff;

/// How many equal lines stand around those that differ.
const CONTEXT: usize = 2;

/// How many lines of a text are new and how many are gone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineCount {
    /// Lines that are new.
    pub added: usize,
    /// Lines that are gone.
    pub removed: usize,
}

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineChange {
    /// Both texts have it.
    Same(String),
    /// It is new.
    Added(String),
    /// It is gone.
    Removed(String),
    /// Equal lines are left out here.
    Gap,
}

/// Counts the lines that differ.
pub(crate) fn count(from: &str, to: &str) -> LineCount {
    let mut count = LineCount::default();
    for change in changes(from, to) {
        match change {
            LineChange::Added(_) => count.added += 1,
            LineChange::Removed(_) => count.removed += 1,
            LineChange::Same(_) | LineChange::Gap => {}
        }
    }
    count
}

/// The lines that differ, each group with a few equal ones around it.
pub(crate) fn changes(from: &str, to: &str) -> Vec<LineChange> {
    let (from, to) = (ended(from), ended(to));
    let diff = TextDiff::from_lines(&from, &to);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if !lines.is_empty() {
            lines.push(LineChange::Gap);
        }
        for change in group
            .iter()
            .flat_map(|operation| diff.iter_changes(operation))
        {
            let text = change.value().trim_end_matches('\n').to_owned();
            lines.push(match change.tag() {
                ChangeTag::Equal => LineChange::Same(text),
                ChangeTag::Insert => LineChange::Added(text),
                ChangeTag::Delete => LineChange::Removed(text),
            });
        }
    }
    lines
}

/// A text without a final newline would differ in its last line when another follows.
fn ended(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{text}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_whether_or_not_others_follow() {
        for (from, to, added, removed) in [
            ("", "", 0, 0),
            ("", "a", 1, 0),
            ("a\nb", "", 0, 2),
            ("a", "a\nb", 1, 0),
            ("a\nb\nc", "a\nB\nc", 1, 1),
        ] {
            assert_eq!(
                count(from, to),
                LineCount { added, removed },
                "{from:?} {to:?}"
            );
        }
    }

    #[test]
    fn equal_lines_far_from_a_difference_are_left_out() {
        let from = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let to = "one\n2\n3\n4\n5\n6\n7\n8\nnine";
        let shown: Vec<String> = changes(from, to)
            .into_iter()
            .map(|line| match line {
                LineChange::Same(text) => format!(" {text}"),
                LineChange::Added(text) => format!("+{text}"),
                LineChange::Removed(text) => format!("-{text}"),
                LineChange::Gap => "…".to_owned(),
            })
            .collect();
        assert_eq!(
            shown,
            ["-1", "+one", " 2", " 3", "…", " 7", " 8", "-9", "+nine"]
        );
    }
}
