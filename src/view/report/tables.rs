//! Epics, sprints, the backlog, the workload and how old open work is.

use maud::Markup;
use maud::html;

use crate::domain::metrics::AgeBucket;
use crate::domain::metrics::Workload;
use crate::view::EpicLine;
use crate::view::ItemLine;
use crate::view::SprintLine;

/// With more columns than these, a table on a phone is moved sideways rather than squeezed.
const NARROW_MAX: usize = 5;

/// A table with a name; the first cell of each row names the row.
pub(crate) fn table<const N: usize>(
    name: &str,
    headings: &[&str; N],
    rows: Vec<[Markup; N]>,
) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(name) {
            table class=[(N > NARROW_MAX).then_some("broad")] {
                caption class="hidden" { (name) }
                thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (place, cell) in row.into_iter().enumerate() {
                                @if place == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A section with a heading; with `what` in its place where there is nothing to show.
pub(crate) fn section(id: &str, title: &str, empty: Option<&str>, content: &Markup) -> Markup {
    html! {
        section id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (title) }
            div class="card" {
                @if let Some(what) = empty { p class="about" { (what) } } @else { (content) }
            }
        }
    }
}

/// A bar that says how much is done.
fn progress(percent: Option<u8>, of: &str) -> Markup {
    html! {
        @if let Some(percent) = percent {
            progress max="100" value=(percent) aria-label={ "Progress of " (of) } { (percent) " %" }
            " " span class="nowrap" { (percent) " %" }
        } @else { "–" }
    }
}

fn share(part: u64, whole: u64) -> Option<u8> {
    let percent = (part * 100).checked_div(whole)?;
    u8::try_from(percent).ok()
}

pub(crate) fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

/// Words that have room, and break where they must.
pub(crate) fn wide(text: &str) -> Markup {
    html! { div class="wide" { (text) } }
}

fn late(is_overdue: bool) -> Markup {
    html! { @if is_overdue { " " span class="badge blocked" { "overdue" } } }
}

pub(crate) fn epics(epics: &[EpicLine]) -> Markup {
    let row = |epic: &EpicLine| {
        [
            html! { span class="nowrap" { (epic.id) } },
            wide(&epic.title),
            html! { (epic.status) },
            progress(epic.percent, &epic.id),
            html! { (epic.tickets_done) " of " (epic.tickets) @if epic.tickets_blocked > 0 { ", " (epic.tickets_blocked) " blocked" } },
            html! { (epic.points_done) " of " (epic.points) },
            html! { (or_dash(epic.owner.as_ref())) },
            html! { span class="nowrap" { (or_dash(epic.target_date)) } (late(epic.is_overdue)) },
        ]
    };
    let headings = [
        "Epic", "Title", "Status", "Progress", "Tickets", "Points", "Owner", "Target",
    ];
    let content = table("Epics", &headings, epics.iter().map(row).collect());
    section(
        "epics",
        "Epics",
        epics.is_empty().then_some("There are no epics."),
        &content,
    )
}

pub(crate) fn sprints(sprints: &[SprintLine]) -> Markup {
    let row = |sprint: &SprintLine| {
        let (done, all) = if sprint.points > 0 {
            (sprint.points_done, sprint.points)
        } else {
            (sprint.work_done as u64, sprint.work as u64)
        };
        [
            html! { span class="nowrap" { (sprint.id) } },
            html! { div class="wide" { (sprint.title) @if !sprint.goal.is_empty() { br; span class="about" { (sprint.goal) } } } },
            html! { (sprint.status) },
            progress(share(done, all), &sprint.id),
            html! {
                (sprint.work_done) " of " (sprint.work)
                @for (keys, what) in [(&sprint.added, "added"), (&sprint.removed, "removed")] {
                    @if !keys.is_empty() { ", " span class="nowrap" title=(keys.join(", ")) { (keys.len()) " " (what) } }
                }
            },
            html! { (sprint.points_done) " of " (sprint.points) @if let Some(room) = sprint.capacity { ", room for " (room) } },
            html! {
                span class="nowrap" { (or_dash(sprint.start_date)) } " to "
                span class="nowrap" { (or_dash(sprint.end_date)) } (late(sprint.is_overdue))
            },
            html! { (or_dash(sprint.days_left)) },
        ]
    };
    let headings = [
        "Sprint",
        "Title",
        "Status",
        "Progress",
        "Work",
        "Points",
        "Days",
        "Days left",
    ];
    let content = table("Sprints", &headings, sprints.iter().map(row).collect());
    let empty = "No sprint is active or planned.";
    section(
        "sprints",
        "Sprint",
        sprints.is_empty().then_some(empty),
        &content,
    )
}

pub(crate) fn backlog(items: &[ItemLine]) -> Markup {
    let row = |item: &ItemLine| {
        [
            html! { span class="nowrap" { (item.id) } },
            html! { (item.score) },
            wide(&item.title),
            html! { (item.status) },
            html! { (item.priority) },
            html! { (or_dash(item.points)) },
            html! { @if item.is_ready { "yes" } @else { "no" } },
            html! { span class="about" { (item.score_parts) } },
        ]
    };
    let headings = [
        "Item",
        "Score",
        "Title",
        "Status",
        "Priority",
        "Points",
        "Ready",
        "What makes the score",
    ];
    let content = table("Backlog", &headings, items.iter().map(row).collect());
    let empty = "The backlog is empty.";
    section(
        "backlog",
        "Backlog",
        items.is_empty().then_some(empty),
        &content,
    )
}

pub(crate) fn workload(loads: &[Workload]) -> Markup {
    let row = |load: &Workload| {
        let who = load.assignee.as_deref().unwrap_or("nobody");
        let hours = crate::view::report::chart::number(load.estimate_hours);
        [
            html! { (who) },
            html! { (load.open) },
            html! { (load.doing) },
            html! { (load.points) },
            html! { (hours) },
        ]
    };
    let headings = ["Who", "Open", "Under way", "Points", "Hours"];
    let content = table("Workload", &headings, loads.iter().map(row).collect());
    let empty = "Nothing is open.";
    section(
        "workload",
        "Workload",
        loads.is_empty().then_some(empty),
        &content,
    )
}

pub(crate) fn ageing(buckets: &[AgeBucket]) -> Markup {
    let all: usize = buckets.iter().map(|bucket| bucket.tickets).sum();
    let row = |bucket: &AgeBucket| {
        let name = match bucket.days_to {
            Some(to) => format!("{} to {to} days", bucket.days_from),
            None => format!("{} days and more", bucket.days_from),
        };
        [
            html! { (name) },
            html! { (bucket.tickets) },
            html! { progress max=(all.max(1)) value=(bucket.tickets) aria-label={ "Share of " (name) } { (bucket.tickets) } },
        ]
    };
    let headings = ["Age", "Open tickets", "Share"];
    let content = table(
        "Age of open work",
        &headings,
        buckets.iter().map(row).collect(),
    );
    let empty = "Nothing is open.";
    section(
        "ageing",
        "Age of open work",
        (all == 0).then_some(empty),
        &content,
    )
}
