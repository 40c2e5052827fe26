//! What the assertions share.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The values of some fields of a record.
pub(crate) fn facts(sandbox: &Sandbox, key: &str, fields: &str) -> Value {
    let line = ["show", key, "--format", "json", "--fields", fields];
    sandbox.run(&line).ok().json()
}

/// The texts of a checklist.
pub(crate) fn texts(list: &Value) -> Vec<&str> {
    let entries = list.as_array().unwrap().iter();
    entries.filter_map(|entry| entry["text"].as_str()).collect()
}

/// Runs commands that must succeed.
pub(crate) fn run_all(sandbox: &Sandbox, lines: &[&[&str]]) {
    for line in lines {
        sandbox.run(line).ok();
    }
}

/// The project of another clone, from what this one exports.
pub(crate) fn copied(sandbox: &Sandbox) -> Sandbox {
    let exported = sandbox.run(&["export"]);
    let copy = Sandbox::new();
    let line = ["import", "-", "--from", "jsonl"];
    copy.run_with_stdin(&exported.ok().stdout, &line).ok();
    copy
}
