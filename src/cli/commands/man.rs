//! `tickets man`

use crate::cli::app;
use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::report::nearest;

/// Print a manual page
///
/// `tickets man | man -l -` shows it, `tickets man create` is a command's own.
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Command; the program itself where none is given
    command: Option<String>,
}

pub(crate) fn run(invocation: &Invocation, args: &ManArgs) -> CliResult {
    let mut program = app::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            let known: Vec<String> = program
                .get_subcommands()
                .map(|command| command.get_name().to_owned())
                .collect();
            found.ok_or_else(|| {
                CliError::usage_with_hint(format!("no command `{name}`"), nearest(name, &known))
            })?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|source| CliError::Io {
            message: "cannot make the page".to_owned(),
            source,
        })?;
    invocation.ui.print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::Success)
}
