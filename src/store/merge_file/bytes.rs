//! Which way a file is merged.

use serde_yaml::Value;

use crate::domain::merge;
use crate::domain::merge::Contradiction;
use crate::domain::merge::Identity;
use crate::domain::merge::MergeRules;
use crate::domain::merge::Sides;
use crate::store::merge_file::facts;
use crate::store::merge_file::facts::Version;
use crate::store::merge_file::file_kind::FileKind;
use crate::store::merge_file::marks;
use crate::store::merge_file::marks::Marking;
use crate::store::merge_file::prose;

/// A file as two branches have it, and as it was before they parted.
#[derive(Debug, Clone, Copy)]
pub struct FileSides<'a> {
    /// The file before both; none where both branches added it.
    pub base: Option<&'a [u8]>,
    /// Our side.
    pub ours: &'a [u8],
    /// Their side.
    pub theirs: &'a [u8],
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileMerge {
    /// The merged file. With anything left to decide there are markers in it.
    pub bytes: Vec<u8>,
    /// How it went.
    pub outcome: MergeOutcome,
    /// What was contradictory until somebody chose.
    pub chosen: Vec<Contradiction>,
}

/// Chooses the value of a fact that both sides changed: none to leave it open, and in it none for no value.
pub type Choose<'a> = dyn Fn(&Contradiction) -> Option<Option<Value>> + 'a;

/// How the merge of a file went.
#[derive(Debug, Clone, PartialEq)]
pub enum MergeOutcome {
    /// Nothing is left to decide.
    Clean,
    /// These facts are; markers stand around their lines. Never none.
    Contradictions(Vec<Contradiction>),
    /// The two versions are two records, which stand whole between one pair of markers.
    Different,
    /// Not every version could be read as a record, so that lines were merged.
    Lines {
        /// What is the matter with the version that could not be read; none for a file that holds no record anyway.
        reason: Option<String>,
        /// In how many places lines clash.
        clashes: usize,
    },
    /// A version is no text at all: the bytes are our side's, and nothing was merged.
    Unreadable(String),
}

/// Merges a file by its facts, where all versions can be read, else by its lines.
///
/// `path` tells what kind of record it is; without one its fields do. The result is our file with the facts that came
/// from the other side; comments and formatting of theirs come along where lines do not clash.
pub fn merge_bytes(
    sides: FileSides,
    path: Option<&str>,
    marking: &Marking,
    rules: &dyn MergeRules,
) -> FileMerge {
    merge_bytes_with(sides, (path, marking), rules, &|_| None)
}

/// The same, with somebody to choose where both sides changed one fact.
pub fn merge_bytes_with(
    sides: FileSides,
    (path, marking): (Option<&str>, &Marking),
    rules: &dyn MergeRules,
    choose: &Choose<'_>,
) -> FileMerge {
    if let Some(bytes) = undisputed(sides) {
        return FileMerge {
            bytes: bytes.to_vec(),
            outcome: MergeOutcome::Clean,
            chosen: Vec::new(),
        };
    }
    let texts = match texts(sides) {
        Ok(texts) => texts,
        Err(reason) => {
            return FileMerge {
                bytes: sides.ours.to_vec(),
                outcome: MergeOutcome::Unreadable(reason),
                chosen: Vec::new(),
            };
        }
    };
    let marking = &marking.beyond(&[texts.ours, texts.theirs]);
    match merge_records(&texts, (path, marking), rules, choose) {
        Ok(merged) => merged,
        Err(reason) => prose::merge(&texts, marking, reason),
    }
}

/// The three versions as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Texts<'a> {
    pub(crate) base: Option<&'a str>,
    pub(crate) ours: &'a str,
    pub(crate) theirs: &'a str,
}

/// What version control would take without asking anybody.
fn undisputed(sides: FileSides<'_>) -> Option<&[u8]> {
    if sides.ours == sides.theirs || sides.base == Some(sides.theirs) {
        return Some(sides.ours);
    }
    (sides.base == Some(sides.ours)).then_some(sides.theirs)
}

fn texts(sides: FileSides<'_>) -> Result<Texts<'_>, String> {
    let text = |name: &str, bytes| match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        Ok(_) | Err(_) => Err(format!("{name} is not UTF-8 text")),
    };
    let base = sides.base.map(|base| text("the base", base)).transpose()?;
    Ok(Texts {
        base,
        ours: text("our version", sides.ours)?,
        theirs: text("their version", sides.theirs)?,
    })
}

/// Merges records; an error is the reason why lines have to be merged.
fn merge_records(
    texts: &Texts,
    (path, marking): (Option<&str>, &Marking),
    rules: &dyn MergeRules,
    choose: &Choose<'_>,
) -> Result<FileMerge, Option<String>> {
    if path.is_some_and(|path| !FileKind::is_yaml(path)) {
        return Err(None);
    }
    let read = |name: &str, text: &str, kind| {
        Version::read(text, kind).map_err(|error| Some(format!("{name}: {error}")))
    };
    let ours = read("our version", texts.ours, path.map(FileKind::of_path))?;
    let theirs = read("their version", texts.theirs, Some(ours.kind))?;
    let base = texts
        .base
        .map(|base| read("the base", base, Some(ours.kind)));
    let base = base.transpose()?;
    let all = [Some(&ours), Some(&theirs), base.as_ref()];
    let is_typed = all.iter().flatten().all(|version| version.is_typed);
    let (ours, theirs) = (
        ours.read_as_record(is_typed),
        theirs.read_as_record(is_typed),
    );
    let base = base.map(|base| base.read_as_record(is_typed));
    let sides = Sides {
        base: base.as_ref().map(|base| &base.fields),
        ours: &ours.fields,
        theirs: &theirs.fields,
    };
    if sides.identity(ours.kind.specs()) == Identity::Different {
        let bytes = marks::whole(texts.ours, texts.theirs, marking).into_bytes();
        return Ok(FileMerge {
            bytes,
            outcome: MergeOutcome::Different,
            chosen: Vec::new(),
        });
    }
    let lifecycles = ours.kind.lifecycles();
    let of_kind: &dyn MergeRules = if lifecycles.is_empty() {
        rules
    } else {
        &lifecycles
    };
    let mut merged = merge::merge(&sides, ours.kind.specs(), of_kind);
    let chosen = merged.decide(choose);
    let written = facts::write(texts, &merged, &ours, marking).map_err(Some);
    written.map(|merge| FileMerge { chosen, ..merge })
}
