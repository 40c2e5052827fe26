//! The index, and what is done when it is of no use.

use std::path::PathBuf;

use crate::index::text::answer::Answer;
use crate::index::text::build;
use crate::index::text::corpus::Corpus;
use crate::index::text::corpus::Source;
use crate::index::text::document::DocumentText;
use crate::index::text::inquiry::Asked;
use crate::index::text::inquiry::Inquiry;
use crate::index::text::known::Standing;
use crate::index::text::known::Standings;
use crate::index::text::opened::Opened;
use crate::index::text::quiet::attempt;
use crate::index::text::trouble::Trouble;
use crate::index::text::workshop::Workshop;
use crate::query::TextTerm;

/// Up to so many records that the index does not know are read at each search.
/// A commit costs as much as reading some thousand.
const READ_MAX: usize = 64;

/// Numbers are spent, not given back; so many are allowed before they begin anew.
const NUMBERS_MAX: usize = 1 << 20;

/// A full-text index on disk, disposable.
#[derive(Debug)]
pub struct TextIndex {
    folder: PathBuf,
}

/// What must be done to an index before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Upkeep {
    Nothing,
    Update,
    Rebuild,
}

impl TextIndex {
    /// The index in `folder`, which need not exist. Opens nothing.
    pub fn new(folder: PathBuf) -> TextIndex {
        TextIndex { folder }
    }

    /// Finds `terms` in the records that `sources` are, as they are now; `read`
    /// reads the text of one of them.
    ///
    /// The index is built at the first search that is worth it, brought up to
    /// date when many records are new to it, and left alone otherwise. Where it
    /// is damaged, locked or not to be written, all records are read instead.
    pub fn answer(
        &self,
        terms: &[TextTerm],
        sources: &[Source],
        read: &dyn Fn(&str) -> Option<DocumentText>,
    ) -> Answer {
        let asked = Asked::new(terms);
        let inquiry = asked.about(sources, read);
        if asked.is_empty() || !is_worth_it(sources) {
            return inquiry.ask_files();
        }
        self.ask_index(inquiry)
            .unwrap_or_else(|_| inquiry.ask_files())
    }

    /// The same without any index.
    pub fn scan(
        terms: &[TextTerm],
        sources: &[Source],
        read: &dyn Fn(&str) -> Option<DocumentText>,
    ) -> Answer {
        let asked = Asked::new(terms);
        let inquiry = asked.about(sources, read);
        inquiry.ask_files()
    }

    fn ask_index(&self, inquiry: Inquiry<'_>) -> Result<Answer, Trouble> {
        let asked = attempt(|| {
            let opened = Opened::open(&self.folder)?;
            let standings = opened.known.standings(inquiry.corpus.sources);
            match upkeep(&opened, &standings, inquiry.corpus.sources) {
                Upkeep::Nothing => inquiry.ask_opened(&opened, &standings).map(Some),
                Upkeep::Update | Upkeep::Rebuild => Ok(None),
            }
        });
        if let Ok(Some(answer)) = asked {
            return Ok(answer);
        }
        let workshop = attempt(|| Workshop::enter(&self.folder))?;
        // Whoever was in the workshop before may have done the work.
        if attempt(|| self.keep_up(&workshop, inquiry.corpus)).is_err() {
            attempt(|| build::build(&workshop, inquiry.corpus))?;
        }
        let opened = attempt(|| {
            let opened = Opened::open(&self.folder)?;
            let standings = opened.known.standings(inquiry.corpus.sources);
            inquiry.ask_opened(&opened, &standings)
        });
        if opened.is_err() {
            // What was whole enough to be opened gave no answer: away with it.
            attempt(|| build::build(&workshop, inquiry.corpus))?;
        }
        opened
    }

    fn keep_up(&self, workshop: &Workshop, corpus: Corpus<'_>) -> Result<(), Trouble> {
        let opened = Opened::open(&self.folder)?;
        let standings = opened.known.standings(corpus.sources);
        match upkeep(&opened, &standings, corpus.sources) {
            Upkeep::Nothing => Ok(()),
            Upkeep::Update => build::update(workshop, &self.folder, &opened, &standings, corpus),
            Upkeep::Rebuild => Err(Trouble::Missing),
        }
    }
}

/// A few records are read as fast as an index is opened.
fn is_worth_it(sources: &[Source]) -> bool {
    sources.len() > READ_MAX
}

fn upkeep(opened: &Opened, standings: &Standings, sources: &[Source]) -> Upkeep {
    // Those without a fingerprint are read each time; nothing helps.
    let can_be_known = |(standing, source): &(&Standing, &Source)| {
        matches!(standing, Standing::Dirty(_)) && source.fingerprint.is_some()
    };
    let new = standings
        .of
        .iter()
        .zip(sources)
        .filter(can_be_known)
        .count();
    let too_many = sources.len() / 3;
    if standings.gone.len() > too_many + READ_MAX
        || opened.known.next_number as usize > NUMBERS_MAX + 4 * sources.len()
    {
        Upkeep::Rebuild
    } else if new <= READ_MAX {
        Upkeep::Nothing
    } else if new > too_many {
        Upkeep::Rebuild
    } else {
        Upkeep::Update
    }
}
