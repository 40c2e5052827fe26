//! Numbers with bars.

use crate::cli::render::text_width::fit;
use crate::cli::render::text_width::pad;
use crate::cli::render::text_width::width;
use crate::cli::theme::Style;
use crate::ops::Stats;

const BAR_MAX: usize = 30;
const NAME_MAX: usize = 24;

/// The numbers as a page of text.
pub(crate) fn page(stats: &Stats, style: Style, columns: usize) -> String {
    let mut text = format!(
        "{} tickets, {} open, {} ready, {} archived\nlast 7 days: {} created, {} settled\n",
        stats.total,
        stats.open,
        stats.ready,
        stats.archived,
        stats.created_recently,
        stats.settled_recently
    );
    let groups = [
        ("By status", &stats.by_status),
        ("Open by priority", &stats.by_priority),
        ("Open by type", &stats.by_type),
        ("Open by assignee", &stats.by_assignee),
    ];
    for (heading, counts) in groups {
        if !counts.is_empty() {
            text += &format!("\n{}\n{}", style.heading(heading), bars(counts, columns));
        }
    }
    text
}

fn bars(counts: &[(String, usize)], columns: usize) -> String {
    let name = |name: &str| fit(if name.is_empty() { "(nobody)" } else { name }, NAME_MAX);
    let names = counts
        .iter()
        .map(|(text, _)| width(&name(text)))
        .max()
        .unwrap_or(0);
    let most = counts
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    let digits = most.to_string().len();
    let room = columns.saturating_sub(names + digits + 5).min(BAR_MAX);
    let line = |(text, count): &(String, usize)| {
        let bar = "█".repeat((count * room).div_ceil(most));
        let line = format!("  {} {count:>digits$} {bar}", pad(&name(text), names));
        format!("{}\n", line.trim_end())
    };
    counts.iter().map(line).collect()
}
