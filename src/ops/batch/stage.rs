//! From an operation to what the plain command of that name stages.

use crate::domain::Key;
use crate::domain::Link;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops::Direction;
use crate::ops::OpError;
use crate::ops::archive;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::Op;
use crate::ops::batch::line::Line;
use crate::ops::batch::line::Request;
use crate::ops::batch::locals::Locals;
use crate::ops::batch::performed::Fate;
use crate::ops::batch::performed::Performed;
use crate::ops::batch::performed::Target;
use crate::ops::batch::wanted;
use crate::ops::comment;
use crate::ops::create;
use crate::ops::delete;
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
    let ids = fields.tickets("id")?;
    let staged = match op {
        Op::Create => vec![create::stage(work, &wanted::new_ticket(work, fields)?)?],
        Op::Update => update::stage(work, &ids, &wanted::update(work, fields)?)?,
        Op::Start => status::stage_start(work, &ids, &wanted::start(work, fields)?)?,
        Op::Close => status::stage_close(work, &ids, &wanted::close(fields)?)?,
        Op::Reopen => status::stage_reopening(work, &ids, fields.text("reason")?)?,
        Op::Delete => delete::stage(work, &ids, wanted::references(fields)?)?,
        Op::Archive => archive::stage_archiving(work, &ids)?,
        Op::Unarchive => archive::stage_unarchiving(work, &ids)?,
        Op::Comment => return stage_comment(work, fields),
        Op::Label => {
            let (add, remove) = wanted::added_and_removed(fields)?;
            relate::stage_labels(work, &ids, &add, &remove)?
        }
        Op::Depend => {
            relate::stage_dependencies(work, &fields.id()?, &on(fields)?, Direction::Add)?
        }
        Op::Undepend => {
            relate::stage_dependencies(work, &fields.id()?, &on(fields)?, Direction::Remove)?
        }
        Op::Link => relate::stage_links(work, &fields.id()?, &links(fields)?, Direction::Add)?,
        Op::Unlink => relate::stage_links(work, &fields.id()?, &links(fields)?, Direction::Remove)?,
    };
    match staged.as_slice() {
        [one] => Ok(Target::of(one)),
        _ => Err(OpError::invalid("`id` must name one ticket")),
    }
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
