//! The table.

use crate::survival::Tally;

/// How many kinds of needless clashes are listed.
const CLASHES_MAX: usize = 12;

/// Prints the tallies of several numbers of edits, side by side.
pub(crate) fn print(heading: &str, rounds: usize, tallies: &[(usize, Tally)]) {
    println!(
        "{heading}, {rounds} merges each, in percent of them (clean / resolved / left to a person)"
    );
    let mut head = format!("{:<26}", "edits a side");
    for (edits, _) in tallies {
        let edits = match edits {
            1 => "1".to_owned(),
            more => format!("1 to {more}"),
        };
        head.push_str(&format!("{edits:>24}"));
    }
    println!("{head}");
    let mut line = format!("{:<26}", "true contradictions");
    for (_, tally) in tallies {
        line.push_str(&format!("{:>24.1}", percent(tally.contradictions, rounds)));
    }
    println!("{line}");
    let ways = tallies.first().map_or(0, |(_, tally)| tally.ways.len());
    for way in 0..ways {
        let mut line = format!("{:<26}", tallies[0].1.ways[way].0);
        for (_, tally) in tallies {
            let ends = tally.ways[way].1;
            let [clean, resolved, left] = [ends.clean, ends.resolved, ends.left]
                .map(|count| format!("{:.1}", percent(count, rounds)));
            line.push_str(&format!("{:>24}", format!("{clean} / {resolved} / {left}")));
        }
        println!("{line}");
    }
    print_clashes(rounds, tallies);
}

/// Prints in which fields lines clashed though nothing contradicts itself.
fn print_clashes(rounds: usize, tallies: &[(usize, Tally)]) {
    let mut fields: Vec<&String> = Vec::new();
    let all = tallies.iter().rev().flat_map(|(_, tally)| &tally.clashes);
    for (name, _) in all.filter(|(name, _)| !name.is_empty()) {
        if !fields.contains(&name) && fields.len() < CLASHES_MAX {
            fields.push(name);
        }
    }
    println!("lines that clash without a contradiction, by field");
    for name in fields {
        let mut line = format!("  {name:<24}");
        for (_, tally) in tallies {
            let found = tally.clashes.iter().find(|(other, _)| other == name);
            let count = found.map_or(0, |(_, count)| *count);
            line.push_str(&format!("{:>24.1}", percent(count, rounds)));
        }
        println!("{line}");
    }
}

/// How much of a hundred.
fn percent(count: usize, all: usize) -> f64 {
    100.0 * count as f64 / all as f64
}
