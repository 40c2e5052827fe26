//! The burndown.

use maud::Markup;
use maud::html;

use crate::domain::metrics::Amount;
use crate::domain::metrics::BurnDay;
use crate::view::Burndown;
use crate::view::report::chart::figure;
use crate::view::report::chart::frame::Frame;
use crate::view::report::chart::frame::number;

/// What remains, beside what would if the same was done each day.
pub(crate) fn burndown(burndown: &Burndown) -> Markup {
    let days = &burndown.burn.days;
    let amount = |amount: Amount| {
        if burndown.by_points {
            amount.points as f64
        } else {
            amount.tickets as f64
        }
    };
    let ideal = |day: &BurnDay| {
        if burndown.by_points {
            day.ideal_points
        } else {
            day.ideal_tickets
        }
    };
    let remaining = |day: &BurnDay| day.remaining.map(amount);
    let values = days
        .iter()
        .flat_map(|day| [remaining(day).unwrap_or(0.0), ideal(day)]);
    let frame = Frame::new(days.len(), values.fold(0.0, f64::max));
    let point = |(place, value): (usize, f64)| {
        format!("{},{}", number(frame.x(place)), number(frame.y(value)))
    };
    let ideal_line: Vec<String> = days.iter().map(ideal).enumerate().map(point).collect();
    let real = days.iter().enumerate();
    let real = real.filter_map(|(place, day)| Some((place, remaining(day)?)));
    let real: Vec<String> = real.map(point).collect();
    // An ideal line only means something where a sprint has an end.
    let has_ideal = burndown.sprint.is_some();
    let drawn = html! {
        @if has_ideal { polyline class="line ideal" points=(ideal_line.join(" ")) {} }
        polyline class="line doing" points=(real.join(" ")) {}
    };
    let what = if burndown.by_points {
        "points"
    } else {
        "tickets"
    };
    let title = burndown.sprint.as_ref();
    let title = title.map_or_else(
        || "Open work".to_owned(),
        |key| format!("Burndown of {key}"),
    );
    let first = amount(burndown.burn.start);
    let last = days.iter().rev().find_map(remaining).unwrap_or(first);
    let name = format!("{title}: {first} {what} at the start, {last} remain");
    let labels: Vec<String> = days
        .iter()
        .map(|day| day.date.to_string()[5..].to_owned())
        .collect();
    let rows = days.iter().map(|day| {
        let cell =
            |value: Option<Amount>| value.map_or_else(|| "–".to_owned(), |v| number(amount(v)));
        vec![
            day.date.to_string(),
            cell(day.remaining),
            cell(day.done),
            number(ideal(day)),
        ]
    });
    let left = format!("{what} that remain");
    let mut legend = vec![("doing", left.as_str())];
    if has_ideal {
        legend.push(("ideal", "if the same was done each day"));
    }
    figure(
        &title,
        &legend,
        &frame.draw(&name, &labels, drawn),
        (&["Day", "Remaining", "Done", "Ideal"], rows.collect()),
    )
}
