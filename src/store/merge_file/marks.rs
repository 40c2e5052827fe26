//! Conflict markers around what is left to decide.

use crate::domain::merge::hunks;
use crate::store::yaml::lines;

/// The width of a marker that all tools know.
const SIZE: usize = 7;

/// How markers look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// What stands behind the first marker; may be empty.
    pub ours: String,
    /// What stands behind the last marker; may be empty.
    pub theirs: String,
    /// How many signs a marker has; at least seven are written.
    pub size: usize,
}

impl Default for Marking {
    fn default() -> Marking {
        Marking {
            ours: "ours".to_owned(),
            theirs: "theirs".to_owned(),
            size: SIZE,
        }
    }
}

impl Marking {
    /// The same with markers that are wider than any that the texts hold already.
    pub(crate) fn beyond(&self, texts: &[&str]) -> Marking {
        let all = || texts.iter().flat_map(|text| text.lines());
        let widest = all().filter_map(|line| marker(line, "<>|%+-")).max();
        let mut size = self.size.max(SIZE).max(widest.map_or(0, |size| size + 1));
        while all().any(|line| marker(line, "=") == Some(size)) {
            size += 1;
        }
        Marking {
            size,
            ..self.clone()
        }
    }

    fn line(&self, sign: char, label: &str, ending: &str) -> String {
        let sign = sign.to_string().repeat(self.size);
        let label: String = label.chars().filter(|c| !c.is_control()).collect();
        let gap = if label.is_empty() { "" } else { " " };
        format!("{sign}{gap}{label}{ending}")
    }

    /// Both sides of a place between markers.
    pub(crate) fn block(&self, ours: &[&str], theirs: &[&str], ending: &str) -> String {
        let mut out = self.line('<', &self.ours, ending);
        push_lines(&mut out, ours, ending);
        out += &self.line('=', "", ending);
        push_lines(&mut out, theirs, ending);
        out + &self.line('>', &self.theirs, ending)
    }
}

/// The width of the marker that a line is, made of one of `signs`.
fn marker(line: &str, signs: &str) -> Option<usize> {
    let sign = line.chars().next().filter(|sign| signs.contains(*sign))?;
    let rest = line.trim_start_matches(sign);
    let size = line.len() - rest.len();
    (size >= SIZE && (rest.is_empty() || rest.starts_with(' '))).then_some(size)
}

/// Every line of a block ends, whether or not the file's last one did.
fn push_lines(out: &mut String, lines: &[&str], ending: &str) {
    for line in lines {
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str(ending);
        }
    }
}

/// Two whole files between one pair of markers.
pub(crate) fn whole(ours: &str, theirs: &str, marking: &Marking) -> String {
    let (ours_lines, theirs_lines) = (lines::split(ours), lines::split(theirs));
    marking.block(&ours_lines, &theirs_lines, lines::ending(ours))
}

/// The text that both have in common, with markers where they differ; none if they do not.
pub(crate) fn between(ours: &str, theirs: &str, marking: &Marking) -> Option<String> {
    let ending = lines::ending(ours);
    let (ours, theirs) = (lines::split(ours), lines::split(theirs));
    let mut places: Vec<Place> = Vec::new();
    for hunk in hunks(&ours, &theirs) {
        let place = Place {
            ours: (hunk.old.start, hunk.old.end),
            theirs: (hunk.new.start, hunk.new.end),
        };
        match places.last_mut() {
            Some(last) if last.is_one_text_with(&place, &ours, &theirs) => {
                last.ours.1 = place.ours.1;
                last.theirs.1 = place.theirs.1;
            }
            _ => places.push(place),
        }
    }
    let mut out = String::new();
    let mut at = 0;
    for place in &places {
        push_lines(&mut out, &ours[at..place.ours.0], ending);
        out += &marking.block(
            &ours[place.ours.0..place.ours.1],
            &theirs[place.theirs.0..place.theirs.1],
            ending,
        );
        at = place.ours.1;
    }
    out.extend(ours[at..].iter().copied());
    (!places.is_empty()).then_some(out)
}

/// Lines of both sides that differ, from and to.
struct Place {
    ours: (usize, usize),
    theirs: (usize, usize),
}

impl Place {
    /// Whether only blank lines of one block lie between two places. Paragraph
    /// by paragraph, two versions of a text could not be told apart.
    fn is_one_text_with(&self, next: &Place, ours: &[&str], theirs: &[&str]) -> bool {
        let gap = &ours[self.ours.1..next.ours.0];
        let is_inside = |lines: &[&str]| lines.iter().all(|line| line.starts_with(' '));
        gap.iter().all(|line| lines::is_blank(line))
            && is_inside(ours.get(next.ours.0..next.ours.1).unwrap_or_default())
            && is_inside(theirs.get(next.theirs.0..next.theirs.1).unwrap_or_default())
    }
}
