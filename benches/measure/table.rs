//! The figures, as text.

use std::time::Duration;

use crate::measure::Command;
use crate::measure::Failure;
use crate::measure::Floor;
use crate::measure::Outcome;
use crate::measure::Timing;

/// Prints one size's heading.
pub(crate) fn print_heading(count: usize) {
    println!("\n{count} tickets, milliseconds of a whole process: median (min–max)\n");
    println!(
        "{:<28} {:>22}  {:>24} {:>7} {:>7}",
        "command", "tickets", "floor", "ratio", "target"
    );
}

/// Prints a command beside its floor.
pub(crate) fn print(command: &Command, timings: &[Timing; 2], outcome: &Outcome) {
    let [own, floor] = timings;
    let ratio = outcome.figure.unwrap_or(f64::NAN);
    let floor = format!("{} {}", command.floor.letter(), spread(floor));
    let target = outcome
        .target
        .map_or(String::new(), |target| format!("≤ {target}"));
    println!(
        "{:<28} {:>22}  {floor:>24} {ratio:>6.2}x {target:>7}",
        command.name,
        spread(own)
    );
}

/// Prints that a command did not do what it should.
pub(crate) fn print_failure(command: &Command, failure: &Failure) {
    println!("{:<28} {failure}", command.name);
}

fn spread(timing: &Timing) -> String {
    format!(
        "{} ({}–{})",
        ms(timing.median()),
        ms(timing.min()),
        ms(timing.max())
    )
}

fn ms(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64() * 1_000.0)
}

/// Prints all figures as a Markdown table, a command a row and a size a column.
pub(crate) fn print_markdown(outcomes: &[Outcome], floors: &[(usize, Floor, Duration)]) {
    let sizes = distinct(outcomes.iter().map(|outcome| outcome.count));
    let names = distinct(outcomes.iter().map(|outcome| (outcome.name, outcome.unit)));
    println!("\n| | in |{}", columns(&sizes, |size| thousands(*size)));
    println!("|---|---|{}", columns(&sizes, |_| "---".to_owned()));
    for (name, unit) in names {
        let cell = |size: &usize| {
            let found = outcomes
                .iter()
                .find(|outcome| outcome.name == name && outcome.count == *size);
            found.map_or("–".to_owned(), Outcome::cell)
        };
        println!("| {name} | {unit} |{}", columns(&sizes, cell));
    }
    println!();
    for size in sizes {
        let of_size = floors.iter().filter(|(count, ..)| *count == size);
        let texts = of_size.map(|(_, floor, time)| format!("{} {}", floor.letter(), ms(*time)));
        let texts: Vec<String> = texts.collect();
        println!("At {}: {} ms.", thousands(size), texts.join(", "));
    }
}

/// Cells of a row, one for each size.
pub(crate) fn columns(sizes: &[usize], cell: impl Fn(&usize) -> String) -> String {
    sizes
        .iter()
        .map(|size| format!(" {} |", cell(size)))
        .collect()
}

/// The items, each at its first place only.
pub(crate) fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

/// A number with commas: `10,000`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
