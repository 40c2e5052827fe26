//! What is to change in a backlog item.

use std::collections::BTreeSet;

use crate::domain::BacklogItem;
use crate::domain::Epic;
use crate::domain::Hours;
use crate::domain::Key;
use crate::domain::Person;
use crate::domain::Priority;
use crate::domain::Record as _;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Risk;
use crate::domain::Sprint;
use crate::domain::Text;
use crate::domain::TicketType;
use crate::domain::Title;
use crate::ops::ChecklistEdit;
use crate::ops::LabelEdit;
use crate::ops::OpError;
use crate::ops::cleared::cleared;
use crate::ops::nearest;
use crate::ops::set_field::set;
use crate::ops::set_field::set_some;
use crate::ops::work::Work;

/// What is to change in a backlog item; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is the field of the item that it names"
)]
pub struct ItemEdit {
    pub title: Option<Title>,
    pub description: Option<Text>,
    pub item_type: Option<TicketType>,
    pub priority: Option<Priority>,
    pub product_owner: Option<Option<Person>>,
    pub assignee: Option<Option<Person>>,
    pub labels: LabelEdit,
    pub epic: Option<Reference>,
    pub sprint: Option<Reference>,
    /// Items and tickets that must be done before it, too.
    pub depends_on: Vec<Reference>,
    /// Items and tickets that need not be done before it any more.
    pub independent_of: Vec<Reference>,
    pub story_points: Option<u32>,
    pub business_value: Option<u32>,
    pub effort_hours: Option<Hours>,
    pub risk: Option<Risk>,
    pub component: Option<String>,
    pub theme: Option<String>,
    pub acceptance_criteria: ChecklistEdit,
    pub definition_of_done: ChecklistEdit,
    /// Names of fields to empty.
    pub clear: Vec<String>,
}

impl ItemEdit {
    /// The item as it is to be.
    ///
    /// # Errors
    /// A word that the project does not have, a value that makes no sense, or a reference that leads nowhere.
    pub(crate) fn apply(
        &self,
        work: &Work<'_>,
        action: &'static str,
        before: &BacklogItem,
    ) -> Result<BacklogItem, OpError> {
        let mut item = cleared(before, &self.clear)?;
        let id = item.id.clone();
        set(&mut item.title, self.title.as_ref());
        set(&mut item.description, self.description.as_ref());
        if let Some(item_type) = &self.item_type {
            check_type(item_type)?;
            item.item_type = item_type.clone();
        }
        if let Some(priority) = &self.priority {
            work.check_priority(action, &id, priority)?;
            item.priority = priority.clone();
        }
        set(&mut item.product_owner, self.product_owner.as_ref());
        set(&mut item.assignee, self.assignee.as_ref());
        work.edit_labels((action, &id), &mut item.labels, &self.labels)?;
        if let Some(epic) = &self.epic {
            item.epic = Some(work.find_planned::<Epic>(epic)?.key);
        }
        if let Some(sprint) = &self.sprint {
            item.sprint = Some(work.find_planned::<Sprint>(sprint)?.key);
        }
        self.depend(work, action, &mut item)?;
        self.measure(&mut item)?;
        set_line(&mut item.component, self.component.as_ref(), "component")?;
        set_line(&mut item.theme, self.theme.as_ref(), "theme")?;
        let criteria = &mut item.acceptance_criteria;
        let edit = &self.acceptance_criteria;
        edit.apply(work, (&id, "acceptance criterion"), criteria)?;
        let done = &mut item.definition_of_done;
        let edit = &self.definition_of_done;
        edit.apply(work, (&id, "line of the definition of done"), done)?;
        work.note_sprint_change(before.sprint.as_ref(), &mut item)?;
        Ok(item)
    }

    fn measure(&self, item: &mut BacklogItem) -> Result<(), OpError> {
        set_some(&mut item.story_points, self.story_points.as_ref());
        set_some(&mut item.business_value, self.business_value.as_ref());
        set_some(&mut item.effort_hours, self.effort_hours.as_ref());
        set_some(&mut item.risk, self.risk.as_ref());
        item.fault()
            .map_or(Ok(()), |fault| Err(OpError::invalid(fault)))
    }

    fn depend(
        &self,
        work: &Work<'_>,
        action: &'static str,
        item: &mut BacklogItem,
    ) -> Result<(), OpError> {
        for reference in &self.independent_of {
            // The key of what is gone can still be taken out.
            let found = work.find_any(reference).map(|file| file.key);
            let key = found.or_else(|error| reference.key().ok_or(error))?;
            item.depends_on.retain(|other| *other != key);
        }
        for reference in &self.depends_on {
            let key = work.find_any(reference)?.key;
            match RecordKind::of_key(&key) {
                RecordKind::Ticket | RecordKind::BacklogItem => {}
                other @ (RecordKind::Epic | RecordKind::Sprint | RecordKind::Requirement) => {
                    let noun = other.kind().noun;
                    let reason = format!("it waits for items and tickets; {key} is of kind {noun}");
                    return Err(OpError::refused(action, &item.id, reason));
                }
            }
            refuse_circle(work, action, &item.id, &key)?;
            item.depends_on.push(key);
        }
        item.depends_on.sort();
        item.depends_on.dedup();
        Ok(())
    }
}

/// Refuses that an item waits for something that waits for it. Tickets wait for no items.
pub(crate) fn refuse_circle(
    work: &Work<'_>,
    action: &'static str,
    from: &Key,
    to: &Key,
) -> Result<(), OpError> {
    let mut seen: BTreeSet<Key> = BTreeSet::new();
    let mut open = vec![vec![from.clone(), to.clone()]];
    while let Some(way) = open.pop() {
        let Some(last) = way.last().cloned() else {
            continue;
        };
        if last == *from {
            let keys: Vec<String> = way.iter().map(ToString::to_string).collect();
            let reason = format!("it would wait for itself: {}", keys.join(" → "));
            return Err(OpError::refused(action, from, reason));
        }
        if RecordKind::of_key(&last) != RecordKind::BacklogItem || !seen.insert(last.clone()) {
            continue;
        }
        // What cannot be read leads nowhere that could be known.
        let Ok(next) = work.get_planned::<BacklogItem>(&Reference::from(&last)) else {
            continue;
        };
        for key in next.record.depends_on {
            open.push(way.iter().cloned().chain([key]).collect());
        }
    }
    Ok(())
}

/// Refuses a type that items do not have.
pub(crate) fn check_type(item_type: &TicketType) -> Result<(), OpError> {
    let known = BacklogItem::TYPES.map(str::to_owned);
    if known.iter().any(|name| name == item_type.as_str()) {
        return Ok(());
    }
    Err(OpError::Invalid {
        reason: format!("backlog items have no type `{item_type}`"),
        hint: Some(nearest(item_type.as_str(), &known)),
    })
}

/// Sets a text that stands in one line.
fn set_line(field: &mut Option<String>, value: Option<&String>, what: &str) -> Result<(), OpError> {
    let Some(value) = value else {
        return Ok(());
    };
    let line = value.trim();
    if line.is_empty() || line.chars().any(char::is_control) {
        let reason = format!("a {what} must be one line that is not blank");
        return Err(OpError::invalid(reason));
    }
    *field = Some(line.to_owned());
    Ok(())
}
