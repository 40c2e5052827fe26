//! The text that a new template begins with.

/// What bugs, stories and so on usually need; anything else gets the plain one.
const TEXTS: [(&str, &str); 4] = [
    (
        "bug",
        "description: |\n  Steps to reproduce:\n\n  Expected:\n\n  Actual:\n\n\
         acceptance_criteria:\n  - A test fails without the fix\n",
    ),
    (
        "story",
        "description: |\n  As a …, I want …, so that ….\n\n\
         acceptance_criteria:\n  - It works as described\n",
    ),
    (
        "feature",
        "description: |\n  What for:\n\n  How it is used:\n\n\
         acceptance_criteria:\n  - The documentation tells of it\n",
    ),
    (
        "spike",
        "description: |\n  Question:\n\n  Ends when:\n\n\
         acceptance_criteria:\n  - The answer is written down\n",
    ),
];

const PLAIN: &str = "description: |\n  What for:\n\n  Done when:\n";

/// The first text of a type's template.
pub(crate) fn starter(ticket_type: &str) -> String {
    let mut texts = TEXTS.iter();
    let own = texts.find(|(name, _)| *name == ticket_type);
    let text = own.map_or(PLAIN, |(_, text)| *text);
    format!(
        "# What a new {ticket_type} begins with; flags of `tickets create` go before it.\n\
         # Other fields: labels, priority, assignee, status, estimate, points, epic, due, links, …\n\n{text}"
    )
}
