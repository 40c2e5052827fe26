//! The words that a search may ask for.

use crate::domain::BacklogItem;
use crate::domain::RecordKind;
use crate::domain::RequirementType;
use crate::domain::TicketType;
use crate::domain::Vocabulary;
use crate::ops::Tracker;
use crate::ops::search::corpus::statuses_of;

/// The project's words and, of the other kinds that are searched, their statuses and
/// types; no kinds are all of them.
pub fn search_vocabulary(tracker: &Tracker, kinds: &[RecordKind]) -> Vocabulary {
    let mut vocabulary = tracker.vocabulary.clone();
    for kind in RecordKind::ALL {
        if !kinds.is_empty() && !kinds.contains(&kind) {
            continue;
        }
        for rule in statuses_of(kind) {
            if vocabulary.category(&rule.name).is_none() {
                vocabulary.statuses.push(rule);
            }
        }
        let types = types_of(kind).into_iter();
        let types = types.filter_map(|name| name.parse::<TicketType>().ok());
        for name in types {
            if !vocabulary.types.contains(&name) {
                vocabulary.types.push(name);
            }
        }
    }
    vocabulary
}

/// The types that records of a kind have in every project.
fn types_of(kind: RecordKind) -> Vec<&'static str> {
    match kind {
        RecordKind::Ticket | RecordKind::Epic | RecordKind::Sprint => Vec::new(),
        RecordKind::BacklogItem => BacklogItem::TYPES.to_vec(),
        RecordKind::Requirement => {
            let types = RequirementType::ALL.iter();
            types.map(|own| own.as_str()).collect()
        }
    }
}
