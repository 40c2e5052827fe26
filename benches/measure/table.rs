//! The figures, for people.

use std::time::Duration;

use crate::measure::Command;
use crate::measure::Timing;

/// Prints one line for a command: its times, its floor's, and how far it is above.
pub fn print(command: &Command, timing: &Timing, floor: &Timing) {
    let ratio = timing.median().as_secs_f64() / floor.median().as_secs_f64();
    println!(
        "{:<26}{:>9}{:>9}{:>9}   {} {:>7}{:>8.2}",
        command.name,
        millis(timing.median()),
        millis(timing.min()),
        millis(timing.max()),
        command.floor,
        millis(floor.median()),
        ratio,
    );
}

/// Milliseconds, in as many digits as mean something.
fn millis(duration: Duration) -> String {
    let millis = duration.as_secs_f64() * 1_000.0;
    if millis < 100.0 {
        format!("{millis:.2}")
    } else {
        format!("{millis:.0}")
    }
}
