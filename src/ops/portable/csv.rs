//! Records as rows, one column for each field that any of them has.
//!
//! A cell holds text as it is, unless it would be read back as something
//! else: what parses as JSON is JSON. So `5` is a number, `"5"` in quotes a
//! text, `null` a field without a value and an empty cell no field at all.

use std::collections::HashMap;
use std::collections::HashSet;

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::FieldSpec;
use crate::domain::Record as _;
use crate::domain::Shape;
use crate::domain::Ticket;
use crate::ops::portable::FIELD_ORDER;
use crate::ops::portable::Found;
use crate::ops::portable::json;

/// Returns a header and one row for each record.
pub(crate) fn write(records: &[Mapping]) -> String {
    let columns = columns(records);
    let orders: Vec<Option<String>> = records
        .iter()
        .map(|record| order(record, &columns))
        .collect();
    let has_orders = orders.iter().any(Option::is_some);

    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let extra = has_orders.then_some(FIELD_ORDER);
    let header: Vec<&str> = columns.iter().map(String::as_str).chain(extra).collect();
    writer.write_record(&header).expect("memory takes all");
    for (record, order) in records.iter().zip(orders) {
        let cells = columns
            .iter()
            .map(|name| encode(name, record.get(name.as_str())));
        let extra = has_orders.then(|| order.unwrap_or_default());
        let row: Vec<String> = cells.chain(extra).collect();
        writer.write_record(&row).expect("rows of one length");
    }
    let bytes = writer.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("made of text")
}

/// Reads a header and rows.
pub(crate) fn read(text: &str) -> Vec<Found> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => return vec![Found::unusable(Some(1), 1, error.to_string())],
    };
    let mut seen = HashSet::new();
    if let Some(twice) = columns.iter().find(|name| !seen.insert(name.as_str())) {
        let reason = format!("has the column `{twice}` twice");
        return vec![Found::unusable(Some(1), 1, reason)];
    }
    let mut found = Vec::new();
    for row in reader.records() {
        let number = found.len() + 1;
        found.push(match row {
            Ok(row) => {
                let line = row.position().and_then(|p| usize::try_from(p.line()).ok());
                match record(&columns, &row) {
                    Ok(fields) => Found::new(line, number, Value::Mapping(fields)),
                    Err(reason) => Found::unusable(line, number, reason),
                }
            }
            Err(error) => {
                let line = error
                    .position()
                    .and_then(|p| usize::try_from(p.line()).ok());
                Found::unusable(line, number, explain(&error))
            }
        });
    }
    found
}

fn explain(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("has {len} cells under {expected_len} columns"),
        _ => error.to_string(),
    }
}

/// The fields of all records: the known ones in their order, then the others as they come.
fn columns(records: &[Mapping]) -> Vec<String> {
    let mut columns: Vec<String> = Ticket::FIELDS
        .iter()
        .map(|spec| spec.name.to_owned())
        .collect();
    let mut seen: HashSet<String> = columns.iter().cloned().collect();
    let names = records.iter().flat_map(Mapping::keys);
    for name in names.filter_map(Value::as_str) {
        if seen.insert(name.to_owned()) {
            columns.push(name.to_owned());
        }
    }
    columns
}

/// The names of a record's unknown fields, where their order is not that of the columns.
fn order(record: &Mapping, columns: &[String]) -> Option<String> {
    let is_unknown = |name: &&str| spec(name).is_none();
    let names = record.keys().filter_map(Value::as_str).filter(is_unknown);
    let own: Vec<&str> = names.collect();
    let held: HashSet<&str> = own.iter().copied().collect();
    let listed = columns.iter().map(String::as_str);
    let by_column: Vec<&str> = listed.filter(|name| held.contains(name)).collect();
    (own != by_column)
        .then(|| json::to_text(&Value::Sequence(own.into_iter().map(Value::from).collect())))
}

fn spec(name: &str) -> Option<&'static FieldSpec> {
    Ticket::FIELDS.iter().find(|spec| spec.name == name)
}

fn is_list(spec: &FieldSpec) -> bool {
    matches!(spec.shape, Shape::Set | Shape::Log | Shape::Checklist)
}

fn encode(name: &str, value: Option<&Value>) -> String {
    let Some(value) = value else {
        return String::new();
    };
    // Known fields are empty in one way only, so that the cell can be, too.
    let is_blank = match (spec(name), value) {
        (Some(_), Value::Null) => true,
        (Some(spec), Value::Sequence(items)) => is_list(spec) && items.is_empty(),
        _ => false,
    };
    if is_blank {
        return String::new();
    }
    match value {
        Value::String(text) if decode(name, text).as_ref() == Ok(&Some(value.clone())) => {
            text.clone()
        }
        value => json::to_text(value),
    }
}

fn decode(name: &str, cell: &str) -> Result<Option<Value>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(cell).is_ok();
    if is_json {
        return json::from_text(cell).map(Some);
    }
    let is_set = spec(name).is_some_and(|spec| spec.shape == Shape::Set);
    if is_set {
        // What people write into a spreadsheet.
        let parts = cell
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        return Ok(Some(Value::Sequence(parts.map(Value::from).collect())));
    }
    Ok(Some(Value::from(cell)))
}

fn record(columns: &[String], row: &csv::StringRecord) -> Result<Mapping, String> {
    let mut cells: HashMap<&str, Value> = HashMap::new();
    for (name, cell) in columns.iter().zip(row) {
        let value = decode(name, cell).map_err(|reason| format!("`{name}` {reason}"))?;
        if let Some(value) = value {
            cells.insert(name, value);
        }
    }
    let order = cells.remove(FIELD_ORDER).unwrap_or(Value::Null);
    let first = order.as_sequence().into_iter().flatten();
    let first = first.filter_map(Value::as_str);
    let known = columns
        .iter()
        .map(String::as_str)
        .filter(|name| spec(name).is_some());
    let names = known.chain(first).chain(columns.iter().map(String::as_str));
    let mut fields = Mapping::new();
    for name in names {
        if let Some(value) = cells.remove(name) {
            fields.insert(name.into(), value);
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(yaml: &str) -> Vec<Mapping> {
        serde_yaml::from_str(yaml).unwrap()
    }

    fn round(records: &[Mapping]) -> Vec<Mapping> {
        let found = read(&write(records));
        found
            .into_iter()
            .map(|found| found.fields.unwrap())
            .collect()
    }

    #[test]
    fn cells_tell_nothing_null_text_and_number_apart() {
        let before = records(
            "[{title: a, x: '5', y: null}, {title: b, x: 5, y: ''}, {title: c, x: '\"', y: 'a,\r\n\"b\"'}, \
             {title: d, x: [1, {z: .nan}], y: ' 5'}, {title: 'null', x: .5}]",
        );
        let after = round(&before);
        assert_eq!(write(&after), write(&before));
        for (one, other) in before
            .iter()
            .zip(&after)
            .filter(|(one, _)| one["title"] != "d")
        {
            assert_eq!(one, other);
        }
    }

    #[test]
    fn each_record_keeps_the_order_of_its_unknown_fields() {
        let before = records("[{x: 1, y: 2}, {y: 1, x: 2}, {z: 1}]");
        let keys = |records: &[Mapping]| -> Vec<String> {
            let text = |record: &Mapping| record.keys().filter_map(Value::as_str).collect();
            records.iter().map(text).collect()
        };
        assert_eq!(keys(&round(&before)), ["xy", "yx", "z"]);
        assert_eq!(write(&round(&before)), write(&before));
    }

    #[test]
    fn rows_of_people_are_understood() {
        let found = read("title,labels\nOne,\"bug, ui\"\nTwo,\nThree\n");
        assert_eq!(
            found[0].fields,
            Ok(records("[{title: One, labels: [bug, ui]}]").remove(0))
        );
        assert_eq!(found[1].fields, Ok(records("[{title: Two}]").remove(0)));
        assert_eq!(found[2].line, Some(4));
        assert_eq!(
            found[2].fields,
            Err("has 1 cells under 2 columns".to_owned())
        );
    }
}
