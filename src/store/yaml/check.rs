//! Cheap checks of a file's bytes before a YAML library sees them.

use crate::store::yaml::error::DocumentError;
use crate::store::yaml::expansion;
use crate::store::yaml::prescan;

/// Bytes that a file may have.
pub const BYTES_MAX: usize = 4_194_304;

/// Bytes from which on a file is scanned for shapes that take the library long.
///
/// Its time is quadratic in the depth of flow collections: in a debug build 32 KB of `[` take half a second.
const PRESCAN_MIN: usize = 4_096;

/// Returns the text that may be parsed: `bytes` as UTF-8 without a byte order mark.
///
/// What passes is parsed in well under half a second and 150 MB, whatever it holds. The library would take a mark for
/// a document of its own, copies what an alias stands for, and reports conflict markers in words that hide the cause.
///
/// # Errors
///
/// The reason why the bytes should not be parsed.
pub fn check(bytes: &[u8]) -> Result<&str, DocumentError> {
    if bytes.len() > BYTES_MAX {
        return Err(DocumentError::TooLarge {
            size: bytes.len(),
            limit: BYTES_MAX,
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| DocumentError::NotUtf8 {
        line: line_of(bytes, error.valid_up_to()),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(line) = conflict_line(text) {
        return Err(DocumentError::ConflictMarkers { line });
    }

    if text.len() > PRESCAN_MIN {
        prescan::prescan(text)?;
    }
    expansion::check_aliases(text)?;
    Ok(text)
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    let newlines = bytes.iter().take(offset).filter(|byte| **byte == b'\n');
    newlines.count() + 1
}

/// The line of the first conflict marker.
///
/// Seven equal signs alone are prose (a heading's underline, in a block at column 0 of some other file format), so
/// they count only together with a closing marker.
fn conflict_line(text: &str) -> Option<usize> {
    let may_hold_markers = ["<<<<<<<", ">>>>>>>"].iter().any(|m| text.contains(m));
    if !may_hold_markers {
        return None;
    }

    let mut first = None;
    let mut divider = false;
    for (index, line) in text.lines().enumerate() {
        let is_opening = is_marker(line, "<<<<<<<");
        let is_divider =
            line.len() >= 7 && line.bytes().all(|byte| byte == b'=') || is_marker(line, "|||||||");
        let is_closing = is_marker(line, ">>>>>>>");
        if is_opening || is_divider || is_closing {
            first = first.or(Some(index + 1));
        }
        divider |= is_divider;
        if is_opening || (is_closing && divider) {
            return first;
        }
    }
    None
}

/// Whether a line is a marker; in a merge of marked files they are wider than seven signs.
fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|rest| {
        let rest = rest.trim_start_matches(&marker[..1]);
        rest.is_empty() || rest.starts_with(' ')
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::store::yaml::document::Document;
    use crate::store::yaml::error::DocumentError;
    use std::time::Duration;
    use std::time::Instant;

    #[test]
    fn byte_order_mark_is_stripped() {
        assert_eq!(check("\u{feff}a: b\n".as_bytes()), Ok("a: b\n"));
    }

    #[test]
    fn size_encoding_and_markers_are_reported_with_their_place() {
        let size = 4_194_305;
        let limit = 4_194_304;
        assert_eq!(
            check(&vec![b'a'; size]),
            Err(DocumentError::TooLarge { size, limit })
        );
        assert_eq!(
            check(b"a: b\nc: \xff\n"),
            Err(DocumentError::NotUtf8 { line: 2 })
        );
        for (text, line) in [
            (
                "a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n",
                2,
            ),
            ("a: 1\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> theirs\r\n", 3),
            ("<<<<<<< ours\n", 1),
        ] {
            let expected = Err(DocumentError::ConflictMarkers { line });
            assert_eq!(check(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn text_that_only_looks_like_a_marker_passes() {
        for text in [
            "a: |\n  <<<<<<< ours\n  =======\n  >>>>>>> theirs\n",
            "=======\n",
            "a: x\n\n>>>>>>> quoted\n",
            "<<<<<<<<: x\n",
        ] {
            assert_eq!(check(text.as_bytes()), Ok(text));
        }
    }

    #[test]
    fn no_file_takes_long() {
        let aliases = |list: usize, uses: usize| {
            format!(
                "a: &a [{}x]\nb: [{}*a]\n",
                "x,".repeat(list),
                "*a,".repeat(uses)
            )
        };
        let bomb: String = (1..10)
            .map(|i| {
                format!(
                    "a{i}: &a{i} [{}]\n",
                    vec![format!("*a{}", i - 1); 9].join(",")
                )
            })
            .collect();
        let doubling: String = (1..20)
            .map(|i| format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1))
            .collect();
        let padding = "x,".repeat(5000);
        let hostile = [
            "[".repeat(16_000),
            "[".repeat(200_000),
            "{a: ".repeat(4_000),
            "{a: ".repeat(1_000_000),
            "- ".repeat(8_000),
            "- ".repeat(2_000_000),
            format!("a: [{}a]", "a,".repeat(2_000_000)),
            "a:\n".to_owned() + &"- \n".repeat(1_300_000),
            (0..300_000).map(|i| format!("k{i}: \n")).collect(),
            format!("a: [{}x]", "!t x,".repeat(800_000)),
            aliases(3_000, 2_000),
            aliases(8_000, 2_000),
            aliases(500_000, 500_000),
            format!(
                "a: &a \"{}\"\nb: [{}*a]",
                "x".repeat(1 << 20),
                "*a,".repeat(500)
            ),
            format!("a0: &a0 [x,x,x,x]\n{bomb}"),
            format!("a0: &a0 [{padding}x]\n{doubling}"),
        ];
        for text in hostile {
            let start = Instant::now();
            let result = Document::parse(text.as_bytes());
            let name: String = text.chars().take(20).collect();
            assert!(result.is_err(), "{name} of {} bytes", text.len());
            let time = start.elapsed();
            assert!(time < Duration::from_secs(5), "{name}: {time:?}");
        }
    }

    #[test]
    fn long_prose_passes() {
        let prose = "Text [with] {all}, - kinds: of \"signs' & *stars* !\n";
        let block: String = prose
            .repeat(60_000)
            .lines()
            .map(|l| format!("  {l}\n"))
            .collect();
        let quoted = format!("a: \"{}\"\n", "[, {, \\\" ".repeat(60_000));
        let texts = [
            format!("a: |\n{block}\nb: c\n"),
            format!("a:\n  - text: |\n    {}\n", block.replace('\n', "\n    ")),
            quoted,
            format!(
                "a: 'x''{}'\n# {}\n",
                "[, {".repeat(60_000),
                "[,".repeat(90_000)
            ),
        ];
        for text in texts {
            assert_eq!(check(text.as_bytes()).map(str::len), Ok(text.len()));
            Document::parse(text.as_bytes()).expect("prose is parsed");
        }
    }
}
