//! What is wrong with a command line, where the parser blames another word.
//!
//! A text may begin with a dash, so an option that there is not is taken for the text, and
//! the next word is one too many; a ticket may be called anything, so a subcommand that
//! there is not is taken for a ticket.

use std::ffi::OsString;

use clap::Arg;
use clap::Command;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::Error;
use clap::error::ErrorKind;

use crate::cli::app;
use crate::query;

/// The same error, about the word that was mistaken.
pub(crate) fn named(arguments: &[OsString], error: Error) -> Error {
    let is_conflict = error.kind() == ErrorKind::ArgumentConflict
        && error.get(ContextKind::InvalidSubcommand).is_some();
    if !is_conflict && error.kind() != ErrorKind::UnknownArgument {
        return error;
    }
    let words: Option<Vec<&str>> = arguments.iter().skip(1).map(|word| word.to_str()).collect();
    let Some(words) = words else { return error };
    let mut program = app::command();
    program.build();
    let line = Line::read(&program, &words);
    if let Some(option) = line.unknown_option {
        let name = option.split_once('=').map_or(option, |(name, _)| name);
        return if blames(&error, name) {
            error
        } else {
            unknown_option(line.command, name)
        };
    }
    let taken = line.command.get_positionals().count();
    match (line.positionals.first(), line.positionals.get(taken)) {
        (Some(name), Some(_)) if is_conflict && taken == 1 && is_name(name) => {
            unknown_subcommand(line.command, name)
        }
        (_, Some(word)) if is_conflict => one_too_many(line.command, word),
        _ => error,
    }
}

fn blames(error: &Error, word: &str) -> bool {
    let blamed = error.get(ContextKind::InvalidArg);
    matches!(blamed, Some(ContextValue::String(blamed)) if blamed == word)
}

/// A command line by its parts.
struct Line<'a> {
    command: &'a Command,
    unknown_option: Option<&'a str>,
    positionals: Vec<&'a str>,
}

impl<'a> Line<'a> {
    fn read(program: &'a Command, words: &[&'a str]) -> Line<'a> {
        let mut line = Line {
            command: program,
            unknown_option: None,
            positionals: Vec::new(),
        };
        let mut words = words.iter().take_while(|word| **word != "--");
        while let Some(word) = words.next() {
            if let Some(option) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) {
                match line.option(option) {
                    Some(known) if takes_next(known, option) => {
                        words.next();
                    }
                    Some(_) => {}
                    None if is_plain(option) => {
                        line.unknown_option.get_or_insert(word);
                    }
                    None => {}
                }
            } else if let (Some(command), true) = (
                line.command.find_subcommand(word),
                line.positionals.is_empty(),
            ) {
                line.command = command;
            } else {
                line.positionals.push(word);
            }
        }
        line
    }

    /// The option of this name, without its first dash.
    fn option(&self, name: &str) -> Option<&'a Arg> {
        let mut known = self.command.get_arguments();
        match name.strip_prefix('-') {
            Some(long) => {
                let long = long.split_once('=').map_or(long, |(long, _)| long);
                known.find(|arg| long_names(arg).contains(&long))
            }
            None => known.find(|arg| arg.get_short() == name.chars().next()),
        }
    }
}

/// Whether this is written as subcommands are, and not as keys.
fn is_name(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// Whether the value of an option is the next word.
fn takes_next(option: &Arg, name: &str) -> bool {
    let has_value_with_it = name.contains('=') || !name.starts_with('-') && name.len() > 1;
    let needs_one = option.get_num_args().is_some_and(|n| n.min_values() > 0);
    option.get_action().takes_values() && needs_one && !has_value_with_it
}

/// Whether this is written as options are, and not a text such as `-5 degrees`.
fn is_plain(option: &str) -> bool {
    let Some(long) = option.strip_prefix('-') else {
        return option.len() == 1 && option.bytes().all(|b| b.is_ascii_alphabetic());
    };
    let name = long.split_once('=').map_or(long, |(name, _)| name);
    let is_of_name = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    name.len() > 1 && name.bytes().all(is_of_name)
}

fn long_names(option: &Arg) -> Vec<&str> {
    let aliases = option.get_all_aliases().unwrap_or_default();
    option.get_long().into_iter().chain(aliases).collect()
}

fn one_too_many(command: &Command, word: &str) -> Error {
    let mut error = Error::new(ErrorKind::UnknownArgument).with_cmd(command);
    error.insert(
        ContextKind::InvalidArg,
        ContextValue::String(word.to_owned()),
    );
    with_usage(error, command)
}

fn unknown_option(command: &Command, name: &str) -> Error {
    let known = command.get_arguments().filter(|arg| !arg.is_hide_set());
    let known: Vec<&str> = known.filter_map(Arg::get_long).collect();
    let mut error = one_too_many(command, name);
    if let Some(near) = query::nearest(name.trim_start_matches('-'), &known) {
        let near = ContextValue::String(format!("--{near}"));
        error.insert(ContextKind::SuggestedArg, near);
    }
    error
}

fn unknown_subcommand(command: &Command, name: &str) -> Error {
    let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let mut error = Error::new(ErrorKind::InvalidSubcommand).with_cmd(command);
    let invalid = ContextValue::String(name.to_owned());
    error.insert(ContextKind::InvalidSubcommand, invalid);
    if let Some(near) = query::nearest(name, &known) {
        let near = ContextValue::Strings(vec![near.to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, near);
    }
    with_usage(error, command)
}

fn with_usage(mut error: Error, command: &Command) -> Error {
    let usage = ContextValue::StyledStr(command.clone().render_usage());
    error.insert(ContextKind::Usage, usage);
    error
}
