//! The built-in settings.

use serde_yaml::Mapping;
use serde_yaml::Value;

const DEFAULTS: &str = include_str!("defaults.yaml");

/// Returns the settings of a project that says nothing.
///
/// Every command needs them before it does anything else, and for a text this plain the library takes a third of the
/// time of a whole command. So its lines are read here: names, words, numbers, lists and maps, one fact per line. A test
/// sees to it that the library reads the same.
pub(crate) fn built_in() -> Mapping {
    let mut fields: Vec<(&str, Value)> = Vec::new();
    let lines = DEFAULTS.lines();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let inner = line.trim_start();
        let indent = line.len() - inner.len();
        match fields.last_mut() {
            Some((_, group)) if indent > 0 => add(group, indent, inner),
            Some(_) | None => fields.push(field(line)),
        }
    }
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (Value::from(name), value))
        .collect()
}

/// How far each level stands in.
const STEP: usize = 2;

/// Adds an item or a field to a group that had nothing on its own line, or to the last
/// group in it.
fn add(group: &mut Value, indent: usize, line: &str) {
    if let Value::Mapping(fields) = group
        && indent > STEP
        && let Some((_, inner)) = fields.iter_mut().last()
    {
        return add(inner, indent - STEP, line);
    }
    if let Some(item) = line.strip_prefix("- ") {
        if let Value::Sequence(items) = group {
            items.push(scalar(item));
        } else {
            *group = Value::Sequence(vec![scalar(item)]);
        }
        return;
    }
    let (name, value) = field(line);
    if let Value::Mapping(fields) = group {
        fields.insert(Value::from(name), value);
    } else {
        let fields: Mapping = [(Value::from(name), value)].into_iter().collect();
        *group = Value::Mapping(fields);
    }
}

fn field(line: &str) -> (&str, Value) {
    let (name, text) = line.split_once(':').unwrap_or((line, ""));
    (name, scalar(text.trim_start()))
}

fn scalar(text: &str) -> Value {
    match text {
        "" => Value::Null,
        "[]" => Value::Sequence(Vec::new()),
        "{}" => Value::Mapping(Mapping::new()),
        text => match text.parse::<u64>() {
            Ok(number) => Value::from(number),
            Err(_) => Value::from(text),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_reads_the_same() {
        let read: Mapping = serde_yaml::from_str(DEFAULTS).unwrap();
        assert_eq!(built_in(), read);
        let names = |values: &Mapping| values.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&built_in()), names(&read));
    }
}
