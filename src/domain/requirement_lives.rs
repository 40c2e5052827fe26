//! The lives of requirements, one for each form in which something is expected.

use crate::domain::Category;
use crate::domain::Lifecycle;
use crate::domain::RequirementType;
use crate::domain::Stage;

/// All of them.
pub(crate) const ALL: &[Lifecycle] = &[FORMAL, RESULT, SCENARIO];

/// The life of a type of requirement.
pub(crate) fn of(requirement_type: RequirementType) -> &'static Lifecycle {
    match requirement_type {
        RequirementType::Requirement | RequirementType::Story => const { &FORMAL },
        RequirementType::Result => const { &RESULT },
        RequirementType::Feature | RequirementType::Rule | RequirementType::Scenario => {
            const { &SCENARIO }
        }
    }
}

const fn stage(name: &'static str, category: Category, next: &'static [&'static str]) -> Stage {
    Stage {
        name,
        category,
        next,
    }
}

/// The life of a requirement or a story.
pub(crate) const FORMAL: Lifecycle = Lifecycle {
    stages: &[
        stage("draft", Category::Todo, &["approved"]),
        stage("approved", Category::Todo, &["draft", "implemented"]),
        stage("implemented", Category::Doing, &["approved", "verified"]),
        stage(
            "verified",
            Category::Done,
            &["draft", "approved", "implemented"],
        ),
    ],
};

/// The life of an expected result.
const RESULT: Lifecycle = Lifecycle {
    stages: &[
        stage(
            "pending",
            Category::Todo,
            &["verified", "failed", "blocked"],
        ),
        stage(
            "blocked",
            Category::Blocked,
            &["pending", "verified", "failed"],
        ),
        stage(
            "failed",
            Category::Doing,
            &["pending", "verified", "blocked"],
        ),
        stage(
            "verified",
            Category::Done,
            &["pending", "failed", "blocked"],
        ),
    ],
};

/// The life of a scenario and of what holds scenarios.
const SCENARIO: Lifecycle = Lifecycle {
    stages: &[
        stage(
            "draft",
            Category::Todo,
            &["ready", "passing", "failing", "blocked"],
        ),
        stage(
            "ready",
            Category::Todo,
            &["draft", "passing", "failing", "blocked"],
        ),
        stage(
            "blocked",
            Category::Blocked,
            &["draft", "ready", "passing", "failing"],
        ),
        stage(
            "failing",
            Category::Doing,
            &["draft", "ready", "passing", "blocked"],
        ),
        stage(
            "passing",
            Category::Done,
            &["draft", "ready", "failing", "blocked"],
        ),
    ],
};
