//! `tickets hooks`

use std::path::PathBuf;

use serde_json::json;

use crate::cli::exit_code::ExitCode;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::noun_groups;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::Key;
use crate::domain::RecordKind;
use crate::domain::Verb;
use crate::ops;
use crate::ops::Decision;
use crate::ops::HookChange;
use crate::ops::OpError;

/// Let git's hooks look after the tickets
///
/// commit-msg refuses a message that closes or refers to a ticket, epic or other
/// record that does not exist; post-merge finishes what a merge left open and names keys that two
/// clones gave out. Hooks that are there stay and run as before.
#[derive(Debug, clap::Args)]
pub(crate) struct HooksArgs {
    #[command(subcommand)]
    command: HooksCommand,
}

#[derive(Debug, clap::Subcommand)]
enum HooksCommand {
    /// Add our lines to this clone's hooks
    Install(RehearsalArgs),
    /// Take our lines out again
    Remove(RehearsalArgs),
    /// Do what a hook does
    Run {
        #[command(subcommand)]
        hook: HookCommand,
    },
}

/// No file of the project changes, so that there is nothing to commit.
#[derive(Debug, Clone, Copy, clap::Args)]
struct RehearsalArgs {
    /// Show what would change, and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl RehearsalArgs {
    fn write(self) -> WriteArgs {
        WriteArgs {
            dry_run: self.dry_run,
            ..WriteArgs::NONE
        }
    }
}

#[derive(Debug, clap::Subcommand)]
enum HookCommand {
    /// Check the records that a commit message names
    CommitMsg {
        /// File with the message
        file: PathBuf,
    },
    /// Finish a merge, and look for keys that two clones gave out
    PostMerge,
}

pub(crate) fn run(invocation: &Invocation, args: &HooksArgs) -> CliResult {
    match &args.command {
        HooksCommand::Install(args) => {
            let tracker = invocation.open_to(args.write())?;
            let verbs = ["Installed", "Would install"];
            told(invocation, *args, &ops::install_hooks(&tracker)?, verbs)
        }
        HooksCommand::Remove(args) => {
            let tracker = invocation.open_to(args.write())?;
            let verbs = ["Removed", "Would remove"];
            told(invocation, *args, &ops::remove_hooks(&tracker)?, verbs)
        }
        HooksCommand::Run { hook } => match hook {
            HookCommand::CommitMsg { file } => commit_msg(invocation, file),
            HookCommand::PostMerge => post_merge(invocation),
        },
    }
}

fn told(
    invocation: &Invocation,
    args: RehearsalArgs,
    changes: &[HookChange],
    [done, planned]: [&str; 2],
) -> CliResult {
    let ui = &invocation.ui;
    let verb = if args.dry_run { planned } else { done };
    for change in changes {
        let beside = if change.is_shared {
            ", beside what else it does"
        } else {
            ""
        };
        let path = change.path.display();
        ui.status(format_args!(
            "{verb} {} in {path}{beside}",
            change.hook.name()
        ));
    }
    if args.dry_run {
        ui.note(format_args!("dry run: nothing was changed"));
    }
    let hooks: Vec<&str> = changes.iter().map(|change| change.hook.name()).collect();
    ui.facts(&[("hooks", json!(hooks))])?;
    Ok(ExitCode::Success)
}

/// Hooks run where commits are made; a project without tickets is no reason to refuse one.
fn commit_msg(invocation: &Invocation, file: &std::path::Path) -> CliResult {
    let tracker = match invocation.open() {
        Err(CliError::Op(OpError::NoProject { .. })) => return Ok(ExitCode::Success),
        opened => opened?,
    };
    let message = input::file(file)?;
    let unknown = ops::check_message(&tracker, &message);
    let Some(first) = unknown.first() else {
        return Ok(ExitCode::Success);
    };
    let keys: Vec<String> = unknown
        .iter()
        .map(|mention| format!("`{}`", mention.key))
        .collect();
    let verb = match first.verb {
        Verb::Closes => "closes",
        Verb::Refs | Verb::Mentions => "refers to",
    };
    Err(CliError::Op(OpError::Invalid {
        reason: format!(
            "the message {verb} {}, which no branch of this clone has",
            keys.join(", ")
        ),
        hint: Some(what_there_is(&first.key)),
    }))
}

/// Where to look for what a key may have meant.
fn what_there_is(key: &Key) -> String {
    let kind = RecordKind::of_key(key);
    format!(
        "`tickets {}` shows what there is",
        noun_groups::lister(kind)
    )
}

fn post_merge(invocation: &Invocation) -> CliResult {
    let tracker = match invocation.open() {
        Err(CliError::Op(OpError::NoProject { .. })) => return Ok(ExitCode::Success),
        opened => opened?,
    };
    let mut code = ExitCode::Success;
    match ops::resolve(&tracker, &[], &|_| Decision::Leave) {
        Ok(outcome) => {
            super::resolve::tell(&invocation.ui, &outcome.value);
            if outcome.value.iter().any(|one| !one.left.is_empty()) {
                code = ExitCode::Conflict;
            }
        }
        Err(OpError::Nothing(_)) => {}
        Err(error) => return Err(error.into()),
    }
    invocation.ui.problems(&ops::double_keys(&tracker));
    Ok(code)
}
