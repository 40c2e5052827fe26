//! Which tickets a command changes: those that are named, or all that a query chooses.

use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::report::CliError;
use crate::cli::ui::Ui;
use crate::cli::ui::one_line;
use crate::domain::Kind;
use crate::domain::Record as _;
use crate::domain::Reference;
use crate::domain::Ticket;
use crate::ops;
use crate::ops::OpError;
use crate::ops::Selected;
use crate::ops::Tracker;

/// Which tickets
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TargetArgs {
    /// Ticket (can be repeated)
    #[arg(
        required_unless_present = "chosen",
        value_name = "TICKET",
        add = ArgValueCandidates::new(complete::keys)
    )]
    tickets: Vec<Reference>,
    /// All tickets that this query chooses; they are shown and counted first
    #[arg(long = "where", value_name = "QUERY", conflicts_with = "tickets")]
    chosen: Option<String>,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// When a person has to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caution {
    /// To what a query chose.
    Queries,
    /// Also to what they named.
    Always,
}

/// As many tickets as are shown of those that a query chose.
const SHOWN_MAX: usize = 20;

impl TargetArgs {
    /// The tickets to change, once everybody agrees; none where somebody does not.
    pub(crate) fn agreed(
        &self,
        invocation: &Invocation,
        tracker: &Tracker,
        (verb, write): (&str, WriteArgs),
        caution: Caution,
    ) -> Result<Option<Vec<Reference>>, CliError> {
        let needs_yes = !self.yes && !write.dry_run;
        let selected = match &self.chosen {
            Some(query) => chosen(invocation, tracker, query)?,
            None if needs_yes && caution == Caution::Always => named(tracker, &self.tickets)?,
            None => return Ok(Some(self.tickets.clone())),
        };
        let references = selected.iter().map(|one| Reference::from(&one.key));
        let references: Vec<Reference> = references.collect();
        if !needs_yes {
            return Ok(Some(references));
        }
        let ui = &invocation.ui;
        Ok(agree(ui, (verb, &Ticket::KIND), &selected)?.then_some(references))
    }
}

/// Shows records and asks whether a verb shall be done to them. Where nobody can be asked, it is not done.
pub(crate) fn agree(
    ui: &Ui,
    (verb, kind): (&str, &Kind),
    selected: &[Selected],
) -> Result<bool, CliError> {
    let count = selected.len();
    let noun = if count == 1 { kind.noun } else { kind.plural };
    let deed = format!("{verb} {count} {noun}");
    show(ui, selected);
    if !Ui::is_interactive() {
        return Err(CliError::NeedsYes {
            deed,
            tickets: selected.iter().map(|one| one.key.clone()).collect(),
        });
    }
    let (first, rest) = deed.split_at(1);
    if ui.confirm(&format!("{}{rest}?", first.to_uppercase()))? {
        return Ok(true);
    }
    ui.status(format_args!("Nothing was changed"));
    Ok(false)
}

fn chosen(
    invocation: &Invocation,
    tracker: &Tracker,
    query: &str,
) -> Result<Vec<Selected>, CliError> {
    let (selected, problems) = ops::select(tracker, query)?;
    invocation.ui.problems(&problems);
    if selected.is_empty() {
        let nothing = format!("nothing to do: no ticket matches `{query}`");
        return Err(OpError::Nothing(nothing).into());
    }
    let count = selected.len();
    let noun = if count == 1 {
        "ticket matches"
    } else {
        "tickets match"
    };
    invocation.ui.note(format_args!("{count} {noun} `{query}`"));
    Ok(selected)
}

fn named(tracker: &Tracker, references: &[Reference]) -> Result<Vec<Selected>, CliError> {
    let mut selected: Vec<Selected> = Vec::new();
    for reference in references {
        let stored = tracker.get::<Ticket>(reference)?;
        let one = Selected {
            key: stored.file.key,
            title: stored.record.title.to_string(),
        };
        if !selected.contains(&one) {
            selected.push(one);
        }
    }
    Ok(selected)
}

fn show(ui: &Ui, selected: &[Selected]) {
    for one in selected.iter().take(SHOWN_MAX) {
        ui.status(format_args!("  {} {}", one.key, one_line(&one.title)));
    }
    if selected.len() > SHOWN_MAX {
        ui.status(format_args!("  … and {} more", selected.len() - SHOWN_MAX));
    }
}
