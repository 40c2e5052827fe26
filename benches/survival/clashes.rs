//! In which fields git cannot merge lines.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::survival::Round;

/// The fields in which lines of a round clash, for each place at which they do: `labels`, or `status and priority`.
pub(crate) fn fields(round: &Round, folder: &Path) -> Vec<String> {
    let [ours, theirs] = &round.sides;
    let both = ours.iter().filter_map(|(path, own)| {
        let (base, other) = (round.base.get(path)?, theirs.get(path)?);
        (own != base && other != base).then_some([own, base, other])
    });
    both.flat_map(|versions| {
        let names = ["ours", "base", "theirs"].map(|name| folder.join(name));
        for (name, content) in names.iter().zip(versions) {
            std::fs::write(name, content).unwrap();
        }
        let mut command = Command::new("git");
        let merged = command.args(["merge-file", "--stdout"]).args(&names);
        let text = merged.output().unwrap().stdout;
        in_text(&String::from_utf8_lossy(&text))
    })
    .collect()
}

/// The fields of a record between each pair of markers.
fn in_text(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut field = String::new();
    let mut clash: Option<BTreeSet<String>> = None;
    for line in text.lines() {
        if line.starts_with("<<<<<<<") {
            clash = Some(BTreeSet::new());
        } else if line.starts_with(">>>>>>>") {
            let fields = clash.take().unwrap_or_default();
            found.push(fields.into_iter().collect::<Vec<_>>().join(" and "));
        } else if !line.starts_with("=======") && !line.is_empty() {
            if let Some((name, _)) = line.split_once(':').filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut field);
            }
            if let Some(fields) = &mut clash {
                fields.insert(field.clone());
            }
        }
    }
    found
}
