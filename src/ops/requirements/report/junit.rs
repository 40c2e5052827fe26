//! JUnit's XML: suites, their test cases, and those that failed.

use roxmltree::Document;
use roxmltree::Node;
use roxmltree::ParsingOptions;

use crate::ops::requirements::report::Outcome;
use crate::ops::requirements::report::TestCase;

/// Elements, attributes and texts that a report may have.
const NODES_MAX: u32 = 2_000_000;

/// Attributes that one element may have: the parser's time grows with their square.
const ATTRIBUTES_MAX: usize = 1_000;

/// Suites around a test case that are looked at for its feature.
const SUITES_MAX: usize = 8;

/// Reads JUnit's XML, with suites in suites or without any.
pub(crate) fn read(text: &str) -> Result<Vec<TestCase>, String> {
    if has_too_many_attributes(text) {
        return Err(format!(
            "an element has more than {ATTRIBUTES_MAX} attributes"
        ));
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("it is no XML: {error}"))?;
    let root = document.root_element();
    if !["testsuites", "testsuite"].contains(&root.tag_name().name()) {
        let name = root.tag_name().name();
        return Err(format!("it is no JUnit XML: it begins with `<{name}>`"));
    }
    let is_case = |node: &Node<'_, '_>| node.tag_name().name() == "testcase";
    let cases = root.descendants().filter(is_case);
    Ok(cases.map(case_of).collect())
}

/// Whether an element has more attributes than any runner writes.
fn has_too_many_attributes(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        let skipped = skipped.iter().find(|(begin, _)| rest.starts_with(begin));
        if let Some((begin, end)) = skipped {
            let inside = &rest[begin.len()..];
            let after = inside.find(end).map(|at| &inside[at + end.len()..]);
            rest = after.unwrap_or_default();
            continue;
        }
        rest = &rest[1..];
        let mut count = 0;
        // A value may hold what ends an element elsewhere.
        while let Some(at) = rest.find(['>', '"', '\'']) {
            let mark = &rest[at..=at];
            rest = &rest[at + 1..];
            if mark == ">" {
                break;
            }
            count += 1;
            if count > ATTRIBUTES_MAX {
                return true;
            }
            let end = rest.find(mark);
            rest = end.map_or("", |end| &rest[end + 1..]);
        }
    }
    false
}

fn case_of(node: Node<'_, '_>) -> TestCase {
    let suites = node
        .ancestors()
        .skip(1)
        .take(SUITES_MAX)
        .filter_map(|above| above.attribute("name"));
    let groups = node.attribute("classname").into_iter().chain(suites);
    let child = |name: &str| node.children().any(|child| child.tag_name().name() == name);
    let outcome = if child("failure") || child("error") {
        Outcome::Failed
    } else if child("skipped") {
        Outcome::Skipped
    } else {
        Outcome::Passed
    };
    TestCase {
        groups: groups.map(str::to_owned).collect(),
        name: node.attribute("name").unwrap_or_default().to_owned(),
        outcome,
        line: node.attribute("line").and_then(|line| line.parse().ok()),
        ..TestCase::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_found_in_suites_of_suites() {
        let cases = read(
            r#"<?xml version="1.0"?>
            <testsuites name="all">
              <testsuite name="Log in">
                <testcase classname="Log in" name="a"/>
                <testcase name="b"><failure message="no">&lt;trace&gt;</failure></testcase>
                <testsuite name="inner"><testcase name="c"><skipped/></testcase></testsuite>
              </testsuite>
              <testcase name="d"><error/></testcase>
            </testsuites>"#,
        );
        let shown = cases.unwrap().into_iter().map(|case| {
            let groups = case.groups.join("/");
            format!("{groups}: {} {:?}", case.name, case.outcome)
        });
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @r"
        Log in/Log in/all: a Passed
        Log in/all: b Failed
        inner/Log in/all: c Skipped
        all: d Failed
        ");
    }

    #[test]
    fn what_is_no_report_is_refused() {
        let refusal = |text: &str| read(text).unwrap_err();
        insta::assert_snapshot!(refusal("<html/>"), @"it is no JUnit XML: it begins with `<html>`");
        insta::assert_snapshot!(refusal("<testsuite>"), @"it is no XML: the root node was opened but never closed");
        insta::assert_snapshot!(refusal("<!DOCTYPE a [<!ENTITY b \"c\">]><testsuite name=\"&b;\"/>"), @"it is no XML: XML with DTD detected");
        let many = |count: usize| {
            let attributes = (0..count).map(|number| format!(" a{number}='>'"));
            format!("<html{}/>", attributes.collect::<String>())
        };
        insta::assert_snapshot!(refusal(&many(1_001)), @"an element has more than 1000 attributes");
        insta::assert_snapshot!(refusal(&many(1_000)), @"it is no JUnit XML: it begins with `<html>`");
        let quotes = "\"".repeat(5_000);
        let harmless = format!("<html><!-- {quotes} > --><![CDATA[<{quotes}]]>{quotes}</html>");
        insta::assert_snapshot!(refusal(&harmless), @"it is no JUnit XML: it begins with `<html>`");
        // Depth costs no stack.
        insta::assert_snapshot!(refusal(&"<testsuite>".repeat(200_000)), @"it is no XML: the root node was opened but never closed");
    }
}
