//! The program: its global options, and the way from arguments to exit code.

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args as _;
use clap::CommandFactory as _;
use clap::FromArgMatches as _;
use clap::Parser;
use clap::error::ErrorKind;

use crate::cli::commands::Command;
use crate::cli::detail_forms;
use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::mistake;
use crate::cli::negated_terms;
use crate::cli::output::no_markdown;
use crate::cli::report::Report;
use crate::cli::surroundings;
use crate::cli::theme::Theme;
use crate::cli::ui::Chatter;
use crate::cli::ui::Ui;

/// A tracker whose tickets are YAML files in the repository
///
/// Tickets lie under `.tickets/` and travel through branches with the code.
#[derive(Debug, Parser)]
#[command(
    name = "tickets",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
struct GlobalArgs {
    /// Form of the output
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    format: Option<Format>,
    /// Only these fields, in this order
    #[arg(long, global = true, value_delimiter = ',', value_name = "FIELD,…")]
    fields: Vec<String>,
    /// Print results and errors only
    #[arg(short, long, global = true)]
    quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_parser = ["auto", "always", "never"])]
    color: Option<String>,
    /// Do not start a pager
    #[arg(long, global = true)]
    no_pager: bool,
    /// Work as if started in this folder
    #[arg(short = 'C', long = "directory", global = true, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Set a setting for this command (can be repeated)
    #[arg(long = "config", global = true, value_name = "NAME=VALUE")]
    config: Vec<String>,
}

/// The definition of all commands and options.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the program on its arguments.
pub fn main() -> std::process::ExitCode {
    // Asked for by a shell; to find that out by itself, it would look at more than this.
    if surroundings::variable_os("COMPLETE").is_some() {
        clap_complete::CompleteEnv::with_factory(Cli::command).complete();
    }
    let arguments = detail_forms::spelled_out(std::env::args_os().collect());
    let arguments = negated_terms::spelled_out(arguments);
    let cli = match parse(&arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&arguments, &mistake::named(&arguments, error)),
    };
    let invocation = invocation(cli.global);
    let outcome = match invocation.ui.format {
        // Said before anything is done, as a writing command would do it and then have no answer.
        Format::Markdown if !cli.command.has_markdown() => Err(no_markdown()),
        _ => cli.command.run(&invocation),
    };
    let exit_code = match outcome {
        Ok(exit_code) => exit_code,
        Err(error) => match Report::of(&error) {
            Some(report) => {
                invocation.ui.error(&report);
                report.exit_code
            }
            None => ExitCode::Success,
        },
    };
    std::process::ExitCode::from(exit_code as u8)
}

/// Reads the command line. To describe thirty commands takes longer than many a
/// command does, so only the one that is called is described at first. What
/// that does not understand (help, mistakes, an alias) is read again with all.
fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let called = arguments
        .iter()
        .skip(1)
        .find_map(|word| Command::named(word.to_str()?));
    let program = GlobalArgs::augment_args(clap::Command::new("tickets"))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommands(called);
    match program.try_get_matches_from(arguments) {
        Ok(mut matches) if matches.subcommand_name().is_some() => {
            Cli::from_arg_matches_mut(&mut matches)
        }
        Err(error) if error.kind() == ErrorKind::DisplayVersion => Err(error),
        _ => Cli::try_parse_from(arguments),
    }
}

/// Help goes to stdout; a command line that makes no sense is an error like
/// any other, also in the form that `--format json` gives them.
fn refuse(arguments: &[OsString], error: &clap::Error) -> std::process::ExitCode {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let words: Vec<String> = arguments
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let wants_json = words
        .iter()
        .any(|word| word == "--format=json" || word == "--format=jsonl")
        || words
            .windows(2)
            .any(|pair| pair[0] == "--format" && pair[1].starts_with("json"));
    if is_help || !wants_json {
        // A closed pipe is not an error.
        let _ = error.print();
    } else {
        let text = error.render().to_string();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let message = lines.next().unwrap_or_default();
        let mut message = message.trim_start_matches("error: ").to_owned();
        let mut details: Vec<&str> = lines
            .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
            .map(|line| line.trim_start_matches("tip: "))
            .collect();
        if message.ends_with(':') {
            message = format!("{message} {}", details.join(", "));
            details.clear();
        }
        let report = Report {
            exit_code: ExitCode::Usage,
            code: "usage",
            message,
            excerpt: Vec::new(),
            causes: Vec::new(),
            hint: (!details.is_empty()).then(|| details.join("; ")),
            details: serde_json::Value::Null,
        };
        plain_ui(Format::Json).error(&report);
    }
    let exit_code = if is_help {
        ExitCode::Success
    } else {
        ExitCode::Usage
    };
    std::process::ExitCode::from(exit_code as u8)
}

fn plain_ui(format: Format) -> Ui {
    let (width, height) = Ui::measure();
    Ui {
        format,
        is_format_chosen: true,
        fields: Vec::new(),
        chatter: Chatter::Normal,
        theme: Theme {
            stdout_is_coloured: false,
            stderr_is_coloured: false,
        },
        width,
        height,
        pager: None,
    }
}

fn invocation(global: GlobalArgs) -> Invocation {
    let mut ui = plain_ui(global.format.unwrap_or(Format::Table));
    ui.is_format_chosen = global.format.is_some();
    ui.fields = global.fields;
    if global.quiet {
        ui.chatter = Chatter::Quiet;
    }
    let when = global
        .color
        .or_else(|| surroundings::variable("TICKETS_COLOR"));
    ui.theme = theme(when.as_deref().unwrap_or("auto"));
    if !global.no_pager {
        let pager =
            surroundings::variable("TICKETS_PAGER").or_else(|| surroundings::variable("PAGER"));
        ui.pager = Some(pager.unwrap_or_else(|| "less".to_owned()));
    }
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let folder = global
        .directory
        .map_or(here.clone(), |directory| here.join(directory));
    Invocation {
        ui,
        folder,
        flags: global.config,
    }
}

/// `NO_COLOR` (<https://no-color.org>) and dumb terminals get none.
fn theme(when: &str) -> Theme {
    let is_plain = surroundings::variable("NO_COLOR").is_some()
        || surroundings::variable("TERM").is_some_and(|term| term == "dumb");
    let decide = |is_terminal: bool| match when {
        "always" => true,
        "never" => false,
        _ => is_terminal && !is_plain,
    };
    Theme {
        stdout_is_coloured: decide(std::io::stdout().is_terminal()),
        stderr_is_coloured: decide(std::io::stderr().is_terminal()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_can_be_described_alone() {
        for whole in command().get_subcommands() {
            let alone = Command::named(whole.get_name());
            assert!(alone.is_some(), "{}", whole.get_name());
        }
    }

    /// Those of a command and of all below it, each as one line.
    fn examples(of: &clap::Command) -> Vec<String> {
        let help = of.get_after_long_help().map(ToString::to_string);
        let help = help.unwrap_or_default().replace("\\\n", " ");
        let lines = help.lines().map(str::trim);
        let own = lines.filter(|line| line.starts_with("tickets "));
        let mut found: Vec<String> = own.map(str::to_owned).collect();
        found.extend(of.get_subcommands().flat_map(examples));
        found
    }

    #[test]
    fn every_example_in_the_help_can_be_typed() {
        let found = examples(&command());
        assert!(found.len() > 20, "{found:?}");
        for line in found {
            // What stands between quotes is one word.
            let parts = line.split('"').enumerate();
            let words = parts.flat_map(|(number, part)| match number % 2 {
                0 => part.split_whitespace().collect(),
                _ => vec![part],
            });
            let read = command().try_get_matches_from(words);
            assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
        }
    }

    #[test]
    fn the_value_of_an_option_is_no_command() {
        let words = ["tickets", "-C", "list", "show", "7"].map(OsString::from);
        let cli = parse(&words).unwrap();
        assert!(matches!(cli.command, Command::Show(_)));
    }
}
