//! What people mean by the words that they give for a field, whichever door they come through.

use crate::domain::BareNumber;
use crate::domain::Change;
use crate::domain::Date;
use crate::domain::DurationRule;
use crate::domain::Minutes;
use crate::domain::Person;
use crate::domain::Text;
use crate::domain::WordError;
use crate::ops::OpError;
use crate::ops::Tracker;
use crate::ops::nearest;

/// The person that a name means: `me` is the user, nothing is nobody.
///
/// # Errors
/// It is not known who the user is, or no name can look so.
pub fn person(tracker: &Tracker, name: &str) -> Result<Option<Person>, OpError> {
    match name.trim() {
        "" => Ok(None),
        "me" => {
            let user = tracker.user().map(|(name, _)| name);
            user.map(Some).ok_or_else(|| OpError::Invalid {
                reason: "it is not known who you are".to_owned(),
                hint: Some("set `user.name` in version control, or TICKETS_USER_NAME".to_owned()),
            })
        }
        name => name
            .parse()
            .map(Some)
            .map_err(|error: WordError| OpError::invalid(error.to_string())),
    }
}

/// The day that a text means: `2026-12-01`, `7d`, `today`.
///
/// # Errors
/// It is none of these.
pub fn day(tracker: &Tracker, text: &str) -> Result<Date, OpError> {
    let today = tracker.now().date();
    if text == "today" {
        return Ok(today);
    }
    let days = text
        .strip_suffix('d')
        .and_then(|days| days.parse::<u16>().ok());
    if let Some(days) = days {
        return Ok(today.plus_days(days.into()));
    }
    text.parse()
        .map_err(|error: crate::domain::TimeError| OpError::Invalid {
            reason: error.to_string(),
            hint: Some("write `2026-12-01`, `7d` or `today`".to_owned()),
        })
}

/// The amount of time that a text means: `1h30m`, `90m`, `1.5h`, `2d`, or as `bare` has it a number.
///
/// # Errors
/// It is none of these, or more than ten thousand hours.
pub fn minutes(tracker: &Tracker, text: &str, bare: BareNumber) -> Result<Minutes, OpError> {
    let rule = DurationRule {
        bare,
        hours_per_day: tracker.settings.time.hours_per_day,
    };
    Minutes::parse(text, rule).map_err(|error| OpError::Invalid {
        reason: error.to_string(),
        hint: Some("write `1h30m`, `90m`, `1.5h` or `2d`".to_owned()),
    })
}

/// The fields that [`cleared`] empties.
const CLEARABLE: [&str; 16] = [
    "description",
    "assignee",
    "reporter",
    "labels",
    "epic",
    "sprint",
    "parent",
    "depends_on",
    "related",
    "duplicates",
    "links",
    "due",
    "estimate_hours",
    "story_points",
    "resolution",
    "acceptance_criteria",
];

/// The change that empties a field.
///
/// # Errors
/// There is no such field, or it cannot be empty.
pub fn cleared(field: &str) -> Result<Change, OpError> {
    Ok(match field {
        "description" => Change::Description(Text::default()),
        "assignee" => Change::Assignee(None),
        "reporter" => Change::Reporter(None),
        "labels" => Change::Labels(Vec::new()),
        "epic" => Change::Epic(None),
        "sprint" => Change::Sprint(None),
        "parent" => Change::Parent(None),
        "depends_on" => Change::DependsOn(Vec::new()),
        "related" => Change::Related(Vec::new()),
        "duplicates" => Change::Duplicates(Vec::new()),
        "links" => Change::Links(Vec::new()),
        "due" => Change::Due(None),
        "estimate_hours" => Change::EstimateHours(None),
        "story_points" => Change::StoryPoints(None),
        "resolution" => Change::Resolution(None),
        "acceptance_criteria" => Change::ClearCriteria,
        other => {
            return Err(OpError::Invalid {
                reason: format!("`{other}` cannot be cleared"),
                hint: Some(nearest(other, &CLEARABLE.map(str::to_owned))),
            });
        }
    })
}

/// The changes that remove criteria by the numbers that somebody saw: from the
/// back, so that each number still means what it meant.
pub fn criteria_removed(numbers: &[usize]) -> Vec<Change> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.dedup();
    let removal = |number| Change::RemoveCriterion { number };
    numbers.into_iter().map(removal).collect()
}
