//! The records that are here before an import.

use std::collections::HashMap;

use crate::domain::Key;
use crate::domain::Record;
use crate::domain::RecordKind;
use crate::domain::RecordVisitor;
use crate::domain::Uid;
use crate::ops::Tracker;
use crate::ops::export;
use crate::ops::import::incoming::Incoming;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::RecordFile;
use crate::store::Store;
use crate::store::Stored;

/// The keys and uids in use, for looking up.
#[derive(Debug)]
pub(crate) struct Present {
    by_key: HashMap<Key, RecordFile>,
    by_uid: HashMap<Uid, Key>,
}

/// What becomes of an incoming record.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Nobody has its key or uid.
    New,
    /// It is here, and the same.
    Same,
    /// It cannot be imported.
    Problem(Problem),
}

impl Present {
    pub(crate) fn read(tracker: &Tracker) -> Present {
        let mut present = Present {
            by_key: HashMap::new(),
            by_uid: HashMap::new(),
        };
        for kind in RecordKind::ALL {
            // A file that cannot be read still has its key by its name.
            let files = tracker.store.files(kind.kind()).files.into_iter();
            let keyed = files.map(|file| (file.key.clone(), file));
            present.by_key.extend(keyed);
            present.by_uid.extend(kind.accept(Uids(&tracker.store)));
        }
        present
    }

    pub(crate) fn has(&self, key: &Key) -> bool {
        self.by_key.contains_key(key)
    }

    /// Compares an incoming record with what is here; nothing that is here is overwritten.
    pub(crate) fn judge(&self, tracker: &Tracker, incoming: &Incoming) -> Verdict {
        let key = &incoming.key;
        let uid = incoming.uid.as_ref();
        if let Some(file) = self.by_key.get(key) {
            return judge_same_key(tracker, file, incoming);
        }
        match uid.and_then(|uid| self.by_uid.get(uid)) {
            Some(other) => {
                let message = format!("`{key}` is not imported: it is here already, as `{other}`");
                Verdict::Problem(incoming.place.problem(ProblemCode::DuplicateUid, &message))
            }
            None => Verdict::New,
        }
    }
}

/// Reads the uids of the records of a kind.
struct Uids<'a>(&'a Store);

impl RecordVisitor for Uids<'_> {
    type Output = Vec<(Uid, Key)>;

    fn visit<R: Record + 'static>(self) -> Vec<(Uid, Key)> {
        let records = self.0.load_all::<R>().records.into_iter();
        let named = |stored: Stored<R>| Some((stored.record.uid()?.clone(), stored.file.key));
        records.filter_map(named).collect()
    }
}

fn judge_same_key(tracker: &Tracker, file: &RecordFile, incoming: &Incoming) -> Verdict {
    let key = &incoming.key;
    let path = &file.path;
    let mut unread = Vec::new();
    let here = export::read(tracker, file, &mut unread);
    let message = match here {
        Ok(here) if here == incoming.portable && unread.is_empty() => return Verdict::Same,
        Ok(here) if here.fields.get("uid") == incoming.portable.fields.get("uid") => {
            format!("`{key}` is not imported: it differs from `.tickets/{path}`, which stays")
        }
        Ok(_) => format!("`{key}` is not imported: the key belongs to `.tickets/{path}`"),
        Err(_) => format!("`{key}` is not imported: `.tickets/{path}` cannot be read"),
    };
    Verdict::Problem(incoming.place.problem(ProblemCode::DuplicateKey, &message))
}
