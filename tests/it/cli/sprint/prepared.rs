//! A project with a sprint and work for it.

use serde_json::Value;

use crate::sandbox::Run;
use crate::sandbox::Sandbox;

/// Runs a command at noon of a day of November 2026.
pub(crate) fn on(sandbox: &Sandbox, day: u32, args: &[&str]) -> Run {
    let now = format!("2026-11-{day:02}T12:00:00Z");
    sandbox.run_with(("TICKETS_NOW", &now), args)
}

/// Four tickets with points, the last without, and a sprint of five days that begins on the 2nd.
pub(crate) fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    for (title, points, priority) in [
        ("Log in", "5", "high"),
        ("Log out", "3", "medium"),
        ("Reset the password", "8", "critical"),
        ("Remember me", "2", "low"),
    ] {
        on(
            &sandbox,
            1,
            &["create", title, "--points", points, "-p", priority],
        )
        .ok();
    }
    on(&sandbox, 1, &["create", "Write it down"]).ok();
    let create = [
        "sprint",
        "create",
        "Logging in",
        "--start",
        "2026-11-02",
        "--days",
        "5",
    ];
    on(&sandbox, 1, &create).ok();
    sandbox
}

pub(crate) fn sprint(sandbox: &Sandbox, key: &str) -> Value {
    on(sandbox, 30, &["sprint", "show", key, "--format", "json"])
        .ok()
        .json()
}
