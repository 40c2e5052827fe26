//! Tickets in columns by status.

use crate::cli::output::Json;
use crate::cli::render::text_width::fit;
use crate::cli::render::text_width::pad;
use crate::cli::theme::Style;
use crate::domain::Summary;

const GAP: usize = 2;
const COLUMN_MIN: usize = 16;
const COLUMN_MAX: usize = 40;

/// One column of the board.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    /// The status.
    pub(crate) heading: String,
    /// Its tickets.
    pub(crate) tickets: Vec<&'a Card>,
}

/// A ticket on the board.
#[derive(Debug)]
pub(crate) struct Card {
    /// Its key.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// The column it stands in.
    pub(crate) status: String,
    /// Who works on it.
    pub(crate) assignee: Option<String>,
    /// The whole ticket, where it is printed.
    pub(crate) json: Option<Json>,
}

impl Card {
    /// The card of a ticket.
    pub(crate) fn of(summary: &Summary<'_>, json: Option<Json>) -> Card {
        Card {
            id: summary.id.to_string(),
            title: summary.title.to_string(),
            status: summary.status.to_string(),
            assignee: summary.assignee.as_ref().map(ToString::to_string),
            json,
        }
    }
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
    for card in &column.tickets {
        let who = card
            .assignee
            .as_ref()
            .map_or_else(String::new, |assignee| format!(" @{assignee}"));
        lines.push(fit(&format!("{}{who}", card.id), width));
        lines.push(fit(&format!("  {}", card.title), width));
    }
    lines
}
