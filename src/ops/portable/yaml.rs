//! Records as a stream of YAML documents, each like the record's file.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::RecordKind;
use crate::ops::portable::Found;
use crate::ops::portable::record::kind_of;
use crate::store::yaml;

/// Returns one document for each record.
pub(crate) fn write(records: &[Mapping]) -> String {
    let documents: Vec<String> = records
        .iter()
        .map(|record| {
            let kind = kind_of(record).unwrap_or(RecordKind::Ticket);
            yaml::emit(kind.fields(), record)
        })
        .collect();
    documents.join("---\n")
}

/// Reads documents; one that is a list holds a record in each item.
///
/// They are parsed one by one, so that each is bounded as a file is and a bad
/// one can be named by its line.
pub(crate) fn read(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (line, document) in documents(text) {
        let value = yaml::check(document.as_bytes())
            .map_err(|error| (error.line(), error.to_string()))
            .and_then(parse);
        let number = found.len() + 1;
        match value {
            Ok(Value::Null) => {}
            Ok(Value::Sequence(items)) => {
                let items = items.into_iter().enumerate();
                found.extend(
                    items.map(|(index, item)| Found::new(Some(line), number + index, item)),
                );
            }
            Ok(value) => found.push(Found::new(Some(line), number, value)),
            Err((within, reason)) => {
                let line = within.map_or(line, |within| line + within - 1);
                found.push(Found::unusable(Some(line), number, reason));
            }
        }
    }
    found
}

fn parse(text: &str) -> Result<Value, (Option<usize>, String)> {
    serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map(|location| location.line());
        (line, format!("is not YAML: {error}"))
    })
}

/// The documents of a stream, each with its first line.
///
/// A line that begins with `---` at the margin ends a document whatever
/// stands around it; no scalar may hold one.
fn documents(text: &str) -> Vec<(usize, String)> {
    let mut documents = Vec::new();
    let mut first = 1;
    let mut current = String::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let is_marker = |marker: &str| {
            let rest = line.strip_prefix(marker);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
        };
        if is_marker("---") || is_marker("...") {
            documents.push((first, std::mem::take(&mut current)));
            first = index + 1;
            // What follows the marker on its line belongs to the next document.
            current.push_str("   ");
            current.push_str(&line[3..]);
        } else {
            current.push_str(line);
        }
    }
    documents.push((first, current));
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_lists_are_records() {
        let found =
            read("# two\n---\na: |\n  x\n  ---\n---\n- {b: 1}\n- {c: 2}\n...\n--- {d: 3}\n");
        let shown: Vec<_> = found
            .iter()
            .map(|found| {
                let keys = found.fields.as_ref().map(|fields| {
                    let keys = fields.keys().filter_map(Value::as_str);
                    keys.collect::<String>()
                });
                (found.line, found.number, keys.unwrap_or_default())
            })
            .collect();
        assert_eq!(
            shown,
            [
                (Some(2), 1, "a".to_owned()),
                (Some(6), 2, "b".to_owned()),
                (Some(6), 3, "c".to_owned()),
                (Some(10), 4, "d".to_owned()),
            ]
        );
    }

    #[test]
    fn a_bad_document_is_named_by_its_line() {
        let found = read("a: 1\n---\nb: 1\nc: d: e\n");
        assert_eq!(found[1].line, Some(4));
        assert!(found[1].fields.is_err());
    }
}
