//! What the fields of an operation ask for, as the verbs take it.

use crate::domain::Change;
use crate::domain::Epic;
use crate::domain::Hours;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::domain::Text;
use crate::ops::Close;
use crate::ops::NewTicket;
use crate::ops::OpError;
use crate::ops::Start;
use crate::ops::Update;
use crate::ops::batch::fields::Fields;
use crate::ops::meaning;
use crate::ops::work::Work;

/// The ticket that `create` asks for.
pub(crate) fn new_ticket(work: &Work<'_>, fields: &Fields<'_>) -> Result<NewTicket, OpError> {
    let title = fields.required("title")?;
    let refused = |error: crate::domain::WordError| OpError::invalid(error.to_string());
    let mut changes = emptied(fields, &["status", "ref", "no_template"])?;
    changes.extend(ticket_changes(work, fields)?);
    Ok(NewTicket {
        begins_with_template: !fields.flag("no_template")?,
        status: fields.word("status")?,
        changes,
        criteria: criteria(fields)?,
        ..NewTicket::new(title.parse().map_err(refused)?)
    })
}

fn criteria(fields: &Fields<'_>) -> Result<Vec<String>, OpError> {
    let texts = fields.texts("acceptance_criteria")?;
    Ok(texts.into_iter().map(str::to_owned).collect())
}

/// The fields that are `null`, emptied; `but` those that mean nothing then.
fn emptied(fields: &Fields<'_>, but: &[&str]) -> Result<Vec<Change>, OpError> {
    let empty = fields.empty().filter(|name| !but.contains(name));
    empty.map(meaning::cleared).collect()
}

/// The changes that `update` asks for.
pub(crate) fn update(work: &Work<'_>, fields: &Fields<'_>) -> Result<Update, OpError> {
    let mut changes = emptied(fields, &["reason", "comment", "if_version"])?;
    for name in fields.texts("clear")? {
        changes.push(meaning::cleared(name)?);
    }
    changes.extend(fields.word("title")?.map(Change::Title));
    changes.extend(ticket_changes(work, fields)?);
    let reason = fields.text("reason")?.map(str::to_owned);
    match fields.word("status")? {
        Some(to) => changes.push(Change::Status { to, reason }),
        None if reason.is_some() => {
            return Err(OpError::invalid("`reason` goes with `status` alone"));
        }
        None => {}
    }
    let resolution = fields.word("resolution")?;
    changes.extend(resolution.map(|word| Change::Resolution(Some(word))));
    changes.extend(
        fields
            .labels("add_label")?
            .into_iter()
            .map(Change::AddLabel),
    );
    let removed = fields.labels("remove_label")?;
    changes.extend(removed.into_iter().map(Change::RemoveLabel));
    let removed = fields.words("remove_link")?;
    changes.extend(removed.into_iter().map(Change::RemoveLink));
    changes.extend(criteria_changes(fields)?);
    let update = Update {
        changes,
        criteria: criteria(fields)?,
        comment: fields.text("comment")?.map(str::to_owned),
        if_version: fields.text("if_version")?.map(str::to_owned),
    };
    if update.changes.is_empty() && update.criteria.is_empty() && update.comment.is_none() {
        return Err(OpError::invalid("nothing to change was given"));
    }
    Ok(update)
}

fn criteria_changes(fields: &Fields<'_>) -> Result<Vec<Change>, OpError> {
    let texts = fields.criteria("edit_criterion")?.into_iter();
    let mut changes: Vec<Change> = texts
        .map(|(number, text)| Change::EditCriterion { number, text })
        .collect();
    for (name, done) in [("check", true), ("uncheck", false)] {
        let numbers = fields.numbers(name)?.into_iter();
        changes.extend(numbers.map(|number| Change::CheckCriterion { number, done }));
    }
    changes.extend(meaning::criteria_removed(
        &fields.numbers("remove_criterion")?,
    ));
    Ok(changes)
}

/// The changes that the fields of a ticket ask for, criteria aside.
pub(crate) fn ticket_changes(work: &Work<'_>, fields: &Fields<'_>) -> Result<Vec<Change>, OpError> {
    let mut changes = Vec::new();
    let description = fields.text("description")?;
    changes.extend(description.map(|text| Change::Description(Text::new(text))));
    changes.extend(fields.word("type")?.map(Change::Type));
    changes.extend(fields.word("priority")?.map(Change::Priority));
    if let Some(name) = fields.text("assignee")? {
        changes.push(Change::Assignee(meaning::person(work.tracker, name)?));
    }
    if let Some(epic) = fields.record("epic")? {
        changes.push(Change::Epic(Some(work.find_planned::<Epic>(&epic)?.key)));
    }
    if let Some(sprint) = fields.record("sprint")? {
        let sprint = work.find_planned::<Sprint>(&sprint)?.key;
        changes.push(Change::Sprint(Some(sprint)));
    }
    let reporter = fields.word("reporter")?;
    changes.extend(reporter.map(|person| Change::Reporter(Some(person))));
    let all = fields.labels("labels")?;
    if fields.has("labels") {
        changes.push(Change::Labels(all));
    }
    if let Some(parent) = fields.record("parent")? {
        changes.push(Change::Parent(Some(work.find(&parent)?.key)));
    }
    let found = |reference: &Reference| Ok(work.find(reference)?.key);
    let keys = |name: &str| -> Result<Vec<Key>, OpError> {
        fields.records(name)?.iter().map(found).collect()
    };
    changes.extend(keys("depends_on")?.into_iter().map(Change::AddDependency));
    changes.extend(keys("related")?.into_iter().map(Change::AddRelated));
    changes.extend(keys("duplicates")?.into_iter().map(Change::AddDuplicate));
    changes.extend(fields.words("links")?.into_iter().map(Change::AddLink));
    if let Some(text) = fields.text("due")? {
        changes.push(Change::Due(Some(meaning::day(work.tracker, text)?)));
    }
    if let Some(hours) = fields.number("estimate_hours")? {
        let hours = Hours::new(hours).map_err(|error| OpError::invalid(error.to_string()))?;
        changes.push(Change::EstimateHours(Some(hours)));
    }
    let points = fields.count("story_points")?;
    changes.extend(points.map(|points| Change::StoryPoints(Some(points))));
    Ok(changes)
}

/// How `start` is to start a ticket.
pub(crate) fn start(work: &Work<'_>, fields: &Fields<'_>) -> Result<Start, OpError> {
    let name = fields.text("assignee")?;
    let assignee = name.map(|name| meaning::person(work.tracker, name));
    Ok(Start {
        assignee: assignee.transpose()?.flatten(),
        is_forced: fields.flag("force")?,
    })
}

/// How `close` is to close a ticket.
pub(crate) fn close(fields: &Fields<'_>) -> Result<Close, OpError> {
    Ok(Close {
        status: fields.word("status")?,
        resolution: fields.word("resolution")?,
        reason: fields.text("reason")?.map(str::to_owned),
        comment: fields.text("comment")?.map(str::to_owned),
    })
}

/// The labels that `label` adds, and those it removes.
pub(crate) fn added_and_removed(fields: &Fields<'_>) -> Result<(Vec<Label>, Vec<Label>), OpError> {
    let both = (fields.labels("add")?, fields.labels("remove")?);
    if both.0.is_empty() && both.1.is_empty() {
        let reason = "`label` needs the field `add` or `remove`";
        return Err(OpError::invalid(reason));
    }
    Ok(both)
}
