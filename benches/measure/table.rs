//! The figures, as text.

use crate::measure::Command;
use crate::measure::Timing;

/// Prints one size's heading.
pub(crate) fn print_heading(count: usize) {
    println!("\n{count} tickets, milliseconds of a whole process: median (min–max)\n");
    println!(
        "{:<28} {:>22}  {:>24} {:>7}",
        "command", "tickets", "floor", "ratio"
    );
}

/// Prints a command beside its floor.
pub(crate) fn print(command: &Command, timings: &[Timing; 2]) {
    let [own, floor] = timings;
    let ratio = own.median().as_secs_f64() / floor.median().as_secs_f64();
    let floor = format!("{} {}", command.floor, spread(floor));
    println!(
        "{:<28} {:>22}  {floor:>24} {ratio:>6.2}x",
        command.name,
        spread(own)
    );
}

fn spread(timing: &Timing) -> String {
    let ms = |duration: std::time::Duration| duration.as_secs_f64() * 1_000.0;
    format!(
        "{:.2} ({:.2}–{:.2})",
        ms(timing.median()),
        ms(timing.min()),
        ms(timing.max())
    )
}
