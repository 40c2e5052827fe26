//! The requirement: what somebody expects, and whether it is so.

use std::slice;

use crate::domain::Criterion;
use crate::domain::FieldSpec;
use crate::domain::Key;
use crate::domain::Kind;
use crate::domain::Label;
use crate::domain::Lifecycle;
use crate::domain::Living;
use crate::domain::Members;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Record;
use crate::domain::ReferenceField;
use crate::domain::RequirementType;
use crate::domain::Shape;
use crate::domain::Status;
use crate::domain::Summary;
use crate::domain::Text;
use crate::domain::Timestamp;
use crate::domain::Title;
use crate::domain::Transition;
use crate::domain::Uid;
use crate::domain::VerificationMethod;
use crate::domain::empty;
use crate::domain::gherkin::Part;
use crate::domain::record::record_head;
use crate::domain::requirement_lives;

/// What somebody expects of the work on a ticket, an epic or a backlog item.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[schemars(description = "What somebody expects, as its file in `.tickets/requirements/` says it.")]
pub struct Requirement {
    /// Its key, such as `REQ-12`.
    pub id: Key,
    /// Keys and foreign ids it had before; they still find it.
    #[serde(
        default,
        deserialize_with = "empty::list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub aliases: Vec<String>,
    /// What stays the same when the key changes.
    #[serde(default)]
    pub uid: Option<Uid>,
    /// What is expected, in one line.
    pub title: Title,
    /// In which form it is expected.
    #[serde(rename = "type", default, deserialize_with = "empty::word")]
    pub requirement_type: RequirementType,
    /// Where it stands; which statuses there are depends on the type.
    #[serde(default = "draft", deserialize_with = "status")]
    pub status: Status,
    /// How much it matters.
    #[serde(default, deserialize_with = "empty::word")]
    pub priority: Priority,
    /// The ticket, epic or backlog item that it is expected of.
    #[serde(default)]
    pub of: Option<Key>,
    /// The requirement that it follows from; of a scenario, its feature or rule.
    #[serde(default)]
    pub parent: Option<Key>,
    /// Words that group it with others; of a scenario, its tags. Sorted.
    #[serde(default, deserialize_with = "empty::list")]
    pub labels: Vec<Label>,
    /// Of a story, who wants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    /// Of a story, what they want.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// Of a story, what they want it for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benefit: Option<String>,
    /// Of a story, its size compared with others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story_points: Option<u32>,
    /// Of an expected result, how it is verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<VerificationMethod>,
    /// Of a part of a feature, its place among its neighbours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The fingerprint of its text when it was reviewed last.
    #[serde(default)]
    pub reviewed: Option<String>,
    /// The fingerprint of its parent's text when it was reviewed last.
    #[serde(default)]
    pub reviewed_parent: Option<String>,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Who created it.
    #[serde(default)]
    pub created_by: Option<Person>,
    /// What is expected, at length.
    #[serde(default, deserialize_with = "empty::text")]
    pub description: Text,
    /// Of a part of a feature, its lines.
    #[serde(
        default,
        deserialize_with = "empty::text",
        skip_serializing_if = "Text::is_empty"
    )]
    pub gherkin: Text,
    /// What must be true for it to be met.
    #[serde(default, deserialize_with = "empty::list")]
    pub acceptance_criteria: Vec<Criterion>,
    /// Its moves from status to status, oldest first.
    #[serde(default, deserialize_with = "empty::list")]
    pub transitions: Vec<Transition>,
}

fn draft() -> Status {
    requirement_lives::FORMAL.first()
}

fn status<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
    empty::status(deserializer, &requirement_lives::FORMAL)
}

impl Record for Requirement {
    const KIND: Kind = Kind {
        noun: "requirement",
        plural: "requirements",
        folder: "requirements",
        prefix: Some("REQ"),
        is_split: true,
    };

    const LIFECYCLES: &'static [Lifecycle] = requirement_lives::ALL;

    const FIELDS: &'static [FieldSpec] = &[
        FieldSpec::always("id", Shape::Scalar),
        FieldSpec::when_set("aliases", Shape::Set),
        FieldSpec::always("uid", Shape::Scalar),
        FieldSpec::always("title", Shape::Scalar),
        FieldSpec::always("type", Shape::Scalar),
        FieldSpec::always("status", Shape::Scalar),
        FieldSpec::always("priority", Shape::Scalar),
        FieldSpec::always("of", Shape::Scalar),
        FieldSpec::always("parent", Shape::Scalar),
        FieldSpec::always("labels", Shape::Set),
        FieldSpec::when_set("persona", Shape::Scalar),
        FieldSpec::when_set("goal", Shape::Scalar),
        FieldSpec::when_set("benefit", Shape::Scalar),
        FieldSpec::when_set("story_points", Shape::Scalar),
        FieldSpec::when_set("method", Shape::Scalar),
        FieldSpec::when_set("position", Shape::Scalar),
        FieldSpec::always("reviewed", Shape::Scalar),
        FieldSpec::always("reviewed_parent", Shape::Scalar),
        FieldSpec::always("created_at", Shape::Time),
        FieldSpec::always("created_by", Shape::Scalar),
        FieldSpec::always("description", Shape::Text),
        FieldSpec::when_set("gherkin", Shape::Text),
        FieldSpec::always("acceptance_criteria", Shape::Checklist),
        FieldSpec::always("transitions", Shape::Log),
    ];

    record_head!();

    fn references(&self) -> Vec<(&'static str, &Key)> {
        let of = self.of.iter().map(|key| ("of", key));
        let parent = self.parent.iter().map(|key| ("parent", key));
        of.chain(parent).collect()
    }

    fn reference_field(&mut self, field: &str) -> Option<ReferenceField<'_>> {
        match field {
            "of" => Some(ReferenceField::One(&mut self.of)),
            "parent" => Some(ReferenceField::One(&mut self.parent)),
            _ => None,
        }
    }

    fn fault(&self) -> Option<String> {
        if !self.requirement_type.is_gherkin() || self.gherkin.is_empty() {
            return None;
        }
        let name = Part::name_in(self.gherkin.as_str()).unwrap_or_default();
        let title = Requirement::part_title(name, self.requirement_type);
        (title != self.title.as_str()).then(|| {
            let own = &self.title;
            format!("its title is `{own}`, and the name in its lines is `{name}`")
        })
    }

    fn lifecycles(&self) -> &'static [Lifecycle] {
        slice::from_ref(self.lifecycle())
    }

    fn summary(&self) -> Summary<'_> {
        Summary {
            record_type: self.requirement_type.as_str().into(),
            status: self.status.as_str().into(),
            priority: self.priority.as_str().into(),
            created_by: self.created_by.as_ref().map(|name| name.as_str().into()),
            labels: Members::of(&self.labels),
            parent: self.parent.as_ref().map(|key| key.to_string().into()),
            story_points: self.story_points,
            created_at: self.created_at,
            ..Summary::named(self).in_course(&self.status, &self.transitions)
        }
    }
}

impl Living for Requirement {
    fn lifecycle(&self) -> &'static Lifecycle {
        requirement_lives::of(self.requirement_type)
    }
}

impl Requirement {
    /// The fields that the sentence of a story is made of.
    pub const STORY_FIELDS: [&'static str; 3] = ["persona", "goal", "benefit"];

    /// The title of a part of a feature of this name; of one without a name, what it is.
    pub fn part_title(name: &str, requirement_type: RequirementType) -> String {
        const LENGTH_MAX: usize = 1_000;
        let words: Vec<&str> = name.split_whitespace().collect();
        let title: String = words.join(" ").chars().take(LENGTH_MAX).collect();
        if title.is_empty() {
            requirement_type.to_string()
        } else {
            title
        }
    }

    /// A requirement of a type, with a key and a title and nothing else.
    pub fn new(id: Key, title: Title, requirement_type: RequirementType) -> Requirement {
        let mut new = Requirement {
            id,
            aliases: Vec::new(),
            uid: None,
            title,
            requirement_type,
            status: draft(),
            priority: Priority::default(),
            of: None,
            parent: None,
            labels: Vec::new(),
            persona: None,
            goal: None,
            benefit: None,
            story_points: None,
            method: None,
            position: None,
            reviewed: None,
            reviewed_parent: None,
            created_at: None,
            created_by: None,
            description: Text::default(),
            gherkin: Text::default(),
            acceptance_criteria: Vec::new(),
            transitions: Vec::new(),
        };
        new.status = new.lifecycle().first();
        new
    }

    /// Of a story with all its parts: `As a P, I want G, so that B.`
    pub fn sentence(&self) -> Option<String> {
        if self.requirement_type != RequirementType::Story {
            return None;
        }
        let (persona, goal, benefit) = (
            self.persona.as_deref()?,
            self.goal.as_deref()?,
            self.benefit.as_deref()?,
        );
        let article = article(persona);
        let benefit = benefit.trim_end_matches('.');
        Some(format!(
            "As {article} {persona}, I want {goal}, so that {benefit}."
        ))
    }

    /// Whether the last word about it is that it holds.
    pub fn is_met(&self) -> bool {
        self.status.as_str() == self.requirement_type.met()
    }

    /// Whether the work on it counts as done: a formal one that is implemented, or met.
    pub fn is_covered(&self) -> bool {
        let is_implemented = self.status.as_str() == "implemented";
        self.is_met() || (self.requirement_type.is_formal() && is_implemented)
    }

    /// Its move to the status that it has.
    pub fn last_move(&self) -> Option<&Transition> {
        self.transitions
            .last()
            .filter(|last| last.to == self.status)
    }
}

/// `a` or `an`: by the first sound, as far as letters tell it.
fn article(word: &str) -> &'static str {
    const LIKE_CONSONANTS: [&str; 12] = [
        "eu", "once", "one", "unic", "unif", "unio", "uniq", "unit", "univ", "usa", "use", "uti",
    ];
    const SILENT: [&str; 3] = ["heir", "honest", "hour"];
    let word = word.to_lowercase();
    let begins = |beginnings: &[&str]| beginnings.iter().any(|begin| word.starts_with(begin));
    let is_vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']) && !begins(&LIKE_CONSONANTS);
    if is_vowel || begins(&SILENT) {
        "an"
    } else {
        "a"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(persona: &str, goal: &str, benefit: &str) -> Requirement {
        let (key, title) = ("REQ-1".parse().unwrap(), "a".parse().unwrap());
        Requirement {
            persona: Some(persona.to_owned()),
            goal: Some(goal.to_owned()),
            benefit: Some(benefit.to_owned()),
            ..Requirement::new(key, title, RequirementType::Story)
        }
    }

    #[test]
    fn a_story_is_a_sentence() {
        let check = |parts: [&str; 3], expected: &str| {
            let sentence = story(parts[0], parts[1], parts[2]).sentence();
            assert_eq!(sentence.as_deref(), Some(expected));
        };
        check(
            [
                "developer",
                "track time on tickets",
                "I can provide accurate estimates",
            ],
            "As a developer, I want track time on tickets, so that I can provide accurate estimates.",
        );
        check(
            ["Administrator", "to see all", "nothing is lost."],
            "As an Administrator, I want to see all, so that nothing is lost.",
        );
        for (persona, expected) in [
            ("user", "a user"),
            ("unit tester", "a unit tester"),
            ("unidentified guest", "an unidentified guest"),
            ("European", "a European"),
            ("editor", "an editor"),
            ("hourly worker", "an hourly worker"),
            ("Ärztin", "a Ärztin"),
        ] {
            let sentence = story(persona, "b", "c").sentence().unwrap();
            assert!(sentence.starts_with(&format!("As {expected}, I want")));
        }
        let half = Requirement {
            benefit: None,
            ..story("a", "b", "c")
        };
        assert_eq!(half.sentence(), None);
    }
}
