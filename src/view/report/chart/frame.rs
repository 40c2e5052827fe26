//! The field of a chart with its axes.

use maud::Markup;
use maud::html;

/// The size of a chart in its own units.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 240.0;

const LEFT: f64 = 40.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 30.0;

/// How many labels an axis has room for.
const LABELS_MAX: usize = 5;

/// The field that values are drawn in: so many places side by side, and values from 0 to a highest one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    places: usize,
    highest: f64,
}

impl Frame {
    /// A field for so many places and values up to this one.
    pub(crate) fn new(places: usize, highest: f64) -> Frame {
        Frame {
            places: places.max(1),
            highest: round_up(highest),
        }
    }

    /// Where the middle of a place is.
    pub(crate) fn x(&self, place: usize) -> f64 {
        LEFT + self.step() * (place as f64 + 0.5)
    }

    /// Where a point is of the whole width, given as a part of it.
    pub(crate) fn x_of_part(part: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * part.clamp(0.0, 1.0)
    }

    /// How wide a place is.
    pub(crate) fn step(&self) -> f64 {
        (WIDTH - LEFT - RIGHT) / self.places as f64
    }

    /// Where a value is.
    pub(crate) fn y(&self, value: f64) -> f64 {
        let part = (value / self.highest).clamp(0.0, 1.0);
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part
    }

    /// The whole chart around what is drawn, with a name for those who do not see it and labels below some of the places.
    pub(crate) fn draw(&self, name: &str, labels: &[String], drawn: Markup) -> Markup {
        let every = labels.len().div_ceil(LABELS_MAX).max(1);
        html! {
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(name) {
                (self.grid())
                (drawn)
                @for (place, label) in labels.iter().enumerate().step_by(every) {
                    text x=(number(self.x(place))) y=(HEIGHT - 9.0) text-anchor="middle" { (label) }
                }
            }
        }
    }

    fn grid(&self) -> Markup {
        let step = if self.highest < 4.0 {
            1.0
        } else {
            self.highest / 4.0
        };
        let lines = (0..=4).map(|line| f64::from(line) * step);
        html! {
            @for value in lines.filter(|value| *value <= self.highest) {
                line class="grid" x1=(LEFT) x2=(WIDTH - RIGHT)
                    y1=(number(self.y(value))) y2=(number(self.y(value))) {}
                text x=(LEFT - 6.0) y=(number(self.y(value) + 4.0)) text-anchor="end" { (number(value)) }
            }
        }
    }
}

/// A chart with its heading, what its colours mean, and its numbers as a table.
pub(crate) fn figure(
    title: &str,
    legend: &[(&str, &str)],
    chart: &Markup,
    numbers: (&[&str], Vec<Vec<String>>),
) -> Markup {
    let (headings, rows) = numbers;
    html! {
        figure class="card" {
            figcaption { h3 { (title) } }
            @if !legend.is_empty() {
                ul class="legend" {
                    @for (class, name) in legend {
                        li { span class={ "swatch " (class) } aria-hidden="true" {} (name) }
                    }
                }
            }
            (chart)
            details {
                summary { "The numbers of “" (title) "”" }
                div class="scroll" tabindex="0" role="region" aria-label={ "Numbers: " (title) } {
                    table {
                        thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
                        tbody {
                            @for row in &rows {
                                tr {
                                    @for (place, cell) in row.iter().enumerate() {
                                        @if place == 0 { th scope="row" { (cell) } } @else { td class="number" { (cell) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A number without needless digits.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.trim_end_matches(".0").to_owned()
}

/// The next value that quarters well.
fn round_up(value: f64) -> f64 {
    if value <= 4.0 {
        return value.ceil().max(1.0);
    }
    let size = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 1.2, 1.6, 2.0, 2.4, 3.0, 3.2, 4.0, 4.8, 6.0, 8.0, 10.0];
    let fits = |step: &&f64| *step * size >= value && (*step * size / 4.0).fract() == 0.0;
    let step = steps.iter().find(fits);
    step.map_or_else(|| (value / 4.0).ceil() * 4.0, |step| step * size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_above_its_values_and_quarters_well() {
        for (value, end) in [
            (0.0, 1.0),
            (1.0, 1.0),
            (3.2, 4.0),
            (5.0, 8.0),
            (9.0, 12.0),
            (21.0, 24.0),
            (25.0, 32.0),
            (41.0, 48.0),
            (97.0, 100.0),
            (130.0, 160.0),
            (10_000.0, 10_000.0),
        ] {
            let rounded = round_up(value);
            assert!(rounded >= value, "{value}");
            assert_eq!(rounded, end, "{value}");
        }
    }

    #[test]
    fn values_stay_within_the_field() {
        let frame = Frame::new(0, 10.0);
        for value in [-5.0, 0.0, 10.0, 1e9] {
            let y = frame.y(value);
            assert!((TOP..=HEIGHT - BOTTOM).contains(&y), "{value} {y}");
        }
        assert!((LEFT..WIDTH).contains(&frame.x(0)));
    }
}
