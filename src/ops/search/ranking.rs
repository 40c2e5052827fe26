//! Which hits come first.

use crate::domain::Timestamp;
use crate::index::text::Found;
use crate::index::text::Place;
use crate::query::TextForm;
use crate::query::TextTerm;

/// How much more a ticket counts that changed just now than one of old.
const RECENCY: f32 = 0.12;

/// After so many days, half of that is left.
const HALF_LIFE_DAYS: f32 = 120.0;

/// How much more a ticket counts whose title has all the words.
const ALL_IN_TITLE: f32 = 1.25;

/// What two words count for that stand side by side as they were typed.
const SIDE_BY_SIDE: f32 = 0.5;

/// More pairs than this are not looked for.
const PAIRS_MAX: usize = 8;

/// More than any text can earn.
const NAMED: f32 = 1_000.0;

/// What a hit was found by.
#[derive(Debug)]
pub(crate) struct Earned {
    /// The terms.
    pub(crate) terms: Vec<Found>,
    /// Those of the [`pairs`] that are there.
    pub(crate) pairs: Vec<Found>,
    /// Whether its key was typed.
    pub(crate) is_named: bool,
    /// When it last changed.
    pub(crate) changed_at: Option<Timestamp>,
}

/// The score of a hit: what its words earned, more where they stand side by side
/// or all in the title, a little more where it changed lately, and before all
/// others where its key is what was typed.
pub(crate) fn rank(earned: &Earned, now: Timestamp) -> f32 {
    let named = if earned.is_named { NAMED } else { 0.0 };
    let sum = |found: &[Found]| found.iter().map(|found| found.score).sum::<f32>();
    let text = sum(&earned.terms) + SIDE_BY_SIDE * sum(&earned.pairs);
    let is_title = earned.terms.iter().all(|found| found.place == Place::Title);
    let whole = if is_title { ALL_IN_TITLE } else { 1.0 };
    named + text * whole * (1.0 + RECENCY * recency(earned.changed_at, now))
}

/// Each two words of a query that were typed side by side, as a phrase.
pub(crate) fn pairs(terms: &[TextTerm]) -> Vec<TextTerm> {
    let is_plain = |term: &TextTerm| term.form == TextForm::Word && term.field.is_none();
    let plain = terms.windows(2).filter(|pair| pair.iter().all(is_plain));
    let pairs = plain.map(|pair| TextTerm {
        field: None,
        form: TextForm::Phrase,
        text: format!("{} {}", pair[0].text, pair[1].text),
    });
    pairs.take(PAIRS_MAX).collect()
}

/// 1 for now, near 0 for long ago.
fn recency(changed_at: Option<Timestamp>, now: Timestamp) -> f32 {
    let Some(changed_at) = changed_at else {
        return 0.0;
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "a day more or less does not show"
    )]
    let days = now.days_since(changed_at) as f32;
    0.5_f32.powf(days / HALF_LIFE_DAYS)
}

/// Whether one of `keys` is what was typed, whatever the case.
pub(crate) fn is_named<'a>(typed: &str, mut keys: impl Iterator<Item = &'a str>) -> bool {
    keys.any(|key| key.eq_ignore_ascii_case(typed))
}
