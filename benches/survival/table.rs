//! The table.

use crate::survival::Tally;

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
    let percent = |count: usize| 100.0 * count as f64 / rounds as f64;
    let mut line = format!("{:<26}", "true contradictions");
    for (_, tally) in tallies {
        line.push_str(&format!("{:>24.1}", percent(tally.contradictions)));
    }
    println!("{line}");
    let ways = tallies.first().map_or(0, |(_, tally)| tally.ways.len());
    for way in 0..ways {
        let mut line = format!("{:<26}", tallies[0].1.ways[way].0);
        for (_, tally) in tallies {
            let ends = tally.ways[way].1;
            let [clean, resolved, left] = [ends.clean, ends.resolved, ends.left]
                .map(|count| format!("{:.1}", percent(count)));
            line.push_str(&format!("{:>24}", format!("{clean} / {resolved} / {left}")));
        }
        println!("{line}");
    }
}
