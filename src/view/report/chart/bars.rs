//! Bars: lying ones for shares, standing ones for weeks.

use maud::Markup;
use maud::html;

use crate::domain::metrics::WeekAmount;
use crate::view::Slice;
use crate::view::report::chart::figure;
use crate::view::report::chart::frame::Frame;
use crate::view::report::chart::frame::number;

const WIDTH: f64 = 480.0;
const ROW: f64 = 28.0;
const NAMES: f64 = 130.0;
const COUNTS: f64 = 50.0;

/// Longer names are cut in the picture; the table has them whole.
const NAME_MAX: usize = 16;

/// How many there are of each, as lying bars.
pub(crate) fn slices(title: &str, slices: &[Slice], class: impl Fn(&Slice) -> String) -> Markup {
    let most = slices
        .iter()
        .map(|slice| slice.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let height = ROW * slices.len().max(1) as f64;
    let told = slices
        .iter()
        .map(|slice| format!("{} {}", slice.name, slice.count));
    let told: Vec<String> = told.collect();
    let length = |slice: &Slice| (WIDTH - NAMES - COUNTS) * slice.count as f64 / most as f64;
    let chart = html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label={ (title) ": " (told.join(", ")) } {
            @for (place, slice) in slices.iter().enumerate() {
                @let y = ROW * place as f64;
                text x=(NAMES - 8.0) y=(y + 18.0) text-anchor="end" { (short(&slice.name)) }
                rect class={ "bar " (class(slice)) } x=(NAMES) y=(y + 5.0) height=(ROW - 10.0)
                    width=(number(length(slice).max(if slice.count > 0 { 2.0 } else { 0.0 }))) rx="2" {}
                text x=(number(NAMES + length(slice) + 8.0)) y=(y + 18.0) { (slice.count) }
            }
        }
    };
    let rows = slices
        .iter()
        .map(|slice| vec![slice.name.clone(), slice.count.to_string()]);
    figure(title, &[], &chart, (&["Name", "Tickets"], rows.collect()))
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME_MAX {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME_MAX - 1).collect();
    format!("{start}…")
}

/// What was done in each week, as standing bars.
pub(crate) fn columns(weeks: &[WeekAmount]) -> Markup {
    let most = weeks
        .iter()
        .map(|week| week.done.tickets)
        .max()
        .unwrap_or(0);
    let frame = Frame::new(weeks.len(), most as f64);
    let width = frame.step() * 0.7;
    let drawn = html! {
        @for (place, week) in weeks.iter().enumerate() {
            @let top = frame.y(week.done.tickets as f64);
            rect class="bar done" x=(number(frame.x(place) - width / 2.0)) y=(number(top))
                width=(number(width)) height=(number(frame.y(0.0) - top)) rx="2" {}
            @if week.done.tickets > 0 {
                text x=(number(frame.x(place))) y=(number(top - 3.0)) text-anchor="middle" { (week.done.tickets) }
            }
        }
    };
    let labels: Vec<String> = weeks
        .iter()
        .map(|week| week.from.to_string()[5..].to_owned())
        .collect();
    let last = weeks.last().map_or(0, |week| week.done.tickets);
    let total: usize = weeks.iter().map(|week| week.done.tickets).sum();
    let name = format!(
        "Velocity: {total} tickets done in {} weeks, {last} in the last one",
        weeks.len()
    );
    let rows = weeks.iter().map(|week| {
        let done = week.done;
        vec![
            week.from.to_string(),
            done.tickets.to_string(),
            done.points.to_string(),
        ]
    });
    figure(
        "Velocity",
        &[("done", "tickets done in the week that begins on this day")],
        &frame.draw(&name, &labels, drawn),
        (&["Week from", "Tickets", "Points"], rows.collect()),
    )
}
