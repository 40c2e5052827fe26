//! Tables that fit the terminal.

use comfy_table::Attribute;
use comfy_table::Cell;
use comfy_table::Color;
use comfy_table::ContentArrangement;
use comfy_table::Table;
use comfy_table::presets;
use serde_json::Map;
use serde_json::Value;

use crate::cli::render::text_width::fit;
use crate::cli::render::text_width::width;
use crate::cli::theme;
use crate::cli::ui::one_line;
use crate::domain::Vocabulary;

/// Blanks between two columns.
const GAP: usize = 2;

/// Narrower than this, a column gives way only when nothing else can.
const COLUMN_MIN: usize = 8;

/// How a table is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    /// The columns of the terminal.
    pub(crate) width: usize,
    /// Whether there is colour.
    pub(crate) is_coloured: bool,
    /// What gives statuses and priorities their colour.
    pub(crate) vocabulary: Option<&'a Vocabulary>,
}

/// Draws `records` as a table with these columns, never wider than the terminal.
pub(crate) fn table(records: &[Map<String, Value>], columns: &[&str], look: Look<'_>) -> String {
    let rows: Vec<Vec<String>> = records
        .iter()
        .map(|record| {
            columns
                .iter()
                .map(|column| cell_text(record.get(*column)))
                .collect()
        })
        .collect();
    let headings: Vec<String> = columns
        .iter()
        .map(|column| column.replace('_', " ").to_uppercase())
        .collect();
    let widths = widths(&headings, &rows, look.width);
    let shown = widths.iter().take_while(|width| **width > 0).count();

    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .force_no_tty();
    if look.is_coloured {
        table.enforce_styling();
        table.style_text_only();
    }
    table.set_header(
        headings
            .iter()
            .zip(&widths)
            .take(shown)
            .map(|(heading, width)| Cell::new(fit(heading, *width)).add_attribute(Attribute::Bold)),
    );
    for row in &rows {
        let cells = row.iter().zip(columns).zip(&widths).take(shown);
        table.add_row(
            cells.map(|((text, column), width)| styled(fit(text, *width), text, column, look)),
        );
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, u16::try_from(GAP).unwrap_or(2)));
    }
    // The last column's padding would be wider than the terminal.
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    format!("{}\n", lines.join("\n"))
}

fn styled(shown: String, whole: &str, column: &str, look: Look<'_>) -> Cell {
    let cell = Cell::new(shown);
    match colour(whole, column, look) {
        Some(colour) => cell.fg(colour),
        None => cell,
    }
}

fn colour(text: &str, column: &str, look: Look<'_>) -> Option<Color> {
    let vocabulary = look.vocabulary?;
    match column {
        "id" => Some(Color::Cyan),
        "status" => theme::of_category(vocabulary.category(&text.parse().ok()?)),
        "priority" => theme::of_priority(vocabulary.priority_rank(&text.parse().ok()?)),
        _ => None,
    }
}

/// A value as one line of text.
pub(crate) fn cell_text(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let texts: Vec<String> = items.iter().map(|item| cell_text(Some(item))).collect();
            texts.join(", ")
        }
        // An object with a key stands for the record it names.
        Some(Value::Object(map)) if map.contains_key("id") => cell_text(map.get("id")),
        Some(other) => other.to_string(),
    };
    one_line(&text)
}

/// The width of each column: what it needs, or less where the table would be
/// too wide. 0 leaves a column out.
fn widths(headings: &[String], rows: &[Vec<String>], limit: usize) -> Vec<usize> {
    let needed = |place: usize| {
        let cells = rows.iter().map(|row| width(&row[place]));
        cells.chain([width(&headings[place])]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..headings.len()).map(needed).collect();
    let total = |widths: &[usize]| {
        let shown: Vec<&usize> = widths.iter().filter(|width| **width > 0).collect();
        shown.iter().copied().sum::<usize>() + GAP * shown.len().saturating_sub(1)
    };
    while total(&widths) > limit {
        // The first column names the record; it gives way last.
        let others = widths.iter().enumerate().skip(1);
        let widest = others
            .filter(|(_, width)| **width > COLUMN_MIN)
            .max_by_key(|(_, width)| **width);
        match widest.map(|(place, _)| place) {
            Some(place) => widths[place] -= 1,
            None => match widths.iter().rposition(|width| *width > 0) {
                Some(0) => {
                    widths[0] = widths[0].min(limit).max(1) - usize::from(widths[0] <= limit)
                }
                Some(last) => widths[last] = 0,
                None => break,
            },
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(limit: usize) -> String {
        let record = |id: &str, title: &str, labels: &[&str]| {
            let mut map = Map::new();
            map.insert("id".into(), id.into());
            map.insert("title".into(), title.into());
            map.insert("labels".into(), labels.to_vec().into());
            map
        };
        let records = [
            record(
                "T-1",
                "Fix the login of users with special characters",
                &["bug", "urgent"],
            ),
            record("T-2", "日本語のとても長いタイトルです", &[]),
        ];
        let look = Look {
            width: limit,
            is_coloured: false,
            vocabulary: None,
        };
        table(&records, &["id", "title", "labels"], look)
    }

    #[test]
    fn a_table_is_as_wide_as_it_needs() {
        insta::assert_snapshot!(draw(100), @r"
        ID   TITLE                                           LABELS
        T-1  Fix the login of users with special characters  bug, urgent
        T-2  日本語のとても長いタイトルです
        ");
    }

    #[test]
    fn a_table_is_never_wider_than_the_terminal() {
        for limit in [80, 40, 30, 20, 12, 8, 5, 3, 2, 1] {
            for line in draw(limit).lines() {
                assert!(width(line) <= limit, "{limit}: {line:?}");
            }
        }
        insta::assert_snapshot!(draw(40), @r"
        ID   TITLE                   LABELS
        T-1  Fix the login of users…  bug, urgent
        ");
    }
}
