//! The arguments of the journal of one record, and the subcommand for all of them.

use std::path::PathBuf;

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::journal::list;
use crate::cli::commands::journal::write;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::EntryType;
use crate::domain::Percent;
use crate::domain::Reference;

/// Write down what happens with a ticket, or read it
///
/// An entry says how the work goes: progress, a blocker, a decision. It goes with a ticket, an
/// epic, a sprint, a backlog item or a requirement. Without a text, an editor is opened.
/// A bare number is hours here and minutes in `time`; `90m` and `1.5h` leave no doubt.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_long_help = EXAMPLES)]
pub(crate) struct JournalArgs {
    #[command(subcommand)]
    pub(crate) command: Option<JournalCommand>,
    /// Ticket, or another record, that it is about
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_any))]
    pub(crate) ticket: Option<Reference>,
    /// What to say; `-` reads standard input
    #[arg(allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
    /// Read the text from a file; `-` for standard input
    #[arg(short = 'F', long, value_name = "FILE", conflicts_with = "text")]
    pub(crate) file: Option<PathBuf>,
    /// List its journal instead
    #[arg(long, conflicts_with_all = ["text", "file", "edit", "delete", "dry_run", "commit"])]
    pub(crate) list: bool,
    /// Change this entry instead
    #[arg(long, value_name = "ID")]
    pub(crate) edit: Option<String>,
    /// Delete this entry instead
    #[arg(long, value_name = "ID", conflicts_with_all = ["edit", "text", "file"])]
    pub(crate) delete: Option<String>,
    #[command(flatten)]
    pub(crate) fields: JournalFieldArgs,
    #[command(flatten)]
    pub(crate) write: WriteArgs,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

const EXAMPLES: &str = "Examples:
  tickets journal TICKET-7 \"The parser is done\" --completion 60 --spent 2h30m
  tickets journal TICKET-7 \"Waits for the certificate\" --type blocker
  tickets journal EPIC-1 \"We keep one currency\" --decision \"Only euros\"
  tickets journal list --type blocker,risk --from 2026-11-01";

/// What an entry says beside its text
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What it says")]
pub(crate) struct JournalFieldArgs {
    /// Type: progress, blocker, milestone, decision, risk, meeting, testing [default: progress]
    #[arg(short = 't', long = "type", value_name = "TYPE")]
    pub(crate) entry_type: Option<EntryType>,
    /// How much is done, in percent
    #[arg(short, long, value_name = "PERCENT")]
    pub(crate) completion: Option<Percent>,
    /// How long it took: `1h30m`, `90m`, `2d`; a bare number is hours
    #[arg(short, long, value_name = "DURATION", allow_hyphen_values = true)]
    pub(crate) spent: Option<String>,
    /// How long it will take; a bare number is hours
    #[arg(short, long, value_name = "DURATION", allow_hyphen_values = true)]
    pub(crate) estimate: Option<String>,
    /// The milestone that was reached
    #[arg(short, long, value_name = "NAME")]
    pub(crate) milestone: Option<String>,
    /// What the work depends on, as a comma list of keys
    #[arg(short, long, value_name = "KEY,…")]
    pub(crate) dependencies: Option<String>,
    /// What may go wrong, as a comma list
    #[arg(short, long, value_name = "TEXT,…", allow_hyphen_values = true)]
    pub(crate) risks: Option<String>,
    /// What was decided (can be repeated)
    #[arg(long = "decision", alias = "decisions", value_name = "TEXT")]
    pub(crate) decisions: Vec<String>,
}

/// What else there is to do with journals.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum JournalCommand {
    #[command(visible_alias = "ls")]
    List(Box<list::ListArgs>),
}

pub(crate) fn run(invocation: &Invocation, args: &JournalArgs) -> CliResult {
    match &args.command {
        Some(JournalCommand::List(args)) => list::run(invocation, args),
        None if args.list => list::of_one(invocation, args),
        None => write::run(invocation, args),
    }
}
