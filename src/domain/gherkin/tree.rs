//! What a feature means, as the parser sees it.

use gherkin::Background;
use gherkin::Examples;
use gherkin::Feature;
use gherkin::GherkinEnv;
use gherkin::LineCol;
use gherkin::Scenario;
use gherkin::Span;
use gherkin::Step;
use gherkin::Table;

use crate::domain::gherkin::GherkinError;
use crate::domain::gherkin::lines;

/// Bytes that a feature may have; a book has a tenth of them.
const BYTES_MAX: usize = 2_000_000;

/// Lines that it may have: the parser's time grows with their square.
const LINES_MAX: usize = 20_000;

/// Characters of a line that an error shows.
const SHOWN_MAX: usize = 60;

/// A feature without the places of its parts: two files that mean the same have equal ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree(Feature);

impl Tree {
    /// Reads a feature.
    ///
    /// # Errors
    /// A text that is no feature.
    pub fn read(text: &str) -> Result<Tree, GherkinError> {
        let mut feature = parse(&lines::unix(text))?;
        forget_places(&mut feature);
        Ok(Tree(feature))
    }
}

/// Reads a feature from a text with Unix line ends.
pub(crate) fn parse(text: &str) -> Result<Feature, GherkinError> {
    check_size(text)?;
    if text
        .lines()
        .all(|line| lines::is_blank(line) || lines::is_comment(line))
    {
        return Err(GherkinError::Empty);
    }
    if let Some(language) = language(text)
        && !gherkin::is_language_supported(language)
    {
        return Err(GherkinError::Language(language.to_owned()));
    }
    Feature::parse(text, GherkinEnv::default()).map_err(|error| syntax(text, &error.to_string()))
}

fn check_size(text: &str) -> Result<(), GherkinError> {
    for (what, count, max) in [
        ("bytes", text.len(), BYTES_MAX),
        ("lines", text.lines().count(), LINES_MAX),
    ] {
        if count > max {
            return Err(GherkinError::TooLarge { what, max });
        }
    }
    let is_foreign = |c: char| c.is_control() && c != '\t';
    match text.lines().position(|line| line.contains(is_foreign)) {
        Some(place) => Err(GherkinError::Control { line: place + 1 }),
        None => Ok(()),
    }
}

/// The language that the first line which is not blank names.
fn language(text: &str) -> Option<&str> {
    let first = text.lines().find(|line| !lines::is_blank(line))?;
    let rest = first.trim_start().strip_prefix('#')?.trim_start();
    let rest = rest.strip_prefix("language")?.trim_start();
    Some(rest.strip_prefix(':')?.trim())
}

/// Where the parser came to. It tells that in its sentence alone: `Error at 3:1: …`.
fn syntax(text: &str, sentence: &str) -> GherkinError {
    let place = sentence.strip_prefix("Error at ");
    let line = place.and_then(|rest| rest.split(':').next()?.parse().ok());
    let count = text.lines().count();
    let line: usize = line.unwrap_or(1).clamp(1, count.max(1));
    let shown = text.lines().nth(line - 1).unwrap_or_default().trim();
    GherkinError::Syntax {
        line,
        text: shown.chars().take(SHOWN_MAX).collect(),
    }
}

fn forget_places(feature: &mut Feature) {
    forget(&mut feature.span, &mut feature.position);
    feature.background.iter_mut().for_each(of_background);
    feature.scenarios.iter_mut().for_each(of_scenario);
    for rule in &mut feature.rules {
        forget(&mut rule.span, &mut rule.position);
        rule.background.iter_mut().for_each(of_background);
        rule.scenarios.iter_mut().for_each(of_scenario);
    }
}

fn forget(span: &mut Span, position: &mut LineCol) {
    *span = Span::default();
    *position = LineCol::default();
}

fn of_background(background: &mut Background) {
    forget(&mut background.span, &mut background.position);
    background.steps.iter_mut().for_each(of_step);
}

fn of_scenario(scenario: &mut Scenario) {
    forget(&mut scenario.span, &mut scenario.position);
    scenario.steps.iter_mut().for_each(of_step);
    scenario.examples.iter_mut().for_each(of_examples);
}

fn of_examples(examples: &mut Examples) {
    forget(&mut examples.span, &mut examples.position);
    examples.table.iter_mut().for_each(of_table);
}

fn of_step(step: &mut Step) {
    forget(&mut step.span, &mut step.position);
    step.table.iter_mut().for_each(of_table);
}

fn of_table(table: &mut Table) {
    forget(&mut table.span, &mut table.position);
}
