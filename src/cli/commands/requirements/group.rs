//! The subcommands.

use crate::cli::commands::requirements::add;
use crate::cli::commands::requirements::coverage;
use crate::cli::commands::requirements::delete;
use crate::cli::commands::requirements::export;
use crate::cli::commands::requirements::gherkin;
use crate::cli::commands::requirements::judge;
use crate::cli::commands::requirements::list;
use crate::cli::commands::requirements::matrix;
use crate::cli::commands::requirements::result;
use crate::cli::commands::requirements::results;
use crate::cli::commands::requirements::review;
use crate::cli::commands::requirements::show;
use crate::cli::commands::requirements::story;
use crate::cli::commands::requirements::update;
use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;
use crate::ops::Verdict;

/// Say what is expected of tickets, and follow whether it is so
///
/// A requirement has a key of its own, and belongs to a ticket, an epic or a backlog item. It is a formal requirement, a
/// user story, an expected result, or a scenario of a `.feature` file.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RequirementsArgs {
    #[command(subcommand)]
    command: RequirementsCommand,
}

const EXAMPLES: &str = "Examples:
  tickets requirements add TICKET-7 \"Passwords are hashed\" --criterion \"With salt\"
  tickets requirements story TICKET-7 user \"log in once\" \"I need not remember it\"
  tickets requirements gherkin TICKET-7 --file login.feature
  tickets requirements results cucumber.json
  tickets requirements coverage --min 80";

#[derive(Debug, clap::Subcommand)]
enum RequirementsCommand {
    #[command(visible_alias = "new")]
    Add(add::AddArgs),
    Story(story::StoryArgs),
    Result(result::ResultArgs),
    Gherkin(gherkin::GherkinArgs),
    #[command(visible_alias = "ls")]
    List(list::ListArgs),
    Show(show::ShowArgs),
    Update(update::UpdateArgs),
    /// Approve requirements; scenarios become ready
    Approve(judge::JudgeArgs),
    /// Say that requirements are implemented
    Implement(judge::JudgeArgs),
    /// Say that requirements hold; scenarios pass
    Verify(judge::JudgeArgs),
    /// Say that expected results or scenarios fail
    Fail(judge::JudgeArgs),
    /// Say that expected results or scenarios cannot be told now
    Block(judge::JudgeArgs),
    Review(review::ReviewArgs),
    Delete(delete::DeleteArgs),
    Results(results::ResultsArgs),
    Coverage(coverage::CoverageArgs),
    Matrix(matrix::MatrixArgs),
    Export(export::ExportArgs),
}

impl RequirementsArgs {
    /// Whether the subcommand has its answer as Markdown too.
    pub(crate) fn has_markdown(&self) -> bool {
        matches!(self.command, RequirementsCommand::Matrix(_))
    }
}

pub(crate) fn run(invocation: &Invocation, args: &RequirementsArgs) -> CliResult {
    let judge = |args, verdict, verb| judge::run(invocation, args, (verdict, verb));
    match &args.command {
        RequirementsCommand::Add(args) => add::run(invocation, args),
        RequirementsCommand::Story(args) => story::run(invocation, args),
        RequirementsCommand::Result(args) => result::run(invocation, args),
        RequirementsCommand::Gherkin(args) => gherkin::run(invocation, args),
        RequirementsCommand::Results(args) => results::run(invocation, args),
        RequirementsCommand::Coverage(args) => coverage::run(invocation, args),
        RequirementsCommand::Matrix(args) => matrix::run(invocation, args),
        RequirementsCommand::Export(args) => export::run(invocation, args),
        RequirementsCommand::List(args) => list::run(invocation, args),
        RequirementsCommand::Show(args) => show::run(invocation, args),
        RequirementsCommand::Update(args) => update::run(invocation, args),
        RequirementsCommand::Approve(args) => judge(args, Verdict::Approved, "Approved"),
        RequirementsCommand::Implement(args) => judge(args, Verdict::Implemented, "Implemented"),
        RequirementsCommand::Verify(args) => judge(args, Verdict::Verified, "Verified"),
        RequirementsCommand::Fail(args) => judge(args, Verdict::Failed, "Failed"),
        RequirementsCommand::Block(args) => judge(args, Verdict::Blocked, "Blocked"),
        RequirementsCommand::Review(args) => review::run(invocation, args),
        RequirementsCommand::Delete(args) => delete::run(invocation, args),
    }
}
