//! Three versions of one record, or of one value in it.

use serde_yaml::Mapping;
use serde_yaml::Value;

use crate::domain::FieldSpec;
use crate::domain::Shape;
use crate::domain::merge::meaning;

/// A record as two branches have it, and as it was before they parted.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// The record before both; none where both branches added it.
    pub base: Option<&'a Mapping>,
    /// Our side.
    pub ours: &'a Mapping,
    /// Their side.
    pub theirs: &'a Mapping,
}

/// Whether two versions are of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// They are, or nothing says otherwise.
    Same,
    /// Two records that came under one path: both must be kept as they are.
    Different,
}

impl<'a> Sides<'a> {
    /// Tells whether both sides are the same record: by `uid`, and where the kind has none by `id`.
    ///
    /// Version control pairs unrelated files that look alike, for example when one branch deleted a ticket and created
    /// another.
    pub fn identity(&self, specs: &[FieldSpec]) -> Identity {
        if is_same_record(self.ours, self.theirs, specs) {
            Identity::Same
        } else {
            Identity::Different
        }
    }

    /// The sides without a base that is another record.
    pub(crate) fn without_foreign_base(self, specs: &[FieldSpec]) -> Sides<'a> {
        let is_own = |base: &&Mapping| {
            is_same_record(base, self.ours, specs) && is_same_record(base, self.theirs, specs)
        };
        Sides {
            base: self.base.filter(is_own),
            ..self
        }
    }

    /// The three values of a key.
    pub(crate) fn field(&self, key: &Value) -> Three<'a> {
        Three {
            base: self.base.and_then(|base| base.get(key)),
            ours: self.ours.get(key),
            theirs: self.theirs.get(key),
        }
    }
}

fn is_same_record(one: &Mapping, other: &Mapping, specs: &[FieldSpec]) -> bool {
    let has = |name: &str| specs.iter().any(|spec| spec.name == name);
    let name = if has("uid") || !has("id") {
        "uid"
    } else {
        "id"
    };
    let of = |map: &Mapping| meaning::of(map.get(name)).to_ascii_uppercase();
    let (one, other) = (of(one), of(other));
    one == other || one.is_empty() || other.is_empty()
}

/// One value on three sides; none where it is not there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Three<'v> {
    pub(crate) base: Option<&'v Value>,
    pub(crate) ours: Option<&'v Value>,
    pub(crate) theirs: Option<&'v Value>,
}

/// One of two branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Ours,
    Theirs,
}

impl<'v> Three<'v> {
    /// The side whose value stands, unless both changed it to different things.
    pub(crate) fn winner(&self, shape: Option<Shape>) -> Option<Side> {
        // How a value is written is taken over too where only one side touched it.
        if let Some(side) = decide(&self.base, &self.ours, &self.theirs) {
            return Some(side);
        }
        let of = |value| meaning::of_field(value, shape);
        decide(&of(self.base), &of(self.ours), &of(self.theirs))
    }

    /// The value of a side.
    pub(crate) fn of(&self, side: Side) -> Option<&'v Value> {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }
}

fn decide<T: PartialEq>(base: &T, ours: &T, theirs: &T) -> Option<Side> {
    if ours == theirs || theirs == base {
        return Some(Side::Ours);
    }
    (ours == base).then_some(Side::Theirs)
}
