//! What a commit of records is called.

use crate::domain::RecordChange;
use crate::domain::Vocabulary;

/// Longest first line, in characters; longer ones are cut by most tools.
const SUBJECT_MAX: usize = 72;

/// Makes a commit's message of what it changes: one record by name, several by count and then line by line.
///
/// `others` says how many files changed that are no records.
pub fn commit_message(changes: &[RecordChange], vocabulary: &Vocabulary, others: usize) -> String {
    let line = |change: &RecordChange| {
        let deeds = change.deeds(vocabulary);
        let deed = deeds.first().map_or("edited", |deed| deed.as_str());
        format!("{deed} {} {}", change.key, change.title)
    };
    match changes {
        [] => "tickets: settings and other files".to_owned(),
        [one] if others == 0 => cut(&format!("tickets: {}", line(one))),
        _ => {
            let mut counts: Vec<(&str, usize)> = Vec::new();
            for change in changes {
                let deeds = change.deeds(vocabulary);
                let deed = deeds.first().map_or("edited", |deed| deed.as_str());
                match counts.iter_mut().find(|(known, _)| *known == deed) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((deed, 1)),
                }
            }
            let counts: Vec<String> = counts
                .iter()
                .map(|(deed, count)| format!("{count} {deed}"))
                .collect();
            let mut message = cut(&format!("tickets: {}", counts.join(", ")));
            message.push_str("\n\n");
            let lines = changes.iter().map(|change| format!("- {}\n", line(change)));
            message.extend(lines);
            message.trim_end().to_owned()
        }
    }
}

fn cut(line: &str) -> String {
    if line.chars().count() <= SUBJECT_MAX {
        return line.to_owned();
    }
    let start: String = line.chars().take(SUBJECT_MAX - 1).collect();
    format!("{}…", start.trim_end())
}
