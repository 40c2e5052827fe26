//! The operations on tickets.

use crate::domain::Link;
use crate::domain::Reference;
use crate::ops::Direction;
use crate::ops::OpError;
use crate::ops::archive;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::Field;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::REASON;
use crate::ops::batch::forms::REF;
use crate::ops::batch::forms::Shape;
use crate::ops::batch::forms::UNLINK;
use crate::ops::batch::forms::may;
use crate::ops::batch::forms::must;
use crate::ops::batch::performed::Target;
use crate::ops::batch::wanted;
use crate::ops::comment;
use crate::ops::create;
use crate::ops::delete;
use crate::ops::relate;
use crate::ops::status;
use crate::ops::update;
use crate::ops::work::Work;

const ID: Field = must("id", Shape::Record, "The ticket");

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
    may("epic", Shape::Record, "The epic it belongs to"),
    may("sprint", Shape::Record, "The sprint it is planned for"),
    may("parent", Shape::Record, "The ticket it is a part of"),
    may(
        "depends_on",
        Shape::Records,
        "Tickets that it waits for too",
    ),
    may(
        "related",
        Shape::Records,
        "Tickets that are worth a look too",
    ),
    may(
        "duplicates",
        Shape::Records,
        "Tickets that say the same too",
    ),
    may(
        "links",
        Shape::Texts,
        "URIs and paths that it points to too",
    ),
    may("due", Shape::Text, "The day: `2026-12-01`, `7d`, `today`"),
    may("estimate_hours", Shape::Number, "Hours it is thought to be"),
    may("story_points", Shape::Count, "Its size"),
    may("acceptance_criteria", Shape::Texts, "Criteria to add"),
];

/// What can be done to tickets.
pub(crate) const FORMS: &[Form] = &[
    Form {
        name: "create",
        groups: &[
            &[
                must("title", Shape::Text, "What it is about, in one line"),
                may("status", Shape::Text, "The status it begins with"),
                REF,
                may(
                    "no_template",
                    Shape::Flag,
                    "Without the template of its type",
                ),
            ],
            TICKET_FIELDS,
        ],
        stage: |work, fields| {
            let new = wanted::new_ticket(work, fields)?;
            Ok(Target::of(&create::stage(work, &new)?))
        },
    },
    Form {
        name: "update",
        groups: &[
            &[
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
            TICKET_FIELDS,
        ],
        stage: |work, fields| {
            let update = wanted::update(work, fields)?;
            Target::only(&update::stage(work, &[fields.id()?], &update)?)
        },
    },
    Form {
        name: "start",
        groups: &[&[
            ID,
            may("assignee", Shape::Text, "Who works on it"),
            may("force", Shape::Flag, "Even if it waits for others"),
        ]],
        stage: |work, fields| {
            let start = wanted::start(work, fields)?;
            Target::only(&status::stage_start(work, &[fields.id()?], &start)?)
        },
    },
    Form {
        name: "close",
        groups: &[&[
            ID,
            may("resolution", Shape::Text, "How it was settled"),
            REASON,
            may("comment", Shape::Text, "A comment to add"),
            may("status", Shape::Text, "The status it gets"),
        ]],
        stage: |work, fields| {
            let close = wanted::close(fields)?;
            Target::only(&status::stage_close(work, &[fields.id()?], &close)?)
        },
    },
    Form {
        name: "reopen",
        groups: &[&[ID, REASON]],
        stage: |work, fields| {
            let reason = fields.text("reason")?;
            Target::only(&status::stage_reopening(work, &[fields.id()?], reason)?)
        },
    },
    Form {
        name: "delete",
        groups: &[&[ID, UNLINK]],
        stage: |work, fields| {
            let others = fields.references()?;
            Target::only(&delete::stage(work, &[fields.id()?], others)?)
        },
    },
    Form {
        name: "archive",
        groups: &[&[ID]],
        stage: |work, fields| Target::only(&archive::stage_archiving(work, &[fields.id()?])?),
    },
    Form {
        name: "unarchive",
        groups: &[&[ID]],
        stage: |work, fields| Target::only(&archive::stage_unarchiving(work, &[fields.id()?])?),
    },
    Form {
        name: "comment",
        groups: &[&[
            must("id", Shape::Record, "The ticket or other record"),
            may("text", Shape::Text, "What to say"),
            may("edit", Shape::Text, "Id of the comment to change instead"),
            may("delete", Shape::Text, "Id of the comment to delete instead"),
        ]],
        stage: stage_comment,
    },
    Form {
        name: "label",
        groups: &[&[
            ID,
            may("add", Shape::Texts, "Labels to add"),
            may("remove", Shape::Texts, "Labels to remove"),
        ]],
        stage: |work, fields| {
            let (add, remove) = wanted::added_and_removed(fields)?;
            Target::only(&relate::stage_labels(work, &[fields.id()?], &add, &remove)?)
        },
    },
    Form {
        name: "depend",
        groups: &[&[ID, must("on", Shape::Records, "What it waits for")]],
        stage: |work, fields| stage_dependencies(work, fields, Direction::Add),
    },
    Form {
        name: "undepend",
        groups: &[&[
            ID,
            must("on", Shape::Records, "What it waits for no longer"),
        ]],
        stage: |work, fields| stage_dependencies(work, fields, Direction::Remove),
    },
    Form {
        name: "link",
        groups: &[&[ID, must("links", Shape::Texts, "URIs and paths to add")]],
        stage: |work, fields| stage_links(work, fields, Direction::Add),
    },
    Form {
        name: "unlink",
        groups: &[&[ID, must("links", Shape::Texts, "URIs and paths to remove")]],
        stage: |work, fields| stage_links(work, fields, Direction::Remove),
    },
];

fn stage_dependencies(
    work: &mut Work<'_>,
    fields: &Fields<'_>,
    direction: Direction,
) -> Result<Target, OpError> {
    let on: Vec<Reference> = fields.not_empty("on", Fields::records)?;
    let changed = relate::stage_dependencies(work, &fields.id()?, &on, direction)?;
    Target::only(&changed)
}

fn stage_links(
    work: &mut Work<'_>,
    fields: &Fields<'_>,
    direction: Direction,
) -> Result<Target, OpError> {
    let links: Vec<Link> = fields.not_empty("links", Fields::words)?;
    let changed = relate::stage_links(work, &fields.id()?, &links, direction)?;
    Target::only(&changed)
}

fn stage_comment(work: &mut Work<'_>, fields: &Fields<'_>) -> Result<Target, OpError> {
    let id = fields.id()?;
    let text = fields.text("text")?;
    let entry = match (text, fields.text("edit")?, fields.text("delete")?) {
        (Some(text), None, None) => comment::stage(work, &id, text)?,
        (Some(text), Some(entry), None) => comment::stage_edit(work, &id, entry, text)?,
        (None, None, Some(entry)) => comment::stage_deletion(work, &id, entry)?,
        (None, _, None) => return Err(OpError::invalid("`comment` needs the field `text`")),
        (_, _, Some(_)) => {
            return Err(OpError::invalid(
                "`delete` goes with neither `text` nor `edit`",
            ));
        }
    };
    let key = work.find_any(&id)?.key;
    Ok(Target {
        comment: Some(entry.entry.id),
        ..Target::named(key)
    })
}
