//! `tickets completions`

use clap_complete::env::Shells;

use crate::cli::exit_code::ExitCode;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::report::nearest;

/// Print the completion script for a shell
///
/// Keys are completed too. For bash: `source <(tickets completions bash)`.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// bash, zsh, fish, powershell or elvish
    shell: String,
}

pub(crate) fn run(invocation: &Invocation, args: &CompletionsArgs) -> CliResult {
    let shells = Shells::builtins();
    let Some(completer) = shells.completer(&args.shell) else {
        let known: Vec<String> = shells.names().map(str::to_owned).collect();
        return Err(CliError::usage_with_hint(
            format!("no completions for `{}`", args.shell),
            nearest(&args.shell, &known),
        ));
    };
    let mut script = Vec::new();
    completer
        .write_registration("COMPLETE", "tickets", "tickets", "tickets", &mut script)
        .map_err(|source| CliError::Io {
            message: "cannot make the script".to_owned(),
            source,
        })?;
    invocation.ui.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::Success)
}
