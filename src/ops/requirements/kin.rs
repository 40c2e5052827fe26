//! Which requirements follow from which.

use crate::domain::Key;
use crate::domain::Reference;
use crate::domain::Requirement;
use crate::ops::OpError;
use crate::ops::work::Work;
use crate::store::Stored;

/// All that follow from a requirement, and from those, without itself; each before what follows from it.
pub(crate) fn descendants<'a>(
    all: &'a [Stored<Requirement>],
    key: &Key,
) -> Vec<&'a Stored<Requirement>> {
    let mut found: Vec<&Stored<Requirement>> = Vec::new();
    let mut open = vec![key.clone()];
    while let Some(next) = open.pop() {
        for stored in all {
            let is_below = stored.record.parent.as_ref() == Some(&next);
            // In a circle, which only a hand can make, nothing is found twice.
            let is_new =
                stored.file.key != *key && found.iter().all(|other| other.file != stored.file);
            if is_below && is_new {
                found.push(stored);
                open.push(stored.file.key.clone());
            }
        }
    }
    found
}

/// Refuses a parent that follows from its child.
pub(crate) fn refuse_circle(
    work: &Work<'_>,
    action: &'static str,
    child: &Key,
    parent: &Stored<Requirement>,
) -> Result<(), OpError> {
    let mut seen = vec![parent.file.key.clone()];
    let mut next = parent.record.parent.clone();
    while let Some(key) = next {
        if seen.contains(&key) {
            break;
        }
        let above = work.get_planned::<Requirement>(&Reference::from(&key));
        next = above.ok().and_then(|above| above.record.parent);
        seen.push(key);
    }
    if !seen.contains(child) {
        return Ok(());
    }
    let chain: Vec<String> = seen.iter().map(|key| format!("`{key}`")).collect();
    let reason = format!(
        "it would follow from itself, by way of {}",
        chain.join(", ")
    );
    Err(OpError::refused(action, child, reason))
}
