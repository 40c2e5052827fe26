//! `tickets batch`

use std::path::PathBuf;

use crate::cli::exit_code::ExitCode;
use crate::cli::format::Format;
use crate::cli::input;
use crate::cli::invocation::Invocation;
use crate::cli::invocation::WriteArgs;
use crate::cli::output::Answer;
use crate::cli::output::Yield;
use crate::cli::render::performed;
use crate::cli::report::CliError;
use crate::cli::report::CliResult;
use crate::cli::report::Report;
use crate::ops;
use crate::ops::EachBatch;
use crate::ops::Fate;
use crate::ops::Performed;
use crate::ops::Tracker;

/// Do many operations, read from a file
///
/// Each line is a JSON object: what to do under `op`, and the words of that
/// command's flags. All lines are one change: either everything is done or,
/// when a line cannot be, nothing is, and every mistake is told. That is the
/// default because half a plan is harder to mend than none; `--each` does what
/// can be done.
#[derive(Debug, clap::Args)]
#[command(after_long_help = GUIDE)]
pub(crate) struct BatchArgs {
    /// File of operations, one a line; `-` for standard input
    file: PathBuf,
    /// All of them or none [default]
    #[arg(long, conflicts_with = "each")]
    atomic: bool,
    /// Each for itself: one that fails does not stop the others
    #[arg(long, alias = "no-atomic")]
    each: bool,
    #[command(flatten)]
    write: WriteArgs,
}

const GUIDE: &str = r#"Operations on tickets:
  create      title, ref, status, no_template, and the fields of a ticket
  update      id, title, status, reason, resolution, add_label, remove_label,
              remove_link, check, uncheck, edit_criterion, remove_criterion,
              clear, comment, if_version, and the fields of a ticket
  start       id, assignee, force
  close       id, resolution, reason, comment, status
  reopen      id, reason
  delete      id, unlink
  archive     id
  unarchive   id
  comment     id, text; or edit, delete
  label       id, add, remove
  depend      id, on
  undepend    id, on
  link        id, links
  unlink      id, links

Fields of a ticket: description, type, priority, assignee, reporter, labels,
epic, sprint, parent, depends_on, related, duplicates, links, due,
estimate_hours, story_points, acceptance_criteria. They mean what the flags
mean: `labels` and `parent` replace, the lists of tickets, links and criteria
add; `null` empties a field. `tickets schema operation` has all of it as a
JSON Schema.

Operations on all else, by the words of their commands:
  epic create             title, ref, and the fields of an epic
  epic update             id, title, status, check_goal, uncheck_goal,
                          remove_goal, check, uncheck, remove_criterion, the
                          edits, and the fields of an epic
  epic add-ticket         id, tickets
  epic remove-ticket      id, tickets
  epic close              id, cancel, reason
  epic reopen             id, reason
  epic delete             id, unlink
  backlog add             title, ref, and the fields of an item
  backlog update          id, title, status, remove_dependency, check,
                          uncheck, remove_criterion, check_done, uncheck_done,
                          remove_done, the edits, and the fields of an item
  backlog groom           id, the edits, and the fields of an item
  backlog ready           id
  backlog convert         id, ref (of the ticket)
  backlog close           id, cancel, force, reason
  backlog reopen          id, reason
  backlog delete          id, unlink
  sprint create           title, ref, and the fields of a sprint
  sprint update           id, title, clear, and the fields of a sprint
  sprint plan             id, capacity
  sprint add              id, keys
  sprint remove           id, keys
  sprint start            id, start_date, end_date, days
  sprint close            id, carry_over or to_backlog or keep, cancel, reason
  sprint delete           id, unlink
  requirements add        of, title, ref, and the fields of a requirement
  requirements story      of, persona, goal, benefit, story_points, title,
                          ref, and those fields
  requirements result     of, description, method, title, ref, and those
                          fields
  requirements gherkin    of, ref, text (of a file), prune, parent; or title,
                          steps, tags, feature
  requirements update     id, title, status, of, persona, goal, benefit,
                          story_points, method, gherkin, check, uncheck,
                          remove_criterion, the edits, and those fields
  requirements approve    id, notes
  requirements implement  id, notes
  requirements verify     id, notes
  requirements fail       id, notes
  requirements block      id, notes
  requirements review     id
  requirements delete     id, unlink, recursive
  requirements results    report (the text of one)
  journal                 id, text, type, completion, spent, estimate,
                          milestone, dependencies, risks, decisions; or edit,
                          delete
  milestone add           id, name, message, completion
  time                    id, add, type, description, on; or edit, minutes; or
                          delete

Fields of an epic: description, priority, owner, labels, target_version,
start_date, target_date, estimated_points, goals, success_criteria. Of a
backlog item: description, type, priority, product_owner, assignee, labels,
epic, sprint, depends_on, story_points, business_value, effort_hours, risk,
component, theme, acceptance_criteria, definition_of_done. Of a sprint: goal,
capacity, start_date, end_date, days. Of a requirement: description, priority,
labels, parent, acceptance_criteria. The edits are add_label, remove_label and
clear.

An amount of time has its unit: `90m`, `1h30m`. Timers belong to a person and
not to the project: no operation starts one.

A record is named as on the command line, or by the `ref` of the line that
made it:
  {"op":"epic create","ref":"e","title":"Payments"}
  {"op":"create","ref":"a","title":"Fix login bug","labels":["ui"],"epic":"@e"}
  {"op":"create","title":"Write release notes","depends_on":["@a"]}
  {"op":"comment","id":"@a","text":"Seen on the phone too."}

Blank lines are passed over. A line has up to 4,000,000 bytes, an atomic batch
up to 100,000 lines.

Results, with `--format json` or `jsonl`:
{"line":3,"op":"close","id":"TICKET-7","status":"done"}, where the status is
done, unchanged, failed (with `error`) or skipped. `jsonl` with `--each`
prints each as it comes. Where a line failed, the exit code is that of the
first one; with `--each`, the others are done all the same. With `--each
--commit`, each line is a commit. What an operation wrote beside a record is
under `comment` or `entry`."#;

pub(crate) fn run(invocation: &Invocation, args: &BatchArgs) -> CliResult {
    let tracker = invocation.open_to(args.write)?;
    if args.each && !args.write.dry_run {
        return each(invocation, &tracker, args);
    }
    let lines = input::all_lines(&args.file)?;
    let outcome = if args.each {
        ops::rehearse_each(&tracker, &lines)?
    } else {
        ops::batch(&tracker, &lines)?
    };
    let results = &outcome.value;
    let has_failed = results.iter().any(|one| one.error().is_some());
    complain(invocation, results);
    if has_failed && !args.each {
        show(invocation, results)?;
        return Ok(conclude(invocation, results, Ending::Nothing));
    }
    invocation
        .ui
        .wrote(args.write.dry_run, &outcome.receipt, |ui| {
            ui.status(format_args!("{}", performed::summary(results)));
            show(invocation, results)
        })?;
    Ok(conclude(invocation, results, Ending::Others))
}

/// Does line after line; what they print comes as they are done where the form allows it.
fn each(invocation: &Invocation, tracker: &Tracker, args: &BatchArgs) -> CliResult {
    let ui = &invocation.ui;
    let mut batch = EachBatch::new(tracker);
    let mut results: Vec<Performed> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for (place, line) in input::lines(&args.file)?.enumerate() {
        let Some((one, receipt)) = batch.perform(place + 1, &line?) else {
            continue;
        };
        for note in receipt.notes {
            if !notes.contains(&note) {
                ui.note(format_args!("{note}"));
                notes.push(note);
            }
        }
        complain(invocation, std::slice::from_ref(&one));
        if ui.format == Format::Jsonl {
            show(invocation, std::slice::from_ref(&one))?;
        }
        results.push(one);
    }
    if results.is_empty() {
        let nothing = "nothing to do: no operation was given".to_owned();
        return Err(ops::OpError::Nothing(nothing).into());
    }
    ui.status(format_args!("{}", performed::summary(&results)));
    if ui.format != Format::Jsonl {
        show(invocation, &results)?;
    }
    Ok(conclude(invocation, &results, Ending::Others))
}

/// Tells people what is wrong with lines; programs find it in the results.
fn complain(invocation: &Invocation, results: &[Performed]) {
    if invocation.ui.format.is_json() {
        return;
    }
    for one in results {
        if let Some(error) = one.error() {
            let mut report = Report::of_operation(error);
            report.message = format!("line {}: {}", one.line, report.message);
            invocation.ui.error(&report);
        }
        if let Fate::Skipped { needs: Some(line) } = one.fate {
            let number = one.line;
            let ui = &invocation.ui;
            ui.note(format_args!(
                "line {number} is skipped: it needs line {line}"
            ));
        }
    }
}

fn show(invocation: &Invocation, results: &[Performed]) -> Result<(), CliError> {
    if !invocation.ui.is_format_chosen && invocation.ui.fields.is_empty() {
        return Ok(());
    }
    let records = results.iter().map(performed::record);
    invocation.ui.answer(Answer {
        result: Yield::Many(records.collect()),
        fields: performed::FIELDS.to_vec(),
        columns: performed::COLUMNS.to_vec(),
        name: "id",
        page: None,
        vocabulary: None,
    })
}

/// What became of the lines that did not fail.
#[derive(Debug, Clone, Copy)]
enum Ending {
    /// None was done.
    Nothing,
    /// They were done.
    Others,
}

/// The exit code, with a word about it where it is not 0.
fn conclude(invocation: &Invocation, results: &[Performed], ending: Ending) -> ExitCode {
    let failed: Vec<&Performed> = results.iter().filter(|one| one.error().is_some()).collect();
    let (exit_code, message) = match failed.first().and_then(|one| one.error()) {
        Some(error) => {
            let (bad, all) = (failed.len(), results.len());
            let message = match ending {
                Ending::Nothing => {
                    format!("nothing was changed: {bad} of {all} operations cannot be done")
                }
                Ending::Others => format!("{bad} of {all} operations failed"),
            };
            (ExitCode::of(error), message)
        }
        None if results
            .iter()
            .all(|one| matches!(one.fate, Fate::Unchanged)) =>
        {
            (
                ExitCode::Nothing,
                "nothing changes: everything is so already".to_owned(),
            )
        }
        None => return ExitCode::Success,
    };
    let lines: Vec<usize> = failed.iter().map(|one| one.line).collect();
    invocation.ui.error(&Report {
        exit_code,
        code: exit_code.name(),
        message,
        excerpt: Vec::new(),
        causes: Vec::new(),
        hint: None,
        details: serde_json::json!({ "lines": lines }),
    });
    exit_code
}
