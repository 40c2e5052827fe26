//! Burndown and burnup as characters, which say the same without colours.

use crate::domain::metrics::Amount;
use crate::domain::metrics::Burn;
use crate::domain::metrics::BurnDay;

/// Which way the chart goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
    /// What remains.
    Down,
    /// What is done, beside all that is to be done.
    Up,
}

/// The rows of a chart.
const HEIGHT: usize = 12;

/// Wider than this, a chart is only harder to read.
const WIDTH_MAX: usize = 80;

/// The most columns that one day takes.
const DAY_WIDTH_MAX: usize = 5;

/// One column of the chart.
#[derive(Debug, Clone, Copy)]
struct Column {
    day: BurnDay,
    /// The bar; none for days to come.
    bar: Option<f64>,
    ideal: f64,
    /// All that is to be done, where the chart goes up.
    scope: Option<f64>,
}

/// Draws the course of some work: a bar for each day, the ideal beside it, and what that means.
pub(crate) fn draw(burn: &Burn, has_points: bool, course: Course, width: usize) -> String {
    let amount = |amount: Amount| {
        if has_points {
            amount.points as f64
        } else {
            amount.tickets as f64
        }
    };
    let start = amount(burn.start);
    let column = |day: &BurnDay| {
        let left = if has_points {
            day.ideal_points
        } else {
            day.ideal_tickets
        };
        Column {
            day: *day,
            bar: match course {
                Course::Down => day.remaining,
                Course::Up => day.done,
            }
            .map(amount),
            ideal: match course {
                Course::Down => left,
                Course::Up => start - left,
            },
            scope: day.scope.filter(|_| course == Course::Up).map(amount),
        }
    };
    let columns: Vec<Column> = burn.days.iter().map(column).collect();
    let values = columns.iter().flat_map(|column| {
        let own = [Some(column.ideal), column.bar, column.scope];
        own.into_iter().flatten()
    });
    let top = values.fold(start, f64::max);
    if top <= 0.0 {
        return "nothing is in it\n".to_owned();
    }
    let labels = label(top).len().max(label(top / 2.0).len());
    let shown = fit(columns, width.min(WIDTH_MAX).saturating_sub(labels + 3));
    let mut text = rows(&shown, top, labels);
    text += &axis(&shown, labels);
    text + &legend(burn, course, has_points)
}

/// The columns that fit, and how wide each is: where there are more days than room, every
/// second one or fewer, and always the last.
fn fit(columns: Vec<Column>, room: usize) -> (Vec<Column>, usize) {
    let count = columns.len().max(1);
    let room = room.max(1);
    let step = count.div_ceil(room);
    let last = count - 1;
    let is_shown = |place: usize| (last - place).is_multiple_of(step);
    let shown: Vec<Column> = columns
        .into_iter()
        .enumerate()
        .filter(|(place, _)| is_shown(*place))
        .map(|(_, column)| column)
        .collect();
    let width = (room / shown.len().max(1)).clamp(1, DAY_WIDTH_MAX);
    (shown, width)
}

/// `13`, or `6.5`.
fn label(amount: f64) -> String {
    let rounded = (amount * 10.0).round() / 10.0;
    rounded.to_string()
}

fn rows((columns, width): &(Vec<Column>, usize), top: f64, labels: usize) -> String {
    let mut text = String::new();
    let row_of = |value: f64| (value / top * HEIGHT as f64).ceil() as usize;
    for row in (1..=HEIGHT).rev() {
        let label = match row {
            HEIGHT => label(top),
            row if row == HEIGHT / 2 => label(top / 2.0),
            _ => String::new(),
        };
        let mut line = format!("{label:>labels$} |");
        for column in columns {
            let full = column
                .bar
                .is_some_and(|bar| bar > 0.0 && row_of(bar) >= row);
            let fill = if full { '█' } else { ' ' };
            let mark = if row_of(column.ideal) == row {
                'o'
            } else if column.scope.is_some_and(|scope| row_of(scope) == row) {
                '+'
            } else {
                fill
            };
            line += &cell(fill, mark, *width);
        }
        text += &format!("{}\n", line.trim_end());
    }
    text
}

/// A cell with its mark in the middle; wide ones keep a gap to the next.
fn cell(fill: char, mark: char, width: usize) -> String {
    let inner = if width > 2 { width - 1 } else { width };
    let middle = (inner - 1) / 2;
    let mut cell: String = (0..inner)
        .map(|place| if place == middle { mark } else { fill })
        .collect();
    cell.extend(std::iter::repeat_n(' ', width - inner));
    cell
}

fn axis((columns, width): &(Vec<Column>, usize), labels: usize) -> String {
    let line = "-".repeat(columns.len() * width);
    let date = |column: Option<&Column>| column.map(|column| column.day.date.to_string());
    let first = date(columns.first()).unwrap_or_default();
    let last = date(columns.last()).unwrap_or_default();
    let gap = line.len().saturating_sub(first.len() + last.len());
    let dates = if gap > 0 {
        format!("{first}{}{last}", " ".repeat(gap))
    } else {
        format!("{first} to {last}")
    };
    let blank = " ".repeat(labels + 2);
    format!("{:>labels$} +{line}\n{blank}{dates}\n", 0)
}

fn legend(burn: &Burn, course: Course, has_points: bool) -> String {
    let unit = if has_points { "points" } else { "tickets" };
    let amount = |amount: Amount| {
        if has_points {
            amount.points
        } else {
            amount.tickets as u64
        }
    };
    let known = burn.days.iter().rev().find(|day| day.remaining.is_some());
    let state = known.map(|day| {
        let done = day.done.map_or(0, amount);
        let remaining = day.remaining.map_or(0, amount);
        let ideal = if has_points {
            day.ideal_points
        } else {
            day.ideal_tickets
        };
        let date = day.date;
        format!("{date}: {done} {unit} done, {remaining} remain; ideally {ideal} would\n")
    });
    let bars = match course {
        Course::Down => "█ remains   o ideal",
        Course::Up => "█ done   + all   o ideal",
    };
    format!("\n{bars}\n{}", state.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::domain::Date;

    fn amount(points: u64) -> Amount {
        Amount { tickets: 0, points }
    }

    fn sample(known: &[(u64, u64)], days: usize) -> Burn {
        let first: Date = "2026-10-05".parse().unwrap();
        let day = |place: usize| BurnDay {
            date: first.plus_days(place as i64),
            scope: known.get(place).map(|(done, left)| amount(done + left)),
            done: known.get(place).map(|(done, _)| amount(*done)),
            remaining: known.get(place).map(|(_, left)| amount(*left)),
            ideal_tickets: 0.0,
            ideal_points: 12.0 * (1.0 - (place + 1) as f64 / days as f64),
        };
        Burn {
            start: amount(12),
            days: (0..days).map(day).collect(),
        }
    }

    #[test]
    fn what_remains_is_drawn_beside_the_ideal() {
        let burn = sample(&[(0, 12), (3, 9), (3, 11), (9, 3)], 6);
        assert_snapshot!(draw(&burn, true, Course::Down, 80), @"
        12 |████
           |████      ████
           |█o██      ████
           |████ ████ ████
           |████ █o██ ████
           |████ ████ ████
         6 |████ ████ █o██
           |████ ████ ████
           |████ ████ ████  o
           |████ ████ ████ ████
           |████ ████ ████ ████  o
           |████ ████ ████ ████
         0 +------------------------------
            2026-10-05          2026-10-10

        █ remains   o ideal
        2026-10-08: 9 points done, 3 remain; ideally 4 would
        ");
    }

    #[test]
    fn what_is_done_is_drawn_beside_all_that_there_is() {
        let burn = sample(&[(0, 12), (3, 9), (3, 11), (9, 3)], 6);
        assert_snapshot!(draw(&burn, true, Course::Up, 80), @"
        14 |           +
           | +    +         +         o
           |
           |                     o
           |               ████
           |               █o██
         7 |           o   ████
           |               ████
           |      o        ████
           |     ████ ████ ████
           | o   ████ ████ ████
           |     ████ ████ ████
         0 +------------------------------
            2026-10-05          2026-10-10

        █ done   + all   o ideal
        2026-10-08: 9 points done, 3 remain; ideally 4 would
        ");
    }

    #[test]
    fn a_chart_fits_into_any_width() {
        let burn = sample(&[(0, 12), (3, 9)], 100);
        for width in [0, 1, 10, 24, 40, 79, 80, 10_000] {
            let chart = draw(&burn, true, Course::Down, width);
            let widest = chart
                .lines()
                .take(HEIGHT + 1)
                .map(|line| line.chars().count());
            let widest = widest.max().unwrap();
            assert!(
                widest <= width.clamp(5, WIDTH_MAX),
                "{width}: {widest}\n{chart}"
            );
        }
    }

    #[test]
    fn nothing_gives_no_chart() {
        let empty = Burn {
            start: amount(0),
            days: Vec::new(),
        };
        assert_snapshot!(draw(&empty, true, Course::Down, 80), @"nothing is in it");
    }
}
