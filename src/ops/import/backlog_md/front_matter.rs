//! The lines between the two `---` at the head of a file.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::store::yaml::Document;

/// Why a file has no usable front matter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FrontMatterError {
    /// The first line is not `---`.
    #[error("has no front matter and so is no task")]
    Missing,
    /// The second `---` does not come.
    #[error("has front matter without an end")]
    Open,
    /// It is not YAML, not even with quotes where they are usually forgotten.
    #[error("has front matter that cannot be read: {reason}")]
    Invalid {
        /// The line in the file, where it is known.
        line: Option<usize>,
        /// What the parser said.
        reason: String,
    },
}

/// Splits a text, with `\n` ends, into fields and body.
pub(crate) fn split(text: &str) -> Result<(Mapping, &str), FrontMatterError> {
    let start = text.len() - text.trim_start_matches('\n').len();
    let mut end = start;
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        return Err(FrontMatterError::Missing);
    }
    end += first.len();
    let begin = end;
    for line in lines {
        if line.trim_end() == "---" {
            let lines_before = start + 1;
            let fields = parse(&text[begin..end], lines_before)?;
            return Ok((fields, &text[end + line.len()..]));
        }
        end += line.len();
    }
    Err(FrontMatterError::Open)
}

fn parse(yaml: &str, lines_before: usize) -> Result<Mapping, FrontMatterError> {
    let error = match Document::parse(yaml.as_bytes()) {
        Ok(document) => return Ok(document.fields().clone()),
        Err(error) => error,
    };
    // Backlog.md itself reads `assignee: @alice`, which is no YAML.
    let mended: String = yaml.lines().map(|line| quoted(line) + "\n").collect();
    match Document::parse(mended.as_bytes()) {
        Ok(document) => Ok(document.fields().clone()),
        Err(_) => Err(FrontMatterError::Invalid {
            line: error.line().map(|line| line + lines_before),
            reason: error.to_string(),
        }),
    }
}

/// Puts quotes around a value on one line that is no YAML by itself.
fn quoted(line: &str) -> String {
    let is_item = line.trim_start().starts_with("- ");
    let split = if is_item {
        line.split_once("- ")
            .map(|(margin, value)| (margin, "- ", value))
    } else {
        line.split_once(": ").map(|(key, value)| (key, ": ", value))
    };
    let Some((before, sign, value)) = split else {
        return line.to_owned();
    };
    let value = value.trim();
    let parsed = serde_yaml::from_str::<Value>(value);
    if parsed.is_ok_and(|value| !value.is_mapping()) || value.starts_with('{') {
        return line.to_owned();
    }
    format!("{before}{sign}'{}'", value.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(String, &str), FrontMatterError> {
        split(text).map(|(fields, body)| (format!("{fields:?}"), body))
    }

    #[test]
    fn fields_and_body_are_told_apart() {
        for text in ["---\na: b\n---\nbody\n", "\n---  \na: b\n--- \nbody\n"] {
            let (fields, body) = split(text).unwrap();
            assert_eq!(fields["a"], "b");
            assert_eq!(body, "body\n");
        }
        assert_eq!(split("---\n---").unwrap(), (Mapping::new(), ""));
    }

    #[test]
    fn forgotten_quotes_are_put() {
        let text = "---\nid: x\ntitle: Fix: the 'thing'\nassignee: @bob\nlabels:\n  - `a`\n  - b\ntags: [@x]\n---\n";
        assert!(check(text).is_ok_and(|(fields, _)| fields.contains("[@x]")));
        let text = text.replace("tags: [@x]\n", "");
        let (fields, _) = split(&text).unwrap();
        assert_eq!(fields["title"], "Fix: the 'thing'");
        assert_eq!(fields["assignee"], "@bob");
        assert_eq!(fields["labels"][0], "`a`");
        assert_eq!(fields["labels"][1], "b");
    }

    #[test]
    fn what_is_no_task_is_told_apart_from_what_is_broken() {
        assert_eq!(check("# Title\n"), Err(FrontMatterError::Missing));
        assert_eq!(check(""), Err(FrontMatterError::Missing));
        assert_eq!(check("---\na: b\n"), Err(FrontMatterError::Open));
        assert!(matches!(
            check("---\na: 1\na: 2\n---\n"),
            Err(FrontMatterError::Invalid { line: Some(3), .. })
        ));
    }
}
