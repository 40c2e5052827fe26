//! What is wrong with texts that are no queries, and where.

use insta::assert_snapshot;

use crate::query::tests::sample::parse;
use crate::query::tests::sample::with_language;

/// The query with a mark under the place, then the error and the hint.
fn refused(text: &str) -> String {
    let error = parse(text).expect_err(text);
    let column = error.position();
    let mark = "^".repeat(error.length().max(1));
    let hint = error
        .hint()
        .map_or(String::new(), |hint| format!("\n  {hint}"));
    format!(
        "{text}\n{mark:>0$} {error}{hint}\n",
        column + mark.len() - 1
    )
}

fn all(texts: &[&str]) -> String {
    texts.iter().map(|text| refused(text)).collect()
}

#[test]
fn names_and_words_that_there_are_not() {
    assert_snapshot!(all(&[
        "label:a statsu:open",
        "日本:x",
        "foo://x colour:red",
        "status:opne",
        "a status:open,shut",
        "status:zz*",
        "type:bgu",
        "category:dun",
        "priority>=hihg",
        "priority:low..hgih",
        "is:redy",
        "has:status",
        "no:asignee",
        "sort:prio",
        "scope:everything",
    ]), @"
    label:a statsu:open
            ^^^^^^ no field `statsu`
      did you mean `status`?
    日本:x
    ^^ no field `日本`
      in quotes it is text to find; `tickets help query` lists the fields
    foo://x colour:red
            ^^^^^^ no field `colour`
      in quotes it is text to find; `tickets help query` lists the fields
    status:opne
           ^^^^ the project has no status `opne`
      did you mean `open`?
    a status:open,shut
                  ^^^^ the project has no status `shut`
      there are: open, in-progress, blocked, In Review, closed, cancelled
    status:zz*
           ^^^ the project has no status `zz`
      there are: open, in-progress, blocked, In Review, closed, cancelled
    type:bgu
         ^^^ the project has no type `bgu`
      did you mean `bug`?
    category:dun
             ^^^ no category `dun`
      did you mean `done`?
    priority>=hihg
              ^^^^ the project has no priority `hihg`
      did you mean `high`?
    priority:low..hgih
             ^^^^^^^^^ the project has no priority `hgih`
      did you mean `high`?
    is:redy
       ^^^^ no state `redy`
      did you mean `ready`?
    has:status
        ^^^^^^ `status` is not a field that can be empty
    no:asignee
       ^^^^^^^ no field `asignee`
      did you mean `assignee`?
    sort:prio
         ^^^^ cannot sort by `prio`
      did you mean `priority`?
    scope:everything
          ^^^^^^^^^^ no scope `everything`
      there are: open, settled, all
    ");
}

#[test]
fn values_that_make_no_sense() {
    assert_snapshot!(all(&[
        "created>2026-13-01",
        "due:soon",
        "updated:7m",
        "created:..",
        "created:2026-02-01..2026-01-01",
        "created>2026-01-01..2026-02-01",
        "points:many",
        "points:8..3",
        "points<0",
        "points>4294967295",
        "priority>critical",
        "status<open",
        "status:closed..open",
    ]), @"
    created>2026-13-01
            ^^^^^^^^^^ `2026-13-01` is not a time
      write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`
    due:soon
        ^^^^ `soon` is not a time
      write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`
    updated:7m
            ^^ `7m` is not a time
      write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`
    created:..
            ^^ `..` is not a time
      write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`
    created:2026-02-01..2026-01-01
            ^^^^^^^^^^^^^^^^^^^^^^ `2026-02-01..2026-01-01` ends before it begins
    created>2026-01-01..2026-02-01
            ^^^^^^^^^^^^^^^^^^^^^^ `2026-01-01..2026-02-01` is not a time
      write `2026-11-20`, `2026-11`, `7d`, `2w` or `today`
    points:many
           ^^^^ `many` is not a number from 0 to 4294967295
    points:8..3
           ^^^^ `8..3` ends before it begins
    points<0
           ^ nothing is below `0`
    points>4294967295
           ^^^^^^^^^^ nothing is above `4294967295`
    priority>critical
             ^^^^^^^^ nothing is above `critical`
    status<open
           ^^^^ nothing is below `open`
    status:closed..open
           ^^^^^^^^^^^^ `closed..open` ends before it begins
    ");
}

#[test]
fn values_that_are_missing_or_have_a_star_too_many() {
    assert_snapshot!(all(&[
        "label:",
        "label: a",
        "label:a,,b",
        "label:\"\"",
        "\"\"",
        "*",
        "cr*sh",
        "label:a*b",
        "\"exact wor\"*",
    ]), @r#"
    label:
          ^ no value after `label:`
      write the value right behind `label:`, one with blanks in quotes
    label: a
          ^ no value after `label:`
      write the value right behind `label:`, one with blanks in quotes
    label:a,,b
            ^ no value after `label:a,`
      write the value right behind `label:a,`, one with blanks in quotes
    label:""
          ^^ no value after `label:`
      write the value right behind `label:`, one with blanks in quotes
    ""
    ^^ nothing stands between the quotes
    *
    ^ `*` stands at the end of one word only
      in quotes, `*` is text to find
    cr*sh
      ^ `*` stands at the end of one word only
      in quotes, `*` is text to find
    label:a*b
           ^ `*` stands at the end of one word only
      in quotes, `*` is text to find
    "exact wor"*
    ^^^^^^^^^^^^ `*` stands at the end of one word only
      in quotes, `*` is text to find
    "#);
}

#[test]
fn operators_and_parentheses_that_lead_nowhere() {
    assert_snapshot!(all(&[
        "OR a",
        "a OR",
        "a AND",
        "AND a",
        "a AND OR b",
        "a OR OR b",
        "NOT",
        "a -",
        "- a",
        "--all",
    ]), @r#"
    OR a
    ^^ `OR` has no term before it
      in quotes, `"OR"` is text to find
    a OR
      ^^ `OR` has no term after it
      in quotes, `"OR"` is text to find
    a AND
      ^^^ `AND` has no term after it
      in quotes, `"AND"` is text to find
    AND a
    ^^^ `AND` has no term before it
      in quotes, `"AND"` is text to find
    a AND OR b
      ^^^ `AND` has no term after it
      in quotes, `"AND"` is text to find
    a OR OR b
      ^^ `OR` has no term after it
      in quotes, `"OR"` is text to find
    NOT
    ^^^ `NOT` has no term after it
      in quotes, `"NOT"` is text to find
    a -
      ^ `-` has no term after it
      in quotes, `"-"` is text to find
    - a
    ^ `-` has no term after it
      in quotes, `"-"` is text to find
    --all
    ^^ `--` is no operator
      did you mean `-`?
    "#);
}

#[test]
fn operators_that_do_not_fit() {
    assert_snapshot!(all(&[
        "priority >= high",
        "priority=>high",
        "status==open",
        "a && b",
        "type>bug",
        "title>=a",
        "points>3,5",
        "sort!=id",
    ]), @"
    priority >= high
             ^^ `>=` has no field before it
      no blanks around it: `priority>=high`; or in quotes to find it
    priority=>high
            ^^ `=>` is no operator
      did you mean `>=`?
    status==open
          ^^ `==` is no operator
      did you mean `=`?
    a && b
      ^^ `&&` is no operator
      did you mean `AND`?
    type>bug
        ^ `>` compares, and `type` has no order
      `type:VALUE` asks for a value
    title>=a
         ^^ `>=` compares, and `title` has no order
      `title:VALUE` asks for a value
    points>3,5
          ^ `>` compares with one value
      only `:`, `=` and `!=` take a list
    sort!=id
        ^^ `!=` compares, and `sort` has no order
      `sort:VALUE` asks for a value
    ");
}

#[test]
fn parentheses_and_quotes_that_are_halves() {
    assert_snapshot!(all(&[
        "(a",
        "a)",
        "()",
        "a (b OR (c)",
        "say \"hello",
        "label:\"two words",
    ]), @r#"
    (a
    ^ the parenthesis is not closed
      in quotes, parentheses are text to find
    a)
     ^ `)` closes no parenthesis
      in quotes, parentheses are text to find
    ()
    ^^ nothing stands between the parentheses
      in quotes, parentheses are text to find
    a (b OR (c)
      ^ the parenthesis is not closed
      in quotes, parentheses are text to find
    say "hello
        ^ the quote is not closed
      a quote inside of quotes is written `\"`
    label:"two words
          ^ the quote is not closed
      a quote inside of quotes is written `\"`
    "#);
}

#[test]
fn terms_that_contradict_the_whole() {
    assert_snapshot!(all(&[
        "status:open label:a status:closed",
        "priority>=high priority:low",
        "is:open is:settled",
        "scope:all a scope:open",
        "scope:all,open",
        "a (b sort:id)",
        "-sort:id",
        "-scope:all",
    ]), @"
    status:open label:a status:closed
                        ^^^^^^^^^^^^^ `status:open` and `status:closed` exclude each other
      `status:open,closed` finds either
    priority>=high priority:low
                   ^^^^^^^^^^^^ `priority>=high` and `priority:low` exclude each other
      `priority:high,critical,low` finds either
    is:open is:settled
            ^^^^^^^^^^ `is:open` and `is:settled` exclude each other
    scope:all a scope:open
                ^^^^^^^^^^ `scope:all` and `scope:open` exclude each other
    scope:all,open
              ^^^^ `all` and `open` exclude each other
    a (b sort:id)
         ^^^^^^^ `sort:` is about the whole query, and stands in a part of it
      put `sort:` outside of parentheses and negations
    -sort:id
     ^^^^^^^ `sort:` is about the whole query, and stands in a part of it
      put `sort:` outside of parentheses and negations
    -scope:all
     ^^^^^^^^^ `scope:` is about the whole query, and stands in a part of it
      put `scope:` outside of parentheses and negations
    ");
}

#[test]
fn me_needs_a_name() {
    let vocabulary = crate::query::tests::sample::vocabulary();
    let error = with_language(|language| {
        let nobody = crate::query::Language {
            vocabulary: &vocabulary,
            me: &Vec::new,
            ..*language
        };
        nobody.parse("assignee:me").unwrap_err()
    });
    assert_snapshot!(error, @"nobody knows who `me` is");
}

#[test]
fn length_and_depth_are_limited() {
    assert!(parse(&"a".repeat(10_000)).is_ok());
    assert_snapshot!(parse(&"é".repeat(10_001)).unwrap_err(), @"the query is longer than 10000 characters");
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(64)).is_ok());
    assert_snapshot!(parse(&nested(65)).unwrap_err(), @"more than 64 parentheses in each other");
    assert!(parse(&"-(".repeat(4_000)).is_err());
    assert!(parse(&"NOT ".repeat(2_000)).is_err());
    assert!(parse(&format!("{}a", "NOT ".repeat(2_000))).is_ok());
}
