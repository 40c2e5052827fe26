//! New lines for a block list, with the lines of the items that stay.

use crate::store::yaml::block;
use crate::store::yaml::block::Style;
use crate::store::yaml::lines;
use crate::store::yaml::outline;
use crate::store::yaml::pairing;
use crate::store::yaml::pairing::Pairs;
use crate::store::yaml::splice;
use serde_yaml::Value;
use std::ops::Range;

/// The lines of a list.
struct List<'l> {
    lines: &'l [&'l str],
    items: Vec<Range<usize>>,
    column: usize,
    style: Style,
    ending: &'l str,
}

/// Returns new lines for a block list that changes from `old` to `new`; `style` is that of the list.
pub(crate) fn items(
    lines: &[&str],
    (old, new): (&[Value], &[Value]),
    style: Style,
    ending: &str,
) -> Option<Vec<String>> {
    let is_gap = |line: &&str| lines::is_blank(line) || lines::is_comment(line);
    if old.is_empty() && lines.iter().all(is_gap) {
        let mut all: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        for value in new {
            all.extend(splice::to_lines(
                &block::item(value, block::STEP, style),
                ending,
            ));
        }
        return Some(all);
    }

    let outline = outline::items(lines)?;
    if outline.lines.len() != old.len() {
        return None;
    }
    let list = List {
        lines,
        items: outline.lines,
        column: outline.column,
        style,
        ending,
    };
    let pairs = pairing::pair_edited(old, new);
    Some(list.spliced(old, new, &pairs))
}

impl List<'_> {
    fn spliced(&self, old: &[Value], new: &[Value], pairs: &Pairs) -> Vec<String> {
        let mut stays = vec![false; old.len()];
        for index in pairs.iter().filter_map(|pair| *pair) {
            stays[index] = true;
        }

        let mut out = Vec::new();
        let mut next = 0;
        for (value, pair) in new.iter().zip(pairs) {
            let Some(index) = *pair else {
                out.extend(splice::to_lines(
                    &block::item(value, self.column, self.style),
                    self.ending,
                ));
                continue;
            };
            // Comments above an item that goes away are not part of it.
            for gone in (next..index).filter(|gone| !stays[*gone]) {
                out.extend(self.comments_above(gone));
            }
            next = next.max(index + 1);
            out.extend(self.above(index).iter().map(|line| (*line).to_owned()));
            out.extend(self.item(index, &old[index], value));
        }
        for gone in (next..old.len()).filter(|gone| !stays[*gone]) {
            out.extend(self.comments_above(gone));
        }
        let end = self.items.last().map_or(0, |range| range.end);
        out.extend(self.lines[end..].iter().map(|line| (*line).to_owned()));
        out
    }

    /// The lines between an item and the one before.
    fn above(&self, index: usize) -> &[&str] {
        let start = index
            .checked_sub(1)
            .map_or(0, |previous| self.items[previous].end);
        &self.lines[start..self.items[index].start]
    }

    fn comments_above(&self, index: usize) -> impl Iterator<Item = String> {
        let comments = self
            .above(index)
            .iter()
            .filter(|line| lines::is_comment(line));
        comments.map(|line| (*line).to_owned())
    }

    /// The lines of an item that stays, changed or not.
    fn item(&self, index: usize, old: &Value, new: &Value) -> Vec<String> {
        let lines = &self.lines[self.items[index].clone()];
        if old == new {
            return lines.iter().map(|line| (*line).to_owned()).collect();
        }
        self.block_item(lines, old, new)
            .unwrap_or_else(|| self.rewritten(lines, new))
    }

    /// A changed item that is a block mapping: only the lines of what changed are replaced.
    fn block_item(&self, lines: &[&str], old: &Value, new: &Value) -> Option<Vec<String>> {
        let (Value::Mapping(old), Value::Mapping(new)) = (old, new) else {
            return None;
        };
        let behind = lines[0].get(self.column + 1..)?;
        let column = self.column + 1 + lines::indent(behind);
        let is_block =
            !behind.trim().is_empty() && !behind.trim_start().starts_with(['{', '#', '&', '!']);
        if !is_block {
            return None;
        }

        // Without its dash the first line is like the others.
        let first = format!("{} {behind}", &lines[0][..self.column]);
        let mut undashed = vec![first.as_str()];
        undashed.extend(&lines[1..]);
        let block = splice::Block {
            lines: &undashed,
            column,
            ending: self.ending,
        };
        let mut out = splice::mapping(&block, old, new, self.style.within())?;
        let first = out
            .first_mut()
            .filter(|line| lines::indent(line) == column && !lines::is_comment(line))?;
        first.replace_range(self.column..=self.column, "-");
        Some(out)
    }

    /// A changed item in canonical form, with the comment that stood behind it on its one line.
    fn rewritten(&self, lines: &[&str], new: &Value) -> Vec<String> {
        let mut out = splice::to_lines(&block::item(new, self.column, self.style), self.ending);
        let rest = lines::content(lines[0])
            .get(self.column + 1..)
            .unwrap_or_default();
        let comment = outline::split_comment(rest).map_or("", |(_, comment)| comment);
        if let ([line], [_]) = (out.as_mut_slice(), lines) {
            *line = format!("{}{comment}{}", lines::content(line), self.ending);
        }
        out
    }
}
