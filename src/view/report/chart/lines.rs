//! The burndown and the burnup.

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
    let course = Course::of(burndown);
    let ideal = course.line("ideal", "if the same was done each day", |day| {
        Some(course.ideal(day))
    });
    let left = format!("{} that remain", course.unit());
    let remaining = course.line("doing", &left, |day| {
        day.remaining.map(|it| course.amount(it))
    });
    let title = match &burndown.sprint {
        Some(key) => format!("Burndown of {key}"),
        None => "Open work".to_owned(),
    };
    let last = remaining.last().unwrap_or(course.start());
    let said = format!(
        "{} {} at the start, {last} remain",
        course.start(),
        course.unit()
    );
    let ideal = course.has_end.then_some(ideal);
    let lines: Vec<Line> = ideal.into_iter().chain([remaining]).collect();
    course.figure(&title, &said, &lines)
}

/// What is done in a sprint, beside all that there is to do: a line that rises tells of work that was added. Of
/// the whole project, the cumulative flow tells that.
pub(crate) fn burnup(burndown: &Burndown) -> Markup {
    let Some(sprint) = &burndown.sprint else {
        return Markup::default();
    };
    let course = Course::of(burndown);
    let scope = course.line("scope", "all that there is to do", |day| {
        day.scope.map(|it| course.amount(it))
    });
    let done = format!("{} that are done", course.unit());
    let done = course.line("done", &done, |day| day.done.map(|it| course.amount(it)));
    let said = format!(
        "{} of {} {} done",
        done.last().unwrap_or(0.0),
        scope.last().unwrap_or(course.start()),
        course.unit()
    );
    course.figure(&format!("Burnup of {sprint}"), &said, &[scope, done])
}

/// The days of a stretch of work, measured in points or tickets.
struct Course<'a> {
    days: &'a [BurnDay],
    start: Amount,
    by_points: bool,
    /// Only where it has one, an ideal means something.
    has_end: bool,
}

/// A value for some of the days.
struct Line {
    class: &'static str,
    name: String,
    values: Vec<Option<f64>>,
}

impl Line {
    /// The last value that is known.
    fn last(&self) -> Option<f64> {
        self.values.iter().rev().find_map(|value| *value)
    }
}

impl<'a> Course<'a> {
    fn of(burndown: &'a Burndown) -> Course<'a> {
        Course {
            days: &burndown.burn.days,
            start: burndown.burn.start,
            by_points: burndown.by_points,
            has_end: burndown.sprint.is_some(),
        }
    }

    fn unit(&self) -> &'static str {
        if self.by_points { "points" } else { "tickets" }
    }

    fn amount(&self, amount: Amount) -> f64 {
        if self.by_points {
            amount.points as f64
        } else {
            amount.tickets as f64
        }
    }

    fn start(&self) -> f64 {
        self.amount(self.start)
    }

    fn ideal(&self, day: &BurnDay) -> f64 {
        if self.by_points {
            day.ideal_points
        } else {
            day.ideal_tickets
        }
    }

    fn line(
        &self,
        class: &'static str,
        name: &str,
        value: impl Fn(&BurnDay) -> Option<f64>,
    ) -> Line {
        Line {
            class,
            name: name.to_owned(),
            values: self.days.iter().map(value).collect(),
        }
    }

    fn figure(&self, title: &str, said: &str, lines: &[Line]) -> Markup {
        let values = lines.iter().flat_map(|line| line.values.iter().flatten());
        let frame = Frame::new(self.days.len(), values.copied().fold(0.0, f64::max));
        let points = |line: &Line| -> String {
            let known = line.values.iter().enumerate();
            let known = known.filter_map(|(place, value)| Some((place, (*value)?)));
            let point =
                |(place, value)| format!("{},{}", number(frame.x(place)), number(frame.y(value)));
            let mut points: Vec<String> = known.map(point).collect();
            // A line from a point to itself is drawn as a dot.
            if let [only] = points.as_slice() {
                points.push(only.clone());
            }
            points.join(" ")
        };
        let drawn = html! {
            @for line in lines { polyline class={ "line " (line.class) } points=(points(line)) {} }
        };
        let dates = self.days.iter().map(|day| day.date.to_string());
        let labels: Vec<String> = dates.map(|date| date[5..].to_owned()).collect();
        let legend: Vec<(&str, &str)> = lines
            .iter()
            .rev()
            .map(|line| (line.class, &*line.name))
            .collect();
        let name = format!("{title}: {said}");
        let rows = self.days.iter().map(|day| self.row(day)).collect();
        let headings = ["Day", "All", "Done", "Remaining", "Ideal"];
        let shown = if self.has_end { 5 } else { 4 };
        let drawn = frame.draw(&name, &labels, drawn);
        figure(title, &legend, &drawn, (&headings[..shown], rows))
    }

    fn row(&self, day: &BurnDay) -> Vec<String> {
        let cell = |value: Option<Amount>| {
            value.map_or_else(|| "–".to_owned(), |value| number(self.amount(value)))
        };
        let amounts = [day.scope, day.done, day.remaining].map(cell);
        let ideal = self.has_end.then(|| number(self.ideal(day)));
        let date = std::iter::once(day.date.to_string());
        date.chain(amounts).chain(ideal).collect()
    }
}
