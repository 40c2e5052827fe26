//! A whole record.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::FieldSpec;
use crate::domain::Shape;
use crate::domain::merge::contradiction::Contradiction;
use crate::domain::merge::contradiction::Place;
use crate::domain::merge::map;
use crate::domain::merge::meaning;
use crate::domain::merge::sides::Side;
use crate::domain::merge::sides::Sides;
use crate::domain::merge::sides::Three;
use crate::domain::merge::status;
use crate::domain::merge::status::MergeRules;
use crate::domain::merge::value;

const STATUS: &str = "status";
const TRANSITIONS: &str = "transitions";

/// What belongs to a status: how the record was settled.
const RESOLUTION: &str = "resolution";

/// What two branches make together of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The record; where it contradicts itself, our side's value.
    pub fields: Mapping,
    /// What a person has to decide.
    pub contradictions: Vec<Contradiction>,
}

impl Merged {
    /// Lets somebody choose the values of what contradicts itself; returns what they chose.
    pub fn decide(
        &mut self,
        choose: impl Fn(&Contradiction) -> Option<Option<Value>>,
    ) -> Vec<Contradiction> {
        let mut chosen = Vec::new();
        for contradiction in std::mem::take(&mut self.contradictions) {
            match choose(&contradiction) {
                Some(value) => {
                    contradiction.place.set(&mut self.fields, value);
                    chosen.push(contradiction);
                }
                None => self.contradictions.push(contradiction),
            }
        }
        chosen
    }

    /// The record as it is when all that is to be decided is decided for their side.
    pub fn theirs(&self) -> Mapping {
        self.settled(|contradiction| contradiction.theirs.clone())
    }

    /// The record with a choice for each contradiction.
    pub fn settled(&self, choice: impl Fn(&Contradiction) -> Option<Value>) -> Mapping {
        let mut fields = self.fields.clone();
        for contradiction in &self.contradictions {
            contradiction.place.set(&mut fields, choice(contradiction));
        }
        fields
    }
}

/// Merges two versions of one record, as [`Sides::identity`] told that they are.
///
/// `specs` say what is known of the fields; others are merged by their structure. A base that is another record is
/// taken for none.
pub fn merge(sides: &Sides, specs: &[FieldSpec], rules: &dyn MergeRules) -> Merged {
    let sides = sides.without_foreign_base(specs);
    let mut contradictions = Vec::new();
    let mut fields = Mapping::new();
    let course = course(&sides, specs, rules);
    let nothing = Mapping::new();
    let base = sides.base.unwrap_or(&nothing);
    for key in map::keys(base, sides.ours, sides.theirs) {
        let name = meaning::of(Some(&key));
        let spec = specs.iter().find(|spec| spec.name == name);
        let three = sides.field(&key);
        let place = Place::of_field(&name);
        let merged = match course {
            Course::Of(side) if is_course(spec, three, side) => three.of(side).cloned(),
            Course::Of(_) | Course::Torn if belongs_to_status(spec) && is_different(three) => {
                contradictions.push(Contradiction {
                    place,
                    base: three.base.cloned(),
                    ours: three.ours.cloned(),
                    theirs: three.theirs.cloned(),
                });
                three.ours.cloned()
            }
            Course::Of(_) | Course::Torn | Course::Plain => {
                let shape = spec.map(|spec| spec.shape);
                value::merge(three, shape, &place, &mut contradictions)
            }
        };
        if let Some(value) = merged {
            fields.insert(key, value);
        }
    }
    Merged {
        fields,
        contradictions,
    }
}

/// Whether two records hold the same facts, however they are written.
pub fn is_same_record(one: &Mapping, other: &Mapping, specs: &[FieldSpec]) -> bool {
    let all_in = |one: &Mapping, other: &Mapping| {
        one.iter().all(|(key, value)| {
            let shape = shape_of(key, specs);
            let same = other.get(key);
            meaning::of_field(Some(value), shape) == meaning::of_field(same, shape)
        })
    };
    all_in(one, other) && all_in(other, one)
}

fn shape_of(key: &Value, specs: &[FieldSpec]) -> Option<Shape> {
    let spec = specs.iter().find(|spec| key.as_str() == Some(spec.name));
    spec.map(|spec| spec.shape)
}

/// How the status and what belongs to it are merged.
#[derive(Clone, Copy)]
enum Course {
    /// As any other field.
    Plain,
    /// As one side has them, which is further along.
    Of(Side),
    /// By a person: both sides moved on, to different ends.
    Torn,
}

fn course(sides: &Sides, specs: &[FieldSpec], rules: &dyn MergeRules) -> Course {
    if specs.iter().all(|spec| spec.name != STATUS) {
        return Course::Plain;
    }
    let status = sides.field(&Value::from(STATUS));
    if status.winner(Some(Shape::Scalar)).is_some() {
        return Course::Plain;
    }
    let log = sides.field(&Value::from(TRANSITIONS));
    status::further(status, log, rules).map_or(Course::Torn, Course::Of)
}

fn belongs_to_status(spec: Option<&FieldSpec>) -> bool {
    spec.is_some_and(|spec| spec.name == STATUS || spec.name == RESOLUTION)
}

/// Whether the side that is further along says what this field is. A resolution that only the other side gave is not
/// thrown away by that.
fn is_course(spec: Option<&FieldSpec>, three: Three, side: Side) -> bool {
    let is_given = meaning::of(three.of(side)) != meaning::of(three.base);
    belongs_to_status(spec) && is_given
}

fn is_different(three: Three) -> bool {
    meaning::of(three.ours) != meaning::of(three.theirs)
}
