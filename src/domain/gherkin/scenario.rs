//! Scenarios that are not read from a file.

/// What a step begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyword {
    /// What is so at first.
    Given,
    /// What is done.
    When,
    /// What is so then.
    Then,
    /// The same as the step before.
    And,
    /// The same, where it is a surprise.
    But,
}

impl Keyword {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Keyword::Given => "Given",
            Keyword::When => "When",
            Keyword::Then => "Then",
            Keyword::And => "And",
            Keyword::But => "But",
        }
    }
}

/// A scenario that is told in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScenario {
    /// Its name.
    pub name: String,
    /// Its tags, with or without the `@`.
    pub tags: Vec<String>,
    /// Its steps, in their order.
    pub steps: Vec<(Keyword, String)>,
}

impl NewScenario {
    /// Its lines. A step that repeats the keyword of the one before is told with `And`.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        let tags = self
            .tags
            .iter()
            .map(|tag| tag.trim().trim_start_matches('@'));
        let tags: Vec<String> = tags.map(|tag| format!("@{tag}")).collect();
        if !tags.is_empty() {
            lines.push(tags.join(" "));
        }
        lines.push(format!("Scenario: {}", self.name));
        let mut last = None;
        for (keyword, step) in &self.steps {
            let shown = if last == Some(*keyword) {
                Keyword::And
            } else {
                *keyword
            };
            lines.push(format!("  {} {}", shown.as_str(), step.trim()));
            match keyword {
                Keyword::Given | Keyword::When | Keyword::Then => last = Some(*keyword),
                Keyword::And | Keyword::But => {}
            }
        }
        lines.join("\n")
    }
}
