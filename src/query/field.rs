//! The fields of the language, and the names they go by.

use crate::query::TextField;

/// A field whose values are words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the field that it names")]
pub enum WordField {
    Id,
    Alias,
    Type,
    Status,
    Category,
    Priority,
    Assignee,
    Author,
    Label,
    Epic,
    Sprint,
    Item,
    Parent,
    DependsOn,
    Resolution,
}

/// A field whose values are times or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the field that it names")]
pub enum TimeField {
    Due,
    Created,
    Updated,
    Moved,
}

/// A field that a summary has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// One of words.
    Word(WordField),
    /// One of times.
    Time(TimeField),
    /// The story points.
    Points,
}

/// What stands before the operator of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// A field that a summary has.
    Field(Field),
    /// A field to find words in; none for all of them.
    Text(Option<TextField>),
    /// `is:ready`
    Is,
    /// `has:due`
    Has,
    /// `no:assignee`
    No,
    /// `sort:priority`
    Sort,
    /// `scope:all`
    Scope,
}

/// A name and the other names for the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameSpec {
    pub(crate) means: Name,
    /// The one that canonical queries use.
    pub(crate) name: &'static str,
    pub(crate) synonyms: &'static [&'static str],
}

const fn spec(means: Name, name: &'static str, synonyms: &'static [&'static str]) -> NameSpec {
    NameSpec {
        means,
        name,
        synonyms,
    }
}

const fn word(field: WordField, name: &'static str, synonyms: &'static [&'static str]) -> NameSpec {
    spec(Name::Field(Field::Word(field)), name, synonyms)
}

const fn time(field: TimeField, name: &'static str, synonyms: &'static [&'static str]) -> NameSpec {
    spec(Name::Field(Field::Time(field)), name, synonyms)
}

const fn text(
    field: Option<TextField>,
    name: &'static str,
    synonyms: &'static [&'static str],
) -> NameSpec {
    spec(Name::Text(field), name, synonyms)
}

/// All names; `-` and `_` are the same in them, and so are `A` and `a`.
pub(crate) const NAMES: [NameSpec; 29] = [
    word(WordField::Id, "id", &["key"]),
    word(WordField::Alias, "alias", &["aliases"]),
    word(WordField::Type, "type", &["kind"]),
    word(WordField::Status, "status", &["state"]),
    word(WordField::Category, "category", &[]),
    word(WordField::Priority, "priority", &["prio"]),
    word(WordField::Assignee, "assignee", &["assigned", "owner"]),
    word(WordField::Author, "author", &["created_by", "creator"]),
    word(WordField::Label, "label", &["labels", "tag", "tags"]),
    word(WordField::Epic, "epic", &[]),
    word(WordField::Sprint, "sprint", &["iteration"]),
    word(WordField::Item, "item", &["backlog_item"]),
    word(WordField::Parent, "parent", &[]),
    word(WordField::DependsOn, "depends_on", &["depends", "needs"]),
    word(WordField::Resolution, "resolution", &[]),
    time(TimeField::Due, "due", &["due_date", "deadline"]),
    time(TimeField::Created, "created", &["created_at"]),
    time(TimeField::Updated, "updated", &["updated_at", "changed"]),
    time(TimeField::Moved, "moved", &["moved_at"]),
    spec(
        Name::Field(Field::Points),
        "points",
        &["point", "story_points"],
    ),
    text(Some(TextField::Title), "title", &["summary"]),
    text(
        Some(TextField::Description),
        "description",
        &["desc", "body"],
    ),
    text(
        Some(TextField::Criteria),
        "acceptance_criteria",
        &["criteria", "criterion"],
    ),
    text(Some(TextField::Comments), "comments", &["comment"]),
    spec(Name::Is, "is", &[]),
    spec(Name::Has, "has", &["with"]),
    spec(Name::No, "no", &["without"]),
    spec(Name::Sort, "sort", &["order", "order_by"]),
    spec(Name::Scope, "scope", &[]),
];

/// Every name, synonyms too.
pub(crate) fn all_names() -> impl Iterator<Item = &'static str> {
    let names = NAMES.iter();
    names.flat_map(|spec| std::iter::once(spec.name).chain(spec.synonyms.iter().copied()))
}

/// What a name means.
pub(crate) fn named(name: &str) -> Option<&'static NameSpec> {
    let name = name.to_lowercase().replace('-', "_");
    NAMES
        .iter()
        .find(|spec| spec.name == name || spec.synonyms.contains(&name.as_str()))
}

/// The canonical name of a field.
pub(crate) fn name_of(means: Name) -> &'static str {
    let spec = NAMES.iter().find(|spec| spec.means == means);
    spec.map_or("", |spec| spec.name)
}

impl Field {
    /// Its canonical name.
    pub fn as_str(self) -> &'static str {
        name_of(Name::Field(self))
    }

    /// Whether there are tickets without a value.
    pub fn can_be_empty(self) -> bool {
        match self {
            Field::Word(field) => field.can_be_empty(),
            Field::Time(_) | Field::Points => true,
        }
    }
}

impl WordField {
    fn can_be_empty(self) -> bool {
        match self {
            WordField::Id
            | WordField::Type
            | WordField::Status
            | WordField::Category
            | WordField::Priority => false,
            WordField::Alias
            | WordField::Assignee
            | WordField::Author
            | WordField::Label
            | WordField::Epic
            | WordField::Sprint
            | WordField::Item
            | WordField::Parent
            | WordField::DependsOn
            | WordField::Resolution => true,
        }
    }

    /// Whether its values are people.
    pub(crate) fn is_person(self) -> bool {
        matches!(self, WordField::Assignee | WordField::Author)
    }

    /// Whether its values are keys.
    pub(crate) fn is_key(self) -> bool {
        match self {
            WordField::Id
            | WordField::Alias
            | WordField::Epic
            | WordField::Sprint
            | WordField::Item
            | WordField::Parent
            | WordField::DependsOn => true,
            WordField::Type
            | WordField::Status
            | WordField::Category
            | WordField::Priority
            | WordField::Assignee
            | WordField::Author
            | WordField::Label
            | WordField::Resolution => false,
        }
    }

    /// Whether its values are the project's own words, one a ticket.
    pub(crate) fn is_of_the_project(self) -> bool {
        matches!(
            self,
            WordField::Type | WordField::Status | WordField::Category | WordField::Priority
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_thing() {
        for name in all_names() {
            let times = all_names().filter(|other| *other == name).count();
            assert_eq!(times, 1, "{name}");
        }
        for spec in &NAMES {
            assert_eq!(name_of(spec.means), spec.name);
        }
        assert_eq!(named("Created-By").unwrap().name, "author");
        assert!(named("colour").is_none());
    }
}
