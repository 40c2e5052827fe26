//! Fingerprints of what requirements say, which tell whether that changed.

use std::fmt;

use sha2::Digest as _;
use sha2::Sha256;

use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::gherkin::background;

/// Bytes of the digest that are kept: enough that no two texts of a project share one.
const KEPT: usize = 8;

/// Why a requirement may no longer be what was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    /// Its text changed.
    Text,
    /// The text of what it follows from changed, or it follows from something else now.
    Parent,
}

impl fmt::Display for Suspicion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Suspicion::Text => "its text changed after it was reviewed",
            Suspicion::Parent => "what it follows from changed after it was reviewed",
        })
    }
}

impl Requirement {
    /// The fingerprint of what it says: of its texts without regard to blanks
    /// and line ends, and not of its status, labels, people or times.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        let optional = [
            &self.persona.as_deref(),
            &self.goal.as_deref(),
            &self.benefit.as_deref(),
        ];
        let parts = optional.map(|part| part.unwrap_or_default());
        let texts = [self.title.as_str(), self.description.as_str()];
        for text in texts.into_iter().chain(parts) {
            add(&mut digest, text.split_whitespace());
        }
        add(&mut digest, gherkin_words(self.gherkin.as_str()));
        for criterion in &self.acceptance_criteria {
            add(&mut digest, criterion.text.split_whitespace());
        }
        kept(digest)
    }

    /// Whether it is still what was reviewed, given the fingerprint of what it follows from.
    pub fn suspicion(&self, above: impl FnOnce() -> Option<String>) -> Option<Suspicion> {
        let reviewed = self.reviewed.as_ref()?;
        if *reviewed != self.fingerprint() {
            return Some(Suspicion::Text);
        }
        let above = above()?;
        (self.reviewed_parent.as_ref() != Some(&above)).then_some(Suspicion::Parent)
    }

    /// Notes that it is right as it is, and follows from what it follows from, the
    /// nearest first, as that is.
    pub fn review(&mut self, above: &[&Requirement]) {
        self.reviewed = Some(self.fingerprint());
        self.reviewed_parent = self.fingerprint_above(above);
    }

    /// The fingerprint of what it follows from, the nearest first. A scenario in a rule runs the Background
    /// of the rule, which is the parent's text, and before it that of the feature around.
    pub fn fingerprint_above(&self, above: &[&Requirement]) -> Option<String> {
        let parent = above.first()?;
        let own = parent.fingerprint();
        let is_inside = self.requirement_type == RequirementType::Scenario
            && parent.requirement_type == RequirementType::Rule;
        let feature = above.get(1).filter(|_| is_inside);
        let Some(steps) = feature.and_then(|feature| background(feature.gherkin.as_str())) else {
            return Some(own);
        };
        let mut digest = Sha256::new();
        add(&mut digest, std::iter::once(own.as_str()));
        add(&mut digest, gherkin_words(steps));
        Some(kept(digest))
    }
}

/// As much of a digest as is kept.
fn kept(digest: Sha256) -> String {
    let digest = digest.finalize();
    let kept = digest.iter().take(KEPT);
    kept.map(|byte| format!("{byte:02x}")).collect()
}

/// Adds the words of one text; what stands between them and after them is no part of a word.
fn add<'a>(digest: &mut Sha256, words: impl Iterator<Item = &'a str>) {
    for word in words {
        digest.update(word.as_bytes());
        digest.update(b"\0");
    }
    digest.update(b"\n");
}

/// The words of a part of a feature, without its tags, which are labels, and its comments.
fn gherkin_words(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    let says_something = move |line: &&str| {
        let line = line.trim_start();
        let mark = ["\"\"\"", "```"]
            .into_iter()
            .find(|mark| line.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None | Some(_), _) => {}
        }
        fence.is_some() || !line.starts_with(['@', '#'])
    };
    let lines = text.lines().filter(says_something);
    lines.flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RequirementType;
    use crate::domain::Text;

    fn requirement(title: &str, gherkin: &str) -> Requirement {
        let (key, title) = ("REQ-1".parse().unwrap(), title.parse().unwrap());
        Requirement {
            gherkin: Text::new(gherkin),
            ..Requirement::new(key, title, RequirementType::Scenario)
        }
    }

    #[test]
    fn blanks_tags_comments_and_status_are_not_what_it_says() {
        let first = requirement("A b", "Scenario: A b\n  Given c\n  \"\"\"\n  # d\n  \"\"\"");
        let same = requirement(
            "A  b",
            "@new\n# why\nScenario: A  b\n\n    Given c\n\"\"\"\n# d\n\"\"\"\n# end",
        );
        let moved = Requirement {
            status: "passing".parse().unwrap(),
            labels: vec!["x".parse().unwrap()],
            ..first.clone()
        };
        insta::assert_snapshot!(first.fingerprint(), @"3723a33a00e65a59");
        assert_eq!(first.fingerprint(), same.fingerprint());
        assert_eq!(first.fingerprint(), moved.fingerprint());

        let text = requirement("A b", "Scenario: A b\n  Given c\n  \"\"\"\n  # e\n  \"\"\"");
        assert_ne!(first.fingerprint(), text.fingerprint());
        assert_ne!(
            requirement("ab", "").fingerprint(),
            requirement("a", "b").fingerprint()
        );
    }

    fn suspicion(requirement: &Requirement, above: &[&Requirement]) -> Option<Suspicion> {
        requirement.suspicion(|| requirement.fingerprint_above(above))
    }

    #[test]
    fn what_was_reviewed_is_suspect_once_it_or_its_parent_says_something_else() {
        let mut parent = requirement("Parent", "");
        let mut child = requirement("Child", "");
        assert_eq!(suspicion(&child, &[&parent]), None);

        child.review(&[&parent]);
        assert_eq!(suspicion(&child, &[&parent]), None);

        parent.description = Text::new("more");
        assert_eq!(suspicion(&child, &[&parent]), Some(Suspicion::Parent));
        assert_eq!(suspicion(&child, &[]), None);

        child.description = Text::new("more");
        assert_eq!(suspicion(&child, &[&parent]), Some(Suspicion::Text));

        child.review(&[&parent]);
        assert_eq!(suspicion(&child, &[&parent]), None);
    }

    #[test]
    fn a_scenario_in_a_rule_is_suspect_once_the_background_around_it_changes() {
        let of_type = |requirement_type, gherkin: &str| Requirement {
            requirement_type,
            ..requirement("a", gherkin)
        };
        let feature = |gherkin: &str| of_type(RequirementType::Feature, gherkin);
        let rule = |gherkin: &str| of_type(RequirementType::Rule, gherkin);
        let with = "Feature: a\n  Why\n\n  Background:\n    Given b";
        let (around, within) = (feature(with), rule("Rule: a\n\n  Background:\n    Given c"));
        let mut scenario = requirement("a", "Scenario: a\n  Given d");
        scenario.review(&[&within, &around]);
        let check = |rule: &Requirement, head: &str, expected: Option<Suspicion>| {
            let around = feature(head);
            assert_eq!(suspicion(&scenario, &[rule, &around]), expected, "{head}");
        };
        check(&within, with, None);
        // What is not run does not matter from so far.
        check(&within, &with.replace("Why", "# Because\n  As"), None);
        check(
            &within,
            &with.replace("Given b", "Given e"),
            Some(Suspicion::Parent),
        );
        check(&within, "Feature: a", Some(Suspicion::Parent));
        check(
            &rule("Rule: a\n\n  Background:\n    Given f"),
            with,
            Some(Suspicion::Parent),
        );

        let mut without = scenario.clone();
        without.review(&[&within, &feature("Feature: a")]);
        assert_eq!(without.reviewed_parent, Some(within.fingerprint()));
    }
}
