//! The operations on sprints.

use crate::domain::Sprint;
use crate::ops::Direction;
use crate::ops::NewSprint;
use crate::ops::OpError;
use crate::ops::SprintClosing;
use crate::ops::SprintEdit;
use crate::ops::SprintPlanning;
use crate::ops::SprintRest;
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
use crate::ops::sprint;
use crate::ops::work::Work;

const ID: Field = must("id", Shape::Record, "The sprint");

const DAYS: &[Field] = &[
    may("start_date", Shape::Text, "Its first day"),
    may("end_date", Shape::Text, "Its last day"),
    may(
        "days",
        Shape::Count,
        "How many days it has, instead of its last day",
    ),
];

const FIELDS: &[Field] = &[
    may("goal", Shape::Text, "What it is for"),
    may(
        "capacity",
        Shape::Count,
        "How many story points fit into it",
    ),
];

/// What can be done to sprints.
pub(crate) const FORMS: &[Form] = &[
    Form {
        name: "sprint create",
        groups: &[
            &[
                must("title", Shape::Text, "What it is about, in one line"),
                REF,
            ],
            FIELDS,
            DAYS,
        ],
        stage: |work, fields| {
            let new = NewSprint {
                title: fields.title()?,
                edit: edit(work, fields)?,
            };
            Ok(Target::of(&sprint::stage_sprint(work, &new)?))
        },
    },
    Form {
        name: "sprint update",
        groups: &[
            &[
                ID,
                may("title", Shape::Text, "What it is about, in one line"),
                may("clear", Shape::Texts, "Fields to empty first"),
            ],
            FIELDS,
            DAYS,
        ],
        stage: |work, fields| {
            let edit = SprintEdit {
                title: fields.word("title")?,
                ..edit(work, fields)?
            };
            Target::only(&sprint::stage_sprint_update(work, &[fields.id()?], &edit)?)
        },
    },
    Form {
        name: "sprint plan",
        groups: &[&[
            ID,
            may(
                "capacity",
                Shape::Count,
                "How many story points fit into it",
            ),
        ]],
        stage: |work, fields| {
            let planning = SprintPlanning {
                sprint: fields.id()?,
                capacity: fields.count("capacity")?,
            };
            Ok(Target::named(
                sprint::stage_sprint_plan(work, &planning)?.sprint,
            ))
        },
    },
    Form {
        name: "sprint add",
        groups: &[&[
            ID,
            must(
                "keys",
                Shape::Records,
                "Tickets and items that come into it",
            ),
        ]],
        stage: |work, fields| stage_membership(work, fields, Direction::Add),
    },
    Form {
        name: "sprint remove",
        groups: &[&[
            ID,
            must("keys", Shape::Records, "Tickets and items that leave it"),
        ]],
        stage: |work, fields| stage_membership(work, fields, Direction::Remove),
    },
    Form {
        name: "sprint start",
        groups: &[&[ID], DAYS],
        stage: |work, fields| {
            let edit = edit(work, fields)?;
            Ok(Target::of(&sprint::stage_sprint_start(
                work,
                &fields.id()?,
                &edit,
            )?))
        },
    },
    Form {
        name: "sprint close",
        groups: &[&[
            ID,
            REASON,
            may(
                "carry_over",
                Shape::Record,
                "The sprint that takes what is not done",
            ),
            may(
                "to_backlog",
                Shape::Flag,
                "What is not done is in no sprint then",
            ),
            may("keep", Shape::Flag, "What is not done stays in it"),
            may("cancel", Shape::Flag, "It was given up"),
        ]],
        stage: |work, fields| {
            let closing = closing(fields)?;
            let closed = sprint::stage_sprint_closing(work, &fields.id()?, &closing)?;
            Ok(Target::of(&closed))
        },
    },
    Form {
        name: "sprint delete",
        groups: &[&[ID, UNLINK]],
        stage: |work, fields| {
            let others = fields.references()?;
            Target::only(&work.delete_planned::<Sprint>(&[fields.id()?], others)?)
        },
    },
];

fn edit(work: &Work<'_>, fields: &Fields<'_>) -> Result<SprintEdit, OpError> {
    if fields.has("days") && fields.has("end_date") {
        let reason = "`days` and `end_date` both say when it ends";
        return Err(OpError::invalid(reason));
    }
    Ok(SprintEdit {
        title: None,
        goal: fields.long_text("goal")?,
        start_date: fields.day(work, "start_date")?,
        end_date: fields.day(work, "end_date")?,
        days: fields.count("days")?,
        capacity: fields.count("capacity")?,
        clear: fields.emptied::<Sprint>()?,
    })
}

fn stage_membership(
    work: &mut Work<'_>,
    fields: &Fields<'_>,
    direction: Direction,
) -> Result<Target, OpError> {
    let keys = fields.not_empty("keys", Fields::records)?;
    sprint::stage_membership(work, (direction, &fields.id()?), &keys)?;
    Ok(Target::named(
        work.find_planned::<Sprint>(&fields.id()?)?.key,
    ))
}

fn closing(fields: &Fields<'_>) -> Result<SprintClosing, OpError> {
    let name = if fields.flag("cancel")? {
        "cancelled"
    } else {
        "closed"
    };
    let rests = [
        fields.record("carry_over")?.map(SprintRest::CarryOver),
        fields.flag("to_backlog")?.then_some(SprintRest::Backlog),
        fields.flag("keep")?.then_some(SprintRest::Keep),
    ];
    let mut rests = rests.into_iter().flatten();
    let rest = rests.next();
    if rests.next().is_some() {
        let reason = "one of `carry_over`, `to_backlog` and `keep` says what becomes of the rest";
        return Err(OpError::invalid(reason));
    }
    let status = name.parse();
    Ok(SprintClosing {
        status: status
            .map_err(|error: crate::domain::WordError| OpError::invalid(error.to_string()))?,
        rest,
        reason: fields.own_text("reason")?,
    })
}
