//! How much of what is expected is so.

use crate::domain::Requirement;
use crate::domain::RequirementType;

/// How much of a set of requirements is so. What is suspect does not count as so, and
/// where there is nothing to be measured, there is no share: that is not all of it.
/// Shares are in percent, rounded down to tenths, so that 100 means all.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Coverage {
    /// How many requirements there are, without stories.
    pub requirements: usize,
    /// How many stories there are.
    pub stories: usize,
    /// How many of both are implemented or verified.
    pub covered: usize,
    /// Their share.
    pub coverage: Option<f64>,
    /// How many scenarios there are.
    pub scenarios: usize,
    /// How many of them pass.
    pub passing: usize,
    /// Their share.
    pub pass_rate: Option<f64>,
    /// How many expected results there are.
    pub results: usize,
    /// How many of them are verified.
    pub verified: usize,
    /// Their share.
    pub verification: Option<f64>,
    /// The story points of all stories.
    pub story_points: u64,
    /// The story points of those that are implemented or verified.
    pub story_points_covered: u64,
    /// How many are suspect.
    pub suspect: usize,
    /// Whether all requirements, stories and results are verified and all scenarios pass,
    /// none is suspect, and there are some.
    pub acceptance_met: bool,
}

impl Coverage {
    /// Measures requirements, of which each comes with whether it is suspect.
    pub fn of<'a>(requirements: impl Iterator<Item = (&'a Requirement, bool)>) -> Coverage {
        let mut tally = Coverage::default();
        let mut all_met = true;
        for (requirement, is_suspect) in requirements {
            let is_covered = requirement.is_covered() && !is_suspect;
            let points = u64::from(requirement.story_points.unwrap_or(0));
            tally.suspect += usize::from(is_suspect);
            let (all, so) = match requirement.requirement_type {
                RequirementType::Requirement => (&mut tally.requirements, &mut tally.covered),
                RequirementType::Story => {
                    tally.story_points += points;
                    tally.story_points_covered += if is_covered { points } else { 0 };
                    (&mut tally.stories, &mut tally.covered)
                }
                RequirementType::Result => (&mut tally.results, &mut tally.verified),
                RequirementType::Scenario => (&mut tally.scenarios, &mut tally.passing),
                RequirementType::Feature | RequirementType::Rule => continue,
            };
            *all += 1;
            *so += usize::from(is_covered);
            all_met &= requirement.is_met();
        }
        tally.coverage = share(tally.covered, tally.requirements + tally.stories);
        tally.pass_rate = share(tally.passing, tally.scenarios);
        tally.verification = share(tally.verified, tally.results);
        tally.acceptance_met = all_met && tally.suspect == 0 && !tally.is_empty();
        tally
    }

    /// Whether there is nothing to be measured.
    pub fn is_empty(&self) -> bool {
        self.requirements + self.stories + self.results + self.scenarios == 0
    }
}

/// A part of a whole in percent, rounded down to tenths.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    let tenths = (part * 1000).checked_div(whole)?;
    let tenths = u32::try_from(tenths).ok()?;
    Some(f64::from(tenths) / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One requirement for each line: `type status points`, with `!` where it is suspect.
    fn measured(table: &str) -> Coverage {
        let mut requirements = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let is_suspect = line.ends_with('!');
            let words: Vec<&str> = line.trim_end_matches('!').split_whitespace().collect();
            let (key, title) = ("REQ-1".parse().unwrap(), "a".parse().unwrap());
            let mut requirement = Requirement::new(key, title, words[0].parse().unwrap());
            requirement.status = words[1].parse().unwrap();
            requirement.story_points = words.get(2).map(|points| points.parse().unwrap());
            requirements.push((requirement, is_suspect));
        }
        let pairs = requirements.iter();
        Coverage::of(pairs.map(|(requirement, is_suspect)| (requirement, *is_suspect)))
    }

    #[test]
    fn shares_are_those_of_a_table_counted_by_hand() {
        let coverage = measured(
            "requirement verified
             requirement draft
             story implemented 8
             story approved 3
             story verified 5 !
             result verified
             result pending
             result failed
             scenario passing
             scenario failing
             scenario passing !
             feature draft
             rule draft",
        );
        insta::assert_debug_snapshot!(coverage, @r"
        Coverage {
            requirements: 2,
            stories: 3,
            covered: 2,
            coverage: Some(
                40.0,
            ),
            scenarios: 3,
            passing: 1,
            pass_rate: Some(
                33.3,
            ),
            results: 3,
            verified: 1,
            verification: Some(
                33.3,
            ),
            story_points: 16,
            story_points_covered: 8,
            suspect: 2,
            acceptance_met: false,
        }
        ");
    }

    #[test]
    fn nothing_to_be_measured_is_no_share_and_not_accepted() {
        let nothing = measured("feature draft");
        assert_eq!(nothing.coverage, None);
        assert_eq!(nothing.pass_rate, None);
        assert_eq!(nothing.verification, None);
        assert!(!nothing.acceptance_met);
    }

    #[test]
    fn what_is_accepted_is_all_met_and_nothing_suspect() {
        let check = |table: &str, expected: bool| {
            assert_eq!(measured(table).acceptance_met, expected, "{table}");
        };
        check(
            "requirement verified\nstory verified\nresult verified\nscenario passing",
            true,
        );
        check("requirement implemented\nresult verified", false);
        check("requirement verified\nresult blocked", false);
        check("scenario passing\nscenario failing", false);
        check("scenario passing", true);
        check("requirement verified !", false);
        check("feature draft !\nscenario passing", false);
    }

    #[test]
    fn a_share_is_all_only_when_it_is_all() {
        assert_eq!(share(2, 3), Some(66.6));
        assert_eq!(share(9_999, 10_000), Some(99.9));
        assert_eq!(share(3, 3), Some(100.0));
        assert_eq!(share(0, 3), Some(0.0));
    }
}
