//! How many merges of tickets need a person.
//!
//! `cargo bench --bench merge_survival` lets two people change one ticket, and then a small project, 5,000 times for
//! each number of edits, merges what they made, and prints how many merges were clean, were resolved by the program,
//! and were left to a person:
//!
//! - by git alone, as a forge's button merges;
//! - by git with the driver;
//! - by git alone, and `tickets resolve` afterwards;
//!
//! beside the share in which the two really said different things of one fact, and beside the same edits in Markdown
//! files as other trackers write them. Nothing is asserted. `-- 500` plays so many rounds, `-- 500 7` with another seed.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench is a program of its own: it prints, and stops where something fails"
)]

#[path = "../tests/it/simulation/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the merge fuzz uses what this does not"
)]
mod simulation;
mod survival;

use std::time::Instant;

use crate::simulation::Scope;
use crate::survival::Setting;
use crate::survival::measure;
use crate::survival::print;

const ROUNDS: usize = 5_000;

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let rounds = numbers.first().copied().unwrap_or(ROUNDS);
    let seed = numbers.get(1).copied().unwrap_or(1);
    for (heading, scope, tickets) in [
        ("one ticket", Scope::OneTicket, 1),
        ("a project of ten tickets", Scope::Everything, 10),
    ] {
        let began = Instant::now();
        let tallies = [1, 2, 4].map(|edits| {
            let setting = Setting {
                rounds,
                seed: u64::try_from(seed).unwrap(),
                scope,
                tickets,
                edits,
            };
            (edits, measure(&setting))
        });
        print(heading, rounds, &tallies);
        println!("in {:.0} s\n", began.elapsed().as_secs_f64());
    }
}
