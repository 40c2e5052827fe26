//! A project whose numbers are known.

use serde_json::Value;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// Runs a command at noon of a day of November 2026.
pub(crate) fn on(sandbox: &Sandbox, day: u32, args: &[&str]) -> Run {
    let now = format!("2026-11-{day:02}T12:00:00Z");
    sandbox.run_with(("TICKETS_NOW", &now), args)
}

pub(crate) fn status(sandbox: &Sandbox, day: u32) -> Value {
    on(sandbox, day, &["status", "--format", "json"])
        .ok()
        .json()
}

/// Six tickets of the first of November:
///
/// | ticket | points | begun | done | lead | cycle |
/// |--------|--------|-------|------|------|-------|
/// | 1      | 3      | 2     | 4    | 3    | 2     |
/// | 2      | 5      | 3     | 10   | 9    | 7     |
/// | 3      | –      | –     | 12   | 11   | –     |
/// | 4, critical, of nobody | 8 | – | – | – | –   |
/// | 5, blocked since the 6th | 2 | 5 | – | – | –  |
/// | 6      | 1      | 2     | dropped | – | –   |
pub(crate) fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &["create", "One", "--points", "3"][..],
        &["create", "Two", "--points", "5"],
        &["create", "Three"],
        &[
            "create",
            "Four",
            "--points",
            "8",
            "-p",
            "critical",
            "--due",
            "2026-11-05",
        ],
        &["create", "Five", "--points", "2", "-p", "high"],
        &["create", "Six", "--points", "1"],
    ] {
        on(&sandbox, 1, args).ok();
    }
    for (day, args) in [
        (2, &["start", "TICKET-1", "TICKET-6"][..]),
        (3, &["start", "TICKET-2"]),
        (4, &["close", "TICKET-1"]),
        (5, &["start", "TICKET-5"]),
        (5, &["close", "TICKET-6", "--status", "cancelled"]),
        (6, &["update", "TICKET-5", "--status", "blocked"]),
        (10, &["close", "TICKET-2"]),
        (12, &["close", "TICKET-3"]),
        // What is said of a ticket later is no closing.
        (14, &["comment", "TICKET-1", "Well done"]),
    ] {
        on(&sandbox, day, args).ok();
    }
    sandbox
}
