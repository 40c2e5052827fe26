//! Searching in titles, descriptions, labels, criteria and comments.

use crate::domain::Ticket;
use crate::ops::Listed;
use crate::ops::Tracker;
use crate::query::Query;
use crate::query::Verdict;
use crate::store::Problem;
use crate::store::Stored;

/// How many characters stand on each side of a hit in a snippet.
const SNIPPET_SIDE: usize = 40;

/// A ticket that holds every word searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The ticket.
    pub ticket: Listed,
    /// Where the first word was found: `title`, `labels`, `description`, …
    pub field: &'static str,
    /// The text around it.
    pub snippet: String,
}

/// The tickets that hold every word, best first.
#[derive(Debug)]
pub struct Hits {
    /// The hits.
    pub hits: Vec<Hit>,
    /// How many there are, with those above the limit.
    pub total: usize,
    /// How many more there would be among settled and archived tickets.
    pub hidden: usize,
    /// Files that could not be read.
    pub problems: Vec<Problem>,
}

/// Searches the tickets that `filter` lets through. Case does not matter, and
/// part of a word is enough. A hit in the title counts more than one in the
/// description, and that more than one in a comment.
pub fn search(tracker: &Tracker, text: &str, filter: &Query, limit: Option<usize>) -> Hits {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let survey = tracker.survey();
    let mut scored: Vec<(u32, &Stored<Ticket>, &'static str, String)> = Vec::new();
    let mut hidden = 0;
    for stored in &survey.tickets {
        let summary = tracker.summary(stored, filter.needs_updated());
        let verdict = tracker.judge(&survey, filter, stored, &summary);
        if verdict == Verdict::Misses {
            continue;
        }
        let Some((score, field, snippet)) = score(tracker, stored, &words) else {
            continue;
        };
        if verdict == Verdict::Hidden {
            hidden += 1;
        } else {
            scored.push((score, stored, field, snippet));
        }
    }
    scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.file.key.cmp(&b.1.file.key)));
    let total = scored.len();
    let shown = scored.into_iter().take(limit.unwrap_or(usize::MAX));
    let hits = shown.map(|(_, stored, field, snippet)| Hit {
        ticket: tracker.compute(stored.clone(), &survey.graph),
        field,
        snippet,
    });
    Hits {
        hits: hits.collect(),
        total,
        hidden,
        problems: survey.problems,
    }
}

/// The weight of the fields that hold each word, and where the first one is; none if one is missing.
fn score(
    tracker: &Tracker,
    stored: &Stored<Ticket>,
    words: &[String],
) -> Option<(u32, &'static str, String)> {
    let fields = own_fields(&stored.record);
    // Comments are only opened when the ticket itself does not hold every word.
    let holds =
        |fields: &[Field], word: &String| fields.iter().any(|field| field.lower.contains(word));
    let mut all = fields;
    if !words.iter().all(|word| holds(&all, word)) {
        let (entries, _) = tracker.store.entries(&stored.file);
        all.extend(
            entries
                .iter()
                .map(|entry| Field::new("comment", 1, entry.entry.text.as_str())),
        );
    }
    let mut score = 0;
    let mut first: Option<(&'static str, String)> = None;
    for word in words {
        let best = all
            .iter()
            .filter(|field| field.lower.contains(word))
            .max_by_key(|field| field.weight)?;
        score += best.weight;
        first.get_or_insert_with(|| (best.name, snippet(&best.text, word)));
    }
    first.map(|(field, snippet)| (score, field, snippet))
}

struct Field {
    name: &'static str,
    weight: u32,
    text: String,
    lower: String,
}

impl Field {
    fn new(name: &'static str, weight: u32, text: &str) -> Field {
        Field {
            name,
            weight,
            text: text.to_owned(),
            lower: text.to_lowercase(),
        }
    }
}

/// Sorted by weight from low to high, so that of equals the title wins.
fn own_fields(ticket: &Ticket) -> Vec<Field> {
    let labels: Vec<&str> = ticket
        .labels
        .iter()
        .map(crate::domain::Label::as_str)
        .collect();
    let criteria: Vec<&str> = ticket
        .acceptance_criteria
        .iter()
        .map(|criterion| criterion.text.as_str())
        .collect();
    let mut fields = vec![
        Field::new("acceptance_criteria", 2, &criteria.join("\n")),
        Field::new("description", 3, ticket.description.as_str()),
        Field::new("labels", 5, &labels.join(" ")),
        Field::new("id", 8, ticket.id.to_string().as_str()),
        Field::new("title", 8, ticket.title.as_str()),
    ];
    fields.extend(
        ticket
            .aliases
            .iter()
            .map(|alias| Field::new("aliases", 6, alias)),
    );
    fields
}

/// The hit with some text around it, on one line.
fn snippet(text: &str, word: &str) -> String {
    let flat: Vec<char> = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .collect();
    let lower: Vec<char> = flat
        .iter()
        .map(|c| c.to_lowercase().next().unwrap_or(*c))
        .collect();
    let needle: Vec<char> = word.chars().collect();
    let at = lower
        .windows(needle.len().max(1))
        .position(|window| window == needle)
        .unwrap_or(0);
    let from = at.saturating_sub(SNIPPET_SIDE);
    let to = (at + needle.len() + SNIPPET_SIDE).min(flat.len());
    let middle: String = flat[from..to].iter().collect();
    let (head, tail) = (
        if from > 0 { "…" } else { "" },
        if to < flat.len() { "…" } else { "" },
    );
    format!("{head}{middle}{tail}")
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn a_snippet_is_the_hit_with_what_is_around_it() {
        assert_eq!(snippet("Fix the\nlogin bug", "login"), "Fix the login bug");
        let long = format!("{} needle {}", "x ".repeat(60), "y ".repeat(60));
        let found = snippet(&long, "needle");
        assert!(
            found.starts_with('…') && found.ends_with('…') && found.contains("needle"),
            "{found}"
        );
    }

    #[test]
    fn any_script_can_be_cut_into_snippets() {
        assert_eq!(snippet("日本語のテキスト", "の"), "日本語のテキスト");
        assert_eq!(snippet("", "x"), "");
    }
}
