//! Deeds through the program's own verbs.

use tickets::domain::Change;
use tickets::domain::Entry;
use tickets::domain::Key;
use tickets::domain::Record as _;
use tickets::domain::Reference;
use tickets::domain::Text;
use tickets::domain::Ticket;
use tickets::ops;
use tickets::ops::Close;
use tickets::ops::Direction;
use tickets::ops::NewTicket;
use tickets::ops::OpError;
use tickets::ops::References;
use tickets::ops::Start;
use tickets::ops::Tracker;
use tickets::ops::Update;
use tickets::store::RecordFile;

use crate::simulation::Deed;

type Done = Result<(), OpError>;

/// Does a deed to the ticket in `file`. What the program refuses, or what changes nothing, is an error.
pub(crate) fn perform(tracker: &Tracker, file: &RecordFile, deed: &Deed) -> Done {
    let act = Act {
        tracker,
        file,
        reference: Reference::from(&file.key),
    };
    match deed {
        Deed::Create(title) => {
            let new = NewTicket::new(title.parse().unwrap());
            ops::create(tracker, &[new]).map(drop)
        }
        Deed::Comment(text) => ops::comment(tracker, &act.reference, text).map(drop),
        Deed::EditComment(place, text) => {
            let id = act.comment(*place)?;
            ops::edit_comment(tracker, &act.reference, &id, text).map(drop)
        }
        Deed::RemoveComment(place) => {
            let id = act.comment(*place)?;
            ops::delete_comment(tracker, &act.reference, &id).map(drop)
        }
        Deed::Start => ops::start(tracker, &act.each(), &Start::default()).map(drop),
        Deed::Close(resolution) => {
            let close = Close {
                resolution: resolution.as_ref().map(|word| word.parse().unwrap()),
                ..Close::default()
            };
            ops::close(tracker, &act.each(), &close).map(drop)
        }
        Deed::Reopen => ops::reopen(tracker, &act.each(), None).map(drop),
        Deed::Delete => ops::delete(tracker, &act.each(), References::Unlink).map(drop),
        Deed::Archive => ops::archive(tracker, &act.each()).map(drop),
        Deed::Unarchive => ops::unarchive(tracker, &act.each()).map(drop),
        Deed::Link(link) => {
            let link = link.parse().unwrap();
            ops::link(tracker, &act.reference, &[link], Direction::Add).map(drop)
        }
        Deed::Depend(other) => {
            let on = Reference::from(&act.other(*other));
            ops::depend(tracker, &act.reference, &[on], Direction::Add).map(drop)
        }
        Deed::Undepend => {
            let ticket = act.ticket()?;
            let on: Vec<Reference> = ticket.depends_on.iter().map(Reference::from).collect();
            ops::depend(tracker, &act.reference, &on, Direction::Remove).map(drop)
        }
        _ => {
            let update = act.update(deed)?;
            ops::update(tracker, &act.each(), &update).map(drop)
        }
    }
}

/// What a deed works on.
struct Act<'a> {
    tracker: &'a Tracker,
    file: &'a RecordFile,
    reference: Reference,
}

impl Act<'_> {
    fn each(&self) -> Vec<Reference> {
        vec![self.reference.clone()]
    }

    fn ticket(&self) -> Result<Ticket, OpError> {
        Ok(self.tracker.get::<Ticket>(&self.reference)?.record)
    }

    /// The key of some other ticket, and of the newest one more often than of others.
    fn other(&self, place: usize) -> Key {
        let files = self.tracker.store.files(&Ticket::KIND).files;
        let newest = files.len() - 1;
        let place = if place.is_multiple_of(3) {
            newest
        } else {
            place
        };
        files[place % files.len()].key.clone()
    }

    /// The id of some comment.
    fn comment(&self, place: usize) -> Result<String, OpError> {
        let (files, _) = self.tracker.store.entry_files(self.file);
        let comments: Vec<_> = files
            .iter()
            .filter(|file| file.kind == Entry::COMMENT)
            .collect();
        nth(&comments, place).map(|file| file.id.clone())
    }

    /// Deeds that are changes of fields.
    fn update(&self, deed: &Deed) -> Result<Update, OpError> {
        let mut update = Update::default();
        if let Deed::AddCriterion(text) = deed {
            update.criteria.push(text.clone());
            return Ok(update);
        }
        let change = match deed {
            Deed::Title(title) => Change::Title(title.parse().unwrap()),
            Deed::Type(word) => Change::Type(word.parse().unwrap()),
            Deed::Status(word) => Change::Status {
                to: word.parse().unwrap(),
                reason: None,
            },
            Deed::Priority(word) => Change::Priority(word.parse().unwrap()),
            Deed::Assignee(name) => Change::Assignee(name.map(|name| name.parse().unwrap())),
            Deed::AddLabel(word) => Change::AddLabel(word.parse().unwrap()),
            Deed::Due(day) => Change::Due(Some(day.parse().unwrap())),
            Deed::Points(points) => Change::StoryPoints(Some(*points)),
            Deed::Estimate(hours) => {
                Change::EstimateHours(Some(hours.to_string().parse().unwrap()))
            }
            Deed::Resolution(word) => Change::Resolution(Some(word.parse().unwrap())),
            Deed::Parent(other) => Change::Parent(Some(self.other(*other))),
            Deed::Relate(other) => Change::AddRelated(self.other(*other)),
            Deed::Duplicate(other) => Change::AddDuplicate(self.other(*other)),
            Deed::AddLine(..) | Deed::ChangeLine(..) | Deed::RemoveLine(_) => {
                self.description(deed)?
            }
            _ => self.of_a_list(deed)?,
        };
        update.changes.push(change);
        Ok(update)
    }

    fn of_a_list(&self, deed: &Deed) -> Result<Change, OpError> {
        let ticket = self.ticket()?;
        let count = ticket.acceptance_criteria.len();
        let number = |place: usize| nth(&(1..=count).collect::<Vec<_>>(), place).copied();
        Ok(match deed {
            Deed::RemoveLabel => Change::RemoveLabel(nth(&ticket.labels, 0)?.clone()),
            Deed::CheckCriterion(place) => {
                let number = number(*place)?;
                let done = !ticket.acceptance_criteria[number - 1].done;
                Change::CheckCriterion { number, done }
            }
            Deed::RewordCriterion(place, text) => Change::EditCriterion {
                number: number(*place)?,
                text: text.clone(),
            },
            Deed::RemoveCriterion(place) => Change::RemoveCriterion {
                number: number(*place)?,
            },
            other => unreachable!("{other:?} is no change of a list"),
        })
    }

    fn description(&self, deed: &Deed) -> Result<Change, OpError> {
        let text = self.ticket()?.description;
        let mut lines: Vec<&str> = text.as_str().lines().collect();
        match deed {
            Deed::AddLine(place, line) => lines.insert(place % (lines.len() + 1), line),
            Deed::ChangeLine(place, line) => {
                nth(&lines, *place)?;
                let place = place % lines.len();
                lines[place] = line;
            }
            Deed::RemoveLine(place) => {
                nth(&lines, *place)?;
                lines.remove(place % lines.len());
            }
            other => unreachable!("{other:?} is no change of a description"),
        }
        Ok(Change::Description(Text::new(&lines.join("\n"))))
    }
}

/// The thing at a place, counted round and round; an error where there is none.
fn nth<T>(things: &[T], place: usize) -> Result<&T, OpError> {
    if things.is_empty() {
        return Err(OpError::Nothing("there is none".to_owned()));
    }
    Ok(&things[place % things.len()])
}
