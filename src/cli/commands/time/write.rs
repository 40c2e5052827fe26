//! Starting, stopping and writing down time for one record.

use crate::cli::commands::time::arguments::TimeArgs;
use crate::cli::commands::time::output;
use crate::cli::commands::time::start;
use crate::cli::entries;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::planned;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::domain::BareNumber;
use crate::ops;
use crate::ops::NewTimer;
use crate::ops::TimeEdit;
use crate::ops::Tracker;

pub(crate) fn run(invocation: &Invocation, args: &TimeArgs) -> CliResult {
    let hint = "`tickets time start TICKET` starts, `tickets time stop` stops";
    let reference = entries::record(args.ticket.as_ref(), hint)?;
    if args.read.rev.is_some() {
        return Err(CliError::usage_with_hint(
            "nothing can be written at a revision",
            "`--list` reads at one",
        ));
    }
    let tracker = invocation.open_to(args.write)?;
    let deed = &args.deed;
    let is_rehearsal = args.write.dry_run;
    if deed.start {
        let new = NewTimer {
            entry_type: args.entry_type.clone(),
            text: description(args)?.unwrap_or_default(),
        };
        return start::start(invocation, &tracker, reference, &new, args.write);
    }
    if deed.stop {
        refuse_details(args)?;
        let outcome = ops::stop_timer(&tracker, Some(reference))?;
        return output::wrote(invocation, &outcome, is_rehearsal, |_, key, minutes| {
            format!("Stopped the timer on {key} after {minutes}")
        });
    }
    if let Some(id) = &deed.delete {
        refuse_details(args)?;
        let outcome = ops::delete_time(&tracker, reference, id)?;
        return output::wrote(invocation, &outcome, is_rehearsal, |id, key, minutes| {
            format!("Deleted time entry {id} of {key}, {minutes}")
        });
    }
    let edit = edit(&tracker, args)?;
    if let Some(id) = &deed.edit {
        let outcome = ops::edit_time(&tracker, reference, id, &edit)?;
        return output::wrote(invocation, &outcome, is_rehearsal, |id, key, minutes| {
            format!("Changed time entry {id} of {key}, {minutes}")
        });
    }
    let outcome = ops::add_time(&tracker, reference, &edit)?;
    output::wrote(invocation, &outcome, is_rehearsal, |id, key, minutes| {
        format!("Added {minutes} to {key} as {id}")
    })
}

fn edit(tracker: &Tracker, args: &TimeArgs) -> Result<TimeEdit, CliError> {
    let amount = args.deed.add.as_ref().or(args.minutes.as_ref());
    Ok(TimeEdit {
        entry_type: args.entry_type.clone(),
        minutes: entries::minutes(tracker, amount, BareNumber::Minutes)?,
        text: description(args)?,
        on: planned::day(tracker, args.on.as_ref())?,
    })
}

fn description(args: &TimeArgs) -> Result<Option<String>, CliError> {
    args.description.as_deref().map(input::text).transpose()
}

/// What a timer is for is said when it starts.
fn refuse_details(args: &TimeArgs) -> Result<(), CliError> {
    if args.entry_type.is_none() && args.description.is_none() {
        return Ok(());
    }
    Err(CliError::usage_with_hint(
        "`--type` and `--description` go with `--start`, `--add` and `--edit`",
        "`--edit ID` changes an entry",
    ))
}
