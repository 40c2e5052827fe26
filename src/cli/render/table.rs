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

/// What a column is cut down to before a title is.
const COLUMN_ENOUGH: usize = 14;

/// What a title is cut down to before other columns give up more.
const TITLE_ENOUGH: usize = 32;

/// Narrower than this, a column is of no use and is left out instead.
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
    let headings: Vec<String> = columns.iter().map(|column| heading(column)).collect();
    let widths = widths(columns, &rows, look.width);
    let shown: Vec<usize> = (0..columns.len())
        .filter(|place| widths[*place] > 0)
        .collect();

    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .force_no_tty();
    if look.is_coloured {
        table.enforce_styling();
        table.style_text_only();
    }
    table.set_header(shown.iter().map(|place| {
        let heading = fit(&headings[*place], widths[*place]);
        Cell::new(heading).add_attribute(Attribute::Bold)
    }));
    for row in &rows {
        table.add_row(shown.iter().map(|place| {
            let (text, column) = (&row[*place], columns[*place]);
            styled(fit(text, widths[*place]), text, column, look)
        }));
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
        "status" => theme::of_category(vocabulary.category(text)),
        "priority" => theme::of_priority(vocabulary.priority_rank(text)),
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

fn heading(column: &str) -> String {
    column.replace('_', " ").to_uppercase()
}

/// The width of each column: what it needs, or less where the table would be
/// too wide. 0 leaves a column out.
///
/// Given up in this order: columns without a value, headings that are wider than all below
/// them, the ends of texts, and at last the ends of words, such as dates and keys.
fn widths(columns: &[&str], rows: &[Vec<String>], limit: usize) -> Vec<usize> {
    let column = |place: usize| rows.iter().map(move |row| row[place].as_str());
    let cells: Vec<usize> = (0..columns.len())
        .map(|place| column(place).map(width).max().unwrap_or(0))
        .collect();
    let headings = columns.iter().map(|column| width(&heading(column)));
    let mut widths: Vec<usize> = cells
        .iter()
        .zip(headings)
        .map(|(cells, heading)| heading.max(*cells))
        .collect();
    if total(&widths) <= limit {
        return widths;
    }
    let is_filled = cells.iter().any(|width| *width > 0);
    for place in (1..columns.len()).rev() {
        if is_filled && cells[place] == 0 && total(&widths) > limit {
            widths[place] = 0;
        }
    }
    let has_words: Vec<bool> = (0..columns.len())
        .map(|place| column(place).any(|text| text.contains(' ')))
        .collect();
    let enough_below = |place: usize| cells[place].max(COLUMN_MIN);
    let enough_of_text = |place: usize| match (columns[place], has_words[place]) {
        ("title", true) => TITLE_ENOUGH,
        (_, true) => COLUMN_ENOUGH,
        (_, false) => usize::MAX,
    };
    let enough_of_title = |place: usize| match columns[place] {
        "title" => COLUMN_ENOUGH,
        _ => usize::MAX,
    };
    while total(&widths) > limit {
        let place = widest(&widths, enough_below)
            .or_else(|| widest(&widths, enough_of_text))
            .or_else(|| widest(&widths, enough_of_title))
            .or_else(|| widest(&widths, |_| COLUMN_MIN));
        let Some(place) = place else {
            return leave_out(widths, limit);
        };
        widths[place] -= 1;
    }
    widths
}

fn total(widths: &[usize]) -> usize {
    let shown = widths.iter().filter(|width| **width > 0).count();
    widths.iter().sum::<usize>() + GAP * shown.saturating_sub(1)
}

/// The widest column that has more than enough. The first one names the
/// record and is never cut for another's sake.
fn widest(widths: &[usize], enough: impl Fn(usize) -> usize) -> Option<usize> {
    let others = (1..widths.len()).filter(|place| widths[*place] > enough(*place));
    others.max_by_key(|place| widths[*place])
}

/// Drops columns from the end until the rest fits; the first one is cut if it must be.
fn leave_out(mut widths: Vec<usize>, limit: usize) -> Vec<usize> {
    for place in (1..widths.len()).rev() {
        if total(&widths) <= limit {
            return widths;
        }
        widths[place] = 0;
    }
    if let Some(first) = widths.first_mut() {
        *first = (*first).min(limit);
    }
    widths
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
    fn columns_without_a_value_and_wide_headings_are_given_up_first() {
        let record = |id: &str, title: &str, due: &str| {
            let map = json!({
                "id": id, "story_points": 3, "title": title, "start_date": due, "epic": null,
                "labels": ["bug"],
            });
            map.as_object().cloned().unwrap()
        };
        let records = [
            record("T-1", "Fix the login of users", "2026-11-20"),
            record("T-2", "Write docs", ""),
        ];
        let columns = [
            "id",
            "story_points",
            "title",
            "start_date",
            "epic",
            "labels",
        ];
        let draw = |width| {
            let look = Look {
                width,
                is_coloured: false,
                vocabulary: None,
            };
            table(&records, &columns, look)
        };
        insta::assert_snapshot!([72, 66, 60, 50, 40].map(draw).join("\n"), @"
        ID   STORY POINTS  TITLE                   START DATE  EPIC  LABELS
        T-1  3             Fix the login of users  2026-11-20        bug
        T-2  3             Write docs                                bug

        ID   STORY POINTS  TITLE                   START DATE  LABELS
        T-1  3             Fix the login of users  2026-11-20  bug
        T-2  3             Write docs                          bug

        ID   STORY POIN…  TITLE                   START DATE  LABELS
        T-1  3            Fix the login of users  2026-11-20  bug
        T-2  3            Write docs                          bug

        ID   STORY P…  TITLE           START DATE  LABELS
        T-1  3         Fix the login…  2026-11-20  bug
        T-2  3         Write docs                  bug

        ID   STORY P…  TITLE     START D…
        T-1  3         Fix the…  2026-11…
        T-2  3         Write d…
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
        T-1  Fix the login of user…  bug, urgent
        T-2  日本語のとても長いタ…
        ");
    }
}
