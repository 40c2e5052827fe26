//! A feature in parts, and the file that the parts make.

use gherkin::Feature;

use crate::domain::gherkin::GherkinError;
use crate::domain::gherkin::Tree;
use crate::domain::gherkin::lines;
use crate::domain::gherkin::tree::parse;

/// One part: a scenario, or the head of a feature or of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name behind its keyword; may be empty.
    pub name: String,
    /// Its lines. The head of a feature or of a rule ends where the first scenario begins.
    pub text: String,
}

/// A rule with its scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleParts {
    /// Its head.
    pub head: Part,
    /// Its scenarios, in their order.
    pub scenarios: Vec<Part>,
}

/// What a feature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Child {
    /// A scenario, or an outline of one.
    Scenario(Part),
    /// A rule.
    Rule(RuleParts),
}

/// A feature in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureParts {
    /// All before the first scenario and the first rule.
    pub head: Part,
    /// What it holds, in the order of the file.
    pub children: Vec<Child>,
}

impl Part {
    /// The tags before its keyword, without the `@`.
    pub fn tags(&self) -> Vec<String> {
        lines::tags(&self.text)
    }

    /// The name behind the keyword of lines, as they say without being parsed.
    pub fn name_in(text: &str) -> Option<&str> {
        lines::name(text)
    }

    /// The same with another name behind its keyword; none where no line has one.
    pub fn renamed(&self, name: &str) -> Option<Part> {
        Some(Part {
            text: lines::renamed(&self.text, name)?,
            name: name.to_owned(),
        })
    }

    /// Reads lines that are to be the head of a feature.
    ///
    /// # Errors
    /// Lines that are anything else.
    pub fn feature(text: &str) -> Result<Part, GherkinError> {
        let parts = FeatureParts::read(text)?;
        if parts.children.is_empty() {
            Ok(parts.head)
        } else {
            Err(GherkinError::Several)
        }
    }

    /// Reads lines that are to be the head of a rule in a feature with this head,
    /// which tells the language.
    ///
    /// # Errors
    /// Lines that are anything else.
    pub fn rule(feature: &str, text: &str) -> Result<Part, GherkinError> {
        match only_child(feature, text)? {
            Child::Rule(rule) if rule.scenarios.is_empty() => Ok(rule.head),
            Child::Rule(_) | Child::Scenario(_) => Err(GherkinError::Several),
        }
    }

    /// Reads lines that are to be one scenario in a feature with this head, which
    /// tells the language.
    ///
    /// # Errors
    /// Lines that are anything else.
    pub fn scenario(feature: &str, text: &str) -> Result<Part, GherkinError> {
        match only_child(feature, text)? {
            Child::Scenario(part) => Ok(part),
            Child::Rule(_) => Err(GherkinError::Several),
        }
    }
}

/// What lines alone make of a feature with this head.
fn only_child(feature: &str, text: &str) -> Result<Child, GherkinError> {
    let head = Part::feature(feature)?;
    let own = Part {
        name: String::new(),
        text: lines::dedented(&lines::unix(text).lines().collect::<Vec<_>>()),
    };
    let whole = FeatureParts::alone(head.clone(), own);
    // Its first line comes after those of the head and a blank one.
    let before = head.text.lines().count() + 1;
    let again = FeatureParts::read(&whole.text()).map_err(|error| error.after(before))?;
    match <[Child; 1]>::try_from(again.children) {
        // Lines before the first part would have gone into the head.
        Ok([child]) if again.head == head => Ok(child),
        Ok(_) | Err(_) => Err(GherkinError::Several),
    }
}

impl FeatureParts {
    /// Takes a `.feature` file apart.
    ///
    /// # Errors
    /// A text that is no feature, or that would not be the same when put together again.
    pub fn read(text: &str) -> Result<FeatureParts, GherkinError> {
        let text = lines::unix(text);
        let feature = parse(&text)?;
        let parts = split(&text, &feature);
        let again = Tree::read(&parts.text());
        if again.is_ok_and(|again| Tree::read(&text).is_ok_and(|tree| tree == again)) {
            Ok(parts)
        } else {
            Err(GherkinError::Unfaithful)
        }
    }

    /// A feature of one scenario.
    pub(crate) fn alone(head: Part, scenario: Part) -> FeatureParts {
        FeatureParts {
            head,
            children: vec![Child::Scenario(scenario)],
        }
    }

    /// The `.feature` file that the parts make.
    pub fn text(&self) -> String {
        let mut blocks = vec![lines::indented(&self.head.text, 0)];
        for child in &self.children {
            match child {
                Child::Scenario(part) => blocks.push(lines::indented(&part.text, 1)),
                Child::Rule(rule) => {
                    blocks.push(lines::indented(&rule.head.text, 1));
                    let scenarios = rule.scenarios.iter();
                    blocks.extend(scenarios.map(|part| lines::indented(&part.text, 2)));
                }
            }
        }
        format!("{}\n", blocks.join("\n\n"))
    }
}

/// Where a part begins, in lines, and what it is.
struct Start<'a> {
    line: usize,
    is_rule: bool,
    level: usize,
    name: &'a str,
}

fn split(text: &str, feature: &Feature) -> FeatureParts {
    let all: Vec<&str> = text.lines().collect();
    let starts = starts(text, &all, feature);
    let ends = starts.iter().skip(1).map(|start| start.line);
    let ends: Vec<usize> = ends.chain([all.len()]).collect();
    let first = starts.first().map_or(all.len(), |start| start.line);
    let mut parts = FeatureParts {
        head: Part {
            name: feature.name.trim().to_owned(),
            text: lines::dedented(&all[..first]),
        },
        children: Vec::new(),
    };
    for (start, end) in starts.iter().zip(ends) {
        let part = Part {
            name: start.name.trim().to_owned(),
            text: lines::dedented(&all[start.line..end]),
        };
        if start.is_rule {
            parts.children.push(Child::Rule(RuleParts {
                head: part,
                scenarios: Vec::new(),
            }));
            continue;
        }
        match parts.children.last_mut() {
            Some(Child::Rule(rule)) if start.level > 0 => rule.scenarios.push(part),
            Some(Child::Rule(_) | Child::Scenario(_)) | None => {
                parts.children.push(Child::Scenario(part));
            }
        }
    }
    parts
}

fn starts<'a>(text: &str, all: &[&str], feature: &'a Feature) -> Vec<Start<'a>> {
    let mut spans = Vec::new();
    for scenario in &feature.scenarios {
        spans.push((scenario.span.start, false, 0, scenario.name.as_str()));
    }
    for rule in &feature.rules {
        spans.push((rule.span.start, true, 0, rule.name.as_str()));
        for scenario in &rule.scenarios {
            spans.push((scenario.span.start, false, 1, scenario.name.as_str()));
        }
    }
    spans.sort_by_key(|(offset, ..)| *offset);
    // The lines before an offset are counted on from those before the offset before it.
    let (mut counted, mut line) = (0, 0);
    let mut starts = Vec::with_capacity(spans.len());
    for (offset, is_rule, level, name) in spans {
        line += text[counted..offset].matches('\n').count();
        counted = offset;
        starts.push(Start {
            line: first_line(all, line),
            is_rule,
            level,
            name,
        });
    }
    starts
}

/// The first line of the part whose keyword is looked for from a line on: its tags
/// belong to it, and the comments right before it.
fn first_line(all: &[&str], near: usize) -> usize {
    let is_head = |line: &&str| lines::is_blank(line) || lines::is_comment(line);
    let skipped = all[near..].iter().take_while(|line| is_head(line)).count();
    let keyword = near + skipped;
    let before = all[..keyword].iter().rev();
    let head = before
        .take_while(|line| is_head(line) || lines::is_tags(line))
        .count();
    let tags = (keyword - head..keyword).find(|place| lines::is_tags(all[*place]));
    let first = tags.unwrap_or(keyword);
    let comments = all[..first].iter().rev();
    first - comments.take_while(|line| lines::is_comment(line)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# language: de\nFunktionalität: a\n\n  Grundlage:\n    Angenommen b";

    #[test]
    fn lines_are_read_as_one_part_in_the_language_of_their_feature() {
        let check = |text: &str, expected: Result<&str, GherkinError>| {
            let read = Part::scenario(HEAD, text).map(|part| part.text);
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        };
        check(
            "  @c\r\n  Szenario: d\r\n    Wenn e\r\n",
            Ok("@c\nSzenario: d\n  Wenn e"),
        );
        check("# why\nSzenario: d", Ok("# why\nSzenario: d"));
        check("Regel: d", Err(GherkinError::Several));
        check("Szenario: d\n\nSzenario: e", Err(GherkinError::Several));
        // It would go into the Background.
        check("Und c\nSzenario: d", Err(GherkinError::Several));
        check("", Err(GherkinError::Several));
        check(
            "Szenario: d\n  Wenn e\n  When f",
            Err(GherkinError::Syntax {
                line: 3,
                text: "When f".to_owned(),
            }),
        );
    }

    #[test]
    fn a_part_is_renamed_behind_its_keyword() {
        let check = |text: &str, expected: Option<&str>| {
            let part = Part {
                name: "a".to_owned(),
                text: text.to_owned(),
            };
            let renamed = part.renamed("b: c").map(|part| part.text);
            assert_eq!(renamed.as_deref(), expected, "{text}");
        };
        check(
            "@x:y\n# Scenario: a\n\nScenario Outline:a\n  Given d: e",
            Some("@x:y\n# Scenario: a\n\nScenario Outline: b: c\n  Given d: e"),
        );
        check("Szenario:", Some("Szenario: b: c"));
        check("# nothing", None);
        check("Given a", None);
    }
}
