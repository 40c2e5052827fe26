//! Making tickets of backlog items.

use crate::domain::BacklogItem;
use crate::domain::Change;
use crate::domain::Criterion;
use crate::domain::Key;
use crate::domain::Living as _;
use crate::domain::RecordKind;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::Text;
use crate::domain::Ticket;
use crate::domain::TicketType;
use crate::domain::WordError;
use crate::ops::NewTicket;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Tracker;
use crate::ops::backlog::change::named;
use crate::ops::create;
use crate::ops::work::Work;
use crate::ops::work::summary;
use crate::store::Stored;

/// What became of a backlog item.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// The item, in progress now.
    pub item: Stored<BacklogItem>,
    /// The ticket that was made of it.
    pub ticket: Stored<Ticket>,
    /// What is expected of the ticket: a requirement for each acceptance criterion of the item.
    pub requirements: Vec<Stored<Requirement>>,
    /// What it depends on and the ticket does not: items without a ticket, and what is gone.
    pub left: Vec<Key>,
    /// Tickets that were made before, of items that wait for this one: they wait for the ticket now.
    pub waiting: Vec<Key>,
}

/// Which words of a project an item's type may become, the likeliest first.
const TYPES: [(&str, &[&str]); 6] = [
    ("story", &["story", "feature", "task"]),
    ("feature", &["feature", "story", "task"]),
    ("bug", &["bug", "task"]),
    ("epic", &["epic", "feature", "story"]),
    ("task", &["task", "chore"]),
    ("spike", &["spike", "question", "task"]),
];

/// Makes a ticket of each backlog item, or of none.
///
/// # Errors
/// No such item, one that is settled or has a ticket already, or a rule of the project for tickets.
pub fn convert_items(
    tracker: &Tracker,
    references: &[Reference],
) -> Result<Outcome<Vec<Conversion>>, OpError> {
    let mut work = Work::begin(tracker)?;
    let conversions = stage_conversion(&mut work, references)?;
    let items = conversions.iter().map(|conversion| conversion.item.clone());
    let items: Vec<Stored<BacklogItem>> = items.collect();
    work.commit(&summary("convert", &items), conversions)
}

/// Stages that items become tickets.
pub(crate) fn stage_conversion(
    work: &mut Work<'_>,
    references: &[Reference],
) -> Result<Vec<Conversion>, OpError> {
    let items = work.get_each_planned::<BacklogItem>(references)?;
    for stored in &items {
        refuse_convertless(work, &stored.record)?;
    }
    let mut conversions = Vec::new();
    for stored in &items {
        conversions.push(convert(work, stored)?);
    }
    for conversion in &mut conversions {
        depend(work, conversion)?;
    }
    // Where no other item has tickets, nobody can wait.
    if work.count_made() > conversions.len() {
        for conversion in &mut conversions {
            be_waited_for(work, conversion)?;
        }
    }
    Ok(conversions)
}

/// Refuses an item of which no ticket can be made.
fn refuse_convertless(work: &mut Work<'_>, item: &BacklogItem) -> Result<(), OpError> {
    let tickets = work.made_of(&item.id).into_iter();
    let tickets: Vec<String> = tickets.map(|file| file.key.to_string()).collect();
    if !tickets.is_empty() {
        let reason = format!("{} was made of it already", tickets.join(", "));
        return Err(OpError::refused("convert", &item.id, reason));
    }
    if item.is_settled() {
        return Err(OpError::Refused {
            action: "convert",
            id: item.id.clone(),
            reason: format!("it is {}", item.status),
            hint: Some("`tickets backlog reopen` comes first".to_owned()),
        });
    }
    Ok(())
}

fn convert(work: &mut Work<'_>, stored: &Stored<BacklogItem>) -> Result<Conversion, OpError> {
    let mut item = stored.record.clone();
    // A sprint that is over takes nothing more.
    let sprint = item.sprint.as_ref().and_then(|key| work.sprint(key));
    if sprint.is_some_and(|sprint| sprint.is_settled()) {
        item.sprint = None;
    }
    let item = &item;
    let ticket = create::stage(work, &as_ticket(work.tracker, item)?)?;
    let mut requirements = Vec::new();
    for criterion in &item.acceptance_criteria {
        let requirement = requirement(work, item, &ticket.record, criterion)?;
        requirements.push(work.create_planned(requirement)?);
    }
    let reason = format!("made {} of it", ticket.record.id);
    let begun = named("in-progress")?;
    Ok(Conversion {
        item: work.move_planned("convert", stored, &begun, Some(&reason))?,
        ticket,
        requirements,
        left: Vec::new(),
        waiting: Vec::new(),
    })
}

/// The ticket that says what an item says; dependencies come later.
fn as_ticket(tracker: &Tracker, item: &BacklogItem) -> Result<NewTicket, OpError> {
    let mut changes = vec![
        Change::Type(ticket_type(tracker, &item.item_type)?),
        Change::Priority(item.priority.clone()),
        Change::Description(Text::clone(&item.description)),
        Change::Epic(item.epic.clone()),
        Change::Sprint(item.sprint.clone()),
        Change::Item(Some(item.id.clone())),
        Change::EstimateHours(item.effort_hours),
        Change::StoryPoints(item.story_points),
    ];
    if item.assignee.is_some() {
        changes.push(Change::Assignee(item.assignee.clone()));
    }
    changes.extend(item.labels.iter().cloned().map(Change::AddLabel));
    let criteria = item.acceptance_criteria.iter().cloned();
    changes.extend(criteria.map(Change::AddCriterion));
    Ok(NewTicket {
        changes,
        ..NewTicket::new(item.title.clone())
    })
}

/// The word that the project has for an item's type; that of any new ticket where it has none.
fn ticket_type(tracker: &Tracker, item_type: &TicketType) -> Result<TicketType, OpError> {
    let unusable = |error: WordError| OpError::invalid(error.to_string());
    let mut known = TYPES.iter();
    let likely = known.find(|(name, _)| *name == item_type.as_str());
    let names = std::iter::once(item_type.as_str())
        .chain(likely.into_iter().flat_map(|(_, names)| *names).copied());
    let types = &tracker.vocabulary.types;
    for name in names {
        if let Some(found) = types.iter().find(|known| known.as_str() == name) {
            return Ok(found.clone());
        }
    }
    tracker
        .settings
        .defaults
        .ticket_type
        .parse()
        .map_err(unusable)
}

/// A criterion as something that is expected of the ticket.
fn requirement(
    work: &mut Work<'_>,
    item: &BacklogItem,
    ticket: &Ticket,
    criterion: &Criterion,
) -> Result<Requirement, OpError> {
    let unusable = |error: WordError| OpError::invalid(error.to_string());
    let key = work.next_planned_key::<Requirement>()?;
    let title = criterion.text.parse().map_err(unusable)?;
    let mut requirement = Requirement::new(key, title, RequirementType::Requirement);
    requirement.uid = Some(work.next_uid());
    requirement.created_at = Some(work.tracker.now());
    requirement.created_by = work.user().map(|(_, full)| full.clone());
    requirement.priority = item.priority.clone();
    requirement.of = Some(ticket.id.clone());
    Ok(requirement)
}

/// Makes a ticket wait for what its item waited for: tickets, and the tickets of items.
fn depend(work: &mut Work<'_>, conversion: &mut Conversion) -> Result<(), OpError> {
    let mut changes = Vec::new();
    for key in &conversion.item.record.depends_on {
        if RecordKind::of_key(key) != RecordKind::BacklogItem {
            match work.find(&Reference::from(key)) {
                Ok(file) => changes.push(Change::AddDependency(file.key)),
                Err(_) => conversion.left.push(key.clone()),
            }
            continue;
        }
        let made = work.made_of(key);
        let keys = made.iter().map(|file| file.key.clone());
        changes.extend(keys.map(Change::AddDependency));
        let other = work.get_planned::<BacklogItem>(&Reference::from(key));
        let is_over = other.is_ok_and(|other| other.record.is_settled());
        if made.is_empty() && !is_over {
            conversion.left.push(key.clone());
        }
    }
    if !changes.is_empty() {
        conversion.ticket = work.change("convert", &conversion.ticket, &changes)?;
    }
    Ok(())
}

/// Makes the tickets wait that were made before, of items that wait for this one.
///
/// A ticket that is settled or archived stays as it is, and so does one that the new ticket waits
/// for: somebody has decided otherwise.
fn be_waited_for(work: &mut Work<'_>, conversion: &mut Conversion) -> Result<(), OpError> {
    let (item, ticket) = (&conversion.item.record.id, &conversion.ticket.record.id);
    for file in work.planned_referrers(item) {
        if RecordKind::of_key(&file.key) != RecordKind::BacklogItem {
            continue;
        }
        for made in work.made_of(&file.key) {
            let key = &made.key;
            let earlier = work.get(&Reference::from(key))?;
            let is_over = work.tracker.vocabulary.is_settled(&earlier.record.status);
            let knows = earlier.record.depends_on.contains(ticket);
            if is_over || knows || earlier.record.is_archived() || work.waits_for(ticket, key) {
                continue;
            }
            let wait = [Change::AddDependency(ticket.clone())];
            work.change("convert", &earlier, &wait)?;
            conversion.waiting.push(key.clone());
        }
    }
    Ok(())
}
