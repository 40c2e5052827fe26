//! Tickets in columns by status.

use crate::cli::render::text_width::fit;
use crate::cli::render::text_width::pad;
use crate::cli::theme::Style;
use crate::ops::Listed;

const GAP: usize = 2;
const COLUMN_MIN: usize = 16;
const COLUMN_MAX: usize = 40;

/// One column of the board.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    /// The status.
    pub(crate) heading: String,
    /// Its tickets.
    pub(crate) tickets: Vec<&'a Listed>,
}

/// Draws the columns beside each other; those that do not fit stand below.
pub(crate) fn board(columns: &[Column<'_>], width: usize, style: Style) -> String {
    if columns.is_empty() {
        return String::new();
    }
    let fitting = ((width + GAP) / (COLUMN_MIN + GAP)).clamp(1, columns.len());
    let column_width = ((width + GAP) / fitting)
        .saturating_sub(GAP)
        .clamp(1, COLUMN_MAX);
    let bands = columns
        .chunks(fitting)
        .map(|band| draw_band(band, column_width, style));
    bands.collect::<Vec<_>>().join("\n")
}

fn draw_band(columns: &[Column<'_>], width: usize, style: Style) -> String {
    let cells: Vec<Vec<String>> = columns.iter().map(|column| lines(column, width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for row in 0..height {
        let line: Vec<String> = cells
            .iter()
            .map(|cell| pad(cell.get(row).map_or("", String::as_str), width))
            .collect();
        let line = line.join(&" ".repeat(GAP));
        let line = line.trim_end();
        text += &if row == 0 {
            style.heading(line)
        } else {
            line.to_owned()
        };
        text.push('\n');
    }
    text
}

fn lines(column: &Column<'_>, width: usize) -> Vec<String> {
    let mut lines = vec![
        fit(
            &format!("{} ({})", column.heading, column.tickets.len()),
            width,
        ),
        "─".repeat(width),
    ];
    for listed in &column.tickets {
        let ticket = &listed.stored.record;
        let who = ticket
            .assignee
            .as_ref()
            .map_or_else(String::new, |assignee| format!(" @{assignee}"));
        lines.push(fit(&format!("{}{who}", ticket.id), width));
        lines.push(fit(&format!("  {}", ticket.title), width));
    }
    lines
}
