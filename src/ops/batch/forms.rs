//! The operations and their fields: what is read, refused, documented and put into the schema.

/// What an operation does; each is the plain command of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the command that it names")]
pub enum Op {
    Create,
    Update,
    Start,
    Close,
    Reopen,
    Delete,
    Archive,
    Unarchive,
    Comment,
    Label,
    Depend,
    Undepend,
    Link,
    Unlink,
}

/// One operation's form.
#[derive(Debug)]
pub struct Form {
    /// What it does.
    pub op: Op,
    /// Its word.
    pub name: &'static str,
    /// Its own fields.
    pub fields: &'static [Field],
    /// Whether it takes the fields of a ticket too.
    pub has_ticket_fields: bool,
}

/// A field of an operation.
#[derive(Debug)]
pub struct Field {
    /// Its name: the record's, or the flag's.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether the operation makes no sense without it.
    pub is_required: bool,
    /// What it means.
    pub meaning: &'static str,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A text, or a list of texts.
    Texts,
    /// What names a ticket: a key, a number, a part of its name, `@ref`.
    Ticket,
    /// One of them or a list.
    Tickets,
    /// A number.
    Number,
    /// A whole number, or a list of them.
    Numbers,
    /// `true` or `false`.
    Flag,
    /// Objects with the `number` of a criterion and its new `text`.
    Criteria,
}

const fn may(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        name,
        shape,
        is_required: false,
        meaning,
    }
}

const fn must(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        is_required: true,
        ..may(name, shape, meaning)
    }
}

const ID: Field = must("id", Shape::Ticket, "The ticket");
const REASON: Field = may("reason", Shape::Text, "Why, for the history");

/// The fields that `create` and `update` give a ticket.
pub(crate) const TICKET_FIELDS: &[Field] = &[
    may("description", Shape::Text, "What it is about, at length"),
    may("type", Shape::Text, "What sort of work it is"),
    may("priority", Shape::Text, "How much it matters"),
    may(
        "assignee",
        Shape::Text,
        "Who works on it; `me` for yourself",
    ),
    may("reporter", Shape::Text, "Who asked for it"),
    may("labels", Shape::Texts, "All its labels"),
    may("epic", Shape::Text, "The epic it belongs to"),
    may("sprint", Shape::Text, "The sprint it is planned for"),
    may("parent", Shape::Ticket, "The ticket it is a part of"),
    may(
        "depends_on",
        Shape::Tickets,
        "Tickets that it waits for too",
    ),
    may(
        "related",
        Shape::Tickets,
        "Tickets that are worth a look too",
    ),
    may(
        "duplicates",
        Shape::Tickets,
        "Tickets that say the same too",
    ),
    may(
        "links",
        Shape::Texts,
        "URIs and paths that it points to too",
    ),
    may("due", Shape::Text, "The day: `2026-12-01`, `7d`, `today`"),
    may("estimate_hours", Shape::Number, "Hours it is thought to be"),
    may("story_points", Shape::Number, "Its size"),
    may("acceptance_criteria", Shape::Texts, "Criteria to add"),
];

/// All operations.
pub const FORMS: &[Form] = &[
    Form {
        op: Op::Create,
        name: "create",
        fields: &[
            must("title", Shape::Text, "What it is about, in one line"),
            may("status", Shape::Text, "The status it begins with"),
            may("ref", Shape::Text, "Its name in later lines: `@ref`"),
            may(
                "no_template",
                Shape::Flag,
                "Without the template of its type",
            ),
        ],
        has_ticket_fields: true,
    },
    Form {
        op: Op::Update,
        name: "update",
        fields: &[
            ID,
            may("title", Shape::Text, "What it is about, in one line"),
            may("status", Shape::Text, "Where it stands"),
            may("reason", Shape::Text, "Why the status changes"),
            may("resolution", Shape::Text, "How it was settled"),
            may("add_label", Shape::Texts, "Labels to add"),
            may("remove_label", Shape::Texts, "Labels to remove"),
            may("remove_link", Shape::Texts, "Links to remove"),
            may("check", Shape::Numbers, "Criteria that hold"),
            may("uncheck", Shape::Numbers, "Criteria that do not hold"),
            may("edit_criterion", Shape::Criteria, "New texts of criteria"),
            may("remove_criterion", Shape::Numbers, "Criteria to remove"),
            may("clear", Shape::Texts, "Fields to empty first"),
            may("comment", Shape::Text, "A comment to add"),
            may("if_version", Shape::Text, "The version it must have"),
        ],
        has_ticket_fields: true,
    },
    own(
        Op::Start,
        "start",
        &[
            ID,
            may("assignee", Shape::Text, "Who works on it"),
            may("force", Shape::Flag, "Even if it waits for others"),
        ],
    ),
    own(
        Op::Close,
        "close",
        &[
            ID,
            may("resolution", Shape::Text, "How it was settled"),
            REASON,
            may("comment", Shape::Text, "A comment to add"),
            may("status", Shape::Text, "The status it gets"),
        ],
    ),
    own(Op::Reopen, "reopen", &[ID, REASON]),
    own(
        Op::Delete,
        "delete",
        &[ID, may("unlink", Shape::Flag, "References to it go too")],
    ),
    own(Op::Archive, "archive", &[ID]),
    own(Op::Unarchive, "unarchive", &[ID]),
    own(
        Op::Comment,
        "comment",
        &[
            ID,
            may("text", Shape::Text, "What to say"),
            may("edit", Shape::Text, "Id of the comment to change instead"),
            may("delete", Shape::Text, "Id of the comment to delete instead"),
        ],
    ),
    own(
        Op::Label,
        "label",
        &[
            ID,
            may("add", Shape::Texts, "Labels to add"),
            may("remove", Shape::Texts, "Labels to remove"),
        ],
    ),
    own(
        Op::Depend,
        "depend",
        &[ID, must("on", Shape::Tickets, "What it waits for")],
    ),
    own(
        Op::Undepend,
        "undepend",
        &[
            ID,
            must("on", Shape::Tickets, "What it waits for no longer"),
        ],
    ),
    own(
        Op::Link,
        "link",
        &[ID, must("links", Shape::Texts, "URIs and paths to add")],
    ),
    own(
        Op::Unlink,
        "unlink",
        &[ID, must("links", Shape::Texts, "URIs and paths to remove")],
    ),
];

const fn own(op: Op, name: &'static str, fields: &'static [Field]) -> Form {
    Form {
        op,
        name,
        fields,
        has_ticket_fields: false,
    }
}

impl Form {
    /// The form of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Form> {
        FORMS.iter().find(|form| form.name == name)
    }

    /// All its fields.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> {
        let more = if self.has_ticket_fields {
            TICKET_FIELDS
        } else {
            &[]
        };
        self.fields.iter().chain(more)
    }
}
