//! Terms of a query that begin with a dash, among the options.

use std::ffi::OsString;

use crate::cli::commands::Command;
use crate::query::is_negated_term;

/// The commands that take a query.
const ASKING: [&str; 8] = [
    "list", "ls", "ready", "blocked", "board", "count", "search", "query",
];

/// The one option of theirs whose value may begin with a dash and hold any text.
const TEXT: &str = "--text";

/// Writes `-label:ui` as `NOT label:ui`, where a command takes a query. Else it
/// would be the option `-l` with the value `abel:ui`, which nobody means.
pub(crate) fn spelled_out(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_term = |word: &OsString| word.to_str().is_some_and(is_negated_term);
    if !arguments.iter().any(is_term) {
        return arguments;
    }
    let is_asking = |word: &OsString| ASKING.iter().any(|name| word == name);
    let is_command = |word: &OsString| {
        is_asking(word)
            || word
                .to_str()
                .is_some_and(|word| Command::named(word).is_some())
    };
    let command = arguments.iter().position(is_command);
    let Some(command) = command.filter(|place| is_asking(&arguments[*place])) else {
        return arguments;
    };
    let end = arguments.iter().position(|word| word == "--");
    let end = end.unwrap_or(arguments.len());
    let spelled = |(place, word): (usize, &OsString)| {
        let is_value = place > 0 && arguments[place - 1] == TEXT;
        let is_among = (command + 1..end).contains(&place) && !is_value;
        let term = word
            .to_str()
            .filter(|word| is_among && is_negated_term(word));
        match term {
            Some(term) => format!("NOT {}", &term[1..]).into(),
            None => word.clone(),
        }
    };
    arguments.iter().enumerate().map(spelled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::app;

    #[test]
    fn only_terms_of_known_fields_are_no_options() {
        for (line, expected) in [
            ("list -label:ui", "list|NOT label:ui"),
            ("list -l ui -s open", "list|-l|ui|-s|open"),
            ("-q list -prio>=high", "-q|list|NOT prio>=high"),
            ("list -lui -label", "list|-lui|-label"),
            ("list --text -label:ui", "list|--text|-label:ui"),
            ("list -- -label:ui", "list|--|-label:ui"),
            ("list --sort -created", "list|--sort|-created"),
            ("create -label:ui", "create|-label:ui"),
            ("create list -label:ui", "create|list|-label:ui"),
            ("ls create -label:ui", "ls|create|NOT label:ui"),
            ("list -assignee:Ä", "list|NOT assignee:Ä"),
        ] {
            let words = ["tickets"].into_iter().chain(line.split(' '));
            let found = spelled_out(words.map(OsString::from).collect());
            let found: Vec<&str> = found.iter().skip(1).filter_map(|w| w.to_str()).collect();
            assert_eq!(found.join("|"), expected, "{line}");
        }
    }

    #[test]
    fn every_command_with_a_query_is_known() {
        for command in app::command().get_subcommands() {
            let names = command.get_visible_aliases().chain([command.get_name()]);
            let asks = command.get_positionals().any(|argument| {
                let names = argument.get_value_names().unwrap_or_default();
                names.iter().any(|name| name == "QUERY")
            });
            for name in names.filter(|_| asks) {
                assert!(ASKING.contains(&name), "{name}");
            }
        }
    }
}
