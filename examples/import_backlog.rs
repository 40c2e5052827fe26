//! Imports a folder of Backlog.md into a project of its own and proves that nothing was lost.
//!
//! `cargo run --example import_backlog -- DIR` reads the files a second time,
//! line by line and without the importer's parser, and looks for every value
//! of the front matter and every line of the body in what the project then
//! holds. It exits with 1 when something is missing.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program prints a report"
)]

use std::cell::LazyCell;
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;
use tickets::ops;
use tickets::ops::ImportSource;
use tickets::ops::Init;
use tickets::ops::Random;
use tickets::ops::RecordFormat;
use tickets::ops::Surroundings;
use tickets::ops::Tracker;
use tickets::ops::Writes;
use tickets::vcs::Environment;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: import_backlog DIR");
        return ExitCode::from(2);
    };
    match run(Path::new(&folder)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<bool> {
    let project = tempfile::tempdir()?;
    ops::init(surroundings(project.path()), &Init::default())?;
    let tracker = Tracker::open(surroundings(project.path()))?;
    let source = ImportSource::BacklogMd(folder.to_owned());
    let begin = Instant::now();
    let imported = ops::import(&tracker, &source, &mut |_, _| {})?.value;
    let took = begin.elapsed();
    let again = ops::import(&tracker, &source, &mut |_, _| {})?.value;

    let text = ops::export(&tracker, RecordFormat::Json)?.text;
    let records = Records::new(serde_json::from_str(&text)?);
    let files = markdown_files(folder)?;
    let mut missing = Vec::new();
    for file in &files {
        let is_named = |path: &str| file.ends_with(path);
        let record = records.all.iter().find(|record| is_named(&record.file));
        match record {
            Some(record) => check(file, record, &records, &mut missing)?,
            None if imported
                .problems
                .iter()
                .any(|problem| is_named(&problem.path)) => {}
            None => missing.push(format!("{}: not imported, not named", file.display())),
        }
    }

    for problem in &imported.problems {
        println!("problem: {problem}");
    }
    for line in &missing {
        println!("missing: {line}");
    }
    println!("files      {:>6}", files.len());
    println!("tickets    {:>6}", imported.created.len());
    println!("criteria   {:>6}", records.count("acceptance_criteria"));
    println!(
        "relations  {:>6}  ({} parents, {} dependencies)",
        records.count("parent") + records.count("depends_on"),
        records.count("parent"),
        records.count("depends_on"),
    );
    println!("links      {:>6}", records.count("links"));
    println!("comments   {:>6}", imported.entries);
    println!("problems   {:>6}", imported.problems.len());
    println!("missing    {:>6}", missing.len());
    println!(
        "again      {:>6} created, {} unchanged",
        again.created.len(),
        again.unchanged
    );
    println!("time       {:>6} ms", took.as_millis());
    if let Some(peak) = peak_memory() {
        println!(
            "memory     {:>6} MB at its peak, the checks included",
            peak / 1024
        );
    }
    Ok(missing.is_empty() && again.created.is_empty())
}

fn surroundings(folder: &Path) -> Surroundings {
    Surroundings {
        folder: folder.to_owned(),
        vcs: Environment {
            ceilings: vec![folder.to_owned()],
            ..Environment::isolated()
        },
        user_config: None,
        variable: Box::new(|_| None),
        flags: Vec::new(),
        program: LazyCell::new(|| "tickets".to_owned()),
        holder: || "import_backlog".to_owned(),
        clock: Box::new(|| "2026-11-20T10:11:12Z".parse().expect("a time")),
        random: Random::seeded(1),
        writes: Writes::Real,
        commits: false,
        revision: None,
    }
}

/// A record, and all texts in it as one.
struct Record {
    file: String,
    id: String,
    value: Value,
    text: String,
}

struct Records {
    all: Vec<Record>,
    by_alias: HashMap<String, String>,
}

impl Records {
    fn new(values: Vec<Value>) -> Records {
        let mut by_alias = HashMap::new();
        let mut all = Vec::new();
        for value in values {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let id = text(&value["id"]);
            for alias in value["aliases"].as_array().into_iter().flatten() {
                let alias = text(alias).to_lowercase();
                by_alias.entry(alias).or_insert_with(|| id.clone());
            }
            let mut strings = String::new();
            collect(&value, &mut strings);
            all.push(Record {
                file: text(&value["imported"]["file"]),
                id,
                value,
                text: strings,
            });
        }
        Records { all, by_alias }
    }

    /// How many values a field has in all records.
    fn count(&self, field: &str) -> usize {
        let values = self.all.iter().map(|record| &record.value[field]);
        let counts = values.map(|value| match value {
            Value::Null => 0,
            Value::Array(items) => items.len(),
            _ => 1,
        });
        counts.sum()
    }
}

/// All scalars, one after the other.
fn collect(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, text)),
        Value::Object(map) => map.values().for_each(|item| collect(item, text)),
        Value::String(string) => *text = format!("{text}{string}\n"),
        other => *text = format!("{text}{other}\n"),
    }
}

fn markdown_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = ["tasks", "drafts", "completed", "archive"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.is_dir())
        .collect();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn check(file: &Path, record: &Record, records: &Records, missing: &mut Vec<String>) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let mut lines = text.lines();
    lines.next();
    let mut lost: Vec<String> = Vec::new();
    let mut field = "";
    for line in lines.by_ref().take_while(|line| line.trim_end() != "---") {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let is_item = line.trim_start().starts_with("- ");
        let is_field = !is_item && !line.starts_with(' ');
        if is_field {
            field = name;
        }
        let value = if is_field { value } else { line };
        lost.extend(
            values(value)
                .into_iter()
                .filter(|value| !has_value(record, records, field, value))
                .map(|value| format!("{field}: {value}")),
        );
    }
    lost.extend(
        lines
            .filter(|line| !has_line(record, line))
            .map(str::to_owned),
    );
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    missing.extend(lost.into_iter().map(|line| format!("{name}: {line}")));
    Ok(())
}

/// The scalars of one line of front matter.
fn values(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix("- ").unwrap_or(line).trim();
    let bare = |text: &str| {
        let text = text.trim();
        let double = text
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let single = text
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''));
        match (double, single) {
            (Some(text), _) => text.replace("\\\"", "\"").replace("\\\\", "\\"),
            (_, Some(text)) => text.replace("''", "'"),
            _ => text.to_owned(),
        }
    };
    let list = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let values = match list {
        Some(list) => list.split(',').map(bare).collect(),
        None if line.ends_with('>') || line.ends_with(">-") => Vec::new(),
        None => vec![bare(line)],
    };
    values
        .into_iter()
        .filter(|value| !value.is_empty())
        .collect()
}

fn has_value(record: &Record, records: &Records, field: &str, value: &str) -> bool {
    let relation = match field {
        "parent_task_id" => &record.value["parent"],
        "dependencies" => &record.value["depends_on"],
        "created_date" => {
            let time = record.value["created_at"].as_str().unwrap_or_default();
            return time.starts_with(&value.replace(' ', "T"));
        }
        "completed_date" => &record.value["transitions"],
        _ => &Value::Null,
    };
    if record.text.lines().any(|line| line == value) || record.text.contains(value) {
        return true;
    }
    // The alias resolves, and the relation holds the key that it resolves to.
    let target = records.by_alias.get(&value.to_lowercase());
    target.is_some_and(|target| {
        let mut keys = String::new();
        collect(relation, &mut keys);
        *target != record.id && keys.lines().any(|key| key == target)
    })
}

fn has_line(record: &Record, line: &str) -> bool {
    let text = line.trim();
    let is_marker = text.starts_with("<!-- ") && text.ends_with(" -->") && text.contains(':');
    let titles = [
        "## Description",
        "## Acceptance Criteria",
        "## Comments",
        "---",
    ];
    if text.is_empty() || is_marker || titles.contains(&text) {
        return true;
    }
    if record.text.contains(line.trim_end()) || record.text.contains(text) {
        return true;
    }
    let comment = text
        .strip_prefix("author: ")
        .or(text.strip_prefix("created: "));
    if let Some(fact) = comment {
        return record.text.contains(fact) || record.text.contains(&fact.replace(' ', "T"));
    }
    let Some((_, criterion)) = text.split_once("] ") else {
        return false;
    };
    let number = criterion
        .strip_prefix('#')
        .and_then(|rest| rest.split_once(' '));
    let plain = number.map_or(criterion, |(_, rest)| rest);
    let done = Value::Bool(text.contains("[x]") || text.contains("[X]"));
    let criteria = record.value["acceptance_criteria"].as_array();
    criteria.into_iter().flatten().any(|item| {
        let known = item["text"].as_str().unwrap_or_default();
        (known == plain || known == criterion) && item["done"] == done
    })
}

/// The most memory that this process had, in kilobytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
