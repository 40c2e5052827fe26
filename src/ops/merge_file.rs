//! Merging three versions of one file, as version control's merge driver.
//!
//! There is no project here and no tracker: version control calls this in the middle of a merge, once for each file,
//! and what it costs to open a repository would be paid each time.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::config::Layers;
use crate::domain::Status;
use crate::domain::Vocabulary;
use crate::domain::merge::MergeRules;
use crate::ops::OpError;
use crate::ops::project_words::understand;
use crate::ops::settings_files;
use crate::ops::tracker::HOME;
use crate::store;
use crate::store::FileMerge;
use crate::store::FileSides;
use crate::store::Marking;
use crate::store::MergeOutcome;
use crate::store::Problem;
use crate::store::ProblemCode;
use crate::store::StoreError;

/// Three files to be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesToMerge {
    /// The version before both; an empty file means that there was none.
    pub base: PathBuf,
    /// Our version.
    pub ours: PathBuf,
    /// Their version.
    pub theirs: PathBuf,
    /// Where the file lies in the project, which tells its kind; the versions may be temporary files.
    pub path: Option<String>,
    /// How the markers look.
    pub marking: Marking,
    /// Where the result goes; nowhere if it is only asked for.
    pub target: Option<PathBuf>,
}

/// Merges three files and writes the result to the target. `folder` is where the search for the project's rules
/// begins, if a status calls for them.
///
/// # Errors
/// A file that cannot be read or written, or that is no text. All files are then as they were.
pub fn merge_file(files: &FilesToMerge, folder: &Path) -> Result<FileMerge, OpError> {
    let read = |path: &Path| fs::read(path).map_err(StoreError::io("read", path));
    let (base, ours, theirs) = (read(&files.base)?, read(&files.ours)?, read(&files.theirs)?);
    let sides = FileSides {
        base: (!base.is_empty()).then_some(&base),
        ours: &ours,
        theirs: &theirs,
    };
    let rules = NearestRules {
        folder,
        vocabulary: OnceCell::new(),
    };
    let merged = store::merge_bytes(sides, files.path.as_deref(), &files.marking, &rules);
    if let MergeOutcome::Unreadable(reason) = &merged.outcome {
        let message = format!("cannot be merged: {reason}");
        let problem = Problem::new(files.shown(), ProblemCode::NotText, message);
        return Err(OpError::Unreadable(problem));
    }
    if let Some(target) = &files.target {
        store::put_in_place(target, &merged.bytes)?;
    }
    Ok(merged)
}

impl FilesToMerge {
    /// What the file is called in messages.
    pub fn shown(&self) -> String {
        let own = || self.ours.display().to_string();
        self.path.clone().unwrap_or_else(own)
    }
}

/// The rules of the project around a folder, read when they are first asked for.
struct NearestRules<'a> {
    folder: &'a Path,
    vocabulary: OnceCell<Vocabulary>,
}

impl MergeRules for NearestRules<'_> {
    fn leads(&self, from: &Status, to: &Status) -> bool {
        let vocabulary = self.vocabulary.get_or_init(|| words_near(self.folder));
        vocabulary.leads(from, to)
    }
}

/// The words of the project around a folder. In the middle of a merge its
/// settings may be unreadable; then the built-in ones must do.
fn words_near(folder: &Path) -> Vocabulary {
    let mut layers = Layers::defaults();
    let project = folder
        .ancestors()
        .map(|above| above.join(HOME))
        .find(|home| home.is_dir())
        .and_then(|home| settings_files::project_layer(&home).ok().flatten());
    if let Some(layer) = project {
        layers.push(layer);
    }
    let understood = understand(&layers).or_else(|_| understand(&Layers::defaults()));
    let (_, vocabulary, _) = understood.expect("the built-in settings are tested");
    vocabulary
}
