//! Joining and leaving a sprint: what every verb that plans something comes by.

use crate::domain::InSprint;
use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops::Direction;
use crate::ops::OpError;
use crate::ops::sprint::membership::refuse_over;
use crate::ops::work::Work;

impl Work<'_> {
    /// Notes in a record's log that it was in another sprint until now, where one of the two has begun.
    ///
    /// One that is planned notes what it has when it is started, and one that is being closed what
    /// it did not finish: each of these is one list in one file, rather than a line in many.
    ///
    /// # Errors
    /// The sprint that it joins is over.
    pub(crate) fn note_sprint_change<R: InSprint>(
        &self,
        former: Option<&Key>,
        after: &mut R,
    ) -> Result<(), OpError> {
        if former == after.sprint() {
            return Ok(());
        }
        if let Some(joined) = after.sprint().and_then(|key| self.sprint(key)) {
            refuse_over(Direction::Add, &joined)?;
        }
        let mut sprints = former.into_iter().chain(after.sprint());
        if sprints.any(|key| self.has_begun(key)) {
            after.note_former_sprint(former, self.stamp());
        }
        Ok(())
    }

    /// A sprint, if there is such a one.
    pub(crate) fn sprint(&self, key: &Key) -> Option<Sprint> {
        let stored = self.get_planned::<Sprint>(&Reference::from(key));
        stored.ok().map(|stored| stored.record)
    }

    /// What cannot be read has no course that anybody could draw.
    fn has_begun(&self, sprint: &Key) -> bool {
        let is_closing = self.closing_sprint.as_ref() == Some(sprint);
        let own = self.sprint(sprint).filter(|_| !is_closing);
        own.is_some_and(|sprint| !sprint.is_planned())
    }
}
