//! One run of the program.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::format::Format;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::output::ticket_fields;
use crate::cli::report::CliError;
use crate::cli::surroundings::surroundings;
use crate::cli::ui::Ui;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops;
use crate::ops::Detail;
use crate::ops::JsonLines;
use crate::ops::Listed;
use crate::ops::OpError;
use crate::ops::RevisionRange;
use crate::ops::Surroundings;
use crate::ops::TicketList;
use crate::ops::Tracker;
use crate::ops::Writes;
use crate::store::Stored;
use crate::vcs::VcsError;
use crate::view;

/// The global options, and the terminal.
#[derive(Debug)]
pub(crate) struct Invocation {
    pub(crate) ui: Ui,
    pub(crate) folder: PathBuf,
    pub(crate) flags: Vec<String>,
}

/// What every writing command takes.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = None::<&'static str>)]
pub(crate) struct WriteArgs {
    /// Show what would change, and change nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
    /// Commit the files that change, and nothing else
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) commit: bool,
}

impl WriteArgs {
    /// What a command has that only reads.
    pub(crate) const NONE: WriteArgs = WriteArgs {
        dry_run: false,
        commit: false,
    };

    pub(crate) fn writes(self) -> Writes {
        if self.dry_run {
            Writes::Rehearsed
        } else {
            Writes::Real
        }
    }
}

/// What every reading command takes.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = None::<&'static str>)]
pub(crate) struct ReadArgs {
    /// Read all records as they are at this revision
    #[arg(
        long,
        value_name = "REV",
        value_parser = NonEmptyStringValueParser::new(),
        add = ArgValueCandidates::new(complete::branches)
    )]
    pub(crate) rev: Option<String>,
}

impl Invocation {
    /// What a tracker is told about the world.
    pub(crate) fn surroundings(&self, write: WriteArgs) -> Surroundings {
        surroundings(self.folder.clone(), self.flags.clone(), write)
    }

    /// Opens the project, to read it.
    pub(crate) fn open(&self) -> Result<Tracker, CliError> {
        self.open_to(WriteArgs::NONE)
    }

    /// Opens the project, to read it as it is now or at a revision.
    pub(crate) fn open_at(&self, read: &ReadArgs) -> Result<Tracker, CliError> {
        self.open_with(Surroundings {
            revision: read.rev.clone(),
            ..self.surroundings(WriteArgs::NONE)
        })
    }

    /// Opens the project, to compare revisions of it; where there is no working tree, as of the last of them.
    pub(crate) fn open_between(&self, range: &RevisionRange) -> Result<Tracker, CliError> {
        match (self.open(), range.end()) {
            (Err(CliError::Op(OpError::Vcs(VcsError::Bare { .. }))), Some(end)) => {
                let rev = Some(end.to_owned());
                self.open_at(&ReadArgs { rev })
            }
            (opened, _) => opened,
        }
    }

    /// Opens the project, to change it or to rehearse that.
    pub(crate) fn open_to(&self, write: WriteArgs) -> Result<Tracker, CliError> {
        self.open_with(self.surroundings(write))
    }

    fn open_with(&self, surroundings: Surroundings) -> Result<Tracker, CliError> {
        let folder = &self.folder;
        match Tracker::open(surroundings) {
            Err(OpError::Vcs(VcsError::Start { .. })) if !folder.is_dir() => Err(CliError::usage(
                format!("`{}` is not a folder", folder.display()),
            )),
            opened => Ok(opened?),
        }
    }

    /// Prints tickets that a command changed: what `sentence` says of each, and
    /// in other forms than the table the tickets themselves.
    pub(crate) fn changed(
        &self,
        tracker: &Tracker,
        tickets: &[Stored<Ticket>],
        sentence: impl Fn(&Ticket) -> String,
    ) -> Result<(), CliError> {
        for stored in tickets {
            self.ui.status(format_args!("{}", sentence(&stored.record)));
        }
        if !self.ui.is_format_chosen && self.ui.fields.is_empty() {
            return Ok(());
        }
        let records: Vec<Json> = tickets
            .iter()
            .map(|stored| fresh(tracker, stored))
            .collect();
        self.tickets(tracker, records, None)
    }

    /// Prints tickets: one as an object, several as an array.
    pub(crate) fn tickets(
        &self,
        tracker: &Tracker,
        mut records: Vec<Json>,
        page: Option<String>,
    ) -> Result<(), CliError> {
        let result = if records.len() == 1 {
            Yield::One(records.remove(0))
        } else {
            Yield::Many(records)
        };
        self.ui.answer(Answer {
            result,
            fields: ticket_fields(),
            columns: LIST_COLUMNS.to_vec(),
            name: "id",
            page,
            vocabulary: Some(&tracker.vocabulary),
        })
    }

    /// Prints whole tickets that are JSON already, as [`Ui::answer`] would.
    fn json_lines(&self, tracker: &Tracker, lines: &JsonLines<'_>) -> Result<(), CliError> {
        self.ui.problems(lines.problems());
        let around = match self.ui.format {
            Format::Jsonl => ["", "\n", "\n"],
            _ => ["[\n", ",\n", "\n]\n"],
        };
        self.ui
            .print_pieces(|print| lines.print(tracker, around, print))
    }

    /// Prints a list of tickets, always as an array.
    pub(crate) fn ticket_list(
        &self,
        tracker: &Tracker,
        list: &TicketList,
        columns: &[&'static str],
    ) -> Result<(), CliError> {
        let fields = ticket_fields();
        let wanted = self.ui.wanted(&fields, columns, "id");
        let is_json = matches!(self.ui.format, Format::Json | Format::Jsonl);
        if is_json
            && self.ui.fields.is_empty()
            && let Some(lines) = list.lines(tracker)
        {
            return self.json_lines(tracker, &lines);
        }
        let records = match Detail::of_fields(&wanted) {
            Detail::Whole => {
                let (tickets, problems) = list.whole(tracker);
                self.ui.problems(&problems);
                tickets.iter().map(json_of).collect()
            }
            Detail::Summary | Detail::Entries => list
                .glances(tracker)
                .map(|glance| view::summary(&glance.summary, &glance.computed, &wanted))
                .collect(),
        };
        self.ui.answer(Answer {
            result: Yield::Many(records),
            fields,
            columns: columns.to_vec(),
            name: "id",
            page: None,
            vocabulary: Some(&tracker.vocabulary),
        })
    }
}

/// A ticket as JSON, computed from its file as it is now; a deleted one as it was.
fn fresh(tracker: &Tracker, stored: &Stored<Ticket>) -> Json {
    match ops::show(tracker, &Reference::from(&stored.file.key), false) {
        Ok(shown) => json_of(&shown.ticket),
        Err(_) => view::fields(&stored.record),
    }
}

/// The columns of a list.
pub(crate) const LIST_COLUMNS: [&str; 6] =
    ["id", "status", "priority", "title", "labels", "assignee"];

/// A ticket as JSON.
pub(crate) fn json_of(listed: &Listed) -> Json {
    view::ticket(&listed.stored.record, &listed.computed)
}
