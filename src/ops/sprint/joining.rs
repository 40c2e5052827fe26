//! Noting when work joins and leaves a sprint.

use crate::domain::InSprint;
use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Sprint;
use crate::ops::work::Work;

impl Work<'_> {
    /// Notes in a record's log that it was in another sprint until now, where one of the two has begun.
    /// Every verb that plans something ends here.
    ///
    /// One that is planned notes what it has when it is started, and one that is being closed what
    /// it did not finish: each of these is one list in one file, rather than a line in many.
    pub(crate) fn note_sprint_change<R: InSprint>(&self, former: Option<&Key>, after: &mut R) {
        if former == after.sprint() {
            return;
        }
        let mut sprints = former.into_iter().chain(after.sprint());
        if sprints.any(|key| self.has_begun(key)) {
            after.note_former_sprint(former, self.stamp());
        }
    }

    /// What cannot be read has no course that anybody could draw.
    fn has_begun(&self, sprint: &Key) -> bool {
        let is_closing = self.closing_sprint.as_ref() == Some(sprint);
        !is_closing
            && self
                .get_planned::<Sprint>(&Reference::from(sprint))
                .is_ok_and(|stored| !stored.record.is_planned())
    }
}
