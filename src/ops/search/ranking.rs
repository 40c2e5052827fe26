//! Which hits come first.

use crate::domain::Timestamp;
use crate::index::text::Found;
use crate::index::text::Place;

/// How much more a ticket counts that changed just now than one of old.
const RECENCY: f32 = 0.12;

/// After so many days, half of that is left.
const HALF_LIFE_DAYS: f32 = 120.0;

/// How much more a ticket counts whose title has all the words.
const ALL_IN_TITLE: f32 = 1.25;

/// More than any text can earn.
const NAMED: f32 = 1_000.0;

/// The score of a hit: what its words earned, more where all are in the title, a
/// little more where it changed lately, and before all others where its key is
/// what was typed.
pub(crate) fn rank(
    found: &[Found],
    is_named: bool,
    changed_at: Option<Timestamp>,
    now: Timestamp,
) -> f32 {
    let named = if is_named { NAMED } else { 0.0 };
    let earned: f32 = found.iter().map(|found| found.score).sum();
    let is_title = found.iter().all(|found| found.place == Place::Title);
    let whole = if is_title { ALL_IN_TITLE } else { 1.0 };
    named + earned * whole * (1.0 + RECENCY * recency(changed_at, now))
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
