//! The operations on epics.

use crate::domain::Epic;
use crate::ops::EpicEdit;
use crate::ops::NewEpic;
use crate::ops::OpError;
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
use crate::ops::epic;
use crate::ops::work::Work;

const ID: Field = must("id", Shape::Record, "The epic");

const FIELDS: &[Field] = &[
    may("description", Shape::Text, "What it is about, at length"),
    may("priority", Shape::Text, "How much it matters"),
    may(
        "owner",
        Shape::Text,
        "Who answers for it; `me` for yourself",
    ),
    may("labels", Shape::Texts, "All its labels"),
    may("target_version", Shape::Text, "The version it is meant for"),
    may(
        "start_date",
        Shape::Text,
        "The day on which work should begin",
    ),
    may(
        "target_date",
        Shape::Text,
        "The day by which it should be done",
    ),
    may("estimated_points", Shape::Count, "Its size in story points"),
    may("goals", Shape::Texts, "Goals to add"),
    may("success_criteria", Shape::Texts, "Success criteria to add"),
];

/// What can be done to epics.
pub(crate) const FORMS: &[Form] = &[
    Form {
        name: "epic create",
        groups: &[
            &[
                must("title", Shape::Text, "What it is about, in one line"),
                REF,
            ],
            FIELDS,
        ],
        stage: |work, fields| {
            let new = NewEpic {
                title: fields.title()?,
                edit: edit(work, fields)?,
            };
            Ok(Target::of(&epic::stage_epic(work, &new)?))
        },
    },
    Form {
        name: "epic update",
        groups: &[
            &[
                ID,
                may("title", Shape::Text, "What it is about, in one line"),
                may("status", Shape::Text, "Where it stands"),
                may("check_goal", Shape::Numbers, "Goals that are reached"),
                may("uncheck_goal", Shape::Numbers, "Goals that are not reached"),
                may("remove_goal", Shape::Numbers, "Goals to remove"),
                may("check", Shape::Numbers, "Success criteria that hold"),
                may(
                    "uncheck",
                    Shape::Numbers,
                    "Success criteria that do not hold",
                ),
                may(
                    "remove_criterion",
                    Shape::Numbers,
                    "Success criteria to remove",
                ),
            ],
            EDITS,
            FIELDS,
        ],
        stage: |work, fields| {
            let edit = EpicEdit {
                title: fields.word("title")?,
                ..edit(work, fields)?
            };
            let status = fields.word("status")?;
            let epics = epic::stage_epic_update(work, &[fields.id()?], &edit, status.as_ref())?;
            Target::only(&epics)
        },
    },
    Form {
        name: "epic close",
        groups: &[&[
            ID,
            REASON,
            may("cancel", Shape::Flag, "It will not be completed"),
        ]],
        stage: |work, fields| {
            let is_cancelled = fields.flag("cancel")?;
            stage_move(
                work,
                fields,
                (
                    "close",
                    if is_cancelled {
                        "cancelled"
                    } else {
                        "completed"
                    },
                ),
            )
        },
    },
    Form {
        name: "epic reopen",
        groups: &[&[ID, REASON]],
        stage: |work, fields| stage_move(work, fields, ("reopen", "active")),
    },
    Form {
        name: "epic delete",
        groups: &[&[ID, UNLINK]],
        stage: |work, fields| {
            let others = fields.references()?;
            Target::only(&work.delete_planned::<Epic>(&[fields.id()?], others)?)
        },
    },
    Form {
        name: "epic add-ticket",
        groups: &[&[
            ID,
            must("tickets", Shape::Records, "What becomes a part of it"),
        ]],
        stage: |work, fields| {
            let tickets = fields.not_empty("tickets", Fields::records)?;
            epic::stage_addition(work, &fields.id()?, &tickets)?;
            Ok(Target::named(work.find_planned::<Epic>(&fields.id()?)?.key))
        },
    },
    Form {
        name: "epic remove-ticket",
        groups: &[&[
            ID,
            must("tickets", Shape::Records, "What is a part of it no longer"),
        ]],
        stage: |work, fields| {
            let tickets = fields.not_empty("tickets", Fields::records)?;
            epic::stage_removal(work, &fields.id()?, &tickets)?;
            Ok(Target::named(work.find_planned::<Epic>(&fields.id()?)?.key))
        },
    },
];

fn edit(work: &Work<'_>, fields: &Fields<'_>) -> Result<EpicEdit, OpError> {
    Ok(EpicEdit {
        title: None,
        description: fields.long_text("description")?,
        priority: fields.word("priority")?,
        owner: fields.person(work, "owner")?,
        labels: fields.label_edit()?,
        target_version: fields.own_text("target_version")?,
        start_date: fields.day(work, "start_date")?,
        target_date: fields.day(work, "target_date")?,
        estimated_points: fields.count("estimated_points")?,
        goals: fields.checklist(ListNames {
            add: "goals",
            check: "check_goal",
            uncheck: "uncheck_goal",
            remove: "remove_goal",
        })?,
        success_criteria: fields.checklist(ListNames {
            add: "success_criteria",
            ..ListNames::CRITERIA
        })?,
        clear: fields.emptied::<Epic>()?,
    })
}

fn stage_move(
    work: &mut Work<'_>,
    fields: &Fields<'_>,
    (action, status): (&'static str, &str),
) -> Result<Target, OpError> {
    let status = status.parse();
    let status =
        status.map_err(|error: crate::domain::WordError| OpError::invalid(error.to_string()))?;
    let reason = fields.text("reason")?;
    let epics = epic::stage_epic_moves(work, &[fields.id()?], (action, &status), reason)?;
    Target::only(&epics)
}
