//! One file per command.

mod archive;
mod backlog;
mod batch;
mod blocked;
mod board;
mod changelog;
mod close;
mod comment;
mod commit;
mod completions;
mod config;
mod count;
mod create;
mod delete;
mod depend;
mod diff;
mod doctor;
mod edit;
mod epic;
mod export;
mod history;
mod hooks;
mod import;
mod init;
mod journal;
mod label;
mod link;
mod list;
mod man;
mod merge_file;
mod milestone;
mod query;
mod ready;
mod reopen;
mod report;
mod requirements;
mod resolve;
mod schema;
mod search;
mod show;
mod sprint;
mod start;
mod stats;
mod status;
mod template;
mod time;
mod trace;
mod unarchive;
mod undepend;
mod undo;
mod unlink;
mod update;
mod vcs;

use crate::cli::invocation::Invocation;
use crate::cli::report::CliResult;

macro_rules! commands {
    ($($(#[$attribute:meta])* $variant:ident => $module:ident :: $args:ident),+ $(,)?) => {
        /// The commands; each module's arguments say what it does.
        #[allow(clippy::large_enum_variant, reason = "there is one of them in a process, whichever is the largest")]
        #[derive(Debug, clap::Subcommand)]
        pub(crate) enum Command {
            $($(#[$attribute])* $variant($module::$args),)+
        }

        impl Command {
            /// Runs the command.
            pub(crate) fn run(&self, invocation: &Invocation) -> CliResult {
                match self {
                    $(Command::$variant(args) => $module::run(invocation, args),)+
                }
            }

            /// Whether it has its answer as Markdown too.
            pub(crate) fn has_markdown(&self) -> bool {
                matches!(
                    self,
                    Command::Diff(_) | Command::Changelog(_) | Command::Report(_)
                ) || matches!(self, Command::Requirements(args) if args.has_markdown())
            }

            /// The description of the one command of this name; aliases are not known.
            pub(crate) fn named(name: &str) -> Option<clap::Command> {
                use clap::Args as _;
                let command = clap::Command::new(name.to_owned());
                // A module's name has `_` where the command's has `-`.
                let module = (!name.contains('_')).then(|| name.replace('-', "_"));
                match module.as_deref()? {
                    $(stringify!($module) => Some($module::$args::augment_args(command)),)+
                    _ => None,
                }
            }
        }
    };
}

commands! {
    Init => init::InitArgs,
    #[command(visible_alias = "new")]
    Create => create::CreateArgs,
    #[command(visible_alias = "ls")]
    List => list::ListArgs,
    Show => show::ShowArgs,
    Update => update::UpdateArgs,
    Start => start::StartArgs,
    Close => close::CloseArgs,
    Reopen => reopen::ReopenArgs,
    Delete => delete::DeleteArgs,
    Archive => archive::ArchiveArgs,
    Unarchive => unarchive::UnarchiveArgs,
    Comment => comment::CommentArgs,
    Journal => journal::JournalArgs,
    Time => time::TimeArgs,
    Milestone => milestone::MilestoneArgs,
    Edit => edit::EditArgs,
    Depend => depend::DependArgs,
    Undepend => undepend::UndependArgs,
    Link => link::LinkArgs,
    Unlink => unlink::UnlinkArgs,
    Label => label::LabelArgs,
    Template => template::TemplateArgs,
    Epic => epic::EpicArgs,
    Backlog => backlog::BacklogArgs,
    #[command(visible_aliases = ["requirement", "req"])]
    Requirements => requirements::RequirementsArgs,
    Sprint => sprint::SprintArgs,
    Trace => trace::TraceArgs,
    Ready => ready::ReadyArgs,
    Blocked => blocked::BlockedArgs,
    Board => board::BoardArgs,
    Search => search::SearchArgs,
    Query => query::QueryArgs,
    Stats => stats::StatsArgs,
    Report => report::ReportArgs,
    Status => status::StatusArgs,
    Count => count::CountArgs,
    History => history::HistoryArgs,
    Diff => diff::DiffArgs,
    Changelog => changelog::ChangelogArgs,
    Batch => batch::BatchArgs,
    Undo => undo::UndoArgs,
    Doctor => doctor::DoctorArgs,
    Resolve => resolve::ResolveArgs,
    Commit => commit::CommitArgs,
    Vcs => vcs::VcsArgs,
    Hooks => hooks::HooksArgs,
    Config => config::ConfigArgs,
    Import => import::ImportArgs,
    Export => export::ExportArgs,
    Schema => schema::SchemaArgs,
    MergeFile => merge_file::MergeFileArgs,
    Completions => completions::CompletionsArgs,
    Man => man::ManArgs,
}
