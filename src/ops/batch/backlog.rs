//! The operations on backlog items.

use crate::domain::BacklogItem;
use crate::domain::Category;
use crate::ops::ItemEdit;
use crate::ops::NewItem;
use crate::ops::OpError;
use crate::ops::backlog;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::EDITS;
use crate::ops::batch::forms::Field;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::REASON;
use crate::ops::batch::forms::REF;
use crate::ops::batch::forms::Shape;
use crate::ops::batch::forms::UNLINK;
use crate::ops::batch::forms::may;
use crate::ops::batch::forms::must;
use crate::ops::batch::performed::Target;
use crate::ops::batch::planned_fields::ListNames;
use crate::ops::work::Work;

const ID: Field = must("id", Shape::Record, "The backlog item");

const FIELDS: &[Field] = &[
    may("description", Shape::Text, "What it is about, at length"),
    may("type", Shape::Text, "What sort of work it is"),
    may("priority", Shape::Text, "How much it matters"),
    may(
        "product_owner",
        Shape::Text,
        "Who decides about it; `me` for yourself",
    ),
    may(
        "assignee",
        Shape::Text,
        "Who is to work on it; `me` for yourself",
    ),
    may("labels", Shape::Texts, "All its labels"),
    may("epic", Shape::Record, "The epic it belongs to"),
    may("sprint", Shape::Record, "The sprint it is planned for"),
    may(
        "depends_on",
        Shape::Records,
        "Items and tickets that it waits for too",
    ),
    may("story_points", Shape::Count, "Its size"),
    may(
        "business_value",
        Shape::Count,
        "What it is worth, from 1 to 100",
    ),
    may("effort_hours", Shape::Number, "Hours it is thought to be"),
    may("risk", Shape::Text, "How likely it is to go wrong"),
    may("component", Shape::Text, "The part of the product"),
    may("theme", Shape::Text, "The larger subject"),
    may("acceptance_criteria", Shape::Texts, "Criteria to add"),
    may("definition_of_done", Shape::Texts, "Lines to add to it"),
];

/// What can be done to backlog items.
pub(crate) const FORMS: &[Form] = &[
    Form {
        name: "backlog add",
        groups: &[
            &[
                must("title", Shape::Text, "What it is about, in one line"),
                REF,
            ],
            FIELDS,
        ],
        stage: |work, fields| {
            let new = NewItem {
                title: fields.title()?,
                edit: edit(work, fields)?,
            };
            Ok(Target::of(&backlog::stage_item(work, &new)?))
        },
    },
    Form {
        name: "backlog update",
        groups: &[
            &[
                ID,
                may("title", Shape::Text, "What it is about, in one line"),
                may("status", Shape::Text, "Where it stands"),
                may(
                    "remove_dependency",
                    Shape::Records,
                    "What it waits for no longer",
                ),
                may("check", Shape::Numbers, "Criteria that hold"),
                may("uncheck", Shape::Numbers, "Criteria that do not hold"),
                may("remove_criterion", Shape::Numbers, "Criteria to remove"),
                may(
                    "check_done",
                    Shape::Numbers,
                    "Lines of the definition of done that hold",
                ),
                may(
                    "uncheck_done",
                    Shape::Numbers,
                    "Lines of it that do not hold",
                ),
                may("remove_done", Shape::Numbers, "Lines of it to remove"),
            ],
            EDITS,
            FIELDS,
        ],
        stage: |work, fields| {
            let edit = ItemEdit {
                title: fields.word("title")?,
                ..edit(work, fields)?
            };
            let status = fields.word("status")?;
            let items = backlog::stage_item_update(work, &[fields.id()?], &edit, status.as_ref())?;
            Target::only(&items)
        },
    },
    Form {
        name: "backlog groom",
        groups: &[&[ID], EDITS, FIELDS],
        stage: |work, fields| {
            let edit = edit(work, fields)?;
            Target::only(&backlog::stage_grooming(work, &[fields.id()?], &edit)?)
        },
    },
    Form {
        name: "backlog ready",
        groups: &[&[ID]],
        stage: |work, fields| Target::only(&backlog::stage_readying(work, &[fields.id()?])?),
    },
    Form {
        name: "backlog convert",
        groups: &[&[
            ID,
            may(
                "ref",
                Shape::Text,
                "The ticket's name in later lines: `@ref`",
            ),
        ]],
        stage: |work, fields| {
            let conversions = backlog::stage_conversion(work, &[fields.id()?])?;
            let tickets: Vec<_> = conversions.into_iter().map(|made| made.ticket).collect();
            Target::only(&tickets)
        },
    },
    Form {
        name: "backlog close",
        groups: &[&[
            ID,
            REASON,
            may("cancel", Shape::Flag, "It will not be done"),
            may("force", Shape::Flag, "Even if its tickets are not settled"),
        ]],
        stage: |work, fields| {
            let category = if fields.flag("cancel")? {
                Category::Dropped
            } else {
                Category::Done
            };
            let how = (fields.text("reason")?, fields.flag("force")?);
            let items = backlog::stage_item_closing(work, &[fields.id()?], category, how)?;
            Target::only(&items)
        },
    },
    Form {
        name: "backlog reopen",
        groups: &[&[ID, REASON]],
        stage: |work, fields| {
            let reason = fields.text("reason")?;
            Target::only(&backlog::stage_item_reopening(
                work,
                &[fields.id()?],
                reason,
            )?)
        },
    },
    Form {
        name: "backlog delete",
        groups: &[&[ID, UNLINK]],
        stage: |work, fields| {
            let others = fields.references()?;
            Target::only(&work.delete_planned::<BacklogItem>(&[fields.id()?], others)?)
        },
    },
];

fn edit(work: &Work<'_>, fields: &Fields<'_>) -> Result<ItemEdit, OpError> {
    Ok(ItemEdit {
        title: None,
        description: fields.long_text("description")?,
        item_type: fields.word("type")?,
        priority: fields.word("priority")?,
        product_owner: fields.person(work, "product_owner")?,
        assignee: fields.person(work, "assignee")?,
        labels: fields.label_edit()?,
        epic: fields.record("epic")?,
        sprint: fields.record("sprint")?,
        depends_on: fields.records("depends_on")?,
        independent_of: fields.records("remove_dependency")?,
        story_points: fields.count("story_points")?,
        business_value: fields.count("business_value")?,
        effort_hours: fields.hours("effort_hours")?,
        risk: fields.word("risk")?,
        component: fields.own_text("component")?,
        theme: fields.own_text("theme")?,
        acceptance_criteria: fields.checklist(ListNames::CRITERIA)?,
        definition_of_done: fields.checklist(ListNames {
            add: "definition_of_done",
            check: "check_done",
            uncheck: "uncheck_done",
            remove: "remove_done",
        })?,
        clear: fields.emptied::<BacklogItem>()?,
    })
}
