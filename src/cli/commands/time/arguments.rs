//! The arguments for the time of one record, and the subcommands for that of all.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::commands::time::discard;
use crate::cli::commands::time::report;
use crate::cli::commands::time::sheet;
use crate::cli::commands::time::start;
use crate::cli::commands::time::status;
use crate::cli::commands::time::stop;
use crate::cli::commands::time::write;
use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::ReadArgs;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliResult;
use crate::domain::EntryType;
use crate::domain::Reference;

/// Track the time that a ticket takes
///
/// With nothing but a ticket, the time that was spent on it is listed. Everybody has one timer,
/// which all working trees of a clone share; what it counts becomes an entry of the ticket.
/// A bare number is minutes here and hours in `journal`; `90m` and `1.5h` leave no doubt.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_long_help = EXAMPLES)]
pub(crate) struct TimeArgs {
    #[command(subcommand)]
    pub(crate) command: Option<TimeCommand>,
    /// Ticket, or another record, that it is about
    #[arg(value_name = "TICKET", add = ArgValueCandidates::new(complete::keys_of_any))]
    pub(crate) ticket: Option<Reference>,
    #[command(flatten)]
    pub(crate) deed: DeedArgs,
    /// Type: work, meeting, research, blocked, review, testing, documentation, other [default: work]
    #[arg(short = 'T', long = "type", value_name = "TYPE")]
    pub(crate) entry_type: Option<EntryType>,
    /// What the work is; `-` reads standard input
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) description: Option<String>,
    /// With `--edit`: how long it took; a bare number is minutes
    #[arg(
        short,
        long,
        alias = "duration",
        value_name = "DURATION",
        requires = "edit",
        allow_hyphen_values = true
    )]
    pub(crate) minutes: Option<String>,
    /// With `--add` or `--edit`: the day on which it was done [default: today]
    #[arg(long, value_name = "DAY", conflicts_with_all = ["start", "stop", "delete", "list"])]
    pub(crate) on: Option<String>,
    #[command(flatten)]
    pub(crate) write: WriteArgs,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

const EXAMPLES: &str = "Examples:
  tickets time start TICKET-7 --description \"Reading the logs\"
  tickets time stop
  tickets time TICKET-7 --add 1h30m --type review --on 2026-11-19
  tickets time report --by day --person me";

/// What to do
#[derive(Debug, Clone, Default, clap::Args)]
#[group(multiple = false)]
pub(crate) struct DeedArgs {
    /// Start your timer on it
    #[arg(short, long)]
    pub(crate) start: bool,
    /// Stop your timer, if it runs on it
    #[arg(short = 't', long)]
    pub(crate) stop: bool,
    /// Add time: `1h30m`, `1.5h`, `2d`; a bare number is minutes
    #[arg(short, long, value_name = "DURATION", allow_hyphen_values = true)]
    pub(crate) add: Option<String>,
    /// Change this entry
    #[arg(long, value_name = "ID")]
    pub(crate) edit: Option<String>,
    /// Delete this entry
    #[arg(long, value_name = "ID")]
    pub(crate) delete: Option<String>,
    /// List the time that was spent on it
    #[arg(short, long)]
    pub(crate) list: bool,
}

/// What to do with the time of all records.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum TimeCommand {
    Status(status::StatusArgs),
    Start(start::StartArgs),
    Stop(stop::StopArgs),
    Discard(discard::DiscardArgs),
    Report(Box<report::ReportArgs>),
}

pub(crate) fn run(invocation: &Invocation, args: &TimeArgs) -> CliResult {
    let deed = &args.deed;
    match &args.command {
        Some(TimeCommand::Status(_)) => status::run(invocation),
        Some(TimeCommand::Start(args)) => start::run(invocation, args),
        Some(TimeCommand::Stop(args)) => stop::run(invocation, args),
        Some(TimeCommand::Discard(args)) => discard::run(invocation, args),
        Some(TimeCommand::Report(args)) => report::run(invocation, args),
        None if deed.start
            || deed.stop
            || deed.add.is_some()
            || deed.edit.is_some()
            || deed.delete.is_some() =>
        {
            write::run(invocation, args)
        }
        None => sheet::run(invocation, args),
    }
}
