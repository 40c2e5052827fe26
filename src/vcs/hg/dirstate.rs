//! The commits that the working tree stands on, from the head of Mercurial's `dirstate` file.

use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::io::Read as _;

use crate::vcs::VcsError;
use crate::vcs::hg::layout::Layout;

/// What the newer format begins with.
const MARKER: &[u8] = b"dirstate-v2\n";

/// How many bytes the newer format has for an id, of which the first are used.
const SLOT_BYTES: usize = 32;

/// How many bytes an id has.
const ID_BYTES: usize = 20;

/// The commits that a working tree stands on, in hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parents {
    /// The one that changes are measured against, `None` before the first commit.
    pub(crate) first: Option<String>,
    /// The one that is being merged.
    pub(crate) second: Option<String>,
}

/// Returns the commits that the working tree stands on.
pub(crate) fn parents(layout: &Layout) -> Result<Parents, VcsError> {
    let path = layout.hg_dir.join("dirstate");
    let failed = |source| VcsError::Read {
        path: path.clone(),
        source,
    };
    // The files that follow in it may be many.
    let longest = MARKER.len() + 2 * SLOT_BYTES;
    let mut head = Vec::new();
    match File::open(&path) {
        Ok(file) => file
            .take(longest as u64)
            .read_to_end(&mut head)
            .map_err(failed)?,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => 0,
        Err(source) => return Err(failed(source)),
    };

    if head.is_empty() {
        return Ok(Parents::default());
    }
    parse(&head).ok_or_else(|| VcsError::Damaged {
        path: path.clone(),
        fault: String::from("it ends too early"),
    })
}

fn parse(head: &[u8]) -> Option<Parents> {
    let (ids, step) = match head.strip_prefix(MARKER) {
        Some(ids) => (ids, SLOT_BYTES),
        None => (head, ID_BYTES),
    };
    let id = |start: usize| ids.get(start..start + ID_BYTES).map(hexadecimal);
    Some(Parents {
        first: id(0)?,
        second: id(step)?,
    })
}

/// Returns an id as text, `None` for the one that stands for no commit.
fn hexadecimal(id: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(2 * id.len());
    for byte in id {
        write!(text, "{byte:02x}").expect("writing to a text does not fail");
    }
    id.iter().any(|byte| *byte != 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::Parents;
    use super::parse;

    #[track_caller]
    fn check(head: &[u8], expected: Option<(Option<&str>, Option<&str>)>) {
        let expected = expected.map(|(first, second)| Parents {
            first: first.map(|byte| byte.repeat(20)),
            second: second.map(|byte| byte.repeat(20)),
        });
        assert_eq!(parse(head), expected);
    }

    #[test]
    fn both_formats_begin_with_two_ids() {
        let old = [[0xab; 20], [0; 20]].concat();
        check(&old, Some((Some("ab"), None)));
        check(
            &[[0xab; 20], [0x01; 20]].concat(),
            Some((Some("ab"), Some("01"))),
        );
        check(&[0; 40], Some((None, None)));

        let new = [
            b"dirstate-v2\n",
            &[0xab; 20][..],
            &[0; 12],
            &[1; 20],
            &[0; 12],
        ]
        .concat();
        check(&new, Some((Some("ab"), Some("01"))));
    }

    #[test]
    fn a_short_file_is_damaged() {
        check(&[1; 39], None);
        check(b"dirstate-v2\n", None);
    }
}
