//! From an operation to what the plain command of that name stages.

use crate::ops::OpError;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::Field;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::Shape;
use crate::ops::batch::line::Line;
use crate::ops::batch::line::Request;
use crate::ops::batch::locals::Locals;
use crate::ops::batch::performed::Fate;
use crate::ops::batch::performed::Performed;
use crate::ops::batch::performed::Target;
use crate::ops::work::Work;

/// Stages what a line says, or nothing of it.
pub(crate) fn perform(work: &mut Work<'_>, locals: &mut Locals, line: Line) -> Performed {
    let Line { heading, request } = line;
    let name = heading.name.clone();
    let form = request.as_ref().ok().map(|request| request.form);
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
        let key = target.as_ref().and_then(|target| target.key.clone());
        locals.give(name, heading.number, key);
    }
    let performed = Performed {
        is_new: form.is_some_and(Form::is_of_new_records),
        ..Performed::new(heading, fate)
    };
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
    let staged = work.attempt(|work| (request.form.stage)(work, &fields));
    staged.map(Attempt::Staged)
}

/// The line that was to create what an operation names, and did not.
fn needed(request: &Request, locals: &Locals) -> Option<usize> {
    let of_records = |field: &&Field| match field.shape {
        Shape::Record | Shape::Records => true,
        Shape::Text
        | Shape::Texts
        | Shape::Number
        | Shape::Count
        | Shape::Numbers
        | Shape::Duration
        | Shape::Flag
        | Shape::Criteria => false,
    };
    let fields = request.form.all_fields().filter(of_records);
    let values = fields.filter_map(|field| request.fields.get(field.name));
    let texts = values.flat_map(|value| match value.as_array() {
        Some(items) => items.iter().filter_map(|item| item.as_str()).collect(),
        None => value.as_str().into_iter().collect::<Vec<_>>(),
    });
    let mut lines = texts.filter_map(|text| locals.failed_line(text));
    lines.next()
}
