//! From a file with conflict markers back to its sides.

/// The least width of a marker.
const SIZE: usize = 7;

/// The whole files that markers stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedSides {
    /// What stands first in each conflict, and all that is not in one.
    pub ours: Vec<u8>,
    /// What both come from; none where one of the conflicts does not say.
    pub base: Option<Vec<u8>>,
    /// What stands last.
    pub theirs: Vec<u8>,
}

/// Reads the two sides out of a file with markers of any width.
///
/// Understood is what git writes (`merge`, `diff3`, `zdiff3`), what this program writes, and what jj writes in each of
/// its styles. None for text without markers, for markers that do not fit together, and for conflicts of more than two
/// sides.
pub fn sides_of(marked: &[u8]) -> Option<MarkedSides> {
    let text = std::str::from_utf8(marked).ok()?;
    let openings = text.lines().filter_map(|line| marker(line, '<'));
    let mut sizes: Vec<usize> = openings.collect();
    sizes.sort_unstable();
    sizes.dedup();
    // Inner conflicts, which came in from a side, have narrower markers.
    sizes.into_iter().rev().find_map(|size| read(text, size))
}

/// The width of the marker of this sign that a line is.
fn marker(line: &str, sign: char) -> Option<usize> {
    let rest = line.trim_start_matches(sign);
    let size = line.len() - rest.len();
    (size >= SIZE && (rest.is_empty() || rest.starts_with(' '))).then_some(size)
}

/// The parts of one conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Side,
    Base,
    /// Lines of a base and a side together, each with a sign in front.
    Difference,
}

/// One conflict while it is read.
#[derive(Debug)]
struct Conflict {
    sides: Vec<String>,
    bases: Vec<String>,
    part: Option<Part>,
    is_jj: bool,
}

impl Conflict {
    fn begin(&mut self, part: Part) {
        self.part = Some(part);
        if part != Part::Base {
            self.sides.push(String::new());
        }
        if part != Part::Side {
            self.bases.push(String::new());
        }
    }

    fn take(&mut self, line: &str) -> Option<()> {
        match self.part? {
            Part::Side => self.sides.last_mut()?.push_str(line),
            Part::Base => self.bases.last_mut()?.push_str(line),
            Part::Difference => {
                let rest = line.get(1..).unwrap_or_default();
                // An editor may have taken the blank of an empty line away.
                let is_blank = line.trim_end().is_empty();
                let (sign, rest) = if is_blank {
                    (b' ', if line.starts_with(' ') { rest } else { line })
                } else {
                    (line.as_bytes()[0], rest)
                };
                if matches!(sign, b' ' | b'-') {
                    self.bases.last_mut()?.push_str(rest);
                }
                if matches!(sign, b' ' | b'+') {
                    self.sides.last_mut()?.push_str(rest);
                }
                if !matches!(sign, b' ' | b'+' | b'-') {
                    return None;
                }
            }
        }
        Some(())
    }
}

fn read(text: &str, size: usize) -> Option<MarkedSides> {
    let mut ours = String::new();
    let mut theirs = String::new();
    let mut base = Some(String::new());
    let mut open: Option<Conflict> = None;
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        let is = |sign: char| marker(line.trim_end_matches(['\n', '\r']), sign) == Some(size);
        let Some(conflict) = &mut open else {
            if is('<') {
                open = Some(Conflict {
                    sides: Vec::new(),
                    bases: Vec::new(),
                    part: None,
                    is_jj: false,
                });
                continue;
            }
            ours.push_str(line);
            theirs.push_str(line);
            base.iter_mut().for_each(|base| base.push_str(line));
            continue;
        };
        if is('<') {
            return None;
        }
        if is('>') {
            let [own, other] = conflict.sides.as_slice() else {
                return None;
            };
            ours.push_str(own);
            theirs.push_str(other);
            match (conflict.bases.as_slice(), &mut base) {
                ([], _) => base = None,
                ([text], Some(base)) => base.push_str(text),
                ([_], None) => {}
                _ => return None,
            }
            count += 1;
            open = None;
            continue;
        }
        step(conflict, line, is)?;
    }
    (open.is_none() && count > 0).then(|| MarkedSides {
        ours: ours.into_bytes(),
        base: base.map(String::into_bytes),
        theirs: theirs.into_bytes(),
    })
}

/// Takes one line of a conflict; nothing if it cannot stand there.
fn step(conflict: &mut Conflict, line: &str, is: impl Fn(char) -> bool) -> Option<()> {
    let is_first = conflict.part.is_none();
    // Only jj has a marker right behind the first one.
    conflict.is_jj |= is_first && ['%', '+', '-'].into_iter().any(&is);
    if conflict.is_jj {
        let sections = [
            ('%', Part::Difference),
            ('+', Part::Side),
            ('-', Part::Base),
        ];
        if let Some((_, part)) = sections.into_iter().find(|(sign, _)| is(*sign)) {
            conflict.begin(part);
            return Some(());
        }
        // The second line of a long label.
        return if is('\\') {
            Some(())
        } else {
            conflict.take(line)
        };
    }
    if is_first {
        conflict.begin(Part::Side);
    }
    let is_before_divider = conflict.sides.len() == 1;
    if is('|') && is_before_divider && conflict.bases.is_empty() {
        conflict.begin(Part::Base);
        return Some(());
    }
    if is('=') && is_before_divider {
        conflict.begin(Part::Side);
        return Some(());
    }
    conflict.take(line)
}
