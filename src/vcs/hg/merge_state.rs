//! What a merge left open, from the file that Mercurial keeps about it.

use std::collections::BTreeMap;

use crate::vcs::VcsError;
use crate::vcs::hg::layout;
use crate::vcs::hg::layout::Layout;

/// A merge, a rebase or the like that is under way or was just ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct MergeState {
    /// The commit that was merged into.
    pub(crate) local: Option<String>,
    /// The commit that was merged.
    pub(crate) other: Option<String>,
    /// The files that are still open, by path.
    pub(crate) open: BTreeMap<String, OpenFile>,
}

/// A file that a merge could not settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenFile {
    /// Under which name our content is kept in `.hg/merge`, `None` where we have no such file.
    pub(crate) local_key: Option<String>,
    /// What both sides began from, `None` where both added the file.
    pub(crate) base: Option<Base>,
    /// The file's path on the other side, `None` where that has no such file.
    pub(crate) other_path: Option<String>,
}

/// What both sides began from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Base {
    /// Its path there.
    pub(crate) path: String,
    /// A commit that has the file as it was.
    pub(crate) commit: Option<String>,
}

impl MergeState {
    /// Reads what is kept about the working tree's merge; without one, all is empty.
    pub(crate) fn read(layout: &Layout) -> Result<Self, VcsError> {
        let path = layout.hg_dir.join("merge").join("state2");
        match layout::read(&path)? {
            Some(bytes) => parse(&bytes).ok_or_else(|| VcsError::Damaged {
                path,
                fault: String::from("it is no list of open files"),
            }),
            None => Ok(Self::default()),
        }
    }
}

/// Reads records of a letter, a length and so many bytes.
fn parse(bytes: &[u8]) -> Option<MergeState> {
    let mut state = MergeState::default();
    let mut base_commits = BTreeMap::new();
    let mut rest = bytes;
    while let [letter, after @ ..] = rest {
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (record, after) = after.split_at_checked(length)?;
        rest = after;
        // What old versions must not stumble over is wrapped.
        let (letter, record) = match letter {
            b't' => record.split_first()?,
            letter => (letter, record),
        };
        match letter {
            b'L' => state.local = id(record),
            b'O' => state.other = id(record),
            b'F' | b'C' => {
                let fields: Vec<&[u8]> = record.split(|byte| *byte == 0).collect();
                state.open.extend(open_file(fields.first_chunk()?));
            }
            b'f' => base_commits.extend(base_commit(record)),
            // A file where the other side has a folder, which no tracker makes, and records for Mercurial alone.
            _ => {}
        }
    }

    for (path, file) in &mut state.open {
        if let Some(base) = &mut file.base {
            base.commit = base_commits.remove(path);
        }
    }
    Some(state)
}

/// Reads the fields of a record about a file, `None` when it is settled or its name is no text.
fn open_file(fields: &[&[u8]; 8]) -> Option<(String, OpenFile)> {
    let [path, state, local, _, base_path, base, other_path, other] = *fields;
    if state != b"u" {
        return None;
    }
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let file = OpenFile {
        local_key: id(local),
        base: id(base).and_then(|_| {
            Some(Base {
                path: text(base_path)?,
                commit: None,
            })
        }),
        other_path: id(other).and_then(|_| text(other_path)),
    };
    Some((text(path)?, file))
}

/// Reads which commit has the base of a file.
fn base_commit(record: &[u8]) -> Option<(String, String)> {
    let mut fields = record.split(|byte| *byte == 0);
    let path = String::from_utf8(fields.next()?.to_vec()).ok()?;
    while let (Some(key), Some(value)) = (fields.next(), fields.next()) {
        if key == b"ancestorlinknode" {
            return Some((path, id(value)?));
        }
    }
    None
}

/// Reads an id in hexadecimal, `None` for the one that stands for nothing.
fn id(bytes: &[u8]) -> Option<String> {
    let text = str::from_utf8(bytes).ok()?;
    let is_id = text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_nothing = text.bytes().all(|byte| byte == b'0');
    (is_id && !is_nothing).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::MergeState;
    use super::parse;

    fn record(letter: u8, fields: &[&str]) -> Vec<u8> {
        let content = fields.join("\0").into_bytes();
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[letter], &length[..], &content].concat()
    }

    fn ids() -> [String; 4] {
        ["0", "1", "2", "3"].map(|digit| digit.repeat(40))
    }

    #[test]
    fn only_open_files_are_told() {
        let [none, one, two, three] = &ids();
        let bytes = [
            record(b'L', &[one]),
            record(b'O', &[two]),
            record(b'F', &["a", "u", one, "a", "old", three, "b", two, ""]),
            record(b'F', &["settled", "r", one, "s", "s", three, "s", two, ""]),
            record(
                b't',
                &["Cgone", "u", none, "gone", "gone", none, "gone", two, ""],
            ),
            record(b'f', &["a", "merged", "yes", "ancestorlinknode", three]),
            record(b'x', &["whatever"]),
        ];
        let state = parse(&bytes.concat()).unwrap();

        assert_eq!(state.local.as_ref(), Some(one));
        assert_eq!(state.other.as_ref(), Some(two));
        assert_eq!(state.open.keys().collect::<Vec<_>>(), ["a", "gone"]);
        let base = state.open["a"].base.as_ref().unwrap();
        assert_eq!(
            (&base.path, &base.commit),
            (&String::from("old"), &Some(three.clone()))
        );
        assert_eq!(state.open["a"].other_path.as_deref(), Some("b"));
        assert_eq!(state.open["gone"].local_key, None);
        assert_eq!(state.open["gone"].base, None);
    }

    #[test]
    fn nothing_is_open_in_an_empty_file() {
        assert_eq!(parse(b""), Some(MergeState::default()));
    }

    #[test]
    fn a_damaged_file_is_refused() {
        assert_eq!(parse(b"L\0\0\0\x09short"), None);
        assert_eq!(parse(b"L\0\0"), None);
        assert_eq!(parse(b"L\xff\xff\xff\xff"), None);
        assert_eq!(parse(&record(b'F', &["a", "u"])), None);
        assert_eq!(parse(&record(b't', &[""])), None);
    }
}
