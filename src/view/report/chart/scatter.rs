//! How long each ticket took.

use maud::Markup;
use maud::html;

use crate::domain::metrics::DayRange;
use crate::domain::metrics::DurationPercentiles;
use crate::view::CyclePoint;
use crate::view::report::chart::figure;
use crate::view::report::chart::frame::Frame;
use crate::view::report::chart::frame::number;

/// More points than these are no picture any more; the newest are drawn.
const POINTS_MAX: usize = 2_000;

/// More rows than these nobody reads; the newest are shown.
const ROWS_MAX: usize = 200;

/// The cycle times of what was done, over the days on which it was done, with their percentiles.
pub(crate) fn scatter(
    points: &[CyclePoint],
    range: DayRange,
    percentiles: &DurationPercentiles,
) -> Markup {
    let drawn_points = &points[points.len().saturating_sub(POINTS_MAX)..];
    let longest = drawn_points
        .iter()
        .map(|point| point.days)
        .fold(0.0, f64::max);
    // At either end, so that names do not meet where the lines do.
    let marks = [
        ("50 %", "start", 0.0, percentiles.p50_days),
        ("85 %", "end", 1.0, percentiles.p85_days),
    ];
    let marks: Vec<(&str, &str, f64, f64)> = marks
        .into_iter()
        .filter_map(|(name, anchor, part, days)| Some((name, anchor, part, days?)))
        .collect();
    let days = marks.iter().map(|(_, _, _, days)| *days);
    let highest = days.fold(longest, f64::max);
    let frame = Frame::new(range.count(), highest);
    let place = |point: &CyclePoint| {
        let day = point.done_at.date().as_days() - range.from.as_days();
        frame.x(usize::try_from(day).unwrap_or(0))
    };
    let drawn = html! {
        @for (name, anchor, part, days) in &marks {
            line class="mark" x1=(number(Frame::x_of_part(0.0))) x2=(number(Frame::x_of_part(1.0)))
                y1=(number(frame.y(*days))) y2=(number(frame.y(*days))) {}
            text x=(number(Frame::x_of_part(*part))) y=(number(frame.y(*days) - 4.0)) text-anchor=(anchor) { (name) }
        }
        @for point in drawn_points {
            circle class="doing" cx=(number(place(point))) cy=(number(frame.y(point.days))) r="3.5" {
                title { (point.id) ": " (number(point.days)) " days" }
            }
        }
    };
    let labels: Vec<String> = range
        .iter()
        .map(|day| day.to_string()[5..].to_owned())
        .collect();
    let told = marks
        .iter()
        .map(|(name, _, _, days)| format!("{name} took at most {} days", number(*days)));
    let told: Vec<String> = told.collect();
    let name = format!(
        "Cycle time of {} tickets; {}",
        points.len(),
        told.join(", ")
    );
    let rows = points.iter().rev().take(ROWS_MAX).map(|point| {
        vec![
            point.id.clone(),
            point.done_at.date().to_string(),
            number(point.days),
        ]
    });
    figure(
        "Cycle time",
        &[("doing", "days from the first start until done")],
        &frame.draw(&name, &labels, drawn),
        (&["Ticket", "Done on", "Days"], rows.collect()),
    )
}
