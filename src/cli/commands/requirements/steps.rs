//! The options that are steps of a scenario, in the order in which they were given.

use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Command;

use crate::domain::gherkin::Keyword;

/// The options: name, short form, keyword, help.
const OPTIONS: [(&str, Option<char>, Keyword, &str); 5] = [
    (
        "given",
        Some('g'),
        Keyword::Given,
        "A step that says what is so at first (can be repeated)",
    ),
    (
        "when",
        Some('w'),
        Keyword::When,
        "A step that says what is done (can be repeated)",
    ),
    (
        "then",
        None,
        Keyword::Then,
        "A step that says what is so then (can be repeated)",
    ),
    (
        "and",
        None,
        Keyword::And,
        "Another step like the one before it (can be repeated)",
    ),
    (
        "but",
        None,
        Keyword::But,
        "Another step that is a surprise (can be repeated)",
    ),
];

/// Steps, which clap's derive would sort by their options.
#[derive(Debug, Clone)]
pub(crate) struct StepArgs {
    pub(crate) steps: Vec<(Keyword, String)>,
}

impl clap::Args for StepArgs {
    fn augment_args(command: Command) -> Command {
        let option = |command: Command,
                      (name, short, _, help): (
            &'static str,
            Option<char>,
            Keyword,
            &'static str,
        )| {
            let option = Arg::new(name)
                .long(name)
                .value_name("STEP")
                .action(ArgAction::Append)
                .allow_hyphen_values(true)
                .conflicts_with("file")
                .help_heading("Steps")
                .help(help);
            command.arg(match short {
                Some(short) => option.short(short),
                None => option,
            })
        };
        OPTIONS.into_iter().fold(command, option)
    }

    fn augment_args_for_update(command: Command) -> Command {
        StepArgs::augment_args(command)
    }
}

impl clap::FromArgMatches for StepArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<StepArgs, clap::Error> {
        let mut steps: Vec<(usize, Keyword, String)> = Vec::new();
        for (name, _, keyword, _) in OPTIONS {
            let texts = matches.get_many::<String>(name).into_iter().flatten();
            let places = matches.indices_of(name).into_iter().flatten();
            steps.extend(
                places
                    .zip(texts)
                    .map(|(place, text)| (place, keyword, text.clone())),
            );
        }
        steps.sort_by_key(|(place, ..)| *place);
        let steps = steps.into_iter().map(|(_, keyword, text)| (keyword, text));
        Ok(StepArgs {
            steps: steps.collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = StepArgs::from_arg_matches(matches)?;
        Ok(())
    }
}
