//! Which tickets queries find.

use std::cell::Cell;

use crate::domain::Key;
use crate::domain::Summary;
use crate::domain::Ticket;
use crate::domain::Transition;
use crate::query::Known;
use crate::query::TextTerm;
use crate::query::Verdict;
use crate::query::compare;
use crate::query::tests::sample::parse;
use crate::query::tests::sample::vocabulary;

fn ticket(number: u32, title: &str) -> Ticket {
    let key: Key = format!("TICKET-{number}").parse().unwrap();
    Ticket::new(key, title.parse().unwrap())
}

fn tickets() -> Vec<Ticket> {
    let mut login = ticket(1, "Login");
    login.ticket_type = "bug".parse().unwrap();
    login.priority = "high".parse().unwrap();
    login.labels = vec!["area-ui".parse().unwrap(), "Größe".parse().unwrap()];
    login.assignee = Some("Alice Doe".parse().unwrap());
    login.created_by = Some("Bob <bob@example.com>".parse().unwrap());
    login.created_at = Some("2026-11-01T12:00:00Z".parse().unwrap());
    login.due = Some("2026-11-19".parse().unwrap());

    let mut docs = ticket(2, "Docs");
    docs.status = "in-progress".parse().unwrap();
    docs.labels = vec!["none".parse().unwrap()];
    docs.aliases = vec!["OLD-9".to_owned()];
    docs.created_at = Some("2026-11-19T12:00:00Z".parse().unwrap());
    docs.story_points = Some(5);
    docs.due = Some("2026-11-20".parse().unwrap());
    docs.parent = Some("TICKET-1".parse().unwrap());
    docs.depends_on = vec!["TICKET-1".parse().unwrap()];

    let mut done = ticket(3, "Done");
    done.status = "closed".parse().unwrap();
    done.resolution = Some("fixed".parse().unwrap());
    done.due = Some("2026-11-01".parse().unwrap());
    done.transitions = vec![Transition {
        at: "2026-11-18T12:00:00Z".parse().unwrap(),
        from: "open".parse().unwrap(),
        to: "closed".parse().unwrap(),
        by: None,
        reason: None,
    }];

    let mut away = ticket(4, "Away");
    away.archived_at = Some("2026-11-02T12:00:00Z".parse().unwrap());
    away.priority = "low".parse().unwrap();

    // Of other people's files.
    let mut strange = ticket(10, "Strange");
    strange.status = "weird".parse().unwrap();
    strange.priority = "urgent".parse().unwrap();
    strange.epic = Some("EPIC-1".parse().unwrap());
    strange.item = Some("ITEM-3".parse().unwrap());
    vec![login, docs, done, away, strange]
}

/// The numbers of the tickets that a query finds, in its order; hidden ones in parentheses at the end.
fn found(text: &str) -> String {
    let query = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let vocabulary = vocabulary();
    let known = Known {
        vocabulary: &vocabulary,
        waits: &|summary| !summary.depends_on.is_empty(),
    };
    let tickets = tickets();
    let mut matching = Vec::new();
    let mut hidden = String::new();
    for ticket in &tickets {
        let summary = Summary::of(ticket, ticket.last_change());
        let title = ticket.title.as_str().to_lowercase();
        let mut holds = |term: &TextTerm| title.starts_with(&term.text.to_lowercase());
        match query.judge(&summary, known, &mut holds) {
            Verdict::Matches => matching.push(summary),
            Verdict::Hidden => hidden += &format!(" ({})", summary.key_order().2),
            Verdict::Misses => {}
        }
    }
    // They come in the order of their keys, and a stable sort keeps it in ties.
    matching.sort_by(|a, b| compare(&query.sort, a, b, &vocabulary));
    let numbers: Vec<String> = matching
        .iter()
        .map(|summary| summary.key_order().2.to_string())
        .collect();
    format!("{}{hidden}", numbers.join(" ")).trim().to_owned()
}

/// Each query finds the tickets beside it.
fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn fields_are_compared_with_what_tickets_have() {
    check(&[
        ("", "1 2 10 (3) (4)"),
        ("scope:all", "1 2 3 4 10"),
        ("scope:settled", "1 2 3 10 (4)"),
        ("type:BUG", "1"),
        ("-type:bug", "2 10 (3) (4)"),
        ("label:area-*", "1"),
        ("label:GRÖSSE", ""),
        ("label:GRÖße", "1"),
        ("label:\"none\"", "2"),
        ("label:none", "10 (3) (4)"),
        ("assignee:alice*", "1"),
        ("assignee:\"alice doe\"", "1"),
        ("assignee:alice", "1"),
        ("assignee:al", ""),
        ("assignee:do*", "1"),
        ("assignee:\"alice do\"", ""),
        ("assignee:me", "1"),
        ("-is:mine", "2 10 (3) (4)"),
        ("author:bob", "1"),
        ("author:bob@example.com", "1"),
        ("author:\"bob <BOB@example.com>\"", "1"),
        ("author:bo", ""),
        ("status:open", "1 (4)"),
        ("status:closed", "3"),
        ("status:open,closed", "1 3 (4)"),
        ("-status:open", "2 10 (3)"),
        ("status>open", "2 3"),
        ("priority>=medium", "1 2 (3)"),
        ("priority<high", "2 (3) (4)"),
        ("category:doing", "2"),
        ("-category:doing", "1 10 (3) (4)"),
        ("id:2", "2"),
        ("id:ticket-2,TICKET-3", "2 3"),
        ("id:old-9", "2"),
        ("id:TICKET-1*", "1 10"),
        ("alias:OLD-9", "2"),
        ("has:alias", "2"),
        ("parent:1", "2"),
        ("depends_on:TICKET-1", "2"),
        ("epic:epic-1", "10"),
        ("item:ITEM-3", "10"),
        ("item:3", "10"),
        ("item:ITEM-4", ""),
        ("has:item", "10"),
        ("no:item", "1 2 (3) (4)"),
        ("no:epic no:parent", "1 (3) (4)"),
        ("resolution:fixed", "3"),
        ("points>=5", "2"),
        ("points:..4", ""),
        ("points:none", "1 10 (3) (4)"),
    ]);
}

#[test]
fn times_states_and_text_are_found_and_sorted() {
    check(&[
        ("created>2026-11-01", "2"),
        ("created>=2026-11-01", "1 2"),
        ("created:7d", "2"),
        ("created<7d", "1"),
        ("created:none", "10 (3) (4)"),
        ("updated>=2026-11-18", "2 (3)"),
        ("moved:2026-11-18", "(3)"),
        ("is:settled moved:7d", "3"),
        ("due<today", "1 (3)"),
        ("due:0d", "1 2 (3)"),
        ("due:today", "2"),
        ("is:overdue", "1"),
        ("-is:overdue", "2 10 (3) (4)"),
        ("is:open", "1 2 10"),
        ("is:settled", "3"),
        ("-is:open", "3 (4)"),
        ("is:archived", "4"),
        ("is:ready", "1"),
        ("is:blocked", "2"),
        ("is:ready OR is:settled", "1 3"),
        ("log* OR docs", "1 2"),
        ("log* docs", ""),
        ("-login -(docs OR title:strange)", "(3) (4)"),
        ("sort:id", "1 2 10 (3) (4)"),
        ("sort:-id", "10 2 1 (3) (4)"),
        ("sort:title", "2 1 10 (3) (4)"),
        ("sort:due", "1 2 10 (3) (4)"),
        ("sort:-due", "2 1 10 (3) (4)"),
        ("sort:-points,-id", "2 10 1 (3) (4)"),
        ("sort:-priority", "2 1 10 (3) (4)"),
        ("sort:status", "1 2 10 (3) (4)"),
    ]);
}

/// Text and relations cost the most, and what is decided needs neither.
#[test]
fn what_is_dear_is_asked_last() {
    let vocabulary = vocabulary();
    let asked = Cell::new(0);
    let known = Known {
        vocabulary: &vocabulary,
        waits: &|_| {
            asked.set(asked.get() + 1);
            false
        },
    };
    let tickets = tickets();
    let login = Summary::of(&tickets[0], None);
    let mut holds = |_: &TextTerm| {
        asked.set(asked.get() + 1);
        true
    };
    for (text, expected) in [
        ("words type:task", 0),
        ("words OR type:bug", 0),
        ("words type:bug", 1),
        ("is:ready type:bug", 1),
        ("-is:settled", 0),
    ] {
        asked.set(0);
        let query = parse(text).unwrap();
        query.condition.matches(&login, known, &mut holds);
        assert_eq!(asked.get(), expected, "{text}");
    }
}

#[test]
fn references_take_the_present_name_of_a_key() {
    let mut query = parse("parent:old-9 -(depends_on:OLD-9,3) id:old-9").unwrap();
    query.condition.rename_keys(&|name| {
        let is_old = name.eq_ignore_ascii_case("OLD-9");
        is_old.then(|| "TICKET-2".to_owned())
    });
    let expected = "parent:TICKET-2 -depends_on:TICKET-2,3 id:old-9";
    assert_eq!(query.to_string(), expected);
}
