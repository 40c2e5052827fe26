//! From an operation to what the plain command of that name stages.

use crate::domain::Change;
use crate::domain::Hours;
use crate::domain::Key;
use crate::domain::Label;
use crate::domain::Link;
use crate::domain::Reference;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::ops::Close;
use crate::ops::Direction;
use crate::ops::NewTicket;
use crate::ops::OpError;
use crate::ops::References;
use crate::ops::Start;
use crate::ops::Update;
use crate::ops::archive;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::Op;
use crate::ops::batch::line::Line;
use crate::ops::batch::line::Request;
use crate::ops::batch::locals::Locals;
use crate::ops::batch::performed::Fate;
use crate::ops::batch::performed::Performed;
use crate::ops::batch::performed::Target;
use crate::ops::comment;
use crate::ops::create;
use crate::ops::delete;
use crate::ops::meaning;
use crate::ops::relate;
use crate::ops::status;
use crate::ops::update;
use crate::ops::work::Work;
use crate::store::Stored;
use crate::store::StoredEntry;

/// Stages what a line says, or nothing of it.
pub(crate) fn perform(work: &mut Work<'_>, locals: &mut Locals, line: Line) -> Performed {
    let Line { heading, request } = line;
    let name = heading.name.clone();
    let steps = work.transaction.steps();
    let (fate, target) = match request.and_then(|request| attempt(work, locals, &name, &request)) {
        Ok(Attempt::Staged(target)) => {
            let is_done = work.transaction.steps() > steps;
            let fate = if is_done { Fate::Done } else { Fate::Unchanged };
            (fate, Some(target))
        }
        Ok(Attempt::Needs(line)) => (Fate::Skipped { needs: Some(line) }, None),
        Err(error) => (Fate::Failed(error), None),
    };
    if let Some(name) = name {
        let key = target.as_ref().map(|target| target.key.clone());
        locals.give(name, heading.number, key);
    }
    let performed = Performed::new(heading, fate);
    match target {
        Some(target) => performed.about(target),
        None => performed,
    }
}

enum Attempt {
    Staged(Target),
    /// It names a record that this line was to create, and did not.
    Needs(usize),
}

fn attempt(
    work: &mut Work<'_>,
    locals: &Locals,
    name: &Option<String>,
    request: &Request,
) -> Result<Attempt, OpError> {
    if let Some(line) = needed(request, locals) {
        return Ok(Attempt::Needs(line));
    }
    if let Some(name) = name {
        locals.check(name)?;
    }
    let fields = Fields {
        values: &request.fields,
        locals,
    };
    let staged = work.attempt(|work| stage(work, request.form.op, &fields));
    staged.map(Attempt::Staged)
}

fn needed(request: &Request, locals: &Locals) -> Option<usize> {
    let names = ["id", "parent", "on", "depends_on", "related", "duplicates"];
    let values = names.iter().filter_map(|name| request.fields.get(*name));
    let texts = values.flat_map(|value| match value.as_array() {
        Some(items) => items.iter().filter_map(|item| item.as_str()).collect(),
        None => value.as_str().into_iter().collect::<Vec<_>>(),
    });
    let mut lines = texts.filter_map(|text| locals.failed_line(text));
    lines.next()
}

fn stage(work: &mut Work<'_>, op: Op, fields: &Fields<'_>) -> Result<Target, OpError> {
    if op == Op::Create {
        let new = new_ticket(work, fields)?;
        return Ok(Target::of(&create::stage(work, &new)?));
    }
    if op == Op::Comment {
        return stage_comment(work, fields);
    }
    let id = fields.id()?;
    let ids = std::slice::from_ref(&id);
    let staged = match op {
        Op::Create | Op::Comment => Vec::new(),
        Op::Update => {
            let wanted = wanted(work, fields)?;
            update::stage(work, ids, &wanted)?
        }
        Op::Start => {
            let name = fields.text("assignee")?;
            let assignee = name.map(|name| meaning::person(work.tracker, name));
            let start = Start {
                assignee: assignee.transpose()?.flatten(),
                is_forced: fields.flag("force")?,
            };
            status::stage_start(work, ids, &start)?
        }
        Op::Close => {
            let close = Close {
                status: fields.word("status")?,
                resolution: fields.word("resolution")?,
                reason: fields.text("reason")?.map(str::to_owned),
                comment: fields.text("comment")?.map(str::to_owned),
            };
            status::stage_close(work, ids, &close)?
        }
        Op::Reopen => status::stage_reopening(work, ids, fields.text("reason")?)?,
        Op::Delete => {
            let others = if fields.flag("unlink")? {
                References::Unlink
            } else {
                References::Refuse
            };
            delete::stage(work, ids, others)?
        }
        Op::Archive => archive::stage_archiving(work, ids)?,
        Op::Unarchive => archive::stage_unarchiving(work, ids)?,
        Op::Label => {
            let (add, remove) = (labels(fields, "add")?, labels(fields, "remove")?);
            if add.is_empty() && remove.is_empty() {
                return Err(OpError::invalid(
                    "`label` needs the field `add` or `remove`",
                ));
            }
            relate::stage_labels(work, ids, &add, &remove)?
        }
        Op::Depend => relate::stage_dependencies(work, &id, &on(fields)?, Direction::Add)?,
        Op::Undepend => relate::stage_dependencies(work, &id, &on(fields)?, Direction::Remove)?,
        Op::Link => relate::stage_links(work, &id, &links(fields)?, Direction::Add)?,
        Op::Unlink => relate::stage_links(work, &id, &links(fields)?, Direction::Remove)?,
    };
    let one = staged.first().map(Target::of);
    one.ok_or_else(|| OpError::invalid("`id` names no ticket"))
}

fn on(fields: &Fields<'_>) -> Result<Vec<Reference>, OpError> {
    not_empty("on", fields.tickets("on")?)
}

fn links(fields: &Fields<'_>) -> Result<Vec<Link>, OpError> {
    not_empty("links", fields.words("links")?)
}

fn not_empty<T>(name: &str, items: Vec<T>) -> Result<Vec<T>, OpError> {
    if items.is_empty() {
        return Err(OpError::invalid(format!("`{name}` cannot be empty")));
    }
    Ok(items)
}

/// Labels, each of which may be a comma list, as it is with the flags.
fn labels(fields: &Fields<'_>, name: &str) -> Result<Vec<Label>, OpError> {
    let mut labels = Vec::new();
    for text in fields.texts(name)? {
        let listed = Label::parse_list(text);
        labels.extend(listed.map_err(|error| OpError::invalid(error.to_string()))?);
    }
    Ok(labels)
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
    let key = work.find::<Ticket>(&id)?.key;
    Ok(Target::of_entry(key, &entry))
}

impl Target {
    fn of(stored: &Stored<Ticket>) -> Target {
        Target {
            key: stored.file.key.clone(),
            comment: None,
        }
    }

    fn of_entry(key: Key, stored: &StoredEntry) -> Target {
        Target {
            key,
            comment: Some(stored.entry.id.clone()),
        }
    }
}

fn new_ticket(work: &Work<'_>, fields: &Fields<'_>) -> Result<NewTicket, OpError> {
    let title = fields.required("title")?;
    let refused = |error: crate::domain::WordError| OpError::invalid(error.to_string());
    let mut changes = emptied(fields, &["status", "ref"])?;
    changes.extend(ticket_changes(work, fields)?);
    Ok(NewTicket {
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

fn wanted(work: &Work<'_>, fields: &Fields<'_>) -> Result<Update, OpError> {
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
        labels(fields, "add_label")?
            .into_iter()
            .map(Change::AddLabel),
    );
    let removed = labels(fields, "remove_label")?;
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
fn ticket_changes(work: &Work<'_>, fields: &Fields<'_>) -> Result<Vec<Change>, OpError> {
    let mut changes = Vec::new();
    let description = fields.text("description")?;
    changes.extend(description.map(|text| Change::Description(Text::new(text))));
    changes.extend(fields.word("type")?.map(Change::Type));
    changes.extend(fields.word("priority")?.map(Change::Priority));
    if let Some(name) = fields.text("assignee")? {
        changes.push(Change::Assignee(meaning::person(work.tracker, name)?));
    }
    let reporter = fields.word("reporter")?;
    changes.extend(reporter.map(|person| Change::Reporter(Some(person))));
    let all = labels(fields, "labels")?;
    if fields
        .values
        .get("labels")
        .is_some_and(|value| !value.is_null())
    {
        changes.push(Change::Labels(all));
    }
    if let Some(parent) = fields.ticket("parent")? {
        changes.push(Change::Parent(Some(work.find::<Ticket>(&parent)?.key)));
    }
    let relations: [(&str, fn(Key) -> Change); 3] = [
        ("depends_on", Change::AddDependency),
        ("related", Change::AddRelated),
        ("duplicates", Change::AddDuplicate),
    ];
    for (name, change) in relations {
        for reference in fields.tickets(name)? {
            changes.push(change(work.find::<Ticket>(&reference)?.key));
        }
    }
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
