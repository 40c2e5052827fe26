//! What texts mean, as canonical queries.

use crate::query::Scope;
use crate::query::tests::sample::parse;
use crate::query::tests::sample::with_language;

/// Every text means the query beside it, and so does that query itself.
fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let query = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(query.to_string(), *expected, "{text}");
        assert_eq!(parse(expected).as_ref(), Ok(&query), "{text}");
    }
}

#[test]
fn terms_are_joined_as_one_reads_them() {
    check(&[
        ("", ""),
        (" \t\u{3000} ", ""),
        ("a b", "a b"),
        ("a AND b", "a b"),
        ("a OR b", "a OR b"),
        ("a b OR c d", "(a b) OR (c d)"),
        ("a (b OR c) d", "a (b OR c) d"),
        ("(a (b c))", "a b c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("-a", "-a"),
        ("NOT a", "-a"),
        ("NOT NOT a", "a"),
        ("NOT -a b", "a b"),
        ("-(a b)", "-(a b)"),
        ("-(a OR -b)", "-(a OR -b)"),
        ("a OR NOT b", "a OR -b"),
        ("or and not", "or and not"),
        ("\"OR\"", "\"OR\""),
    ]);
}

#[test]
fn words_phrases_and_beginnings_are_text() {
    check(&[
        ("crash*", "crash*"),
        ("\"exact words\"", "\"exact words\""),
        ("\"crash\"*", "crash*"),
        (r#""a \"b\" \\ \c""#, r#""a \"b\" \\ \\c""#),
        ("title:crash", "title:crash"),
        ("body:\"two words\"", "description:\"two words\""),
        ("comments:crash*", "comments:crash*"),
        (
            "criteria:a,b",
            "acceptance_criteria:a OR acceptance_criteria:b",
        ),
        ("title!=a", "-title:a"),
        ("\"a\"b", "\"a\" b"),
        (
            "12:30 std::fs https://example.com/a",
            "12:30 std::fs https://example.com/a",
        ),
        ("main() f(x)", "main() f(x)"),
        ("(main() OR x)", "main() OR x"),
        ("C++ don't a,b #42 #42*", "C++ don't a,b #42 #42*"),
        ("日本語 größe ÇA*", "日本語 größe ÇA*"),
        ("!a", "!a"),
    ]);
}

#[test]
fn fields_take_values_lists_and_beginnings() {
    check(&[
        ("status:open", "status:open"),
        ("State=OPEN", "status:open"),
        ("status:\"in review\"", "status:\"In Review\""),
        ("status:open,closed", "status:open,closed"),
        ("status!=open,closed", "-status:open,closed"),
        ("status:in*", "status:in*"),
        ("type:bug", "type:bug"),
        ("category:done,dropped", "category:done,dropped"),
        ("label:area-*", "label:area-*"),
        ("tag:a,\"b c\"", "label:a,\"b c\""),
        ("label:\"two wo\"*", "label:\"two wo\"*"),
        ("label:a\"b c\"", "label:\"ab c\""),
        ("label:\"none\",none", "label:\"none\" OR no:label"),
        ("label:a,none,b", "label:a OR no:label OR label:b"),
        ("label:*", "has:label"),
        ("-label:*", "no:label"),
        ("label:f(x)", "label:f(x)"),
        ("(label:a)", "label:a"),
        ("label:v1..2", "label:\"v1..2\""),
        ("id:42 #43", "id:42 #43"),
        ("key:#42,ticket-7", "id:42,ticket-7"),
        (
            "parent:2 epic:EPIC-1 needs:3",
            "parent:2 epic:EPIC-1 depends_on:3",
        ),
        ("assignee:alice", "assignee:alice"),
        ("assignee:me author:Me", "assignee:me author:me"),
        ("assignee:\"me\"", "assignee:\"me\""),
        ("is:mine", "assignee:me"),
        ("created-by:bob*", "author:bob*"),
        ("assignee:none", "no:assignee"),
        ("assignee!=none", "has:assignee"),
        ("no:assignee,label", "no:assignee OR no:label"),
        ("-no:due", "has:due"),
        ("has:due,points", "has:due OR has:points"),
        ("resolution:wontfix", "resolution:wontfix"),
        ("is:closed is:ready", "is:settled is:ready"),
        ("is:blocked,overdue", "is:blocked OR is:overdue"),
    ]);
}

#[test]
fn comparisons_follow_the_order_of_the_project_and_the_calendar() {
    check(&[
        ("priority>=high", "priority:high,critical"),
        ("priority:>=high", "priority:high,critical"),
        ("prio>MEDIUM", "priority:high,critical"),
        ("priority<high", "priority:low,medium"),
        ("priority:low..high", "priority:low,medium,high"),
        ("priority:high..", "priority:high,critical"),
        (
            "status>=blocked",
            "status:blocked,\"In Review\",closed,cancelled",
        ),
        ("status:..in-progress", "status:open,in-progress"),
        ("points:3", "points:3"),
        ("points:3..8", "points:3..8"),
        ("points:*..8", "points:..8"),
        ("story_points>3", "points:4.."),
        ("points<3 points>=1", "points:..2 points:1.."),
        ("points:3,5", "points:3 OR points:5"),
        ("points:none", "no:points"),
        ("created>2026-01-01", "created:2026-01-02.."),
        ("created>=2026-01-01", "created:2026-01-01.."),
        ("created<2026-01-01", "created:..2025-12-31"),
        ("created<=2026-01", "created:..2026-01-31"),
        (
            "created:2026-01-01..2026-02-01",
            "created:2026-01-01..2026-02-01",
        ),
        ("created:2026", "created:2026-01-01..2026-12-31"),
        ("created!=today", "-created:2026-11-20"),
        (
            "created>=2026-01-01T12:30",
            "created:2026-01-01T12:30:00Z..",
        ),
        (
            "created:\"2026-01-01 12:30\"",
            "created:2026-01-01T12:30:00Z",
        ),
        ("updated:7d", "updated:2026-11-13T10:00:00Z.."),
        ("updated<4w", "updated:..2026-10-23T09:59:59Z"),
        ("created>=2w", "created:2026-11-06T10:00:00Z.."),
        ("due<today", "due:..2026-11-19"),
        ("due:7d", "due:..2026-11-27"),
        ("due>7d", "due:2026-11-28.."),
        ("due:none,today", "no:due OR due:2026-11-20"),
        ("deadline:*", "has:due"),
        ("moved>=36h", "moved:2026-11-18T22:00:00Z.."),
    ]);
}

#[test]
fn order_and_scope_are_about_the_whole_query() {
    check(&[
        ("sort:priority", "sort:priority"),
        ("a sort:-created b sort:id", "a b sort:-created sort:id"),
        ("sort:created-desc,title-asc", "sort:-created sort:title"),
        ("a OR b sort:due", "a OR b sort:due"),
        ("scope:all a", "a scope:all"),
        ("scope:open scope:open", "scope:open"),
    ]);
}

#[test]
fn a_query_looks_where_its_status_is() {
    for (text, scope) in [
        ("", Scope::Open),
        ("label:a is:open is:ready", Scope::Open),
        ("status:open", Scope::Settled),
        ("category:doing", Scope::Settled),
        ("a OR status:closed", Scope::Settled),
        ("status>=open", Scope::Settled),
        ("-status:open", Scope::Open),
        ("status!=open", Scope::Open),
        ("is:settled", Scope::Settled),
        ("-is:settled", Scope::Open),
        ("-is:open", Scope::Settled),
        ("-(a -status:closed)", Scope::Settled),
        ("resolution:fixed", Scope::Settled),
        ("is:archived", Scope::All),
        ("-is:archived", Scope::Open),
        ("id:7", Scope::All),
        ("scope:all", Scope::All),
        ("status:closed scope:open", Scope::Open),
    ] {
        assert_eq!(parse(text).unwrap().scope(), scope, "{text}");
    }
}

#[test]
fn a_query_says_what_it_needs() {
    for (text, updated, relations, words) in [
        ("label:a created:7d", false, false, 0),
        ("a OR updated:7d", true, false, 1),
        ("-has:updated", true, false, 0),
        ("sort:updated", true, false, 0),
        ("-is:ready", false, true, 0),
        ("is:blocked title:a", false, true, 1),
        ("a -b (c OR -(d))", false, false, 2),
    ] {
        let query = parse(text).unwrap();
        assert_eq!(query.needs_updated(), updated, "{text}");
        assert_eq!(query.condition.needs_relations(), relations, "{text}");
        assert_eq!(query.condition.text_terms().len(), words, "{text}");
    }
    let negated = parse("-a (b OR -(c d))").unwrap().condition;
    assert!(negated.needs_text());
    let all = negated.all_text_terms().into_iter();
    let all: Vec<&str> = all.map(|term| term.text.as_str()).collect();
    assert_eq!(all, ["a", "b", "c", "d"]);
}

#[test]
fn arguments_whose_quotes_the_shell_ate_are_one_value() {
    for (arguments, expected) in [
        (&["a", "b"][..], "a b"),
        (&["exact words"], "\"exact words\""),
        (&["exact wor*"], "\"exact wor\"*"),
        (&["label:two words"], "label:\"two words\""),
        (&["-label:two words"], "-label:\"two words\""),
        (&["NOT label:two words", "a"], "-label:\"two words\" a"),
        (&["-exact words"], "-\"exact words\""),
        (&["NOT label:ui"], "-label:ui"),
        (&["NOT two words"], "NOT two words"),
        (&["NOT", "ui"], "NOT ui"),
        (
            &["assignee:Alice Doe", "is:open"],
            "assignee:\"Alice Doe\" is:open",
        ),
        (&["status:in review"], "status:\"in review\""),
        // These are no values with blanks, so they are several terms.
        (&["status:open crash"], "status:open crash"),
        (&["is:ready crash"], "is:ready crash"),
        (&["due:today crash"], "due:today crash"),
        (
            &["created>2026-01-01 12:00"],
            "created>\"2026-01-01 12:00\"",
        ),
        (&["label:a status:open"], "label:a status:open"),
        (&["label:a OR label:b"], "label:a OR label:b"),
        (&["label:a -b"], "label:a -b"),
        (&["(a b)"], "(a b)"),
        (&["label:\"two words\" a"], "label:\"two words\" a"),
        (&["std::fs and https://x"], "\"std::fs and https://x\""),
        (&["a\\b c"], "\"a\\\\b c\""),
        (&[" "], ""),
    ] {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let joined = with_language(|language| language.join(&arguments));
        assert_eq!(joined, expected, "{arguments:?}");
    }
}

#[test]
fn what_is_typed_can_go_on_as() {
    for (typed, expected) in [
        ("stat", &["status:"][..]),
        ("-lab", &["-label:"]),
        ("status:c", &["status:closed", "status:cancelled"]),
        (
            "status:open,in",
            &["status:open,in-progress", "status:open,\"In Review\""],
        ),
        ("priority>=h", &["priority>=high"]),
        ("-is:re", &["-is:ready"]),
        ("sort:-cr", &["sort:-created"]),
        ("no:a", &["no:alias", "no:assignee", "no:author"]),
        ("assignee:", &["assignee:me", "assignee:none"]),
        ("colour:r", &[]),
    ] {
        let found = with_language(|language| language.completions(typed));
        assert_eq!(found, expected, "{typed}");
    }
}
