//! The cumulative flow.

use maud::Markup;
use maud::html;

use crate::domain::metrics::FlowDay;
use crate::view::report::chart::figure;
use crate::view::report::chart::frame::Frame;
use crate::view::report::chart::frame::number;

/// The layers from the lowest: each name, and how many stood there. What was dropped is no flow.
type Layer = (&'static str, fn(&FlowDay) -> usize);
const LAYERS: [Layer; 4] = [
    ("done", |day| day.done),
    ("blocked", |day| day.blocked),
    ("doing", |day| day.doing),
    ("todo", |day| day.todo),
];

/// How much stood where, day by day, in layers.
pub(crate) fn flow(days: &[FlowDay]) -> Markup {
    let all = |day: &FlowDay| LAYERS.iter().map(|(_, count)| count(day)).sum::<usize>();
    let most = days.iter().map(all).max().unwrap_or(0);
    let frame = Frame::new(days.len(), most as f64);
    let drawn = html! {
        @for (layer, (class, _)) in LAYERS.iter().enumerate() {
            polygon class={ "area " (class) } points=(outline(&frame, days, layer)) {}
        }
    };
    let labels: Vec<String> = days
        .iter()
        .map(|day| day.date.to_string()[5..].to_owned())
        .collect();
    let today = days.last().map_or_else(String::new, |day| {
        let told = LAYERS
            .iter()
            .rev()
            .map(|(name, count)| format!("{} {name}", count(day)));
        told.collect::<Vec<String>>().join(", ")
    });
    let legend: Vec<(&str, &str)> = LAYERS
        .iter()
        .rev()
        .map(|(class, _)| (*class, *class))
        .collect();
    let rows = days.iter().map(|day| {
        let counts = [day.todo, day.doing, day.blocked, day.done, day.dropped];
        let counts = counts.iter().map(ToString::to_string);
        std::iter::once(day.date.to_string())
            .chain(counts)
            .collect()
    });
    figure(
        "Cumulative flow",
        &legend,
        &frame.draw(
            &format!("Cumulative flow: {today} on the last day"),
            &labels,
            drawn,
        ),
        (
            &["End of day", "To do", "Doing", "Blocked", "Done", "Dropped"],
            rows.collect(),
        ),
    )
}

/// The outline of a layer: along its upper edge, and back along that of the layer below.
fn outline(frame: &Frame, days: &[FlowDay], layer: usize) -> String {
    let below = |day: &FlowDay, layers: usize| -> usize {
        LAYERS
            .iter()
            .take(layers)
            .map(|(_, count)| count(day))
            .sum()
    };
    let point = |place: usize, value: usize| {
        format!(
            "{},{}",
            number(frame.x(place)),
            number(frame.y(value as f64))
        )
    };
    let upper = days.iter().enumerate();
    let upper = upper.map(|(place, day)| point(place, below(day, layer + 1)));
    let lower = days.iter().enumerate().rev();
    let lower = lower.map(|(place, day)| point(place, below(day, layer)));
    upper.chain(lower).collect::<Vec<String>>().join(" ")
}
