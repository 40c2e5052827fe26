//! Making a project.

use crate::config::Ids;
use crate::domain::Prefix;
use crate::ops::OpError;
use crate::ops::Outcome;
use crate::ops::Surroundings;
use crate::ops::Tracker;
use crate::ops::work::Work;
use crate::store::Receipt;

/// How to begin a project.
#[derive(Debug, Clone, Default)]
pub struct Init {
    /// The prefix of its keys; `TICKET` where none is given.
    pub prefix: Option<Prefix>,
    /// How keys are numbered; counted where nothing is given.
    pub ids: Option<Ids>,
}

/// What `init` found.
#[derive(Debug)]
pub struct Initialised {
    /// The project.
    pub tracker: Tracker,
    /// Whether it is new.
    pub is_new: bool,
}

/// Makes a project at the root of the working tree. In one that exists,
/// nothing changes.
///
/// # Errors
/// Other settings than an existing project has, or files that cannot be written.
pub fn init(surroundings: Surroundings, init: &Init) -> Result<Outcome<Initialised>, OpError> {
    let tracker = Tracker::open_or_new(surroundings)?;
    if tracker.config_path().exists() {
        refuse_other_settings(&tracker, init)?;
        let value = Initialised {
            tracker,
            is_new: false,
        };
        let notes = value.tracker.arm().into_iter().collect();
        return Ok(Outcome {
            value,
            receipt: Receipt {
                notes,
                ..Receipt::default()
            },
        });
    }
    let mut work = Work::begin(&tracker)?;
    work.transaction
        .put("config.yaml", config_text(init).into_bytes())?;
    let needs_ignoring = tracker
        .store
        .private_file("lock")
        .starts_with(tracker.store.home());
    if needs_ignoring && work.transaction.current(".local/.gitignore")?.is_none() {
        work.transaction.put(".local/.gitignore", b"*\n".to_vec())?;
    }
    tracker.stage_attributes(&mut work)?;
    let receipt = work.commit("init", ())?.receipt;
    Ok(Outcome {
        value: Initialised {
            tracker,
            is_new: true,
        },
        receipt,
    })
}

fn config_text(init: &Init) -> String {
    let prefix = init.prefix.as_ref().map_or("TICKET", Prefix::as_str);
    let ids = match init.ids {
        Some(Ids::Random) => "random",
        Some(Ids::Sequential) | None => "sequential",
    };
    format!(
        "# Settings of this project; `tickets config list` shows all there are.\n\n\
         format: 1\n\nprefix: {prefix}\n\nids: {ids}\n"
    )
}

fn refuse_other_settings(tracker: &Tracker, init: &Init) -> Result<(), OpError> {
    let other_prefix = init
        .prefix
        .as_ref()
        .filter(|prefix| **prefix != tracker.prefix);
    let other_ids = init.ids.filter(|ids| *ids != tracker.settings.ids);
    if other_prefix.is_none() && other_ids.is_none() {
        return Ok(());
    }
    Err(OpError::Invalid {
        reason: "there is a project here already, with other settings".to_owned(),
        hint: Some("`tickets config set prefix …` changes the keys of new tickets".to_owned()),
    })
}
