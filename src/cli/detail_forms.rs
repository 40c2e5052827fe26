//! How much is told, where it is asked for as a form of the output.

use std::ffi::OsString;

use crate::cli::commands::Command;

/// Writes `--format detailed` as `--detailed` and `--format summary` as the table that it is,
/// after a command that tells more or less: repo-tickets asks for it that way.
pub(crate) fn spelled_out(arguments: Vec<OsString>) -> Vec<OsString> {
    let Some(command) = place_of_command(&arguments) else {
        return arguments;
    };
    let mut spelled: Vec<OsString> = Vec::with_capacity(arguments.len());
    let mut is_text = false;
    for (place, word) in arguments.into_iter().enumerate() {
        is_text |= word == "--";
        let is_value = spelled.last().is_some_and(|last| last == "--format");
        let form = match word.to_str() {
            Some(form) if is_value => Some(form),
            Some(word) => word.strip_prefix("--format="),
            None => None,
        };
        let read = match form {
            Some("detailed") => "--detailed",
            Some("summary") => "--format=table",
            _ => "",
        };
        if read.is_empty() || is_text || place < command {
            spelled.push(word);
            continue;
        }
        if is_value {
            spelled.pop();
        }
        spelled.push(read.into());
    }
    spelled
}

/// Where the command begins, if it is `status` or `requirements list`.
fn place_of_command(arguments: &[OsString]) -> Option<usize> {
    let is_command = |word: &OsString| {
        word.to_str()
            .is_some_and(|word| Command::named(word).is_some() || GROUP.contains(&word))
    };
    let command = arguments.iter().position(is_command)?;
    let (name, rest) = arguments[command..].split_first()?;
    let lists = || rest.iter().any(|word| word == "list" || word == "ls");
    let tells = name == "status" || GROUP.iter().any(|group| name == group) && lists();
    tells.then_some(command)
}

/// The names of `requirements`.
const GROUP: [&str; 3] = ["requirements", "requirement", "req"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_summary_and_details_is_asked_for_as_a_form() {
        for (line, expected) in [
            ("status --format detailed", "status --detailed"),
            ("-q status --format=detailed", "-q status --detailed"),
            ("status --format summary", "status --format=table"),
            ("status --format json", "status --format json"),
            ("status --format", "status --format"),
            ("req list 1 --format=summary", "req list 1 --format=table"),
            (
                "requirements ls 1 --format detailed",
                "requirements ls 1 --detailed",
            ),
            (
                "requirements show 1 --format detailed",
                "requirements show 1 --format detailed",
            ),
            ("--format detailed status", "--format detailed status"),
            ("list --format detailed", "list --format detailed"),
            (
                "list status --format detailed",
                "list status --format detailed",
            ),
            ("status -- --format detailed", "status -- --format detailed"),
        ] {
            let words = ["tickets"].into_iter().chain(line.split(' '));
            let found = spelled_out(words.map(OsString::from).collect());
            let found: Vec<&str> = found.iter().skip(1).filter_map(|w| w.to_str()).collect();
            assert_eq!(found.join(" "), expected, "{line}");
        }
    }
}
