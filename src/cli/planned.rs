//! What the commands for epics, backlog items, sprints and requirements share.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::fields;
use crate::cli::format::Format;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Json;
use crate::cli::output::Yield;
use crate::cli::report::CliError;
use crate::cli::targets;
use crate::cli::ui::Chatter;
use crate::domain::Epic;
use crate::domain::Record;
use crate::domain::Reference;
use crate::ops;
use crate::ops::LabelEdit;
use crate::ops::References;
use crate::ops::Selected;
use crate::ops::Tracker;
use crate::store::Stored;

/// Records of one kind as JSON, and how they are shown to people.
#[derive(Debug)]
pub(crate) struct PlannedAnswer {
    /// The records.
    pub(crate) result: Yield,
    /// All the fields that they have.
    pub(crate) fields: Vec<String>,
    /// The fields that a table shows.
    pub(crate) columns: &'static [&'static str],
    /// The table, where it is not a plain one.
    pub(crate) page: Option<String>,
}

impl Invocation {
    /// Prints records of one kind.
    pub(crate) fn planned(&self, tracker: &Tracker, answer: PlannedAnswer) -> Result<(), CliError> {
        self.ui.answer(Answer {
            result: answer.result,
            fields: answer.fields.iter().map(String::as_str).collect(),
            columns: answer.columns.to_vec(),
            name: "id",
            page: answer.page,
            vocabulary: Some(&tracker.vocabulary),
        })
    }

    /// Prints a new record: where people do not look, its key alone.
    pub(crate) fn planned_created<R: Record>(
        &self,
        tracker: &Tracker,
        stored: &Stored<R>,
        answer: impl FnOnce() -> PlannedAnswer,
    ) -> Result<(), CliError> {
        let ui = &self.ui;
        let is_piped = ui.height.is_none() && !ui.is_format_chosen && ui.fields.is_empty();
        if ui.format == Format::Table && (is_piped || ui.chatter == Chatter::Quiet) {
            return ui.print(&format!("{}\n", stored.file.key));
        }
        let sentence = |record: &R| format!("Created {} {}", record.key(), record.title());
        self.planned_changed(tracker, std::slice::from_ref(stored), sentence, answer)
    }

    /// Prints records that a command changed: what `sentence` says of each, and in
    /// other forms than the table the records as `answer` has them.
    pub(crate) fn planned_changed<R: Record>(
        &self,
        tracker: &Tracker,
        records: &[Stored<R>],
        sentence: impl Fn(&R) -> String,
        answer: impl FnOnce() -> PlannedAnswer,
    ) -> Result<(), CliError> {
        for stored in records {
            self.ui.status(format_args!("{}", sentence(&stored.record)));
        }
        if !self.ui.is_format_chosen && self.ui.fields.is_empty() {
            return Ok(());
        }
        self.planned(tracker, answer())
    }
}

/// One record as an object, several as an array.
pub(crate) fn one_or_many(mut records: Vec<Json>) -> Yield {
    if records.len() == 1 {
        Yield::One(records.remove(0))
    } else {
        Yield::Many(records)
    }
}

/// Labels of a record
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct LabelArgs {
    /// All its labels, as a comma list
    #[arg(short, long, aliases = ["label", "tags"], value_name = "LABEL,…")]
    labels: Vec<String>,
}

impl LabelArgs {
    /// The change that the option asks for.
    pub(crate) fn edit(&self) -> Result<LabelEdit, CliError> {
        let all = (!self.labels.is_empty()).then(|| fields::labels(&self.labels));
        Ok(LabelEdit {
            all: all.transpose()?,
            ..LabelEdit::default()
        })
    }
}

/// Single labels of a record that there is already
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Parts of fields")]
pub(crate) struct LabelPartArgs {
    /// Add this label (can be repeated)
    #[arg(long, alias = "add-tag", value_name = "LABEL")]
    add_label: Vec<String>,
    /// Remove this label (can be repeated)
    #[arg(long, alias = "remove-tag", value_name = "LABEL")]
    remove_label: Vec<String>,
}

impl LabelPartArgs {
    /// Adds the changes that the options ask for.
    pub(crate) fn add_to(&self, edit: &mut LabelEdit) -> Result<(), CliError> {
        edit.add = fields::labels(&self.add_label)?;
        edit.remove = fields::labels(&self.remove_label)?;
        Ok(())
    }
}

/// Refuses an update without a change.
pub(crate) fn refuse_no_change(is_empty: bool, group: &str) -> Result<(), CliError> {
    if is_empty {
        return Err(CliError::usage_with_hint(
            "nothing to change was given",
            format!("`tickets {group} update --help` lists what can be changed"),
        ));
    }
    Ok(())
}

/// Which epics
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct EpicTargets {
    /// Epic (can be repeated)
    #[arg(
        required = true,
        value_name = "EPIC",
        add = ArgValueCandidates::new(complete::keys_of::<Epic>)
    )]
    pub(crate) epics: Vec<Reference>,
}

/// How records are deleted
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct DeletionArgs {
    /// Also remove the references that other records make to them
    #[arg(long)]
    unlink: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    pub(crate) write: WriteArgs,
}

impl DeletionArgs {
    /// What is to become of the references to what goes.
    pub(crate) fn references(&self) -> References {
        if self.unlink {
            References::Unlink
        } else {
            References::Refuse
        }
    }

    /// Asks before records are deleted, unless a yes was given or nothing will be done.
    ///
    /// # Errors
    /// A name that no record has, or nobody to ask.
    pub(crate) fn agree<R: Record>(
        &self,
        invocation: &Invocation,
        tracker: &Tracker,
        references: &[Reference],
    ) -> Result<bool, CliError> {
        if self.yes || self.write.dry_run {
            return Ok(true);
        }
        let mut selected: Vec<Selected> = Vec::new();
        for reference in references {
            let stored = tracker.find_planned::<R>(reference)?;
            let one = Selected {
                title: stored.record.title().to_string(),
                key: stored.file.key,
            };
            if !selected.contains(&one) {
                selected.push(one);
            }
        }
        targets::agree(&invocation.ui, ("delete", &R::KIND), &selected)
    }
}

/// The person that an option names.
pub(crate) fn person(
    tracker: &Tracker,
    name: Option<&String>,
) -> Result<Option<Option<crate::domain::Person>>, CliError> {
    let read = |name: &String| ops::person(tracker, name);
    Ok(name.map(read).transpose()?)
}

/// The day that an option names.
pub(crate) fn day(
    tracker: &Tracker,
    text: Option<&String>,
) -> Result<Option<crate::domain::Date>, CliError> {
    let read = |text: &String| ops::day(tracker, text);
    Ok(text.map(read).transpose()?)
}
